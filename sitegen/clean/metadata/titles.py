"""What an article is called: the headlines that a page offers, and which of them to believe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from sitegen.clean.metadata.offers import Offer, Span, by_place, by_sources, merged_offers
from sitegen.clean.metadata.page import SHORT, Page, text, unescaped
from sitegen.clean.stated import TITLE_PART, cut_site_name, is_site
from sitegen.core.text import fold, one_line

SOURCES = ("headline", "named", "property", "open_graph", "twitter", "meta", "document", "part", "h1", "h2", "class", "inner")
MOST = 8  # elements of one kind that are looked at
_META = ("dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title", "title", "cxenseparse:title", "hdl")
_SIGNS = (("property", ("itemprop headline",)), ("h1", ("h1",)), ("class", ("title class",)), ("h2", ("h2", "h3")))
# What editors call a page that nobody named: Dreamweaver, FrontPage, Word, WordPress and code editors, in their languages.
_UNNAMED = re.compile(
    r"\W*(?:untitled(?: (?:document|page))?|new page(?: \d+)?|(?:web ?page |page )?(?:title|titre)|no title|auto ?draft|document(?: \d+)?"
    r"|document sans (?:nom|titre)|sans titre|documento sin t[íi]tulo|unbenanntes dokument|kein titel|documento senza titolo|naamloos document"
    r"|dokument bez tytu[łl]u|sem t[íi]tulo|documento sem t[íi]tulo)\W*",
    re.I,
)
# Signs without a word at either end: ornaments of the site's ("[> …", "… » ☆☆☆☆☆").
_ORNAMENT = re.compile(r"^[^\w\s\"'“”‘’„«(¿¡#@$€£.…-]+\s+|\s+[»|>-]\s+\W+$")


def offers(page: Page) -> list[Offer[str]]:
    """The headlines that the page offers, each without the site's name."""
    claims = (
        (source, shown)
        for source, each in _claims(page)
        if (shown := _ORNAMENT.sub("", cut_site_name(one_line(unescaped(each)), page.site_name, page.host)))
        and len(shown) <= SHORT
        and not _UNNAMED.fullmatch(shown)
    )
    found = merged_offers(claims, fold)
    places: dict[str, list[int]] = {}
    for place, line in page.short_lines.items():
        places.setdefault(line, []).append(place)
    for each in found:
        each.places = places.get(fold(each.value), [])
    return found


def _claims(page: Page) -> Iterator[tuple[str, str]]:
    for record in page.articles:
        yield "headline", text(record.get("headline"))
        yield "named", text(record.get("name"))
    for record in page.records:
        if record not in page.articles:
            yield "named", text(record.get("headline")) or text(record.get("name"))
    yield "open_graph", page.meta.get("og:title", "")
    yield "twitter", page.meta.get("twitter:title", "")
    for name in _META:
        yield "meta", page.meta.get(name, "")
    for source, signs in _SIGNS:
        for element in [each for sign in signs for each in page.marked(sign)][:MOST]:
            # Spaces where elements part words: "<span>Kicker</span><span>Headline</span>" is no word.
            yield source, " ".join(element.itertext())[: SHORT * 2]
            if source == "h1":
                yield "inner", _last_part(element)
    yield "document", page.document_title
    for whole in (page.document_title, page.meta.get("og:title", "")):
        yield from (("part", part) for part in _parts(whole))


def _last_part(heading: HtmlElement) -> str:
    """The last of a heading's elements, where it has several: behind the line above the headline, which stands in it too."""
    while len(heading) == 1 and not (heading.text or "").strip() and not (heading[0].tail or "").strip():
        heading = heading[0]
    parts = [heading.text or ""]
    for each in heading:
        parts += [" ".join(each.itertext()) if isinstance(each.tag, str) else "", each.tail or ""]
    said = [part for part in parts if any(map(str.isalpha, part))]
    return said[-1][: SHORT * 2] if len(said) > 1 else ""


def _parts(whole: str) -> Iterator[str]:
    """The title's beginnings and ends at each sign that parts a headline from a section or a site."""
    for match in list(TITLE_PART.finditer(whole))[:4]:
        yield whole[: match.start()].strip()
        yield whole[match.end() :].strip()


# ---------------------------------------------------------------------------------------------- what the model sees


def rows(found: Sequence[Offer[str]], page: Page, span: Span, headline: int | None) -> list[list[float]]:
    """One row an offer."""
    have = {source for each in found for source in each.sources}
    folded = [fold(each.value) for each in found]
    firsts = {
        source: next((value for value, each in zip(folded, found, strict=True) if each.sources.get(source) == 0), "")
        for source in ("headline", "open_graph", "document", "h1")
    }
    count = sum("h1" in each.sources for each in found)
    return [
        [
            *by_sources(each, SOURCES),
            *by_place(each.places, page.blocks, span, headline),
            *(_fit(value, other) for other in firsts.values()),
            float(sum(value in other for other in folded)),
            float(sum(other in value for other in folded)),
            *_shape(each.value, page),
            float(count),
            float(len(found)),
            *(float(source in have) for source in SOURCES),
        ]
        for value, each in zip(folded, found, strict=True)
    ]


def _fit(value: str, other: str) -> float:
    """How much of a longer title this one is, or the other way round; -1 where neither holds the other."""
    if not other:
        return -2.0
    if value in other:
        return len(value) / len(other)
    return 1 + len(other) / len(value) if other in value else -1.0


def _shape(value: str, page: Page) -> list[float]:
    words = value.split()
    return [float(min(len(words), 40)), float(len(value)), float(value.endswith(("...", "…"))), float(bool(TITLE_PART.search(value))),
            float(is_site(value, page.site_name, page.host)), sum(word[:1].isupper() for word in words) / max(1, len(words)),
            float(value.endswith(".")), float(value.endswith("?")), float(any(map(str.isdigit, value))), float(":" in value)]  # fmt: skip
