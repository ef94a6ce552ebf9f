"""The index: one SQLite file in `.sitegen/`, from which everything can be made again but the time that it saves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sitegen.core.text import fold

FOLDER = ".sitegen"
MAPPED = 96 << 20  # bytes of the index that a worker reads without copying them; no more, so that memory doesn't grow with it
# KiB of the index that the driver holds. With SQLite's usual 2,000, a cold build of 10,000 articles wrote its pages 130,000 times
# and read them 390,000 times, 30,000 and 20,000 with this, which saves 5 % of its CPU.
CACHE = 16_000
MOST = 200  # articles of one name that are looked at for what stands beside it
# Raised when a table changes: an index of another version is thrown away and filled anew.
VERSION = 12
_LEDGER = """
create table if not exists source (
  key text primary key, sha256 text not null, article text, reason text, duplicate integer not null default 0
) without rowid;
create table if not exists container (key text primary key, sha256 text not null, records integer not null) without rowid;
create table if not exists cut (
  source text not null, place integer not null, rule text not null, text text not null, primary key (source, place)
) without rowid;
create table if not exists stored (
  path text primary key, size integer not null, changed integer not null, id text not null, source text not null,
  slug text not null, sha256 text not null, text_sha256 text not null, url text not null, site text not null,
  date text, words integer not null, story text not null, untouched integer not null
) without rowid;
create index if not exists stored_by_source on stored (source);
create index if not exists stored_by_id on stored (id);
create index if not exists stored_by_story on stored (story);
create index if not exists stored_by_text on stored (text_sha256);
create table if not exists named (article text not null, folded text not null, primary key (article, folded)) without rowid;
create index if not exists named_by_name on named (folded);
create table if not exists merged (
  article text not null, form text not null, name text not null, score real not null, reason text not null,
  primary key (article, form)
) without rowid;
create table if not exists recurring (
  source text not null, line integer not null, stories integer not null, primary key (source, line)
) without rowid;
create table if not exists recurring_articles (source text primary key, articles integer not null) without rowid;
"""


def open_index(site: Path, say: Callable[[str], None] = lambda _: None) -> sqlite3.Connection:
    """Open the site's index, making or renewing it where needed. The caller commits.

    One that is damaged, or of another version of sitegen, is thrown away and made anew from `content/`, which takes as long as
    the first build did; `say` is told so.
    """
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "index.sqlite"
    try:
        connection = _connect(file)
        version = connection.execute("pragma user_version").fetchone()[0]
        if version not in (0, VERSION):
            connection.close()
            discard_index(site, say)
            connection = _connect(file)
        connection.executescript(_LEDGER)
    except sqlite3.DatabaseError as error:
        discard_index(site, say, error)
        connection = _connect(file)
        connection.executescript(_LEDGER)
    connection.execute(f"pragma user_version = {VERSION}")
    return connection


def discard_index(site: Path, say: Callable[[str], None], error: sqlite3.DatabaseError | None = None) -> None:
    """Put an index away that can't be used: a damaged one where there is an `error`, else one of another version.

    Raises the error again where it tells of something else: a full disk, say, or a file that can't be opened.
    """
    if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
        raise error
    why = "is damaged" if error else "was made by another version of sitegen"
    say(f"{FOLDER}/index.sqlite {why}: everything is read and made anew")
    for suffix in ("", "-wal", "-shm"):
        (site / FOLDER / f"index.sqlite{suffix}").unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute(f"pragma cache_size = -{CACHE}")
    return connection


def open_read_only(site: Path) -> sqlite3.Connection:
    """Open the index to read, as workers do."""
    connection = sqlite3.connect(f"file:{site / FOLDER / 'index.sqlite'}?mode=ro", uri=True, isolation_level=None)
    connection.execute("pragma query_only = on")
    connection.execute(f"pragma mmap_size = {MAPPED}")
    connection.execute("pragma cache_size = -8000")  # KiB
    return connection


@contextmanager
def undone(connection: sqlite3.Connection) -> Iterator[None]:
    """Where a block fails, nothing stays of what it hadn't committed: the caller may use the connection again."""
    try:
        yield
    except BaseException:
        connection.rollback()
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Many small queries on one state of the index. Each by itself would lock and unlock the file, which took a third of the
    time of rendering."""
    connection.execute("begin")
    try:
        yield
    finally:
        connection.execute("rollback")


def stored_state(site: Path, what: str) -> str:
    """What the index of a site has noted under a name; empty where it hasn't, or where there is no index."""
    try:
        with closing(open_read_only(site)) as db:
            row = db.execute("select value from state where what = ?", (what,)).fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What became of a source when it was last imported."""

    sha256: str
    article: str | None
    """Path of the article that it made, relative to `content/articles/`; of a duplicate, the article that was there."""
    reason: str | None
    """Why it was refused."""
    duplicate: bool = False


def doubtful_merges(connection: sqlite3.Connection, most: float) -> list[tuple[str, str, str]]:
    """(form, record's name, reason) of names that imports joined to a record with a score below `most`, the least sure first."""
    rows = connection.execute(
        "select form, name, min(reason) from merged where score < ? group by form, name order by min(score), name, form", (most,)
    )
    return rows.fetchall()


class Ledger:
    """The import's memory: which bytes of which source became which article, and what was cut from it."""

    def __init__(self, connection: sqlite3.Connection):
        self._db = connection

    def get(self, key: str) -> SourceRecord | None:
        """The record of a source, or None where it has not been seen."""
        row = self._db.execute("select sha256, article, reason, duplicate from source where key = ?", (key,)).fetchone()
        return SourceRecord(row[0], row[1], row[2], bool(row[3])) if row else None

    def put(self, key: str, record: SourceRecord, cuts: Iterable[tuple[str, str]] = ()) -> None:
        """Note what became of a source; `cuts` are (rule, text) of each block that was taken out."""
        values = (key, record.sha256, record.article, record.reason, int(record.duplicate))
        self._db.execute("insert or replace into source values (?, ?, ?, ?, ?)", values)
        self._db.execute("delete from cut where source = ?", (key,))
        rows = ((key, place, rule, text) for place, (rule, text) in enumerate(cuts))
        self._db.executemany("insert into cut values (?, ?, ?, ?)", rows)

    def cuts(self, key: str) -> list[tuple[str, str]]:
        """(rule, text) of what was cut from a source, in its order."""
        return self._db.execute("select rule, text from cut where source = ? order by place", (key,)).fetchall()

    def put_named(self, article: str, names: Iterable[str], merges: Iterable[tuple[str, str, float, str]]) -> None:
        """Note the folded names of an article, and which of its names were joined to a record: (form, name, score, reason)."""
        self._db.execute("delete from named where article = ?", (article,))
        self._db.executemany("insert or ignore into named values (?, ?)", ((article, name) for name in names))
        self._db.execute("delete from merged where article = ?", (article,))
        self._db.executemany("insert or replace into merged values (?, ?, ?, ?, ?)", ((article, *merge) for merge in merges))

    def beside(self, names: Iterable[str]) -> set[str]:
        """Folded names that stand in an article with one of these; of a name of many articles those of some of them."""
        found: set[str] = set()
        for name in names:
            rows = self._db.execute(
                "select folded from named where article in (select article from named where folded = ? limit ?)", (fold(name), MOST)
            )
            found.update(other for (other,) in rows)
        return found - {fold(name) for name in names}

    def merged(self, article: str) -> list[tuple[str, str, float, str]]:
        """(form, name, score, reason) of the names of an article that were joined to a record."""
        rows = self._db.execute("select form, name, score, reason from merged where article = ? order by form", (article,))
        return rows.fetchall()

    def container(self, key: str) -> tuple[str, int] | None:
        """Digest and number of records of a file of many articles, all of which were taken in; None where it is due."""
        row = self._db.execute("select sha256, records from container where key = ?", (key,)).fetchone()
        return (row[0], row[1]) if row else None

    def put_container(self, key: str, sha256: str, records: int) -> None:
        """Note that all records of a file were taken in."""
        self._db.execute("insert or replace into container values (?, ?, ?)", (key, sha256, records))

    def counted(self, source: str) -> tuple[int, list[tuple[int, int]]]:
        """How many articles of a source were looked through for recurring lines, and (line, stories) of the frequent ones."""
        row = self._db.execute("select articles from recurring_articles where source = ?", (source,)).fetchone()
        lines = self._db.execute("select line, stories from recurring where source = ?", (source,)).fetchall()
        return (row[0] if row else 0), lines

    def put_counted(self, source: str, articles: int, lines: Iterable[tuple[int, int]]) -> None:
        """Note what `counted` will give."""
        self._db.execute("insert or replace into recurring_articles values (?, ?)", (source, articles))
        self._db.execute("delete from recurring where source = ?", (source,))
        self._db.executemany("insert into recurring values (?, ?, ?)", ((source, line, count) for line, count in lines))


@dataclass(frozen=True, slots=True)
class Stored:
    """An article that stands in `content/articles/`, as far as the import asks for it."""

    path: str
    size: int
    changed: int
    """Of the file, in nanoseconds: with the size it tells whether it must be read again."""
    id: str
    source: str
    """Key of the source that it came from."""
    slug: str
    sha256: str
    """Of that source's bytes."""
    text_sha256: str
    url: str
    site: str
    date: str | None
    words: int
    story: str
    """Id of the article of which it is another version."""
    untouched: bool
    """Whether the file is as the import wrote it."""


class Shelf:
    """What stands in `content/articles/`, looked up on disk rather than held in memory."""

    def __init__(self, connection: sqlite3.Connection):
        self._db = connection

    def seen(self, path: str) -> tuple[int, int] | None:
        """Size and time of a file when it was last read."""
        row = self._db.execute("select size, changed from stored where path = ?", (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def paths(self) -> Iterator[str]:
        """All files that were seen, in order."""
        last = ""
        while row := self._db.execute("select path from stored where path > ? order by path limit 1", (last,)).fetchone():
            last = row[0]
            yield last

    def put(self, article: Stored) -> None:
        """Note an article."""
        values = [getattr(article, name) for name in Stored.__dataclass_fields__]
        self._db.execute(f"insert or replace into stored values ({', '.join('?' * len(values))})", values)

    def remove(self, path: str) -> None:
        """Forget a file that is gone."""
        self._db.execute("delete from stored where path = ?", (path,))

    def by_source(self, key: str) -> Stored | None:
        """The article that a source became."""
        return self._one("source = ?", key)

    def by_id(self, id_: str) -> Stored | None:
        """The article with this id."""
        return self._one("id = ?", id_)

    def by_text(self, text_sha256: str) -> list[Stored]:
        """The articles with just this text."""
        return self._all("text_sha256 = ?", text_sha256)

    def by_path(self, path: str) -> Stored | None:
        """The article in this file."""
        return self._one("path = ?", path)

    def versions(self) -> list[Stored]:
        """The articles that are marked as versions of another one."""
        return self._all("story <> ?", "")

    def _one(self, condition: str, value: str) -> Stored | None:
        found = self._all(condition, value)
        return found[0] if found else None

    def _all(self, condition: str, value: str) -> list[Stored]:
        rows = self._db.execute(f"select * from stored where {condition} order by path", (value,)).fetchall()
        return [Stored(**dict(zip(Stored.__dataclass_fields__, row, strict=True)) | {"untouched": bool(row[-1])}) for row in rows]


class Taken:
    """The ids, or the paths, that articles have already: asked one at a time."""

    def __init__(self, connection: sqlite3.Connection, column: str):
        self._db, self._query = connection, f"select 1 from stored where {column} = ?"

    def __contains__(self, name: object) -> bool:
        return self._db.execute(self._query, (name,)).fetchone() is not None
