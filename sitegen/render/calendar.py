"""Calendars: the days of a month in weeks, with how many articles each has."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SHADES = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar."""

    date: dt.date
    count: int
    shade: int
    """How many articles it has beside the fullest day, from 1 to `SHADES`; 0 where it has none."""

    @property
    def url(self) -> str:
        """From the root of the site."""
        return f"articles/{self.date:%Y/%m/%d}/"


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month in weeks that begin on Mondays; None stands for days of other months."""

    first_day: dt.date
    count: int
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def url(self) -> str:
        """From the root of the site."""
        return f"articles/{self.first_day:%Y/%m}/"


def months(days: Sequence[tuple[str, int]], year: int, month: int = 0) -> list[MonthGrid]:
    """The months of a year, or one of them, with days counted by ISO date; months without articles are there too."""
    counts = dict(days)
    fullest = max(counts.values(), default=1)
    return [_grid(counts, fullest, year, each) for each in ([month] if month else range(1, 13))]


def _grid(counts: Mapping[str, int], fullest: int, year: int, month: int) -> MonthGrid:
    def day(number: int) -> Day | None:
        if not number:
            return None
        date = dt.date(year, month, number)
        count = counts.get(date.isoformat(), 0)
        return Day(date, count, -(-count * SHADES // fullest))

    weeks = tuple(tuple(map(day, week)) for week in calendar.Calendar().monthdayscalendar(year, month))
    total = sum(each.count for week in weeks for each in week if each)
    return MonthGrid(dt.date(year, month, 1), total, weeks)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of a time line."""

    year: int
    count: int
    months: tuple[tuple[int, int, int], ...]
    """(month, articles, shade) of all twelve."""


def years(counts: Mapping[str, int]) -> list[YearRow]:
    """Every year from the first to the last with articles, those without any too, of counts by `YYYY-MM`; the newest first."""
    if not counts:
        return []
    fullest = max(counts.values())
    rows = []
    for year in range(int(max(counts)[:4]), int(min(counts)[:4]) - 1, -1):
        of_month = [counts.get(f"{year:04}-{month:02}", 0) for month in range(1, 13)]
        cells = tuple((month, count, -(-count * SHADES // fullest)) for month, count in enumerate(of_month, 1))
        rows.append(YearRow(year, sum(of_month), cells))
    return rows
