"""Numbers that are no quantities: days and years, times of day, numbers that are names, scores, ages behind a name, numbering."""

from __future__ import annotations

import re

from sitegen.entities.finders.figures.bounds import bound_of
from sitegen.entities.finders.figures.lines import TIMES, Line
from sitegen.entities.finders.figures.numbers import Number
from sitegen.entities.finders.figures.units import Unit, unit_of

_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")
MOST_SCORE = 150  # points of a game in which two numbers stand as "2-1", or "98-95"


def is_quantity(line: Line, number: Number, unit: Unit, inherited: bool) -> bool:
    """Whether a number counts or measures something; `inherited` tells that its unit is that of a number before it."""
    if is_date(line, number, unit) or _is_clock(line, number) or _is_numbered(line, number, unit) or _is_glued(line, number, unit):
        return False
    if number.spelled:
        return _counts_in_words(line, number, unit)
    if unit.kind != "money" and _is_score(line, number):
        return False
    if unit.kind in ("measure", "money"):
        return True
    if _is_listed(line, number) or _is_age(line, number, unit):
        return False
    return (inherited and unit.kind != "things") or not _names_a_thing(line, number, unit)


# ---------------------------------------------------------------------------------------------- days and years


def is_date(line: Line, number: Number, unit: Unit) -> bool:
    """Whether a number is a day of a month, a year, or a part of either."""
    before = line.low(number.first - 1)
    if before == ".":  # "Sept. 11", "A.D. 1000"
        before = line.low(number.first - 2)
    if before.rstrip(".") in line.parse.words.eras:
        return True
    if _is_day(line, number, before.rstrip(".")):
        return unit.kind not in ("measure", "money")
    if _is_slashed(line, number):
        return unit.kind not in ("measure", "money")
    if _ends_years(line, number):
        return unit.kind != "measure"
    return is_year(line, number) and unit.kind not in ("measure", "money") and _stands_as_year(line, number, unit)


def is_year(line: Line, number: Number) -> bool:
    """Whether a number has the form of a year; it may count something all the same."""
    return number.last - number.first == 1 and bool(_YEAR.fullmatch(line.words[number.first].text))


def _is_day(line: Line, number: Number, before: str) -> bool:
    """ "March 5", "5 March", "March 1912"; the month has a capital, or the word before it shows that it is one ("in may 2016")."""
    words = line.parse.words
    day = not number.spelled and number.value in range(1, 32)
    if before in words.months and (day or is_year(line, number)):
        word = line.words[number.first - 1 - (line.low(number.first - 1) == ".")]
        return word.text[0].isupper() or before not in words.month_verbs or line.low(number.first - 2) in words.before_years
    after = line.low(number.last).rstrip(".")
    return day and after in words.months and (line.words[number.last].text[0].isupper() or words.decimal_comma)


def _is_slashed(line: Line, number: Number) -> bool:
    """ "9/11", "3/4/2020"."""
    behind = line.low(number.last) == "/" and line.touches(number.last) and line.low(number.last + 1).isdigit()
    before = line.low(number.first - 1) == "/" and line.touches(number.first) and line.low(number.first - 2).isdigit()
    return behind or before


def _ends_years(line: Line, number: Number) -> bool:
    """ "the 2014-15 season"."""
    dash = line.low(number.first - 1) in ("-", "–") and line.touches(number.first)
    return dash and bool(_YEAR.fullmatch(line.low(number.first - 2))) and number.value < 100


def _stands_as_year(line: Line, number: Number, unit: Unit) -> bool:
    """Whether a number that may be a year is one: by the word before it, or as nothing countable stands behind it."""
    words = line.parse.words
    before, after = line.low(number.first - 1), line.low(number.last)
    counts = unit.kind == "things" and is_plural(line, unit.noun)
    if before in words.compound_links | words.range_words and _YEAR.fullmatch(line.low(number.first - 2)):
        return not counts
    if before in words.before_years or before in words.months or before in ("(", "’", "'"):
        return True
    if before in ("-", "–") and line.low(number.first - 2).isdigit():
        return not counts
    if after in ("-", "–") and line.touches(number.last) and re.fullmatch(r"\d\d(\d\d)?", line.low(number.last + 1)) and not counts:
        return True
    if bound_of(line, number.first, number.last)[0] != "exact" or before in words.bounds:
        return False
    return not (counts and line.pos(number.first - 1) != "PROPN")


# ---------------------------------------------------------------------------------------------- the others


def is_plural(line: Line, noun: int) -> bool:
    """Whether a noun is in the plural."""
    token = line.token(noun)
    low = line.words[noun].low
    return (
        token.tag in ("NNS", "NNPS")
        or (not token.tag and low.endswith("s") and not low.endswith("ss"))
        or low in line.parse.words.plurals
    )


def _is_clock(line: Line, number: Number) -> bool:
    words = line.parse.words
    after = line.low(number.last)
    if (
        after in words.clock_words
        or line.phrase(number.last, number.last + 3) in words.clock_words
        or f"{after}{line.low(number.last + 1)}{line.low(number.last + 2)}" in words.clock_words
        or line.phrase(number.last, number.last + 2) in words.clock_words
    ):
        return True
    if after == ":" and line.touches(number.last) and line.low(number.last + 1)[:1].isdigit():
        return True
    if line.low(number.first - 1) == "h" and line.low(number.first - 2).isdigit():
        return True  # "10 h 30"
    return line.low(number.first - 1) == ":" and line.touches(number.first) and line.low(number.first - 2)[:1].isdigit()


def _is_numbered(line: Line, number: Number, unit: Unit) -> bool:
    """ "flight 447", "No. 14", "Section 427", "#3"."""
    words = line.parse.words
    before = line.low(number.first - 1)
    if before == "." and line.low(number.first - 2) in ("no", "nos"):
        return True
    if before in ("#", "№", "§", "@"):
        return True
    if before in words.numbered and not number.spelled:
        return unit.kind not in ("measure", "money") or before in ("flight", "route", "highway")
    return before in words.numbered and number.spelled and unit.kind == "none"


def _is_glued(line: Line, number: Number, unit: Unit) -> bool:
    """Letters right before the digits, or behind them with no unit: "CO2", "F-150", "SF90", "mk5", "10th", "5G"."""
    first, last = number.first, number.last
    if unit.first < number.first:
        return False
    if line.touches(first):
        before = line.words[first - 1].text
        if before.isalpha() or before in ("_", "\\"):
            return True
        if before in "-–." and line.touches(first - 1) and first > 1 and line.words[first - 2].text[-1:].isalpha():
            return not (line.words[first - 2].text.islower() and unit.kind == "measure")  # "a now-18 month-old girl"
        if before == "/" and line.touches(first - 1):
            return unit.kind not in ("measure", "money")
    behind = line.words[last] if last < len(line.words) else None
    if behind is None or not line.touches(last) or unit.kind in ("measure", "money"):
        return False
    return behind.text.isalpha() or (behind.text in ("’", "'") and line.touches(last + 1))


def _is_score(line: Line, number: Number) -> bool:
    """ "2-1", "won 6-4": two small numbers with a hyphen and nothing that they could count."""
    for place, other in ((number.last, number.last + 1), (number.first - 1, number.first - 2)):
        if line.low(place) in ("-", "–", ":") and 0 <= other < len(line.words) and re.fullmatch(r"\d{1,3}", line.low(other)):
            joined = line.touches(place) and line.touches(max(place, other))
            if joined and number.value <= MOST_SCORE and not _counts_behind(line, max(other, number.last - 1)):
                return True
    return False


def _counts_behind(line: Line, place: int) -> bool:
    if line.low(place + 1) in line.parse.words.scale_words:
        return True  # "12-15 million"
    unit = unit_of(line, Number(place, place + 1, 0.0))
    return unit.kind in ("measure", "money") or (unit.kind == "things" and is_plural(line, unit.noun))


def _is_listed(line: Line, number: Number) -> bool:
    """Numbering of a list: "1. First", "2) Second"."""
    if (
        line.low(number.last) == ")"
        and line.low(number.first - 1) != "("
        and number.value < 100
        and number.last - number.first == 1
    ):
        return "(" not in {word.text for word in line.words[: number.first]}
    return number.first == 0 and line.low(number.last) in (".", ":") and number.value < 100


def _is_age(line: Line, number: Number, unit: Unit) -> bool:
    """ "Lang, 20, on loan": an age behind a name."""
    closed = line.low(number.last) in (",", "on", ")", "") or unit.kind == "none"
    comma = line.low(number.first - 1) == "," and line.pos(number.first - 2) == "PROPN"
    return comma and closed and 0 < number.value < 120 and unit.kind == "none" and line.low(number.last) in (",", ".", ")")


def _names_a_thing(line: Line, number: Number, unit: Unit) -> bool:
    """Whether a number is a part of a name: "iPhone 14 Pro", "S&P 500", "Big 12", "the 787 Dreamliner"."""
    words = line.parse.words
    before = number.first - 1
    if before < 0:
        return False
    capital = any(c.isupper() for c in line.words[before].text)
    named = capital and line.pos(before) in ("PROPN", "NOUN", "ADJ", "X", "VERB") and line.low(before) not in words.bounds
    if named and unit.kind == "things" and is_plural(line, unit.noun):
        start = before
        while start > 0 and line.pos(start - 1) == "PROPN":
            start -= 1
        return (
            line.pos(start - 1) != "ADP" and line.low(before) not in words.not_names
        )  # "On Monday 12 people", "In London 12 people"
    if named:
        return before > 0 or unit.kind != "things" or line.pos(before) == "PROPN"
    proper = (
        unit.kind == "things" and unit.noun == number.last and line.pos(unit.noun) == "PROPN" and not is_plural(line, unit.noun)
    )
    return (proper and line.pos(before) in ("DET", "PART", "ADJ", "PRON")) or line.low(before) in words.indices


def _counts_in_words(line: Line, number: Number, unit: Unit) -> bool:
    """Whether a spelled number counts: never "one of them", "no one", "the two", nor one that is a part of a word."""
    words = line.parse.words
    if number.value_to is not None or number.value < 1:
        return unit.kind != "none" or line.low(number.last) in words.of or number.value < 1
    measured = unit.kind == "money" or (unit.kind == "measure" and unit.name not in TIMES)
    if line.low(number.last) == "-" and line.touches(number.last) and not measured:
        return False  # "a two - month contract"
    opens = (
        number.first == 0
        or not any(word.text[0].isalnum() for word in line.words[: number.first])
        or line.low(number.first - 1) in "“\"'‘:;("
    )
    if (
        line.words[number.first].text[0].isupper()
        and not opens
        and not all(word.text.isupper() for word in line.words if word.text.isalpha())
    ):
        return False  # "the Kick Six win", "Ground Zero"
    if number.value == 0 and (unit.kind == "none" or (unit.kind == "things" and not is_plural(line, unit.noun))):
        return False
    if line.low(number.last) in words.events and number.value > 1:
        return True  # "five opposing, 35 abstaining"
    if number.value == 1:
        if unit.kind not in ("things", "money", "measure") or line.low(number.first - 1) in words.before_pronoun_one:
            return False
        return line.low(number.last) in words.of or unit.kind in ("money", "measure") or line.pos(number.last) in ("NOUN", "ADJ")
    if unit.kind == "none":
        return number.value > 20 or line.low(number.first - 1) in words.bounds
    return True
