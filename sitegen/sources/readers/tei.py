"""TEI, the markup of scholars' corpora, and trafilatura's XML, which is much like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from lxml import etree

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.readers.xml_ import as_html, attribute, elements, found, local, said
from sitegen.sources.record import OWN_NAMES, digest, from_fields, reference

NAME = "a TEI text"
_ROOT = re.compile(rb"<(?:\w+:)?(?:TEI|teiCorpus)\b|<doc\s[^<>]*\b(?:sitename|fingerprint|hostname)=")
_AS_HTML = {name: name for name in ("p", "table")} | {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote",
            "row": "tr", "cell": "td", "l": "p", "ab": "p", "lb": "br", "code": "pre", "byline": "p"}  # fmt: skip
_LEFT = ("fw", "figure", "graphic", "note", "comments", "teiHeader")  # running heads and pictures; what others noted of the text
_PIECES = ("article", "newsitem", "item")  # a division that is an article of its own, by its type


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its root element."""
    return bool(_ROOT.search(head.replace(b"\0", b"")))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """Each text of a corpus; each article of a text that is divided into several."""
    count = 0
    for text in elements(stream, "TEI doc", ()):
        alone = text.getparent() is None
        stated = _of_doc(text) if local(text) == "doc" else _of_header(text)
        pieces = [each for each in found(text, "div") if (each.get("type") or "").lower() in _PIECES]
        for piece in pieces if len(pieces) > 1 else [text]:
            count += 1
            raw = etree.tostring(piece, with_tail=False)
            row = {**stated, **_body(piece)} if piece is text else {**stated, **_heads(piece), **_body(piece)}
            inner = ref if alone and piece is text else reference(ref, _id(piece) or f"article {count}")
            made = from_fields(inner, row, OWN_NAMES, raw) if len(raw) <= options.max_bytes else too_large(inner, options)
            yield Refusal(inner, made, digest(raw), raw) if isinstance(made, str) else made


def _of_doc(doc: Any) -> dict[str, Any]:
    """What trafilatura has as attributes."""
    names = {"title": "title", "author": "authors", "date": "date", "sitename": "site_name", "source": "url",
             "language": "language", "filedate": "retrieved"}  # fmt: skip
    row: dict[str, Any] = {field: value for name, field in names.items() if (value := doc.get(name))}
    row["tags"] = [tag for each in ("tags", "categories") for tag in (doc.get(each) or "").split(";") if tag.strip()]
    return row


def _of_header(text: Any) -> dict[str, Any]:
    """What the header says; of the source first, and then of the file that was made of it."""
    header = next(found(text, "teiHeader"), None)
    if header is None:
        return {}
    source = next(found(header, "sourceDesc"), header)
    publication = next(found(header, "publicationStmt"), header)
    titles = [each for each in found(header, "title") if said(each)]
    journal = next((each for each in titles if each.get("level") in ("j", "m", "s")), None)
    return {
        "id": attribute(text, "TEI", "{http://www.w3.org/XML/1998/namespace}id"),
        "title": next((said(each) for each in titles if each is not journal and each.get("type") in (None, "main")), ""),
        "subtitle": next((said(each) for each in titles if each.get("type") == "sub"), ""),
        "authors": list(dict.fromkeys(said(each) for each in found(header, "author") if said(each))),
        "date": _day(source) or _day(publication),
        "site_name": said(journal) if journal is not None else next((said(each) for each in found(source, "publisher")), ""),
        "url": attribute(source, "ptr", "target") or next(_addresses(header), ""),
        "language": attribute(header, "language", "ident"),
        "tags": [said(each) for each in found(header, "term")],
    }  # fmt: skip


def _heads(piece: Any) -> dict[str, Any]:
    """What a division says of itself: its head and its own date."""
    head = next(found(piece, "head"), None)
    told = {"title": said(head) if head is not None else "", "date": piece.get("when") or _day(piece)}
    return {"subtitle": "", "authors": [said(each) for each in found(piece, "docAuthor")]} | {
        name: value for name, value in told.items() if value
    }


def _body(piece: Any) -> dict[str, str]:
    body = next((each for name in ("body", "main") for each in found(piece, name)), piece)
    return {"html": "".join(as_html(body, _AS_HTML, _LEFT))}


def _addresses(header: Any) -> Iterator[str]:
    return (said(each) for each in found(header, "idno") if each.get("type") == "URL")


def _day(element: Any) -> str:
    return next((day for each in found(element, "date") if (day := each.get("when") or each.get("notBefore") or said(each))), "")


def _id(piece: Any) -> str:
    return piece.get("{http://www.w3.org/XML/1998/namespace}id") or piece.get("fingerprint") or ""
