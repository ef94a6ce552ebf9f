"""The stage: one raw document in, one clean article out."""

from __future__ import annotations

from sitegen.clean.extract import from_html
from sitegen.clean.plain import from_text, told
from sitegen.clean.rules import cut_residue
from sitegen.clean.stated import Stated
from sitegen.clean.typography import mend
from sitegen.config.schema import CleanConfig
from sitegen.core.text import one_line
from sitegen.core.types import Block, CleanArticle, RawDocument, Refusal

VERSION = 1
HEAD_BLOCKS = 3  # byline, date, place of publication: more lines of that kind are a list


def clean(doc: RawDocument, config: CleanConfig) -> CleanArticle | Refusal:
    """The article of the document, without its residue, or the reason why there is none.

    `language` is empty where the document doesn't state it; a date that it doesn't state stays None.
    """
    stated, raw = from_html(doc) if doc.media == "html" else from_text(doc)
    mended = tuple(block for block in map(_mended, raw) if block.text)
    title = mend(one_line(stated.title))
    stated, rest = _without_head(stated, _without_title(mended, title))
    blocks, cuts = cut_residue(rest)
    length = sum(len(block.text) for block in blocks)
    if length < config.min_characters:
        reason = f"only {length} characters of text are left after cleaning (clean.min_characters: {config.min_characters})"
        return Refusal(doc.ref, reason, doc.sha256)
    return CleanArticle(
        ref=doc.ref,
        sha256=doc.sha256,
        title=title or _title_from(blocks),
        blocks=_headings_in_order(blocks),
        date=stated.date,
        modified=stated.modified if stated.modified != stated.date else None,
        authors=tuple(mend(author) for author in stated.authors),
        site_name=mend(stated.site_name) or doc.ref.name,
        url=stated.url,
        language=stated.language,
        tags=tuple(mend(tag) for tag in stated.tags),
        cuts=cuts,
    )


def _mended(block: Block) -> Block:
    text = block.text if block.kind == "table" else mend(one_line(block.text))
    return Block(block.kind, text, block.level)


def _without_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The blocks without a first one that only says the title again."""
    if blocks and title and blocks[0].text.casefold() == title.casefold():
        return blocks[1:]
    return blocks


def _without_head(stated: Stated, blocks: tuple[Block, ...]) -> tuple[Stated, tuple[Block, ...]]:
    """The blocks without the byline and date lines that stand first, and `stated` with what they tell."""
    for _ in range(HEAD_BLOCKS):
        made = told(stated, blocks[0].text) if blocks and blocks[0].kind in ("paragraph", "heading") else None
        if made is None:
            break
        stated, blocks = made, blocks[1:]
    return stated, blocks


def _title_from(blocks: tuple[Block, ...]) -> str:
    """The beginning of the text, for an article that nobody gave a title."""
    words = blocks[0].text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _headings_in_order(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with headings from level 2 on, no level left out, and none without text below it."""
    while blocks and blocks[-1].kind == "heading":
        blocks = blocks[:-1]
    levels = sorted({block.level for block in blocks if block.kind == "heading"})
    rank = {level: min(2 + place, 4) for place, level in enumerate(levels)}
    return tuple(Block("heading", block.text, rank[block.level]) if block.kind == "heading" else block for block in blocks)
