"""Zip archives of any other format, WACZ among them. Nothing is unpacked to disk, so no path can leave a folder."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from sitegen.core.types import Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.record import reference
from sitegen.sources.stream import RATIO, Bomb, Damaged, peekable
from sitegen.sources.zip_heads import with_index

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "a zip archive"
DEEPEST = 2  # archives within each other
FREE = 64 << 20
IN_MEMORY = 64 << 20  # bytes of an archive within an archive that are held in memory; more go to a temporary file


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its first bytes."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The articles of each member, in the order of their names."""
    if options.depth >= DEEPEST:
        yield Refusal(ref, f"archives stand in each other more than {DEEPEST} deep")
        return
    with _seekable(stream, ref, options) as file:
        archive, wrong = _opened(file)
        with archive:
            members = sorted(
                (each for each in archive.infolist() if not each.filename.endswith("/")), key=lambda each: each.filename
            )
            if any(each.filename == "datapackage.json" for each in members) and any(
                each.filename.startswith("archive/") for each in members
            ):
                members = [each for each in members if each.filename.startswith("archive/")]  # WACZ: the rest is its index
            for member in members:
                yield from _member(archive, member, ref, options)
            if wrong:
                raise Damaged(f"the archive is cut off ({wrong}); its whole members were read")


def _opened(file: IO[bytes]) -> tuple[zipfile.ZipFile, str]:
    """The archive, and what is wrong with its index; without one its members are found by their heads. Raises `Damaged`."""
    reason = ""
    attempts: tuple[Callable[[], IO[bytes] | None], ...] = (lambda: file, lambda: with_index(file))
    for attempt in attempts:
        try:
            if (found := attempt()) is not None:
                return zipfile.ZipFile(found), reason
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            reason = reason or str(error)
    raise Damaged(f"the archive can't be opened: {reason}")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    from sitegen.sources.read import from_stream

    path = PurePosixPath(member.filename.replace("\\", "/") or "unnamed")
    if is_passed_over(path) or (member.external_attr >> 16) & 0o170000 == 0o120000:
        return
    inner = reference(ref, "/".join(part for part in path.parts if part not in ("..", "/")))
    if member.flag_bits & 1:
        yield Refusal(inner, "it is encrypted")
    elif member.file_size > FREE and member.file_size > RATIO * max(1, member.compress_size):
        yield Refusal(inner, f"it would unpack to more than {RATIO} times its size")
    else:
        try:
            with archive.open(member) as file:
                within = replace(inner, path=ref.path.parent / path.name)
                for found in from_stream(
                    peekable(cast(BinaryIO, file), lambda: member.compress_size), within, replace(options, depth=options.depth + 1)
                ):
                    yield replace(found, ref=replace(found.ref, path=ref.path))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, Bomb, RuntimeError) as error:
            yield Refusal(inner, f"it can't be unpacked: {error}")


def is_passed_over(path: PurePosixPath) -> bool:
    """Hidden files and what systems add to archives of their own."""
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in path.parts)


def _seekable(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> IO[bytes]:
    """The file itself where it is one; an archive within another is copied first, as zip's index stands at its end."""
    if not options.depth and ref.path.is_file():
        return ref.path.open("rb")
    copy = cast(IO[bytes], SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  # the caller closes it
    while piece := stream.read(1 << 20):
        copy.write(piece)
    copy.seek(0)
    return copy
