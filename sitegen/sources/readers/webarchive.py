"""Web archives of Safari: a page with its pictures in one property list."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import Any
from xml.parsers.expat import ExpatError

from sitegen.core.pictures import MAX_PICTURE
from sitegen.core.types import RawPicture, RawRecord, Refusal, SourceRef, Stated
from sitegen.core.urls import web_url
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.mhtml import PICTURES
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import digest
from sitegen.sources.stream import read_whole

NAME = "a web archive of Safari"


def reads(head: bytes, name: str) -> bool:
    """By its name, or by the name of its main part in a property list."""
    return (name.endswith(".webarchive") and head[:6] in (b"bplist", b"<?xml ")) or (
        head.startswith(b"bplist00") and b"WebMainResource" in head
    )


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | RawPicture | Refusal]:
    """The page, and its pictures where they are asked for; frames are left."""
    data = read_whole(stream, options.max_bytes * PICTURES)
    if data is None:
        yield too_large(ref, options)
        return
    try:
        found = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, RecursionError, AttributeError) as error:
        yield Refusal(ref, f"the property list can't be read: {error}", digest(data), data)
        return
    main = found.get("WebMainResource") if isinstance(found, Mapping) else None
    body = main.get("WebResourceData") if isinstance(main, Mapping) else None
    if not isinstance(main, Mapping) or not isinstance(body, bytes) or not body.strip():
        yield Refusal(ref, "no web page is in this property list", digest(data))
        return
    stated = Stated(url=web_url(_said(main, "WebResourceURL")))
    yield RawRecord(ref, body, stated, "html", _said(main, "WebResourceTextEncodingName"), digest(data))
    others = found.get("WebSubresources") if options.pictures else None
    for each in others if isinstance(others, list) else []:
        if isinstance(each, Mapping) and _said(each, "WebResourceMIMEType").startswith("image/"):
            picture = each.get("WebResourceData")
            if isinstance(picture, bytes) and 0 < len(picture) <= MAX_PICTURE:
                yield RawPicture(ref, _said(each, "WebResourceURL"), picture)


def _said(resource: Mapping[str, Any], key: str) -> str:
    value = resource.get(key)
    return value if isinstance(value, str) else ""
