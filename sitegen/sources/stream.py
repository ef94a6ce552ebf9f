"""Bytes from anywhere, with a look ahead and a guard against bombs."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO, cast

HEAD = 1 << 16  # bytes that a reader may look at before it says whether a file is its own
RATIO = 250  # unpacked to packed bytes above which a stream was made to do harm; text reaches 20, repetitive tables 100
FREE = 64 << 20  # unpacked bytes below which nobody minds


class Bomb(ValueError):
    """A stream unpacks to far more than any text would."""


class Damaged(ValueError):
    """A container can't be read on; the message says why."""


class _Raw(io.RawIOBase):
    """Any object with `read`, as a raw stream that counts what it gives."""

    def __init__(self, read: Callable[[int], bytes], packed: Callable[[], int] | None = None):
        self._read, self._packed, self._given = read, packed, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer; raises `Bomb` where the guard strikes."""
        view = memoryview(cast(bytearray, buffer)).cast("B")
        data = self._read(len(view))
        view[: len(data)] = data
        self._given += len(data)
        if self._packed and self._given > FREE and self._given > RATIO * max(1, self._packed()):
            raise Bomb(f"it unpacks to more than {RATIO} times its size")
        return len(data)


def peekable(source: BinaryIO, packed: Callable[[], int] | None = None) -> io.BufferedReader:
    """The source with a head that can be looked at; `packed` tells how many packed bytes were used so far."""
    return io.BufferedReader(_Raw(source.read, packed), HEAD)


def head(stream: io.BufferedReader) -> bytes:
    """The first bytes, without taking them: as many as are there, up to `HEAD`."""
    return stream.peek(HEAD)[:HEAD]


def read_whole(stream: io.BufferedReader, limit: int) -> bytes | None:
    """All bytes, or None where there are more than `limit`."""
    parts, size = [], 0
    while piece := stream.read(min(1 << 20, limit + 1 - size)):
        parts.append(piece)
        size += len(piece)
        if size > limit:
            return None
    return b"".join(parts)
