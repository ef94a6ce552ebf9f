"""Figures: each quantity of a text with what it counts, how exact it is, when, and who claims it.

A sentence goes through `lines` → `numbers` → `units` → `quantities` (with `bounds`); `counted` and `concern` say of what,
`claimants` who, `times` when, `certainty` how sure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.core.types import Figure
from sitegen.entities.finders.figures.certainty import certainty_of
from sitegen.entities.finders.figures.claimants import Claimants
from sitegen.entities.finders.figures.concern import concerns
from sitegen.entities.finders.figures.counted import Counted, Span, counted_of, total_before
from sitegen.entities.finders.figures.lines import TIMES, Line, lines
from sitegen.entities.finders.figures.quantities import Quantity, quantities
from sitegen.entities.finders.figures.times import as_of, times
from sitegen.entities.names import Mention
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class FigureFound:
    """A quantity in a text."""

    figure: Figure
    start: int
    """Offsets of the number with its unit, in code points; `[start, end)` is half-open."""
    end: int
    unit: str
    """What one of the counted things is, in full: "kilometre", "Russian soldier"; "-" where nothing says."""
    concerns: tuple[str, ...]
    """What the quantity belongs to, the nearest first: "driving range", "Tesla shares"."""
    is_claim: bool
    """Whether it is worth a line in a ledger: never "one of the …", nor "for two years"."""


def find_figures(parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer, day: dt.date | None = None) -> list[FigureFound]:
    """The quantities of a text, in its order. `day` is the article's, by which "on Wednesday" is a date."""
    if not parse.words.measures:
        return []
    claimants = Claimants(parse, people, gazetteer)
    found: list[FigureFound] = []
    for line in lines(parse):
        found += _of_line(line, claimants, day)
    return found


def claims(found: list[FigureFound], skip: int = 0) -> tuple[Figure, ...]:
    """The figures that belong in front matter: those that claim something, each once; a headline (before `skip`) is left out."""
    kept: dict[tuple[float, float | None, str, str], Figure] = {}
    for each in found:
        if each.is_claim and each.start >= skip:
            figure = each.figure
            kept.setdefault((figure.value, figure.value_to, figure.of or figure.unit, figure.by), figure)
    return tuple(kept.values())


def _of_line(line: Line, claimants: Claimants, day: dt.date | None) -> Iterator[FigureFound]:
    read = quantities(line)
    if not read:
        return
    named = times(line, day)
    siblings: list[Counted] = []
    first, last = line.parse.sentences[line.number]
    sentence = " ".join(line.parse.text[line.parse.tokens[first].start : line.parse.tokens[last - 1].end].split())
    for each, belongs in zip(read, concerns(line, read), strict=True):
        counted = counted_of(line.parse, _span(line, each), siblings)
        if counted.head and counted.head not in line.parse.words.no_nouns and each.unit.kind in ("things", "none"):
            siblings.append(counted)
        unit, of = _unit_and_of(line, each, counted, belongs)
        if each.inherited and (not of or counted.head in line.parse.words.no_nouns) and siblings:
            before = siblings[-1]  # "210 of the first class, 125 of the second"
            of = f"{counted.head} {before.head}" if counted.head else before.words
        by, via = claimants.of(line, each)
        figure = Figure(
            value=each.value,
            value_to=each.value_to,
            was=each.was,
            bound=each.bound,
            change=each.change,
            unit=unit,
            of=of,
            by=by,
            via=via,
            as_of=as_of(each.first, each.last, named, [(o.first, o.last) for o in read if o is not each]),
            certainty=certainty_of(line, each.first, each.last),
            text=sentence,
        )
        start, end = line.words[each.first].start, line.words[each.last - 1].end
        yield FigureFound(figure, start, end, each.unit.words or "-", belongs, _is_claim(each, figure, counted))


def _span(line: Line, quantity: Quantity) -> Span:
    """The number's tokens."""
    number = quantity.number
    words = line.words[number.first : number.last]
    first = words[0].token
    while first > 0 and line.parse.tokens[first - 1].end > words[0].start:
        first -= 1
    return Span(first, words[-1].token + 1)


def _unit_and_of(line: Line, quantity: Quantity, counted: Counted, belongs: tuple[str, ...]) -> tuple[str, str]:
    """(unit, what is counted) as front matter has them."""
    if quantity.unit.kind in ("measure", "money"):
        return quantity.unit.name, belongs[0] if belongs else total_before(line.parse, _span(line, quantity)).phrase
    if quantity.unit.kind == "things" and not quantity.inherited:
        counted = counted if counted.head else Counted(quantity.unit.words, quantity.unit.name)
        return quantity.unit.name, counted.words
    return (
        counted.head if counted.head in line.parse.words.plurals or counted.head.endswith("s") else quantity.unit.name
    ), counted.words or (belongs[0] if belongs else "")


def _is_claim(quantity: Quantity, figure: Figure, counted: Counted) -> bool:
    """A single thing, a length of time and a number of which nothing is known are quantities, but no claims of anything."""
    if quantity.unit.kind == "none" and not (figure.of or counted.event):
        return False
    if quantity.number.spelled and quantity.value <= 2 and quantity.unit.kind == "things" and not counted.event:
        return False
    if quantity.unit.name in TIMES and not figure.change and not figure.of:
        return False
    return not (quantity.unit.kind == "measure" and quantity.unit.name == "times" and not figure.of) and bool(fold(figure.text))
