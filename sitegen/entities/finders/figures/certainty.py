"""How certain a claim is by its own sentence: asserted, or unverified, denied, forecast, hypothetical."""

from __future__ import annotations

from sitegen.core.types import Certainty
from sitegen.entities.finders.figures.lines import Line

REACH = 14  # words before a number in which the verb stands that it depends on
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
    whole = line.phrase(0, len(line.words))
    if any(phrase in whole for phrase in line.parse.words.unverified_sentences):
        found.add("unverified")
    return next((kind for kind in ORDER if kind in found), "")
