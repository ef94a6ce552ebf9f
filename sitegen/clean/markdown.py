"""From blocks to the Markdown of an article's file."""

from __future__ import annotations

import re

from sitegen.core.types import Block

# Only what Markdown would read as markup is escaped: people edit these files.
_INLINE = re.compile(r"([\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|={2,}$|-{3,}$|~{3,})")
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Plain text as Markdown that renders as that text."""
    text = _INLINE.sub(r"\\\1", text)
    text = _LINE_START.sub(r"\\\1", text)
    return _NUMBER_START.sub(r"\1\\\2", text)


def to_markdown(blocks: tuple[Block, ...]) -> str:
    """The blocks as CommonMark, one empty line between them, none between the items of a list."""
    parts: list[str] = []
    previous: Block | None = None
    number = 0
    for block in blocks:
        tight = previous is not None and previous.kind == block.kind == "item" and previous.level == block.level
        number = number + 1 if tight else 1
        parts += ["\n" if tight else "\n\n"] if previous else []
        parts.append(_one(block, number))
        if previous and previous.kind == block.kind == "quote":
            parts[-2] = "\n>\n"
        previous = block
    return "".join(parts) + "\n"


def _one(block: Block, number: int) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {escape(block.text)}"
    if block.kind == "item":
        return f"{number}. {escape(block.text)}" if block.level else f"- {escape(block.text)}"
    if block.kind == "quote":
        return f"> {escape(block.text)}"
    return block.text if block.kind == "table" else escape(block.text)
