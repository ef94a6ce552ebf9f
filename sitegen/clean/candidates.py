"""The blocks of a page as they stand in its tree, with what the tree says of each: no choice is made here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from sitegen.clean.inline import BREAK, Inline, lines_of
from sitegen.core.text import one_line

MAX_BLOCKS = 5000  # of one page; more is a list of links, or made to do harm
WRITTEN_OUT = 4000  # characters of a picture in its own address (data:); less is a placeholder
# Characters of a text for readers without scripts, which is the article then; less asks them to allow scripts, or is a picture's.
SHOWN_WITHOUT = 400
SMALLEST = 120  # pixels; smaller pictures are icons, portraits of authors and trackers
NAMED = 12  # elements upwards whose names are read
MAX_DEPTH = 300  # deeper elements are read as text of the ones around them

_BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SKIP = frozenset(
    "script style template svg head textarea object math iframe select button input video audio canvas del s strike".split()
)
# Ancestors that say what a block is, in the order of their columns in `Candidate.within`.
WITHIN = ("article", "main", "aside", "nav", "footer", "header", "figure", "form", "li", "table", "blockquote", "figcaption", "a")
KINDS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "figcaption", "dt", "dd", "pre", "div")
# Words of class and id that tell what an element is for, group by group; sites name things alike. For names in small letters:
# where a pattern ignores case, each sign is folded and no literal is searched for, which takes six times as long.
MARKS = (
    r"relat|recommend|teaser|promo|recirc|read-?more|more-|also|similar|trending|popular|most-|latest|outbrain|taboola|suggest|inline-link",
    r"share|social|follow|toolbar|tools|print|button|btn",
    r"comment|disqus|discuss|reply|respond",
    r"caption|credit|photo|image|img|media|gallery|figure|video|player|slide",
    r"author|byline|contributor|bio\b|writer",
    r"date|time|publish|meta|tags?\b|topic|categor|breadcrumb|kicker|rubri|label|section-name",
    r"nav|menu|header|foot|sidebar|widget|masthead|banner|skip",
    r"\bad\b|\bads\b|advert|sponsor|commercial|promot|paywall|piano|subscri|newsletter|signup|sign-up|regwall|cookie|consent|gdpr|modal|popup",
    r"article-?_?(?:body|text|content|main)|entry-?_?content|post-?_?(?:body|content|text)|story-?_?(?:body|content|text)|body-?(?:text|copy)|rich-?text|paragraph|wysiwyg|articlebody",
    r"lead|intro|standfirst|dek|summary|subtitle|sub-?head|abstract|excerpt|teaser-text|sapo|chapo|vorspann",
    r"note|info-?box|fact|box|embed|disclaimer|correction|copyright|legal|hidden|visually|sr-only",
)  # fmt: skip
# An element that holds what readers wrote, not one that only counts or links to it ("comment-count" on a headline).
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|kommentare?|comentarios?|commentaires?|reacties|disqus|user-?reviews?)"
    r"(?:[_-]?(?:list|area|section|body|text|item|content|thread|wrap\w*|container|box|inner|entry|\d+))*(?:$|\s)")  # fmt: skip
MOST_SIGNS = 60
_SIGN_TAGS = frozenset(("h1", "h2", "h3", "time"))
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|by|profile|people|redaktion|staff)/|/(?:journalist|reporter|contributor)"
)
_CLASSES = {
    "author class": re.compile(r"author|byline|Author|Byline|autor|writer|auteur|redakteur|vcard|contributor"),
    "date class": re.compile(r"date|Date|publish|posted|datum|fecha|time|timestamp"),
    "title class": re.compile(r"(?:entry|post|article)-title|headline"),
}
_OF_LINES = ("p", "div", "td", "blockquote", "pre")
_PARAGRAPH = re.compile(r"\v\s*\v\s*")  # two of them: how old pages part their paragraphs
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_MARKS = tuple(map(re.compile, MARKS))


@dataclass(slots=True)
class Candidate:
    """One block of a page."""

    text: str
    kind: str
    """Tag of the element whose text this is; `div` for any other container."""
    within: tuple[bool, ...]
    """Whether it stands in an element of `WITHIN`."""
    marks: tuple[int, ...]
    """For each of `MARKS` how near the element is whose name says so: 0 none, 3 its own, 2 its parent, 1 further up."""
    names: tuple[str, ...]
    """Words of its own class and id, and of its parent's."""
    linked: float
    """Share of its characters that are links."""
    container: int
    """Number of the block element around its own, counted in the page's order: siblings have it in common."""
    depth: int
    links: tuple[tuple[str, str], ...] = ()
    """(text, address as written) of each link in it."""
    cell: tuple[int, int, int] | None = None
    """Of a table's cell: number of the table, of the row and of the column."""
    ordered: bool = False
    """Of a list's item: whether the list is numbered."""
    hidden: bool = False
    in_comments: bool = False
    """Whether an element around it is named for readers' comments."""
    lines: tuple[str, ...] = ()
    """Those of verse, of an address, or of a head ("By Ann Lee", "Staff Writer"), where no element parts them."""
    in_item: bool = False
    """Whether it is a paragraph of a list's item."""
    bold: str = ""
    """Its text, or its first line, where that is in bold type from end to end."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page."""

    before: int
    """Number of the page's blocks that stand before it."""
    address: str
    """As written."""
    alt: str
    element: Any


class Walked(NamedTuple):
    """What one walk through a page has seen."""

    blocks: list[Candidate]
    pictures: list[Picture]
    signs: dict[str, list[Any]]
    """The elements that say of themselves what they are, in the page's order, `MOST_SIGNS` of a kind at the most: under
    the name of a tag ("h1"), "itemprop headline" (or RDFa's property), "rel author", "author address", or "author class" and its like."""


def candidates(tree: HtmlElement) -> list[Candidate]:
    """The page's blocks in its own order."""
    return walked(tree).blocks


def walked(tree: HtmlElement) -> Walked:
    """The page's blocks, pictures and signs, each in their order."""
    body = tree.find(".//body")
    walk = _Walk()
    walk.run(body if body is not None else tree)
    return Walked(walk.found, walk.pictures, walk.signs)


class _Walk:
    """One walk through a page, without recursion: a page may be nested deeper than Python's stack."""

    def __init__(self) -> None:
        self.found: list[Candidate] = []
        self.pictures: list[Picture] = []
        self.signs: dict[str, list[Any]] = {}
        self._inline = Inline()
        self._tables = self._rows = self._columns = 0

    def run(self, body: HtmlElement) -> None:
        """Look at everything below an element; what its own ancestors are is not asked."""
        stack: list[tuple[Any, str, int]] = [(body, "enter", 0)]
        around: list[_Around] = []  # the elements that are open, and
        trail: list[tuple[int, int]] = []  # of those the blocks: how many elements are open, and the block's number
        numbered = 0
        while stack and len(self.found) < MAX_BLOCKS:
            element, phase, depth = stack.pop()
            if phase == "tail":
                self._inline.add(element.tail)
                continue
            if phase == "leave":
                tag = element.tag
                self._inline.end(tag, element)
                if depth == 0 or (tag in _BLOCK and depth < MAX_DEPTH):
                    self._flush(around, trail)
                    trail.pop()
                around.pop()
                continue
            tag = element.tag if isinstance(element.tag, str) else ""
            if not tag or tag in _SKIP or (tag == "noscript" and len(element.text_content()) < SHOWN_WITHOUT):
                continue
            if tag == "img":
                self._picture(element)
                continue
            if self._inline.is_sign(tag, element):
                continue
            given = dict(element.items())
            self._note_signs(tag, element, given)
            is_block = depth == 0 or (tag in _BLOCK and depth < MAX_DEPTH)
            if is_block:
                self._flush(around, trail)
            around.append(_Around.of(tag, given, around[-1] if around else None))
            if is_block:
                trail.append((len(around), numbered))
                numbered += 1
                self._count(tag)
            self._inline.begin(tag, element)
            stack.append((element, "leave", depth))
            for child in reversed(element):
                if child.tail:
                    stack.append((child, "tail", depth))
                stack.append((child, "enter", depth + 1))
        if trail:
            self._flush(around, trail)

    def _note_signs(self, tag: str, element: Any, given: Mapping[str, str]) -> None:
        if not given and tag not in _SIGN_TAGS:
            return
        kinds = _signs_of_class(given["class"]) if "class" in given else ()
        if property_ := given.get("itemprop") or given.get("property", "").rpartition(":")[2]:  # "schema:dateCreated"
            kinds = (*kinds, f"itemprop {property_}")
        if tag in _SIGN_TAGS:
            kinds = (*kinds, tag)
        elif tag == "a":
            if "author" in given.get("rel", "").split():
                kinds = (*kinds, "rel author")
            if _AUTHOR_ADDRESS.search(given.get("href", "")):
                kinds = (*kinds, "author address")
        for kind in kinds:
            noted = self.signs.setdefault(kind, [])
            if len(noted) < MOST_SIGNS:
                noted.append(element)

    def _picture(self, element: Any) -> None:
        """Note a picture with the number of blocks before it; not those of links, buttons and trackers."""
        address = next(
            (value for name in ("src", "data-src", "data-original") if (value := element.get(name) or "")[:5] not in ("", "data:")),
            "",
        )
        # Programs that save a page in one file write its pictures into it; a short one stands for a picture that was to come.
        address = address or next((value for value in (element.get("src") or "",) if len(value) > WRITTEN_OUT), "")
        small = any(value.isdigit() and int(value) < SMALLEST for name in ("width", "height") if (value := element.get(name) or ""))
        if address and not small and len(self.pictures) < MAX_BLOCKS:
            self.pictures.append(Picture(len(self.found), address, one_line(element.get("alt") or ""), element))

    def _count(self, tag: str) -> None:
        if tag == "table":
            self._tables, self._rows, self._columns = self._tables + 1, 0, 0
        elif tag == "tr":
            self._rows, self._columns = self._rows + 1, 0
        elif tag in ("td", "th"):
            self._columns += 1

    def _flush(self, around: list[_Around], trail: list[tuple[int, int]]) -> None:
        """End the block that is open; a run of line breaks inside ends a paragraph too.

        Elements are told apart by their numbers: lxml makes and drops the objects for them as they are asked for.
        """
        done = self._inline.take()
        whole = "".join(done.pieces)
        if not whole or whole.isspace():
            return
        linked = min(done.linked / max(1, len(whole)), 1.0)
        evidence = _Evidence.of(around[: trail[-1][0]])
        container = trail[-2][1] if len(trail) > 1 else 0
        if evidence.kind == "pre":  # as mailing lists show their letters
            whole = _EMPTY_LINE.sub(BREAK * 2, whole)
        bold = done.bold_line() if any(done.bold) else ""
        for part in _PARAGRAPH.split(whole):
            if text := one_line(part):
                cell = (self._tables, self._rows, self._columns) if evidence.kind == "td" or evidence.within[9] else None
                self.found.append(Candidate(
                    text, evidence.kind, evidence.within, evidence.marks, evidence.names, linked, container, evidence.depth,
                    tuple(link for link in done.links if link[0] in text), cell, evidence.ordered, evidence.hidden,
                    evidence.in_comments, lines_of(part) if evidence.kind in _OF_LINES and BREAK in part.strip() else (),
                    evidence.in_item, bold if text.startswith(bold) else "",
                ))  # fmt: skip


class _Around(NamedTuple):
    """What an element tells of the blocks in it, and what the elements around it tell."""

    tag: str
    marked: tuple[int, ...]
    names: tuple[str, ...]
    within: tuple[bool, ...]
    hidden: bool
    comments: int
    """How many elements further out the nearest one is that is named for comments."""

    @classmethod
    def of(cls, tag: str, given: Mapping[str, str], outer: _Around | None) -> _Around:
        named = ("class" in given or "id" in given) and tag != "body"
        name = f"{given.get('class', '')} {given.get('id', '')}"[:300] if named else ""
        marked, names, is_comments = _read_name(name) if named else ((), (), False)
        within = outer.within if outer else (False,) * len(WITHIN)
        if (place := _WITHIN.get(tag)) is not None and not within[place]:
            within = (*within[:place], True, *within[place + 1 :])
        hidden = (outer is not None and outer.hidden) or "hidden" in given
        hidden = hidden or ("style" in given and "display:none" in given["style"].replace(" ", ""))
        comments = 0 if is_comments and tag not in ("article", "main") else outer.comments + 1 if outer else NAMED
        return cls(tag, marked, names, within, hidden, comments)


@dataclass(slots=True)
class _Evidence:
    """What a block's element and its ancestors say; the same for all blocks of one element."""

    kind: str
    within: tuple[bool, ...]
    marks: tuple[int, ...]
    names: tuple[str, ...]
    depth: int
    ordered: bool
    hidden: bool
    in_comments: bool
    in_item: bool

    @classmethod
    def of(cls, around: list[_Around]) -> _Evidence:
        """Of the innermost of the elements that stand around a block."""
        own = around[-1]
        marks = [0] * len(_MARKS)
        for step, each in enumerate(around[:-7:-1]):
            weight = 3 if step == 0 else 2 if step == 1 else 1
            for place in each.marked:
                marks[place] = max(marks[place], weight)
        tags = [each.tag for each in around[:-5:-1]]
        names = (*own.names, *(around[-2].names if len(around) > 1 else ()))
        kind = own.tag if own.tag in KINDS else "td" if own.tag == "th" else "div"
        if kind == "div" and "li" in tags[1:3]:
            kind = "li"
        if kind in ("p", "div") and "blockquote" in tags[1:4]:
            kind = "blockquote"
        return cls(kind, own.within, tuple(marks), names[:24], min(len(around) + 1, 60), "ol" in tags[:3], own.hidden,
                   own.comments < NAMED, kind == "p" and tags[1:2] == ["li"])  # fmt: skip


_WITHIN = {tag: place for place, tag in enumerate(WITHIN)}
_NAME_PART = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")


@lru_cache(maxsize=1 << 14)
def _read_name(name: str) -> tuple[tuple[int, ...], tuple[str, ...], bool]:
    """Of an element's class and id: which of `MARKS` they bear, their words, and whether they speak of readers' comments."""
    low = name.lower()
    marked = tuple(place for place, mark in enumerate(_MARKS) if mark.search(low))
    return marked, tuple(part.lower() for part in _NAME_PART.findall(name)[:12]), bool(_COMMENTS.search(low))


@lru_cache(maxsize=1 << 14)
def _signs_of_class(given: str) -> tuple[str, ...]:
    return tuple(kind for kind, words in _CLASSES.items() if words.search(given))


def whole_address(address: str, base: str) -> str:
    """An address made absolute, or nothing where it is none that a reader may follow."""
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.netloc else ""
