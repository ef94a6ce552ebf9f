"""CSV and its kin: a header line, then an article a row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING

from sitegen.core.fields import NAMES
from sitegen.core.text import squeezed
from sitegen.core.types import Note, Refusal, SourceRef
from sitegen.sources.decode import CantDecode, decode
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import digest, from_fields, guess, reference
from sitegen.sources.stream import HEAD, Damaged
from sitegen.sources.stream import head as first_bytes

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "a table"
_SEPARATORS = ",;\t|"
_TOLD = re.compile(r"\ufeff?sep=(.)\s*$")  # the line by which spreadsheets tell each other what parts the fields
_ESCAPED = re.compile(rb"""[^,;\t|\r\n"\\]\\"[^,;\t|\r\n"]""")  # as databases write a quotation mark within a field
_USUAL = frozenset(name for names in NAMES.values() for name in names)


def reads(head: bytes, name: str) -> bool:
    """By its name, or by a header of which two fields at least, the text among them, have usual names."""
    if name.endswith((".csv", ".tsv", ".tab")):
        return True
    line = head.split(b"\n", 1)[0][:2000].decode("utf-8", "replace").strip("\ufeff\r ")
    fields = {squeezed(field) for field in line.split(_separator(line))}
    return len(fields & _USUAL) >= 3 and bool(fields & {*NAMES["html"], *NAMES["text"]})


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The rows. A row of another length than the header is refused with its line; the next goes on."""
    csv.field_size_limit(max(options.max_bytes * 2, 131072))
    escaped = bool(_ESCAPED.search(first_bytes(stream)))
    text = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="replace", newline="")
    header = text.readline(HEAD)
    told = _TOLD.match(header)
    header = text.readline(HEAD) if told else header
    separator = told[1] if told else _separator(header)
    names = next(csv.reader([header], delimiter=separator), [])
    names = [name.strip().strip("\ufeff") for name in names]
    mapping = guess(names, options.fields)
    if mapping.keys().isdisjoint(("text", "markdown", "html")):
        raise Damaged(
            f"line 1 names no field that could hold the text ({', '.join(names[:12])}); "
            "say which one does in site.yaml (sources: fields: {text: …})"
        )
    yield Note(ref, "fields: " + ", ".join(f"{field} ← {key}" for field, key in mapping.items()))
    seen: set[str] = set()
    rows = csv.reader(text, delimiter=separator, escapechar="\\" if escaped else None)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield (
                too_large(reference(ref, f"line {rows.line_num + 1}"), options)
                if "field larger" in str(error)
                else Refusal(reference(ref, f"line {rows.line_num + 1}"), f"line {rows.line_num + 1} can't be read: {error}")
            )
            continue
        if not any(cell.strip() for cell in row):
            continue
        line = f"line {rows.line_num + 1}"
        raw = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(row) != len(names):
            yield Refusal(
                reference(ref, line),
                f"{line} has {len(row)} fields and the header {len(names)}; quote fields that hold {separator!r}",
                digest(raw),
                raw,
            )
            continue
        values = dict(zip(names, row, strict=True))
        name = values.get(mapping.get("id", "")) or values.get(mapping.get("url", "")) or line
        name = f"{name} {line}" if name in seen else name
        seen.add(name)
        inner = reference(ref, name)
        if len(raw) > options.max_bytes:
            yield too_large(inner, options)
            continue
        found = from_fields(inner, values, mapping, raw)
        yield Refusal(inner, found, digest(raw), raw) if isinstance(found, str) else found


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _encoding(stream: BufferedReader) -> str:
    """As the first bytes tell; a table is too large to be read whole for it."""
    start = first_bytes(stream)
    for cut in range(4):  # the last character may be cut
        try:
            start[: len(start) - cut].decode("utf-8")
            return "utf-8-sig"
        except UnicodeDecodeError:
            continue
    try:
        return decode(start)[1]
    except CantDecode:
        return "utf-8-sig"
