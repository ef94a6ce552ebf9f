"""RSS and Atom feeds that were saved to a file, with whole articles in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from lxml import etree

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.readers.xml_ import child, elements, local, text_of
from sitegen.sources.record import OWN_NAMES, digest, from_fields, reference

NAME = "a feed"
_HEAD = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b[^>]*(?:version|xmlns)", re.I)
FULL = 600  # characters of a description from which on it is taken for the article; below it is a summary


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its root element."""
    return bool(_HEAD.search(head[:4096].replace(b"\0", b"")))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """The entries that carry their text; one with a summary alone is refused."""
    site, language, place = "", "", 0
    for element in elements(stream, "item entry", ("title", "language")):
        name = local(element)
        parent = element.getparent()
        if name in ("title", "language"):
            if parent is not None and local(parent) in ("channel", "feed"):
                site, language = (
                    (site or (element.text or "").strip(), language) if name == "title" else (site, (element.text or "").strip())
                )
            continue
        place += 1
        root = element.getroottree().getroot()
        language = language or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        yield _entry(element, place, ref, options, site, language)


def _entry(entry: Any, place: int, ref: SourceRef, options: ReadOptions, site: str, language: str) -> RawRecord | Refusal:
    raw = etree.tostring(entry, with_tail=False)
    link = text_of(entry, "link") or next(
        (each.get("href", "") for each in entry if local(each) == "link" and each.get("rel", "alternate") == "alternate"), ""
    )
    guid = text_of(entry, "guid", "id")
    inner = reference(ref, guid or link or f"entry {place}")
    body = _content(entry)
    if len(raw) > options.max_bytes:
        return too_large(inner, options)
    if not body:
        return Refusal(inner, "the feed carries no more than a summary of it", digest(raw), raw)
    row = {
        "html": body,
        "title": _plain(text_of(entry, "title")),
        "date": text_of(entry, "pubDate", "published", "date", "issued", "updated"),
        "modified": text_of(entry, "updated", "modified"),
        "authors": [text_of(each, "name") or "".join(each.itertext()) for each in entry if local(each) in ("author", "creator")],
        "site_name": site,
        "url": link or guid,
        "language": language,
        "tags": [(each.get("term") or "".join(each.itertext())).strip() for each in entry if local(each) == "category"],
    }
    found = from_fields(inner, row, OWN_NAMES, raw)
    return Refusal(inner, found, digest(raw), raw) if isinstance(found, str) else found


def _content(entry: Any) -> str:
    """The entry's own text as HTML."""
    whole = child(entry, "encoded", "content")
    if whole is not None and len(whole):  # Atom's xhtml: elements, not escaped text
        return (whole.text or "") + "".join(etree.tostring(each, encoding="unicode", method="html") for each in whole)
    text = "".join(whole.itertext()).strip() if whole is not None else ""
    if not text:
        text = max((text_of(entry, name) for name in ("description", "summary")), key=len)
        text = text if len(_plain(text)) >= FULL else ""
    return text


def _plain(text: str) -> str:
    return re.sub(r"<[^>]*>", "", text)
