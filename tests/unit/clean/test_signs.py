"""Where pages and plain texts tell title, author and day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.clean.extract import looked_through
from sitegen.clean.learned.texts import judge
from sitegen.clean.parse import parsed
from tests.unit.clean.cleaning import LONG, cleaned


@pytest.mark.parametrize(
    ("heading", "offered"),
    [
        ("<span>After the vote</span> <span>Talks resume</span>", True),
        ("<a href=/a><small>After the vote</small>Talks resume</a>", True),
        ("Talks <em>may</em> resume", False),
    ],
)
def test_the_headline_below_its_kicker_is_offered_alone(heading: str, offered: bool) -> None:
    tree = parsed(f"<html><body><article><h1>{heading}</h1><p>{LONG * 3}</p></article></body></html>")
    assert ("Talks resume" in [each.value for each in looked_through(tree, "").gathered.titles]) == offered


@pytest.mark.parametrize(
    "line",
    [
        "<span>By</span><a href=/x>Ann Lee</a>",
        "Ein Gastbeitrag von Ann Lee | 4.2.2022",
        "04.02.2022 | 13:10 Uhr | Ann Lee",
        "4/2/2022 – Ann Lee",
        "04.02.2022 - Redaktion: Ann Lee (Press officer)",
    ],
)
def test_where_a_page_may_tell_its_author(line: str) -> None:
    tree = parsed(f"<html><body><article><h1>Talks resume</h1><p>{line}</p><p>{LONG * 3}</p></article></body></html>")
    assert "Ann Lee" in [each.value for each in looked_through(tree, "").gathered.authors]


@pytest.mark.parametrize(
    ("address", "head", "opening"),
    [
        ("https://daily.example/news/29-10-2021", "", ""),
        ("https://daily.example/news/1", '<span property="schema:dateCreated" content="2021-10-29T12:00:00+02:00"></span>', ""),
        ("https://daily.example/news/1", "<p>Posted: 29.10.21</p>", ""),
        ("https://daily.example/news/1", "", "29.10.2021 – "),
    ],
)
def test_where_a_page_may_tell_its_day(address: str, head: str, opening: str) -> None:
    tree = parsed(
        f"<html lang=de><body><article><h1>Talks resume</h1>{head}<p>{opening}{LONG * 3}</p><p>{LONG}</p></article></body></html>"
    )
    assert [each.value for each in looked_through(tree, address).gathered.dates] == [dt.date(2021, 10, 29)]


TALKS = "The ministers of both countries met in the harbour town on Monday and spoke for three hours about the price of grain."
RIVER = "Farmers on either side of the river had waited for the talks since the spring, when the last agreement had ended."


def scraped(head: str) -> str:
    """A text as a scraper leaves it: buttons above, other articles with authors and days of their own below."""
    return (
        f"Ministers meet again over the price of grain\nShare\nTweet\n{head}\n\n{TALKS}\n\n{RIVER}\n\n{TALKS} {RIVER}\n\n{RIVER}\n\n"
        "More on this\nThe river that no one crosses any more\nHow the harvest of 1998 was lost\nJo Roe\n12 March 2019\nSubscribe"
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Von Anna Lee, Redakteurin für Finanzen\n28.04.2023, 20.15 Uhr", dt.date(2023, 4, 28)),
        ("Anna Lee\nPublished May 07, 2025  •  3 minute read", dt.date(2025, 5, 7)),
        ("By Anna Lee - Associated Press - Friday, April 28, 2023", dt.date(2023, 4, 28)),
        ("27. Januar 2026 • Anna Lee • 3 Minuten", dt.date(2026, 1, 27)),
        ("Written by Anna LeeTwitter\nUpdated: 5 May 2021 at 10:30", dt.date(2021, 5, 5)),
        ("By: Anna Lee | December 16, 2025 | Categories: Uncategorized", dt.date(2025, 12, 16)),
        ("Von Anna Lee, Redakteurin\n16.12.2025", dt.date(2025, 12, 16)),
    ],
)
def test_a_plain_text_tells_who_wrote_it_and_when(head: str, day: dt.date) -> None:
    article = cleaned(scraped(head))
    assert (article.title, article.authors, article.date) == ("Ministers meet again over the price of grain", ("Anna Lee",), day)


def test_names_and_days_of_other_articles_are_not_this_one_s() -> None:
    article = cleaned(scraped("Politics"))
    assert (article.authors, article.corporate_authors, article.date) == ((), (), None)


def test_day_and_month_stand_in_the_order_of_the_text_s_language() -> None:
    french = "Les ministres des deux pays se sont retrouvés lundi dans la ville portuaire et ont parlé du prix du blé pendant trois heures."
    text = f"Les ministres reparlent du prix du blé\nPublié le 03/04/2022 à 18h30\n\n{french}\n\n{french} {french}\n\n{french}"
    assert cleaned(text).date == dt.date(2022, 4, 3)
    assert cleaned(scraped("Published 03/04/2022")).date is None


@given(
    st.lists(
        st.sampled_from(["By Ann Lee", "Jo Roe", "12.03.2019", "dpa", "|", "", "By", "Von der", TALKS, "\u2028", "·Ann Lee·"]),
        max_size=30,
    )
)
@settings(max_examples=100, deadline=None)
def test_any_lines_are_asked_for_authors_and_days(lines: list[str]) -> None:
    judge([line for line in lines if line])
