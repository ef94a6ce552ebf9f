"""The one Markdown parser of the project: CommonMark with tables, raw HTML switched off."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token


@cache
def parser() -> MarkdownIt:
    """The parser: HTML in a text is shown as text, and links may only be of http, https, mailto or within the site."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.validateLink = _is_safe  # type: ignore[method-assign]  # the documented way to change it
    return made


def _is_safe(url: str) -> bool:
    scheme, colon, _ = unescapeAll(url).strip().partition(":")
    return not colon or scheme.lower() in ("http", "https", "mailto") or any(c in scheme for c in "/?#")


MEDIA = "media/"  # folder of copied pictures, in content/ and on the site
PICTURE = "picture"  # title of a link that stands for a picture, its caption for its words


def is_picture(token: Token) -> bool:
    """Whether an inline token is nothing but the link to a picture."""
    children = token.children or []
    linked = bool(children) and children[0].type == "link_open" and children[0].attrGet("title") == PICTURE
    return linked or (len(children) == 1 and children[0].type == "image")


def paragraphs(tokens: list[Token]) -> list[str]:
    """The plain text of each block of a parsed text, tables and pictures left out."""
    found, in_table = [], 0
    for token in tokens:
        in_table += (token.type == "table_open") - (token.type == "table_close")
        if token.type == "inline" and not in_table and not is_picture(token):
            parts = (" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ())
            text = "".join(parts).strip()
            if text:
                found.append(text)
    return found
