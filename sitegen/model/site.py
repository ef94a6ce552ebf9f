"""The site, as pages ask for it. Every answer is read from the catalogue when it is asked for, a page at a time."""

from __future__ import annotations

import hashlib
import json
import marshal
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.core.text import fold
from sitegen.core.types import Figure
from sitegen.model.cards import (
    CARD,
    CHANGES,
    ENTITY,
    FOLDERS,
    LINK,
    SERIES,
    Card,
    Claim,
    CompanyCard,
    Details,
    EntityCard,
    LinkCard,
    MentionCard,
    Month,
    Related,
    SeriesCard,
    Version,
    read_card,
    read_details,
    read_entity,
    read_link,
)
from sitegen.model.related import NAMED, RARE_NAMES, company, most_in_common, most_together, rarest, story_of
from sitegen.model.series import IGNORED, contradictions

DIGEST = 5  # bytes of an input of a page: one in 10^12 changes goes unseen
_VISIBLE = "a.draft = 0"
_KEPT = f"c.series != '{IGNORED}'"
CLAIMS = "claim c cross join article a on a.id = c.article"  # from the figures to their articles: never through all articles
# The newest first; undated articles, whose day is '', after all others.
_NEWEST = "a.day desc, a.title, a.id"


class Site:
    """Reads the catalogue, and keeps account of what it read: a page's inputs are the rows that its values are made of.

    Queries over entities say `cross join`, by which SQLite keeps the order of tables as written: from the one name to its
    articles to their terms. Left to itself, it began at the other end: on 3,000 articles to ask for all that stands beside each
    took 67 s, and 1.5 s in this order.
    """

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        self._read: dict[str, Any] = {}
        self._names: tuple[str, list[tuple[Any, ...]]] = ("", [])

    def begin(self) -> None:
        """From here on, account is kept for another page."""
        self._read = {}
        self._names = ("", [])

    def inputs(self) -> dict[str, str]:
        """Digest of what was read since `begin`, by the name of what asked for it."""
        return {name: made.hexdigest() for name, made in self._read.items()}

    # ---- articles

    def count(self, period: str = "") -> int:
        """Published articles of a period: `YYYY`, `YYYY-MM`, `undated`, or empty for all."""
        where, values = _period(period)
        return int(self._rows("total", f"select count(*) from article a where {_VISIBLE} and {where}", values)[0][0])

    def newest(self, limit: int) -> list[Card]:
        """The newest articles."""
        return self._cards("articles", f"where {_VISIBLE} order by {_NEWEST} limit ?", (limit,))

    def articles(self, ids: Sequence[str]) -> list[Card]:
        """Articles by their ids, in that order."""
        marks = ",".join("?" * len(ids))
        found = {card.id: card for card in self._cards("articles", f"where a.id in ({marks}) order by {_NEWEST}", tuple(ids))}
        return [found[id_] for id_ in ids]

    def article(self, id_: str) -> tuple[Card, Details, str]:
        """One article, what only its own page shows of it, and the path of its file.

        The digest of its text counts as read, the path does not.
        """
        row = self._db.execute(f"select {CARD}, a.details, a.body, a.path from article a where a.id = ?", (id_,)).fetchone()
        *card, details, body, path = row
        self.note("article", (card, details))
        self.note("text", body)
        return read_card(tuple(card)), read_details(details), path

    def months(self, year: str = "") -> list[Month]:
        """The months, of a year or of all, that have articles, the newest first."""
        where, values = _period(year)
        rows = self._rows(
            "months",
            "select substr(a.day, 1, 4), substr(a.day, 6, 2), count(*) from article a "
            f"where {_VISIBLE} and a.day != '' and {where} group by 1, 2 order by 1 desc, 2 desc",
            values,
        )
        return [Month(int(year), int(month), count) for year, month, count in rows]

    def days(self, period: str) -> list[tuple[str, int]]:
        """(ISO date, articles) of the days of a year or a month that have any."""
        where, values = _period(period)
        query = f"select a.day, count(*) from article a where {_VISIBLE} and {where} group by a.day order by a.day"
        return self._rows("days", query, values)

    def days_of_all_years(self) -> list[tuple[str, int]]:
        """(MM-DD, articles) of the days that have any, in whatever year."""
        query = f"select substr(a.day, 6), count(*) from article a where {_VISIBLE} and a.day != '' group by 1 order by 1"
        return self._rows("days", query)

    def neighbours(self, card: Card) -> tuple[LinkCard | None, LinkCard | None]:
        """The articles before and after one in time."""
        if card.date is None:
            return None, None
        at = (card.date.isoformat(), card.title, card.id)
        older = self._links("before", f"where {_VISIBLE} and a.day != '' and (a.day, a.title, a.id) < (?, ?, ?) "
                            "order by a.day desc, a.title desc, a.id desc limit 1", at)  # fmt: skip
        newer = self._links("after", f"where {_VISIBLE} and (a.day, a.title, a.id) > (?, ?, ?) "
                            "order by a.day, a.title, a.id limit 1", at)  # fmt: skip
        return (older[0] if older else None), (newer[0] if newer else None)

    def related(self, id_: str, limit: int) -> list[Related]:
        """The articles that have most in common with one: people and places that few name, the rarer the more it counts."""
        names = rarest(self._named(id_))[:RARE_NAMES]
        best = most_in_common(self._db, id_, names, limit)
        self.note("in common", names)
        self.note("related", best)
        return [Related(read_link(row), shared) for row, shared in best]

    def versions(self, id_: str) -> tuple[LinkCard | None, list[Version]]:
        """The article of which one is a version, and its own versions, the oldest first."""
        of_which = "a.id = (select story from article where id = ? and story not in ('', id))"
        main = self._links("versions", f"where {_VISIBLE} and {of_which}", (id_,))
        # Left to itself, SQLite goes through all articles that aren't drafts.
        of_it = "indexed by article_of_story where a.story = ? and a.story != '' and a.id != a.story"
        others = self._links("versions", f"{of_it} and {_VISIBLE} order by a.day, a.title, a.id", (id_,))
        return (main[0] if main else None), [Version(each, f"{each.url}{CHANGES}/") for each in others]

    def compared(self, id_: str) -> tuple[tuple[LinkCard, str], tuple[LinkCard, str]]:
        """The article of which one is a version, and it itself, each with the path of its file. Their texts count as read."""
        rows = [
            self._db.execute(f"select {LINK}, a.path, a.body from article a where a.id = ?", (each,)).fetchone()
            for each in (story_of(self._db, id_), id_)
        ]
        self.note("text", [(*row[:4], row[5]) for row in rows])
        main, version = ((read_link(row[:4]), str(row[4])) for row in rows)
        return main, version

    # ---- entities

    def entities(self, kind: str, slugs: Sequence[str]) -> list[EntityCard]:
        """Entities of a kind by their names in addresses, in that order."""
        marks = ",".join("?" * len(slugs))
        query = f"select {ENTITY} from entity e where e.kind = ? and e.slug in ({marks}) order by e.sort, e.slug"
        return [read_entity(row) for row in self._rows("entities", query, (kind, *slugs))]

    def folded(self, cards: Sequence[EntityCard]) -> dict[str, list[Card]]:
        """The articles that name each of those entities that have no page of their own, by its slug, the newest first."""
        naming = (
            "select t.article from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
            "where n.kind = ? and n.slug = ?"
        )
        where = f"where {_VISIBLE} and a.id in ({naming}) order by {_NEWEST}"
        return {each.slug: self._cards("folded", where, (each.kind, each.slug)) for each in cards if not each.page}

    def most_named(self, kind: str, limit: int) -> list[EntityCard]:
        """The entities of a kind that most articles name."""
        query = f"select {ENTITY} from entity e where e.kind = ? and e.page order by e.count desc, e.name, e.slug limit ?"
        return [read_entity(row) for row in self._rows(FOLDERS[kind], query, (kind, limit))]

    def entity(self, kind: str, slug: str) -> EntityCard:
        """One entity."""
        return read_entity(self._rows("entity", f"select {ENTITY} from entity e where e.kind = ? and e.slug = ?", (kind, slug))[0])

    def find_entity(self, kind: str, name: str) -> EntityCard | None:
        """The entity that has a name, where it has a page; its count is not told."""
        query = (
            "select e.kind, e.slug, e.name, 0, e.page, e.record "
            "from entity_name n join entity e on e.kind = n.kind and e.slug = n.slug "
            "where n.kind = ? and n.folded = ? and e.page"
        )
        rows = self._rows("claimants", query, (kind, fold(name)))
        return read_entity(rows[0]) if rows else None

    def entities_of(self, article: str) -> dict[str, list[EntityCard]]:
        """The entities that one article names, by kind, in the order of its front matter; their counts are not told."""
        rows = [(*row[:3], 0, *row[4:]) for row in self._named(article)]
        found: dict[str, list[EntityCard]] = {}
        for kind, folder in FOLDERS.items():
            of_kind = [row for row in rows if row[0] == kind]
            self.note(folder, of_kind)
            found[kind] = [read_entity(row) for row in of_kind]
        return found

    def mentions(self, kind: str, slug: str, ids: Sequence[str]) -> list[MentionCard]:
        """Articles that name an entity, by their ids and in that order, each with the sentence."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(
            "mentions",
            f"select {CARD}, max(t.sentence) from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
            f"cross join article a on a.id = t.article where n.kind = ? and n.slug = ? and t.article in ({marks}) group by a.id "
            f"order by {_NEWEST}",
            (kind, slug, *ids),
        )
        return [MentionCard(read_card(row[:-1]), row[-1]) for row in rows]

    def company(self, card: EntityCard, most: Mapping[str, int]) -> CompanyCard:
        """When an entity is named, and with whom: so many of each kind as `most` says."""
        found = company(self._db, card.kind, card.slug)
        months = sorted(found.months.items())
        self.note("times", (months, found.first_day, found.last_day))
        beside = {}
        for kind, limit in most.items():
            rows = most_together(self._db, found, kind, card.slug if kind == card.kind else "", limit)
            self.note(f"beside {FOLDERS[kind]}", rows)
            beside[kind] = [read_entity(row) for row in rows]
        people, places = beside.get("person", []), beside.get("place", [])
        together = found.together([each.slug for each in people], [each.slug for each in places])
        self.note("together", sorted(together.items()))
        return CompanyCard(people, places, together, dict(months), found.first_day, found.last_day)

    def places_by_month(self, limit: int) -> dict[str, list[tuple[str, int]]]:
        """(YYYY-MM, articles) of the months in which each of the most named places is named, by its slug."""
        rows = self._rows(
            "times",
            "select e.slug, substr(a.day, 1, 7), count(distinct a.id) from "
            "(select slug from entity where kind = 'place' and page order by count desc, name, slug limit ?) e "
            "cross join entity_name n on n.kind = 'place' and n.slug = e.slug "
            "cross join term t on t.kind = 'place' and t.folded = n.folded "
            "cross join article a on a.id = t.article and a.draft = 0 and a.day != '' group by 1, 2 order by 1, 2",
            (limit,),
        )
        found: dict[str, list[tuple[str, int]]] = {}
        for slug, month, count in rows:
            found.setdefault(slug, []).append((month, count))
        return found

    # ---- claims

    def count_claims(self) -> int:
        """Figures of all published articles."""
        query = f"select count(*) from claim c join article a on a.id = c.article where {_VISIBLE} and {_KEPT}"
        return int(self._rows("claim total", query)[0][0])

    def newest_claims(self, limit: int) -> list[Claim]:
        """Figures that tell who claims them and what they count, those of the newest articles first."""
        told = "json_extract(c.record, '$.by') != '' and json_extract(c.record, '$.of') != ''"
        return self._claims("article a cross join claim c on c.article = a.id", f"{_VISIBLE} and {_KEPT} and {told} "
                            f"order by {_NEWEST}, c.place limit ?", (limit,))  # fmt: skip

    def claims(self, keys: Sequence[tuple[str, int]]) -> list[Claim]:
        """Figures by article and place, those of the newest articles first."""
        if not keys:
            return []
        marks = ",".join(["(?, ?)"] * len(keys))
        values = [each for key in keys for each in key]
        return self._claims(CLAIMS, f"(c.article, c.place) in (values {marks}) "
                            f"order by {_NEWEST}, c.place", tuple(values))  # fmt: skip

    def claims_of_day(self, day: str) -> list[Claim]:
        """The figures of all articles of one day, an ISO date; of the undated ones where it is empty."""
        where = f"{_VISIBLE} and {_KEPT} and a.day = ? order by a.title, a.id, c.place"
        return self._claims("article a cross join claim c on c.article = a.id", where, (day,))

    def claims_of(self, article: str) -> list[Claim]:
        """The figures of one article, in its order."""
        return self._claims(CLAIMS, f"c.article = ? and {_KEPT} order by c.place", (article,))

    def claims_by(self, names: Sequence[str], limit: int) -> list[Claim]:
        """The figures that a person or a place's government claims, the newest first."""
        marks = ",".join("?" * len(names))
        where = f"{_VISIBLE} and {_KEPT} and c.by_whom in ({marks})"
        return self._claims(CLAIMS, f"{where} order by {_NEWEST}, c.place limit ?",
                            (*map(fold, names), limit))  # fmt: skip

    def claims_about(self, kind: str, slug: str, names: Sequence[str], limit: int) -> list[Claim]:
        """The figures whose sentences name an entity, and that others claim, the newest first."""
        marks, named = ",".join("?" * len(names)), " or ".join(["instr(json_extract(c.record, '$.text'), ?)"] * len(names))
        return self._claims(
            CLAIMS,
            "c.article in (select t.article from entity_name n "
            "cross join term t on t.kind = n.kind and t.folded = n.folded "
            f"where n.kind = ? and n.slug = ?) and {_VISIBLE} and {_KEPT} and c.by_whom not in ({marks}) and ({named}) "
            f"order by {_NEWEST}, c.place limit ?",
            (kind, slug, *map(fold, names), *names, limit),
        )

    def all_series(self, limit: int = -1) -> list[SeriesCard]:
        """The series, or the first so many: those with contradictions first, then the longest."""
        query = f"select {SERIES} from series order by conflicts = 0, claims desc, name, slug limit ?"
        rows = self._rows("series", query, (limit,))
        return [SeriesCard(*row) for row in rows]

    def series(self, slug: str) -> SeriesCard | None:
        """One series."""
        rows = self._rows("series", f"select {SERIES} from series where slug = ?", (slug,))
        return SeriesCard(*rows[0]) if rows else None

    def claims_in(self, series: str) -> list[Claim]:
        """The figures of a series, in the order of the time of which they speak."""
        when = "coalesce(nullif(c.as_of, ''), a.day)"
        return self._claims(CLAIMS, f"{_VISIBLE} and c.series = ? "
                            f"order by {when}, a.day, a.id, c.place", (series,))  # fmt: skip

    def contradicting(self, series: str) -> list[tuple[str, str]]:
        """Anchors of pairs of figures of a series that can't both be right."""
        found = [
            (_anchor(one.article, one.place), _anchor(other.article, other.place))
            for one, other in contradictions(self._db, series)
        ]
        self.note("contradictions", found)
        return found

    # ---- reading rows

    def note(self, name: str, read: Any) -> None:
        """Account for something that a page's values are made of: rows, or anything else of plain values."""
        made = self._read.get(name) or self._read.setdefault(name, hashlib.blake2b(digest_size=DIGEST))
        made.update(marshal.dumps(read, 2))  # version 2: the same bytes for equal values, whatever objects they share

    def _named(self, article: str) -> list[tuple[Any, ...]]:
        """The rows of `NAMED`: a page asks twice for its article's."""
        if self._names[0] != article:
            self._names = (article, self._db.execute(NAMED, (article,)).fetchall())
        return self._names[1]

    def _rows(self, name: str, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        rows = self._db.execute(query, values).fetchall()
        self.note(name, rows)
        return rows

    def _cards(self, name: str, rest: str, values: tuple[Any, ...]) -> list[Card]:
        return [read_card(row) for row in self._rows(name, f"select {CARD} from article a {rest}", values)]

    def _links(self, name: str, rest: str, values: tuple[Any, ...]) -> list[LinkCard]:
        return [read_link(row) for row in self._rows(name, f"select {LINK} from article a {rest}", values)]

    def _claims(self, tables: str, where: str, values: tuple[Any, ...]) -> list[Claim]:
        found = []
        for row in self._rows("claims", f"select {CARD}, c.place, c.record, c.series from {tables} where {where}", values):
            card, (place, record, series) = read_card(row[:-3]), row[-3:]
            figure = Figure(**json.loads(record))
            entity = (self.find_entity("person", figure.by) or self.find_entity("place", figure.by)) if figure.by else None
            found.append(Claim(figure, entity, card, series, _anchor(card.id, place)))
        return found


def _anchor(article: str, place: int) -> str:
    return f"claim-{article}-{place + 1}"


def _period(period: str) -> tuple[str, tuple[str, ...]]:
    if period == "undated":
        return "a.day = ''", ()
    return ("a.day >= ? and a.day < ?", (period, period + "~")) if period else ("1", ())
