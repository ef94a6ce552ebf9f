"""Mailboxes (mbox): newsletters and press releases, one behind the other in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.mail import letter
from sitegen.sources.readers.mhtml import PICTURES
from sitegen.sources.readers.several import parts
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import reference

NAME = "a mailbox"
# "From ann@valley.example Fri May  3 10:00:00 2019", with the first header in the line below.
_MARK = re.compile(rb"^From \S+ [^\n]{0,60}\d\d:\d\d[^\n]{0,40}\d{4}[^\n]{0,20}\r?\n(?=[\w-]+:)", re.M)
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its first line."""
    return bool(_MARK.match(head))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """Each message."""
    for number, part in enumerate(parts(stream, _MARK, options.max_bytes * PICTURES)):
        inner = reference(ref, f"message {number}")
        if part is None:
            yield too_large(inner, options)
        elif number:  # before the first mark there is nothing
            yield letter(_QUOTED.sub(rb"\1", _MARK.sub(b"", part, count=1)), inner)
