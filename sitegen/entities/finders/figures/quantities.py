"""Quantities: the numbers of a sentence that count or measure something, with unit, bound and direction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sitegen.core.types import Bound, Change
from sitegen.entities.finders.figures.bounds import bound_of, change_of
from sitegen.entities.finders.figures.exclusions import is_date, is_quantity, is_year
from sitegen.entities.finders.figures.lines import TIMES, Line
from sitegen.entities.finders.figures.numbers import Number, numbers
from sitegen.entities.finders.figures.units import Unit, rated, unit_of

REACH_OF_UNIT = 12  # words from a number to the one whose unit it shares


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: words `[first, last)` of its sentence."""

    number: Number
    unit: Unit
    bound: Bound = "exact"
    change: Change = ""
    first: int = 0
    last: int = 0
    value_to: float | None = None
    was: float | None = None
    """What it was before: "rose to 7.4 from 6.8"."""
    inherited: bool = False
    """Its unit is that of a number before it."""

    @property
    def value(self) -> float:
        """The number's value, or the lower end of a range."""
        return self.number.value


def quantities(line: Line) -> list[Quantity]:
    """The quantities of a sentence, in its order."""
    found: list[Quantity] = []
    gone: Number | None = None
    read = [_in_metres(number, unit_of(line, number)) for number in numbers(line)]
    for place, (number, unit) in enumerate(read):
        before = found[-1] if found else None
        if before is not None and _ends_range(line, before, number, unit):
            found[-1] = _range(line, before, number, unit)
        elif before is not None and _completes_length(before, number, unit):
            continue
        elif made := _quantity(line, number, unit, read[place + 1 : place + 2], before, gone):
            found.append(made)
        else:
            gone = number
    return [_with_former(line, each, found[place + 1 : place + 2]) for place, each in enumerate(found)]


def _in_metres(number: Number, unit: Unit) -> tuple[Number, Unit]:
    """The number as it was before its m was taken for a million: "a 20m fall"."""
    return (replace(number, value=number.value / number.scale) if number.scaled == "m" and unit.name == "m" else number), unit


def _quantity(
    line: Line, number: Number, unit: Unit, following: list[tuple[Number, Unit]], before: Quantity | None, gone: Number | None
) -> Quantity | None:
    """A number as a quantity, with the unit of a neighbour where it has none of its own; None where it is no quantity."""
    words = line.parse.words
    shares = unit.kind == "none" and not is_date(line, number, unit)  # nor has "£20,000 from 29 May" a second sum
    if shares and following:
        unit = _unit_of_next(line, number, unit, *following[0])
    inherited = None
    if shares and unit.kind == "none" and before is not None:
        inherited = _unit_of_last(line, number, before)
    unit = inherited or unit
    links = words.range_words | words.compound_links | {"-", "–"}
    if gone is not None and unit.kind == "none" and line.phrase(gone.last, number.first) in links:
        return None  # "aged 25 to 54": what is true of one end is true of the other
    if not is_quantity(line, number, unit, inherited is not None):
        return None
    bound, start = bound_of(line, unit.first, unit.last)
    change = _change(line, number, unit, start)
    if before is not None and bound == "exact" and not change and is_same_again(line, before, unit):
        bound, change = before.bound, before.change
    last = max(unit.last, number.last)
    return Quantity(number, unit, bound, change, unit.first, last, number.value_to, inherited=inherited is not None)


def _change(line: Line, number: Number, unit: Unit, start: int) -> Change:
    """Which way something moved by this number; of things, and with no unit, only where "by" says so ("grew by 600 jobs")."""
    if number.value < 0 and unit.name == "%":
        return "fall"
    if unit.kind in ("things", "none") and not {line.low(start - 1), line.low(start)} & {"by", "up", "down", "de"}:
        return ""
    return change_of(line, start) if not number.spelled or unit.kind != "none" else ""


def is_same_again(line: Line, before: Quantity, unit: Unit) -> bool:
    """Whether a number says the one before it in another unit: "more than 100 kilometres (60 miles)", "0.25 points, or 0.01%"."""
    between = [word.low for word in line.words[before.last : unit.first] if word.low != ","]
    return between == ["("] or (between in [[word] for word in line.parse.words.alternatives - line.parse.words.compound_links])


# ---------------------------------------------------------------------------------------------- ranges, and units of neighbours


def _ends_range(line: Line, low: Quantity, number: Number, unit: Unit) -> bool:
    """Whether a number is the other end of a range: "15 to 22 miles", "between 40 and 50", "from 5 per cent to 20 per cent"."""
    words = line.parse.words
    if low.value_to is not None or low.inherited:
        return False
    between = [word.low for word in line.words[low.last : unit.first if unit.kind == "money" else number.first]]
    opener = line.low(bound_of(line, low.first, low.last)[1] - 1)
    same = (
        unit.name.partition(" per ")[0] == low.unit.name.partition(" per ")[0]
        or low.unit.kind == "none"
        or unit.kind == "none"
        or (low.unit.kind == unit.kind == "things")
    )
    if not same or (low.number.first == low.number.last - 1 and line.low(low.number.first) in words.multiples):
        return False
    if (low.change or opener == "by") and opener not in words.range_openers:
        return False  # "rose by 5 to 20"
    if between in ([dash] for dash in "-–—/") or between == ["-", "-"]:
        return unit.kind != "none" or low.unit.kind != "none"
    if between[:2] == ["up", "to"] and opener in words.range_openers:
        between = between[1:]
    if len(between) > 1 and between[0] in words.range_words and " ".join(between[1:]) in words.bounds:
        between = between[:1]
    if (
        len(between) == 2
        and between[1] in words.range_words
        and line.pos(low.last) in ("VERB", "ADJ", "NOUN")
        and opener in words.range_openers
    ):
        between = between[1:]  # "from 21 mpg combined to 23"
    if len(between) != 1:
        return False
    if between[0] in words.range_words:
        return opener in words.range_openers or unit.kind != "none" or low.unit.kind != "none"
    return between[0] in words.compound_links and opener == words.range_openers_and


def _range(line: Line, low: Quantity, number: Number, unit: Unit) -> Quantity:
    kept = unit if unit.kind != "none" else low.unit
    bound, start = bound_of(line, low.first, low.last)
    if line.low(start - 1) in line.parse.words.range_openers:
        outer = bound_of(line, start - 1, low.last)[0]
        bound = outer if outer != "exact" else "exact"
    own = low.number
    if own.scale == 1 and number.scale > 1 and own.value < number.value / number.scale:
        own = replace(own, value=own.value * number.scale)  # "1 to 2 thousand"
    return replace(
        low,
        number=own,
        unit=replace(kept, first=low.first),
        value_to=number.value,
        last=max(unit.last, number.last),
        bound=bound,
        change="",
    )


def _completes_length(before: Quantity, number: Number, unit: Unit) -> bool:
    """ "five feet eleven inches" is one length; nobody means two."""
    return (
        (before.unit.name, unit.name) == ("feet", "inches")
        and before.last == number.first
        and number.value < 12
        and not before.value % 1
    )


def _unit_of_next(line: Line, number: Number, unit: Unit, following: Number, its: Unit) -> Unit:
    """A number alone before another one with a unit, with a word of choice or range between: "7- or 8-inch", "one to two years"."""
    words = line.parse.words
    between = [word.low for word in line.words[number.last : its.first if its.kind == "money" else following.first]]
    links = set(words.alternatives | words.range_words)
    if its.kind == "money" or its.name == "points":
        links |= {"up", "down", "rose", "fell"}  # "16369.03 up 58.06 points"
    linked = len([each for each in between if each not in "-–,"]) == 1 and not links.isdisjoint(between)
    if its.kind in ("measure", "money", "things") and linked:
        return Unit(its.kind, its.name, its.words, unit.first, number.last, its.noun)
    return unit


def _unit_of_last(line: Line, number: Number, before: Quantity) -> Unit | None:
    """The unit of the number before, for one that has none: "435 homes by sale and 187 by tender", "up 2 percent, … by 1"."""
    words = line.parse.words
    if before.unit.kind == "none" or number.value_to is not None or (number.spelled and number.value < 2):
        return None
    if not _is_bare(line, number):
        return None
    led_by = line.low(number.first - 1)
    if (before.unit.name == "%" or before.unit.name in TIMES) and led_by in words.levels:
        return None  # "fell 0.4 per cent to 13176", "two days later … put the missing at 31"
    if line.low(number.last) in words.rate_words and before.unit.kind == "things":
        return rated(line, Unit("things", before.unit.name, before.unit.words, number.first, number.last, before.unit.noun))
    near = number.first - before.last <= REACH_OF_UNIT
    linked = (
        led_by in words.compound_links
        or led_by in words.levels
        or led_by in words.comparing
        or led_by in (",", "by", "is", "was", "reached")
    )
    linked = (
        linked
        or line.phrase(bound_of(line, number.first, number.last)[1] - 1, number.first) in words.bounds
        or led_by in words.bounds
    )
    if not (near and linked):
        return None
    return rated(line, Unit(before.unit.kind, before.unit.name, before.unit.words, number.first, number.last, before.unit.noun))


def _is_bare(line: Line, number: Number) -> bool:
    """Whether nothing behind a number could be its unit, and nothing before it makes it a name."""
    return (
        line.pos(number.last) not in ("NOUN", "PROPN", "NUM")
        and line.pos(number.first - 1) != "PROPN"
        and not is_year(line, number)
    )


def _with_former(line: Line, each: Quantity, following: list[Quantity]) -> Quantity:
    """ "rose to 7.36 billion from 6.78 billion": the second is what the first was before."""
    words = line.parse.words
    if not following or following[0].unit.name != each.unit.name or each.value_to is not None or each.change:
        return each
    led_by, behind = line.low(each.first - 1), line.low(following[0].first - 1)
    moved = any(line.low(n) in words.rises or line.low(n) in words.falls for n in range(each.first - 4, following[0].first))
    if led_by in words.levels and behind in words.range_openers and moved:
        return replace(each, was=following[0].value)
    return each
