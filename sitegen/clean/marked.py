"""From Markdown to blocks: articles that another tool has cleaned already."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from sitegen.clean.candidates import whole_address
from sitegen.clean.draft import Draft
from sitegen.clean.markdown import escape
from sitegen.core.markdown import parser
from sitegen.core.text import one_line
from sitegen.core.types import Block, BlockKind, Link, RawDocument, Stated


def from_markdown(doc: RawDocument) -> Draft:
    """The blocks of a Markdown text; a single first-level heading at its head is its title."""
    blocks = tuple(_blocks(parser().parse(doc.text), doc.stated.url))
    title = ""
    if blocks and blocks[0].kind == "heading" and blocks[0].level == 1:
        title, blocks = blocks[0].text, blocks[1:]
    return Draft(Stated(title=title), blocks, (1.0,) * len(blocks))


def _blocks(tokens: list[Token], base: str) -> Iterator[Block]:
    inside: list[str] = []
    rows: list[list[str]] = []
    for place, token in enumerate(tokens):
        if token.nesting == 1:
            inside.append(token.type.removesuffix("_open"))
            if token.type == "tr_open":
                rows.append([])
        elif token.nesting == -1:
            inside.pop()
            if token.type == "table_close":
                yield Block("table", _drawn(rows))
                rows = []
        elif token.type == "inline" and "table" in inside:
            rows[-1].append(_text(token)[0])
        elif token.type == "inline":
            yield from _block(token, inside, tokens[place - 1], base)
        elif token.type in ("fence", "code_block"):
            yield Block("paragraph", one_line(token.content))


def _block(token: Token, inside: list[str], opened: Token, base: str) -> Iterator[Block]:
    text, addresses = _text(token)
    links = tuple(Link(words, whole) for words, address in addresses if (whole := whole_address(address, base)))
    kind: BlockKind = "paragraph"
    level = 0
    if opened.type == "heading_open":
        kind, level = "heading", int(opened.tag[1])
    elif "list_item" in inside:
        kind, level = "item", int("ordered_list" in inside)
    elif "blockquote" in inside:
        kind = "quote"
    if text:
        yield Block(kind, text, level, links)


def _text(token: Token) -> tuple[str, list[tuple[str, str]]]:
    """The plain text of an inline token, and (text, address) of its links."""
    parts: list[str] = []
    links: list[tuple[str, str]] = []
    opened: list[tuple[int, str]] = []
    for child in token.children or ():
        if child.type == "link_open":
            opened.append((len(parts), str(child.attrGet("href") or "")))
        elif child.type == "link_close" and opened:
            start, address = opened.pop()
            links.append((one_line("".join(parts[start:])), address))
        else:
            parts.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
    return one_line("".join(parts)), [link for link in links if link[0]]


def _drawn(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(escape(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
