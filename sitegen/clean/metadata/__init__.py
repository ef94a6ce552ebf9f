"""What a page states of its article: title, day, authors, publication.

A page says each in many places, not all of them right. `gather` notes every offer while the page's tree is whole; `decide`
believes the likeliest, once it is known where among the page's blocks the article stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sitegen.clean.learned.features import Vector
from sitegen.clean.learned.forest import forest
from sitegen.clean.metadata import authors, dates, titles
from sitegen.clean.metadata.offers import Offer, Span, Value
from sitegen.clean.metadata.page import Page, text, unescaped
from sitegen.clean.stated import credits
from sitegen.core.text import one_line
from sitegen.core.types import Stated

__all__ = ["Gathered", "Page", "Span", "believed_names", "best_date", "best_title", "decide", "gather"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a page offers."""

    page: Page
    titles: list[Offer[str]]
    dates: list[Offer[dt.date]]
    authors: list[Offer[str]]


def gather(page: Page) -> Gathered:
    """The page's offers."""
    return Gathered(page, titles.offers(page), dates.offers(page), authors.offers(page))


def decide(found: Gathered, span: Span) -> Stated:
    """What to believe, where the article's text stands in `span`."""
    page = found.page
    title = best_title(found.titles, _probability("title", titles.rows(found.titles, page, span, None)))
    headline = min(title.places, key=lambda place: abs(place - span.first)) if title and title.places else None
    date = best_date(found.dates, _probability("date", dates.rows(found.dates, page, span, headline)))
    if date:
        date = dates.as_shown(date, found.dates, page, span.first if headline is None else headline)
    sure = _probability("author", authors.rows(found.authors, page, span, headline))
    people, others = credits(believed_names(found.authors, sure), page.site_name, page.host)
    return Stated(
        title=title.value if title else "",
        subtitle=one_line(unescaped(text(page.article.get("alternativeHeadline")))),
        date=date.value if date else None,
        modified=_modified(found.dates),
        authors=people,
        corporate_authors=others,
        site_name=page.site_name,
        section=page.section,
        url=page.url,
        language=page.language,
        tags=page.tags,
    )


def _probability(field: str, rows: list[list[float]]) -> Vector:
    return forest(field).probability(np.array(rows, dtype=np.float32)) if rows else np.zeros(0, dtype=np.float32)


LEAN = 0.3  # a stated value is taken as long as it is so likely against the likeliest; swept 0.05 to 0.8 across hosts


def best_title(found: list[Offer[str]], sure: Vector) -> Offer[str] | None:
    """The title to believe, by the probability of each."""
    return _best(found, sure, "headline", lambda _: 0.0)


def best_date(found: list[Offer[dt.date]], sure: Vector) -> Offer[dt.date] | None:
    """The day to believe, or None where none is likely enough."""
    return _best(found, sure, "published", dates.least)


def believed_names(found: list[Offer[str]], sure: Vector) -> list[str]:
    """The names to believe."""
    return [each.value for each, p in zip(found, sure, strict=True) if p >= authors.least(each)]


def _best(found: list[Offer[Value]], sure: Vector, stated: str, least: Callable[[Offer[Value]], float]) -> Offer[Value] | None:
    """The likeliest offer, or None where none is likely enough.

    Of two that are nearly as likely it is the one that the article's JSON-LD gives first (under the source `stated`): of the
    titles of 138 news pages 85 % are right with this, 81 % without it.
    """
    if not found:
        return None
    given = (n for n, each in enumerate(found) if each.sources.get(stated) == 0 and sure[n] >= LEAN * sure.max())
    best = next(given, int(sure.argmax()))
    return found[best] if sure[best] >= least(found[best]) else None


def _modified(found: list[Offer[dt.date]]) -> dt.date | None:
    """The day of the last change, as data that is made for machines states it."""
    return next((each.value for source in ("modified", "meta_modified") for each in found if each.sources.get(source) == 0), None)
