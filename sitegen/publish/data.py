"""The archive's data as files: JSON Lines, CSV, one SQLite file, and the `datapackage.json` that describes them."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any

Columns = Sequence[tuple[str, str, str]]
"""(name, type, meaning); types are Frictionless's, and `list`."""
_SQL = {"integer": "integer", "number": "real", "boolean": "integer"}
_FORMULA = frozenset("=+-@\t\r")  # spreadsheets take a text that begins so for a formula


def write_table(folder: Path, name: str, columns: Columns, rows: Iterable[Mapping[str, Any]], separator: str) -> None:
    """`name.jsonl`, `name.csv`, and a table of that name in `archive.sqlite`; lists are joined by `separator` in the latter two."""
    names = [column for column, _, _ in columns]
    lists = [type_ == "list" for _, type_, _ in columns]
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with (
        (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as lines,
        (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as table,
        closing(sqlite3.connect(folder / "archive.sqlite")) as db,
    ):
        db.execute("pragma journal_mode = off")  # a file that is not whole is never published
        db.execute("pragma synchronous = off")
        described = ", ".join(f'"{column}" {_SQL.get(type_, "text")}' for column, type_, _ in columns)
        db.execute(f'create table "{name}" ({described}, primary key ("{names[0]}"))')
        writer = csv.writer(table, lineterminator="\r\n")
        writer.writerow(names)

        def flat() -> Iterator[list[Any]]:
            for row in rows:
                lines.write(f"{encode(row)}\n")
                made = [separator.join(row[each]) if is_list else row[each] for each, is_list in zip(names, lists, strict=True)]
                writer.writerow([_cell(value) for value in made])
                yield made

        db.executemany(f'insert into "{name}" values ({", ".join("?" * len(names))})', flat())
        db.commit()


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
        ("archive.sqlite", "archive", "application/vnd.sqlite3"),
    ):
        resources.append({"name": name, "path": path, "format": path.rpartition(".")[2], "mediatype": mediatype,
                          **_size(folder / path)})  # fmt: skip
    made = {"profile": "data-package", **about, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _size(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        return {"bytes": file.stat().st_size, "hash": f"sha256:{file_digest(opened, 'sha256').hexdigest()}"}
