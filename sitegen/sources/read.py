"""Reading a source: its records, one at a time, and each record's text."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.types import Note, RawDocument, RawPicture, RawRecord, Refusal, SourceRef
from sitegen.sources.decode import CantDecode, decode
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers import Found, reader_of
from sitegen.sources.stream import head, peekable

VERSION = 4


def records(ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The articles in a file, in its order; what can't be read is told as a refusal, and never raised.

    A container that is damaged in the middle gives all that stands before the damage.
    """
    try:
        with ref.path.open("rb") as file:
            yield from from_stream(peekable(file), ref, options)
    except OSError as error:
        yield Refusal(ref, f"the file can't be read: {error.strerror or error}")


def from_stream(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The articles in a stream whose name is that of `ref.path`."""
    try:
        start = head(stream)
        if not start:
            yield Refusal(ref, "the file is empty")
            return
        reader = reader_of(start, ref.path.name)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield Refusal(ref, f"the file can't be read: {error}")
        return
    found = 0
    try:
        for each in reader.records(stream, ref, options):
            found += not isinstance(each, Note | RawPicture)
            yield each
    except (OSError, EOFError, ValueError, zlib.error, RecursionError, MemoryError) as error:
        taken = f" ({found} before it were read)" if found else ""
        yield Refusal(ref, f"{reader.NAME}: {error or type(error).__name__}{taken}")


def document(record: RawRecord) -> RawDocument | Refusal:
    """The record, decoded."""
    try:
        text, encoding = decode(record.data, record.encoding)
    except CantDecode as error:
        return Refusal(record.ref, str(error), record.sha256, record.data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return RawDocument(record.ref, record.media or "text", text, encoding, record.sha256, record.stated, record.scraped)
