"""When a plain text was published: the days that its lines tell, and which of them the model believes.

A text is full of days: of the story, of other articles, of comments and copyright lines. Its own stands near its headline, by the
author's name, with a time or behind a word that says so; no one of these is certain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from sitegen.clean.day_words import CLOCK, MODIFIED, OTHER, PUBLISHED
from sitegen.clean.language import sure_language
from sitegen.clean.learned.around import Around, is_of_embedded
from sitegen.clean.learned.features import Matrix, Vector
from sitegen.core.dates import read_date

LONGEST = 160  # characters of a line that is looked at: a day in a paragraph is the story's
MOST = 120  # days, those nearest to the headline
LEAST = 0.4  # probability from which on a day is believed; swept 0.15 to 0.5 across hosts
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b\d\d\.\d\d\.\d\d\b")
_EITHER = re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")  # "03/04/2022", in two ways


@dataclass(frozen=True, slots=True)
class Dateline:
    """A day that a line tells."""

    place: int
    """Number of the line."""
    day: dt.date


def datelines(around: Around, language: str = "") -> list[Dateline]:
    """The days that lines tell, in their order.

    The order of day and month, and the names of months, go by the language: where none is given, that of the text, which is asked
    for only where a line can't be read without.
    """
    lines = ((place, line) for place in around.near if not is_of_embedded(line := around.lines[place]))
    told = [each for each in lines if len(each[1]) <= LONGEST and _YEAR.search(each[1])]
    if not language and any(_EITHER.search(line) or not (line.isascii() or read_date(line)) for _, line in told):
        language = sure_language(" ".join(around.lines[place] for place in around.text))
    found = [Dateline(place, day) for place, line in told for day in _days(line, language)]
    nearest = sorted(found, key=lambda each: abs(each.place - around.title))[:MOST]
    return sorted(nearest, key=lambda each: each.place)


def believed_day(found: Sequence[Dateline], sure: Vector) -> dt.date | None:
    """The likeliest day, or None where none is likely enough."""
    return found[int(sure.argmax())].day if found and sure.max() >= LEAST else None


def _days(line: str, language: str) -> tuple[dt.date, ...]:
    """The first day of a line, and the one behind the last word that says when it was published."""
    said = list(PUBLISHED.finditer(line))
    days = (read_date(line, language), read_date(line[said[-1].end() :], language) if said else None)
    return tuple(dict.fromkeys(day for day in days if day))


def dateline_rows(around: Around, found: Sequence[Dateline]) -> Matrix:
    """One row a day."""
    if not found:
        return np.zeros((0, 0), dtype=np.float32)
    days = sorted({each.day for each in found})
    times = Counter(each.day for each in found)
    away = [abs(each.place - around.title) for each in found]
    rows = []
    for number, each in enumerate(found):
        line, before, behind = around.lines[each.place], around.before(each.place), around.behind(each.place)
        digit = re.search(r"\d", line)
        rows.append((
            *around.row(each.place),
            line.count(" "), *(bool(said.search(line)) for said in (PUBLISHED, MODIFIED, OTHER, CLOCK)),
            sum(map(str.isalpha, line)) / len(line), digit.start() if digit else 0,
            *(bool(said.search(near)) for near in (before, behind) for said in (PUBLISHED, MODIFIED, _YEAR)),
            each.day == days[0], each.day == days[-1], log1p((each.day - days[0]).days), log1p((days[-1] - each.day).days),
            len(days), len(found), times[each.day], number, sum(other < away[number] for other in away),
            each.day.day == 1, each.day.year < 2000,
        ))  # fmt: skip
    return np.array(rows, dtype=np.float32)
