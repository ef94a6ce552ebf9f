"""JSON: one article, a list of them, a line for each, or a JSON Feed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from sitegen.core.fields import NAMES
from sitegen.core.types import Note, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import digest, field_names, from_fields, guess, looked_up, reference, text_value
from sitegen.sources.stream import Damaged

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "JSON"
ROOM = 8  # times the limit of one article that one line or element may have: escapes and fields beside the text
_LISTS = (
    "items",
    "articles",
    "entries",
    "posts",
    "data",
    "results",
    "documents",
    "docs",
    "records",
    "hits",
    "rows",
    "value",
    "response",
    "messages",
)


def reads(head: bytes, name: str) -> bool:
    """By its name, or where it begins like an object or a list of objects."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if name.endswith((".json", ".jsonl", ".ndjson")):
        return start[:1] in (b"{", b"[")
    return bool(re.match(rb"\{\s*\"[^\"\n]{1,80}\"\s*:|\[\s*\{\s*\"", start))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The articles, one at a time; a large list is never held whole."""
    rows = _Rows(ref, options)
    limit = options.max_bytes * ROOM
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    first = text.readline(limit)
    while first and not first.strip():
        first = text.readline(limit)
    try:
        opening = json.loads(first)
    except (ValueError, RecursionError):
        opening = None
    if isinstance(opening, dict) and not _inner(opening):
        yield from rows.lines(first, text, limit)
    elif isinstance(opening, list) or first.lstrip().startswith("["):
        yield from rows.elements(_Buffer(first, text), limit)
    elif opening is None and _looks_like_lines(first):
        yield from rows.lines(first, text, limit)
    else:
        whole = first + text.read(limit * ROOM - len(first))
        if text.read(1):
            yield Refusal(ref, "this is one JSON object of more bytes than can be read at once; write its articles as JSON lines")
            return
        yield from rows.document(whole)


def _looks_like_lines(first: str) -> bool:
    """A broken first line of many: it is long and holds a whole key, which the first line of one object seldom does."""
    return first.rstrip().endswith("}") and first.lstrip().startswith("{")


def _inner(value: dict[str, Any]) -> list[Any] | None:
    """The list of articles that an object carries, by its usual names, one or two deep."""
    for name in _LISTS:
        found = value.get(name)
        if isinstance(found, list) and found and isinstance(found[0], dict):
            return found
        if isinstance(found, dict) and (deeper := _inner(found)):
            return deeper
    return None


class _Rows:
    """The rows of one file, and which of their fields are whose."""

    def __init__(self, ref: SourceRef, options: ReadOptions):
        self._ref, self._options = ref, options
        self._mapping: dict[str, str] = {}
        self._place = 0
        self._seen: set[str] = set()
        self._site: dict[str, Any] = {}

    def lines(self, first: str, text: io.TextIOWrapper, limit: int) -> Iterator[Found]:
        """A row on each line; a broken one is refused, and the next goes on."""
        line = first
        while line:
            self._place += 1
            if not line.endswith("\n") and len(line) >= limit:
                yield too_large(reference(self._ref, f"line {self._place}"), self._options)
                while line and not line.endswith("\n"):
                    line = text.readline(limit)
            elif line.strip():
                yield from self._line(line)
            line = text.readline(limit)

    def _line(self, line: str) -> Iterator[Found]:
        inner = reference(self._ref, f"line {self._place}")
        raw = line.strip().encode("utf-8", "surrogatepass")
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Refusal(inner, f"line {self._place} is no JSON: {error}", digest(raw), raw)
            return
        yield from self.row(row, raw, f"line {self._place}")

    def elements(self, buffer: _Buffer, limit: int) -> Iterator[Found]:
        """The elements of one list."""
        for value, raw in buffer.elements(limit):
            self._place += 1
            yield from self.row(value, raw.encode("utf-8", "surrogatepass"), f"element {self._place}")

    def document(self, whole: str) -> Iterator[Found]:
        """One object: an article, or what holds a list of them."""
        try:
            whole = whole.strip()
            value, end = json.JSONDecoder().raw_decode(whole)
        except (ValueError, RecursionError) as error:
            raise Damaged(f"this is no JSON: {error}") from error
        if whole[end:].lstrip(" ,\r\n\t"):  # one object behind the other, as some tools write them
            yield from self.elements(_Buffer(f"[{whole}]", io.TextIOWrapper(io.BytesIO())), len(whole))
            return
        inner = _inner(value) if isinstance(value, dict) else None
        if inner is None:
            yield from self.row(value, whole.encode("utf-8", "surrogatepass"), "article")
            return
        if str(value.get("version", "")).startswith("https://jsonfeed.org"):
            self._site = {"site_name": value.get("title"), "language": value.get("language"), "authors": value.get("authors")}
        for each in inner:
            self._place += 1
            yield from self.row(
                each,
                json.dumps(each, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"),
                f"element {self._place}",
            )

    def row(self, row: Any, raw: bytes, place: str) -> Iterator[Found]:
        """One row as a record; with the first goes a note of what its fields were taken for."""
        if not isinstance(row, dict):
            yield Refusal(reference(self._ref, place), f"{place} is no object with fields", digest(raw), raw)
            return
        mapping = guess(field_names(row), self._options.fields)
        if not self._mapping and mapping:
            self._mapping = mapping
            yield Note(self._ref, "fields: " + ", ".join(f"{field} ← {key}" for field, key in mapping.items()))
        row = row | {name: value for name, value in self._site.items() if value and name not in mapping}
        mapping = mapping | {name: name for name in self._site if name not in mapping}
        named = (text_value(looked_up(row, mapping.get(field, ""))) for field in ("id", "url"))
        name = next(filter(None, named), place)
        if name in self._seen:
            name = f"{name} {place}"
        self._seen.add(name)
        inner = reference(self._ref, name)
        found = from_fields(inner, row, {field: key for field, key in mapping.items() if field in NAMES}, raw)
        if isinstance(found, str):
            yield Refusal(inner, found, digest(raw), raw)
        elif len(found.data) > self._options.max_bytes:
            yield too_large(inner, self._options)
        else:
            yield found


class _Buffer:
    """A list that is read element by element."""

    def __init__(self, first: str, text: io.TextIOWrapper):
        self._held, self._text = first.lstrip()[1:], text

    def elements(self, limit: int) -> Iterator[tuple[Any, str]]:
        """Each element with its own text. Raises `Damaged` where the list breaks."""
        decoder = json.JSONDecoder()
        while True:
            self._held = self._held.lstrip(" \t\r\n,")
            if self._held.startswith("]"):
                return
            try:
                value, end = decoder.raw_decode(self._held)
                if end == len(self._held) and not isinstance(value, dict | list):
                    raise ValueError("a number may go on")
            except (ValueError, RecursionError) as error:
                piece = self._text.read(1 << 20) if len(self._held) <= limit else ""
                if not piece:
                    raise Damaged(f"the list can't be read on: {error}" if self._held else "the list has no end") from error
                self._held += piece
                continue
            yield value, self._held[:end]
            self._held = self._held[end:]
