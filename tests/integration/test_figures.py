"""Figures of the same thing: grouped, curated, contradicted, listed."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner, Result

from sitegen.cli.main import cli
from tests.sitetest import SiteTest


def article(number: int, day: str, *figures: str, people: str = "[Ann Lee]", story: str = "", text: str = "The sentence.") -> str:
    claims = "".join(f"  - {{{figure}, text: '{text}'}}\n" for figure in figures)
    more = f"story: {story}\n" if story else ""
    return f"---\nid: a{number}\ntitle: T{number}\ndate: {day}\n{more}people: {people}\nfigures:\n{claims}---\n\nAnn Lee and Bo Roe spoke.\n"


@pytest.fixture
def archive(site: SiteTest) -> SiteTest:
    for path in site.articles():
        (site.root / "content/articles" / path).unlink()
    site.write("site.yaml", "title: Numbers\nurl: https://example.org/\n")
    texts = (
        article(1, "2022-03-01", "value: 498, unit: soldiers, of: Russian soldiers killed, by: Moscow"),
        article(2, "2022-03-02", "value: 9000, unit: soldiers, of: Russian soldiers killed, by: Kyiv, bound: nearly",
                "value: 600, unit: soldiers, of: dead Russian soldiers, by: Paris"),
        article(3, "2022-03-03", "value: 700, unit: soldiers, of: Ukrainian soldiers killed, by: Moscow"),
        article(4, "2022-03-02", "value: 12, unit: '%', of: interest rate, by: the bank, as_of: 2022-03", text="Ann Lee was told of it."),
        article(5, "2022-03-20", "value: 13, unit: '%', of: interest rate, by: Ann Lee", "value: 5, unit: people, of: people", text="Ann Lee spoke of it."),
        article(6, "2023-03-20", "value: 505, unit: soldiers, of: Russian soldiers killed, by: Oslo"),
        article(7, "2022-03-01", "value: 510, unit: soldiers, of: Russian soldiers killed, by: Rome", people="[Bo Roe]"),
    )  # fmt: skip
    for number, text in enumerate(texts, 1):
        site.write(f"content/articles/{number}.md", text)
    return site


def run(site: SiteTest, *words: str) -> Result:
    site.close()
    return CliRunner().invoke(cli, [*words, "--site", str(site.root)])


def shown(site: SiteTest, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(site, "figures", *words, "--format", "json").output.splitlines()]


def test_figures_of_one_thing_stand_side_by_side(archive: SiteTest) -> None:
    """Near in time and size, with a name in common; never of other soldiers, a year later, or in another story."""
    archive.build()
    page = archive.page("figures/russian-soldiers-killed/")
    assert [each in page for each in ("498", "600", "700", "9,000", "505", "510")] == [True, True, False, False, False, False]
    assert "between 498 and 600" in page
    assert 'href="/figures/russian-soldiers-killed/#claim-' in archive.page("articles/2022/03/1/")
    assert 'href="/figures/russian-soldiers-killed/"' in archive.page("figures/")
    assert "between 12" in archive.page("figures/interest-rate/")


def test_what_befell_nobody_needs_a_name_in_both_sentences(archive: SiteTest) -> None:
    archive.replace("content/articles/4.md", "Ann Lee was told of it.", "It was told.")
    archive.build()
    assert not (archive.root / "public/figures/interest-rate").exists()


def test_an_article_on_two_countries_joins_no_figures_of_either(site: SiteTest) -> None:
    for path in site.articles():
        (site.root / "content/articles" / path).unlink()
    debt = "value: {}, unit: USD, of: foreign debt, by: {}"
    texts = (
        article(1, "2022-03-01", debt.format(108, "Bank"), text="Brazil owes it.", people="[Brazil]"),
        article(2, "2022-03-02", debt.format(109, "Minister"), text="Brazil owes it.", people="[Brazil]"),
        article(
            3, "2022-03-03", debt.format(107, "Paper"), text="Brazil, unlike Argentina, owes it.", people="[Brazil, Argentina]"
        ),
        article(4, "2022-03-03", debt.format(53, "Envoy"), text="Argentina owes it.", people="[Argentina]"),
    )
    for number, text in enumerate(texts, 1):
        site.write(f"content/articles/{number}.md", text)
    site.build()
    assert [row["value"] for row in shown(site, "show", "debt")] == [108, 109, 107]


def test_figures_stay_together_when_files_are_renamed_or_all_is_read_again(archive: SiteTest) -> None:
    archive.build()

    def together() -> list[object]:
        return [row["value"] for row in shown(archive, "show", "russian")]

    before = together()
    assert before == [498, 600]
    (archive.root / "content/articles/1.md").rename(archive.root / "content/articles/9.md")
    archive.build()
    assert together() == before
    assert run(archive, "build", "--clean").exit_code == 0
    assert together() == before


def test_contradictions_are_found_on_the_same_days_only(archive: SiteTest) -> None:
    found = shown(archive, "conflicts")
    assert [(each["value"], each["by"], each["other_value"], each["other_by"]) for each in found] == [(498, "Moscow", 600, "Paris")]
    archive.build()
    assert archive.page("figures/russian-soldiers-killed/").count("≠<span") == 2
    archive.replace("content/articles/1.md", "by: Moscow", "by: Moscow, bound: at least")
    assert shown(archive, "conflicts") == [], "at least 498 and 600 can both be right"


def test_an_editor_joins_parts_names_and_strikes(archive: SiteTest) -> None:
    archive.write(
        "content/entities/figures.yaml",
        """- name: Losses of the war
  id: losses
  description: All of them.
  of: [Russian soldiers killed, Ukrainian soldiers killed]
  until: 2022-12-31
  not: ['a7:510']
- name: Struck
  of: [interest rate]
  ignore: true
- name: Chosen
  claims: ['a5:5', 'a6:505']
""",
    )
    archive.build()
    page = archive.page("figures/losses/")
    assert [each in page for each in ("498", "9,000", "700", "505", "510", "600")] == [True, True, True, False, False, False]
    assert "All of them." in page
    assert [each["value"] for each in shown(archive, "show", "Chosen")] == [5, 505]
    assert "interest rate" not in archive.page("figures/") + archive.page("articles/2022/03/4/")
    archive.replace("content/entities/figures.yaml", "ignore: true", "ignore: false")
    archive.build()
    assert "interest rate" in archive.page("figures/"), "obeyed by the next build, without importing anything"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("- name: X", "'X' takes no figure in; say what it counts (of), or which (claims)"),
        ("- name: X\n  of: [a]\n- name: X\n  of: [b]", "'X' would stand at the address of another record"),
        ("- name: X\n  of: [a]\n  id: X!", "id 'X!' can't be a name in an address; write 'x'"),
        ("- nme: X", "figures.yaml:1"),
    ],
)
def test_a_wrong_record_stops_the_build_before_anything_is_touched(archive: SiteTest, record: str, said: str) -> None:
    archive.write("content/entities/figures.yaml", record + "\n")
    result = run(archive, "build")
    assert (result.exit_code, said in result.output) == (2, True)
    assert not (archive.root / "public").exists()


def test_a_figure_that_no_article_has_is_told(archive: SiteTest) -> None:
    archive.write("content/entities/figures.yaml", "- name: X\n  claims: ['zz:1']\n")
    for _ in range(2):  # as long as it is not mended
        assert "'zz:1' is no figure of an article" in run(archive, "build", "--no-search").output


def test_the_list_in_all_forms(archive: SiteTest) -> None:
    assert "nearly 9,000" in run(archive, "figures", "list").output
    rows = list(csv.DictReader(io.StringIO(run(archive, "figures", "list", "--format", "csv").output)))
    assert len(rows) == 9
    assert {row["by"] for row in rows} == {"Moscow", "Kyiv", "Paris", "the bank", "Ann Lee", "", "Oslo", "Rome"}
    assert [each["as_of"] for each in shown(archive, "list", "--by", "bank")] == ["2022-03"]
    assert [each["value"] for each in shown(archive, "list", "--of", "ukrainian")] == [700]


def test_pages_of_people_show_what_they_claim_and_what_is_claimed_about_them(archive: SiteTest) -> None:
    archive.build()
    page = archive.page("people/ann-lee/")
    assert "Figures that Ann Lee claims" in page
    about = page[page.index("Figures about Ann Lee") : page.index("Figures that Ann Lee claims")]
    assert ("12" in about, "13" in about) == (True, False)


@pytest.mark.parametrize(
    ("value", "fine"), [("2022", True), ("2022-03", True), ("2022-03-02", True), ("March", False), ("2022-13", False)]
)
def test_the_time_of_a_figure_is_a_date_or_a_part_of_one(archive: SiteTest, value: str, fine: bool) -> None:
    archive.replace("content/articles/4.md", "as_of: 2022-03", f"as_of: {value}")
    problems = archive.build().problems
    assert ([str(each) for each in problems] == []) is fine
    if not fine:
        assert f"as_of '{value}' is no date; write it like 2022-03-02, 2022-03 or 2022" in str(problems[0])
