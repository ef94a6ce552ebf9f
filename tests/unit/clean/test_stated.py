"""What an article states of itself: headline, day, names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from sitegen.clean.clean import clean
from sitegen.clean.learned.texts import Judged
from sitegen.clean.stated import cut_site_name, title_case
from sitegen.config.schema import CleanConfig
from sitegen.core.bylines import read_authors
from sitegen.core.dates import read_date
from sitegen.core.types import CleanArticle, RawDocument, SourceRef, Stated
from tests.unit.clean.cleaning import BRIDGE, LONG, cleaned


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-02", dt.date(2022, 3, 2)),
        ("2022-03-02T10:00:00Z", dt.date(2022, 3, 2)),
        ("Published on March 2nd, 2022 at 10:00", dt.date(2022, 3, 2)),
        ("mercredi 2 mars 2022", dt.date(2022, 3, 2)),
        ("1er août 1914", dt.date(1914, 8, 1)),
        ("Lienz, 28.01.22", dt.date(2022, 1, 28)),
        ("31.12.99", dt.date(1999, 12, 31)),
        ("12.30.45", None),
        ("Version 4.10.12, 10.11.12.13", None),
        ("03/04/2022", None),
        ("2022-02-31", None),
        ("Room 12 of 1912", None),
        ("26-FEB-1987 15:01:01.79", dt.date(1987, 2, 26)),
        ("03/Feb/2021:10:00:00 +0000", dt.date(2021, 2, 3)),
        ("Sat Feb 26 15:01:01 +0000 1987", dt.date(1987, 2, 26)),
        ("Thu Feb  3 15:01:01 2021", dt.date(2021, 2, 3)),
        ("2021/2/3 9:05", dt.date(2021, 2, 3)),
        ("25-seat-2010", None),
        ("1-2021-2-3", None),
    ],
)
def test_dates_that_can_be_read_in_one_way_only(text: str, day: dt.date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee and Jo Roe", ("Ann Lee", "Jo Roe")),
        ("Par Zoé Dupont, Luc Petit", ("Zoé Dupont", "Luc Petit")),
        ("Martin King, Jr", ("Martin King, Jr",)),
        ("Pressemitteilung von Ann Lee", ("Ann Lee",)),
        ("Ann Lee Illustration von Jo Roe", ("Ann Lee",)),
        ("About the Author - Ann Lee", ("Ann Lee",)),
        ("© Ann Lee", ("Ann Lee",)),
        ("Zoé Dupont Le 12/03/2020", ("Zoé Dupont",)),
        ("Ursula von der Leyen", ("Ursula von der Leyen",)),
        ("Par Zoé Dupont, publié le 3 mars 2024 à 18h12, mis à jour le 4 mars", ("Zoé Dupont",)),
        ("Giulia Rossi e Marco Bianchi", ("Giulia Rossi", "Marco Bianchi")),
        ("Ana Costa e Silva", ("Ana Costa e Silva",)),
        ("Ada Riva, aggiornato il 3 marzo", ("Ada Riva",)),
        ("https://www.facebook.com/thedaily", ()),
        ("daily.example.com", ()),
        ("Agencies", ()),
        ("admin", ()),
        ("staff@paper.example", ()),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    assert read_authors(byline) == names


def test_the_sites_own_name_is_cut_from_titles() -> None:
    assert cut_site_name("Talks resume | The Daily", "The Daily") == "Talks resume"
    assert cut_site_name("The Daily - Talks resume", "The Daily") == "Talks resume"
    assert cut_site_name("The Daily", "The Daily") == "The Daily"
    assert cut_site_name("磨坊起火-谷报", "谷报") == "磨坊起火"  # no spaces stand around a sign there


HEADS: dict[str, tuple[str, dict[str, object]]] = {
    "title alone": ("Talks resume\n\nThe talks went on.", {}),
    "lines below": (
        "Talks resume\nBy Ann Lee\n2 March 2022\nSource: The Daily\nhttps://daily.example/talks\n\nThe talks went on.",
        {"authors": ("Ann Lee",), "date": dt.date(2022, 3, 2), "site_name": "The Daily", "url": "https://daily.example/talks"},
    ),
    "one line": (
        "Talks resume\n\nBy Ann Lee | 2 March 2022 | The Daily\n\nThe talks went on.",
        {"authors": ("Ann Lee",), "date": dt.date(2022, 3, 2), "site_name": "The Daily"},
    ),
    "keys first": (
        "Title: Talks resume\nDate: 2022-03-02\nTags: peace, talks\n\nThe talks went on.",
        {"date": dt.date(2022, 3, 2), "tags": ("peace", "talks")},
    ),
    "tags at the foot": ("Talks resume\n\nThe talks went on.\n\nFiled under: peace, talks", {"tags": ("peace", "talks")}),
}


@pytest.mark.parametrize("name", HEADS)
def test_what_a_text_states_of_itself(name: str) -> None:
    text, expected = HEADS[name]
    article = cleaned(text)
    assert article.title == "Talks resume"
    assert [block.text for block in article.blocks] == ["The talks went on."]
    for field, value in expected.items():
        assert getattr(article, field) == value


@pytest.mark.parametrize(
    "head",
    [
        "New bridge over the river opens after two years",
        "Home » Traffic » New bridge over the river opens after two years\nNew bridge over the river opens after two years",
        "Home Traffic New bridge over the river opens after two years\nNew bridge over the river opens after two years",
        "Town News / Traffic / New bridge over the river opens after two years\nNew bridge over the river opens after two years",
        "New bridge over the river opens after two years | Town News\nShare\nNew bridge over the river opens after two years",
    ],
)
def test_the_headline_is_the_line_without_the_way_to_it(head: str) -> None:
    article = cleaned(f"{head}\nBy Ann Lee\n3 May 2019\n\n{BRIDGE}")
    assert article.title == "New bridge over the river opens after two years"
    assert article.authors == ("Ann Lee",)
    assert article.blocks[0].text.startswith("The mayor opened"), "and the other line is no part of the text"


@pytest.mark.parametrize(
    "head",
    [
        "New bridge opens | The Old Town Daily News\nThe Old Town Daily News",
        "Bridges of the town – new bridge opens after two years\nBridges of the town",
        "Ponts de la ville : un nouveau pont ouvre après deux ans\nPonts de la ville",
        "Home Secretary opens new bridge over the river\nOver the river",
    ],
)
def test_a_topic_or_the_sites_name_below_is_no_headline(head: str) -> None:
    article = cleaned(f"{head}\nBy Ann Lee\n3 May 2019\n\n{BRIDGE}")
    assert article.title == head.partition("\n")[0]


def test_a_text_without_a_headline_begins_with_its_first_paragraph() -> None:
    lead = "The mayor of the old town has resigned after a week of protests over the new tax on water."
    article = cleaned(f"{lead}\n\n{BRIDGE}")
    assert article.title == "The mayor of the old town has resigned after a week of…"
    assert article.blocks[0].text == lead
    japanese = "町長は水道料金の値上げに対する一週間の抗議を受けて、月曜日の朝に記者会見を開き、辞任することを明らかにした。"
    assert cleaned(f"{japanese}\n\n{japanese * 2}").blocks[0].text == japanese


@pytest.mark.parametrize(("sure", "title"), [(0.2, "The mayor opened the new bridge over the river on Friday, two…"), (0.9, "Joy")])
def test_below_a_paragraph_only_a_line_that_is_sure_is_the_headline(
    monkeypatch: pytest.MonkeyPatch, sure: float, title: str
) -> None:
    paragraphs = BRIDGE.replace("\n\n", "\v").replace("\n", " ").split("\v")
    lines = [paragraphs[0], "Joy", *paragraphs[1:]]
    likely = np.array([0.1, sure, *(0.0 for _ in lines[2:])], dtype=np.float32)
    monkeypatch.setattr("sitegen.clean.plain.judge", lambda *_: Judged(np.ones(len(lines), dtype=np.float32), likely))
    article = cleaned("\n\n".join(lines))
    assert article.title == title
    assert ("Joy" in [block.text for block in article.blocks]) is (title != "Joy")


def test_where_no_headline_is_found_the_first_line_is_one_if_it_belongs_to_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["Skip to content", LONG, f"{LONG} It is."]
    for keep, title in ((0.1, "This paragraph is long enough to stand under a heading and ends…"), (0.5, "Skip to content")):
        judged = Judged(np.array([keep, 0.9, 0.9], dtype=np.float32), np.zeros(3, dtype=np.float32))
        monkeypatch.setattr("sitegen.clean.plain.judge", lambda *_, judged=judged: judged)
        assert cleaned("\n\n".join(lines)).title == title


def test_a_dateline_dates_a_text_that_nothing_else_does_and_says_so() -> None:
    article = cleaned(f"Title\n\nWASHINGTON, March 2, 2022 (Agency) – {LONG}\n\n{LONG}")
    assert (article.date, article.inferred) == (dt.date(2022, 3, 2), True)
    assert cleaned(f"Title\n\n{LONG} It was on March 2, 2022 – a Wednesday.").date is None


def test_a_date_to_come_is_none() -> None:
    assert cleaned(f"Title\n2 March 2199\n\n{LONG}").date is None


@pytest.mark.parametrize(
    "line",
    [
        "Stand: 04.03.2021, 12:30 Uhr",
        "jueves, 4 de marzo de 2021",
        "4 марта 2021, 12:30",
        "4 marca 2021",
        "2021年3月4日 9時30分",
        "2021년 3월 4일",
    ],
)
def test_a_line_that_dates_the_text_is_understood_in_many_languages(line: str) -> None:
    article = cleaned(f"A title of some words\n\n{line}\n\n{LONG}\n\n{LONG}")
    assert (article.date, len(article.blocks)) == (dt.date(2021, 3, 4), 2)


@pytest.mark.parametrize(
    "line", ["By Ann Lee and Bob Ray", "Par Ann Lee et Bob Ray", "Von Ann Lee und Bob Ray", "Por Ann Lee y Bob Ray"]
)
def test_a_byline_is_understood_in_some_languages(line: str) -> None:
    article = cleaned(f"A title of some words\n\n{line}\n\n{LONG}\n\n{LONG}")
    assert (article.authors, len(article.blocks)) == (("Ann Lee", "Bob Ray"), 2)


def test_a_heading_that_ends_with_a_year_is_no_date() -> None:
    article = cleaned(f"A title of some words\n\nResolution 12, 2021\n\n{LONG}\n\n{LONG}")
    assert (article.date, article.blocks[0].text) == (None, "Resolution 12, 2021")


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("BRIDGE OPENS IN THE VALLEY", "Bridge opens in the valley"),
        ("U.S. OPENS G7 TALKS TODAY", "U.S. opens G7 talks today"),
        ("Talks on BBC", "Talks on BBC"),
        ("NATO", "NATO"),
    ],
)
def test_titles_in_capitals_are_written_like_sentences_by_option(shouted: str, said: str) -> None:
    assert title_case(shouted) == said


def test_a_title_that_a_source_states_is_mended_too() -> None:
    stated = Stated(title="Bridge &#8220;opens&#8221; â€“ at  last", subtitle="It&#8217;s done")
    doc = RawDocument(SourceRef("x", Path("x")), "text", f"{BRIDGE}", "utf-8", "0", stated)
    article = clean(doc, CleanConfig(min_characters=1))
    assert isinstance(article, CleanArticle)
    assert (article.title, article.subtitle) == ("Bridge “opens” – at last", "It’s done")
