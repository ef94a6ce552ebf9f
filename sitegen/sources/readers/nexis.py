"""Exports of LexisNexis: many articles in one text or page, each with the database's lines around it.

Three layouts are read: the text and the page of the older service, whose articles begin with "1 of 100 DOCUMENTS" and have lines
such as "BYLINE: …", and the newer one's documents saved as text, in which "Body" stands above the text and "End of Document"
behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BufferedReader
from typing import Any

from sitegen.core.dates import read_date
from sitegen.core.fields import field_of
from sitegen.core.text import one_line
from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.several import articles, parts
from sitegen.sources.stream import head as first_bytes

NAME = "an export of LexisNexis"
_MARK = re.compile(
    rb"^[^\S\n]*(?:FOCUS - )?\d+ (?:of|von|van|de|sur|di) \d+ (?:DOCUMENT|DOKUMENT)[A-Z]{0,3}[^\S\n]*$"
    rb"|^[^\S\n]*(?:DOCUMENT|DOKUMENT) \d+ (?:of|von|van|de|sur|di) \d+[^\S\n]*$",
    re.M | re.I,
)
_PAGE_MARK = re.compile(rb"<DOCFULL>")
_END = re.compile(rb"^[^\S\n]*(?:End of Document|Ende des Dokuments|Fin du document)[^\S\n]*$", re.M | re.I)
_SIGNS = re.compile(rb"^[^\S\n]*(?:LENGTH|L\S{1,3}NGE|LONGUEUR|LENGTE|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE):", re.M | re.I)
_LABEL = re.compile(r"([A-ZÄÖÜÉ][A-ZÄÖÜÉ /-]{2,30}):(?:\s+|$)(.*)", re.S)
_LENGTH = re.compile(r"(?:LENGTH|LÄNGE|LONGUEUR|LENGTE|LONGITUD|LUNGHEZZA)$", re.I)
_BODY = re.compile(r"^[^\S\n]*(?:Body|Text|Haupttext|Corps)[^\S\n]*$", re.M)
# Behind the text; what stands there is the database's. Names that a text may have too ("COMPANY: …") are known by their index terms
# or by standing behind one of these.
_FOOT = frozenset(
    "LOAD-DATE LANGUAGE PUBLICATION-TYPE JOURNAL-CODE GRAPHIC DOCUMENT-TYPE SUBJECT CORRECTION-DATE UPDATE ACC-NO ISSN URL SPRACHE "
    "LANGUE DATE-CHARGEMENT TYPE-PUBLICATION".split()
)
_TERM = re.compile(r"\(\d\d%\)")  # "FIRES (90%); MILLS (78%)"
_HEAD = frozenset("HEADLINE BYLINE BODY DATELINE HIGHLIGHT SECTION LENGTH".split())  # that may stand below the length
_TAIL = re.compile(
    r"^[^\S\n]*(?:Classification|Klassifizierung|Graphic|Load-Date:.*|End of Document|Ende des Dokuments|Fin du document)[^\S\n]*$",
    re.M,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*(?:©|\(c\))?\s*\d{4}|©|\(c\)\s?\d{4}).*"
    r"|.*\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés)\W*",
    re.I,
)
_PAGES = re.compile(r"(?:pg|page|pp?|s|seite|column|section|part|edition)\.?\s*\w{0,4}\d", re.I)
_LEAD = 150  # characters; a block of more above which nothing says where the text begins is its first paragraph


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By the marks, with a line of the database's own."""
    if _PAGE_MARK.search(head):
        return b"DOCUMENTS</SPAN>" in head
    return bool(_SIGNS.search(head) and (_MARK.search(head) or _END.search(head)))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """Each document."""
    head = first_bytes(stream)
    if _PAGE_MARK.search(head):
        return articles(parts(stream, _PAGE_MARK, options.max_bytes), ref, options, _of_page)
    if _MARK.search(head):
        return articles(parts(stream, _MARK, options.max_bytes), ref, options, _of_text)
    return articles(parts(stream, _END, options.max_bytes, behind=True), ref, options, _of_newer)


def _of_page(page: str) -> dict[str, Any] | None:
    """The fields of a document of a page; its paragraphs are the blocks of a text."""
    if not page.startswith("<DOCFULL>"):
        return None
    page = page.partition("</DOCFULL>")[0]
    paragraphs = (
        re.sub(r"<[^<>]*>", "", re.sub(r"<br\b[^<>]*>", "\n", each, flags=re.I)) for each in re.split(r"</p>", page, flags=re.I)
    )
    return _fields([unescape(each).replace("\xa0", " ").strip() for each in paragraphs])


def _of_text(text: str) -> dict[str, Any] | None:
    return _fields(re.split(r"\n[^\S\n]*\n", text)) if _MARK.match(text[:200].encode()) else None


def _fields(blocks: list[str]) -> dict[str, Any]:
    """What the blocks of a document say, the first of which is its number."""
    row: dict[str, Any] = {}
    body: list[str] = []
    begun = ended = False  # whether the text may begin, and whether it is over
    for block in (each for each in blocks[1:] if each.strip()):
        label = _LABEL.fullmatch(block.strip())
        name, value = (label[1], one_line(label[2])) if label else ("", one_line(block))
        if name == "URL":
            row["url"] = value
        of_foot = name in _FOOT or (bool(label) and bool(_TERM.search(value)))
        ended = ended or (bool(body) and of_foot)
        if name == "CORRECTION":  # what was wrong belongs to the article, wherever the database puts it
            ended = False
            body += [label[2]] if label and value else []
        elif of_foot or ended or (_COPYRIGHT.fullmatch(value) and (not body or block[:2].isspace())):
            continue
        elif label and not body and (not begun or name in _HEAD):
            begun = begun or name == "BODY" or bool(_LENGTH.match(name))
            _note(row, name, value)
            body += [label[2]] if name == "BODY" and value else []
        elif begun or (row.get("title") and len(value) > _LEAD):
            body.append(block.strip("\n"))
        else:
            _note_above(row, value, centred=block[:2].isspace())
    if body and (place := row.pop("dateline", "")):
        body[0] = f"{place} – {body[0].lstrip()}"
    return row | {"text": "\n\n".join(body)}


def _note(row: dict[str, Any], name: str, value: str) -> None:
    """Add what a labelled line says."""
    field = {"HIGHLIGHT": "subtitle", "DATELINE": "dateline"}.get(name) or field_of(name)
    if field == "section":
        value = next((part for each in value.split(";") if (part := each.strip()) and not _PAGES.match(part)), "")
    if field in ("title", "subtitle", "authors", "section", "dateline") and value:
        row.setdefault(field, value)


def _note_above(row: dict[str, Any], value: str, *, centred: bool) -> None:
    """Add what an unlabelled line above the text says: the publication, its day, and then the headline."""
    if "date" not in row:
        if read_date(value):
            row["date"] = value
        else:
            row.setdefault("site_name", value)
    elif not centred:
        row.setdefault("title" if "title" not in row else "subtitle", value)


def _of_newer(text: str) -> dict[str, Any] | None:
    """The fields of a document whose text stands between "Body" and the database's own lines."""
    begin = _BODY.search(text)
    if begin is None:
        return {} if _TAIL.search(text) else None
    tail = _TAIL.search(text, begin.end())
    lines = [line for each in text[: begin.start()].split("\n") if (line := one_line(each))]
    row: dict[str, Any] = {"title": lines[0] if lines else ""}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon and name.isalpha() and not read_date(line):
            _note(row, name.upper(), value.strip())
        elif not _COPYRIGHT.fullmatch(line):
            _note_above(row, line, centred=True)
    return row | {"text": text[begin.end() : tail.start() if tail else len(text)]}
