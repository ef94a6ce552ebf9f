"""What crawlers bring home that is no article is refused by what it is, and no article is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.clean.clean import clean
from sitegen.clean.no_article import why_no_article
from sitegen.config.schema import CleanConfig
from sitegen.core.types import Block, CleanArticle, RawDocument, Refusal, SourceRef
from tests.unit.clean.cleaning import LONG

SORRY = "Sorry, the page you are looking for does not exist or has been moved. Try the search, or go back to the home page."


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("404 – Page not found", SORRY, "no such page"),
        ("Error 404: Not Found | The Daily", SORRY, "no such page"),
        ("503 Service Temporarily Unavailable", SORRY, "no such page"),
        ("Page introuvable - Le Jour", SORRY, "no such page"),
        ("Die Seite wurde nicht gefunden", SORRY, "no such page"),
        ("Just a moment...", "Please wait while we look at your connection, which takes some seconds.", "check for robots"),
        ("daily.example", "Enable JavaScript and cookies to continue, please, and be patient.", "check for robots"),
        ("Access Denied", "You don't have permission to access the page on this server.", "check for robots"),
        ("Before you continue to Video", "We use cookies and data to deliver and maintain services.", "question for consent"),
    ],
)
def test_pages_of_servers_are_told(title: str, text: str, reason: str) -> None:
    assert reason in why_no_article(title, [Block("paragraph", text)])


@pytest.mark.parametrize(
    "title",
    ["404 people march in Riverton", "500 years of the mill", "Access denied: how the city kept its books shut", "A page not found in any book",
     "Privacy", "Cookies that grandmother baked", "Just a moment of silence for the mill"],
)  # fmt: skip
def test_headlines_that_begin_alike_are_headlines(title: str) -> None:
    assert not why_no_article(title, [Block("paragraph", LONG)] * 3)


def test_a_long_text_is_an_article_whatever_its_title() -> None:
    assert not why_no_article("Access denied", [Block("paragraph", LONG)] * 20)


def page(body: str) -> CleanArticle | Refusal:
    text = f"<!DOCTYPE html><html><head><title>The Riverton Times</title></head><body><main>{body}</main></body></html>"
    return clean(RawDocument(SourceRef("x", Path("x")), "html", text, "utf-8", "0"), CleanConfig())


def test_a_page_of_teasers_is_no_article() -> None:
    teasers = (
        f'<div><h3><a href="/{n}">Headline number {n} about the city</a></h3><p>{LONG} Number {n}.</p></div>' for n in range(20)
    )
    found = page("".join(teasers))
    assert isinstance(found, Refusal)
    assert "a list of articles" in found.reason


def test_a_list_of_the_best_is_an_article() -> None:
    places = (
        f'<h3><a href="https://shop.example/{n}">The mill number {n}</a></h3><p>{LONG} {LONG} Number {n}.</p><p>{LONG} {LONG} Again {n}.</p>'
        for n in range(20)
    )
    assert isinstance(page(f"<article><h1>Twenty mills to see</h1><p>{LONG}</p>{''.join(places)}</article>"), CleanArticle)
