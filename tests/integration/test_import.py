"""The import: stable, careful with what people wrote, and losing nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.core.types import Figure, FrontMatter
from sitegen.entities.parsers import Parse
from sitegen.store.front_matter import parse
from tests.sitetest import SiteTest

TEXT = """A bridge opens in the valley

Published: 3 May 2019
Source: Valley News

The new bridge over the river was opened on Friday by Mayor Ann Larsen, who said that 1,200 people had walked across it.

Related Articles: ten walks for the spring

It took about four years to build. Larsen thanked the builders and the people of the valley.

Leave a Comment
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mill burns | Valley News</title>
<meta property="og:site_name" content="Valley News"><meta property="og:title" content="Mill burns">
<link rel="canonical" href="https://valley.example/2019/05/mill"></head><body><nav>Home Sport</nav><article><h1>Mill burns</h1>
<p>The old mill at the lower end of the valley burned down in the night, and nobody was hurt, the fire service reported.</p>
<p>Twelve firemen fought the flames until the morning. The mill had stood empty since the war and was to become a museum.</p>
</article></body></html>"""


@pytest.fixture
def inbox(site: SiteTest) -> SiteTest:
    """A site with two sources, imported by rules alone so that no test waits for a model."""
    site.write("site.yaml", "title: Valley\nsources: [inbox]\nentities: {engine: light}\n")
    for path in site.articles():
        (site.root / "content/articles" / path).unlink()
    site.write("inbox/bridge.txt", TEXT)
    site.write("inbox/mill.html", PAGE)
    return site


def meta(site: SiteTest, path: str) -> FrontMatter:
    article = parse(site.articles()[path], path, path).article
    assert article
    return article.meta


BRIDGE = "2019/05/a-bridge-opens-in-the-valley.md"


def test_an_import_writes_an_article_for_each_source(inbox: SiteTest) -> None:
    report = inbox.ingest()
    assert sorted(report.added) == [BRIDGE, "undated/mill-burns.md"]
    bridge = meta(inbox, BRIDGE)
    assert (bridge.title, str(bridge.date), bridge.source.name) == ("A bridge opens in the valley", "2019-05-03", "Valley News")
    assert bridge.people == ("Ann Larsen",)
    assert [(f.value, f.unit, f.by) for f in bridge.figures if f.value == 1200] == [(1200, "people", "Ann Larsen")]
    assert b"Related" not in inbox.articles()[BRIDGE]
    mill = meta(inbox, "undated/mill-burns.md")
    assert (mill.date, mill.source.url) == (None, "https://valley.example/2019/05/mill")


def test_the_copy_of_a_web_archive_stands_in_the_articles_head(inbox: SiteTest) -> None:
    copy = "https://web.archive.org/web/20190504010203/https://valley.example/2019/05/mill"
    inbox.write("inbox/mill.html", PAGE.replace("https://valley.example/2019/05/mill", copy))
    inbox.ingest()
    mill = meta(inbox, "undated/mill-burns.md")
    assert (mill.source.url, mill.source.archived) == ("https://valley.example/2019/05/mill", copy)
    assert (str(mill.source.retrieved), mill.date) == ("2019-05-04", None)


def test_a_day_in_the_name_of_a_file_is_marked_as_inferred(inbox: SiteTest) -> None:
    inbox.write("inbox/2019-05-04-mill.html", PAGE)
    inbox.write("inbox/mill.html", "")
    inbox.ingest()
    mill = meta(inbox, "2019/05/mill-burns.md")
    assert (str(mill.date), mill.date_inferred) == ("2019-05-04", True)


def test_importing_twice_changes_nothing(inbox: SiteTest) -> None:
    inbox.ingest()
    before = inbox.articles()
    authority = inbox.read("content/entities/people.yaml")
    assert inbox.ingest().unchanged == 2
    assert inbox.articles() == before
    assert inbox.read("content/entities/people.yaml") == authority


def test_importing_in_a_fresh_clone_changes_nothing(inbox: SiteTest) -> None:
    inbox.ingest()
    before = inbox.articles()
    inbox.forget()
    assert inbox.ingest().unchanged == 2
    assert inbox.articles() == before
    inbox.close()
    keys = [key for (key,) in inbox.db.execute("select key from source order by key")]
    assert keys == ["inbox/bridge.txt", "inbox/mill.html"], "the new index remembers them"


def test_importing_again_from_the_beginning_gives_the_same_bytes(inbox: SiteTest) -> None:
    inbox.ingest()
    before = inbox.articles()
    report = inbox.ingest(again=True)
    assert (report.added, report.updated) == ([], [])
    assert inbox.articles() == before


def test_a_changed_source_updates_its_file_and_keeps_its_address(inbox: SiteTest) -> None:
    inbox.ingest()
    old = meta(inbox, BRIDGE)
    inbox.replace("inbox/bridge.txt", "A bridge opens", "New bridge opens")
    report = inbox.ingest()
    assert report.updated == [BRIDGE]
    new = meta(inbox, BRIDGE)
    assert (new.id, new.slug) == (old.id, old.slug)
    assert new.title == "New bridge opens in the valley"


def test_an_edited_file_is_never_overwritten(inbox: SiteTest) -> None:
    inbox.ingest()
    inbox.replace(f"content/articles/{BRIDGE}", "Larsen thanked", "The mayor thanked")
    edited = inbox.articles()[BRIDGE]
    inbox.replace("inbox/bridge.txt", "four years", "five years, said Mr. Tom Brown,")
    authority = inbox.read("content/entities/people.yaml")
    report = inbox.ingest()
    assert inbox.read("content/entities/people.yaml") == authority, "what is not written adds nobody"
    assert inbox.articles()[BRIDGE] == edited
    assert [problem.path for problem in report.kept] == [f"content/articles/{BRIDGE}"]
    assert "edited by hand" in str(report.kept[0])
    assert inbox.ingest(again=True).kept, "it is told each time, until somebody merges the two"
    assert inbox.articles()[BRIDGE] == edited


def test_an_article_that_a_person_removed_stays_away(inbox: SiteTest) -> None:
    inbox.ingest()
    (inbox.root / "content/articles" / BRIDGE).unlink()
    inbox.ingest()
    inbox.ingest(again=True)
    assert BRIDGE not in inbox.articles()


def test_an_authority_file_is_appended_to_and_never_rewritten(inbox: SiteTest) -> None:
    mine = "# my own order\n- name: Zoe Young # the baker\n- {name: Adam Old}\n"
    inbox.write("content/entities/people.yaml", mine)
    inbox.ingest()
    text = inbox.read("content/entities/people.yaml")
    assert text.startswith(mine)
    assert "Ann Larsen" in text.removeprefix(mine)


def test_names_follow_the_authority_file(inbox: SiteTest) -> None:
    inbox.write("content/entities/people.yaml", "- name: Anna Larsen\n  aliases: [Ann Larsen]\n")
    inbox.ingest()
    assert meta(inbox, BRIDGE).people == ("Anna Larsen",)
    assert {figure.by for figure in meta(inbox, BRIDGE).figures if figure.by} == {"Anna Larsen"}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n \n", "the file is empty"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is a PNG image, not text"),
        ("scan.pdf", b"%PDF-1.7 ...", "this is a PDF; its text must be taken out first"),
        ("program.txt", bytes(range(256)) * 9, "this is a binary file, not text"),
        ("form.txt", b"Leave a Comment\n\nName\n\nEmail\n\nShare on Facebook", "only 0 characters of text are left"),
        ("short.txt", b"Only a title", "characters of text are left"),
    ],
)
def test_what_cannot_be_used_goes_to_quarantine_with_its_reason(inbox: SiteTest, name: str, data: bytes, reason: str) -> None:
    inbox.write(f"inbox/{name}", data)
    report = inbox.ingest()
    assert [(each.ref.key, reason in each.reason) for each in report.refused] == [(f"inbox/{name}", True)]
    kept = inbox.root / "quarantine/inbox" / name
    assert kept.read_bytes() == data
    assert reason in kept.with_name(name + ".reason.txt").read_text()
    record = json.loads(inbox.read(".sitegen/import-report.json"))
    assert [each["source"] for each in record["quarantined"]] == [f"inbox/{name}"]
    assert len(report.added) == 2, "one bad file never stops the others"


def test_an_article_that_trips_a_finder_is_kept_aside(inbox: SiteTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(parse: Parse, *_: object, **__: object) -> tuple[Figure, ...]:
        if "bridge" in parse.text:
            raise ValueError("what is this?")
        return ()

    monkeypatch.setattr("sitegen.entities.annotate.find_figures", fail)
    report = inbox.ingest()
    assert [each.reason for each in report.refused] == ["finding names failed: ValueError: what is this?"]
    assert (inbox.root / "quarantine/inbox/bridge.txt").read_text() == TEXT
    assert report.added == ["undated/mill-burns.md"]


def test_a_file_over_the_limit_is_quarantined_unread(inbox: SiteTest) -> None:
    inbox.write("site.yaml", "title: Valley\nsources: [inbox]\nentities: {engine: light}\nclean: {max_bytes: 2000}\n")
    inbox.write("inbox/long.txt", "A long story. " * 200)
    assert "more than the 2,000 bytes that site.yaml allows for one article" in inbox.ingest().refused[0].reason
    inbox.write("site.yaml", "title: Valley\nsources: [inbox]\nentities: {engine: light}\n")
    assert inbox.ingest().refused == []
    assert not list((inbox.root / "quarantine").rglob("long*")), "what can be used now leaves the quarantine"


def test_two_files_of_one_address_both_stay(inbox: SiteTest) -> None:
    inbox.write("inbox/mill-2.html", PAGE.replace("Twelve", "Fourteen"))
    assert len(inbox.ingest().added) == 3
    ids = {meta(inbox, path).id for path in inbox.articles()}
    assert len(ids) == 3


def test_sources_may_be_files_globs_and_folders_outside(inbox: SiteTest, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "bridge.txt").write_text(TEXT)
    (outside / "bridge.md.bak").write_text(TEXT)
    inbox.write("inbox/deep/er/mill.html", PAGE.replace("Twelve", "Fourteen"))
    report = inbox.ingest("inbox/**/*.html", str(outside / "bridge.txt"))
    assert len(report.added) == 3
    assert {meta(inbox, path).source.file for path in inbox.articles()} == {
        "elsewhere/bridge.txt",
        "inbox/deep/er/mill.html",
        "inbox/mill.html",
    }


def test_what_was_cut_is_kept_in_the_index(inbox: SiteTest) -> None:
    inbox.ingest()
    rows = inbox.db.execute("select rule, text from cut where source = 'inbox/bridge.txt' order by place").fetchall()
    assert rows == [
        ("title", "A bridge opens in the valley"),
        ("metadata", "Published: 3 May 2019"),
        ("metadata", "Source: Valley News"),
        ("related", "Related Articles: ten walks for the spring"),
        ("comments", "Leave a Comment"),
    ]
