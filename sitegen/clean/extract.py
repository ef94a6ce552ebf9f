"""From a page to its article's blocks, with trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import html as lxml_html
from lxml.etree import LxmlError

from sitegen.clean import metadata
from sitegen.clean.markdown import escape
from sitegen.clean.stated import Stated, read_authors, read_date
from sitegen.core.text import one_line
from sitegen.core.types import Block, RawDocument

# Body F1 on 181 news pages: 0.964 with favor_precision, 0.960 without; the losses of the plain mode are residue.
SAME = 60  # characters by which a paragraph is known again
_OPTIONS: dict[str, Any] = {
    "favor_precision": True,
    "include_comments": False,
    "include_tables": True,
    "include_images": False,
    "include_links": False,
    "with_metadata": True,
    # An undated page stays undated: the extensive search gave 98 % of such pages a date that was none of theirs.
    "date_extraction_params": {"extensive_search": False, "original_date": True},
}


def from_html(doc: RawDocument) -> tuple[Stated, tuple[Block, ...]]:
    """What the page states, and the blocks of its main text (none where trafilatura finds no text)."""
    from trafilatura import bare_extraction  # takes a second to import

    try:
        tree = lxml_html.document_fromstring(_without_declaration(doc.text))
    except (LxmlError, ValueError):
        return Stated(), ()
    stated = metadata.stated(tree)
    headings = _headings(tree)
    found: Any = bare_extraction(tree, **_OPTIONS)
    if found is None:
        return stated, ()
    stated = _completed(stated, found)
    return stated, _with_headings(tuple(_blocks(found.body)), headings)


def _headings(tree: Any) -> dict[str, tuple[str, int]]:
    """The beginning of a paragraph → the heading right above it and its level, for pages whose headings get lost."""
    found: dict[str, tuple[str, int]] = {}
    above: tuple[str, int] | None = None
    for each in tree.iter("h2", "h3", "h4", "p"):
        text = one_line(each.text_content())
        if each.tag != "p":
            above = (text, int(each.tag[1])) if text else None
        elif text:
            if above:
                found.setdefault(text[:SAME], above)
            above = None
    return found


def _with_headings(blocks: tuple[Block, ...], headings: dict[str, tuple[str, int]]) -> tuple[Block, ...]:
    """The blocks with the page's headings put back above their paragraphs.

    trafilatura drops headings where it has to fall back on a page's bare paragraphs.
    """
    if any(block.kind == "heading" for block in blocks):
        return blocks  # those that it left out then are mostly teasers'
    out: list[Block] = []
    for block in blocks:
        text, level = headings.get(block.text[:SAME], ("", 0)) if block.kind == "paragraph" else ("", 0)
        if text:
            out.append(Block("heading", text, level))
        out.append(block)
    return tuple(out)


def _without_declaration(text: str) -> str:
    """lxml refuses decoded text that still declares an encoding."""
    start = text.lstrip()
    return start[start.find("?>") + 2 :] if start.startswith("<?xml") else text


def _completed(stated: Stated, found: Any) -> Stated:
    """What structured data left out, filled in with what trafilatura found."""
    return replace(
        stated,
        title=stated.title or found.title or "",
        date=stated.date or read_date(found.date or ""),
        authors=stated.authors or read_authors(found.author or ""),
        site_name=stated.site_name or found.sitename or "",
        url=stated.url or (found.url if str(found.url).startswith(("https://", "http://")) else ""),
    )


def _blocks(body: Any) -> Iterator[Block]:
    """The blocks of trafilatura's tree (TEI-like: head, p, quote, list/item, table/row/cell)."""
    for each in body:
        if each.tag == "head":
            level = int(str(each.get("rend", "h2"))[-1:] or 2) if str(each.get("rend", ""))[-1:].isdigit() else 2
            yield Block("heading", _text(each), max(level, 2))
        elif each.tag == "list":
            numbered = int(each.get("rend") == "ol")
            for item in each.iter("item"):
                yield Block("item", _text(item), numbered)
        elif each.tag == "quote":
            paragraphs = each.findall("p")
            for part in paragraphs or (each,):
                yield Block("quote", _text(part))
        elif each.tag == "table":
            if table := _table(each):
                yield Block("table", table)
        elif each.tag in ("p", "code", "ab"):
            yield Block("paragraph", _text(each))
        elif len(each) and each.tag not in ("graphic",):
            yield from _blocks(each)


def _text(element: Any) -> str:
    for line_break in element.iter("lb"):
        line_break.tail = " " + (line_break.tail or "")
    return one_line("".join(element.itertext()))


def _table(table: Any) -> str:
    """The table as Markdown lines; nothing where it is only layout (one column or one row)."""
    rows = [[escape(_text(cell)).replace("|", "\\|") for cell in row.iter("cell")] for row in table.iter("row")]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or width < 2:
        return ""
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
