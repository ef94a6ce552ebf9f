"""Charts as geometry: where each mark of an SVG stands. Templates draw them (`charts.html`), each with its table beside it.

All sizes are in units of the drawing, which scales to the column that it stands in: at 360 pixels of screen one unit is 0.8 pixels
and more, so that text of 12 units can be read.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.model.cards import Claim, EntityCard

WIDTH = 400.0
WIDEST = 72.0  # of a bar
MONTHS = 60  # of bars; a longer time has one for each year
SHOWN = 18  # characters of a label
MARKS = ("circle", "square", "triangle", "diamond", "ring", "cross")


@dataclass(frozen=True, slots=True)
class Bar:
    """One period."""

    period: str
    """`YYYY-MM` or `YYYY`."""
    count: int
    x: float
    y: float
    width: float
    height: float
    label: str
    """A year, under the first bar of it that has room for one."""


@dataclass(frozen=True, slots=True)
class Bars:
    """How many articles each month or year has; those without any among them."""

    bars: tuple[Bar, ...]
    highest: int
    width: float = WIDTH
    height: float = 96.0
    base: float = 78.0
    """Where the bars stand."""

    @property
    def filled(self) -> list[Bar]:
        """The bars that can be seen."""
        return [bar for bar in self.bars if bar.count]


def bars(counts: Mapping[str, int]) -> Bars | None:
    """Bars by month, of counts by `YYYY-MM`; by year where the time is longer than `MONTHS`. None of fewer than two months."""
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    periods = _months(first, last)
    if len(periods) > MONTHS:
        periods = [f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1)]
        by_year: dict[str, int] = {}
        for month, count in counts.items():
            by_year[month[:4]] = by_year.get(month[:4], 0) + count
        counts = by_year
    highest = max(counts.values())
    step = WIDTH / len(periods)
    base, top = 78.0, 14.0
    made, labelled = [], -100.0
    for place, period in enumerate(periods):
        count = counts.get(period, 0)
        x = place * step
        is_new = len(period) == 4 or period.endswith("-01") or place == 0
        label = period[:4] if is_new and x - labelled >= 40 and x < WIDTH - 28 else ""
        labelled = x if label else labelled
        height = (base - top) * count / highest
        width = max(step - min(2.0, step / 4), 0.5)
        made.append(Bar(period, count, round(x, 1), round(base - height, 1), round(min(width, WIDEST), 1), round(height, 1), label))
    return Bars(tuple(made), highest)


def _months(first: str, last: str) -> list[str]:
    start, end = (int(each[:4]) * 12 + int(each[5:]) - 1 for each in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


# ---------------------------------------------------------------------------------------------- claims over time


@dataclass(frozen=True, slots=True)
class Point:
    """One claim."""

    claim: Claim
    x: float
    y: float
    to: float
    """Of a range the other end; else as `y`."""
    mark: str
    """Which claimant's: one of `MARKS`, empty for those past the first few."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Points:
    """Claims of one thing by the time of which they speak."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    """Of values, from below."""
    days: tuple[tuple[float, str], ...]
    """(place, ISO date) of the first and the last."""
    claimants: tuple[tuple[str, str], ...]
    """(mark, name) of those that have one of their own; an empty name is the articles themselves."""
    others: bool
    """Whether there are claimants past these."""
    width: float = WIDTH
    height: float = 230.0
    left: float = 52.0
    base: float = 200.0


def points(claims: Sequence[Claim]) -> Points | None:
    """A chart of those claims that have a time; None of fewer than two, or where all are of one value."""
    dated = [(moment, claim) for claim in claims if (moment := _moment(claim)) is not None]
    values = [each for _, claim in dated for each in (claim.figure.value, claim.figure.value_to) if each is not None]
    if len(dated) < 2 or min(values) == max(values):
        return None
    left, right, base, top = 52.0, WIDTH - 10.0, 200.0, 12.0
    ticks = _scale(min(values), max(values))
    low, high = ticks[0], ticks[-1]
    first, last = min(moment for moment, _ in dated), max(moment for moment, _ in dated)
    span = max((last - first).days, 1)

    def x(moment: dt.date) -> float:
        return round(left + 8 + (right - left - 16) * ((moment - first).days / span if last > first else 0.5), 1)

    def y(value: float) -> float:
        return round(base - (base - top) * (value - low) / (high - low), 1)

    counted: dict[str, int] = {}
    for _, claim in dated:
        counted[_who(claim)] = counted.get(_who(claim), 0) + 1
    most = sorted(counted, key=lambda who: (-counted[who], who))[: len(MARKS)]
    marks = dict(zip(most, MARKS, strict=False))
    made, taken = [], set()
    for moment, claim in dated:
        value, to = claim.figure.value, claim.figure.value_to
        at, height = x(moment), y(value)
        while (at, height) in taken:  # one upon another would look like one
            at = round(at + 9, 1)
        taken.add((at, height))
        made.append(Point(claim, at, height, y(value if to is None else to), marks.get(_who(claim), "")))
    days = [(x(first), first.isoformat())] + ([(x(last), last.isoformat())] if last > first else [])
    return Points(
        tuple(made),
        tuple(Tick(y(each), each) for each in ticks),
        tuple(days),
        tuple((mark, who) for who, mark in marks.items()),
        len(counted) > len(most),
    )


def _who(claim: Claim) -> str:
    return claim.by_entity.name if claim.by_entity else claim.figure.by


def _moment(claim: Claim) -> dt.date | None:
    on = claim.figure.as_of
    if not on:
        return claim.article.date
    year, month, day = (*map(int, on.split("-")), 0, 0)[:3]
    return dt.date(year, month or 7, day or (15 if month else 1))  # the middle of a month or year


def _scale(low: float, high: float) -> list[float]:
    """Round values around a range, four to seven of them; from nought where the range begins near it."""
    if 0 < low < high / 2:
        low = 0.0
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough)
    start, end = math.floor(low / step), math.ceil(high / step)
    return [round(place * step, 10) for place in range(start, end + 1)]


# ---------------------------------------------------------------------------------------------- who appears with whom


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or some place beside the one in the middle."""

    entity: EntityCard
    x: float
    y: float
    label: str
    thickness: float
    """Of the line to the middle."""


@dataclass(frozen=True, slots=True)
class Network:
    """People to the left, places to the right, whom they are named with in the middle."""

    people: tuple[Node, ...]
    places: tuple[Node, ...]
    links: tuple[tuple[Node, Node, float], ...]
    """People and places that are named together there too, and how thick the line is."""
    height: float
    width: float = WIDTH

    @property
    def middle(self) -> tuple[float, float]:
        """Of the drawing."""
        return self.width / 2, self.height / 2


def network(people: Sequence[EntityCard], places: Sequence[EntityCard], together: Mapping[tuple[str, str], int]) -> Network | None:
    """A small network; `together`: articles by (slug of a person, slug of a place). None of fewer than three names."""
    if len(people) + len(places) < 3:
        return None
    rows = max(len(people), len(places))
    height = max(120.0, rows * 30.0 + 16)
    most = max(each.count for each in (*people, *places))

    def column(entities: Sequence[EntityCard], side: int) -> tuple[Node, ...]:
        made = []
        for place, each in enumerate(entities):
            y = height * (place + 0.5) / len(entities)
            bend = 1 - abs(2 * y / height - 1)  # the middle ones stand further out
            x = WIDTH / 2 + side * (46 + 14 * bend)
            label = each.name if len(each.name) <= SHOWN else each.name[: SHOWN - 1].rstrip() + "…"
            made.append(Node(each, round(x, 1), round(y, 1), label, round(0.8 + 3.2 * each.count / most, 1)))
        return tuple(made)

    left, right = column(people, -1), column(places, 1)
    strongest = max(together.values(), default=0)
    links = tuple(
        (one, other, round(0.5 + 1.5 * count / strongest, 1))
        for one in left
        for other in right
        if (count := together.get((one.entity.slug, other.entity.slug), 0)) >= 2
    )
    return Network(left, right, links, round(height, 1))
