"""HTML: pages saved by a browser or a crawler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import one_record

NAME = "a web page"
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b", re.I | re.S
)
_TAGS = re.compile(rb"</?(?:html|head|body|div|p|h[1-6]|article|section|span|a|meta|script)\b[^>]*>", re.I)
_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")


def reads(head: bytes, name: str) -> bool:
    """A page starts like one; a fragment in a file called .html has some tags. Bytes between are ignored: UTF-16 has them."""
    start = head[:8192].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _START.match(start):
        return True
    return name.endswith(_SUFFIXES) and len(_TAGS.findall(start)) >= 2


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """The file."""
    return one_record(stream, ref, options, "html")
