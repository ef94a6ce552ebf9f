"""What the address of a page tells of its article."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.clean.address import day_of, headline_in, headline_words, shared_letters
from sitegen.clean.clean import clean
from sitegen.clean.learned.texts import judge
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, RawDocument, SourceRef, Stated
from tests.unit.clean.cleaning import LONG


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://daily.example/2024/12/02/talks-resume", dt.date(2024, 12, 2)),
        ("https://daily.example/news/2025-11-08-talks-resume/", dt.date(2025, 11, 8)),
        ("https://daily.example/2024/1/5/talks", dt.date(2024, 1, 5)),
        ("https://daily.example/20240105/talks", dt.date(2024, 1, 5)),
        ("https://daily.example/art202401051230", dt.date(2024, 1, 5)),
        ("https://daily.example/1912/04/16/titanic-sinks", dt.date(1912, 4, 16)),
        ("https://daily.example/article/19800416", None),
        ("https://daily.example/news/29-10-2021", dt.date(2021, 10, 29)),
        ("https://daily.example/2025/12/talks-resume", None),
        ("https://daily.example/2025/11", None),
        ("https://daily.example/politics/2024123/talks-resume", None),
        ("https://daily.example/best-of-2025-10-books", None),
    ],
)
def test_the_day_in_an_address(address: str, day: dt.date | None) -> None:
    assert day_of(address) == day


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://daily.example/world/2026-01-27/flood-talks-resume-in-geneva-4711.html", "flood talks resume in geneva"),
        ("https://daily.example/politics/4711", ""),
        ("https://daily.example/%D0%BC%D0%B8%D1%80-%D0%BD%D0%B0-%D1%80%D0%B5%D0%BA%D0%B5", "mir na reke"),
        ("https://[daily.example/flood-talks-resume", ""),
        ("", ""),
    ],
)
def test_the_words_of_the_headline_in_an_address(address: str, words: str) -> None:
    assert headline_words(address) == set(words.split())


@pytest.mark.parametrize(
    ("line", "has", "is_"),
    [
        ("Über den Fluß gehört", 1, 1),
        ("Uber den Fluss gehoert", 15 / 20, 15 / 19),
        ("Kein Wort davon", 0, 0),
    ],
)
def test_a_line_agrees_with_an_address_however_it_spells_its_letters(line: str, has: float, is_: float) -> None:
    wanted = headline_words("https://daily.example/ueber-den-fluss-gehoert")
    assert shared_letters(line, wanted) == pytest.approx((has, is_))


HEAD = "The Daily\nRegion\nThe mayor and the mill\nWhat the harbour costs\nBridge closed for a week\nShare\n"


def _cleaned(text: str, address: str) -> CleanArticle:
    doc = RawDocument(SourceRef("x", Path("x")), "text", text, "utf-8", "0", Stated(url=address))
    article = clean(doc, CleanConfig(min_characters=1))
    assert isinstance(article, CleanArticle)
    return article


@pytest.mark.parametrize(
    ("step", "title"),
    [("the-mayor-and-the-mill", "The mayor and the mill"), ("bridge-closed-week", "Bridge closed for a week"),
     ("what-the-harbour-costs-4711", "What the harbour costs")],
)  # fmt: skip
def test_the_address_tells_which_line_is_the_headline(step: str, title: str) -> None:
    text = f"{HEAD}{LONG} {LONG}\n{LONG} {LONG}"
    address = f"https://daily.example/2025/11/03/{step}"
    assert _cleaned(text, address).title == title
    assert _cleaned(f"{text}\nSource: {address}", "").title == title


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=8))
@settings(max_examples=200, deadline=None)
def test_any_address_and_any_lines_are_read(path: str, lines: list[str]) -> None:
    for address in (path, f"https://daily.example/{path}", "https://daily.example/the-mayor-and-the-mill"):
        day_of(address)
        judge([line for line in lines if line.strip()], address=address)


def test_the_host_is_the_publication_where_nothing_names_one() -> None:
    text = f"Talks resume\n\n{LONG}\n\n{LONG}"
    assert _cleaned(text, "https://www.Daily.example:8080/talks-resume").site_name == "daily.example"
    named = _cleaned(f"{text}\n\nSource: https://www.daily.example/talks-resume", "")
    assert (named.site_name, named.url) == ("daily.example", "https://www.daily.example/talks-resume")
    assert _cleaned(f"Newspaper: The Daily\n{text}", "https://daily.example/talks-resume").site_name == "The Daily"


@pytest.mark.parametrize(
    ("part", "is_one"),
    [("The Daily", True), ("Valley Tribune", True), ("Lesezeit: 5 Minuten", False), ("Fact-checked by Jo Roe", False),
     ("Wellness & Prevention", False), ("The 9 News", False)],
)  # fmt: skip
def test_what_stands_beside_a_byline_is_a_publication_only_where_it_calls_itself_one(part: str, is_one: bool) -> None:
    found = _cleaned(f"Talks resume\n\nBy Ann Lee | 2 March 2022 | {part}\n\n{LONG}\n\n{LONG}", "https://daily.example/a")
    assert (found.site_name, found.authors) == (part if is_one else "daily.example", ("Ann Lee",))


def test_the_address_dates_a_text_that_does_not_say_another_day() -> None:
    text = f"Talks resume\n\n{LONG}\n\n{LONG}"
    address = "https://daily.example/2025/11/03/talks-resume"
    assert _cleaned(text, address).date == dt.date(2025, 11, 3)
    assert _cleaned(f"Date: 2025-11-04\n{text}", address).date == dt.date(2025, 11, 4)


RIVER = """Am Montag begannen in Grüningen die Gespräche über den Fluß wieder, sagte Bürgermeisterin Ève Noël. Die Gespräche waren
im Mai abgebrochen worden, weil der Fluß über die Ufer trat. Grüningen will nun eine Mauer bauen, und die Nachbarn wollen keine."""


@pytest.mark.parametrize(
    ("step", "headline"),
    [
        ("gespraeche-ueber-den-fluss-in-grueningen-4711234.html", "Gespräche über den Fluß in Grüningen"),
        ("gesprache-uber-den-fluss-in-gruningen-a1b2c3", "Gespräche über den Fluß in Grüningen"),
        ("2026-01-27-gespraeche-ueber-den-fluss-in-grueningen-100", "Gespräche über den Fluß in Grüningen"),
        ("gespraeche_ueber_den_fluss_im_jahr_2026_xYzAbC", "Gespräche über den Fluß im jahr 2026"),
        ("%C3%A8ve-no%C3%ABl-und-die-mauer-in-gr%C3%BCningen", "Ève Noël und die Mauer in Grüningen"),
        ("die-besten-rezepte-mit-kaese", ""),  # another article's
        ("fluss-in-grueningen", ""),  # three words may be a section
        ("4711234", ""),
        ("", ""),
    ],
)
def test_a_headline_is_read_from_an_address_as_the_text_spells_it(step: str, headline: str) -> None:
    assert headline_in(f"https://daily.example/region/{step}", RIVER) == headline


@pytest.mark.parametrize("above", ["", "Share this\n"])
def test_a_text_without_a_headline_is_called_as_its_address_says(above: str) -> None:
    text = f"{above}The council of Harwick voted on Monday for a new sea wall. {LONG}\n{LONG} The wall will be built in May, said the council.\n{LONG}"
    article = _cleaned(text, "https://daily.example/world/harwick-votes-for-new-sea-wall-4711")
    assert article.title == "Harwick votes for new sea wall"
    assert "voted on Monday" in article.blocks[0].text


@given(st.text(max_size=60), st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_address_makes_reading_its_headline_raise(step: str, text: str) -> None:
    assert isinstance(headline_in(f"https://daily.example/{step}", text), str)
