"""Pages that a browser, a mirroring program or a web archive saved are read as they were published."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.clean.address import day_in_name
from sitegen.clean.clean import clean
from sitegen.clean.saved import as_published
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, RawDocument, SourceRef, Stated
from sitegen.core.urls import capture
from tests.unit.clean.cleaning import LONG

WHERE = "https://daily.example/2021/council"
COPY = f"https://web.archive.org/web/20210203040506/{WHERE}"
NOTHING = Stated()
TEXT = "".join(f"<p>{number}. {LONG}</p>" for number in range(6))


def page(before: str = "", head: str = "", above: str = "", text: str = TEXT) -> str:
    return (
        f"<!DOCTYPE html>{before}<html><head><title>Council meets</title>{head}</head><body>{above}"
        f"<article><h1>Council meets</h1>{text}</article></body></html>"
    )


def published(text: str, stated: Stated = NOTHING) -> CleanArticle:
    made = clean(RawDocument(SourceRef("x.html", Path("x.html")), "html", text, "utf-8", "0", stated), CleanConfig())
    assert isinstance(made, CleanArticle), made
    return made


@pytest.mark.parametrize(
    ("note", "url", "retrieved"),
    [
        (f"\n<!-- saved from url=(0034){WHERE} -->\n", WHERE, None),
        (
            f"<!--\n Page saved with SingleFile \n url: {WHERE} \n saved date: Wed Feb 03 2021 10:00:00 GMT+0100 (CET)\n-->",
            WHERE,
            "2021-02-03",
        ),
        (
            "\n<!-- Mirrored from daily.example/2021/council by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 03 Feb 2021 10:00:00 GMT -->\n",
            WHERE.replace("https", "http"),
            "2021-02-03",
        ),
    ],
)
def test_what_a_program_noted_above_a_page_tells_where_it_is_from(note: str, url: str, retrieved: str | None) -> None:
    found = published(page(note))
    assert (found.url, found.site_name) == (url, "daily.example")
    assert found.date is None, "the day of saving is not the day of publication"
    assert (str(found.retrieved) if found.retrieved else None) == retrieved


def test_an_address_that_is_known_goes_before_a_browsers_note() -> None:
    own = "https://daily.example/own"
    found = published(page(f"<!-- saved from url=(0034){WHERE} -->"), Stated(url=own))
    assert found.url == own


BAR = (
    '<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp"><p>Archive Team is a collective that saves copies of sites which are '
    "about to vanish, and this is one of them, with many words.</p></div><!-- END WAYBACK TOOLBAR INSERT -->"
)
WOMBAT = f'<script>__wm.wombat("{WHERE}","20210203040506","https://web.archive.org/","web","/_static/",\n"1");</script>'
LINKED = (
    f'{TEXT}<img src="/web/20210203040506im_/https://daily.example/a.jpg" width="600" height="400" alt="The council at its table on Tuesday">'
    f'<p>{LONG} Read <a href="https://web.archive.org/web/20210203040506/https://other.example/report">the report</a> and '
    '<a href="/web/20210203040506/https://web.archive.org/web/20190203040506/https://old.example/">an older copy</a>.</p>'
)


@pytest.mark.parametrize("head", [f'<link rel="canonical" href="{COPY}">', WOMBAT])
def test_a_copy_of_the_wayback_machine_is_the_page_that_was_copied(head: str) -> None:
    found = published(page(head=head, above=BAR, text=LINKED))
    assert (found.url, found.archived, str(found.retrieved)) == (WHERE, COPY, "2021-02-03")
    assert (found.site_name, found.date) == ("daily.example", None)
    links = [link.url for block in found.blocks for link in block.links]
    assert links == [
        "https://daily.example/a.jpg",
        "https://other.example/report",
        "https://web.archive.org/web/20190203040506/https://old.example/",
    ]
    assert not any("Archive Team" in text for text in [block.text for block in found.blocks] + [cut.text for cut in found.cuts])


def test_an_address_that_leads_through_an_archive_is_understood_wherever_it_stands() -> None:
    found = published(page(), Stated(url=COPY))
    assert (found.url, found.archived, str(found.retrieved)) == (WHERE, COPY, "2021-02-03")


@pytest.mark.parametrize("line", [f"URL: {COPY}", COPY])
def test_a_text_that_names_a_copy_as_its_address_is_not_dated_by_it(line: str) -> None:
    doc = RawDocument(SourceRef("x", Path("x")), "text", f"Council meets\n{line}\n\n{LONG}\n\n{LONG} It is.", "utf-8", "0")
    found = clean(doc, CleanConfig())
    assert isinstance(found, CleanArticle)
    assert (found.url, found.archived, str(found.retrieved), found.date) == (WHERE, COPY, "2021-02-03", None)


def test_the_bar_goes_even_where_all_is_known_already() -> None:
    known = Stated(url=WHERE, archived=COPY, retrieved=dt.date(2021, 2, 3))
    found = published(page(head=WOMBAT, above=BAR, text=LINKED), known)
    assert "https://other.example/report" in [link.url for block in found.blocks for link in block.links]


def test_a_page_that_links_to_a_copy_is_none() -> None:
    text = f'{TEXT}<p>{LONG} The page was <a href="{COPY}">saved</a> in time.</p>'
    found = published(page(text=text), Stated(url=WHERE))
    assert not found.archived
    assert [link.url for block in found.blocks for link in block.links] == [COPY]


@pytest.mark.parametrize(
    ("address", "url", "archived", "day"),
    [
        (f"http://web.archive.org/web/20210203040506id_/{WHERE}", WHERE, f"http://web.archive.org/web/20210203040506/{WHERE}", "2021-02-03"),
        ("https://web.archive.org/web/20210203040506/a.example/b", "http://a.example/b", "https://web.archive.org/web/20210203040506/http://a.example/b", "2021-02-03"),
        ("https://archive.ph/2021.02.03-040506/https://a.example/b", "https://a.example/b", "https://archive.ph/2021.02.03-040506/https://a.example/b", "2021-02-03"),
        ("https://arquivo.pt/wayback/20210203040506/http:/a.example/b", "http://a.example/b", "https://arquivo.pt/wayback/20210203040506/http://a.example/b", "2021-02-03"),
    ],
)  # fmt: skip
def test_addresses_of_copies(address: str, url: str, archived: str, day: str) -> None:
    found = capture(address)
    assert found is not None
    assert (found.url, found.archived, str(found.day)) == (url, archived, day)


@pytest.mark.parametrize("address", ["", WHERE, "https://web.archive.org/web/2021/", "https://a.example/20210203040506/b"])
def test_other_addresses_are_of_no_copy(address: str) -> None:
    assert capture(address) is None


def test_a_document_without_such_notes_is_left_as_it_is() -> None:
    doc = RawDocument(SourceRef("x", Path("x")), "html", page(), "utf-8", "0", Stated(url=WHERE))
    assert as_published(doc) is doc
    text = replace(doc, media="text", text=f"<!-- saved from url=(0034){WHERE} -->")
    assert as_published(text) is text


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("inbox/2021-02-03-council-meets.md", "2021-02-03"),
        ("inbox/2021-02-03_council.txt", "2021-02-03"),
        ("20210203 council.txt", "2021-02-03"),
        ("pile.zip#posts/2021.02.03.txt", "2021-02-03"),
        ("inbox/2021-02-03_101500.html", None),
        ("inbox/2021-02-03-1015-council.html", None),
        ("inbox/20210203101500.html", None),
        ("2021-02-03/council.txt", None),
        ("inbox/council-2021-02-03.txt", None),
        ("inbox/2021-02-31-council.txt", None),
    ],
)
def test_the_day_with_which_a_files_name_begins(key: str, day: str | None) -> None:
    assert day_in_name(key) == (dt.date.fromisoformat(day) if day else None)
