"""When: the time that a sentence speaks of, as an ISO 8601 date or a part of one ("2022-03-02", "2022-03", "2022")."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sitegen.entities.finders.figures.lines import Line


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a sentence names: words `[first, last)`."""

    first: int
    last: int
    iso: str


def times(line: Line, day: dt.date | None) -> list[Time]:
    """The times of a sentence, in its order. `day` is that of the article, without which only dates with a year are told."""
    found: list[Time] = []
    place = 0
    while place < len(line.words):
        time = _time(line, place, day)
        if time is None:
            place += 1
        else:
            found.append(time)
            place = time.last
    return found


def as_of(first: int, last: int, found: list[Time], others: list[tuple[int, int]]) -> str:
    """The time nearest to the words `[first, last)`; one with another quantity in between is that one's."""
    best, least = "", 10_000
    for time in found:
        apart = time.first - last if time.first >= last else first - time.last
        between = (last, time.first) if time.first >= last else (time.last, first)
        crossed = any(between[0] <= a and b <= between[1] for a, b in others)
        if not crossed and 0 <= apart < least:
            best, least = time.iso, apart
    return best or (found[0].iso if len(found) == 1 else "")


def _time(line: Line, place: int, day: dt.date | None) -> Time | None:
    words = line.parse.words
    low = line.low(place)
    return (
        _date(line, place, day)
        or (_weekday(line, place, day) if low in words.weekdays else None)
        or (_relative(line, place, day) if day else None)
        or _year(line, place)
    )


def _date(line: Line, place: int, day: dt.date | None) -> Time | None:
    """ "April 15, 1912", "15 April", "the 2nd of March", "March 2022", "in April"."""
    words = line.parse.words
    low, last = line.low(place), place + 1
    number: int | None = None
    if re.fullmatch(r"\d{1,2}", low):
        number = int(low)
        if line.low(last) in words.ordinal_endings:
            last += 1
        if line.low(last) in words.of:
            last += 1
        low = line.low(last)
        last += 1
    month = words.month_numbers.get(low.rstrip("."), 0)
    capital = line.words[last - 1].text[:1].isupper() if last <= len(line.words) else False
    if not month or not (capital or words.decimal_comma) or (number is not None and not 1 <= number <= 31):
        return None
    if line.low(last) == ".":
        last += 1
    if number is None and re.fullmatch(r"\d{1,2}", line.low(last)) and 1 <= int(line.low(last)) <= 31:
        number, last = int(line.low(last)), last + 1
        if line.low(last) in words.ordinal_endings:
            last += 1
    after = last + (line.low(last) == ",")
    year = int(line.low(after)) if re.fullmatch(r"1[4-9]\d\d|20\d\d", line.low(after)) else 0
    last = after + 1 if year else last
    if not year and day is None:
        return None
    if not year and day:
        year = _nearest_year(day, month, number or 1)
    if number is None:
        return Time(place, last, f"{year:04}-{month:02}")
    return Time(place, last, iso) if (iso := _iso(year, month, number)) else None


def _nearest_year(day: dt.date, month: int, number: int) -> int:
    """News speaks of the months around it: December named in January is last year's, January named in December the next."""
    days = {year: abs((_clamped(year, month, number) - day).days) for year in (day.year - 1, day.year, day.year + 1)}
    return min(days, key=lambda year: days[year])


def _clamped(year: int, month: int, number: int) -> dt.date:
    return dt.date(year, month, min(number, 28))


def _iso(year: int, month: int, number: int) -> str:
    try:
        return dt.date(year, month, number).isoformat()
    except ValueError:
        return ""


def _weekday(line: Line, place: int, day: dt.date | None) -> Time | None:
    """ "on Wednesday": the last one before the article, or on its day; "next Wednesday" is the one after it."""
    if day is None:
        return None
    words = line.parse.words
    back = (day.weekday() - words.weekdays[line.low(place)]) % 7
    coming = line.low(place - 1) in words.coming
    return Time(place, place + 1, (day + dt.timedelta(days=7 - back) if coming else day - dt.timedelta(days=back)).isoformat())


def _relative(line: Line, place: int, day: dt.date | None) -> Time | None:
    """ "yesterday", "in the past week", "so far this year", "last month", "two days ago"."""
    words = line.parse.words
    if day is None:
        return None
    for size in (4, 3, 2, 1):
        phrase = line.phrase(place, place + size)
        if place + size <= len(line.words) and phrase in words.relative_days:
            return Time(place, place + size, (day + dt.timedelta(days=words.relative_days[phrase])).isoformat())
        if place + size <= len(line.words) and phrase in words.relative_years:
            return Time(place, place + size, str(day.year + words.relative_years[phrase]))
        if place + size <= len(line.words) and phrase in words.relative_months:
            months = day.year * 12 + day.month - 1 + words.relative_months[phrase]
            return Time(place, place + size, f"{months // 12:04}-{months % 12 + 1:02}")
    return None


def _year(line: Line, place: int) -> Time | None:
    """ "in 2019", "by 2030": a year that something says is one."""
    words = line.parse.words
    if re.fullmatch(r"1[4-9]\d\d|20\d\d", line.low(place)) and line.low(place - 1) in words.before_times:
        return Time(place, place + 1, line.low(place))
    return None
