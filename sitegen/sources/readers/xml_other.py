"""XML that no reader knows, told apart from text, so that its tags are not published as an article's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.types import Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.record import digest
from sitegen.sources.stream import head as first_bytes

NAME = "XML of another kind"
_START = re.compile(rb"\s*<\?xml\b[^<>]*>", re.I)
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")


def reads(head: bytes, name: str) -> bool:
    """By its declaration, or by its name where it begins with an element."""
    start = _plain(head)
    return bool(_START.match(start)) or (name.endswith(".xml") and start.lstrip().startswith(b"<"))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Refusal]:  # noqa: ARG001
    """A refusal that names the root element."""
    head = first_bytes(stream)
    root = _ROOT.search(_plain(head))
    what = f" (<{root[1].decode('ascii', 'replace')}>)" if root else ""
    yield Refusal(ref, f"this is XML of a kind that is not read{what}; turn its articles into JSON lines or a feed", digest(head))


def _plain(head: bytes) -> bytes:
    """The first bytes without those of wider encodings."""
    return head[:8192].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
