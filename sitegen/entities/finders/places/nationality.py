"""Nationalities and seats of power: words that speak of a country without naming it."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.entities.names import Mention, capital_runs, capitals, is_capital, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer


def offices_of_state(parse: Parse, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Nationalities beside an office or body of a state ("French Finance Minister", "président russe")."""
    words, tokens = parse.words, parse.tokens
    for place in named_nations(parse, gazetteer):
        token = tokens[place]
        around = tokens[max(0, place - 2) : place][::-1] if words.adjectives_follow else tokens[place + 1 : place + 4]
        for other in around:
            if other.sentence == token.sentence and other.text.lower() in words.state_offices:
                yield Mention(place, place + 1, token.text)
                break
            if not (is_capital(other) or words.adjectives_follow):
                break


def seats(parse: Parse, taken: set[int]) -> Iterator[tuple[Mention, str]]:
    """Seats of power that the text names outside of the tokens `taken`, each with the code of the country for which it speaks."""
    known = parse.words.seats
    firsts = {name.partition(" ")[0] for name in known}
    taken = set(taken)
    for first, end in capital_runs(parse):
        for last in range(min(end, first + 4), first, -1):
            for start in range(first, last):
                if parse.tokens[start].text.lower() not in firsts:
                    continue
                name = text_of(parse, start, last)
                if name.lower() in known and taken.isdisjoint(range(start, last)):
                    yield Mention(start, last, name), known[name.lower()]
                    taken.update(range(start, last))


def named_nations(parse: Parse, gazetteer: Gazetteer) -> tuple[int, ...]:
    """Places of the tokens that name a nationality; English writes them with a capital."""
    if "nations" not in parse.memo:
        words = range(len(parse.tokens)) if parse.words.adjectives_follow else capitals(parse)
        parse.memo["nations"] = tuple(place for place in words if nation(parse.tokens[place].text, gazetteer))
    found: tuple[int, ...] = parse.memo["nations"]
    return found


def nation(word: str, gazetteer: Gazetteer) -> str:
    """The code of the country of a nationality, in the singular or the plural."""
    return gazetteer.demonym(word) or (gazetteer.demonym(word[:-1]) if word.endswith("s") else "")
