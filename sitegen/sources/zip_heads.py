"""The members of a zip archive by their own heads, where its index at the end is cut off."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple, cast

from sitegen.sources.stream import FREE, RATIO

_HEAD = struct.Struct("<4s5H3I2H")  # of a member: mark, version, flags, method, time, day, checksum, sizes, lengths
_INDEXED = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STORED, _DEFLATED = 0, 8
_UNKNOWN = 8  # flag: the sizes stand behind the data
STEP = 1 << 16
LARGEST = (1 << 32) - 1  # bytes; larger members have their sizes elsewhere


class _Member(NamedTuple):
    place: int
    head: tuple[int, ...]
    """Version, flags, method, time, day, checksum, and its sizes, packed and unpacked."""
    name: bytes


def with_index(file: IO[bytes]) -> IO[bytes] | None:
    """The file with an index behind it of all members that are whole, as a file; None where none is."""
    members = list(_whole_members(file))
    if not members:
        return None
    end = file.seek(0, io.SEEK_END)
    index = b"".join(_entry(each) for each in members)
    count = min(len(members), 0xFFFF)
    index += _END.pack(b"PK\x05\x06", 0, 0, count, count, len(index), min(end, LARGEST), 0)
    return cast(IO[bytes], _Joined(file, end, index))


def _whole_members(file: IO[bytes]) -> Iterator[_Member]:
    place = 0
    length = file.seek(0, io.SEEK_END)
    while True:
        file.seek(place)
        data = file.read(_HEAD.size)
        if len(data) < _HEAD.size or data[:4] != b"PK\x03\x04":
            return
        _, version, flags, method, time, day, checksum, packed, unpacked, named, extra = _HEAD.unpack(data)
        name = file.read(named)
        begin = place + _HEAD.size + named + extra
        if flags & _UNKNOWN:
            measured = _measured(file, begin) if method == _DEFLATED else None
            if measured is None:
                return
            checksum, packed, unpacked = measured
        if begin + packed > length or LARGEST in (packed, unpacked):
            return
        yield _Member(place, (version, flags & ~_UNKNOWN, method, time, day, checksum, packed, unpacked), name)
        place = begin + packed
        if flags & _UNKNOWN:
            file.seek(place)
            place += 16 if file.read(4) == b"PK\x07\x08" else 12


def _measured(file: IO[bytes], begin: int) -> tuple[int, int, int] | None:
    """(checksum, bytes packed, bytes unpacked) of a member whose head doesn't tell; None where it is cut or damaged."""
    file.seek(begin)
    inflate, checksum, packed, unpacked = zlib.decompressobj(-15), 0, 0, 0
    while not inflate.eof:
        data = inflate.unconsumed_tail or file.read(STEP)
        if not data:
            return None
        try:
            piece = inflate.decompress(data, STEP)
        except zlib.error:
            return None
        packed += len(data) - len(inflate.unconsumed_tail) - len(inflate.unused_data)
        if unpacked > FREE and unpacked > RATIO * packed:  # made to do harm
            return None
        unpacked, checksum = unpacked + len(piece), zlib.crc32(piece, checksum)
    return checksum, packed, unpacked


def _entry(member: _Member) -> bytes:
    version, flags, method, time, day, checksum, packed, unpacked = member.head
    return (
        _INDEXED.pack(b"PK\x01\x02", version, version, flags, method, time, day, checksum, packed, unpacked,
                      len(member.name), 0, 0, 0, 0, 0, member.place)
        + member.name
    )  # fmt: skip


class _Joined(io.RawIOBase):
    """A file and some bytes behind it."""

    def __init__(self, file: IO[bytes], length: int, behind: bytes):
        self._file, self._length, self._behind, self._place = file, length, behind, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        from_ = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._length + len(self._behind)}[whence]
        self._place = max(0, from_ + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._place < self._length:
            self._file.seek(self._place)
            data = self._file.read(min(len(view), self._length - self._place))
        else:
            at = self._place - self._length
            data = self._behind[at : at + len(view)]
        view[: len(data)] = data
        self._place += len(data)
        return len(data)
