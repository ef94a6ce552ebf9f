"""What the formats have in common in which a file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.types import Media, RawRecord, Refusal, SourceRef, Stated
from sitegen.sources.options import ReadOptions
from sitegen.sources.record import digest
from sitegen.sources.stream import read_whole


def one_record(stream: BufferedReader, ref: SourceRef, options: ReadOptions, media: Media) -> Iterator[RawRecord | Refusal]:
    """The whole stream as one article."""
    data = read_whole(stream, options.max_bytes)
    if data is None:
        yield too_large(ref, options)
    elif not data.strip():
        yield Refusal(ref, "the file is empty", digest(data))
    else:
        yield RawRecord(ref, data, Stated(), media, sha256=digest(data))


def too_large(ref: SourceRef, options: ReadOptions) -> Refusal:
    """The refusal of an article above the limit."""
    return Refusal(
        ref, f"this is more than the {options.max_bytes:,} bytes that site.yaml allows for one article (clean.max_bytes)"
    )
