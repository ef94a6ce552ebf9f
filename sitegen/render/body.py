"""An article's Markdown as HTML: the first mention of each entity linked to its page, each claim to what is told of it, and every
paragraph with an address of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token
from markupsafe import Markup

from sitegen.core.markdown import PICTURE, is_picture, parser, plain_paragraphs
from sitegen.core.text import whole_words


@dataclass(frozen=True, slots=True)
class Link:
    """An entity that a text mentions."""

    href: str
    kind: str
    forms: tuple[str, ...]
    """Names to look for, the surest first; a surer one anywhere in the text goes before a less sure one earlier."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that a text makes."""

    anchor: str
    """Id of what the page tells of it; `said-…` is that of its place in the text."""
    sentence: str
    forms: tuple[str, ...]
    """Its number as the text may write it, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it; sizes in pixels, 0 where they are not known."""

    address: str
    width: int = 0
    height: int = 0


Pictures = Callable[[str], Shown | None]
"""From the address in a text to the picture, if the site holds it."""


def body_html(
    markdown: str, links: Sequence[Link] = (), pictures: Pictures = lambda _: None, claims: Sequence[Said] = ()
) -> Markup:
    """The body as safe HTML. Headings keep their levels (the page's title is level 1, theirs begin at 2).

    `pictures` tells where the site shows a picture of `content/media/`.
    """
    waiting = list(claims)
    plain = plain_paragraphs(markdown)
    if plain is not None:
        made = enumerate(_marked_texts(plain, links, waiting), 1)
        return Markup("".join(f'<p id="p{number}">{text}{_pilcrow(number)}</p>\n' for number, text in made))
    md = parser()
    tokens = md.parse(markdown)
    _lower_headings(tokens)
    _show_pictures(tokens, pictures)
    _mark_pictures(tokens)
    _mark_claims(tokens, waiting)
    _link_first_mentions(tokens, links)
    _number_paragraphs(tokens)
    return Markup(md.renderer.render(tokens, md.options, {}))


def _pilcrow(number: int) -> str:
    """The link to a paragraph. Its sign is drawn by the style, so that nobody copies it; a screen reader is spared it."""
    return f'<a class="para" href="#p{number}" aria-hidden="true" tabindex="-1"></a>'


def _number_paragraphs(tokens: list[Token]) -> None:
    number = 0
    for opened, token in pairwise(tokens):
        if opened.type == "paragraph_open" and opened.level == 0 and opened.tag == "p" and opened.attrGet("class") != PICTURE:
            number += 1
            opened.attrSet("id", f"p{number}")
            sign = Token("html_inline", "", 0)
            sign.content = _pilcrow(number)
            token.children = [*(token.children or ()), sign]


# ---------------------------------------------------------------------------------------------- claims

_Span = tuple[int, int, Said]


def _claims_in(text: str, waiting: list[Said]) -> list[_Span]:
    """Where a paragraph makes claims: the number of each, or the end of its sentence where the number is written another way.

    Those that are found leave `waiting`.
    """
    spans: list[_Span] = []
    for said in list(waiting):
        start = text.find(said.sentence) if said.sentence else -1
        if start < 0:
            continue
        waiting.remove(said)
        end = start + len(said.sentence)
        pattern = "|".join(map(re.escape, said.forms))
        found = re.compile(rf"(?<![\w.,])(?:{pattern})(?!\w|[.,]\d)", re.IGNORECASE).finditer(text, start, end) if pattern else ()
        places = ((match.start(), match.end()) for match in found)
        free = (span for span in places if not any(span[0] < other[1] and other[0] < span[1] for other in spans))
        spans.append((*next(free, (end, end)), said))
    return sorted(spans, key=lambda span: span[:2])


def _claim_attributes(said: Said) -> dict[str, str]:
    return {"class": "claim", "id": f"said-{said.anchor}", "href": f"#{said.anchor}"}


def _mark_claims(tokens: list[Token], waiting: list[Said]) -> None:
    for token in _linkable(tokens) if waiting else ():
        children = token.children or []
        texts = [
            " " if child.type in ("softbreak", "hardbreak") else child.content if child.type == "text" else "" for child in children
        ]
        for start, end, said in reversed(_claims_in("".join(texts), waiting)):
            place, before = 0, 0
            while place < len(texts) - 1 and before + len(texts[place]) < max(end, start + 1):
                before += len(texts[place])
                place += 1
            nested = sum((child.type == "link_open") - (child.type == "link_close") for child in children[:place])
            if children[place].type == "text" and start >= before and not nested:
                content, at, to = children[place].content, start - before, end - before
                opened = Token("link_open", "a", 1)
                opened.attrs = dict(_claim_attributes(said))
                marked = [
                    _text(content[:at]),
                    opened,
                    _text(content[at:to] or _SIGN),
                    Token("link_close", "a", -1),
                    _text(content[to:]),
                ]
                children[place : place + 1] = marked
                texts[place : place + 1] = [content[:at], "", content[at:to], "", content[to:]]
        token.children = children


_BREAKS = {"softbreak": " ", "hardbreak": " "}
_SIGN = "*"  # stands for a number that the text writes in another way


def _lower_headings(tokens: list[Token]) -> None:
    """Hand-written `#` headings become level 2: a page has one first-level heading, its title."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if levels and min(levels) == 1:
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _show_pictures(tokens: list[Token], pictures: Pictures) -> None:
    """Pictures of `content/media/` as figures, or within a line where they stand in one; any other as a link to it.

    Nothing is loaded from somebody else's host, which would learn of the archive's readers.
    """
    for opened, token, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = token.children or []
        if not any(child.type == "image" for child in children):
            continue
        alone = opened.type == "paragraph_open" and len(children) == 1
        shown = pictures(str(children[0].attrGet("src") or "")) if alone else None
        if shown:
            opened.tag = closed.tag = "figure"
            opened.attrSet("class", PICTURE)
            token.children = [_image(children[0], shown, ""), *_caption(children[0].content)]
        else:
            token.children = [each for child in children for each in _inline_picture(child, pictures)]


def _inline_picture(child: Token, pictures: Pictures) -> list[Token]:
    if child.type != "image":
        return [child]
    address = str(child.attrGet("src") or "")
    if shown := pictures(address):
        return [_image(child, shown, child.content)]
    opened, text, closed = _anchor(Link(address, "", ()), child.content or address)
    opened.attrs = {"href": address, "title": PICTURE}
    return [opened, text, closed]


def _image(token: Token, shown: Shown, alt: str) -> Token:
    image = Token("image", "img", 0)
    image.attrs = {"src": shown.address, "alt": alt, "loading": "lazy"}
    if shown.width and shown.height:  # the page keeps its place while it loads
        image.attrs |= {"width": shown.width, "height": shown.height}
    image.children = [_text(alt)] if alt else []
    image.content = token.content
    return image


def _caption(text: str) -> list[Token]:
    return [Token("figcaption_open", "figcaption", 1), _text(text), Token("figcaption_close", "figcaption", -1)] if text else []


def _mark_pictures(tokens: list[Token]) -> None:
    """A paragraph that stands for a picture says so by its class."""
    for opened, token in pairwise(tokens):
        if opened.type == "paragraph_open" and is_picture(token):
            opened.attrSet("class", PICTURE)
            (token.children or [])[0].attrs.pop("title", None)


def _link_first_mentions(tokens: list[Token], links: Sequence[Link]) -> None:
    texts = [child for token in _linkable(tokens) for child in token.children or () if child.type == "text"]
    wanted = _wanted("\n".join(child.content for child in texts), links)
    for token in _linkable(tokens):
        if not wanted:
            return
        token.children = _linked(token.children or [], wanted)


def _wanted(everything: str, links: Sequence[Link]) -> dict[str, Link]:
    """The form in which each entity is to be linked, where any of its forms stands in the text."""
    wanted: dict[str, Link] = {}
    for link in links:
        spelled = (each for form in link.forms for each in (form, form.upper()))  # datelines stand in capitals
        form = next((form for form in spelled if any(whole_words(form, everything))), None)
        if form is not None:
            wanted.setdefault(form, link)
    return wanted


def _marked_texts(texts: Sequence[str], links: Sequence[Link], waiting: list[Said]) -> Iterator[str]:
    """Plain texts as HTML, with links to entities and claims put in."""
    wanted = _wanted("\n".join(texts), links)
    for text in texts:
        made, at = "", 0
        for start, end, said in _claims_in(text.replace("\n", " "), waiting) if waiting else ():
            attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in _claim_attributes(said).items())
            made += _linked_text(text[at:start], wanted) + f"<a{attributes}>{_escaped(text[start:end]) or _SIGN}</a>"
            at = end
        yield made + _linked_text(text[at:], wanted)


def _linked_text(rest: str, wanted: dict[str, Link]) -> str:
    made = ""
    while found := _next(wanted, rest):
        start, form = found
        link = wanted.pop(form)
        made += _escaped(rest[:start])
        made += f'<a href="{_escaped(link.href)}" class="entity {link.kind}">{_escaped(form)}</a>'
        rest = rest[start + len(form) :]
    return made + _escaped(rest)


def _escaped(text: str) -> str:
    """As the parser's renderer does it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _next(wanted: Iterable[str], text: str) -> tuple[int, str] | None:
    """Where the first of some forms stands in a text, and which it is: of those that begin at one place the longest."""
    places = ((next(whole_words(form, text), None), form) for form in wanted)
    found = min(((place[0], -len(form), form) for place, form in places if place), default=None)
    return (found[0], found[2]) if found else None


def _linkable(tokens: list[Token]) -> list[Token]:
    """Inline tokens of running text: not of headings and tables, which stay plain."""
    plain = ("heading_open", "th_open", "td_open")
    return [token for place, token in enumerate(tokens) if token.type == "inline" and tokens[place - 1].type not in plain]


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
        while found := _next(wanted, rest):
            start, form = found
            out += [_text(rest[:start]), *_anchor(wanted.pop(form), form)]
            rest = rest[start + len(form) :]
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
