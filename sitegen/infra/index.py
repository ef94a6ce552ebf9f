"""The index: one SQLite file in `.sitegen/`, from which everything can be made again but the time that it saves."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

FOLDER = ".sitegen"
# Raised when a table changes: an index of another version is thrown away and filled anew.
VERSION = 2
_LEDGER = """
create table if not exists source (
  key text primary key, sha256 text not null, article text, reason text
) without rowid;
create table if not exists cut (
  source text not null, place integer not null, rule text not null, text text not null, primary key (source, place)
) without rowid;
"""


def open_index(site: Path) -> sqlite3.Connection:
    """Open the site's index, making or renewing it where needed. The caller commits."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "index.sqlite"
    connection = _connect(file)
    if connection.execute("pragma user_version").fetchone()[0] not in (0, VERSION):
        connection.close()
        file.unlink()
        connection = _connect(file)
    connection.executescript(_LEDGER)
    connection.execute(f"pragma user_version = {VERSION}")
    return connection


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    return connection


def open_read_only(site: Path) -> sqlite3.Connection:
    """Open the index to read, as workers do."""
    connection = sqlite3.connect(f"file:{site / FOLDER / 'index.sqlite'}?mode=ro", uri=True)
    connection.execute("pragma query_only = on")
    return connection


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What became of a source when it was last imported."""

    sha256: str
    article: str | None
    """Path of the article that it made, relative to `content/articles/`."""
    reason: str | None
    """Why it was refused."""


class Ledger:
    """The import's memory: which bytes of which source became which article, and what was cut from it."""

    def __init__(self, connection: sqlite3.Connection):
        self._db = connection

    def get(self, key: str) -> SourceRecord | None:
        """The record of a source, or None where it has not been seen."""
        row = self._db.execute("select sha256, article, reason from source where key = ?", (key,)).fetchone()
        return SourceRecord(*row) if row else None

    def put(self, key: str, record: SourceRecord, cuts: tuple[tuple[str, str], ...] = ()) -> None:
        """Note what became of a source; `cuts` are (rule, text) of each block that was taken out."""
        self._db.execute("insert or replace into source values (?, ?, ?, ?)", (key, record.sha256, record.article, record.reason))
        self._db.execute("delete from cut where source = ?", (key,))
        rows = ((key, place, rule, text) for place, (rule, text) in enumerate(cuts))
        self._db.executemany("insert into cut values (?, ?, ?, ?)", rows)

    def cuts(self, key: str) -> list[tuple[str, str]]:
        """(rule, text) of what was cut from a source, in its order."""
        return self._db.execute("select rule, text from cut where source = ? order by place", (key,)).fetchall()
