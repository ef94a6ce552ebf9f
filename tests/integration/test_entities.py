"""People and places as an editor works with them: looking, correcting, proving; and finding names without importing."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.build.reviewing import Doubt, decide, doubts
from sitegen.cli.main import cli
from sitegen.cli.report import Reporter
from sitegen.infra.index import open_index
from tests.sitetest import SiteTest

PEOPLE = """# Written by hand; the order is mine.
- name: Ann Lee   # the mayor
  wikidata: Q1

# two of one name
- name: A. Lee
  aliases: ["Anne Lee"]
- name: Jo Roe
"""
TEXT = "Ann Lee spoke in Kyiv. A. Lee answered, and Jo Roe left for the harbour before the talks of the day had ended."


@pytest.fixture
def archive(site: SiteTest) -> SiteTest:
    for path in site.articles():
        (site.root / "content/articles" / path).unlink()
    site.write("site.yaml", "title: Names\nurl: https://example.org/\n")
    site.write("content/entities/people.yaml", PEOPLE)
    site.write("content/entities/places.yaml", "- name: Kyiv\n  lat: 50.45\n  lon: 30.52\n- name: Nowhere\n")
    site.write(
        "content/articles/one.md", f"---\nid: a1\ntitle: Talks\npeople: [Ann Lee, A. Lee, Jo Roe]\nplaces: [Kyiv]\n---\n\n{TEXT}\n"
    )
    return site


def run(site: SiteTest, *words: str) -> Result:
    site.close()
    return CliRunner().invoke(cli, [*words, "--site", str(site.root)])


def test_renaming_keeps_comments_and_order_and_the_old_address_redirects(archive: SiteTest) -> None:
    assert run(archive, "entities", "rename", "Ann Lee", "Ann Mary Lee").exit_code == 0
    text = archive.read("content/entities/people.yaml")
    assert text.startswith("# Written by hand; the order is mine.\n- name: Ann Mary Lee")
    assert "# two of one name" in text
    assert text.index("Ann Mary Lee") < text.index("A. Lee") < text.index("Jo Roe")
    archive.build()
    assert "Ann Mary Lee" in archive.page("articles/undated/one/")
    assert "people/ann-mary-lee/" in archive.page("people/ann-lee/"), "the old address leads to the new one"


def test_merging_makes_one_page_of_two_and_loses_no_name(archive: SiteTest) -> None:
    assert run(archive, "entities", "merge", "Ann Lee", "A. Lee").exit_code == 0
    archive.build()
    page = archive.page("articles/undated/one/")
    assert page.count('href="/people/ann-lee/"') >= 1
    assert "people/a-lee/" not in page
    assert "people/ann-lee/" in archive.page("people/a-lee/")
    assert "Anne Lee" in archive.read("content/entities/people.yaml")


def test_a_dry_run_says_what_would_change_and_changes_nothing(archive: SiteTest) -> None:
    result = run(archive, "entities", "merge", "Ann Lee", "A. Lee", "--dry-run")
    assert "person: the pages of 1 articles would change" in result.output
    assert archive.read("content/entities/people.yaml") == PEOPLE


def test_what_is_split_off_or_kept_apart_is_not_asked_about_again(archive: SiteTest) -> None:
    assert "Ann Lee / A. Lee" in run(archive, "entities", "review").output
    run(archive, "entities", "distinct", "Ann Lee", "A. Lee")
    assert "A. Lee" not in run(archive, "entities", "review").output
    run(archive, "entities", "split", "A. Lee", "Anne Lee")
    assert "person  Anne Lee" in run(archive, "entities", "show", "anne").output
    archive.build()


def test_the_review_shows_sentences_and_places_without_a_point(archive: SiteTest) -> None:
    output = run(archive, "entities", "review").output
    assert "“Ann Lee spoke in Kyiv.”" in output
    assert "place  Nowhere  where is it?" in output


def test_hiding_takes_a_person_off_the_site(archive: SiteTest) -> None:
    run(archive, "entities", "hide", "Jo Roe")
    archive.build()
    assert not (archive.root / "public/people/jo-roe").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rename", "Nobody", "Somebody"), "'Nobody' stands neither in people.yaml, places.yaml nor in tags.yaml"),
        (("rename", "Ann Lee", "Jo Roe"), "'Jo Roe' is a name of 'Jo Roe' already; merge the two instead"),
        (("merge", "A. Lee", "Anne Lee"), "are one record already"),
        (("split", "Jo Roe", "Ann Lee"), "'Ann Lee' is no alias of 'Jo Roe'"),
    ],
)
def test_a_wrong_edit_is_told_and_nothing_is_written(archive: SiteTest, words: tuple[str, ...], said: str) -> None:
    result = run(archive, "entities", *words)
    assert (result.exit_code, said in result.output) == (2, True)
    assert archive.read("content/entities/people.yaml") == PEOPLE


def test_check_finds_the_names_that_stand_in_no_text(archive: SiteTest) -> None:
    assert run(archive, "check", "entities").exit_code == 0
    archive.replace("content/articles/one.md", "[Kyiv]", "[Kyiv, Lisbon]")
    archive.replace("content/articles/one.md", "Jo Roe]", "Jo Roe, Max Miller]")
    result = run(archive, "check", "entities")
    assert result.exit_code == 1
    assert "content/articles/one.md: 'Max Miller' stands nowhere in the text" in result.output
    assert "'Lisbon' stands nowhere" in result.output


def test_check_knows_nationalities_and_other_names_of_a_place(archive: SiteTest) -> None:
    archive.write(
        "content/articles/two.md",
        "---\nid: a2\ntitle: Two\nplaces: [France, United States]\n---\n\nThe French President left the U.S.\n",
    )
    archive.write(
        "content/articles/three.md",
        "---\nid: a3\ntitle: Three\nplaces: [United Kingdom, United States]\n---\n\nIt is America’s, said the Britain-based firm.\n",
    )
    assert run(archive, "check", "entities").exit_code == 0


def test_annotate_prints_names_with_offsets_and_points(archive: SiteTest) -> None:
    text = "Vladimir Medinski met Antony Blinken in Kyiv. The Russian official said 498 soldiers had died."
    file = archive.write("texts.jsonl", json.dumps({"id": 7, "text": text}) + "\n")
    archive.write("site.yaml", "title: Names\nentities: {engine: light}\n")
    result = run(archive, "annotate", str(file))
    (row,) = map(json.loads, result.output.splitlines())
    assert row["id"] == 7
    blinken = next(each for each in row["people"] if each["name"] == "Antony Blinken")
    assert [text[a:b] for a, b in blinken["mentions"]] == ["Antony Blinken"]
    places = {each["name"]: each for each in row["places"]}
    assert places["Kyiv"]["country"] == "UA"
    assert (places["Russian"]["canonical"], places["Russian"]["nationality"]) == ("Russia", True)
    assert [each["value"] for each in row["figures"]] == [498]


def test_annotate_names_the_line_that_is_none(archive: SiteTest) -> None:
    file = archive.write("texts.jsonl", '{"id": 1, "text": "Yes."}\nno json\n')
    result = run(archive, "annotate", str(file))
    assert result.exit_code == 2
    assert f'{file}:2: this line is no JSON object with "id" and "text"' in result.output


def test_annotate_shows_an_article_for_people(archive: SiteTest) -> None:
    result = run(archive, "annotate", str(Path(archive.root / "content/articles/one.md")))
    assert "person  Ann Lee" in result.output
    assert "place   Kyiv → Kyiv (50.45, 30.52)" in result.output


def test_tags_have_records_too(archive: SiteTest) -> None:
    archive.replace("content/articles/one.md", "places: [Kyiv]", "places: [Kyiv]\ntags: [talks, negotiations]")
    archive.write(
        "content/entities/tags.yaml", "# mine\n- name: Talks\n  aliases: [negotiations]\n  description: Where people meet.\n"
    )
    archive.build()
    assert "Where people meet." in archive.page("tags/talks/")
    assert "/tags/talks/" in archive.page("tags/negotiations/"), "the other name redirects"
    assert run(archive, "entities", "rename", "Talks", "Peace talks").exit_code == 0
    archive.build()
    assert "Where people meet." in archive.page("tags/peace-talks/")
    assert archive.read("content/entities/tags.yaml").startswith("# mine\n")


def test_an_id_keeps_the_address_whatever_the_name(archive: SiteTest) -> None:
    archive.replace("content/entities/people.yaml", "- name: Jo Roe", "- name: Jo Roe\n  id: jo")
    archive.build()
    assert "Jo Roe" in archive.page("people/jo/")
    assert "people/jo/" in archive.page("people/jo-roe/")
    result = run(archive, "entities", "rename", "Jo Roe", "Josephine Roe")
    assert "→" not in result.output
    archive.build()
    assert "Josephine Roe" in archive.page("people/jo/")


@pytest.mark.parametrize(
    ("record", "said"),
    [("id: Jo!", "write 'jo'"), ("id: jo\n- name: Max\n  id: jo", "stands in two records, 'Jo Roe' and 'Max'")],
)
def test_an_id_that_can_not_be_an_address(archive: SiteTest, record: str, said: str) -> None:
    archive.replace("content/entities/people.yaml", "- name: Jo Roe", f"- name: Jo Roe\n  {record}")
    result = run(archive, "build")
    assert (result.exit_code, said in result.output) == (2, True)


def test_a_dry_run_names_the_addresses_that_move(archive: SiteTest) -> None:
    output = run(archive, "entities", "merge", "Ann Lee", "A. Lee", "--dry-run").output
    assert "/people/a-lee/ → /people/ann-lee/" in output
    assert "/people/jo-roe/ goes" in run(archive, "entities", "hide", "Jo Roe", "--dry-run").output


def test_a_split_is_obeyed_without_importing_again(archive: SiteTest) -> None:
    archive.replace("content/entities/people.yaml", "- name: Jo Roe", "- name: Jo Roe\n  aliases: [Joe Roe]")
    for number, name in enumerate(("Jo Roe", "Joe Roe", "Joe Roe and Jo Roe"), 1):
        archive.write(
            f"content/articles/x{number}.md", f"---\nid: x{number}\ntitle: T{number}\npeople: [Jo Roe]\n---\n\nHere came {name}.\n"
        )
    archive.build()
    assert not (archive.root / "public/people/joe-roe").exists()
    assert run(archive, "entities", "split", "Jo Roe", "Joe Roe").exit_code == 0
    archive.build()
    one, other = archive.page("people/jo-roe/"), archive.page("people/joe-roe/")
    assert ("T1" in one, "T2" in one, "T3" in one) == (True, False, True)
    assert (">T1<" in other, ">T2<" in other, ">T3<" in other) == (False, True, True)


def test_a_review_is_answered_in_a_file(archive: SiteTest) -> None:
    file = archive.root / "review.yaml"
    assert "2 questions" in run(archive, "entities", "review", "--write", str(file)).output
    text = file.read_text()
    assert "- ask: one person?\n  names:\n  - Ann Lee\n  - A. Lee" in text
    first, second = text.split("answer: ''")[:2]
    file.write_text(f"{first}answer: maybe{second}answer: 91, 0\n")
    result = run(archive, "entities", "review", "--apply", str(file))
    assert (result.exit_code, "review.yaml:6: 'maybe' is no answer to 'one person?'; say yes" in result.output) == (2, True)
    assert "'91, 0' is no answer to 'where is it?'" in result.output
    assert archive.read("content/entities/people.yaml") == PEOPLE
    file.write_text(f"{first}answer: 'no'{second}answer: 50.5, -0.25\n")
    assert "2 answers are right" in run(archive, "entities", "review", "--apply", str(file), "--dry-run").output
    assert archive.read("content/entities/people.yaml") == PEOPLE
    assert "2 decided" in run(archive, "entities", "review", "--apply", str(file)).output
    assert "lat: 50.5\n  lon: -0.25" in archive.read("content/entities/places.yaml")
    assert "nothing looks doubtful" in run(archive, "entities", "review").output


def test_a_surname_that_was_taken_for_somebody_is_asked_about(archive: SiteTest) -> None:
    archive.db.execute("insert into merged values ('a1', 'Roe', 'Jo Roe', 0.6, 'the surname, and beside it kyiv')")
    archive.db.commit()
    output = run(archive, "entities", "review").output
    assert "person  Jo Roe / Roe  the same person?" in output
    assert "beside it kyiv" in output
    for answer, kept in (("yes", "checked"), ("no", "not")):
        doubt = Doubt("person", "the same person?", ("Jo Roe", "Roe"), ())
        before = archive.read("content/entities/people.yaml")
        decide(archive.root / "content", [(doubt, answer)])
        assert f"{kept}:\n  - Roe" in archive.read("content/entities/people.yaml")
        assert "the same person?" not in run(archive, "entities", "review").output
        archive.write("content/entities/people.yaml", before)


def test_a_place_far_from_all_others_of_its_articles_is_asked_about(archive: SiteTest) -> None:
    archive.write(
        "content/entities/places.yaml",
        "".join(
            f"- {{name: {name}, lat: {lat}, lon: {lon}, country: {country}, kind: city}}\n"
            for name, lat, lon, country in (("Kyiv", 50, 30, "UA"), ("Lviv", 50, 24, "UA"), ("Odessa", 32, -102, "US"))
        ),
    )
    archive.replace("content/articles/one.md", "[Kyiv]", "[Kyiv, Lviv, Odessa]")
    output = run(archive, "entities", "review").output
    assert "place  Odessa  is it there?" in output
    assert "32.0, -102.0 (US), far from Kyiv, Lviv" in output
    assert "Kyiv  is it there" not in output
    decide(archive.root / "content", [(Doubt("place", "is it there?", ("Odessa",), ()), "46.48, 30.73")])
    assert "is it there?" not in run(archive, "entities", "review").output


@pytest.mark.parametrize("answers", ["n\nq\n", "maybe\nno\ns\n"])
def test_a_review_is_answered_at_the_terminal(archive: SiteTest, answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = iter(answers.split())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sitegen.cli.report.click.prompt", lambda *_, **__: next(prompts))
    with closing(open_index(archive.root)) as db:
        Reporter().asked(
            doubts(archive.root / "content", db), lambda doubt, answer: decide(archive.root / "content", [(doubt, answer)])
        )
    assert "not:\n  - A. Lee" in archive.read("content/entities/people.yaml")
