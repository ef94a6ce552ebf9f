"""Claims marked in a text, citations, comparisons of versions, and the geometry of charts."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from sitegen.config.schema import SiteConfig
from sitegen.core.types import Entity, Figure
from sitegen.model.cards import Card, Claim, Details, EntityCard
from sitegen.render import charts, citing
from sitegen.render.body import Link, Said, body_html
from sitegen.render.changes import changes
from sitegen.render.embedding import embedded
from sitegen.render.numerals import forms

CARD = Card("a1", "articles/1912/04/one/", "All & saved", dt.date(1912, 4, 16), "The Paper", "https://paper.example/1",
            ("Ada de la Cruz", "Bo"), ("Union Wire",), "Beginning.", "en")  # fmt: skip
CONFIG = SiteConfig(title="Archive", url="https://example.org/a/")


def said(sentence: str, *values: float) -> list[Said]:
    return [Said(f"claim-{place}", sentence, forms(value)) for place, value in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("text", "value", "marked"),
    [
        ("They saved 868 people.", 868, "868"),
        ("They saved 1,595 of 595.", 595, "595"),
        ("It cost $2.5 million in all.", 2_500_000, "2.5"),
        ("The eight musicians are lost.", 8, "eight"),
        ("Some thirty-two left.", 32, "thirty-two"),
        ("Two hundred and more.", 200, "Two hundred"),
        ("Il y en avait 1\u202f500 à bord.", 1500, "1\u202f500"),
        ("Les vingt marins.", 20, "vingt"),
    ],
)
def test_a_claim_is_marked_at_its_number(text: str, value: float, marked: str) -> None:
    html = body_html(f"First *one*.\n\n{text}", claims=said(text, value))
    assert f'<a class="claim" id="said-claim-1" href="#claim-1">{marked}</a>' in html.replace('href="#claim-1" id', "id")
    plain = body_html(text, claims=said(text, value))
    assert f'id="said-claim-1" href="#claim-1">{marked}</a>' in plain


def test_two_claims_of_one_number_take_two_places_and_an_unknown_form_the_end() -> None:
    text = "It counted 210 of the first class and 210 of the crew."
    html = body_html(text, [Link("/x/", "place", ("crew",))], claims=said(text, 210, 210, 77))
    assert (
        html.count(">210</a>") == 2
        and 'id="said-claim-3" href="#claim-3">*</a>' in html
        and 'class="entity place">crew</a>' in html
    )


def test_a_claim_without_a_sentence_is_nowhere() -> None:
    assert "claim" not in body_html("They saved 868 people.", claims=said("", 868))


def test_a_claim_within_emphasis_or_a_link_breaks_nothing() -> None:
    text = "They saved **868** people, and [900 more](https://x.example)."
    html = body_html(text, claims=said("They saved 868 people, and 900 more.", 868, 900))
    assert ">868</a></strong>" in html and html.count("<a") == html.count("</a>")


def test_paragraphs_have_addresses_and_headings_none() -> None:
    html = body_html("One.\n\n## Two\n\n*Three.*\n\n- item")
    assert [f'id="p{number}"' in html for number in (1, 2, 3)] == [True, True, False]


def test_a_citation_is_a_newspaper_article() -> None:
    record = citing.csl(CARD, Details(10, section="World", retrieved="2024-02-03"), CONFIG)
    assert record["type"] == "article-newspaper" and record["issued"] == {"date-parts": [[1912, 4, 16]]}
    assert record["author"] == [{"family": "de la Cruz", "given": "Ada"}, {"literal": "Bo"}, {"literal": "Union Wire"}]
    tags = list(citing.citation_tags(CARD, Details(10), CONFIG))
    assert ("z:itemType", "newspaperArticle") in tags and ("citation_publication_date", "1912/04/16") in tags
    assert not any(name == "citation_journal_title" for name, _ in tags)
    assert "</script>" not in embedded({"title": "</script>"})
    assert json.loads(str(embedded(record)))["title"] == "All & saved"


def test_two_versions_are_compared_word_by_word() -> None:
    old = ["Same here.", "The ship sank at two in the night.", "Only old."]
    new = ["Same here.", "The ship sank at three in the night.", "Only new, and other words."]
    found = [[(piece.kind, piece.text) for piece in paragraph] for paragraph in changes(old, new)]
    assert found[0] == [("same", "Same here.")]
    assert found[1] == [("same", "The ship sank at "), ("gone", "two"), ("new", "three"), ("same", " in the night.")]
    assert [("gone", "Only old.")] in found and [("new", "Only new, and other words.")] in found
    together = "".join(text for paragraph in found for kind, text in paragraph if kind != "gone")
    assert together == "".join(new)


# ---------------------------------------------------------------------------------------------- charts


def claim(value: float, day: str, by: str = "", to: float | None = None) -> Claim:
    return Claim(Figure(value, to, of="people", by=by, as_of=day), None, CARD, "", f"claim-{value}")


def test_bars_leave_gaps_and_turn_to_years() -> None:
    made = charts.bars({"1912-04": 3, "1912-06": 1})
    assert made and [bar.period for bar in made.bars] == ["1912-04", "1912-05", "1912-06"]
    assert [bar.count for bar in made.filled] == [3, 1] and made.bars[0].height > 2.9 * made.bars[2].height
    long = charts.bars({"1900-01": 1, "1900-03": 1, "1912-06": 5})
    assert long and [bar.count for bar in long.filled] == [2, 5] and len(long.bars) == 13
    assert charts.bars({"1912-04": 3}) is None


def test_points_stand_by_time_and_value() -> None:
    made = charts.points([claim(866, "1912-04-16", "A"), claim(706, "1912-05", "B"), claim(700, "1912", "A", 720)])
    assert made and made.points[0].y < made.points[1].y, "a larger value stands higher"
    assert made.points[0].x < made.points[1].x and made.points[2].to < made.points[2].y
    assert made.ticks[0].value <= 700 and made.ticks[-1].value >= 866
    assert dict(made.claimants) == {"circle": "A", "square": "B"}
    assert charts.points([claim(5, "1912"), claim(5, "1913")]) is None


def test_points_of_one_place_stand_side_by_side() -> None:
    made = charts.points([claim(866, "1912-04-16", "A"), claim(866, "1912-04-16", "B"), claim(700, "1912-05-01")])
    assert made and made.points[0].x != made.points[1].x


def test_a_network_has_people_left_and_places_right() -> None:
    people = [EntityCard("person", f"p{n}", f"Person with a very long name {n}", 9 - n, True, Entity(f"P {n}")) for n in range(3)]
    places = [EntityCard("place", "here", "Here", 4, True, Entity("Here"))]
    made = charts.network(people, places, {("p0", "here"): 3, ("p1", "here"): 1})
    assert made and all(node.x < made.width / 2 for node in made.people) and made.places[0].x > made.width / 2
    assert [(one.entity.slug, other.entity.slug) for one, other, _ in made.links] == [("p0", "here")], "once is no link"
    assert charts.network(people[:2], [], {}) is None
