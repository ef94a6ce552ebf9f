"""From a page to its article's blocks.

trafilatura names the blocks that it takes for the article; a small trained model then decides block by block, by that and
by what the page's tree, the block's words and its neighbours say. On pages of hosts that neither was trained on this
finds more of the article and less of the rest than trafilatura alone (figures in docs/decisions/0007-learned-lines.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import numpy as np
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from sitegen.clean import metadata
from sitegen.clean.candidates import Candidate, Picture, walked, whole_address
from sitegen.clean.choice import KEEP, chosen
from sitegen.clean.draft import Draft
from sitegen.clean.embedded import embedded
from sitegen.clean.headings import is_heading
from sitegen.clean.learned.features import Vector
from sitegen.clean.learned.forest import forest, gram_weights
from sitegen.clean.learned.pages import AROUND, Look, look, page_grams, page_rows
from sitegen.clean.learned.tokens import is_button
from sitegen.clean.markdown import table
from sitegen.clean.parse import parsed, without_declaration
from sitegen.core.text import SENTENCE_END, one_line
from sitegen.core.types import Block, Cut, Link, RawDocument, Stated

FRAGMENT = 0.75  # how sure it is that a block of an article's own HTML belongs to it: rules by words may still take it out
EDGE = 4  # blocks at either end of the part of a page that is judged
MOSTLY = 3  # times the text that a page shows, from which on its structured data have the article and the page a summary
SHOWN = 200  # characters; a page that shows less has its article in its scripts, or none
DECIDED = 0.6  # the least that is told of a block that was taken: what is decided here is not decided again by its text alone
_OPTIONS: dict[str, Any] = {
    "favor_precision": True,
    "include_comments": False,
    "include_tables": True,
    "include_images": False,
    "include_links": False,
    "with_metadata": False,
}


def from_html(doc: RawDocument) -> Draft:
    """What the page states, and the blocks of its main text (none where there is no text)."""
    try:
        seen = looked_through(parsed(doc.text), doc.stated.url)
    except (LxmlError, ValueError):
        return Draft(Stated())
    stated = metadata.decide(seen.gathered, seen.span)
    draft = _draft(stated, seen.look.blocks, seen.keep, seen.look.taken, doc.stated.url or stated.url, seen.pictures)
    if _says_something(draft):
        return _whole(doc, seen.gathered.page.body(), draft)
    return _from_scripts(doc, seen.gathered.page.scripts, draft)


def _whole(doc: RawDocument, laid_out: Sequence[str], draft: Draft) -> Draft:
    """The article as the page's structured data have it, where the page itself shows but its beginning; else the draft as it is."""
    if sum(map(len, laid_out)) < MOSTLY * sum(len(block.text) for block in draft.blocks):
        return draft
    made = from_fragment(replace(doc, text="".join(f"<p>{escape(line)}</p>" for line in laid_out)))
    return replace(made, stated=draft.stated)


def _says_something(draft: Draft) -> bool:
    return sum(len(block.text) for block in draft.blocks) >= SHOWN


def _from_scripts(doc: RawDocument, scripts: Sequence[str], draft: Draft) -> Draft:
    """The article that the page's scripts would have shown, where they carry it; else the draft as it is."""
    text = embedded(scripts)
    made = from_fragment(replace(doc, text=text)) if text else draft
    return replace(made, stated=draft.stated) if _says_something(made) else draft


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """All that is known of a page before anything is decided."""

    gathered: metadata.Gathered
    look: Look
    keep: Vector
    """For each block of `look` the probability that it is the article's."""
    span: metadata.Span
    pictures: list[tuple[int, str, str]]
    """(Number of blocks of `look` before it, address, caption) of each picture."""


def looked_through(tree: HtmlElement, address: str) -> LookedThrough:
    """What the page offers, and what the models make of its blocks. Takes the tree apart."""
    walk = walked(tree)
    blocks = walk.blocks
    page = metadata.Page(tree, address, walk)
    gathered = metadata.gather(page)
    laid_out = page.body()
    captions = [_caption(each) for each in walk.pictures]
    seen, keep, span = _judged(blocks, extracted(tree), laid_out)  # last, as trafilatura leaves nothing of the tree
    near = [(each.before - seen.start, each.address, text) for each, text in zip(walk.pictures, captions, strict=True)]
    return LookedThrough(gathered, seen, keep, span, near)


def _judged(blocks: Sequence[Candidate], lines: Sequence[str], laid_out: Sequence[str]) -> tuple[Look, Vector, metadata.Span]:
    """The part of a page around the `lines` that an extractor took, the probability of each block in it, and the article's place.

    A wider part where the article goes on to its edge: the extractor has taken a piece from the middle. The head is looked for
    around that piece all the same, as the wider part of a page of several articles holds other heads.
    """
    around, span = AROUND, None
    while True:
        seen = look(blocks, lines, laid_out, around)
        keep = forest("page").probability(page_rows(seen, gram_weights("page-grams").probability(page_grams(seen))))
        kept = np.flatnonzero(keep >= KEEP)
        if not len(kept):
            return seen, keep, span or metadata.Span(0, len(blocks) - 1)
        span = span or metadata.Span(seen.start + int(kept[0]), seen.start + int(kept[-1]))
        left_open = seen.start > 0 and kept[0] < EDGE
        right_open = seen.start + len(seen.blocks) < len(blocks) and kept[-1] >= len(seen.blocks) - EDGE
        if (not left_open and not right_open) or around > len(blocks):
            return seen, keep, span
        around *= 4


def from_fragment(doc: RawDocument) -> Draft:
    """The blocks of an article's own HTML, as feeds and exports carry it: all of them are its text."""
    try:
        tree = parsed(f"<div>{_with_paragraphs(without_declaration(doc.text))}</div>")
    except (LxmlError, ValueError):
        return Draft(Stated())
    blocks, pictures, _ = walked(tree)
    sure = np.full(len(blocks), FRAGMENT, dtype=np.float32)
    near = [(each.before, each.address, _caption(each)) for each in pictures]
    return _draft(Stated(), blocks, sure, np.ones(len(blocks), dtype=np.float32), doc.stated.url, near)


_BLOCK_TAG = re.compile(r"<(?:p|div|li|h[1-6]|table|blockquote|pre|br|section|article)\b", re.I)


def _with_paragraphs(text: str) -> str:
    """HTML without an element that parts its paragraphs parts them by empty lines, or by lines: it is text with links in it."""
    if _BLOCK_TAG.search(text):
        return text
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n" if re.search(r"\n\s*\n", text.strip()) else r"\n", text))


def extracted(tree: HtmlElement) -> tuple[str, ...]:
    """The lines that trafilatura takes for a page's text; it takes the tree apart."""
    from trafilatura import bare_extraction  # takes a second to import

    try:
        found: Any = bare_extraction(tree, **_OPTIONS)
    except Exception:  # a page that trips it is decided by the model alone
        return ()
    return tuple(taken_lines(found.body)) if found is not None else ()


def taken_lines(body: Any) -> list[str]:
    """The text of trafilatura's tree (TEI-like), a line for each block."""
    lines = (" ".join("".join(each.itertext()).split()) for each in body.iter("p", "head", "item", "cell", "quote", "ab", "code"))
    return [line for line in lines if line]


# ---------------------------------------------------------------------------------------------- from choice to blocks


def _draft(
    stated: Stated, blocks: Sequence[Candidate], keep: Vector, agreed: Vector, base: str, pictures: Sequence[tuple[int, str, str]]
) -> Draft:
    """The chosen blocks in the page's order, each text once; those left out among them are told as cut.

    `pictures` are (number of blocks before it, address, caption); those that stand in the article are its own.
    """
    taken = chosen(stated.title, blocks, keep, agreed)
    if sum(len(block.text) for block, mine in zip(blocks, taken, strict=True) if mine) < SHOWN:  # then the extractor's word stands
        taken = [mine or share >= 1 for mine, share in zip(taken, agreed, strict=True)]
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
            if caption:
                out.append(Block("image", caption, 0, (Link("", whole_address(address, base) or address),)))
                sure.append(1.0)
        block = blocks[place]
        drawn = tables.get(block.cell[0]) if block.cell else None
        if drawn is not None:
            if drawn.first == place:
                out.append(Block("table", drawn.text))
                sure.append(1.0)
        elif taken[place] and not (block.kind == "figcaption" and block.text in captions):
            following = next((blocks[n].text for n in range(place + 1, last + 1) if taken[n]), "")
            made = [_block(line, base) for line in _lines(block)] if not out else _under_heading(block, following, base)
            out += made
            sure += [max(float(keep[place]), DECIDED)] * len(made)
        else:
            cuts.append(Cut(block.text, "caption" if block.text in captions else "page", len(out)))
    wanting = (
        "this is a list of articles (a home page, a section), not one"
        if _is_list(blocks[first : last + 1], taken[first : last + 1])
        else ""
    )
    return Draft(stated, tuple(out), tuple(sure), tuple(cuts), wanting)


def _is_list(blocks: Sequence[Candidate], taken: Sequence[bool]) -> bool:
    """Whether what was chosen are teasers: a few sentences each under a heading that leads elsewhere, and hardly a word besides."""
    leading, own, under = 0, 0, 0
    below = False
    for block, mine in zip(blocks, taken, strict=True):
        if block.kind in _HEADINGS:
            below = block.linked >= LEADS
            leading += below
        elif mine:
            words = block.text.count(" ") + 1
            under, own = (under + words, own) if below else (under, own + words)
    return leading >= TEASERS and own <= OWN_WORDS and under <= leading * TEASER_WORDS


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LEADS = 0.9  # share of a heading that is a link
TEASERS = 8  # headings of other articles between the blocks of one, from which on there is none
TEASER_WORDS = 45  # that stand under each at the most, on the average; a list of the ten best has more to say of each
OWN_WORDS = 40  # that stand under none of them; an article has more, whatever follows it


def _caption(picture: Picture) -> str:
    """What the page says under a picture, or instead of it."""
    around = picture.element.getparent()
    for _ in range(3):
        if around is None or around.tag == "body":
            break
        if around.tag == "figure":
            found = around.find(".//figcaption")
            if found is not None and (text := one_line(found.text_content())):
                return text[:LONGEST_CAPTION]
        around = around.getparent()
    return picture.alt[:LONGEST_CAPTION] if len(picture.alt) >= SHORTEST_CAPTION else ""


ABOVE = 6  # blocks above the text among which its first picture may stand
SHORTEST_CAPTION, LONGEST_CAPTION = 12, 400  # characters; a shorter text for a picture names a thing, and doesn't tell of it


def _lines(block: Candidate) -> list[Candidate]:
    """A block's lines, each with the links in it; the block itself where it has none of their own."""
    lines = [replace(block, text=line, links=tuple(link for link in block.links if link[0] in line)) for line in block.lines]
    return lines or [block]


def _under_heading(block: Candidate, following: str, base: str) -> list[Block]:
    """A block, its first line or all of it made a heading where it is in bold type and has a heading's form.

    Of 55 such lines over paragraphs on news pages and blogs 44 were headings, most others names or places at the article's head;
    so the first block stays as it is.
    """
    rest = block.text[len(block.bold) :].strip()
    in_text = block.kind in ("p", "div") and not block.lines and not block.in_item
    if not (in_text and block.bold and is_heading(block.bold, rest or following)) or is_button(block.bold):
        return [_block(line, base) for line in _lines(block)]
    heading = Block("heading", block.bold, BOLD_LEVEL)
    return [heading, *([_block(replace(block, text=rest), base)] if rest else [])]


BOLD_LEVEL = 4  # below those that the page itself calls headings
LONGEST_HEADING = 120  # characters; sentences that are longer are paragraphs in large type


def _block(block: Candidate, base: str) -> Block:
    links = tuple(Link(text, whole) for text, address in block.links if (whole := whole_address(address, base)))
    sentences = len(block.text) > LONGEST_HEADING and SENTENCE_END.search(block.text)
    if block.kind[0] == "h" and block.kind[1:].isdigit() and not sentences:
        return Block("heading", block.text, max(int(block.kind[1:]), 2), links)
    if block.kind == "li" or block.in_item:
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
        drawn = table([[" ".join(cells.get((row, column), ())) for column in range(1, columns + 1)] for row in rows])
        out[number] = _Table(mine[0], drawn)
    return out


MAX_CELL_WORDS = 25  # on the average; more is text that a table only lays out
MAX_COLUMNS = 30
