"""MHTML: a page with its pictures in one file, as browsers save it."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from io import BufferedReader

from sitegen.core.types import RawRecord, Refusal, SourceRef, Stated
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import digest
from sitegen.sources.stream import read_whole

NAME = "an MHTML page"
PICTURES = 10  # times the limit of an article that the file may have, for the pictures in it


def reads(head: bytes, name: str) -> bool:
    """By the headers of a multipart message."""
    start = head[:4096].lower()
    return name.endswith((".mhtml", ".mht")) or (b"mime-version:" in start and b"multipart/related" in start)


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """The page; its pictures and frames are left."""
    data = read_whole(stream, options.max_bytes * PICTURES)
    if data is None:
        yield too_large(ref, options)
        return
    message = email.message_from_bytes(data, policy=email.policy.default)
    page = next((part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes) or not body.strip():
        yield Refusal(ref, "no web page is in this MHTML file", digest(data))
        return
    url = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    stated = Stated(url=url if re.match(r"https?://", url) else "", retrieved=_day(str(message.get("Date") or "")))
    yield RawRecord(ref, body, stated, "html", page.get_content_charset("") or "", digest(data))


def _day(text: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None
