"""Of what: the things that a number counts, with what befell them: "Russian soldiers killed", "number of missing"."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.entities.names import text_of
from sitegen.entities.parsers import Parse

MAX_NOUN_WORDS = 6
_IN_BOUNDS = frozenset("at of up over under about around than".split())  # "killed at least 40": between a verb and its number
_MODIFIER = frozenset({"ADJ", "NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Span:
    """A number in the text: tokens `[first, last)`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: a noun phrase with its head word, and what befell it."""

    phrase: str = ""
    head: str = ""
    event: str = ""
    end: int = 0
    """Token behind the phrase."""

    @property
    def words(self) -> str:
        """Both together: "Russian soldiers killed"."""
        return f"{self.phrase} {self.event}".strip()


def counted_of(parse: Parse, number: Span, siblings: list[Counted]) -> Counted:
    """What a number counts; `siblings` are what the numbers before it in the sentence count."""
    return _completed(parse, number, _counted(parse, number), siblings)


def total_before(parse: Parse, number: Span) -> Counted:
    """What a number is the number of, where a noun for that stands before it: "the death toll rose to 1,517"."""
    return _of_total(parse, number)


def _counted(parse: Parse, number: Span) -> Counted:
    """The noun phrase behind a number ("Russian soldiers", also behind "of its"), and what befell it."""
    tokens = parse.tokens
    _, last = parse.sentences[tokens[number.first].sentence]
    first = number.last
    while first < last and first - number.last < 3 and tokens[first].text.lower() in parse.words.partitive:
        first += 1
    if first > number.last and tokens[number.last].text.lower() not in ("of",):
        first = number.last
    end = first
    while end < last and end - first < MAX_NOUN_WORDS and _in_phrase(parse, first, end, last):
        end += 1
    while (
        end > first and tokens[end - 1].pos in ("ADJ", "PUNCT", "VERB") and tokens[end - 1].text.lower() not in ("others", "dead")
    ):
        end -= 1
    if number.last < last and tokens[number.last].text.lower() in ("who", "that"):
        return Counted("people", "people", _what_befell(parse, number, number.last, last), number.last)
    bare = _event(parse, _past_auxiliaries(parse, number.last, last), last)
    if bare and (end == first or fold(text_of(parse, first, end)) in parse.words.events):
        return Counted("", "", bare, number.last + 1)
    if end == first:
        return Counted(end=number.last)
    head = tokens[end - 1].text.lower()
    phrase = text_of(parse, first, end)
    return Counted(phrase, head, _what_befell(parse, number, end, last), end)


def _in_phrase(parse: Parse, first: int, place: int, last: int) -> bool:
    tokens = parse.tokens
    token = tokens[place]
    low = token.text.lower()
    if low == "others":
        return place == first
    if low in parse.words.events and place > first and token.tag in ("VBN", "VBD", "VBG", ""):
        return False
    if token.pos in _MODIFIER:
        return not (place > first and tokens[place - 1].pos == "NOUN" and token.pos in ("ADJ", "PROPN"))
    if token.text == "-" and place + 1 < last:
        return place > first
    if token.tag in ("VBN", "VBG") and place + 1 < last:  # "wounded soldiers": a participle right before a noun
        return tokens[place + 1].pos == "NOUN" and not (place > first and tokens[place - 1].pos == "NOUN")
    return token.tag == "POS"


def _past_auxiliaries(parse: Parse, place: int, last: int) -> int:
    """The token behind "have been", "were also" and the like."""
    tokens = parse.tokens
    while place < last and tokens[place].pos in ("AUX", "ADV"):
        place += 1
    return place


def _event(parse: Parse, place: int, last: int) -> str:
    tokens = parse.tokens
    if place >= last:
        return ""
    if place + 1 < last and (tokens[place].text.lower(), tokens[place + 1].text.lower()) == ("on", "board"):
        return "aboard"
    return parse.words.events.get(tokens[place].text.lower(), "")


def _what_befell(parse: Parse, number: Span, end: int, last: int) -> str:
    """The participle behind the noun ("soldiers killed", "soldiers have been killed"), or before it ("killed 40 people")."""
    tokens = parse.tokens
    place = end
    while place < last and place - end < 5:
        if event := _event(parse, place, last):
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
        if token.pos == "VERB" or token.lemma in parse.words.events:
            event = parse.words.events.get(token.text.lower()) or parse.words.events.get(token.lemma, "")
            passive = place and tokens[place - 1].pos == "AUX" and tokens[place - 1].lemma == "be"
            return "" if passive or event in ("dead", "missing") else event
        if token.pos not in ("ADV", "DET", "ADP", "ADJ", "SCONJ") or (token.pos == "ADP" and token.text.lower() not in _IN_BOUNDS):
            break
        place -= 1
    return ""


def _completed(parse: Parse, number: Span, counted: Counted, siblings: list[Counted]) -> Counted:
    """What the sentence says elsewhere: "others", a bare "1,597 injured", a fuller name of the same thing."""
    previous = siblings[-1] if siblings else None
    if counted.head in ("others", "other", "more") and previous:
        event = counted.event
        phrase = previous.phrase
        return Counted(phrase, previous.head, event, counted.end)
    if previous and previous.head in parse.words.measures:
        previous = None
    if not counted.head and counted.event:
        if previous:
            return Counted(previous.phrase, previous.head, counted.event, counted.end)
        noun = "people" if counted.event in parse.words.people_events else ""
        return Counted(noun, noun, counted.event, counted.end)
    if not counted.head:
        total = _of_total(parse, number)
        return previous if previous and not total.head and not _is_measure(parse, number) else total
    if not counted.event and (fuller := _fuller(parse, counted.head, number)):
        return fuller
    if not counted.event and (noun := _event_noun(parse, number)):
        return Counted(f"{noun} of {counted.phrase}", counted.head, "", counted.end)
    return counted


def _is_measure(parse: Parse, number: Span) -> bool:
    """Whether a unit of measure or a currency follows the number."""
    following = parse.tokens[number.last].text.lower() if number.last < len(parse.tokens) else ""
    words = parse.words
    return following in words.measures or following in words.currencies or following in ("per", "square")


def _event_noun(parse: Parse, number: Span) -> str:
    """ "the death of 498 of its soldiers": the noun of an event right before the number."""
    tokens = parse.tokens
    if number.first < 2 or tokens[number.first - 1].text.lower() != "of":
        return ""
    noun = tokens[number.first - 2].text.lower()
    return noun if noun in parse.words.event_nouns else ""


def _fuller(parse: Parse, head: str, number: Span) -> Counted | None:
    """The same noun earlier in the sentence with what befell it: "its first toll of Russian soldiers killed, … 498 soldiers"."""
    tokens = parse.tokens
    first, _ = parse.sentences[tokens[number.first].sentence]
    for place in range(number.first - 1, first, -1):
        if tokens[place].text.lower() == head and (event := _event(parse, place + 1, number.first)):
            start = place
            while start > first and tokens[start - 1].pos in ("ADJ", "PROPN"):
                start -= 1
            return Counted(text_of(parse, start, place + 1), head, event, number.last)
    return None


def _of_total(parse: Parse, number: Span) -> Counted:
    """What a bare number is the number of: "the death toll rose to 1,517", "put the number of dead at 1,490"."""
    tokens, words = parse.tokens, parse.words
    first, _ = parse.sentences[tokens[number.first].sentence]
    verb = tokens[number.first - 1].text.lower() if number.first > first else ""
    if verb == "of" and number.first - 2 >= first and tokens[number.first - 2].text.lower() == "out":
        return Counted(end=number.last)
    if verb not in ("to", "at", "was", "is", "of", "were", "as", "from", "by", "than") and tokens[number.first - 1].pos not in (
        "ADV",
        "AUX",
        "VERB",
    ):
        return Counted(end=number.last)
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
        return Counted(text_of(parse, start, end), tokens[place].text.lower(), "", number.last)
    return Counted(end=number.last)
