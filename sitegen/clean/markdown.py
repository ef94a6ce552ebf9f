"""From blocks to the Markdown of an article's file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.core.markdown import MEDIA, PICTURE
from sitegen.core.types import Block

# Only what Markdown would read as markup is escaped: people edit these files.
_INLINE = re.compile(r"([\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|={2,}$|-{3,}$|~{3,})")
_ESCAPED = r"\\\1"
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Plain text as Markdown that renders as that text."""
    return _at_line_start(_INLINE.sub(_ESCAPED, text))


def to_markdown(blocks: tuple[Block, ...], first: int = 1) -> str:
    """The blocks as CommonMark, one empty line between them, none between the items of a list; `first` numbers the first item."""
    parts: list[str] = []
    previous: Block | None = None
    number = first
    for block in blocks:
        tight = previous is not None and previous.kind == block.kind == "item" and previous.level == block.level
        number = number + 1 if tight else 1 if previous else first
        parts += ["\n" if tight else "\n\n"] if previous else []
        parts.append(_one(block, number))
        if previous and previous.kind == block.kind == "quote":
            parts[-2] = "\n>\n"
        previous = block
    return "".join(parts) + "\n"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table's rows of cells, all of one length, as Markdown; the first row is its head."""
    drawn = ["| " + " | ".join(escape(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([drawn[0], "|" + " --- |" * len(rows[0]), *drawn[1:]])


def _one(block: Block, number: int) -> str:
    if block.kind == "image":
        address = block.links[0].url
        if address.startswith(MEDIA):
            return f"![{escape(block.text)}](/{address})"
        return f'[{escape(block.text)}]({_address(address)} "{PICTURE}")'
    if block.kind == "table":
        return block.text
    text = _linked(block)
    if block.kind == "heading":
        return f"{'#' * block.level} {text}"
    if block.kind == "item":
        return f"{number}. {text}" if block.level else f"- {text}"
    return f"> {text}" if block.kind == "quote" else text


def _linked(block: Block) -> str:
    """The block's text, escaped, its links written out. A link whose words are not in the text any more is left."""
    parts: list[str] = []
    rest = block.text
    for link in block.links:
        before, found, behind = rest.partition(link.text)
        if found and link.text:
            parts += [_INLINE.sub(_ESCAPED, before), f"[{_INLINE.sub(_ESCAPED, link.text)}]({_address(link.url)})"]
            rest = behind
    if not parts:
        return escape(rest)
    return _at_line_start("".join(parts) + _INLINE.sub(_ESCAPED, rest))


def _at_line_start(text: str) -> str:
    return _NUMBER_START.sub(r"\1\\\2", _LINE_START.sub(_ESCAPED, text))


def _address(url: str) -> str:
    """An address as a link's target."""
    return f"<{url}>" if re.search(r"[()\s]", url) else url
