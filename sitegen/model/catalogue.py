"""The tables behind the site: filled by the build, read page by page. Memory holds no more than a page needs."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence

from sitegen.core.problems import Problem
from sitegen.core.slug import unique_slug
from sitegen.core.text import fold
from sitegen.core.types import Entity, EntityKind, Figure, SeriesRecord
from sitegen.model import series
from sitegen.model.facts import ArticleFacts

SCHEMA = """
create table if not exists article (
  id text primary key, path text not null unique, digest text not null, key text not null, url text not null,
  title text not null, date text, source text not null, source_url text not null, language text not null,
  authors text not null, corporate text not null,
  excerpt text not null, words integer not null, draft integer not null, aliases text not null, story text not null
) without rowid;
create index if not exists article_by_time on article (date, title, id);
create index if not exists article_by_url on article (url);
create table if not exists term (
  kind text not null, folded text not null, article text not null, place integer not null, name text not null,
  sentence text not null, primary key (kind, folded, article)
) without rowid;
create index if not exists term_by_article on term (article);
create table if not exists claim (
  article text not null, place integer not null, by_whom text not null, thing text not null, series text not null,
  as_of text not null, record text not null, primary key (article, place)
) without rowid;
create index if not exists claim_by on claim (by_whom);
create index if not exists claim_of_series on claim (series);
create index if not exists claim_of_thing on claim (thing);
create table if not exists series (
  slug text primary key, name text not null, description text not null, unit text not null, claims integer not null,
  low real not null, high real not null, first text not null, last text not null, conflicts integer not null
) without rowid;
create table if not exists settled (what text primary key, digest text not null) without rowid;
create table if not exists entity (
  kind text not null, slug text not null, name text not null, record text not null, sort text not null, primary key (kind, slug)
) without rowid;
create table if not exists entity_name (
  kind text not null, folded text not null, slug text not null, primary key (kind, folded)
) without rowid;
create index if not exists entity_name_by_slug on entity_name (kind, slug);
"""


class Catalogue:
    """Writes the tables. The caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        db.executescript(SCHEMA)

    def known(self) -> dict[str, tuple[str, str]]:
        """path → (digest of the file, key of the facts) of each article in the tables."""
        return {path: (digest, key) for path, digest, key in self._db.execute("select path, digest, key from article")}

    def put(self, found: ArticleFacts, key: str) -> None:
        """Take in an article, in the place of what stood there of its file."""
        meta = found.article.meta
        self.remove(found.article.path)
        self._db.execute(
            "insert into article values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (meta.id, found.article.path, found.article.digest, key, found.url, meta.title, meta.date and meta.date.isoformat(),
             meta.source.name, meta.source.url, meta.language, json.dumps(meta.authors, ensure_ascii=False),
             json.dumps(meta.corporate_authors, ensure_ascii=False), found.excerpt, found.words,
             int(meta.draft), json.dumps(meta.aliases), meta.story),
        )  # fmt: skip
        terms: list[tuple[str, str, str, str]] = [(m.kind, fold(m.name), m.name, m.sentence) for m in found.mentions]
        terms += [("tag", fold(tag), tag, "") for tag in meta.tags]
        self._db.executemany(
            "insert or ignore into term values (?, ?, ?, ?, ?, ?)",
            ((kind, folded, meta.id, place, name, sentence) for place, (kind, folded, name, sentence) in enumerate(terms)),
        )
        self._db.executemany(
            "insert into claim values (?, ?, ?, ?, '', ?, ?)",
            (
                (meta.id, place, figure.by, thing.key, figure.as_of, _record(figure))
                for place, (figure, thing) in enumerate(zip(meta.figures, found.things, strict=True))
            ),
        )

    def remove(self, path: str) -> None:
        """Forget the article of a file, and that the figures were grouped: its own may have held others together."""
        self._db.execute("delete from settled where what = 'series'")
        row = self._db.execute("select id from article where path = ?", (path,)).fetchone()
        if row:
            for table, column in (("article", "id"), ("term", "article"), ("claim", "article")):
                self._db.execute(f"delete from {table} where {column} = ?", row)

    def clear(self) -> None:
        """Forget all articles."""
        for table in ("article", "term", "claim", "settled"):
            self._db.execute(f"delete from {table}")

    def owner(self, id_: str) -> str | None:
        """The path of the article that has this id."""
        row = self._db.execute("select path from article where id = ?", (id_,)).fetchone()
        return row[0] if row else None

    def settle_entities(self, records: dict[EntityKind, Iterable[Entity]]) -> None:
        """Give every name that articles use its entity: the authority's records first, then the names that it lacks.

        Slugs are given in the order of names, so that the same content always gives the same addresses.
        """
        self._db.execute("delete from entity")
        self._db.execute("delete from entity_name")
        for kind, entities in records.items():
            slugs = entity_slugs(kind, entities)
            for entity, made in slugs:
                self._add_entity(kind, entity, made)
            self._add_unknown(kind, {made for _, made in slugs})

    def settle_series(self, curated: Sequence[SeriesRecord], shown: str) -> list[Problem]:
        """Group the figures of the same thing, where anything changed since that was done last."""
        digest = hashlib.sha256(repr((series.VERSION, curated)).encode()).hexdigest()
        if self._db.execute("select digest from settled where what = 'series'").fetchone() == (digest,):
            return []
        problems = series.settle_series(self._db, curated, shown)
        if not problems:  # what is wrong is to be told again
            self._db.execute("insert or replace into settled values ('series', ?)", (digest,))
        return problems

    def _add_entity(self, kind: str, entity: Entity, made: str) -> None:
        record = json.dumps(dataclasses.asdict(entity), ensure_ascii=False)
        self._db.execute(
            "insert into entity values (?, ?, ?, ?, ?)", (kind, made, entity.name, record, _sort_key(kind, entity.name))
        )
        names = ((kind, fold(name), made) for name in (entity.name, *entity.aliases))
        self._db.executemany("insert or ignore into entity_name values (?, ?, ?)", names)

    def _add_unknown(self, kind: str, taken: set[str]) -> None:
        unknown = self._db.execute(
            "select min(name) from term where kind = ? and folded not in (select folded from entity_name where kind = ?) "
            "group by folded order by folded",
            (kind, kind),
        ).fetchall()
        for (name,) in unknown:
            made = unique_slug(name, taken, kind)
            taken.add(made)
            self._add_entity(kind, Entity(name), made)


def entity_slugs(kind: str, entities: Iterable[Entity]) -> list[tuple[Entity, str]]:
    """The records of an authority file, each with its name in addresses: its id, or what can be made of its name."""
    in_order = sorted(entities, key=lambda each: (fold(each.name), each.name))
    taken = {each.id for each in in_order if each.id}
    found = []
    for each in in_order:
        made = each.id or unique_slug(each.name, taken, kind)
        taken.add(made)
        found.append((each, made))
    return found


def _sort_key(kind: str, name: str) -> str:
    """What a directory is ordered by: a person's surname first."""
    words = fold(name).split()
    return " ".join((words[-1], *words[:-1])) if kind == "person" and words else fold(name)


def _record(figure: Figure) -> str:
    return json.dumps(dataclasses.asdict(figure), ensure_ascii=False)
