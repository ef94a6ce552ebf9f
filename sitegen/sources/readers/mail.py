"""E-mail: newsletters and press releases, a message a file."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
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
    message = email.message_from_bytes(data, policy=email.policy.default)
    kinds: tuple[tuple[str, Media], ...] = (("plain", "text"), ("html", "html"))
    for kind, media in kinds:
        part = message.get_body((kind,))
        body = part.get_payload(decode=True) if part is not None else None
        if part is not None and isinstance(body, bytes) and body.strip():
            yield RawRecord(ref, body, _stated(message), media, part.get_content_charset("") or "", digest(data))
            return
    yield Refusal(ref, "no text is in this e-mail", digest(data))


def _stated(message: EmailMessage) -> Stated:
    """What the headers say: the sender is the publication, as of a newsletter."""
    sender = message["From"]
    names = [each.display_name for each in getattr(sender, "addresses", ())]
    return Stated(
        title=one_line(str(message["Subject"] or "")),
        date=sent_on(str(message["Date"] or "")),
        site_name=one_line(names[0]) if names else "",
    )
