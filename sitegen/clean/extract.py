"""From a page to its article's blocks.

trafilatura names the blocks that it takes for the article; a small trained model then decides block by block, by that and
by what the page's tree, the block's words and its neighbours say. On pages of hosts that neither was trained on this
finds more of the article and less of the rest than trafilatura alone (figures in docs/decisions/0007-learned-lines.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from lxml import html as lxml_html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from sitegen.clean import metadata
from sitegen.clean.candidates import Candidate, Picture, whole_address, with_pictures
from sitegen.clean.draft import Draft
from sitegen.clean.learned.features import Vector
from sitegen.clean.learned.forest import forest, gram_weights
from sitegen.clean.learned.pages import look, page_grams, page_rows
from sitegen.clean.markdown import escape
from sitegen.core.dates import read_date
from sitegen.core.text import fold, one_line
from sitegen.core.types import Block, Cut, Link, RawDocument, Stated

FRAGMENT = 0.75  # how sure it is that a block of an article's own HTML belongs to it: rules by words may still take it out
KEEP_AGREED = 0.2
DECIDED = 0.6  # the least that is told of a block that was taken: what is decided here is not decided again by its text alone
KEEP = 0.5  # probability from which on a block is the article's
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


def from_html(doc: RawDocument) -> Draft:
    """What the page states, and the blocks of its main text (none where there is no text)."""
    try:
        tree = lxml_html.document_fromstring(_without_declaration(doc.text))
    except (LxmlError, ValueError):
        return Draft(Stated())
    stated = metadata.stated(tree, doc.stated.url)
    blocks, pictures = with_pictures(tree)
    if not blocks:
        return Draft(stated)
    captions = [_caption(each) for each in pictures]  # before trafilatura takes the tree apart
    laid_out = metadata.article_body(tree)
    found = extracted(tree)
    page = look(blocks, found.lines, laid_out)
    keep = forest("page").probability(page_rows(page, gram_weights("page-grams").probability(page_grams(page))))
    stated = _completed(stated, found.metadata, blocks)
    near = [(each.before - page.start, each.address, text) for each, text in zip(pictures, captions, strict=True)]
    return _draft(stated, page.blocks, keep, page.taken, doc.stated.url or stated.url, near)


def from_fragment(doc: RawDocument) -> Draft:
    """The blocks of an article's own HTML, as feeds and exports carry it: all of them are its text."""
    try:
        tree = lxml_html.document_fromstring(f"<div>{_without_declaration(doc.text)}</div>")
    except (LxmlError, ValueError):
        return Draft(Stated())
    blocks, pictures = with_pictures(tree)
    sure = np.full(len(blocks), FRAGMENT, dtype=np.float32)
    near = [(each.before, each.address, _caption(each)) for each in pictures]
    return _draft(Stated(), blocks, sure, np.ones(len(blocks), dtype=np.float32), doc.stated.url, near)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What trafilatura makes of a page."""

    lines: tuple[str, ...] = ()
    metadata: Any = None


def extracted(tree: HtmlElement) -> Extracted:
    """trafilatura's choice of a page's text, and its metadata; it takes the tree apart."""
    from trafilatura import bare_extraction  # takes a second to import

    try:
        found: Any = bare_extraction(tree, **_OPTIONS)
    except Exception:  # a page that trips it is decided by the model alone
        return Extracted()
    return Extracted(tuple(taken_lines(found.body)), found) if found is not None else Extracted()


def taken_lines(body: Any) -> list[str]:
    """The text of trafilatura's tree (TEI-like), a line for each block."""
    lines = (" ".join("".join(each.itertext()).split()) for each in body.iter("p", "head", "item", "cell", "quote", "ab", "code"))
    return [line for line in lines if line]


def _without_declaration(text: str) -> str:
    """lxml refuses decoded text that still declares an encoding."""
    start = text.lstrip()
    return start[start.find("?>") + 2 :] if start.startswith("<?xml") else text


def _completed(stated: Stated, found: Any, blocks: Sequence[Candidate]) -> Stated:
    """What structured data left out, filled in with what the page shows near its headline, and with what trafilatura found.

    trafilatura's date is not taken: it gave more than half of the undated pages one that was none of theirs. Nor are its
    authors: they added as many wrong names as right ones to those that pages mark as their byline.
    """
    stated = replace(stated, date=stated.date or _date_near(stated, blocks))
    if found is None:
        return stated
    return replace(
        stated,
        title=stated.title or found.title or "",
        site_name=stated.site_name or found.sitename or "",
        url=stated.url or (found.url if str(found.url).startswith(("https://", "http://")) else ""),
    )


def _date_near(stated: Stated, blocks: Sequence[Candidate]) -> dt.date | None:
    """The day in a short block beside the headline."""
    title = fold(stated.title)
    place = next((n for n, block in enumerate(blocks) if title and fold(block.text) == title), None)
    if place is None:
        return None
    near = sorted(range(max(0, place - BESIDE // 2), min(len(blocks), place + BESIDE)), key=lambda n: abs(n - place))
    return _first_date((blocks[n].text for n in near), stated.language)


def _first_date(texts: Iterable[str], language: str) -> dt.date | None:
    """The first day that a short text among these gives; one in a paragraph is a day of the story."""
    return next((found for text in texts if len(text) <= LONGEST_DATE and (found := read_date(text, language))), None)


BESIDE = 8  # blocks behind the headline in which its date is looked for, and half as many before it
LONGEST_DATE = 90  # characters of a block that may be a date line


# ---------------------------------------------------------------------------------------------- from choice to blocks


def _draft(
    stated: Stated, blocks: Sequence[Candidate], keep: Vector, agreed: Vector, base: str, pictures: Sequence[tuple[int, str, str]]
) -> Draft:
    """The chosen blocks in the page's order, each text once; those left out among them are told as cut.

    `pictures` are (number of blocks before it, address, caption); those that stand in the article are its own.
    """
    taken = _chosen(stated, blocks, keep, agreed)
    if not any(taken):
        return Draft(stated)
    first, last = taken.index(True), len(taken) - 1 - taken[::-1].index(True)
    tables = _tables(blocks, taken)
    out: list[Block] = []
    sure: list[float] = []
    cuts: list[Cut] = []
    waiting = [each for each in pictures if max(0, first - ABOVE) <= each[0] <= last]
    captions = {caption for _, _, caption in waiting}
    for place in range(first, last + 1):
        while waiting and waiting[0][0] <= place:
            _, address, caption = waiting.pop(0)
            if (whole := whole_address(address, base)) and caption:
                out.append(Block("image", caption, 0, (Link("", whole),)))
                sure.append(1.0)
        block = blocks[place]
        table = tables.get(block.cell[0]) if block.cell else None
        if table is not None:
            if table.first == place:
                out.append(Block("table", table.text))
                sure.append(1.0)
        elif taken[place] and not (block.kind == "figcaption" and block.text in captions):
            out.append(_block(block, base))
            sure.append(max(float(keep[place]), DECIDED))
        else:
            cuts.append(Cut(block.text, "caption" if block.text in captions else "page", len(out)))
    if stated.date is None:
        around = (*range(max(0, first - ABOVE), min(first + 2, len(blocks))), *range(last + 1, min(last + 1 + BELOW, len(blocks))))
        stated = replace(stated, date=_first_date((blocks[place].text for place in around), stated.language))
    return Draft(stated, tuple(out), tuple(sure), tuple(cuts))


def _caption(picture: Picture) -> str:
    """What the page says under a picture, or instead of it."""
    around = picture.holder
    for _ in range(3):
        if around is None or around.tag == "body":
            break
        if around.tag == "figure":
            found = around.find(".//figcaption")
            if found is not None and (text := one_line(found.text_content())):
                return text[:LONGEST_CAPTION]
        around = around.getparent()
    return picture.alt[:LONGEST_CAPTION] if len(picture.alt) >= SHORTEST_CAPTION else ""


PULLED = 5  # words of a pull-quote; fewer are said twice by chance
ABOVE, BELOW = 6, 3  # blocks above and below the text among which its first picture and its date may stand
SHORTEST_CAPTION, LONGEST_CAPTION = 12, 400  # characters; a shorter text for a picture names a thing, and doesn't tell of it


def _chosen(stated: Stated, blocks: Sequence[Candidate], keep: Vector, agreed: Vector) -> list[bool]:
    """Which blocks are the article's: probable ones, but for its own headline, hidden copies and readers' comments."""
    title = fold(stated.title)
    seen: set[tuple[str, str]] = set()
    taken: list[bool] = []
    for block, probability, share in zip(blocks, keep, agreed, strict=True):
        mark = (block.text, "" if len(block.text) > 60 else f"{block.container}")
        fresh = mark not in seen
        taken.append(bool(probability >= _least(block, share)) and fresh and fold(block.text) != title)
        if taken[-1]:
            seen.add(mark)
    return _without_pull_quotes(blocks, _without_comments(blocks, taken))


def _least(block: Candidate, taken: float) -> float:
    """The probability that a block needs: less where it is a quotation, or where trafilatura took all of it and it is no link."""
    sure = block.kind in ("blockquote", "pre") or taken >= 1
    return KEEP_AGREED if sure and not block.linked else KEEP


def _without_pull_quotes(blocks: Sequence[Candidate], taken: list[bool]) -> list[bool]:
    """No block that only says again, set apart, what a paragraph says."""
    whole = "\n".join(block.text for block, mine in zip(blocks, taken, strict=True) if mine)
    out = list(taken)
    for place, block in enumerate(blocks):
        words = block.text.strip(" \"“”„«»‘’'")
        if taken[place] and len(words.split()) >= PULLED and block.kind != "p" and whole.count(words) > 1:
            out[place] = False
    return out


def _without_comments(blocks: Sequence[Candidate], taken: list[bool]) -> list[bool]:
    """No block of an element named for comments, as long as most of what was chosen stands outside of such."""
    inside = [block.in_comments for block in blocks]
    size = sum(len(block.text) for block, mine in zip(blocks, taken, strict=True) if mine)
    outside = sum(len(block.text) for block, mine, comment in zip(blocks, taken, inside, strict=True) if mine and not comment)
    if outside * 2 < size:
        return taken
    return [mine and not comment for mine, comment in zip(taken, inside, strict=True)]


_KIND = {"li": "item", "blockquote": "quote"}


def _block(block: Candidate, base: str) -> Block:
    links = tuple(Link(text, whole) for text, address in block.links if (whole := whole_address(address, base)))
    if block.kind[0] == "h" and block.kind[1:].isdigit():
        return Block("heading", block.text, max(int(block.kind[1:]), 2), links)
    if block.kind == "li":
        return Block("item", block.text, int(block.ordered), links)
    return Block("quote" if block.kind == "blockquote" else "paragraph", block.text, 0, links)


@dataclass(frozen=True, slots=True)
class _Table:
    first: int
    """Place of its first chosen cell."""
    text: str


def _tables(blocks: Sequence[Candidate], taken: Sequence[bool]) -> dict[int, _Table]:
    """The tables that hold data, by number, as Markdown: two rows and two columns at least, and cells of a few words.

    A table is taken whole where half of it was chosen; one that lays out a page is left to its blocks.
    """
    by_table: dict[int, list[int]] = {}
    for place, block in enumerate(blocks):
        if block.cell:
            by_table.setdefault(block.cell[0], []).append(place)
    out = {}
    for number, places in by_table.items():
        mine = [place for place in places if taken[place]]
        cells: dict[tuple[int, int], list[str]] = {}
        for place in places:
            _, row, column = blocks[place].cell or (0, 0, 0)
            cells.setdefault((row, column), []).append(blocks[place].text)
        rows, columns = sorted({row for row, _ in cells}), max(column for _, column in cells)
        wordy = sum(len(text.split()) for texts in cells.values() for text in texts) / len(cells)
        if (
            len(mine) * 2 < len(places)
            or not mine
            or len(rows) < 2
            or columns < 2
            or wordy > MAX_CELL_WORDS
            or columns > MAX_COLUMNS
        ):
            continue
        lines = [
            [escape(" ".join(cells.get((row, column), ""))).replace("|", "\\|") for column in range(1, columns + 1)] for row in rows
        ]
        drawn = ["| " + " | ".join(line) + " |" for line in lines]
        out[number] = _Table(mine[0], "\n".join([drawn[0], "|" + " --- |" * columns, *drawn[1:]]))
    return out


MAX_CELL_WORDS = 25  # on the average; more is text that a table only lays out
MAX_COLUMNS = 30
