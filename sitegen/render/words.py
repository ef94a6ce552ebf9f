"""Filters of the templates: dates, numbers and claims in words."""

from __future__ import annotations

import datetime as dt

from sitegen.core.types import Figure
from sitegen.model.cards import SeriesCard

_BOUND = {
    "exact": "",
    "about": "about",
    "nearly": "nearly",
    "at least": "at least",
    "at most": "at most",
    "more than": "more than",
    "less than": "less than",
}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "INR": "₹"}
WORDS_A_MINUTE = 230  # of silent reading of English non-fiction (Brysbaert 2019, 238)


def day(date: dt.date | None) -> str:
    """`15 April 1912`; `undated` where there is none."""
    return f"{date.day} {date:%B} {date.year}" if date else "undated"


def when(iso: str) -> str:
    """`15 April 1912`, `April 1912` or `1912` of an ISO date that may lack its day and month."""
    year, _, rest = iso.partition("-")
    if not rest:
        return year
    return day(dt.date.fromisoformat(iso)) if "-" in rest else month(dt.date(int(year), int(rest), 1))


def claimed(figure: Figure) -> str:
    """The value of a claim with its unit: `9,000`, `40–50 km`, `7.4 %, from 6.8`."""
    unit = figure.unit if figure.unit not in figure.of.split() else ""
    low = amount(figure.value, unit if figure.value_to is None or unit in _SIGNS else "")
    whole = low if figure.value_to is None else f"{low}–{amount(figure.value_to, unit)}"
    return whole if figure.was is None else f"{whole}, from {amount(figure.was, unit)}"


def spread(series: SeriesCard) -> str:
    """Between what ends the values of a series lie: `between 495 and 868`."""
    unit = series.unit if series.unit.split(" ")[0] in _SIGNS else ""
    if series.low == series.high:
        return f"all {amount(series.low, unit)}"
    return f"between {amount(series.low, unit)} and {amount(series.high, unit)}"


def month(date: dt.date) -> str:
    """`April 1912`."""
    return f"{date:%B} {date.year}"


def number(value: float) -> str:
    """A number as people read it: `9,000`, `2.5`, `1,000,000`."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if abs(value) >= 0.001 else f"{value:g}"


def amount(value: float, unit: str) -> str:
    """A number with its unit of money or measure: `$500`, `$2 per gallon`, `60 %`, `400 miles`."""
    money, _, rate = unit.partition(" ")
    if money in _SIGNS:
        return f"{_SIGNS[money]}{number(value)} {rate}".rstrip()
    return f"{number(value)}\u00a0{unit}" if unit else number(value)


def bound(name: str) -> str:
    """How exact a claim is, to stand before its number."""
    return _BOUND.get(name, name)


def minutes(words: int) -> int:
    """Time to read that many words, at least one minute."""
    return max(1, round(words / WORDS_A_MINUTE))


def coordinates(lat: float, lon: float) -> str:
    """`50.90° N, 1.40° W`."""
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{abs(lat):.2f}°\u00a0{north}, {abs(lon):.2f}°\u00a0{east}"
