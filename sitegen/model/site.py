"""The site, as pages ask for it. Every answer is read from the catalogue when it is asked for, a page at a time."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.core.text import fold
from sitegen.core.types import Entity, Figure
from sitegen.model.series import IGNORED, contradictions

FOLDERS = {"person": "people", "place": "places", "tag": "tags"}
_VISIBLE = "a.draft = 0"
_KEPT = f"c.series != '{IGNORED}'"
_SERIES = "slug, name, description, unit, claims, low, high, first, last, conflicts"
_CARD = "a.id, a.path, a.url, a.title, a.date, a.source, a.source_url, a.authors, a.corporate, a.excerpt, a.words, a.language"
# The newest first; undated articles after all others.
_NEWEST = "a.date is null, a.date desc, a.title, a.id"


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list."""

    id: str
    path: str
    url: str
    title: str
    date: dt.date | None
    source: str
    source_url: str
    authors: tuple[str, ...]
    corporate_authors: tuple[str, ...]
    excerpt: str
    words: int
    language: str


@dataclass(frozen=True, slots=True)
class EntityCard:
    """An entity in a list."""

    kind: str
    slug: str
    name: str
    count: int
    """Articles that name it."""
    record: Entity

    @property
    def url(self) -> str:
        """From the root of the site."""
        return f"{FOLDERS[self.kind]}/{self.slug}/"


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


class Site:
    """Reads the catalogue.

    Queries over entities say `cross join`, by which SQLite keeps the order of tables as written: from the one name to its
    articles to their terms. Left to itself, it began at the other end: on 3,000 articles all calls of `beside` took 67 s, and 1.5 s
    in this order.
    """

    def __init__(self, db: sqlite3.Connection):
        self._db = db

    # ---- articles

    def count(self) -> int:
        """Published articles."""
        return int(self._one(f"select count(*) from article a where {_VISIBLE}"))

    def articles(self, limit: int, offset: int = 0, period: str = "") -> list[Card]:
        """Articles, the newest first; `period` is `YYYY`, `YYYY-MM`, `undated`, or empty for all."""
        where, values = _period(period)
        return self._cards(f"where {_VISIBLE} and {where} order by {_NEWEST} limit ? offset ?", (*values, limit, offset))

    def count_in(self, period: str) -> int:
        """Published articles of a period, as in `articles`."""
        where, values = _period(period)
        return int(self._one(f"select count(*) from article a where {_VISIBLE} and {where}", values))

    def article(self, id_: str) -> Card:
        """One article."""
        return self._cards("where a.id = ?", (id_,))[0]

    def article_urls(self) -> Iterator[tuple[str, str, str]]:
        """(id, url, date or nothing) of all published articles, in the order of ids; of doubles the first path's."""
        rows = self._db.execute(
            f"select a.id, a.url, coalesce(a.date, ''), min(a.path) from article a where {_VISIBLE} group by a.url order by a.id"
        )
        yield from ((id_, url, date) for id_, url, date, _ in rows)

    def doubles(self) -> list[tuple[str, str, str]]:
        """(url, path, path) of articles that would stand at one address."""
        return self._db.execute(
            f"select a.url, min(a.path), max(a.path) from article a where {_VISIBLE} group by a.url having count(*) > 1"
        ).fetchall()

    def aliases(self) -> list[tuple[str, str]]:
        """(old address, url) of all articles' aliases, in order."""
        rows = self._db.execute(f"select a.aliases, a.url from article a where {_VISIBLE} and a.aliases != '[]'")
        return sorted((alias, url) for aliases, url in rows for alias in json.loads(aliases))

    def months(self) -> list[Month]:
        """The months that have articles, the newest first."""
        rows = self._db.execute(
            f"select substr(a.date, 1, 4), substr(a.date, 6, 2), count(*) from article a where {_VISIBLE} and a.date is not null "
            "group by 1, 2 order by 1 desc, 2 desc"
        )
        return [Month(int(year), int(month), count) for year, month, count in rows]

    def neighbours(self, card: Card) -> tuple[Card | None, Card | None]:
        """The articles before and after one in time."""
        if card.date is None:
            return None, None
        at = (card.date.isoformat(), card.title, card.id)
        older = self._cards(f"where {_VISIBLE} and a.date is not null and (a.date, a.title, a.id) < (?, ?, ?) "
                            "order by a.date desc, a.title desc, a.id desc limit 1", at)  # fmt: skip
        newer = self._cards(f"where {_VISIBLE} and a.date is not null and (a.date, a.title, a.id) > (?, ?, ?) "
                            "order by a.date, a.title, a.id limit 1", at)  # fmt: skip
        return (older[0] if older else None), (newer[0] if newer else None)

    # ---- entities

    def entities(self, kind: str, limit: int = -1, offset: int = 0, by_count: bool = False) -> list[EntityCard]:
        """Entities that articles name and that are not hidden: by name, or the most named first."""
        order = "count(*) desc, e.name, e.slug" if by_count else "e.sort, e.slug"
        rows = self._db.execute(
            f"select e.kind, e.slug, e.name, count(distinct t.article), e.record from entity e "
            "cross join entity_name n on n.kind = e.kind and n.slug = e.slug "
            "cross join term t on t.kind = n.kind and t.folded = n.folded "
            f"cross join article a on a.id = t.article and {_VISIBLE} where e.kind = ? and json_extract(e.record, '$.hidden') = 0 "
            f"group by e.slug order by {order} limit ? offset ?",
            (kind, limit, offset),
        )
        return [_entity(row) for row in rows]

    def entity(self, kind: str, slug: str) -> EntityCard:
        """One entity."""
        row = self._db.execute(
            "select e.kind, e.slug, e.name, (select count(distinct t.article) from entity_name n "
            f"cross join term t on t.kind = n.kind and t.folded = n.folded cross join article a on a.id = t.article and {_VISIBLE} "
            "where n.kind = e.kind and n.slug = e.slug), e.record from entity e where e.kind = ? and e.slug = ?",
            (kind, slug),
        ).fetchone()
        return _entity(row)

    def find_entity(self, kind: str, name: str) -> EntityCard | None:
        """The entity that has a name, where it has a page."""
        row = self._db.execute("select slug from entity_name where kind = ? and folded = ?", (kind, fold(name))).fetchone()
        card = self.entity(kind, row[0]) if row else None
        return card if card and card.count and not card.record.hidden else None

    def entities_of(self, article: str, kind: str) -> list[EntityCard]:
        """The entities that one article names, in the order of its front matter."""
        rows = self._db.execute(
            "select e.kind, e.slug, e.name, 0, e.record from term t "
            "cross join entity_name n on n.kind = t.kind and n.folded = t.folded "
            "cross join entity e on e.kind = n.kind and e.slug = n.slug where t.article = ? and t.kind = ? "
            "and json_extract(e.record, '$.hidden') = 0 group by e.slug order by min(t.place)",
            (article, kind),
        )
        return [_entity(row) for row in rows]

    def mentions(self, kind: str, slug: str, limit: int, offset: int = 0) -> list[MentionCard]:
        """Articles that name an entity, the newest first, each with the sentence."""
        rows = self._db.execute(
            f"select {_CARD}, max(t.sentence) from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
            f"cross join article a on a.id = t.article where n.kind = ? and n.slug = ? and {_VISIBLE} group by a.id "
            f"order by {_NEWEST} limit ? offset ?",
            (kind, slug, limit, offset),
        )
        return [MentionCard(_card(row[:-1]), row[-1]) for row in rows]

    def beside(self, kind: str, slug: str, other: str, limit: int) -> list[EntityCard]:
        """The entities of kind `other` that stand in most articles with one."""
        rows = self._db.execute(
            "select e.kind, e.slug, e.name, count(distinct t.article) as shared, e.record from entity_name n "
            "cross join term t0 on t0.kind = n.kind and t0.folded = n.folded "
            f"cross join article a on a.id = t0.article and {_VISIBLE} cross join term t on t.article = a.id and t.kind = ? "
            "cross join entity_name m on m.kind = t.kind and m.folded = t.folded "
            "cross join entity e on e.kind = m.kind and e.slug = m.slug "
            "where n.kind = ? and n.slug = ? and not (e.kind = ? and e.slug = ?) and json_extract(e.record, '$.hidden') = 0 "
            "group by e.slug order by shared desc, e.name, e.slug limit ?",
            (other, kind, slug, kind, slug, limit),
        )
        return [_entity(row) for row in rows]

    def moved_entities(self, kind: str) -> list[tuple[str, str]]:
        """(name, slug) of names in articles that now belong to an entity under another name, or to one that has an id."""
        return self._db.execute(
            "select distinct t.name, n.slug from term t cross join entity_name n on n.kind = t.kind and n.folded = t.folded "
            "cross join entity e on e.kind = n.kind and e.slug = n.slug where t.kind = ? "
            "and (t.name != e.name or json_extract(e.record, '$.id') != '') "
            "and json_extract(e.record, '$.hidden') = 0 order by t.name",
            (kind,),
        ).fetchall()

    # ---- claims

    def count_claims(self) -> int:
        """Figures of all published articles."""
        return int(self._one(f"select count(*) from claim c join article a on a.id = c.article where {_VISIBLE} and {_KEPT}"))

    def claims(self, limit: int, offset: int = 0) -> list[Claim]:
        """Figures, those of the newest articles first."""
        return self._claims(f"where {_VISIBLE} and {_KEPT} order by {_NEWEST}, c.place limit ? offset ?", (limit, offset))

    def claims_of(self, article: str) -> list[Claim]:
        """The figures of one article, in its order."""
        return self._claims(f"where c.article = ? and {_KEPT} order by c.place", (article,))

    def claims_by(self, names: tuple[str, ...], limit: int) -> list[Claim]:
        """The figures that a person or a place's government claims, the newest first."""
        marks = ",".join("?" * len(names))
        where = f"{_VISIBLE} and {_KEPT} and c.by_whom in ({marks})"
        return self._claims(f"where {where} order by {_NEWEST}, c.place limit ?", (*names, limit))

    def claims_about(self, kind: str, slug: str, names: tuple[str, ...], limit: int) -> list[Claim]:
        """The figures whose sentences name an entity, and that others claim, the newest first."""
        marks, named = ",".join("?" * len(names)), " or ".join(["instr(json_extract(c.record, '$.text'), ?)"] * len(names))
        return self._claims(
            "where c.article in (select t.article from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
            f"where n.kind = ? and n.slug = ?) and {_VISIBLE} and {_KEPT} and c.by_whom not in ({marks}) and ({named}) "
            f"order by {_NEWEST}, c.place limit ?",
            (kind, slug, *names, *names, limit),
        )

    def count_series(self) -> int:
        """Series of figures."""
        return int(self._one("select count(*) from series"))

    def all_series(self, limit: int = -1, offset: int = 0) -> list[SeriesCard]:
        """The series, those with contradictions first, then the longest."""
        rows = self._db.execute(
            f"select {_SERIES} from series order by conflicts = 0, claims desc, name, slug limit ? offset ?", (limit, offset)
        )
        return [SeriesCard(*row) for row in rows]

    def series(self, slug: str) -> SeriesCard | None:
        """One series."""
        row = self._db.execute(f"select {_SERIES} from series where slug = ?", (slug,)).fetchone()
        return SeriesCard(*row) if row else None

    def claims_in(self, series: str) -> list[Claim]:
        """The figures of a series, in the order of the time of which they speak."""
        when = "coalesce(nullif(c.as_of, ''), a.date, '')"
        return self._claims(f"where {_VISIBLE} and c.series = ? order by {when}, a.date, a.id, c.place", (series,))

    def contradicting(self, series: str) -> list[tuple[str, str]]:
        """Anchors of pairs of figures of a series that can't both be right."""
        return [
            (_anchor(one.article, one.place), _anchor(other.article, other.place))
            for one, other in contradictions(self._db, series)
        ]

    # ---- reading rows

    def _one(self, query: str, values: tuple[Any, ...] = ()) -> Any:
        return self._db.execute(query, values).fetchone()[0]

    def _cards(self, rest: str, values: tuple[Any, ...]) -> list[Card]:
        return [_card(row) for row in self._db.execute(f"select {_CARD} from article a {rest}", values)]

    def _claims(self, rest: str, values: tuple[Any, ...]) -> list[Claim]:
        rows = self._db.execute(
            f"select {_CARD}, c.place, c.record, c.series from claim c join article a on a.id = c.article {rest}",
            values,
        ).fetchall()
        found = []
        for row in rows:
            card, (place, record, series) = _card(row[:-3]), row[-3:]
            figure = Figure(**json.loads(record))
            entity = (self.find_entity("person", figure.by) or self.find_entity("place", figure.by)) if figure.by else None
            found.append(Claim(figure, entity, card, series, _anchor(card.id, place)))
        return found


def _anchor(article: str, place: int) -> str:
    return f"claim-{article}-{place + 1}"


def _period(period: str) -> tuple[str, tuple[str, ...]]:
    if period == "undated":
        return "a.date is null", ()
    return ("a.date >= ? and a.date < ?", (period, period + "~")) if period else ("1", ())


def _card(row: tuple[Any, ...]) -> Card:
    id_, path, url, title, date, source, source_url, authors, corporate, excerpt, words, language = row
    day = dt.date.fromisoformat(date) if date else None
    return Card(
        id_,
        path,
        url,
        title,
        day,
        source,
        source_url,
        tuple(json.loads(authors)),
        tuple(json.loads(corporate)),
        excerpt,
        words,
        language,
    )


def _entity(row: tuple[Any, ...]) -> EntityCard:
    kind, slug, name, count, record = row
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(record).items()}
    return EntityCard(kind, slug, name, count, Entity(**fields))
