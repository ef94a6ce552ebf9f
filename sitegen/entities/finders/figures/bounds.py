"""How exact a number is, and which way it moved."""

from __future__ import annotations

from sitegen.core.types import Bound, Change
from sitegen.entities.finders.figures.lines import Line

REACH = 4  # words between a verb of motion and its number
LONGEST = 5  # words of a bounding phrase


def bound_of(line: Line, first: int, last: int) -> tuple[Bound, int]:
    """(bound, first word of what says so) of a number with its unit, words `[first, last)`."""
    words = line.parse.words
    for size in range(min(LONGEST, first), 0, -1):
        bound = words.bounds.get(line.phrase(first - size, first))
        if bound:
            return bound, first - size
    if line.low(first - 1) in words.articles and first > 1:
        bound = words.bounds.get(line.phrase(max(0, first - 3), first)) or words.bounds.get(line.phrase(max(0, first - 2), first))
        if bound:
            return bound, first - 2
    for size in range(4, 0, -1):
        bound = words.bounds_behind.get(line.phrase(last, last + size))
        if bound:
            return bound, first
    if line.low(last) == "+" and line.touches(last):
        return "more than", first
    return "exact", first


def change_of(line: Line, first: int) -> Change:
    """Whether a number is by how much something rose or fell: "rose 0.3 per cent", "up 19 cents", "an increase of 12"."""
    words = line.parse.words
    place = first - 1
    if line.low(first) in words.merely:
        return ""
    for _ in range(REACH):
        low = line.low(place)
        if low in words.rises or low in words.falls:
            if line.pos(place) == "ADP" and low not in ("up", "down", "off"):
                return ""
            return "rise" if low in words.rises else "fall"
        if low not in words.between_change:
            return ""
        place -= 1
    return ""
