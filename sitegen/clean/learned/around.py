"""Where a line stands in its text: to the headline, to the article's first and last paragraph, and between its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.clean.learned.features import Vector
from sitegen.core.text import SENTENCE_END

BEHIND = 3  # lines; from there on behind the last paragraph, names and days are mostly those of other articles
FAR = 60  # lines; farther away makes no difference
RUNNING = 15  # words of a line that is text and no label

_EMBEDDED = re.compile(r"[—–-] ?[^@]{1,80}\(@\w{1,40}\)")  # "— Ann Lee (@annlee) May 3, 2019", below what she wrote elsewhere


def is_of_embedded(line: str) -> bool:
    """Whether a line says who wrote a post that is shown in an article, and when: not the article's author and day."""
    return bool(_EMBEDDED.match(line))


class Around:
    """The lines of one text, with what the models say of each: whether it belongs to the article, and is its headline."""

    def __init__(self, lines: Sequence[str], keep: Vector, headline: Vector):
        self.lines, self._keep, self._headline = lines, keep, headline
        self.title = int(headline.argmax())
        self.text = [place for place, line in enumerate(lines) if keep[place] >= 0.5 and line.count(" ") >= RUNNING - 1]
        """Places of the article's paragraphs."""

    @property
    def near(self) -> range:
        """The lines that may tell of this article, up to a few behind its last paragraph."""
        return range(min(len(self.lines), self.text[-1] + 1 + BEHIND) if self.text else len(self.lines))

    def row(self, place: int) -> tuple[float, ...]:
        """Columns for a line."""
        lines, keep, count = self.lines, self._keep, len(self.lines)
        first, last = (self.text[0], self.text[-1]) if self.text else (self.title, self.title)
        before, behind = self.before(place), self.behind(place)
        return (
            _clipped(place - self.title), float(self._headline[self.title]), float(self._headline[place]),
            _clipped(place - first), _clipped(place - last), first < place < last, place / max(1, count - 1), float(count),
            float(keep[place]), float(keep[max(0, place - 2) : place + 3].mean()),
            float(keep[place - 1]) if place else -1.0, float(keep[place + 1]) if place + 1 < count else -1.0,
            len(lines[place]), len(before), len(behind), bool(SENTENCE_END.search(before)), bool(SENTENCE_END.search(behind)),
        )  # fmt: skip

    def before(self, place: int) -> str:
        """The line before; empty where there is none."""
        return self.lines[place - 1] if place else ""

    def behind(self, place: int) -> str:
        """The line behind; empty where there is none."""
        return self.lines[place + 1] if place + 1 < len(self.lines) else ""


def _clipped(distance: int) -> float:
    return float(max(-FAR, min(FAR, distance)))
