"""Plain text: what scrapers leave when the HTML is gone. Takes whatever no other reader wants."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import one_record

NAME = "a text"


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """Always: this reader stands last."""
    return True


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """The file."""
    return one_record(stream, ref, options, "text")
