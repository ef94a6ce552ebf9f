"""The name of a publication, as its pages give it."""

from __future__ import annotations

import json

import pytest

from sitegen.clean.candidates import walked
from sitegen.clean.metadata.page import Page, abbreviates
from sitegen.clean.parse import parsed

NEWS = {"@type": "NewsArticle", "headline": "Talks resume"}


def site_name(head: str, address: str, *records: object) -> str:
    described = "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in records)
    tree = parsed(f"<html><head>{head}{described}</head><body><h1>Talks resume</h1><p>They met on Monday.</p></body></html>")
    return Page(tree, address, walked(tree)).site_name


@pytest.mark.parametrize(
    ("head", "record"),
    [
        ("", NEWS | {"publisher": {"name": "riverpost.example"}, "isPartOf": {"name": "River Post"}}),
        ("", NEWS | {"publisher": {"name": "riverpost.example", "logo": {"caption": "River Post"}}}),
        ("", {"@type": "WebSite", "name": "River Post"}),
        ("<title>Talks resume - Politics | River Post</title>", {}),
        ("<title>Talks resume</title><link rel=alternate type=application/rss+xml title='River Post &raquo; Feed'>", {}),
        ("<meta property=og:site_name content=riverpost><title>Talks resume, says council | River Post</title>", {}),
        ("<meta property=og:site_name content=RIVERPOST><title>Talks resume, says council | River Post</title>", {}),
    ],
)
def test_a_name_that_the_page_spells_instead_of_its_domain_or_a_run_of_letters(head: str, record: dict[str, object]) -> None:
    assert site_name(head, "https://www.riverpost.example/talks", record) == "River Post"


def test_the_label_of_a_domain_in_capitals_is_a_name_too() -> None:
    assert site_name("<title>Talks resume, says council | ✂ Gazette®</title>", "https://news.gazette.co.uk/talks") == "Gazette"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<meta property=og:site_name content=RiverPost><title>Talks | River Post</title>", "RiverPost"),  # its own way to write it
        ("<meta property=og:site_name content=riverpost><title>Talks | Riverpost</title>", "riverpost"),
        ("<title>Talks resume, says council | The Daily</title>", "riverpost.example"),  # another name
        ("<title>Talks resume, says council | riverpost</title>", "riverpost.example"),
        ("<meta property=og:site_name content='RíoPost.example'><title>Talks, says council | Rio Post</title>", "RíoPost.example"),
        ("<meta property=og:site_name content='RíoPost.example'><title>Talks, says council | Río Post</title>", "Río Post"),
    ],
)
def test_a_name_stays_as_the_publication_writes_it(head: str, name: str) -> None:
    assert site_name(head, "https://riverpost.example/talks") == name


@pytest.mark.parametrize("behind", [" - Harwick Print und Verlag GmbH & Co. KG", " | River Media Ltd", " (www.riverpost.example)"])
def test_who_publishes_it_and_where_is_no_part_of_a_name(behind: str) -> None:
    assert (
        site_name(f"<meta property=og:site_name content='River Post{behind}'>", "https://riverpost.example/talks") == "River Post"
    )


def test_a_name_with_a_dash_or_in_parentheses_stays_whole() -> None:
    for name in ("Nachrichten - WDR", "Harwick News (HN)", "River Post - Local"):
        assert site_name(f"<meta property=og:site_name content='{name}'>", "https://riverpost.example/talks") == name


@pytest.mark.parametrize(
    ("short", "whole", "same"),
    [
        ("VG", "Verdens Gang", True),
        ("AP NEWS", "Associated Press", True),
        ("BBC", "British Broadcasting Corporation", True),
        ("CNN", "Verdens Gang", False),
        ("The Daily", "The Daily News Group", False),
        ("MZ", "MZ", False),
    ],
)
def test_a_publication_in_full_instead_of_its_initials(short: str, whole: str, same: bool) -> None:
    assert abbreviates(short, whole) == same
