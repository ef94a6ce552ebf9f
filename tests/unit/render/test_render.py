from __future__ import annotations

import pytest

from sitegen.model.facts import Sentences
from sitegen.render.body import Link, body_html
from sitegen.render.language import Language
from sitegen.render.words import Words, coordinates, minutes

SMITH = Link("/p/smith/", "person", ("Edward Smith", "Smith"))
SOUTH = Link("/l/south/", "place", ("Southampton",))


def test_only_the_first_mention_is_linked_and_never_in_headings_links_or_code() -> None:
    html = body_html("## Edward Smith\n\n[Edward Smith](/x) and `Edward Smith`, Edward Smith, Edward Smith.", [SMITH])
    assert html.count('class="entity person"') == 1
    assert '</code>, <a href="/p/smith/" class="entity person">Edward Smith</a>, Edward Smith.' in html


def test_a_surer_form_goes_before_an_earlier_one() -> None:
    html = body_html("Smith came. Edward Smith spoke.", [SMITH])
    assert "Smith came. <a" in html
    assert body_html("Smith came.", [SMITH]).startswith('<p id="p1"><a href="/p/smith/"')


def test_names_are_whole_words_and_datelines_count() -> None:
    assert 'class="entity' not in body_html("Smithson of Northsouthampton.", [SMITH, SOUTH])
    assert '">SOUTHAMPTON</a>' in body_html("SOUTHAMPTON. A ship sailed.", [SOUTH])


def test_markup_in_names_and_text_is_escaped() -> None:
    html = body_html("A <b>bold</b> & <img src=x onerror=y>", [Link('/"><script>', "person", ("bold",))])
    assert "<b>" not in html and "<img" not in html and "<script" not in html


@pytest.mark.parametrize(
    "url", ["javascript:x", "JavaScript:x", "data:text/html,x", "vbscript:x", "java&#x73;cript:x", "file:///etc"]
)
def test_links_of_other_schemes_are_no_links(url: str) -> None:
    assert body_html(f"[x]({url})").count("<a") == 1, "the paragraph's own"


@pytest.mark.parametrize("url", ["https://example.org/?a=b:c", "mailto:a@b.example", "/within/", "#part", "name/with:colon"])
def test_links_of_the_web_and_the_site_are(url: str) -> None:
    assert "<a href" in body_html(f"[x]({url})")


def test_hand_written_first_level_headings_go_below_the_title() -> None:
    assert body_html("# One\n\n## Two") == "<h2>One</h2>\n<h3>Two</h3>\n"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (9000, "", "9,000"),
        (2.5, "%", "2.5\u00a0%"),
        (500, "USD", "$500"),
        (0.05, "m", "0.05\u00a0m"),
        (1e16, "", "10,000,000,000,000,000"),
    ],
)
def test_numbers_are_written_for_people(value: float, unit: str, shown: str) -> None:
    assert Words(Language("en")).amount(value, unit) == shown


def test_small_words() -> None:
    assert Language("en").number(1234567.5) == "1,234,567.5"
    assert coordinates(50.9, -1.4) == "50.90°\u00a0N, 1.40°\u00a0W"
    assert (minutes(10), minutes(700)) == (1, 3)


def test_the_sentence_that_mentions() -> None:
    texts = Sentences(["Smith came. Edward Smith spoke.", "He went. Émile Smith left. He came."])
    assert texts.first(("Edward Smith", "Smith")) == "Edward Smith spoke."
    assert texts.first(("Emile Smith",)) == "Émile Smith left."
    assert texts.first(("Jones",)) == ""
