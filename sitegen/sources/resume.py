"""A stream of WARC records that goes on behind a damaged one."""

from __future__ import annotations

import re
import zlib
from io import BufferedReader

STEP = 1 << 16  # bytes that are read at once where the next record is looked for
MOST = 64 << 20  # bytes of the record at hand that are kept; behind damage in a longer one nothing is found
_MEMBER = b"\x1f\x8b\x08"
_RECORD = re.compile(rb"WARC/1\.\d\r?\nWARC-")
_HEAD = 64  # bytes of a packed record that show whether it is one


class Resumable:
    """The stream, with what was read since the last record began.

    It can be read and nothing else: the library would seek in any that has a method for it.
    """

    def __init__(self, stream: BufferedReader):
        self._stream = stream
        self._kept = bytearray()
        self._start = self._place = 0  # in the whole stream: of what is kept, and of what comes next

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        at = self._place - self._start
        if at < len(self._kept):
            data = bytes(self._kept[at:] if size < 0 else self._kept[at : at + size])
        else:
            data = self._stream.read(size)
            self._kept += data
            if len(self._kept) > MOST:
                self.forget(self._start + len(self._kept))
        self._place += len(data)
        return data

    def tell(self) -> int:
        """Place of the next byte."""
        return self._place

    def forget(self, before: int) -> None:
        """Keep nothing of what stands before a place."""
        count = min(max(0, before - self._start), len(self._kept))
        del self._kept[:count]
        self._start += count

    def go_on(self, behind: int) -> bool:
        """Go to where the next record begins behind a place; false where none does."""
        at = max(0, behind + 1 - self._start)
        while True:
            found = self._next(at)
            if found is not None:
                self._place = self._start + found
                return True
            at = max(at, len(self._kept) - _HEAD)
            data = self._stream.read(STEP)
            if not data:
                return False
            self.forget(self._start + at)
            at = 0
            self._kept += data

    def _next(self, at: int) -> int | None:
        """Where in what is kept the next record begins, if its head is there."""
        packed = self._kept.find(_MEMBER, at)
        while packed >= 0:
            try:
                if zlib.decompressobj(31).decompress(bytes(self._kept[packed : packed + _HEAD * 4]), 5) == b"WARC/":
                    return packed
            except zlib.error:
                pass
            packed = self._kept.find(_MEMBER, packed + 1)
        plain = _RECORD.search(self._kept, at)
        return plain.start() if plain else None
