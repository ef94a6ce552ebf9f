"""People and places as an editor works with them: looking, correcting, proving; and finding names without importing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli.main import cli
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
    assert 'sitegen entities merge "Ann Lee" "A. Lee"' in output
    assert "place  Nowhere  where is it?" in output


def test_hiding_takes_a_person_off_the_site(archive: SiteTest) -> None:
    run(archive, "entities", "hide", "Jo Roe")
    archive.build()
    assert not (archive.root / "public/people/jo-roe").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rename", "Nobody", "Somebody"), "'Nobody' stands neither in people.yaml nor in places.yaml"),
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
