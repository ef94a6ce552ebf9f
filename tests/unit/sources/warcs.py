"""WARC files for tests."""

from __future__ import annotations

import gzip

from tests.unit.sources.reading import PAGE


def record(kind: str, url: str, mime: str, body: bytes, number: int = 0) -> bytes:
    """One record, with what it holds."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0000000{number}-0000-0000-0000-000000000000>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2019-05-03T10:00:00Z\r\nContent-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def warc(*responses: tuple[str, bytes, str], kind: str = "response", packed: bool = True) -> bytes:
    """A file of answers: (address, body, type of the body) each."""
    out = b""
    for number, (url, body, mime) in enumerate(responses):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (mime.encode(), len(body), body)
        made = record(kind, url, "application/http; msgtype=response", http, number)
        out += gzip.compress(made) if packed else made
    return out


TWO = (("https://v.example/1", PAGE.encode(), "text/html; charset=utf-8"), ("https://v.example/2", PAGE.encode(), "text/html"),
       ("https://v.example/p.png", b"\x89PNG", "image/png"))  # fmt: skip
