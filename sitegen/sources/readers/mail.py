"""E-mail: newsletters and press releases, a message a file."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from io import BufferedReader

from sitegen.core.text import one_line
from sitegen.core.types import Media, RawRecord, Refusal, SourceRef, Stated
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.mhtml import PICTURES, sent_on
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import digest
from sitegen.sources.stream import read_whole

NAME = "an e-mail"
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}")


def reads(head: bytes, name: str) -> bool:
    """By its name, or by the headers that every message has."""
    headers = _HEADERS.match(head)
    names = {line.split(b":")[0].lower() for line in headers[0].split(b"\n")} if headers else set()
    return name.endswith(".eml") or names >= {b"from", b"subject", b"date", b"mime-version"}


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """The message: its plain text, which whoever sent it wrote to be read, or else its HTML. What is attached is left."""
    data = read_whole(stream, options.max_bytes * PICTURES)
    if data is None:
        yield too_large(ref, options)
        return
    yield letter(data, ref)


def letter(data: bytes, ref: SourceRef) -> RawRecord | Refusal:
    """One message."""
    message = email.message_from_bytes(data)
    kinds: tuple[tuple[str, Media], ...] = (("text/plain", "text"), ("text/html", "html"))
    for kind, media in kinds:
        for part in message.walk():
            body = part.get_payload(decode=True) if part.get_content_type() == kind and not part.get_filename() else None
            if isinstance(body, bytes) and body.strip():
                return RawRecord(ref, body, _stated(message), media, part.get_content_charset("") or "", digest(data))
    return Refusal(ref, "no text is in this e-mail", digest(data))


def _stated(message: Message) -> Stated:
    """What the headers say: the sender is the publication, as of a newsletter."""
    name, _ = parseaddr(_header(message, "From"))
    return Stated(title=_header(message, "Subject"), date=sent_on(_header(message, "Date")), site_name=one_line(name))


def _header(message: Message, name: str) -> str:
    """A header in plain words. The library's newer classes for headers raise where an address is damaged; these don't."""
    value = str(message.get(name) or "")
    try:
        return one_line(str(make_header(decode_header(value))))
    except (LookupError, UnicodeError, MessageError, ValueError):
        return one_line(value)
