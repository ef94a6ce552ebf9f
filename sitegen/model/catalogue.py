"""The tables behind the site, filled by the build: what changes in them is noted for the pages that show it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sitegen.core.problems import Problem
from sitegen.core.text import fold
from sitegen.core.types import Entity, EntityKind, SeriesRecord
from sitegen.model import entities, series
from sitegen.model.cards import Details, read_details, write_details, write_record
from sitegen.model.facts import ArticleFacts
from sitegen.model.notes import Notes
from sitegen.model.pending import Pending, Section
from sitegen.model.tables import SCHEMA

_COLUMNS = ("id", "path", "stamp", "digest", "body", "url", "title", "day", "source", "source_url", "authors", "corporate",
            "excerpt", "language", "draft", "aliases", "story", "details")  # fmt: skip
_AT = {name: place for place, name in enumerate(_COLUMNS)}
SOME = 500  # names that changed, from which on all of them are settled anew
_Row = tuple[Any, ...]


def records_of(kind: EntityKind) -> str:
    """The state that holds the digest of the authority file that was taken in of a kind."""
    return f"records of {kind}"


class Catalogue:
    """Writes the tables. The caller holds the transaction.

    `fold_below`: entities that fewer articles name have no page of their own.
    """

    def __init__(self, db: sqlite3.Connection, fold_below: int = 1):
        self._db, self._fold_below = db, fold_below
        db.executescript(SCHEMA)
        self.pending = Pending(db)
        self.notes = Notes(db, self.pending)

    # ---- articles

    def files(self) -> Iterator[tuple[str, str, str]]:
        """(path, stamp, digest) of each article's file as it was read last, ordered by path."""
        yield from self._db.execute("select path, stamp, digest from article order by path")

    def count(self) -> int:
        """Articles, drafts included."""
        return int(self._db.execute("select count(*) from article").fetchone()[0])

    def owner(self, id_: str) -> str | None:
        """The path of the article that has this id."""
        row = self._db.execute("select path from article where id = ?", (id_,)).fetchone()
        return row[0] if row else None

    def touch(self, path: str, stamp: str) -> None:
        """Note a new time of a file that was read again and is the same."""
        self._db.execute("update article set stamp = ? where path = ?", (stamp, path))

    def put(self, found: ArticleRows, stamp: str) -> None:
        """Take in an article, in the place of what stood there of its file; `stamp`: the file's size and time."""
        (id_, path, *_), terms, claims = found
        row = (id_, path, stamp, *found.article[2:])
        old = self._db.execute(f"select {', '.join(_COLUMNS)} from article where path = ?", (path,)).fetchone()
        if old is None or old[0] != id_:
            if old is not None:
                self.remove(path)
            self._insert(row, terms, claims)
            self.notes.article(id_)
            return
        old_terms = self._stored("term", "kind, folded, place, name, sentence, listed", id_)
        old_claims = self._stored("claim", "place, by_whom, thing, as_of, record", id_)
        if old[5:-1] == row[5:-1] and old_terms == terms and old_claims == claims:  # but its own page nothing shows a change
            changed = (stamp, row[3], row[4], row[-1], id_)
            self._db.execute("update article set stamp = ?, digest = ?, body = ?, details = ? where id = ?", changed)
            if (old[4], old[-1]) != (row[4], row[-1]):
                self.pending.add(Section("article", "", row[5]))
                self.notes.text(id_)
            if dataclasses.replace(read_details(old[-1]), words=0) != dataclasses.replace(read_details(row[-1]), words=0):
                self.pending.add(Section("data", "", "articles"), id_)
            return
        stays = (
            all(old[_AT[name]] == row[_AT[name]] for name in ("title", "day", "source", "draft", "aliases", "url", "story"))
            and [term[:3] for term in old_terms] == [term[:3] for term in terms]
            and len(old_claims) == len(claims)
        )
        self.notes.article(id_, stays)
        self._forget(path)
        self._insert(row, terms, claims)
        self.notes.article(id_, stays)

    def _insert(self, row: _Row, terms: list[_Row], claims: list[_Row]) -> None:
        self._db.execute(f"insert into article values ({', '.join('?' * len(row))})", row)
        self._db.executemany(
            "insert into term (kind, folded, place, name, sentence, listed, article) values (?, ?, ?, ?, ?, ?, ?)",
            ((*term, row[0]) for term in terms),
        )
        self._db.executemany(
            "insert into claim (place, by_whom, thing, as_of, record, series, article) values (?, ?, ?, ?, ?, '', ?)",
            ((*claim, row[0]) for claim in claims),
        )

    def remove(self, path: str) -> None:
        """Forget the article of a file."""
        row = self._db.execute("select id from article where path = ?", (path,)).fetchone()
        if row:
            self.notes.article(row[0])
            self._forget(path)

    def clear(self) -> None:
        """Forget all articles, and all that was published."""
        for table in ("article", "term", "claim", "series", "entity", "entity_name", "page", "asset", "shard", "searched"):
            self._db.execute(f"delete from {table}")
        self._db.execute("delete from state where what != 'templates'")
        self.pending.add_everything()

    def _stored(self, table: str, columns: str, article: str) -> list[_Row]:
        return self._db.execute(f"select {columns} from {table} where article = ? order by place", (article,)).fetchall()

    def _forget(self, path: str) -> None:
        row = self._db.execute("select id from article where path = ?", (path,)).fetchone()
        if row:
            for table, column in (("article", "id"), ("term", "article"), ("claim", "article")):
                self._db.execute(f"delete from {table} where {column} = ?", row)

    # ---- entities and series

    def settle_records(self, records: Mapping[EntityKind, Iterable[Entity]], digests: Mapping[EntityKind, str]) -> None:
        """Take in the authority files of some kinds: articles whose names they read otherwise now are read again."""
        entities.settle_kinds(self._db, self.notes, records, self._fold_below)
        for kind, digest in digests.items():
            self.set_state(records_of(kind), digest)

    def knows_records(self, kind: EntityKind, digest: str) -> bool:
        """Whether the authority file of a kind was taken in as it is, with that digest."""
        return self.state(records_of(kind)) == digest

    def settle_names(self) -> None:
        """Give every name that articles use, and that the authority files lack, an entity of its own."""
        refolded = self.state("fold") != str(self._fold_below)
        self.set_state("fold", str(self._fold_below))
        if self.pending.everything or refolded or len(self.notes.names) > SOME:
            entities.settle_unknown(self._db, self.notes, self._fold_below)
        else:
            entities.settle_some(self._db, self.notes, sorted(self.notes.names), self._fold_below)
        self.notes.names.clear()

    def settle_series(self, curated: Sequence[SeriesRecord], shown: str) -> list[Problem]:
        """Group the figures of the same thing, where anything changed since that was done last."""
        digest = hashlib.sha256(repr((series.VERSION, curated)).encode()).hexdigest()
        whole = self.pending.everything or self.state("series") != digest or (bool(curated) and bool(self.notes.things))
        if not whole and not self.notes.things:
            return []
        problems = series.settle(self._db, self.notes, curated, shown, None if whole else sorted(self.notes.things))
        self.notes.things.clear()
        self.set_state("series", "" if problems else digest)  # what is wrong is to be told again
        return problems

    def read_again_if(self, what: str, value: str, where: str = "1") -> None:
        """Where something that articles are read by has another value than last time, those that it concerns are read again."""
        if self.state(what) != value:
            self._db.execute(f"update article set stamp = '', digest = '' where {where}")
            self.set_state(what, value)

    def doubles(self) -> list[tuple[str, str, str]]:
        """(url, path, path) of published articles that would stand at one address."""
        return self._db.execute(
            "select url, min(path), max(path) from article where draft = 0 group by url having count(*) > 1 order by url"
        ).fetchall()

    def cached(self, what: str, of: str, make: Callable[[], dict[str, str]]) -> dict[str, str]:
        """Something that takes long to make from what `of` is the digest of, made anew where that changed."""
        held = json.loads(self.state(what) or "{}")
        if held.get("of") != of:
            held = {"of": of, "made": make()}
            self.set_state(what, json.dumps(held))
        made: dict[str, str] = held["made"]
        return made

    def state(self, what: str) -> str:
        """What was noted under a name; empty where nothing was."""
        row = self._db.execute("select value from state where what = ?", (what,)).fetchone()
        return row[0] if row else ""

    def set_state(self, what: str, value: str) -> None:
        """Note something under a name."""
        self._db.execute("insert or replace into state values (?, ?)", (what, value))


class ArticleRows(NamedTuple):
    """An article as the tables hold it, made where it was read."""

    article: _Row
    """Its own row, without the stamp."""
    terms: list[_Row]
    claims: list[_Row]
    """Both in the order of `place`."""

    @property
    def id(self) -> str:
        """The article's."""
        return str(self.article[0])

    @property
    def path(self) -> str:
        """Of its file."""
        return str(self.article[1])


def rows_of(found: ArticleFacts) -> ArticleRows:
    """The rows of an article."""
    article, meta = found.article, found.article.meta
    row = (meta.id, article.path, article.digest, found.body_digest, found.url, meta.title,
           meta.date.isoformat() if meta.date else "", meta.source.name, meta.source.url,
           json.dumps(meta.authors, ensure_ascii=False), json.dumps(meta.corporate_authors, ensure_ascii=False),
           found.excerpt, meta.language, int(meta.draft), json.dumps(meta.aliases), meta.story,
           write_details(_details(found)))  # fmt: skip
    terms: list[_Row] = []
    seen = set()
    for kind, name, sentence, listed in (
        *((each.kind, each.name, each.sentence, each.listed) for each in found.mentions),
        *(("tag", tag, "", tag) for tag in meta.tags),
    ):
        key = (kind, fold(name))
        if key not in seen:
            terms.append((*key, len(terms), name, sentence, fold(listed)))
            seen.add(key)
    claims: list[_Row] = [
        (place, fold(figure.by), thing.key, figure.as_of, write_record(figure))
        for place, (figure, thing) in enumerate(zip(meta.figures, found.things, strict=True))
    ]
    return ArticleRows(row, terms, claims)


def _details(found: ArticleFacts) -> Details:
    meta = found.article.meta
    modified, retrieved = (day.isoformat() if day else "" for day in (meta.modified, meta.source.retrieved))
    return Details(found.words, meta.subtitle, meta.section, modified, meta.date_inferred, meta.source.archived, retrieved)
