"""What the formats have in common in which articles stand one behind the other, with a mark before or behind each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BufferedReader
from typing import Any

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.decode import CantDecode, decode
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import OWN_NAMES, digest, from_fields, reference

CHUNK = 1 << 20
LONGEST = 1024  # bytes of a mark; one that may begin in the last so many waits for the rest


def parts(stream: BufferedReader, mark: re.Pattern[bytes], limit: int, *, behind: bool = False) -> Iterator[bytes | None]:
    """What stands before the first mark, and then each part that begins with one; with `behind`, each that ends with one.

    None stands for a part of more than `limit` bytes.
    """
    data, start, asked, over = b"", 0, 0, False
    while True:
        piece = stream.read(CHUNK)
        data, asked, start = data[start:] + piece, asked - start, 0
        end = len(data) - LONGEST if piece else len(data)
        while (match := mark.search(data, asked)) and match.end() <= end:
            cut = match.end() if behind else match.start()
            yield None if over or cut - start > limit else data[start:cut]
            start, asked, over = cut, match.end(), False
        asked = match.start() if match else max(asked, end)
        if not piece:
            yield None if over or len(data) - start > limit else data[start:]
            return
        if len(data) - start > limit:
            over, start = True, asked


def articles(
    found: Iterable[bytes | None], ref: SourceRef, options: ReadOptions, read: Callable[[str], Mapping[str, Any] | None]
) -> Iterator[RawRecord | Refusal]:
    """The record of each part that is an article; `read` gives its fields in our own names, or None where it is none."""
    number = 0
    for part in found:
        fields, reason = ({}, "") if part is None else _read(part, read)
        if fields is None:
            continue
        number += 1
        inner = reference(ref, str(fields.get("id") or f"article {number}"))
        if part is None:
            yield too_large(inner, options)
            continue
        made = reason or from_fields(inner, fields, OWN_NAMES, part)
        yield Refusal(inner, made, digest(part), part) if isinstance(made, str) else made


def _read(part: bytes, read: Callable[[str], Mapping[str, Any] | None]) -> tuple[Mapping[str, Any] | None, str]:
    """What a part says, or why it can't be read."""
    try:
        return read(decode(part)[0].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")), ""
    except CantDecode as error:
        return {}, str(error)
