"""Dates, numbers and claims in words of the site's language: filters of the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from markupsafe import Markup, escape

from sitegen.core.types import Figure
from sitegen.model.cards import SeriesCard
from sitegen.render.language import Language

_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "INR": "₹"}
DATES = 1 << 14  # that are kept as they were written, for lists name the same days again and again
NUMBERS = 1 << 12  # messages with a number
WORDS_A_MINUTE = 230  # of silent reading of English non-fiction (Brysbaert 2019, 238)


class Words:
    """The filters, in one language."""

    def __init__(self, language: Language):
        self._language, self._ = language, language.gettext
        # Thousands of pages say how many minutes or articles, and there are few such numbers.
        self._with_number = lru_cache(NUMBERS, typed=True)(partial(self._filled, values={}))

    def filters(self) -> dict[str, Callable[..., Any]]:
        """By their names in templates."""
        return {
            "day": lru_cache(DATES)(self.day),
            "month": self._language.month,
            "when": lru_cache(DATES)(self.when),
            "number": self._language.number,
            "amount": self.amount,
            "claimed": self.claimed,
            "bound": self.bound,
            "certainty": self.certainty,
            "spread": self.spread,
            "minutes": minutes,
            "listed": self._language.listed,
        }

    # ---- messages

    def message(self, text: str, **values: Any) -> Markup | str:
        """A message, its `%(name)s` filled in; as HTML, values escaped."""
        found = self._(text)
        return Markup(escape(found)) % values if values else found

    def counted(self, one: str, many: str, count: float, **values: Any) -> Markup:
        """A message with a number, `%(n)s`, in it."""
        return self._with_number(one, many, count) if not values else self._filled(one, many, count, values)

    def _filled(self, one: str, many: str, count: float, values: dict[str, Any]) -> Markup:
        found = self._language.ngettext(one, many, count)
        return Markup(escape(found)) % {"n": self._language.number(count), **values}

    def plural_forms(self, one: str, many: str) -> dict[str, str]:
        """A message with a number for a script: by the categories of the browser's `Intl.PluralRules`, `{n}` for the number."""
        samples = {"one": 1, "two": 2, "few": 3, "many": 5, "other": 100}
        return {name: self._language.ngettext(one, many, count) % {"n": "{n}"} for name, count in samples.items()}

    # ---- dates

    def day(self, date: dt.date | None) -> str:
        """`15 April 1912`; `undated` where there is none."""
        return self._language.day(date) if date else self._("undated")

    def when(self, iso: str) -> str:
        """`15 April 1912`, `April 1912` or `1912` of an ISO date that may lack its day and month."""
        year, _, rest = iso.partition("-")
        if not rest:
            return year
        return self.day(dt.date.fromisoformat(iso)) if "-" in rest else self._language.month(dt.date(int(year), int(rest), 1))

    # ---- numbers

    def amount(self, value: float, unit: str) -> str:
        """A number with its unit of money or measure: `$500`, `$2 per gallon`, `60 %`, `400 miles`."""
        money, _, rate = unit.partition(" ")
        if money in _SIGNS:
            return f"{_SIGNS[money]}{self._language.number(value)} {rate}".rstrip()
        return f"{self._language.number(value)}\u00a0{unit}" if unit else self._language.number(value)

    def claimed(self, figure: Figure) -> str:
        """The value of a claim with its unit: `9,000`, `40–50 km`, `7.4 %, from 6.8`."""
        unit = figure.unit if figure.unit not in figure.of.split() else ""
        low = self.amount(figure.value, unit if figure.value_to is None or unit in _SIGNS else "")
        whole = low if figure.value_to is None else f"{low}–{self.amount(figure.value_to, unit)}"
        if figure.was is None:
            return whole
        return self._("%(now)s, from %(before)s") % {"now": whole, "before": self.amount(figure.was, unit)}

    def spread(self, series: SeriesCard) -> str:
        """Between what ends the values of a series lie: `between 495 and 868`."""
        unit = series.unit if series.unit.split(" ")[0] in _SIGNS else ""
        low, high = self.amount(series.low, unit), self.amount(series.high, unit)
        return (
            self._("all %(low)s") % {"low": low}
            if low == high
            else self._("between %(low)s and %(high)s") % {"low": low, "high": high}
        )

    def bound(self, name: str) -> str:
        """How exact a claim is, to stand before its number."""
        return {
            "exact": "",
            "about": self._("about"),
            "nearly": self._("nearly"),
            "at least": self._("at least"),
            "at most": self._("at most"),
            "more than": self._("more than"),
            "less than": self._("less than"),
        }.get(name, name)

    def certainty(self, name: str) -> str:
        """How sure a claim is of itself, behind its number."""
        return {
            "unverified": self._("unverified"),
            "denied": self._("denied"),
            "forecast": self._("forecast"),
            "hypothetical": self._("hypothetical"),
        }.get(name, name)


def money(unit: str) -> bool:
    """Whether a unit is of money, alone or by something else: `USD`, `USD per ton`."""
    return unit.partition(" ")[0] in _SIGNS


def minutes(words: int) -> int:
    """Time to read that many words, at least one minute."""
    return max(1, round(words / WORDS_A_MINUTE))


def coordinates(lat: float, lon: float) -> str:
    """`50.90° N, 1.40° W`."""
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{abs(lat):.2f}°\u00a0{north}, {abs(lon):.2f}°\u00a0{east}"
