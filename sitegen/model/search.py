"""What the search needs of the site's tables: documents' digests, and who and what is named."""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.core.types import Entity
from sitegen.model.cards import read_record

_WINNER = "a.draft = 0 and not exists (select 1 from article b where b.url = a.url and b.draft = 0 and b.path < a.path)"


@dataclass(frozen=True, slots=True)
class Searchable:
    """An article as far as it is searched, without its text."""

    id: str
    url: str
    path: str
    title: str
    day: str
    source: str
    language: str
    body: str
    """Digest of its text."""
    names: tuple[tuple[str, str], ...]
    """(kind, folded name) of people, places and tags, as the article has them: to rename or join them leaves this as it is."""

    @property
    def digest(self) -> str:
        """Changes when what a search finds of it does."""
        told = (self.url, self.title, self.day, self.source, self.language, self.body, self.names)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def days(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """How many articles each day has, in order; the empty one those without a date."""
    found = dict(db.execute("select day, count(*) from article where draft = 0 group by day order by day"))
    # Those that lost their address to another are few: to look for each article's winner took four times as long.
    for (url,) in db.execute("select url from article where draft = 0 group by url having count(*) > 1").fetchall():
        for (day,) in db.execute("select day from article where url = ? and draft = 0 order by path limit -1 offset 1", (url,)):
            found[day] -= 1
    return [(day, count) for day, count in found.items() if count]


def ids_of(db: sqlite3.Connection, day: str) -> Iterator[str]:
    """Ids of the articles of one day."""
    yield from (id_ for (id_,) in db.execute(f"select a.id from article a where a.day = ? and {_WINNER}", (day,)))


def searchable(db: sqlite3.Connection, urls: Iterable[str]) -> Iterator[Searchable]:
    """The articles at those addresses; where there is none any more, none comes."""
    for url in urls:
        yield from _read(db, "a.url = ?", (url,))


def searchable_between(db: sqlite3.Connection, first: str, last: str) -> Iterator[Searchable]:
    """The articles of some days."""
    yield from _read(db, "a.day between ? and ?", (first, last))


def all_searchable(db: sqlite3.Connection) -> Iterator[Searchable]:
    """All articles."""
    yield from _read(db, "1", ())


def _read(db: sqlite3.Connection, where: str, values: tuple[str, ...]) -> Iterator[Searchable]:
    cursor = db.cursor().execute(
        f"select a.id, a.url, a.path, a.title, a.day, a.source, a.language, a.body from article a where {where} and {_WINNER}",
        values,
    )
    while rows := cursor.fetchmany(500):
        for row in rows:
            named = db.execute(
                "select kind, folded from term where article = ? order by 1, 2",
                (row[0],),
            ).fetchall()
            id_, url, path, title, day, source, language, body = row
            yield Searchable(id_, url, path, title, day, source, language, body, tuple(named))


# ---------------------------------------------------------------------------------------------- who and what is named

PREFIX = 2  # letters that a reader types before names are looked up
MOST = 300  # names in one look-up, from which on a third letter is asked for
FEW = 40  # of them that are shown without it
Row = tuple[str, str, str, int, str, str, int, list[str]]
"""Kind, slug, name, number of articles, first and last day, whether it has a page of its own (1 or 0), names that articles have."""


def lookups(db: sqlite3.Connection) -> dict[str, list[Row]]:
    """Beginning of a word of a name → the names with such a word, those that most articles name first.

    Where there are too many, only the first few, and the others under one letter more.
    """
    found: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
    rows = db.execute(
        "select e.kind, e.slug, e.name, e.count, min(nullif(a.day, '')), max(a.day), e.page, e.record, "
        "group_concat(t.folded, char(10)) from entity e "
        "cross join entity_name n on n.kind = e.kind and n.slug = e.slug "
        "cross join term t on t.kind = n.kind and t.folded = n.folded cross join article a on a.id = t.article and a.draft = 0 "
        "where e.count > 0 and e.hidden = 0 group by e.kind, e.slug"
    )
    for kind, made, name, count, first, last, page, record, names in rows:
        entity: Entity = read_record(record)
        row: Row = (kind, made, name, count, first or "", last, page, sorted(set(names.split("\n"))))
        for word in {word for each in (name, *entity.aliases) for word in words(each)}:
            for length in (PREFIX, PREFIX + 1):
                if len(word) >= length:
                    found[word[:length]][kind, made] = row
    made_up: dict[str, list[Row]] = {}
    for prefix, named in sorted(found.items()):
        in_order = sorted(named.values(), key=lambda row: (-row[3], row[:3]))
        if len(prefix) == PREFIX:
            made_up[prefix] = in_order if len(in_order) <= MOST else in_order[:FEW]
        elif len(found[prefix[:PREFIX]]) > MOST:
            made_up[prefix] = in_order
    return made_up


def words(name: str) -> list[str]:
    """The words of a name as they are looked up: lower case, without accents and signs (the search page makes the same)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain).split()


def file_of(prefix: str) -> str:
    """The look-up's file name: letters and digits of English, others by their code."""
    return prefix if prefix.isascii() else "-".join(f"{ord(c):x}" for c in prefix)
