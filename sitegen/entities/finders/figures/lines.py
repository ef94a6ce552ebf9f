"""Sentences as the finder of figures reads them: words cut the same way whatever the parser, each with its token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.entities.lexicon import Lexicon
from sitegen.entities.parsers import Parse, Token

# Letters with full stops ("U.S."); the names of models ("F-16s", "T-72"); digits with marks inside numbers; digits in raised type;
# letters with hyphens and apostrophes inside; any other mark.
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Z][A-Za-z]{0,3}-\d+[A-Za-z]{0,3}(?!\w|[.,]\d)|\d+(?:[.,'’]\d+)*(?:[\u202f\u00a0\u2009]\d{3}(?!\d))*"
    r"|[⁻⁺]?[⁰¹²³⁴-⁹]+|[^\W\d_]+(?:['’.-](?=[^\W\d_])[^\W\d_]+)*|[^\w\s]|\w"
)


RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_NOTE = re.compile(r"(?<=\S)\[\d{1,3}\]")  # a footnote's number behind a word
_MEASURE = re.compile(r"[a-zA-Z]{1,3}[²³]")  # "km²", "ft³"
_MARK = re.compile(r"[⁰¹²³⁴-⁹⁺⁻]+")
TIMES = frozenset(["seconds", "minutes", "hours", "days", "nights", "weeks", "months", "years", "decades", "centuries"])


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a number or a mark of a sentence."""

    text: str
    low: str
    start: int
    """Offset in the whole text; `[start, end)` is half-open."""
    end: int
    token: int
    """Place of the last token of the parse that it stands in."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a parsed text."""

    parse: Parse
    number: int
    words: tuple[Word, ...]

    def token(self, place: int) -> Token:
        """The token behind a word."""
        return self.parse.tokens[self.words[place].token]

    def low(self, place: int) -> str:
        """A word in small letters; empty outside of the sentence."""
        return self.words[place].low if 0 <= place < len(self.words) else ""

    def pos(self, place: int) -> str:
        """A word's part of speech; empty outside of the sentence."""
        return self.token(place).pos if 0 <= place < len(self.words) else ""

    def touches(self, place: int) -> bool:
        """Whether a word follows the one before it without a space."""
        return 0 < place < len(self.words) and self.words[place].start == self.words[place - 1].end

    def text(self, first: int, last: int) -> str:
        """The text's own characters of the words `[first, last)`, white space made single."""
        return " ".join(self.parse.text[self.words[first].start : self.words[last - 1].end].split()) if last > first else ""

    def phrase(self, first: int, last: int) -> str:
        """Words `[first, last)` in small letters, with single spaces."""
        return " ".join(word.low for word in self.words[first:last])


def lines(parse: Parse) -> Iterator[Line]:
    """The sentences in which there is a number, in digits or in words."""
    spelled = _number_words(parse)
    for number, (first, last) in enumerate(parse.sentences):
        tokens = parse.tokens[first:last]
        if tokens and any(_may_be_number(token.text, spelled) for token in tokens):
            yield line(parse, number)


def line(parse: Parse, number: int) -> Line:
    """One sentence."""
    first, last = parse.sentences[number]
    words: list[Word] = []
    token = first
    begin, stop = parse.tokens[first].start, parse.tokens[last - 1].end
    notes = [match.span() for match in _NOTE.finditer(parse.text, begin, stop)]
    for match in _WORD.finditer(parse.text, begin, stop):
        is_power = bool(words) and words[-1].text == "10"
        if (_MARK.fullmatch(match[0]) and not is_power) or any(note <= match.start() < behind for note, behind in notes):
            continue
        for start, end in _pieces(match, parse.words):
            while token + 1 < last and parse.tokens[token + 1].start < end:
                token += 1
            text = parse.text[start:end]
            words.append(Word(text, text.lower(), start, end, token))
    return Line(parse, number, tuple(words))


def _pieces(match: re.Match[str], words: Lexicon) -> Iterator[tuple[int, int]]:
    """A word; of "million-year-old" the scale, the hyphen and the rest, as the scale belongs to a number before it, and of
    "d'euros" the shortened word and the whole one; of "euros¹" the word, as the mark is a footnote's ("km²" is one word)."""
    first, hyphen, _ = match[0].partition("-")
    start, end = match.span()
    if (mark := _MARK.search(match[0])) and mark.start() and not _MEASURE.fullmatch(match[0]):
        end = start + mark.start()
    if words.elisions and (elided := re.match(r"[^\W\d_]+['’]", match[0])) and elided[0][:-1].lower() in words.elisions:
        yield start, start + elided.end()
        start += elided.end()
    elif hyphen and (first.lower() in words.scale_words or _measures(match[0].lower(), words)):
        yield start, start + len(first)
        yield start + len(first), start + len(first) + 1
        start += len(first) + 1
    yield start, end


def _measures(low: str, words: Lexicon) -> bool:
    """Whether a word is a spelled number with a unit of money or measure: "five-dollar", "six-mile", but no "two-year" contract."""
    first, _, unit = low.partition("-")
    number = first in words.units_words or first in words.tens_words
    return number and (unit in words.currencies or (unit in words.measures and words.measures[unit] not in TIMES))


def _number_words(parse: Parse) -> frozenset[str]:
    words = parse.words
    return frozenset(
        [
            *words.units_words,
            *words.tens_words,
            *words.scale_words,
            *words.fractions,
            *words.multiples,
            *(each.split()[-1] for each in words.loose_scales),
        ]
    )


def _may_be_number(text: str, spelled: frozenset[str]) -> bool:
    if not (text.isascii() and text.isalpha()) and any(c.isdigit() or c.isnumeric() for c in text):
        return True
    low = text.lower()
    return low in spelled or ("-" in low and not spelled.isdisjoint(low.split("-")))
