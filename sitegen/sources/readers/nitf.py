"""NITF, the markup in which news agencies and newspapers hand over their archives (IPTC's standard), alone or within NewsML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from lxml import etree

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.readers.xml_ import as_html, attribute, elements, first, found, said
from sitegen.sources.record import OWN_NAMES, digest, from_fields, reference

NAME = "a NITF article"
_ROOT = re.compile(rb"<(?:\w+:)?nitf\b")
_AS_HTML = {name: name for name in ("p", "ul", "ol", "li", "table", "tr", "td", "th")}
_AS_HTML |= {"hl1": "h2", "hl2": "h3", "bq": "blockquote", "note": "p"}
_LEFT = ("media", "body.end")  # pictures have no address there that a reader could follow


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its element, which may stand within others."""
    return bool(_ROOT.search(head.replace(b"\0", b"")))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """Each `nitf` element as an article."""
    for place, element in enumerate(elements(stream, "nitf", ()), 1):
        raw = etree.tostring(element, with_tail=False)
        inner = (
            ref
            if place == 1 and element.getparent() is None
            else reference(ref, attribute(element, "doc-id", "id-string") or f"article {place}")
        )
        made = from_fields(inner, _row(element), OWN_NAMES, raw) if len(raw) <= options.max_bytes else too_large(inner, options)
        yield Refusal(inner, made, digest(raw), raw) if isinstance(made, str) else made


def _row(article: Any) -> dict[str, Any]:
    body = next(found(article, "body.content"), None)
    whole = None if body is None else next((each for each in found(body, "block") if each.get("class") == "full_text"), body)
    byline = next(found(article, "byline"), None)
    persons = [] if byline is None else [said(each) for each in found(byline, "person")]
    under = (each for head in found(article, "hedline") for each in found(head, "hl2") if not each.get("class"))
    pub_date, issued = attribute(article, "pubdata", "date.publication"), attribute(article, "date.issue", "norm")
    return {
        "id": attribute(article, "doc-id", "id-string"),
        "html": "" if whole is None else "".join(as_html(whole, _AS_HTML, _LEFT)),
        "title": first(article, "hl1") or first(article, "title"),
        "subtitle": next(map(said, under), ""),
        "date": pub_date or issued or first(article, "story.date"),
        "authors": persons or ([said(byline)] if byline is not None else []),
        "site_name": attribute(article, "pubdata", "name"),
        "section": attribute(article, "pubdata", "position.section"),
        "url": attribute(article, "pubdata", "ex-ref"),
        "tags": [key for each in found(article, "keyword") if (key := each.get("key"))],
    }
