"""Who is quoted where: quotations, also those that go on over paragraphs, and the speakers of a script."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_PAIRS = {"“": "”", "«": "»", "„": "“"}
_SPEAKER = re.compile(r"^[\"“]?(?:\*\*)?([A-Z][A-Z.'’ -]{2,30}|[A-Z][a-z]+ [A-Z][a-z]+): ", re.M)
SHORTEST = 25  # characters: what is shorter is a word that is quoted, and nobody's sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `[start, end)` with its marks."""

    number: int
    start: int
    end: int
    goes_on: bool
    """It stands in the same paragraph as the one before, or goes on with it in the next."""


class Quotes:
    """The quotations of a text, in its order; a mark that nothing closes ends with its paragraph."""

    def __init__(self, text: str):
        self.all: list[Quote] = []
        unclosed = False
        for paragraph in re.finditer(r"[^\n]+", text):
            unclosed = self._read(paragraph, unclosed)
        self._starts = [quote.start for quote in self.all]

    def _read(self, paragraph: re.Match[str], unclosed: bool) -> bool:
        """Take in a paragraph; whether it ends within a quotation."""
        place, begin, closing, first = paragraph.start(), -1, "", True
        for c in paragraph[0].replace("''", '"\x00').replace("``", '"\x00'):  # marks of a typewriter, as long as they were
            if begin < 0 and (c in _PAIRS or c == '"'):
                begin, closing = place, _PAIRS.get(c, '"')
            elif begin >= 0 and c == closing:
                whole = text_ends(paragraph[0][begin - paragraph.start() + 1 : place - paragraph.start()])
                if place + 1 - begin >= SHORTEST or whole:
                    self.all.append(Quote(len(self.all), begin, place + 1, unclosed if first else bool(self.all)))
                    first = False
                begin = -1
            place += 1
        if begin >= 0:
            self.all.append(Quote(len(self.all), begin, paragraph.end(), unclosed if first else bool(self.all)))
        return begin >= 0

    def at(self, offset: int) -> Quote | None:
        """The quotation in which an offset stands."""
        place = bisect_right(self._starts, offset) - 1
        return self.all[place] if place >= 0 and offset < self.all[place].end else None


def text_ends(quoted: str) -> bool:
    """Whether what is quoted is a sentence, or was cut off where its speaker is named."""
    return quoted.rstrip()[-1:] in (".", "!", "?", ",", "…") and " " in quoted.strip()


class Script:
    """The speakers of an interview or a debate: "WALLACE: Governor, …" speaks until somebody else does."""

    def __init__(self, text: str):
        found = [(match.start(), match[1].strip()) for match in _SPEAKER.finditer(text)]
        self._starts = [start for start, _ in found] if len(found) > 2 else []
        self._names = [name.title() if name.isupper() else name for _, name in found]

    def at(self, offset: int) -> str:
        """Who speaks there; empty where no speaker was named."""
        place = bisect_right(self._starts, offset) - 1
        return self._names[place] if place >= 0 else ""
