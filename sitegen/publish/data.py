"""The archive's data as files: JSON Lines, CSV, one SQLite file, and the `datapackage.json` that describes them."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import file_digest
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

Columns = Sequence[tuple[str, str, str]]
"""(name, type, meaning); types are Frictionless's, and `list`."""
_DATABASE = "archive.sqlite"
_SQL = {"integer": "integer", "number": "real", "boolean": "integer"}
_FORMULA = frozenset("=+-@\t\r")  # spreadsheets take a text that begins so for a formula


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier build wrote of a table: its rows still stand, but for those whose column `owner` has a value of `changed`."""

    folder: Path
    owner: str
    changed: Collection[str]


@dataclass(frozen=True, slots=True)
class _Written:
    """A row as each of the files has it."""

    values: Sequence[Any]
    line: bytes
    record: bytes


def write_table(folder: Path, name: str, columns: Columns, rows: Iterable[Mapping[str, Any]], separator: str,
                kept: Kept | None = None) -> None:  # fmt: skip
    """`name.jsonl`, `name.csv`, and a table of that name in `archive.sqlite`; lists are joined by `separator` in the latter two.

    With `kept`, `rows` are those that changed, and both are ordered by the owner's name.
    """
    written = _written(columns, rows, separator)
    with (
        (folder / f"{name}.jsonl").open("wb") as lines,
        (folder / f"{name}.csv").open("wb") as table,
        closing(sqlite3.connect(folder / _DATABASE)) as db,
    ):
        db.execute("pragma journal_mode = off")  # a file that is not whole is never published
        db.execute("pragma synchronous = off")
        described = ", ".join(f'"{column}" {_SQL.get(type_, "text")}' for column, type_, _ in columns)
        db.execute(f'create table "{name}" ({described}, primary key ("{columns[0][0]}"))')
        table.write(_record([column for column, _, _ in columns]).encode())
        if kept is None:
            rows_ = (row.values for row in _told(written, lines, table))
            db.executemany(f'insert into "{name}" values ({_marks(columns)})', rows_)
        else:
            db.execute("attach ? as old", (str(kept.folder / _DATABASE),))
            db.execute(f"create temp table changed (_place integer primary key, _line, _record, {described})")
            rows_ = ((row.line, row.record, *row.values) for row in written)
            db.executemany(f"insert into changed values (null, ?, ?, {_marks(columns)})", rows_)
            db.execute("create temp table gone (owner primary key) without rowid")
            db.executemany("insert into gone values (?)", ((owner,) for owner in kept.changed))
            _merge(db, name, columns, kept, lines, table)
        db.commit()


def _told(written: Iterable[_Written], lines: BinaryIO, table: BinaryIO) -> Iterator[_Written]:
    """The rows, written to the text files on their way."""
    for row in written:
        lines.write(row.line)
        table.write(row.record)
        yield row


def _marks(columns: Columns) -> str:
    return ", ".join("?" * len(columns))


def _merge(db: sqlite3.Connection, name: str, columns: Columns, kept: Kept, lines: BinaryIO, table: BinaryIO) -> None:
    """The rows that still stand and those that changed, in their order; the former in runs, which nothing here looks into.

    The old text files have a line and a record for each row of the old table.
    """
    names = ", ".join(f'"{column}"' for column, _, _ in columns)
    into, owner = f'insert into main."{name}" select {names} from', f'"{kept.owner}"'
    in_order = db.execute(
        f'select {owner}, rowid, {owner} not in (select owner from gone), 0 from old."{name}" '
        f"union all select {owner}, _place, 1, 1 from changed order by 1, 2"
    )
    with (kept.folder / f"{name}.jsonl").open("rb") as old_lines, (kept.folder / f"{name}.csv").open("rb") as old_table:
        old_records = islice(_records(old_table), 1, None)
        first = held = 0  # the old rows that come next, and stay
        for _, place, stays, is_new in chain(in_order, [("", 0, 1, 1)]):
            if stays and not is_new:
                first, held = first if held else place, held + 1
                continue
            if held:
                db.execute(f'{into} old."{name}" where rowid between ? and ? order by rowid', (first, first + held - 1))
                lines.writelines(islice(old_lines, held))
                table.writelines(islice(old_records, held))
                held = 0
            if not is_new:
                next(old_lines)
                next(old_records)
            elif place:
                db.execute(f"{into} changed where _place = ?", (place,))
                line, record = db.execute("select _line, _record from changed where _place = ?", (place,)).fetchone()
                lines.write(line)
                table.write(record)


def _written(columns: Columns, rows: Iterable[Mapping[str, Any]], separator: str) -> Iterator[_Written]:
    names = [(column, type_ == "list") for column, type_, _ in columns]
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for row in rows:
        values = [separator.join(row[name]) if is_list else row[name] for name, is_list in names]
        yield _Written(values, f"{encode(row)}\n".encode(), _record([_cell(value) for value in values]).encode())


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


_record = csv.writer(_Echo(), lineterminator="\r\n").writerow
"""A record of a CSV file, from its cells."""


def _records(table: Iterable[bytes]) -> Iterator[bytes]:
    """The records of a CSV file, from its lines: a line break in quotation marks ends none."""
    record = b""
    for line in table:
        record += line
        if record.count(b'"') % 2 == 0:
            yield record
            record = b""


def _cell(value: Any) -> Any:
    """As CSV has it: whole numbers without a point, truth as Frictionless reads it; no spreadsheet takes text for a formula."""
    match value:
        case str():
            return f"'{value}" if value[:1] in _FORMULA else value
        case bool():
            return "true" if value else "false"
        case float() if value == int(value) and abs(value) < 2**53:
            return int(value)
    return value


def write_lines(file: Path, lines: Iterable[str]) -> None:
    """A text file, line by line."""
    with file.open("w", encoding="utf-8", newline="\n") as opened:
        opened.writelines(f"{line}\n" for line in lines)


def write_package(folder: Path, about: Mapping[str, Any], tables: Sequence[tuple[str, str, Sequence[str], Columns]]) -> None:
    """`datapackage.json` (frictionlessdata.io, version 1) of the tables (name, meaning, key, columns) and the other files."""
    resources: list[dict[str, Any]] = []
    for name, meaning, key, columns in tables:
        for suffix, mediatype, called, lists in (
            ("csv", "text/csv", name, "string"),
            ("jsonl", "application/x-ndjson", f"{name}-lines", "array"),
        ):
            fields = [
                {"name": column, "type": lists if type_ == "list" else type_, "description": told}
                for column, type_, told in columns
            ]
            resources.append({
                "name": called, "path": f"{name}.{suffix}", "profile": "tabular-data-resource", "description": meaning,
                "format": suffix, "mediatype": mediatype, "encoding": "utf-8", **_size(folder / f"{name}.{suffix}"),
                "schema": {"fields": fields, "primaryKey": list(key), "missingValues": [""]},
            })  # fmt: skip
    for path, name, mediatype in (
        ("places.geojson", "places-points", "application/geo+json"),
        (_DATABASE, "archive", "application/vnd.sqlite3"),
    ):
        resources.append({"name": name, "path": path, "format": path.rpartition(".")[2], "mediatype": mediatype,
                          **_size(folder / path)})  # fmt: skip
    made = {"profile": "data-package", **about, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _size(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        return {"bytes": file.stat().st_size, "hash": f"sha256:{file_digest(opened, 'sha256').hexdigest()}"}
