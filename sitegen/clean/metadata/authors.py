"""Who wrote an article: the names that a page offers, and which of them to believe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml.html import HtmlElement

from sitegen.clean.candidates import Candidate
from sitegen.clean.metadata.offers import Offer, Span, by_place, by_sources, merged_offers
from sitegen.clean.metadata.page import Page, kinds, text, unescaped
from sitegen.core.bylines import AGENCY, COMPANY, DESK, byline_parts, credited, is_name
from sitegen.core.text import fold, one_line, squeezed

SOURCES = ("person", "organisation", "plain", "record", "meta", "vendor", "property", "rel", "address", "class", "block", "by", "dated")  # fmt: skip
BELIEVED = 0.45  # probability from which on a name is taken; swept 0.3 to 0.6 across hosts
LONGEST_BYLINE = 140  # characters
MOST = 4  # elements of one kind that are looked at: more are lists of other articles
_META = ("author", "article:author", "article:author_name", "og:article:author", "byl")
_VENDOR = ("parsely-author", "dc.creator", "dcterms.creator", "dc.contributor", "sailthru.author", "cxenseparse:author", "citation_author",
           "cse_author", "shareaholic:article_author_name", "vr:author", "twitter:data1")  # fmt: skip
_TAGS = frozenset("a span p div li cite strong address".split())
_BY = re.compile(
    r"(?:^|[.|·•–—]\s*|\s-\s|\bon .{6,30}\s)(?:written |posted |published |story |text |words |reported |opinion |analysis |"
    r"(?:(?:ein|un|an?) )?(?:blog[ -]?|gast)?(?:beitrag|artikel|article) )?(?:by|von|par|por|door|di|af|av|text:|texte:|autor(?:in)?:?|author:?|auteur:?|redaktion:)\s+(?=\S)"
    r"|^(?:text|autor|autorin|author|auteur|foto und text|interview)\s*[:|]\s*"
    r"|^(?-i:By)(?=(?-i:[A-Z]))",  # "ByAnn Lee": the page's style parts them
    re.I,
)
_NAME = r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*"
_PARTING = "|–—•·-"
# A date, perhaps a time, and a name: "04.02.2022 | 13:10 | Ann Lee".
_DATED = re.compile(
    rf"\D{{0,12}}\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b[^{_PARTING}]*(?:[{_PARTING}][^{_PARTING}]*\d[^{_PARTING}]*)?"
    rf"[{_PARTING}]\s*({_NAME}(?: {_NAME}){{1,3}})"
)
_OTHERS = re.compile(r"\b(?:related|recommend|sidebar|widget|footer|comment|teaser|promo|popular)", re.I)


def offers(page: Page) -> list[Offer[str]]:
    """The names that the page offers, people's and others'."""
    found = merged_offers(_claims(page), squeezed)
    names = {place: line for place, line in page.short_lines.items() if len(line) <= LONGEST_BYLINE * 2}
    for each in found:
        wanted = fold(each.value)
        each.places = [place for place, line in names.items() if wanted in line]
    return found


def _claims(page: Page) -> Iterator[tuple[str, str]]:
    for record in page.articles:
        yield from _of_record(record.get("author") or record.get("creator"))
    for record in page.records:
        if record not in page.articles:
            yield from (("record", name) for _, name in _of_record(record.get("author")))
    for source, names in (("meta", _META), ("vendor", _VENDOR)):
        for name in names:
            yield from ((source, each) for each in byline_parts(unescaped(page.meta.get(name, ""))))
    for source, elements in (
        ("property", _by_property(page)),
        ("rel", page.marked("rel author")),
        ("address", page.marked("author address")),
        ("class", [each for each in page.marked("author class") if each.tag in _TAGS]),
    ):
        for element in elements[: MOST * 2]:
            line = one_line(" ".join(element.itertext()))
            if 3 <= len(line) <= LONGEST_BYLINE:
                yield from ((source, each) for each in byline_parts(line))
    for block in page.blocks:
        if 3 <= len(block.text) <= LONGEST_BYLINE:
            if block.marks[4] >= 2 and not block.in_comments:
                yield from (("block", each) for each in byline_parts(block.text)[:MOST])
            if (match := _BY.search(block.text)) and block.linked != 1.0:
                yield from (("by", each) for each in byline_parts(block.text[match.end() :])[:MOST])
            if match := _DATED.fullmatch(block.text):
                yield "dated", match[1]


def _by_property(page: Page) -> list[HtmlElement]:
    """Elements with the property `author`, or those within them that hold the name."""
    authors = page.marked("itemprop author")
    names = [each for each in page.marked("itemprop name") if any(around in authors for around in each.iterancestors())]
    return names or authors


def _of_record(value: Any) -> Iterator[tuple[str, str]]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            kind = kinds(each)
            names = each.get("name")
            for name in names if isinstance(names, list) else [names]:
                whole = one_line(unescaped(text(name)))
                if "Person" in kind or (not kind and is_name(whole)):
                    yield from (("person", part) for part in byline_parts(whole))
                elif whole:
                    yield "organisation", whole
        else:
            yield from (("plain", name) for name in byline_parts(unescaped(text(each))))


def least(offer: Offer[str]) -> float:
    """The probability that an offer needs: none where the article's JSON-LD names a person.

    Such a name is wrong less often than the model is that doubts it: name F1 over news pages of unseen hosts 0.91 against 0.89.
    """
    stated = bool(offer.sources.keys() & {"person", "plain"})
    return 0.0 if stated and is_name(offer.value) else BELIEVED


# ---------------------------------------------------------------------------------------------- what the model sees


def rows(found: Sequence[Offer[str]], page: Page, span: Span, headline: int | None) -> list[list[float]]:
    """One row an offer."""
    have = {source for each in found for source in each.sources}
    most = max((len(each.sources) for each in found), default=0)
    return [
        [
            *by_sources(each, SOURCES),
            *by_place(each.places, page.blocks, span, headline),
            *_byline(each, page.blocks, span, headline),
            *_shape(each.value, page),
            float(len(found)),
            float(most - len(each.sources)),
            *(float(source in have) for source in SOURCES),
        ]
        for each in found
    ]


def _byline(offer: Offer[str], blocks: Sequence[Candidate], span: Span, headline: int | None) -> list[float]:
    """What the line says in which the name stands, nearest to the headline, and the line behind it."""
    middle = span.first if headline is None else headline
    if not offer.places:
        return [0.0] * 5
    place = min(offer.places, key=lambda each: abs(each - middle))
    line = blocks[place].text
    behind = blocks[place + 1].text if place + 1 < len(blocks) else ""
    return [len(offer.value) / len(line), float(bool(_BY.search(line))), float(any(map(str.isdigit, line))),
            float(any(map(str.isdigit, behind[:60]))), float(bool(_OTHERS.search(" ".join(blocks[place].names))))]  # fmt: skip


def _shape(name: str, page: Page) -> list[float]:
    words = name.split()
    own, site, host = squeezed(name), squeezed(page.site_name), squeezed(page.host.removeprefix("www."))
    return [float(min(len(words), 9)), float(len(name)), sum(word[:1].isupper() for word in words) / max(1, len(words)),
            float(name.islower()), float(name.isupper()), float(any(map(str.isdigit, name))), float(bool(COMPANY.search(name))),
            float(bool(DESK.search(name))), float(bool(AGENCY.search(name))), float(own == site),
            float(bool(own) and len(own) > 3 and (own in host or own in site or (len(site) > 3 and site in own))),
            float("." in name), float(bool(credited(name)))]  # fmt: skip
