"""Menus and lists of links before the first paragraph and behind the last one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.clean.rules.form import is_sentence, is_short
from sitegen.core.types import Block

SHORT = 12  # words; the lines of menus, teasers and link lists have fewer, paragraphs have more
# How many such lines make a list. Before the text a kicker, a standfirst and a place may stand; behind it a name.
HEAD, TAIL = 4, 2


def margins(blocks: Sequence[Block]) -> Iterator[int]:
    """Short lines without a sentence's end, where several of them stand before the first or behind the last paragraph.

    Between paragraphs such lines are left alone: they may be headings, verse or facts.
    """
    text = [place for place, block in enumerate(blocks) if _is_paragraph(block)]
    if not text:
        return
    head, tail = range(text[0]), range(text[-1] + 1, len(blocks))
    for margin, least in ((head, HEAD), (tail, TAIL)):
        loose = [place for place in margin if _is_loose(blocks[place])]
        if len(loose) >= least:
            # A heading right over the first paragraph is the article's own.
            yield from (place for place in loose if not (margin is head and place == head[-1] and blocks[place].kind == "heading"))


def _is_paragraph(block: Block) -> bool:
    return block.kind in ("table", "quote") or (not is_short(block, SHORT) and is_sentence(block))


def _is_loose(block: Block) -> bool:
    return block.kind in ("paragraph", "heading") and is_short(block, SHORT) and not is_sentence(block)
