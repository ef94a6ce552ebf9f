"""How certain a claim is by its own sentence: asserted, or unverified, denied, forecast, hypothetical."""

from __future__ import annotations

from sitegen.core.types import Certainty
from sitegen.entities.finders.figures.lines import Line

REACH = 14  # words before a number in which the verb stands that it depends on
LONGEST = 1_000  # characters of a sentence that are looked through
ORDER: tuple[Certainty, ...] = ("denied", "hypothetical", "forecast", "unverified")


def certainty_of(line: Line, first: int, last: int) -> Certainty:
    """What the words around the quantity `[first, last)` say of it; empty where they plainly assert it."""
    cues = line.parse.words.certainty
    start = first
    while start > 0 and first - start < REACH and line.low(start - 1) not in (";", ":"):
        start -= 1
    found = set()
    for place in range(start, min(last + 4, len(line.words))):
        for size in (3, 2, 1):
            kind = cues.get(line.phrase(place, place + size))
            if kind and (place < first or kind in ("unverified", "denied")):
                found.add(kind)
                break
    if is_unverified(line):
        found.add("unverified")
    return next((kind for kind in ORDER if kind in found), "")


def is_unverified(line: Line) -> bool:
    """Whether a sentence says that nobody could check it."""
    start, end = line.words[0].start, line.words[-1].end
    text = line.parse.text[start : min(end, start + LONGEST)].lower()
    return any(phrase in text for phrase in line.parse.words.unverified_sentences)
