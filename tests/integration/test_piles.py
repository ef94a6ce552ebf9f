"""Whole piles: exports, copies, what a source repeats, and what goes wrong on the way."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from sitegen.core.problems import UserError
from sitegen.core.types import FrontMatter
from sitegen.store.front_matter import parse
from sitegen.store.write import write_article
from tests.sitetest import SiteTest

WORDS = ("harbour mill bridge council river market school train storm festival budget library orchard ferry quarry theatre "
         "chapel garden tunnel museum brewery hospital lighthouse vineyard").split()  # fmt: skip


def story(number: int, sentences: int = 8) -> str:
    """An article of its own: no two numbers share a run of five words."""
    lines = []
    for n in range(sentences):
        a, b, c = (WORDS[(number * 7 + n * 3 + k * 5) % len(WORDS)] for k in range(3))
        lines.append(
            f"The {a} of town {number} was visited on day {number}{n} by the people of the {b} who saw the {c} and {number * 31 + n} visitors there."
        )
    return "\n\n".join(" ".join(lines[n : n + 2]) for n in range(0, len(lines), 2))


@pytest.fixture
def pile(site: SiteTest) -> SiteTest:
    site.write("site.yaml", "title: Piles\nsources: [inbox]\nentities: {engine: none}\n")
    for path in site.articles():
        (site.root / "content/articles" / path).unlink()
    (site.root / "inbox").mkdir(exist_ok=True)
    return site


def metas(site: SiteTest) -> dict[str, FrontMatter]:
    found = {}
    for path, data in site.articles().items():
        article = parse(data, path, path).article
        assert article
        found[article.meta.title] = article.meta
    return found


def row(number: int, **more: object) -> str:
    return json.dumps(
        {
            "id": f"n{number}",
            "title": f"Story number {number}",
            "text": story(number),
            "date": f"2019-0{1 + number % 3 * 2}-03",
            "site": "Valley News",
        }
        | more
    )


def test_a_dump_becomes_articles_that_know_where_they_came_from(pile: SiteTest) -> None:
    pile.write("inbox/dump.jsonl", "\n".join([row(1, url="https://v.example/1", retrieved="2020-01-02"), "{broken", row(2)]))
    report = pile.ingest()
    assert (len(report.added), [each.reason[:20] for each in report.refused]) == (2, ["line 2 is no JSON: E"])
    one = metas(pile)["Story number 1"]
    assert (one.source.file, one.source.record, one.source.url) == ("inbox/dump.jsonl", "n1", "https://v.example/1")
    assert (str(one.source.retrieved), len(one.source.sha256), len(one.imported.text_sha256)) == ("2020-01-02", 64, 64)
    assert one.imported.extractor.startswith("sitegen ")
    quarantined = [
        path for path in (pile.root / "quarantine").rglob("*") if path.is_file() and not path.name.endswith(".reason.txt")
    ]
    assert [path.read_text() for path in quarantined] == ["{broken"]
    assert [each.text for each in report.notes] == [
        "fields: id ← id, text ← text, title ← title, date ← date, site_name ← site, url ← url, retrieved ← retrieved"
    ]


def test_a_second_run_takes_only_what_is_new(pile: SiteTest) -> None:
    pile.write("inbox/dump.jsonl", "\n".join(map(row, range(3))))
    pile.ingest()
    assert pile.ingest().by_source["inbox/dump.jsonl"] == {"unchanged": 3}
    pile.write("inbox/dump.jsonl", "\n".join([*map(row, range(4)), row(4, title="Another")]))
    report = pile.ingest()
    assert report.by_source["inbox/dump.jsonl"] == {"unchanged": 3, "imported": 2}


def test_the_same_story_from_several_papers_is_one_story_with_versions(pile: SiteTest) -> None:
    whole = story(1, 14)
    pile.write("inbox/a/first.txt", f"Talks resume in the valley\n2 May 2019\nSource: Valley News\n\n{whole}")
    pile.write(
        "inbox/b/copy.txt",
        f"Valley talks go on\n3 May 2019\nSource: The Daily\n\nVALLEY (Wire) – {whole}\n\nReporting by Ann Lee; editing by Jo Roe",
    )
    pile.write("inbox/c/cut.txt", f"Talks\n1 May 2019\nSource: The Courier\n\n{whole[: len(whole) * 6 // 10]}")
    pile.write("inbox/d/other.txt", f"Another matter\n2 May 2019\nSource: The Daily\n\n{story(2, 14)}")
    report = pile.ingest()
    found = metas(pile)
    first = found["Talks resume in the valley"]
    assert (len(report.added), report.versions) == (4, 2)
    assert {title: meta.story for title, meta in found.items()} == {
        "Talks resume in the valley": "",
        "Valley talks go on": first.id,
        "Talks": first.id,  # earlier, but no more than a cut of it
        "Another matter": "",
    }
    before = pile.articles()
    pile.forget()
    pile.ingest()
    assert pile.articles() == before, "a fresh clone finds the same"


def test_a_copy_that_comes_later_joins_its_story(pile: SiteTest) -> None:
    pile.write("inbox/a.txt", f"Talks resume\n2 May 2019\nSource: Valley News\n\n{story(1, 14)}")
    pile.ingest()
    pile.write(
        "inbox/b.txt",
        f"Talks go on\n3 May 2019\nSource: The Daily\n\n{story(1, 14)}\n\nOne more line of the paper's own, which no other has.",
    )
    pile.ingest()
    found = metas(pile)
    assert found["Talks go on"].story == found["Talks resume"].id
    (pile.root / "inbox/b.txt").unlink()
    pile.replace("inbox/a.txt", story(1, 14), story(3, 14))
    pile.ingest()
    assert metas(pile)["Talks go on"].story == "", "what was one story is none any more"


def test_a_story_of_two_hundred_copies_is_one_story(pile: SiteTest) -> None:
    rows = [
        row(1, id=f"c{n}", title=f"Copy {n}", site=f"Paper {n}", text=f"{story(1, 14)}\n\nPaper {n} of the town has this.")
        for n in range(200)
    ]
    pile.write("inbox/copies.jsonl", "\n".join([*rows, row(7)]))
    assert pile.ingest().versions == 199


def test_an_exact_duplicate_is_told_and_not_written(pile: SiteTest) -> None:
    text = f"Talks resume\n2 May 2019\nSource: Valley News\n\n{story(1)}"
    pile.write("inbox/a.txt", text)
    pile.write("inbox/b.txt", text + "\n")
    report = pile.ingest()
    assert (len(report.added), report.duplicates) == (1, [("inbox/b.txt", "inbox/a.txt")])
    assert pile.ingest().unchanged == 2
    assert pile.ingest(again=True).duplicates, "and it is told again when all is worked through again"


def test_the_same_text_from_another_paper_is_a_version_and_no_duplicate(pile: SiteTest) -> None:
    for number, paper in enumerate(("Valley News", "The Daily")):
        pile.write(f"inbox/{number}.txt", f"Talks resume\n2 May 2019\nSource: {paper}\n\n{story(1, 14)}")
    report = pile.ingest()
    assert (len(report.added), report.duplicates, report.versions) == (2, [], 1)


def test_a_record_that_was_refused_is_tried_again(pile: SiteTest) -> None:
    pile.write("inbox/dump.jsonl", "\n".join([row(1), row(2, text="Too short a text for an article.")]))
    assert len(pile.ingest().refused) == 1
    pile.write("site.yaml", "title: Piles\nsources: [inbox]\nentities: {engine: none}\nclean: {min_characters: 5}\n")
    assert len(pile.ingest().added) == 1


def test_what_every_article_of_a_source_says_is_not_the_articles(pile: SiteTest) -> None:
    box = "The Valley Herald has been the voice of the seven villages since the flood and is printed at the old mill."
    for number in range(8):
        parts = story(number).split("\n\n")
        pile.write(f"inbox/herald/{number}.txt", "\n\n".join([f"Story number {number}", parts[0], box, *parts[1:]]))
        pile.write(
            f"inbox/other/{number}.txt",
            f"Other story {number}\n\n{story(number + 20)}\n\nA line of number {number} alone that ends it all.",
        )
    pile.ingest()
    bodies = pile.articles().values()
    assert not any(b"voice of the seven villages" in body for body in bodies)
    assert sum(b"alone that ends it all" in body for body in bodies) == 8
    rules = {rule for (rule,) in pile.db.execute("select rule from cut where text = ?", (box,))}
    assert rules == {"repeated"}
    pile.write("inbox/herald/9.txt", "\n\n".join(["Story number nine", story(40), box]))
    pile.ingest()
    assert not any(b"voice of the seven villages" in body for body in pile.articles().values()), "it is remembered"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The Valley Herald: {}", "The Valley Herald"),
        ("{} - Valley Herald Online", "Valley Herald Online"),
        ("{} | News | Valley Herald", "Valley Herald"),
        ("Valley Herald", "Valley Herald"),
    ],
)
def test_what_the_titles_of_a_source_have_in_common_is_its_name(pile: SiteTest, title: str, shown: str) -> None:
    names = [f"The {WORDS[number]} of the valley" for number in range(6)]
    for number, name in enumerate(names):
        body = "".join(f"<p>{each}</p>" for each in story(number).split("\n\n"))
        heading = "" if "{}" in title else f"<p>{name}</p>"
        page = f"<html><head><title>{title.format(name)}</title></head><body><div>{heading}{body}</div></body></html>"
        pile.write(f"inbox/herald/{number}.html", page)
    pile.write("inbox/other/1.txt", f"Opinion: The harbour is full\n\n{story(30)}")
    pile.ingest()
    found = metas(pile)
    assert {*names, "Opinion: The harbour is full"} == set(found)
    assert {found[name].source.name for name in names} == {shown}


@pytest.mark.parametrize(
    "first", ["Title: {}", "Skip to content\n\n{}", "Home | News | Contact\n\n{}", "Home > News > {}", "Opinion: {}", "{} | News"]
)
def test_what_the_first_lines_of_texts_have_in_common_may_be_no_name(pile: SiteTest, first: str) -> None:
    for number in range(6):
        pile.write(f"inbox/pile/{number}.txt", f"{first.format(f'The {WORDS[number]} of the valley')}\n\n{story(number)}")
    pile.ingest()
    assert {meta.source.name for meta in metas(pile).values()} == {""}


def test_a_page_that_a_program_named_tells_no_name(pile: SiteTest) -> None:
    for number in range(6):
        body = "".join(f"<p>{each}</p>" for each in story(number).split("\n\n"))
        pile.write(
            f"inbox/pile/{number}.html",
            f"<html><head><title>Untitled Document</title></head><body><h1>The {WORDS[number]}</h1>{body}</body></html>",
        )
    pile.ingest()
    assert {meta.source.name for meta in metas(pile).values()} == {""}


def test_copies_of_one_story_are_no_template(pile: SiteTest) -> None:
    for number in range(6):
        pile.write(
            f"inbox/herald/{number}.txt",
            f"Version {number} of the talks\n\n{story(1)}\n\nThe paper adds point number {number} to it.",
        )
    pile.ingest()
    assert not list(pile.db.execute("select 1 from cut where rule = 'repeated'"))


def test_the_report_counts_by_source_and_names_gaps(pile: SiteTest) -> None:
    pile.write("inbox/dump.jsonl", "\n".join(map(row, range(1, 4))))
    pile.ingest()
    record = json.loads(pile.read(".sitegen/import-report.json"))
    assert record["sources"] == {"inbox/dump.jsonl": {"imported": 3}}
    assert record["coverage"] == [
        {
            "site": "Valley News",
            "articles": 3,
            "undated": 0,
            "months": {"2019-01": 1, "2019-03": 1, "2019-05": 1},
            "gaps": ["2019-02", "2019-04"],
        }
    ]


def test_two_sources_with_one_address_both_stay(pile: SiteTest) -> None:
    pile.write("inbox/dump.jsonl", "\n".join([row(1, url="https://v.example/1"), row(2, url="https://v.example/1")]))
    pile.ingest()
    found = metas(pile)
    assert len({meta.id for meta in found.values()}) == len(found) == 2


def test_odd_names_of_files(pile: SiteTest) -> None:
    text = f"Talks resume\n\n{story(1)}"
    folder = pile.root / "inbox"
    (folder / "a#b.txt").write_text(text)
    (folder / ("x" * 250)).write_text(text.replace("Talks", "Long"))
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "w") as file:  # noqa: PTH123  # a name that is no UTF-8
        file.write(f"Other talks\n\n{story(2)}")
    with open(os.fsencode(folder) + b"/\xff.pdf", "wb") as binary:  # noqa: PTH123
        binary.write(b"%PDF-1.4")
    report = pile.ingest()
    assert sorted(metas(pile)) == ["Other talks", "Talks resume"] or len(report.added) == 3
    assert len(report.refused) == 1
    assert pile.ingest().by_source["inbox"]["unchanged"] >= 2


def test_links_that_lead_in_circles_are_not_followed(pile: SiteTest) -> None:
    pile.write("inbox/a.txt", f"Talks resume\n\n{story(1)}")
    (pile.root / "inbox/loop").symlink_to(pile.root / "inbox")
    (pile.root / "inbox/self").symlink_to(pile.root / "inbox/self")
    assert len(pile.ingest().added) == 1


@pytest.mark.parametrize("articles", [40, 80])  # 80 go to worker processes, which are ahead of what is written
def test_a_full_disk_loses_nothing_and_the_next_run_goes_on(pile: SiteTest, monkeypatch: pytest.MonkeyPatch, articles: int) -> None:
    pile.write("inbox/dump.jsonl", "\n".join(map(row, range(articles))))
    written: list[str] = []

    def full(content: Path, path: str, *rest: object) -> bool:
        if len(written) == 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        return write_article(content, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("sitegen.build.ingest.write_article", full)
    with pytest.raises(UserError, match="the disk is full; 20 articles were written"):
        pile.ingest()
    monkeypatch.undo()
    pile.close()
    assert len(pile.articles()) == 20
    pile.ingest()
    assert len(pile.articles()) == len(metas(pile)) == articles


def test_as_many_reasons_as_bad_files(pile: SiteTest) -> None:
    folder = pile.root / "inbox/many"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / f"{number}.txt").write_bytes(b"%PDF-1.4 " + str(number).encode())
    (folder / "good.txt").write_text(f"Talks resume\n\n{story(1)}")
    report = pile.ingest()
    assert report.by_source["inbox/many"] == {"quarantined": 300, "imported": 1}
