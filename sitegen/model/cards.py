"""What pages show of articles, entities and figures: rows of the index as values with names."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sitegen.core.types import Entity, Figure

FOLDERS = {"person": "people", "place": "places", "tag": "tags"}
CARD = "a.id, a.url, a.title, a.day, a.source, a.source_url, a.authors, a.corporate, a.excerpt, a.language"
CHANGES = "changes"  # at the end of an article's address: the page that compares it with another version
LINK = "a.url, a.title, a.day, a.source"
ENTITY = "e.kind, e.slug, e.name, e.count, e.page, e.record"
SERIES = "slug, name, description, unit, claims, low, high, first, last, conflicts"


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list."""

    id: str
    url: str
    title: str
    date: dt.date | None
    source: str
    source_url: str
    authors: tuple[str, ...]
    corporate_authors: tuple[str, ...]
    excerpt: str
    language: str


@dataclass(frozen=True, slots=True)
class LinkCard:
    """An article where no more than its title is shown."""

    url: str
    title: str
    date: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class Related:
    """An article that names who and what another one names too."""

    article: LinkCard
    names: tuple[str, ...]
    """People and places that both name, the rarest first."""


@dataclass(frozen=True, slots=True)
class Version:
    """Another version of an article's story: a copy, a cut or an update."""

    article: LinkCard
    changes: str
    """Address of the page that compares the two."""


@dataclass(frozen=True, slots=True)
class Details:
    """What only an article's own page shows of it."""

    words: int
    subtitle: str = ""
    section: str = ""
    """Of the publication."""
    modified: str = ""
    """Day on which the source changed it last, YYYY-MM-DD, like the others."""
    inferred: bool = False
    """Whether its date is known from the text's own words alone."""
    archived: str = ""
    """Address of a copy in a web archive."""
    retrieved: str = ""
    """Day on which it was fetched from its source."""


@dataclass(frozen=True, slots=True)
class EntityCard:
    """An entity in a list."""

    kind: str
    slug: str
    name: str
    count: int
    """Articles that name it."""
    page: bool
    """Whether it has a page of its own."""
    record: Entity

    @property
    def url(self) -> str:
        """From the root of the site."""
        return f"{FOLDERS[self.kind]}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """Who and what is named together with an entity, and when it is named."""

    people: list[EntityCard]
    """Those that stand in most articles with it; their counts are of those articles."""
    places: list[EntityCard]
    together: dict[tuple[str, str], int]
    """How many of its newest articles name a person and a place together, by their slugs."""
    months: dict[str, int]
    """Its dated articles by `YYYY-MM`."""
    first_day: str
    """ISO; empty where none is known."""
    last_day: str


@dataclass(frozen=True, slots=True)
class MentionCard:
    """An article that mentions an entity, with the sentence that does."""

    article: Card
    sentence: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure in a list, with the article that claims it."""

    figure: Figure
    by_entity: EntityCard | None
    article: Card
    series: str
    """Name in the address of the series that it belongs to; empty where it is alone."""
    anchor: str
    """The claim's own id, stable while the article's figures keep their order."""


@dataclass(frozen=True, slots=True)
class Month:
    """How many articles a month has."""

    year: int
    month: int
    count: int

    @property
    def url(self) -> str:
        """From the root of the site."""
        return f"articles/{self.year:04}/{self.month:02}/"

    @property
    def first_day(self) -> dt.date:
        """For its name."""
        return dt.date(self.year, self.month, 1)


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """Figures of one thing, in a list."""

    slug: str
    name: str
    description: str
    unit: str
    count: int
    low: float
    high: float
    first: str
    """Day, month or year of the earliest."""
    last: str
    conflicts: int
    """Pairs of figures that can't both be right."""

    @property
    def url(self) -> str:
        """From the root of the site."""
        return f"figures/{self.slug}/"


def read_card(row: tuple[Any, ...]) -> Card:
    """From the columns `CARD`."""
    id_, url, title, day, source, source_url, authors, corporate, excerpt, language = row
    date = dt.date.fromisoformat(day) if day else None
    return Card(id_, url, title, date, source, source_url, read_names(authors), read_names(corporate), excerpt, language)


def read_link(row: tuple[Any, ...]) -> LinkCard:
    """From the columns `LINK`."""
    url, title, day, source = row
    return LinkCard(url, title, dt.date.fromisoformat(day) if day else None, source)


def write_details(details: Details) -> str:
    """As the index holds it."""
    return json.dumps({name: value for name, value in _fields(details).items() if value}, ensure_ascii=False)


def write_record(record: Entity | Figure) -> str:
    """A record of plain values as the index holds it."""
    return json.dumps(_fields(record), ensure_ascii=False)


def _fields(record: Details | Entity | Figure) -> dict[str, Any]:
    """By their names; `dataclasses.asdict` copies each value, which takes ten times as long."""
    return {name: getattr(record, name) for name in record.__slots__}


def read_details(text: str) -> Details:
    """From the form in which the index holds it."""
    return Details(**{"words": 0, **json.loads(text)})


def read_names(text: str) -> tuple[str, ...]:
    """A list of names from the form in which the index holds it."""
    return tuple(json.loads(text)) if text != "[]" else ()


def read_entity(row: tuple[Any, ...]) -> EntityCard:
    """From the columns `ENTITY`."""
    kind, slug, name, count, page, record = row
    return EntityCard(kind, slug, name, count, bool(page), read_record(record))


@lru_cache(maxsize=4096)
def read_record(text: str) -> Entity:
    """An entity from the form in which the index holds it."""
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(text).items()}
    return Entity(**fields)
