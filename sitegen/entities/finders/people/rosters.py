"""Lists of persons: line-ups, casualties, candidates. A list is of one kind, so most of it speaks for the rest.

Models know sentences; "11 - Glen Osborne; 10 - Andrew Mehrtens (Alama Ieremia, 70)" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.entities.names import Mention, capital_runs
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

LEAST = 4  # items of a list
SHARE = 0.5  # of its items that are known for persons
SHARE_WORDS = 0.6  # the same, before single words are taken for surnames
BETWEEN = 8  # tokens between two items at the most: "(captain, 57th), 10 -"
_PARTED = re.compile(r"[,;:()/&–—-]+|\d[\d'’.:+-]*(?:st|nd|rd|th|mins?)?|st|nd|rd|th|captain|capt|mins?|wk|c|b")


def by_roster(parse: Parse, persons: Sequence[Mention], places: Gazetteer) -> Iterator[Mention]:
    """Names in the lists of a text of whose items most are among `persons`."""
    known = {n for each in persons for n in range(each.first, each.last)}
    for items in _lists(parse):
        of_persons = [first in known or last - 1 in known for first, last in items]
        share = sum(of_persons) / len(items)
        if share < SHARE or sum(of_persons) < LEAST - 1:
            continue
        for (first, last), is_known in zip(items, of_persons, strict=True):
            if not is_known and (last - first > 1 or share >= SHARE_WORDS) and _may_be_person(parse, first, last, places):
                yield Mention(first, last, parse.text[parse.tokens[first].start : parse.tokens[last - 1].end])


def _lists(parse: Parse) -> Iterator[list[tuple[int, int]]]:
    """Runs of at least `LEAST` names, tokens `[first, last)`, with nothing but signs, numbers and the like between them.

    A model that knows no line-ups ends a sentence anywhere in them; a paragraph's end is one for certain.
    """
    items: list[tuple[int, int]] = []
    for first, last in capital_runs(parse):
        if items and not _are_listed(parse, items[-1][1], first):
            if len(items) >= LEAST:
                yield items
            items = []
        if all(_is_word(parse, n) for n in range(first, last)):
            items.append((first, last))
        elif len(items) >= LEAST:
            yield items
            items = []
        else:
            items = []
    if len(items) >= LEAST:
        yield items


def _are_listed(parse: Parse, end: int, first: int) -> bool:
    """Whether only what parts the items of a list stands between two names."""
    between = parse.tokens[end:first]
    if (
        not between
        or len(between) > BETWEEN
        or not all(token.text in parse.words.joiners or _PARTED.fullmatch(token.text) for token in between)
    ):
        return False
    return "\n" not in parse.text[parse.tokens[end - 1].end : parse.tokens[first].start]


def _is_word(parse: Parse, place: int) -> bool:
    word = parse.tokens[place].text
    return any(c.islower() for c in word) and not any(c.isdigit() for c in word)


def _may_be_person(parse: Parse, first: int, last: int, places: Gazetteer) -> bool:
    """Whether an item can be a person: not what the list is of ("Austria:"), no place, no body."""
    tokens, words = parse.tokens, parse.words
    inside = [token.text.lower() for token in tokens[first:last]]
    behind = tokens[last].text if last < len(tokens) else ""
    name = parse.text[tokens[first].start : tokens[last - 1].end]
    if last - first > 4 or behind == ":" or words.organisation_words.union(words.not_names, words.offices).intersection(inside):
        return False
    place = next(iter(places.find(name)), None)
    return place is None or (last - first == 1 and place.kind == "city" and place.population < 100_000)
