"""gzip around any other format."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from typing import TYPE_CHECKING, BinaryIO, cast

from sitegen.core.types import SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.stream import Damaged, peekable

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "a gzip file"


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its first bytes; a WARC within was asked for before."""
    return head.startswith(b"\x1f\x8b")


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """What is within, by its own format. Garbage behind the last member is passed over, as gzip itself does."""
    from sitegen.sources.read import from_stream

    counted = _Counted(stream)
    inner = gzip.GzipFile(fileobj=cast(BinaryIO, counted), mode="rb")
    name = ref.path.with_suffix("") if ref.path.suffix.lower() in (".gz", ".tgz") else ref.path
    if ref.path.suffix.lower() == ".tgz":
        name = name.with_suffix(".tar")
    unpacked = peekable(cast(BinaryIO, _Tolerant(inner)), lambda: counted.used)
    for found in from_stream(unpacked, replace(ref, path=name), options):
        yield replace(found, ref=replace(found.ref, path=ref.path))


class _Counted:
    """A stream that counts the bytes that were read of it."""

    def __init__(self, stream: BufferedReader):
        self._stream, self.used = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.used += len(data)
        return data


class _Tolerant:
    """gzip's own reader, for which what follows a whole member without being one is no mistake."""

    def __init__(self, inner: gzip.GzipFile):
        self._inner, self._any = inner, False

    def read(self, size: int) -> bytes:
        try:
            data = self._inner.read1(size)  # what is whole first, so that damage behind it costs nothing
        except gzip.BadGzipFile as error:
            if self._any and "Not a gzipped file" in str(error):
                return b""
            raise Damaged(f"its gzip data is damaged: {error}") from error
        except (EOFError, zlib.error) as error:
            raise Damaged(f"its gzip data ends or breaks in the middle: {error}") from error
        self._any = self._any or bool(data)
        return data
