"""What a figure is a number of: by it the figures of several articles are known to be of the same thing."""

from __future__ import annotations

import re

from sitegen.core.text import fold
from sitegen.core.types import Figure, Thing
from sitegen.entities.finders.figures.units import currencies, measures
from sitegen.entities.lexicon import Lexicon, has_lexicon, lexicon

_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def thing_of(figure: Figure, language: str = "en") -> Thing:
    """The thing that a figure counts or measures.

    An empty one where it is an amount of change, and where its words would fit too much: people to whom nothing happened, or the
    miles of "the ship". What befell, or two words that say more together ("interest rate"), make a thing; a loss of money is no
    loss of people.
    """
    if figure.change:
        return Thing()
    words = lexicon(language if has_lexicon(language) else "en")
    said = _WORDS.findall(figure.of)
    measured = figure.unit.partition(" per ")[0] in measures() or figure.unit.partition(" per ")[0] in currencies()
    happened = "" if measured else next((same for word in reversed(said) if (same := _happening(word, words))), "")
    whose = tuple(sorted(_names_in(said, words)))
    if happened:
        of_people = any(_one(word, words) in words.people_nouns for word in said) or happened in words.people_events
        return Thing(_dimension(figure, of_people, words), happened, whose)
    told = [_one(word, words) for word in said if fold(word) not in words.partitive and fold(word) not in whose]
    dull = words.people_nouns | words.relative_times | {_one(form, words) for form in (*words.currencies, *words.time_nouns)}
    distinct = len(set(told) - dull - {"number", "total"}) > (0 if whose else 1)
    return Thing(_dimension(figure, False, words), " ".join(sorted(set(told))), whose) if distinct else Thing()


def _happening(word: str, words: Lexicon) -> str:
    """One word for what befell: "deaths", "dead" and "killed" are one."""
    return words.happenings.get(fold(word)) or words.events.get(fold(word), "")


def _names_in(said: list[str], words: Lexicon) -> set[str]:
    """Folded names and nationalities; a capital of the first word alone may be the sentence's."""
    found = {fold(word) for word in said[1:] if word[0].isupper()}
    if len(said) > 1 and said[0][0].isupper() and fold(said[0]) not in words.not_names:
        found.add(fold(said[0]))
    return found


def _dimension(figure: Figure, of_people: bool, words: Lexicon) -> str:
    unit, _, rate = figure.unit.partition(" per ")
    base = "people" if of_people and unit not in measures() and unit not in currencies() else ""
    if unit in measures():
        base = str(measures()[unit]["of"])
    elif unit in currencies():
        base = unit
    base = base or _one(unit, words) or "number"
    return f"{base} per {rate}" if rate else base


def _one(word: str, words: Lexicon) -> str:
    """A noun in the singular, folded."""
    low = fold(word)
    if low in words.singulars:
        return words.singulars[low]
    for ending, one in words.plural_endings:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return low[: len(low) - len(ending)] + one
    return low
