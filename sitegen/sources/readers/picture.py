"""Pictures among the articles: they are no articles, and are given to those that show them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.pictures import MAX_PICTURE, SUFFIXES, suffix_of
from sitegen.core.types import RawPicture, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.stream import read_whole

NAME = "a picture"


def reads(head: bytes, name: str) -> bool:
    """By its first bytes and its name: under the name of a text it is somebody's mistake, which is told."""
    return bool(suffix_of(head)) and name.endswith(SUFFIXES)


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawPicture]:
    """The picture, under its own key."""
    if options.pictures and (data := read_whole(stream, MAX_PICTURE)):
        yield RawPicture(ref, ref.key, data)
