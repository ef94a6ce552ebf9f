"""The body of an HTTP answer as a browser would show it, whatever its headers say of how it was sent.

Crawlers keep bodies as they came or as they had unpacked them, and servers name encodings that they didn't use: what a header says
is tried, and where the bytes say otherwise, they are believed.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable

_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


class CantUnpack(ValueError):
    """A body is packed in a way that can't be undone; the message says which."""


def unpacked(body: bytes, transfer: str, encodings: str, limit: int) -> bytes:
    """The body without its `Transfer-Encoding` and `Content-Encoding`, up to so many bytes and one more.

    Raises `CantUnpack`.
    """
    if "chunked" in transfer.lower():
        body = b"".join(_chunks(body))
    for encoding in reversed([each.strip().lower() for each in encodings.split(",")]):
        body = _without(encoding, body, limit)
    return body


def _chunks(body: bytes) -> Iterable[bytes]:
    """The chunks of a body; all of it where it isn't parted into any."""
    place = 0
    while match := _CHUNK.match(body, place):
        size = int(match[1], 16)
        if size == 0:
            return
        yield body[match.end() : match.end() + size]
        place = match.end() + size
    yield body[place:]


def _without(encoding: str, body: bytes, limit: int) -> bytes:
    match encoding:
        case "gzip" | "x-gzip" | "deflate":
            for form in (47, -15):  # gzip and zlib by their heads; without a head, as some servers send what they call deflate
                try:
                    return zlib.decompressobj(form).decompress(body, limit + 1)
                except zlib.error:
                    continue
        case "br" | "zstd":
            from fastwarc.stream_io import BrotliReader, ZstdReader

            try:
                return bytes((BrotliReader if encoding == "br" else ZstdReader)(io.BytesIO(body)).read(limit + 1))
            except (OSError, ValueError):
                pass
        case _:
            return body
    if body[:1000].lstrip()[:1] == b"<":  # it was unpacked before, or never packed
        return body
    raise CantUnpack(f"the answer can't be unpacked (Content-Encoding: {encoding})")
