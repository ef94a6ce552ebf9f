"""An article's Markdown as HTML, the first mention of each entity linked to its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token
from markupsafe import Markup

from sitegen.core.markdown import PICTURE, is_picture, parser

VERSION = 2


@dataclass(frozen=True, slots=True)
class Link:
    """An entity that a text mentions."""

    href: str
    kind: str
    forms: tuple[str, ...]
    """Names to look for, the surest first; a surer one anywhere in the text goes before a less sure one earlier."""


def body_html(markdown: str, links: Sequence[Link] = ()) -> Markup:
    """The body as safe HTML. Headings keep their levels (the page's title is level 1, theirs begin at 2)."""
    md = parser()
    tokens = md.parse(markdown)
    _lower_headings(tokens)
    _mark_pictures(tokens)
    _link_first_mentions(tokens, links)
    return Markup(md.renderer.render(tokens, md.options, {}))


def _lower_headings(tokens: list[Token]) -> None:
    """Hand-written `#` headings become level 2: a page has one first-level heading, its title."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if levels and min(levels) == 1:
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _mark_pictures(tokens: list[Token]) -> None:
    """A paragraph that stands for a picture says so by its class."""
    for opened, token in pairwise(tokens):
        if opened.type == "paragraph_open" and is_picture(token):
            opened.attrSet("class", PICTURE)
            (token.children or [])[0].attrs.pop("title")


def _link_first_mentions(tokens: list[Token], links: Sequence[Link]) -> None:
    texts = [child for token in _linkable(tokens) for child in token.children or () if child.type == "text"]
    everything = "\n".join(child.content for child in texts)
    wanted: dict[str, Link] = {}
    for link in links:
        spelled = (each for form in link.forms for each in (form, form.upper()))  # datelines stand in capitals
        form = next((form for form in spelled if form in everything and re.search(_pattern(form), everything)), None)
        if form is not None:
            wanted.setdefault(form, link)
    for token in _linkable(tokens):
        if not wanted:
            return
        token.children = _linked(token.children or [], wanted)


def _linkable(tokens: list[Token]) -> list[Token]:
    """Inline tokens of running text: not of headings and tables, which stay plain."""
    plain = ("heading_open", "th_open", "td_open")
    return [token for place, token in enumerate(tokens) if token.type == "inline" and tokens[place - 1].type not in plain]


def _pattern(form: str) -> str:
    return rf"(?<!\w){re.escape(form)}(?!\w)"


def _linked(children: list[Token], wanted: dict[str, Link]) -> list[Token]:
    """The children with links put in; each form that was linked leaves `wanted`."""
    out: list[Token] = []
    in_link = 0
    for child in children:
        in_link += (child.type == "link_open") - (child.type == "link_close")
        if child.type != "text" or in_link:
            out.append(child)
            continue
        rest = child.content
        while wanted:
            longest_first = sorted(wanted, key=len, reverse=True)
            match = re.search("|".join(map(_pattern, longest_first)), rest)
            if match is None:
                break
            link = wanted.pop(match[0])
            out += [_text(rest[: match.start()]), *_anchor(link, match[0])]
            rest = rest[match.end() :]
        out.append(_text(rest))
    return out


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token


def _anchor(link: Link, text: str) -> tuple[Token, Token, Token]:
    opened = Token("link_open", "a", 1)
    opened.attrs = {"href": link.href, "class": f"entity {link.kind}"}
    return opened, _text(text), Token("link_close", "a", -1)
