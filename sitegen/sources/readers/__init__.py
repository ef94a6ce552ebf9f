"""Readers: one module for each format, asked in order whether a file is theirs.

A package of its own can add a format: an entry point of the group `sitegen.readers` that names an object with the
attributes of `Reader` is asked before the built-in ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from io import BufferedReader
from typing import Protocol

from sitegen.core.types import Note, RawPicture, RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers import (
    europresse,
    factiva,
    feed,
    html,
    json_,
    mail,
    mailbox,
    markdown,
    mhtml,
    nexis,
    nitf,
    packed,
    parts,
    picture,
    proquest,
    refused,
    table,
    tar,
    tei,
    text,
    warc,
    webarchive,
    wxr,
    xml_other,
    zip_,
)

Found = RawRecord | RawPicture | Refusal | Note


class Reader(Protocol):
    """Knows one format."""

    NAME: str
    """What a user calls it: "a WARC file"."""

    def reads(self, head: bytes, name: str) -> bool:
        """Whether a file is of this format, by its first 65,536 bytes and its name in lower case."""

    def records(self, stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
        """The articles in it, one at a time; with `options.pictures` its pictures too.

        Raises `ValueError`, `OSError` or `EOFError` where it can't go on.
        """


# The last one takes whatever no other wants.
BUILT_IN: tuple[Reader, ...] = (
    parts,
    picture,
    webarchive,
    refused,
    warc,
    packed,
    zip_,
    tar,
    wxr,
    nitf,
    tei,
    feed,
    mailbox,
    mhtml,
    mail,
    proquest,
    nexis,
    factiva,
    europresse,
    json_,
    table,
    markdown,
    html,
    xml_other,
    text,
)


@cache
def readers() -> tuple[Reader, ...]:
    """All readers that are installed, those of other packages first."""
    others = sorted(entry_points(group="sitegen.readers"), key=lambda each: each.name)
    return (*(each.load() for each in others), *BUILT_IN)


def reader_of(head: bytes, name: str) -> Reader:
    """The reader of a file."""
    return next(reader for reader in readers() if reader.reads(head, name.lower()))
