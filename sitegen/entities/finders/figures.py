"""Figures: each quantity of a text with what it counts, how exact it is and who claims it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.core.types import Bound, Figure
from sitegen.entities.finders.claimants import Claimants
from sitegen.entities.finders.numbers import Number, find_numbers
from sitegen.entities.lexicon import lexicon
from sitegen.entities.names import Mention, text_of
from sitegen.entities.parsers import Parse, Token
from sitegen.infra.gazetteer import Gazetteer

MAX_NOUN_WORDS = 6
_TIMES = frozenset(["", "days", "years"])
_SHARED = frozenset(["%"])
_IN_BOUNDS = frozenset("at of up over under about around than".split())  # "killed at least 40": between a verb and its number
_MODIFIER = frozenset({"ADJ", "NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: a noun phrase with its head word, and what befell it."""

    phrase: str = ""
    head: str = ""
    event: str = ""
    end: int = 0
    """Token behind the phrase."""

    @property
    def words(self) -> str:
        return f"{self.phrase} {self.event}".strip()


def find_figures(parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer, skip: int = 0) -> tuple[Figure, ...]:
    """The claims of a text, in its order; sentences that begin before the offset `skip` (a headline) are left out.

    A number of which nothing tells what it counts is left out: as a claim nobody could use it.
    """
    claimants = Claimants(parse, people, gazetteer)
    found: dict[tuple[float, str, str], Figure] = {}
    earlier: dict[int, list[_Counted]] = {}
    measured: dict[tuple[int, str], str] = {}
    for number in find_numbers(parse):
        token = parse.tokens[number.first]
        if token.start < skip:
            continue
        siblings = earlier.setdefault(token.sentence, [])
        figure, counted = _figure(parse, number, siblings, claimants, measured)
        if counted.head:
            siblings.append(counted)
        if figure:
            found.setdefault((figure.value, figure.of, figure.by), figure)
    return tuple(found.values())


def _figure(
    parse: Parse, number: Number, siblings: list[_Counted], claimants: Claimants, measured: dict[tuple[int, str], str]
) -> tuple[Figure | None, _Counted]:
    counted = _completed(parse, number, _counted(parse, number), siblings)
    unit, of = _unit(parse, number, counted)
    by = claimants.of(number.first)
    sentence = parse.tokens[number.first].sentence
    if not of and unit in _SHARED and measured.get((sentence, unit)):
        of = measured[sentence, unit]  # "60 per cent of the passengers in the first class, 42 per cent in the second"
    measured[sentence, unit] = of
    if not of and unit in _TIMES:
        return None, counted
    first, last = parse.sentences[parse.tokens[number.first].sentence]
    text = text_of(parse, first, last)
    return Figure(value=number.value, of=of, text=text, unit=unit, bound=_bound(parse, number), by=by), counted


def _bound(parse: Parse, number: Number) -> Bound:
    first, _ = parse.sentences[parse.tokens[number.first].sentence]
    start = parse.tokens[number.first - (1 if number.currency else 0)].start
    before = parse.text[parse.tokens[first].start : start]
    for pattern, bound in lexicon().bounds:
        if pattern.search(before):
            return bound
    after = " ".join(t.text.lower() for t in parse.tokens[number.last : number.last + 6])
    if re.match(r"(?:\w+ ){0,2}or so\b", after):
        return "about"
    return "at least" if re.match(r"(?:\w+ ){0,2}or more\b", after) else "exact"


# ---------------------------------------------------------------------------------------------- what is counted


def _counted(parse: Parse, number: Number) -> _Counted:
    """The noun phrase behind a number ("Russian soldiers", also behind "of its"), and what befell it."""
    tokens = parse.tokens
    _, last = parse.sentences[tokens[number.first].sentence]
    first = number.last
    while first < last and first - number.last < 3 and tokens[first].text.lower() in lexicon().partitive:
        first += 1
    if first > number.last and tokens[number.last].text.lower() not in ("of",):
        first = number.last
    end = first
    while end < last and end - first < MAX_NOUN_WORDS and _in_phrase(tokens, first, end, last):
        end += 1
    while (
        end > first and tokens[end - 1].pos in ("ADJ", "PUNCT", "VERB") and tokens[end - 1].text.lower() not in ("others", "dead")
    ):
        end -= 1
    if number.last < last and tokens[number.last].text.lower() in ("who", "that"):
        return _Counted("people", "people", _what_befell(tokens, number, number.last, last), number.last)
    bare = _event(tokens, _past_auxiliaries(tokens, number.last, last), last)
    if bare and (end == first or fold(text_of(parse, first, end)) in lexicon().events):
        return _Counted("", "", bare, number.last + 1)
    if end == first:
        return _Counted(end=number.last)
    head = tokens[end - 1].text.lower()
    phrase = text_of(parse, first, end)
    return _Counted(phrase, head, _what_befell(tokens, number, end, last), end)


def _in_phrase(tokens: tuple[Token, ...], first: int, place: int, last: int) -> bool:
    token = tokens[place]
    low = token.text.lower()
    if low == "others":
        return place == first
    if low in lexicon().events and place > first and token.tag in ("VBN", "VBD", "VBG", ""):
        return False
    if token.pos in _MODIFIER:
        return not (place > first and tokens[place - 1].pos == "NOUN" and token.pos in ("ADJ", "PROPN"))
    if token.text == "-" and place + 1 < last:
        return place > first
    if token.tag in ("VBN", "VBG") and place + 1 < last:  # "wounded soldiers": a participle right before a noun
        return tokens[place + 1].pos == "NOUN" and not (place > first and tokens[place - 1].pos == "NOUN")
    return token.tag == "POS"


def _past_auxiliaries(tokens: tuple[Token, ...], place: int, last: int) -> int:
    """The token behind "have been", "were also" and the like."""
    while place < last and tokens[place].pos in ("AUX", "ADV"):
        place += 1
    return place


def _event(tokens: tuple[Token, ...], place: int, last: int) -> str:
    if place >= last:
        return ""
    if place + 1 < last and (tokens[place].text.lower(), tokens[place + 1].text.lower()) == ("on", "board"):
        return "aboard"
    return lexicon().events.get(tokens[place].text.lower(), "")


def _what_befell(tokens: tuple[Token, ...], number: Number, end: int, last: int) -> str:
    """The participle behind the noun ("soldiers killed", "soldiers have been killed"), or before it ("killed 40 people")."""
    place = end
    while place < last and place - end < 5:
        if event := _event(tokens, place, last):
            return event
        if tokens[place].pos not in ("AUX", "ADV", "PART") and tokens[place].text.lower() not in (
            "who",
            "that",
            "were",
            "was",
        ):
            break
        place += 1
    first = tokens[number.first].sentence
    place = number.first - 1
    while place >= 0 and tokens[place].sentence == first and number.first - place <= 5:
        token = tokens[place]
        if token.pos == "VERB" or token.lemma in lexicon().events:
            event = lexicon().events.get(token.text.lower()) or lexicon().events.get(token.lemma, "")
            passive = place and tokens[place - 1].pos == "AUX" and tokens[place - 1].lemma == "be"
            return "" if passive or event in ("dead", "missing") else event
        if token.pos not in ("ADV", "DET", "ADP", "ADJ", "SCONJ") or (token.pos == "ADP" and token.text.lower() not in _IN_BOUNDS):
            break
        place -= 1
    return ""


def _completed(parse: Parse, number: Number, counted: _Counted, siblings: list[_Counted]) -> _Counted:
    """What the sentence says elsewhere: "others", a bare "1,597 injured", a fuller name of the same thing."""
    previous = siblings[-1] if siblings else None
    if counted.head in ("others", "other", "more") and previous:
        event = counted.event
        phrase = previous.phrase
        return _Counted(phrase, previous.head, event, counted.end)
    if previous and previous.head in lexicon().measures:
        previous = None
    if not counted.head and counted.event:
        if previous:
            return _Counted(previous.phrase, previous.head, counted.event, counted.end)
        noun = "people" if counted.event in lexicon().people_events else ""
        return _Counted(noun, noun, counted.event, counted.end)
    if not counted.head:
        total = _of_total(parse, number)
        return previous if previous and not total.head and not _is_measure(parse, number) else total
    if not counted.event and (fuller := _fuller(parse, counted.head, number)):
        return fuller
    if not counted.event and (noun := _event_noun(parse, number)):
        return _Counted(f"{noun} of {counted.phrase}", counted.head, "", counted.end)
    return counted


def _is_measure(parse: Parse, number: Number) -> bool:
    """Whether a unit of measure or a currency follows or precedes the number."""
    following = parse.tokens[number.last].text.lower() if number.last < len(parse.tokens) else ""
    words = lexicon()
    return (
        bool(number.currency or number.unit)
        or following in words.measures
        or following in words.currencies
        or following in ("per", "square")
    )


def _event_noun(parse: Parse, number: Number) -> str:
    """ "the death of 498 of its soldiers": the noun of an event right before the number."""
    tokens = parse.tokens
    if number.first < 2 or tokens[number.first - 1].text.lower() != "of":
        return ""
    noun = tokens[number.first - 2].text.lower()
    return noun if noun in lexicon().event_nouns else ""


def _fuller(parse: Parse, head: str, number: Number) -> _Counted | None:
    """The same noun earlier in the sentence with what befell it: "its first toll of Russian soldiers killed, … 498 soldiers"."""
    tokens = parse.tokens
    first, _ = parse.sentences[tokens[number.first].sentence]
    for place in range(number.first - 1, first, -1):
        if tokens[place].text.lower() == head and (event := _event(tokens, place + 1, number.first)):
            start = place
            while start > first and tokens[start - 1].pos in ("ADJ", "PROPN"):
                start -= 1
            return _Counted(text_of(parse, start, place + 1), head, event, number.last)
    return None


def _of_total(parse: Parse, number: Number) -> _Counted:
    """What a bare number is the number of: "the death toll rose to 1,517", "put the number of dead at 1,490"."""
    tokens, words = parse.tokens, lexicon()
    first, _ = parse.sentences[tokens[number.first].sentence]
    verb = tokens[number.first - 1].text.lower() if number.first > first else ""
    if verb == "of" and number.first - 2 >= first and tokens[number.first - 2].text.lower() == "out":
        return _Counted(end=number.last)
    if verb not in ("to", "at", "was", "is", "of", "were", "as", "from", "by", "than") and tokens[number.first - 1].pos not in (
        "ADV",
        "AUX",
        "VERB",
    ):
        return _Counted(end=number.last)
    for place in range(number.first - 1, max(first - 1, number.first - 16), -1):
        if tokens[place].pos == "NUM":
            break  # what stands before another number belongs to that one
        if tokens[place].text.lower() not in words.total_nouns or tokens[place].pos not in (
            "NOUN",
            "ADJ",
            "VERB",
            "PROPN",
        ):
            continue
        start = place
        while start > first and tokens[start - 1].pos in ("NOUN", "ADJ", "PROPN"):
            start -= 1
        end = place + 1
        if end < number.first and tokens[end].text.lower() == "of":
            inner = end + 1
            while inner < number.first and (
                tokens[inner].pos in ("DET", "ADJ", "NOUN", "PROPN") or tokens[inner].text.lower() in words.events
            ):
                inner += 1
            end = inner if inner > end + 1 else end
        return _Counted(text_of(parse, start, end), tokens[place].text.lower(), "", number.last)
    return _Counted(end=number.last)


def _unit(parse: Parse, number: Number, counted: _Counted) -> tuple[str, str]:
    """(unit, what is counted). A measure or currency is the unit, and what stands around it is what is measured."""
    words, tokens = lexicon(), parse.tokens
    if number.currency:
        return number.currency, counted.words
    if number.unit:
        return number.unit, _measured(parse, number, number.last)
    following = tokens[number.last].text.lower() if number.last < len(tokens) else ""
    third = tokens[number.last + 1].text.lower() if number.last + 1 < len(tokens) else ""
    if following in ("square", "cubic") and third in words.measures:
        return f"{following} {words.measures[third]}", _measured(parse, number, number.last + 2)
    two = f"{following} {tokens[number.last + 1].text.lower()}" if number.last + 1 < len(tokens) else ""
    unit = words.measures.get(two) or words.measures.get(following) or words.currencies.get(following, "")
    if not unit:
        plural = counted.head.endswith("s") or counted.head in lexicon().plurals
        return (counted.head if plural and counted.head not in words.total_nouns else ""), counted.words
    behind = number.last + (2 if two in words.measures else 1)
    return unit, _measured(parse, number, behind)


def _measured(parse: Parse, number: Number, behind: int) -> str:
    """What a measure measures: "of coal" or "long" behind it, "a speed of" before it, else the verb's subject."""
    tokens = parse.tokens
    _, last = parse.sentences[tokens[number.first].sentence]
    if behind < last and tokens[behind].text.lower() == "of":
        start = behind + 1
        while start < last and tokens[start].pos == "DET":
            start += 1
        end = start
        while end < last and end - start < MAX_NOUN_WORDS and tokens[end].pos in _MODIFIER:
            end += 1
        if end > start:
            return text_of(parse, start, end)
    if behind < last and tokens[behind].text.lower() in (
        "long",
        "wide",
        "high",
        "deep",
        "old",
        "tall",
        "thick",
        "away",
        "north",
        "south",
        "east",
        "west",
    ):
        return text_of(parse, behind, behind + 1)
    if behind + 1 < last and tokens[behind].text.lower() == "in" and tokens[behind + 1].text.lower() in lexicon().total_nouns:
        return tokens[behind + 1].text  # "882 feet in length"
    if behind < last and tokens[behind].pos == "NOUN":
        return text_of(parse, behind, behind + 1)
    total = _of_total(parse, number)
    return total.phrase or next(_subject(parse, number), "")


def _subject(parse: Parse, number: Number) -> Iterator[str]:
    """The subject of the number's verb, where there is a parse."""
    tokens = parse.tokens
    if not parse.has_heads:
        return
    here = number.first
    for _ in range(8):
        if tokens[here].pos in ("VERB", "AUX") and tokens[here].lemma not in lexicon().measuring_verbs:
            return
        if tokens[here].pos in ("VERB", "AUX"):
            for place, token in enumerate(tokens):
                if token.head == here and token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN"):
                    start = place
                    while start > 0 and tokens[start - 1].head == place and tokens[start - 1].dep in ("compound", "amod"):
                        start -= 1
                    yield text_of(parse, start, place + 1)
            return
        if tokens[here].head == here:
            return
        here = tokens[here].head
