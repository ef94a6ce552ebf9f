"""Tar archives of any other format. Nothing is unpacked to disk, and links are not followed."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import PurePosixPath
from tarfile import HeaderError
from typing import TYPE_CHECKING, BinaryIO, cast

from sitegen.core.types import Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.zip_ import DEEPEST, is_passed_over
from sitegen.sources.record import reference
from sitegen.sources.stream import Damaged, peekable

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "a tar archive"


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By the mark in its first header."""
    return head[257:262] == b"ustar"


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The articles of each member, in the archive's order."""
    from sitegen.sources.read import from_stream

    if options.depth >= DEEPEST:
        yield Refusal(ref, f"archives stand in each other more than {DEEPEST} deep")
        return
    told = _Told()
    try:
        # Python's reader takes a header that it can't read for the end, without a word; so it is to look for the next one.
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=told.member(), ignore_zeros=True) as archive:
            for member in archive:
                if reason := told.damage():
                    yield Refusal(
                        reference(ref, f"at byte {member.offset}"), f"the archive is damaged before {member.name}: {reason}"
                    )
                path = PurePosixPath(member.name)
                if not member.isfile() or is_passed_over(path):
                    continue
                file = archive.extractfile(member)
                if file is None:
                    continue
                inner = reference(ref, "/".join(part for part in path.parts if part not in ("..", "/")))
                within = replace(inner, path=ref.path.parent / path.name)
                for found in from_stream(peekable(cast(BinaryIO, file)), within, replace(options, depth=options.depth + 1)):
                    yield replace(found, ref=replace(found.ref, path=ref.path))
    except (tarfile.TarError, EOFError) as error:
        raise Damaged(f"the archive is damaged: {error}") from error
    if reason := told.damage():
        raise Damaged(f"the archive is damaged, or cut off: {reason}")


class _Told:
    """What was wrong with the headers that were passed over; nothing behind the two empty ones that end an archive."""

    def __init__(self) -> None:
        self._reason, self._ended = "", False

    def member(self) -> type[tarfile.TarInfo]:
        """The class of members that tells it."""
        told = self

        class Member(tarfile.TarInfo):
            @classmethod
            def fromtarfile(cls, tarfile: tarfile.TarFile) -> Member:
                try:
                    made = super().fromtarfile(tarfile)
                except HeaderError as error:
                    told._note(error)
                    raise
                told._ended = False
                return made

        return Member

    def _note(self, error: HeaderError) -> None:
        kind = type(error).__name__
        self._ended = self._ended or kind == "EOFHeaderError"
        if kind in ("InvalidHeaderError", "TruncatedHeaderError") and not self._ended:
            self._reason = str(error)

    def damage(self) -> str:
        """What was wrong since it was asked last; empty where nothing was."""
        reason, self._reason = self._reason, ""
        return reason
