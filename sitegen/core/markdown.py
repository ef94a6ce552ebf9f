"""The one Markdown parser of the project: CommonMark with tables, raw HTML switched off."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@cache
def parser() -> MarkdownIt:
    """The parser: HTML in a text is shown as text, and links may only be of http, https, mailto or within the site."""
    from markdown_it import MarkdownIt  # a build of nothing new parses nothing, and would wait for it

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.validateLink = _is_safe  # type: ignore[method-assign]  # the documented way to change it
    return made


# What makes more of a paragraph than its words, or begins a line of something else than a paragraph: by these a text of plain
# paragraphs, as most articles are, is told from one that takes the parser. A text taken for more than it is only costs time.
_SIGNS = ("*", "_", "[", "]", "<", "`", "|", "\\", "\0", "\r", " \n")  # and what the parser normalizes, and perhaps a break
_BEGINS = frozenset("#>+-=~:")  # headings, quotes, lists, rules, fences
_NUMBERED = re.compile(r"[0-9]{1,9}[.)](?:\s|$)")
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]*;)")
_BLANK = re.compile(r"\n\n+")


def plain_paragraphs(text: str) -> list[str] | None:
    """The paragraphs of a text that has nothing else, each as its lines; None of any other text, for which the parser is needed.

    The same as what the parser makes of it (proven in the tests on generated texts), in a thirtieth of the time.
    """
    text = text.strip("\n")
    if not text:
        return []
    if any(sign in text for sign in _SIGNS) or ("&" in text and _ENTITY.search(text)):
        return None
    for line in text.split("\n"):
        if line and (line[0] in _BEGINS or line[0].isspace() or _NUMBERED.match(line)):
            return None
    found = _BLANK.split(text)
    return found if all(each == each.strip() for each in found) else None


def text_blocks(text: str) -> list[str]:
    """The plain text of each block of a Markdown text, tables and pictures left out."""
    plain = plain_paragraphs(text)
    if plain is not None:
        return [each.replace("\n", " ") for each in plain if each]
    return paragraphs(parser().parse(text))


def _is_safe(url: str) -> bool:
    from markdown_it.common.utils import unescapeAll

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
