"""When an article was published: the days that a page offers, and which of them to believe."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from math import log1p

from lxml.html import HtmlElement

from sitegen.clean.address import day_of
from sitegen.clean.candidates import Candidate
from sitegen.clean.day_words import CLOCK, MODIFIED, OTHER, PUBLISHED
from sitegen.clean.metadata.offers import Offer, Span, by_place, by_sources, merged_offers
from sitegen.clean.metadata.page import Page, text
from sitegen.core.dates import read_date
from sitegen.core.text import one_line

SOURCES = ("published", "created", "modified", "record", "record_modified", "meta", "meta_any", "meta_modified", "property",
           "time_marked", "time", "time_modified", "named", "script", "address", "head", "body")  # fmt: skip
# Probability from which on a day is taken; swept 0.3 to 0.6 across hosts. One that data made for machines gives as the day of
# publication needs less: without it 1.2 % of dated pages would lose theirs.
BELIEVED, BELIEVED_STATED = 0.45, 0.05
LONGEST = 120  # characters of a block that may be a date line; a date in a paragraph is a day of the story
SEEN = 30_000  # characters of a script: an article's own data stand at its head
MOST = 12  # elements of one kind that are looked at
_META = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "cxenseparse:recs:publishtime",
         "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "pubdate", "publish-date",
         "publish_date", "publication_date", "publicationdate", "article:published", "citation_publication_date", "citation_date",
         "date_published", "published_at", "article.published", "originalpublicationdate", "displaydate")  # fmt: skip
_META_ANY = ("date", "dc.date", "dcterms.date", "last-modified", "article_date_original", "article:post_date")
_META_MODIFIED = ("article:modified_time", "og:updated_time", "og:article:modified_time", "lastmod", "dcterms.modified", "datemodified",
                  "dc.date.modified", "last-updated", "revised", "modified")  # fmt: skip
_CLASS_PUBLISHED = re.compile("publish|entry-date")
_CLASS_MODIFIED = re.compile("updat|modif")
_EARLY = re.compile(r"T0\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)\s*$")
NEAR = 15  # blocks from the headline in which a page shows the article's day
_TAGS = frozenset("span div p li small abbr em dd".split())
_SCRIPT = re.compile(
    r"""["'](?:date_?published|published_?(?:at|date|time|on)?|publish_?(?:date|time)|publication_?date|pub_?date|first_?published\w*|created_?at|date_?created|display_?date|post_?date|article_?date\w*|page_?date\w*)["']\s*[:=,]\s*["']([^"']{8,40})["']""",
    re.I,
)
_OPENING = re.compile(r"\W{0,2}\d{1,2}(?:\.\d{1,2}\.\d{4}|\.? [^\W\d]{3,12} \d{4})\b")  # of a paragraph: "01.02.2022 The market …"


def offers(page: Page) -> list[Offer[dt.date]]:
    """The days that the page offers."""
    lines = [(place, block) for place, block in enumerate(page.blocks) if len(block.text) <= LONGEST and _has_digits(block.text)]
    dated = {place: made for place, block in lines if (made := read_date(block.text, page.locale))}
    found = merged_offers(_claims(page, dated), lambda value: value)
    for offer in found:
        offer.places = [place for place, value in dated.items() if value == offer.value]
    return found


def least(offer: Offer[dt.date]) -> float:
    """The probability that an offer needs."""
    return BELIEVED_STATED if 0 in (offer.sources.get("published"), offer.sources.get("meta")) else BELIEVED


def as_shown(best: Offer[dt.date], found: Sequence[Offer[dt.date]], page: Page, headline: int) -> Offer[dt.date]:
    """The day before, where the best is one of universal time and the page shows the day before: in its address, or by its headline.

    In the evening of the Americas it is the next day in universal time, by which many of their papers stamp what they publish.
    """
    eve = next((each for each in found if each.value == best.value - dt.timedelta(days=1)), None)
    if eve is None or not any(_EARLY.search(value) and read_date(value) == best.value for value in _stamps(page)):
        return best

    def is_shown(offer: Offer[dt.date]) -> bool:
        return "address" in offer.sources or any(abs(place - headline) <= NEAR for place in offer.places)

    return eve if is_shown(eve) and not is_shown(best) else best


def _stamps(page: Page) -> Iterator[str]:
    yield from (text(record.get("datePublished")) for record in page.articles)
    yield from (page.meta.get(name, "") for name in _META)


def _claims(page: Page, dated: dict[int, dt.date]) -> Iterator[tuple[str, dt.date]]:
    for source, value in _texts(page):
        if made := read_date(one_line(value)[:80], page.locale):
            yield source, made
    if made := next(filter(None, (day_of(each, page.locale) for each in (page.address, page.url))), None):
        yield "address", made
    for block in page.blocks:
        if len(block.text) > LONGEST and (match := _OPENING.match(block.text)) and (made := read_date(match[0], page.locale)):
            yield "head", made
    for made in dated.values():
        yield "body", made


def _texts(page: Page) -> Iterator[tuple[str, str]]:
    for record in page.articles:
        yield "published", text(record.get("datePublished"))
        yield "created", text(record.get("dateCreated"))
        yield "modified", text(record.get("dateModified"))
    for record in page.records:
        if record not in page.articles:
            yield "record", text(record.get("datePublished")) or text(record.get("uploadDate"))
            yield "record_modified", text(record.get("dateModified"))
    for source, names in (("meta", _META), ("meta_any", _META_ANY), ("meta_modified", _META_MODIFIED)):
        for name in names:
            yield source, page.meta.get(name, "")
    for source, elements in _marked(page):
        for element in elements[:MOST]:
            stated = element.get("datetime") or element.get("content") or (element.get("title") if source == "named" else "")
            yield source, stated if stated and _has_digits(stated) else element.text_content()[:LONGEST]
    for script in page.scripts:
        for match in islice(_SCRIPT.finditer(script[:SEEN]), 3):
            yield "script", match[1]


def _marked(page: Page) -> Iterator[tuple[str, list[HtmlElement]]]:
    """The elements that mark a day, by what they say it is."""
    times = page.marked("time")
    published = page.marked("itemprop datePublished") or page.marked("itemprop dateCreated")
    yield "property", published
    marked = (each for each in times if each.get("pubdate") is not None or _CLASS_PUBLISHED.search(each.get("class") or ""))
    yield "time_marked", [*(each for each in times if each in published), *marked]
    modified = (each for each in times if _CLASS_MODIFIED.search(each.get("class") or ""))
    yield "time_modified", [*page.marked("itemprop dateModified"), *modified]
    yield "time", times
    yield "named", [each for each in page.marked("date class") if each.tag in _TAGS]


def _has_digits(line: str) -> bool:
    return any(map(str.isdigit, line))


# ---------------------------------------------------------------------------------------------- what the model sees


def rows(found: Sequence[Offer[dt.date]], page: Page, span: Span, headline: int | None) -> list[list[float]]:
    """One row an offer."""
    have = {source for each in found for source in each.sources}
    days = sorted(each.value for each in found)
    in_address = next((each.value for each in found if "address" in each.sources), None)
    most = max((len(each.sources) for each in found), default=0)
    stated = next(
        (each.value for source in ("published", "meta", "property") for each in found if each.sources.get(source) == 0), None
    )
    return [
        [
            *by_sources(each, SOURCES),
            *by_place(each.places, page.blocks, span, headline),
            *_line(each, page.blocks, span, headline),
            float(each.value == days[0]), float(each.value == days[-1]), log1p((each.value - days[0]).days),
            log1p((days[-1] - each.value).days), float(len(found)), float(most - len(each.sources)),
            0.0 if in_address is None else 1.0 if in_address == each.value else 2.0 if abs((in_address - each.value).days) == 1 else 3.0,
            0.0 if stated is None else 1.0 if stated == each.value else 2.0 if abs((stated - each.value).days) == 1 else 3.0,
            float(each.value.day == 1), float(each.value.month == 1 and each.value.day == 1), float(each.value.year < 1995),
            *(float(source in have) for source in SOURCES),
        ]
        for each in found
    ]  # fmt: skip


def _line(offer: Offer[dt.date], blocks: Sequence[Candidate], span: Span, headline: int | None) -> list[float]:
    """What the line says in which the day stands, nearest to the headline."""
    middle = span.first if headline is None else headline
    if not offer.places:
        return [0.0] * 9
    place = min(offer.places, key=lambda each: abs(each - middle))
    line = blocks[place].text
    around = " ".join(blocks[n].text[:60] for n in (place - 1, place + 1) if 0 <= n < len(blocks))
    near_head = sum(abs(each - middle) <= 8 for each in offer.places)
    near_foot = sum(0 < each - span.last <= 4 for each in offer.places)
    return [float(len(line)), float(bool(PUBLISHED.search(line))), float(bool(MODIFIED.search(line))),
            float(bool(OTHER.search(line))), float(bool(CLOCK.search(line))), float(bool(MODIFIED.search(around))),
            float(min(near_head, 5)), float(min(near_foot, 5)), float(sum(place > span.last for place in offer.places))]  # fmt: skip
