"""NITF, the markup in which news agencies and newspapers hand over their archives (IPTC's standard), alone or within NewsML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from io import BufferedReader
from typing import Any

from lxml import etree

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.readers.xml_ import elements, local
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
            else reference(ref, _attribute(element, "doc-id", "id-string") or f"article {place}")
        )
        found = from_fields(inner, _row(element), OWN_NAMES, raw) if len(raw) <= options.max_bytes else too_large(inner, options)
        yield Refusal(inner, found, digest(raw), raw) if isinstance(found, str) else found


def _row(article: Any) -> dict[str, Any]:
    body = next(_all(article, "body.content"), None)
    whole = None if body is None else next((each for each in _all(body, "block") if each.get("class") == "full_text"), body)
    byline = next(_all(article, "byline"), None)
    persons = [] if byline is None else [_text(each) for each in _all(byline, "person")]
    under = (each for head in _all(article, "hedline") for each in _all(head, "hl2") if not each.get("class"))
    pub_date, issued = _attribute(article, "pubdata", "date.publication"), _attribute(article, "date.issue", "norm")
    return {
        "id": _attribute(article, "doc-id", "id-string"),
        "html": "" if whole is None else "".join(_html(whole)),
        "title": _first(article, "hl1") or _first(article, "title"),
        "subtitle": next(map(_text, under), ""),
        "date": pub_date or issued or _first(article, "story.date"),
        "authors": persons or ([_text(byline)] if byline is not None else []),
        "site_name": _attribute(article, "pubdata", "name"),
        "section": _attribute(article, "pubdata", "position.section"),
        "url": _attribute(article, "pubdata", "ex-ref"),
        "tags": [key for each in _all(article, "keyword") if (key := each.get("key"))],
    }


def _html(element: Any) -> Iterator[str]:
    """The element's content in HTML's names; of what HTML has no name for, the text."""
    if element.text:
        yield escape(element.text)
    for each in element:
        if local(each) and local(each) not in _LEFT:
            tag = _AS_HTML.get(local(each), "")
            yield f"<{tag}>" if tag else ""
            yield from _html(each)
            yield f"</{tag}>" if tag else ""
        if each.tail:
            yield escape(each.tail)


def _all(element: Any, name: str) -> Iterator[Any]:
    found: Iterator[Any] = element.iter(f"{{*}}{name}")
    return found


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _first(element: Any, name: str) -> str:
    return next((text for each in _all(element, name) if (text := _text(each))), "")


def _attribute(element: Any, name: str, attribute: str) -> str:
    return next((value for each in _all(element, name) if (value := each.get(attribute))), "")
