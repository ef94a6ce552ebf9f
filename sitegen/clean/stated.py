"""What a source says of its own article."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sitegen.core.text import one_line

EARLIEST = 1450  # year; nothing printed is older, so an older date is a mistake


@dataclass(frozen=True, slots=True)
class Stated:
    """Title, dates and origin as the source gives them; empty where it doesn't."""

    title: str = ""
    date: dt.date | None = None
    modified: dt.date | None = None
    authors: tuple[str, ...] = ()
    site_name: str = ""
    url: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()


_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?!\d)")
_MONTHS = {name: number for number, names in enumerate(
    ("jan january janv janvier", "feb february févr fév février fevrier", "mar march mars", "apr april avr avril", "may mai",
     "jun june juin", "jul july juil juillet", "aug august août aout", "sep sept september septembre", "oct october octobre",
     "nov november novembre", "dec december déc décembre decembre"), 1) for name in names.split()}  # fmt: skip
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er)?\s+([^\W\d_]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")


def read_date(text: str) -> dt.date | None:
    """The first date in `text` that can be read in one way only: ISO 8601, or a month in English or French words.

    `03/04/2022` is no date here: half the world would read another day.
    """
    for pattern, order in ((_ISO, "ymd"), (_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = _MONTHS.get(parts["m"].lower()) if parts["m"].isalpha() else int(parts["m"])
            if made := _day(int(parts["y"]), month or 0, int(parts["d"])):
                return made
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        made = dt.date(year, month, day)
    except ValueError:
        return None
    return made if year >= EARLIEST else None


_BY = re.compile(r"^(?:by|par|von|por)[:\s]\s*", re.I)
_AND = re.compile(r"\s*(?:;|,(?!\s*(?:Jr|Sr|II|III|PhD|MD)\b)|\band\b|\bet\b|&)\s*")
_NO_NAME = re.compile(r"https?:|@|\d|^(?:staff|admin|editor|editors|newsroom|redaction|rédaction|unknown|anonymous|author)$", re.I)


def read_authors(text: str) -> tuple[str, ...]:
    """The names in a byline, each once: "By Ann Lee and Jo Roe" gives two. Addresses and "admin" are no names."""
    names = (one_line(name).strip(" .,|-–—") for name in _AND.split(_BY.sub("", one_line(text))))
    return tuple(dict.fromkeys(name for name in names if 2 < len(name) <= 60 and not _NO_NAME.search(name)))


def cut_site_name(title: str, site_name: str) -> str:
    """The title without the name of its site behind or before it ("Talks resume | The Daily")."""
    if not site_name:
        return title
    name = re.escape(site_name)
    cut = re.sub(rf"\s*[|·•»–—:-]\s*{name}\s*$|^\s*{name}\s*[|·•»–—:-]\s*", "", title, flags=re.I).strip()
    return cut or title
