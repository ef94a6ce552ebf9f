"""gzip, bzip2 and xz around any other format."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from sitegen.core.types import SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.stream import Damaged, peekable

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "a packed file"


class _Packing(NamedTuple):
    name: str
    magic: bytes
    open: Callable[[BinaryIO], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]
    suffixes: tuple[str, str]
    """Of any packed file, and of a packed tar archive."""


_PACKINGS = (
    _Packing("gzip", b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream, mode="rb"), (".gz", ".tgz")),
    _Packing("bzip2", b"BZh", bz2.BZ2File, (".bz2", ".tbz2")),
    _Packing("xz", b"\xfd7zXZ\x00", lzma.LZMAFile, (".xz", ".txz")),
)


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its first bytes; a WARC within was asked for before."""
    return _packing(head) is not None


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """What is within, by its own format. Garbage behind the last member is passed over, as the packers themselves do."""
    from sitegen.sources.read import from_stream

    packing = _packing(stream.peek(8))
    assert packing is not None, "the reader was chosen by these bytes"
    counted = _Counted(stream)
    unpacked = peekable(cast(BinaryIO, _Tolerant(counted, packing)), lambda: counted.used)
    bare, tar = packing.suffixes
    suffix = ref.path.suffix.lower()
    name = ref.path.with_suffix("" if suffix == bare else ".tar") if suffix in (bare, tar) else ref.path
    for found in from_stream(unpacked, replace(ref, path=name), options):
        yield replace(found, ref=replace(found.ref, path=ref.path))


def _packing(head: bytes) -> _Packing | None:
    return next((each for each in _PACKINGS if head.startswith(each.magic)), None)


class _Counted:
    """A stream that counts the bytes that were read of it."""

    def __init__(self, stream: BufferedReader):
        self._stream, self.used = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.used += len(data)
        return data


class _Tolerant:
    """The packer's own reader, for which what follows a whole member without being one is no mistake."""

    def __init__(self, stream: _Counted, packing: _Packing):
        self._inner, self._packing, self._any = packing.open(cast(BinaryIO, stream)), packing, False

    def read(self, size: int) -> bytes:
        try:
            data = self._inner.read1(size)  # what is whole first, so that damage behind it costs nothing
        except (EOFError, zlib.error, lzma.LZMAError, OSError) as error:
            if self._any and "Not a gzipped file" in str(error):
                return b""
            raise Damaged(f"its {self._packing.name} data ends or breaks in the middle: {error}") from error
        self._any = self._any or bool(data)
        return data
