"""What the archive knows of the lines of one source: which of them recur from article to article.

No page by itself tells its template from its text; two hundred pages of one site do. A first pass over the source samples
every document's lines (`sample`), `Recurrence` adds them up in bounded memory, and the cleaning of each document is then
told which of its lines stand in how many others (`Often`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from lxml import html as lxml_html
from lxml.etree import LxmlError

from sitegen.clean.candidates import candidates
from sitegen.clean.stated import title_ends
from sitegen.core.fields import field_of
from sitegen.core.text import fold, one_line, word_count
from sitegen.core.types import RawDocument

LEAST = 4  # articles in which a line must stand; three may be one story with its updates
LABEL = 6  # words; shorter lines are labels of buttons and counters
LEAST_WORDS = 2  # of a line, unless it is very frequent: single words are headings as often as buttons
NAMED = 0.5  # share of a source's articles whose titles must have a part in common that is the site's name: a column's is rarer
ENOUGH = 16  # different articles after which no more are told apart for one line


@dataclass(frozen=True, slots=True)
class Sample:
    """The lines of one document, hashed."""

    group: str
    story: int
    """Hash of its longest line: copies of one story have it in common, so that their lines don't count as recurring."""
    lines: tuple[int, ...]


def hashed(line: str) -> int:
    """63 bits for a line, whatever its case and accents, and for a label whatever its digits: "12 comments" is "3 comments"."""
    folded = fold(line)
    if folded.count(" ") < LABEL:  # of a sentence the numbers are what it says
        folded = "".join("0" if c.isdigit() else c for c in folded)
    data = folded.encode("utf-8", "replace")
    return (zlib.crc32(data) << 32 | zlib.adler32(data)) & (1 << 63) - 1


def sample(doc: RawDocument, group: str) -> Sample:
    """The document's lines, or the blocks of its page."""
    if doc.media in ("html", "fragment"):
        try:
            lines = [
                block.text
                for block in candidates(lxml_html.document_fromstring(doc.text.encode("utf-8", "replace"), parser=_PARSER))
            ]
        except (LxmlError, ValueError):
            lines = []
    else:
        lines = [line for each in doc.text.split("\n") if (line := each.strip())]
    longest = max(lines, key=len, default="")
    story = hashed(longest) if len(longest) > 80 else hashed("\n".join(lines))
    return Sample(group, story, tuple({*map(hashed, lines), *map(_hashed_end, named_in(doc))}))


_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]{0,1000})</title", re.I)
# What stands at the ends of many a source's titles and is nobody's name: columns, the way to a page, what programs call a new one.
_NO_NAME = re.compile(
    r"\W*(?:opinions?|op-?ed|comment|commentary|columns?|editorials?|letters?|interviews?|analysis|reviews?|obituar(?:y|ies)|exclusive|breaking"
    r"|live|watch|video|photos?|gallery|update[ds]?|news|latest|sports?|politics|business|world|local|culture|science|health|feature"
    r"|meinung|kommentar|leitartikel|gastbeitrag|interview|analyse|nachrichten|politik|wirtschaft|kultur|sport|video|liveticker"
    r"|tribune|éditorial|édito|entretien|analyse|actualités?|société|opinión|editorial|entrevista|noticias|deportes"
    r"|home(?: ?page)?|start(?:seite)?|accueil|inicio|menu|skip to .*|search|contact|about|print(?:er)?.*|page \d*|index.*"
    r"|untitled.*|new page.*|document.*|article|text|title|no title)\W*",
    re.I,
)


def title_of(doc: RawDocument) -> str:
    """What a page is called in its head, or the first line of a text: mostly the headline and the site's name."""
    if doc.media == "html":
        found = _TITLE.search(doc.text)
        return one_line(unescape(found[1])) if found else ""
    return next((one_line(line) for line in doc.text[:2000].split("\n") if line.strip()), "") if doc.media == "text" else ""


def named_in(doc: RawDocument) -> tuple[str, ...]:
    """The parts of a document's title that may be its site's name; of a text not all of its first line, which may be a button."""
    title = title_of(doc)
    parts = (part for part in title_ends(title) if doc.media == "html" or part != title)
    return tuple(part for part in parts if not _NO_NAME.fullmatch(part) and not field_of(part))


def _hashed_end(part: str) -> int:
    """A part of a title, told apart from a line that says the same."""
    return hashed(f"title: {part}")


_PARSER = lxml_html.HTMLParser(encoding="utf-8")


@dataclass(slots=True)
class Recurrence:
    """How many different stories of a source each line stands in. Bounded: rare lines are forgotten from time to time."""

    articles: int = 0
    counts: dict[int, int] = field(default_factory=dict)
    """Line → number of stories, as far as they are told apart."""
    _stories: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _floor: int = 1

    @property
    def enough(self) -> bool:
        """Whether there are articles enough for a line to recur."""
        return self.articles >= LEAST

    def add(self, sample: Sample) -> None:
        """Count one document's lines."""
        self.articles += 1
        for line in sample.lines:
            known = self._stories.get(line, ())
            if sample.story not in known:
                if len(known) < ENOUGH:
                    self._stories[line] = (*known, sample.story)
                self.counts[line] = self.counts.get(line, 0) + 1

    def forget(self) -> None:
        """Forget the rarest lines (Manku and Motwani's lossy counting): frequent ones are counted too low by a few at most."""
        for line in [line for line, count in self.counts.items() if count <= self._floor]:
            del self.counts[line]
            self._stories.pop(line, None)
        self._floor += 1

    def often(self, most: int) -> Often:
        """The lines that stand in enough stories, each with its share of the source's articles; the `most` frequent ones."""
        frequent = sorted(((count, line) for line, count in self.counts.items() if count >= LEAST), reverse=True)[:most]
        return Often({line: min(1.0, count / self.articles) for count, line in frequent})

    @classmethod
    def of(cls, articles: int, rows: Iterable[tuple[int, int]]) -> Recurrence:
        """What earlier imports counted: (line, stories)."""
        return cls(articles, dict(rows))


@dataclass(frozen=True, slots=True)
class Often:
    """Share of a source's articles, for each of the lines that recur in it."""

    shares: dict[int, float] = field(default_factory=dict)

    def share(self, line: str) -> float:
        """The share for a line; 0 where it doesn't recur."""
        found = self.shares.get(hashed(line), 0.0)
        return found if word_count(line) >= LEAST_WORDS or found >= 0.5 else 0.0

    def name(self, doc: RawDocument) -> str:
        """The part of a document's title that most of its source have in common: the site's name. Empty where none is."""
        if doc.media == "text" and self.share(title_of(doc)) >= NAMED:  # a bar of links above each text
            return ""
        return next((part for part in named_in(doc) if self.shares.get(_hashed_end(part), 0.0) >= NAMED), "")
