"""From Markdown to blocks: articles that another tool has cleaned already.

What site generators and note-takers add to Markdown is no text of the article: Hugo's and Jekyll's directives, Obsidian's comments
and marks. Its links between notes are left as their words, as there are no notes to lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from markdown_it.token import Token

from sitegen.clean.candidates import whole_address
from sitegen.clean.draft import Draft
from sitegen.clean.extract import BOLD_LEVEL, from_fragment
from sitegen.clean.header import without_header
from sitegen.clean.headings import is_heading
from sitegen.clean.inline import BREAK, lines_of, raised
from sitegen.clean.learned.texts import judge
from sitegen.clean.learned.tokens import is_button
from sitegen.clean.markdown import table
from sitegen.clean.stated import credits, merged
from sitegen.core.markdown import PICTURE
from sitegen.core.text import one_line
from sitegen.core.types import Block, BlockKind, Cut, Link, RawDocument, Stated

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# "{{< figure src=… >}}", "{{% notice %}}", "{% include x %}", "%% a comment %%"
_DIRECTIVE = re.compile(r"^\[{1,2}_?TOC_?\]{1,2}$|\{\{[<%][^{}]{0,1000}\}\}|\{%[^{}]{0,1000}%\}|%%[^%]{0,1000}%%")
_NOTE = re.compile(r"(!?)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")  # "[[Ann Lee|the mayor]]", "![[map.png]]"
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)", re.I)
_FOOTNOTE = re.compile(r"^\[\^([^\[\]\s]{1,40})\]:[ \t]*", re.M)  # "[^1]: The vote was 12 to 9."
_NOTED = re.compile(r"\[\^([^\[\]\s]{1,40})\]")  # where a footnote is named: "… on Tuesday[^1]"
_CALLOUT = re.compile(r"^([ >]*>[ ]?)\[![\w-]{1,30}\][+-]?[ ]*", re.M)  # "> [!note] Title"

MENU = 5  # blocks that are nothing but a link, from which on a text has menus
SCRAPED = 2  # the same where a table of scraped pages holds it


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables and what is struck out; HTML is told apart, to be read as such.

    What is written from it goes through the strict parser.
    """
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def from_markdown(doc: RawDocument) -> Draft:
    """The blocks of a Markdown text; a single first-level heading at its head is its title.

    Where front matter stands above it, a person or a tool has made it an article already, and nothing goes. Without, and with a
    page's menus in it, it is what a scraper wrote down of a whole page, and its blocks are judged as the lines of a text are.
    """
    noted, text = without_header(doc.text) if doc.stated == Stated() else (Stated(), doc.text)
    text = _with_footnotes(_CALLOUT.sub(r"\1", _NOTE.sub(_plain_link, text)))
    found = _with_bold_headings(list(_blocks(_parser().parse(text), doc)))
    blocks = [each for each in found if isinstance(each, Block)]
    cuts = tuple(
        Cut(each, "directive", sum(isinstance(other, Block) for other in found[:place]))
        for place, each in enumerate(found)
        if isinstance(each, str)
    )
    least = SCRAPED if doc.scraped else MENU if doc.stated == Stated() else None
    if least and sum(any(link.text == block.text for link in block.links) for block in blocks) >= least:
        draft = _judged(blocks, cuts, doc)
        return replace(draft, stated=merged(noted, draft.stated))
    title = ""
    if blocks and blocks[0].kind == "heading" and blocks[0].level == 1:
        title, blocks = blocks[0].text, blocks[1:]
        cuts = tuple(replace(cut, before=max(0, cut.before - 1)) for cut in cuts)
    return Draft(merged(noted, Stated(title=title)), tuple(blocks), (1.0,) * len(blocks), cuts)


def _with_bold_headings(found: list[Block | str]) -> list[Block | str]:
    """The blocks with those made headings that are in bold type from end to end and stand over a paragraph as headings do."""
    out = list(found)
    for place, block in enumerate(found):
        if isinstance(block, Block) and block.kind == "paragraph" and block.level == BOLD_LEVEL:
            below = (found[n] for n in range(place + 1, len(found)))
            following = next((each for each in below if isinstance(each, Block)), None)
            is_one = following is not None and following.kind == "paragraph" and is_heading(block.text, following.text)
            out[place] = replace(block, kind="heading") if is_one and not is_button(block.text) else replace(block, level=0)
    return out


def _with_footnotes(text: str) -> str:
    """Footnotes as paragraphs of their own where they stand, with their numbers in brackets, here and where they are named."""
    labels = set(_FOOTNOTE.findall(text))
    text = _FOOTNOTE.sub(lambda match: f"\n\\[{match[1]}\\] ", text)
    return _NOTED.sub(lambda match: f"\\[{match[1]}\\]" if match[1] in labels else match[0], text)


def _judged(blocks: list[Block], cuts: tuple[Cut, ...], doc: RawDocument) -> Draft:
    judged = judge([block.text for block in blocks], doc.stated.language)
    headings = [place for place, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    # Of several, as of a page's name and its article's, the likeliest.
    title = max(headings, key=lambda place: (float(judged.headline[place]), -place), default=None)
    people, others = credits(judged.authors)
    stated = Stated(
        title=blocks[title].text if title is not None else "", date=judged.date, authors=people, corporate_authors=others
    )
    left = [place for place in range(len(blocks)) if place != title]
    # Above the headline stands the page's sign; pictures elsewhere go with the text around them.
    shown = (
        float(title is None or place > title) if blocks[place].kind == "image" else float(judged.keep[place]) for place in left
    )
    moved = (replace(cut, before=cut.before - (title is not None and cut.before > title)) for cut in cuts)
    return Draft(stated, tuple(blocks[place] for place in left), tuple(shown), tuple(moved))


def _plain_link(match: re.Match[str]) -> str:
    embedded, target, words = match.groups()
    if not embedded:
        return words or target.rpartition("#")[2]
    return f"![{words or ''}](<{target}>)" if _IMAGE.search(target) else ""


def _blocks(tokens: list[Token], doc: RawDocument) -> Iterator[Block | str]:
    """The blocks; what is a directive alone, as text."""
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
                yield Block("table", table(rows))
                rows = []
        elif token.type == "inline" and "table" in inside:
            rows[-1].append(_Inline(token.children).text)
        elif token.type == "inline":
            yield from _block(token, inside, tokens[place - 1], doc.stated.url)
        elif token.type == "html_block":
            yield from from_fragment(replace(doc, text=token.content)).blocks
        elif token.type in ("fence", "code_block"):
            yield Block("paragraph", one_line(token.content))


def _block(token: Token, inside: list[str], opened: Token, base: str) -> Iterator[Block | str]:
    children = token.children
    if _DIRECTIVE.search(token.content):
        rest = _DIRECTIVE.sub("", token.content)
        if not rest.strip():
            yield one_line(token.content)
            return
        children = _parser().parseInline(rest)[0].children
    inline = _Inline(children)
    links = tuple(Link(words, whole) for words, address in inline.links if (whole := whole_address(address, base)))
    kind: BlockKind = "paragraph"
    level = 0
    if opened.type == "heading_open":
        kind, level = "heading", int(opened.tag[1])
    elif "list_item" in inside:
        kind, level = "item", int("ordered_list" in inside)
    elif "blockquote" in inside:
        kind = "quote"
    elif inline.bold:
        level = BOLD_LEVEL  # a mark for `_with_bold_headings`
    for line in inline.lines if kind == "paragraph" and inline.lines else (inline.text,):
        if line:
            yield Block(kind, line, level, tuple(link for link in links if link.text in line))
    for caption, address in inline.pictures:
        yield Block("image", caption, 0, (Link("", whole_address(address, base) or address),))


class _Inline:
    """What stands in a line: its plain text, (words, address) of its links, (caption, address) of its pictures.

    And whether it is in bold type from end to end.
    """

    def __init__(self, children: Sequence[Token] | None):
        self.links: list[tuple[str, str]] = []
        self.pictures: list[tuple[str, str]] = []
        self._parts: list[str] = []
        self._opened: list[tuple[int, Token]] = []  # links, with the number of the part with which each begins
        self._raised = -1  # number of the part with which raised type begins
        struck = 0
        for child in children or ():
            struck += (child.type == "s_open") - (child.type == "s_close")
            if not struck:
                self._take(child)
        self.lines = lines_of("".join(self._parts)) if BREAK in self._parts else ()
        self.text = one_line("".join(self._parts))
        kinds = [child.type for child in children or () if child.type != "text" or child.content]
        self.bold = kinds[:1] == ["strong_open"] and kinds[-1:] == ["strong_close"] and kinds.count("strong_open") == 1
        self.links = [link for link in self.links if link[0]]
        self.pictures = [picture for picture in self.pictures if picture[0]]

    def _take(self, child: Token) -> None:
        match child.type:
            case "link_open":
                self._opened.append((len(self._parts), child))
            case "link_close" if self._opened:
                self._close_link()
            case "image":
                self.pictures.append((one_line(str(child.attrGet("title") or child.content)), str(child.attrGet("src") or "")))
            case "html_inline":
                self._read_tag(child.content.lower())
            case "softbreak":
                self._parts.append(" ")
            case "hardbreak":
                self._parts.append(BREAK)
            case _:
                self._parts.append(child.content)

    def _close_link(self) -> None:
        start, link = self._opened.pop()
        words, address = one_line("".join(self._parts[start:])), str(link.attrGet("href") or "")
        if link.attrGet("title") == PICTURE:
            del self._parts[start:]
        (self.pictures if link.attrGet("title") == PICTURE else self.links).append((words, address))

    def _read_tag(self, tag: str) -> None:
        if tag.startswith("<br"):
            self._parts.append(BREAK)
        elif tag.startswith("<sup"):
            self._raised = len(self._parts)
        elif tag == "</sup>" and self._raised >= 0:
            number = "".join(self._parts[self._raised :]).strip()
            leads = bool(self._opened) or any(words == number for words, _ in self.links)
            self._parts[self._raised :] = [raised(number, leads) or number]
            self._raised = -1
