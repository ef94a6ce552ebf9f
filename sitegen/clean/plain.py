"""From plain text to blocks: title, the lines that state date and origin, paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from sitegen.clean.rules.meter import METER
from sitegen.clean.stated import Stated, read_authors, read_date
from sitegen.core.text import one_line
from sitegen.core.types import Block, RawDocument

HEAD_LINES = 8  # lines after the title in which date, byline and origin are looked for
MAX_TITLE = 200  # characters
MENU_LINES = 6  # lines before the first paragraph from which on the first of them is a menu's rather than the title
NEAR_TITLE = 12  # lines before the first paragraph among which the title is looked for
MAX_HEADING = 90  # characters; longer lines without a full stop are mostly captions and cut paragraphs
_KEYED = re.compile(r"^(title|headline|titre|date|published|publié|updated|modified|author|authors|by|byline|auteur|source|"
                    r"publication|newspaper|journal|site|url|link|permalink|tags|keywords|filed under|topics|mots-clés|language)"
                    r"\s*:\s*(\S.*)$", re.I)  # fmt: skip
_FIELD = {
    "headline": "title", "titre": "title", "published": "date", "publié": "date", "updated": "modified", "authors": "author",
    "by": "author", "byline": "author", "auteur": "author", "publication": "source", "newspaper": "source",
    "journal": "source", "site": "source", "link": "url", "permalink": "url", "keywords": "tags", "filed under": "tags",
    "topics": "tags", "mots-clés": "tags",
}  # fmt: skip
_BYLINE = re.compile(
    r"^(?:[Bb]y|BY|[Pp]ar|PAR)\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|and|et|&|,)(?:[\s,]+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|and|et|&))*$"
)
_DATED = re.compile(r"^(?:(?:published|posted|updated|publié|mis à jour|le|on|first published)\b[\s:]*(?:on|le)?\s*)?"
                    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?"
                    r"(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|er)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
                    r"(?:[T,\s|·–-]+(?:at\s+|à\s+)?\d{1,2}[:h.]\d\d.{0,12})?\s*$", re.I)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|·•–—]\s+")
_ENDS = (".", "!", "…", ":", ",", ";", '."', ".”", ".’", "!”", ".»", ")")
_BULLET = re.compile(r"^\s*[•‣▪◦*–-]\s+(?=\S)")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=\S)")


def from_text(doc: RawDocument) -> tuple[Stated, tuple[Block, ...]]:
    """What the text states at its head and foot, and its blocks."""
    lines = _paragraph_lines(doc.text)
    stated, rest = _head(lines)
    stated, rest = _foot(stated, rest)
    return stated, tuple(_blocks(rest))


def _paragraph_lines(text: str) -> list[str]:
    """One string for each paragraph: hard-wrapped lines joined, other lines kept apart."""
    paragraphs: list[str] = []
    for chunk in re.split(r"\n[ \t ]*\n+", text.replace("\f", "\n\n")):
        lines = [line for line in chunk.split("\n") if line.strip()]
        if _wrapped(lines):
            paragraphs.append(" ".join(line.strip() for line in lines))
        else:
            paragraphs += lines
    return [line.strip() for line in paragraphs if line.strip()]


def _wrapped(lines: list[str]) -> bool:
    """Whether the lines of a chunk are one paragraph, wrapped by a program.

    Such lines are about equally long, up to a width of 50 to 100 characters, and mostly break within a sentence.
    """
    if len(lines) < 2 or any(_BULLET.match(line) or _NUMBERED.match(line) for line in lines[1:]):
        return False
    full = [len(line.rstrip()) for line in lines[:-1]]
    broken = sum(not line.rstrip().endswith((".", "!", "?", "”", '"', ":")) for line in lines[:-1])
    return min(full) >= 45 and max(full) <= 100 and max(full) - min(full) <= 25 and broken * 2 >= len(full)


def _head(lines: list[str]) -> tuple[Stated, list[str]]:
    """The title and what stands right under it: byline, date, source, address. Lines above the title stay in the text."""
    if not lines:
        return Stated(), []
    stated, above, first = Stated(), [], 0
    title = _title_place(lines)
    if title is not None:
        stated, above, first = Stated(title=lines[title].lstrip("# ").strip()), lines[:title], title + 1
    place = first
    while place < min(first + HEAD_LINES, len(lines)):
        more = told(stated, lines[place])
        if more is None:
            break
        stated, place = more, place + 1
    if not stated.title and place < len(lines) and len(lines[place]) <= MAX_TITLE and len(lines) > place + 1:
        return replace(stated, title=lines[place].lstrip("# ").strip()), lines[place + 1 :]
    return stated, above + lines[place:]


def _title_place(lines: list[str]) -> int | None:
    """Which line is the title: the first, or, below a menu, the longest of the last lines before the first paragraph."""
    paragraph = next((n for n, line in enumerate(lines) if len(line.split()) > 25 and line.endswith(_ENDS[:4])), 0)
    if paragraph >= MENU_LINES:
        near = range(max(0, paragraph - NEAR_TITLE), paragraph)
        headlines = [n for n in near if 4 <= len(lines[n].split()) <= 25 and not lines[n].endswith((".", ":", "…"))]
        if headlines:
            return max(headlines, key=lambda n: (len(lines[n].split()), -n))
    if _KEYED.match(lines[0]) or _DATED.match(lines[0]) or len(lines[0]) > MAX_TITLE:
        return None
    return 0


def told(stated: Stated, line: str) -> Stated | None:
    """`stated` with what a line of the head tells, or None where the line is no such line."""
    if keyed := _KEYED.match(line):
        return _keyed(stated, _FIELD.get(keyed[1].lower(), keyed[1].lower()), keyed[2].strip())
    if _DATED.match(line):
        return replace(stated, date=stated.date or read_date(line))
    if _BYLINE.match(line) and len(line) <= 100:
        return replace(stated, authors=stated.authors or read_authors(line))
    if len(line) <= 120 and len(parts := _SEPARATOR.split(line)) > 1:  # "By Ann Lee | 2 March 2022 | The Daily"
        return _told_in_parts(stated, [part.strip() for part in parts if not METER.fullmatch(part.strip())])
    if re.fullmatch(r"https?://\S+", line):
        return _keyed(stated, "url", line)
    return None


def _told_in_parts(stated: Stated, parts: list[str]) -> Stated | None:
    """What "By Ann Lee | 2 March 2022 | The Daily" tells; the one part that is neither name nor date is the publication."""
    rest = [part for part in parts if told(stated, part) is None]
    if len(rest) == len(parts) or len(rest) > 1:
        return None
    for part in parts:
        stated = told(stated, part) or stated
    return replace(stated, site_name=stated.site_name or rest[0]) if rest else stated


def _keyed(stated: Stated, field: str, value: str) -> Stated:
    if field == "title":
        return replace(stated, title=value)
    if field == "date":
        return replace(stated, date=read_date(value) or stated.date)
    if field == "modified":
        return replace(stated, modified=read_date(value))
    if field == "author":
        return replace(stated, authors=read_authors(value))
    if field == "url" and urlsplit(value).scheme in ("http", "https"):
        return replace(stated, url=value)
    if field == "source":
        if re.match(r"https?://", value):
            return replace(stated, url=value)
        return replace(stated, site_name=value)
    if field == "tags":
        return replace(stated, tags=_tags(value))
    if field == "language":
        return replace(stated, language=value.split("-", maxsplit=1)[0].lower()[:3])
    return stated


def _foot(stated: Stated, lines: list[str]) -> tuple[Stated, list[str]]:
    """Tags and the address that stand in the last lines ("Filed under: ports, inquiry")."""
    kept = list(lines)
    for place in range(len(lines) - 1, max(len(lines) - HEAD_LINES, 0) - 1, -1):
        keyed = _KEYED.match(lines[place])
        field = _FIELD.get(keyed[1].lower(), keyed[1].lower()) if keyed else ""
        if keyed and ((field == "tags" and not stated.tags) or (field == "url" and not stated.url)):
            stated = _keyed(stated, field, keyed[2].strip())
            del kept[place]
    return stated, kept


def _tags(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for each in re.split(r"[,;#]", value) if 1 < len(tag := one_line(each)) <= 60))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if marked := re.match(r"^(#{1,6})\s+(\S.*?)\s*#*$", line):
            yield Block("heading", marked[2], max(len(marked[1]), 2))
        elif _BULLET.match(line) and len(line) < 400:
            yield Block("item", _BULLET.sub("", line))
        elif _NUMBERED.match(line) and len(line) < 400 and _in_list(lines, place):
            yield Block("item", _NUMBERED.sub("", line), 1)
        elif _is_heading(line, following):
            yield Block("heading", line, 2)
        else:
            yield Block("paragraph", line)


def _in_list(lines: list[str], place: int) -> bool:
    """Whether a numbered line has a numbered neighbour: "14. April was cold" alone is a sentence."""
    return any(_NUMBERED.match(lines[n]) for n in (place - 1, place + 1) if 0 <= n < len(lines))


def _is_heading(line: str, following: str) -> bool:
    """Whether a short line stands over a paragraph as its heading.

    It has no full stop, begins like a sentence or a name, is no list of links, and a longer text that ends like a
    sentence follows.
    """
    if len(line) > MAX_HEADING or len(line.split()) > 14 or line.endswith(_ENDS):
        return False
    begins = line.lstrip("“‘\"'«( ")
    if not begins or not (begins[0].isupper() or begins[0].isdigit()) or re.search(r"https?:|www\.|@|\|", line):
        return False
    return len(following) > max(2 * len(line), 60) and bool(re.search(r"[.!?…][\"”’»)]*$", following))
