"""MHTML: a page with its pictures in one file, as browsers save it."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BufferedReader

from sitegen.core.types import RawPicture, RawRecord, Refusal, SourceRef, Stated
from sitegen.core.urls import web_url
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


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | RawPicture | Refusal]:
    """The page, and its pictures where they are asked for; frames are left."""
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
    stated = Stated(url=web_url(url), retrieved=sent_on(str(message.get("Date") or "")))
    yield RawRecord(ref, body, stated, "html", page.get_content_charset("") or "", digest(data))
    if options.pictures:
        yield from _pictures(message, ref)


def _pictures(message: EmailMessage, ref: SourceRef) -> Iterator[RawPicture]:
    """Each picture under its address, and under its id within this file ("cid:…")."""
    for part in message.walk():
        data = part.get_payload(decode=True) if part.get_content_maintype() == "image" else None
        if isinstance(data, bytes):
            place, id_ = str(part.get("Content-Location") or "").strip(), str(part.get("Content-ID") or "").strip("<> ")
            for address in (place, f"{ref.key}#cid:{id_}" if id_ else ""):
                if address:
                    yield RawPicture(ref, address, data)


def sent_on(text: str) -> dt.date | None:
    """The day that the Date header of a message tells."""
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None
