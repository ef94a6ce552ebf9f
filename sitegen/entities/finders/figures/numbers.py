"""Numbers in a sentence, in digits, in words and mixed, with their values; whether they are quantities is another question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.entities.finders.figures.lines import RAISED, Line
from sitegen.entities.lexicon import Lexicon

_GROUPED = re.compile(r"\d{1,3}(?:[,\u202f\u00a0\u2009'’]\d{3})+(?:\.\d+)?")
_POINT = re.compile(r"\d+(?:\.\d+)?")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+")
_COMMA = re.compile(r"\d+,\d+")
_CENTS = re.compile(r"\d+,\d\d?")  # nobody groups by two digits: "5,50 €" in any language
_COMMA_GROUPED = re.compile(r"\d{1,3}(?:[\u202f\u00a0\u2009 .'’]\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number: words `[first, last)` of its sentence."""

    first: int
    last: int
    value: float
    value_to: float | None = None
    """The other end, of "thousands" (1,000 to 10,000)."""
    spelled: bool = False
    """It is written in words."""
    scaled: str = ""
    """A scale of one letter right behind the digits, which may be a unit as well: the m of "5m"."""
    scale: float = 1
    """What its digits were multiplied by: a million in "2.5 million"."""


def numbers(line: Line) -> Iterator[Number]:
    """The numbers of a sentence, in its order."""
    place = 0
    while place < len(line.words):
        found = _number(line, place)
        if found is None:
            place += 1
        else:
            yield found
            place = found.last


def _number(line: Line, place: int) -> Number | None:
    word = line.words[place]
    if word.text[0].isdigit() or (len(word.text) == 1 and word.text.isnumeric()):
        return _in_digits(line, place)
    return _in_words(line, place)


# ---------------------------------------------------------------------------------------------- digits


def value_of(text: str, decimal_comma: bool) -> float | None:
    """The value of digits with marks; None where they are no number (a date, a version)."""
    if len(text) == 1 and not text.isdigit():
        return unicodedata.numeric(text)
    if decimal_comma:
        if _COMMA_GROUPED.fullmatch(text):
            return float(re.sub("[\u202f\u00a0\u2009 .'’]", "", text).replace(",", "."))
        if _COMMA.fullmatch(text):
            return float(text.replace(",", "."))
    if _GROUPED.fullmatch(text):
        return float(re.sub("[,\u202f\u00a0\u2009'’]", "", text))
    if _POINT.fullmatch(text):
        return float(text)
    if _CENTS.fullmatch(text):
        return float(text.replace(",", "."))
    if _POINTED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return None


def _in_digits(line: Line, place: int) -> Number | None:
    words = line.parse.words
    text, last = line.words[place].text, place + 1
    if words.decimal_comma:
        while (
            last < len(line.words)
            and re.fullmatch(r"\d{3}", line.words[last].text)
            and len(text.split(" ")[0]) <= 3
            and _spaced(line, last)
        ):
            text, last = f"{text} {line.words[last].text}", last + 1
    value = value_of(text, words.decimal_comma)
    if value is None or value > 1e30 or re.match(r"0\d", text):
        return None
    plain = value
    value, last = _vulgar(line, value, last)
    if last < len(line.words) and line.words[last].text in "¼½¾⅓⅔⅛" and line.words[last].text:
        value, last = value + unicodedata.numeric(line.words[last].text), last + 1
    value, last = _power_of_ten(line, value, last)
    value, last, scaled = _scaled(line, value, last, words)
    scale = value / plain if plain else 1
    first = _minus(line, place)
    return Number(first, last, -value if first < place else value, scaled=scaled, scale=scale)


def _vulgar(line: Line, value: float, last: int) -> tuple[float, int]:
    """ "1/2", "10 1/2", "2-1/4": small fractions with a usual denominator, and not a date or a share of things ("3/4/2020")."""
    whole, place = 0.0, last
    if line.low(last) != "/":
        whole, place = value, last + 1 + (line.low(last) == "-")
        above = line.low(place - 1)
        if not re.fullmatch(r"\d{1,2}", above) or line.low(place) != "/":
            return value, last
        value = float(above)
    below = line.low(place + 1)
    denominators = ("2", "3", "4", "5", "6", "8", "10", "12", "16", "32", "64")
    joined = line.touches(place) and line.touches(place + 1) and line.low(place + 2) != "/"
    if below not in denominators or not joined or value >= float(below) or value < 1 or value % 1:
        return (whole or value), last
    return whole + value / float(below), place + 2


def _minus(line: Line, place: int) -> int:
    """Where a number begins with its minus, as a sign or a word; the number's own place where it has none."""
    negatives = line.parse.words.negatives
    if place and line.words[place - 1].text in "-−–" and line.touches(place) and _opens(line, place - 1):
        return place - 1
    if line.low(place - 1) in negatives:
        return place - 1
    return place - 2 if line.low(place - 1) == "-" and line.low(place - 2) in negatives else place


def _spaced(line: Line, place: int) -> bool:
    return line.words[place].start - line.words[place - 1].end == 1


def _opens(line: Line, place: int) -> bool:
    """Whether a minus stands before its number and not between two words, nor behind a name ("COVID -19")."""
    if place == 0 or line.words[place - 1].text in "([":
        return True
    return not line.touches(place) and (line.pos(place - 1) != "PROPN" or line.low(place + 2) == "%")


def _power_of_ten(line: Line, value: float, last: int) -> tuple[float, int]:
    """ "1.99×10−30", "3 x 10^5", "5 × 10⁶", "10⁶"."""
    if value == 10 and (power := _raised(line, last)):
        return 10.0**power, last + 1
    if line.low(last) not in ("×", "x", "*") or line.low(last + 1) != "10":
        return value, last
    if power := _raised(line, last + 2):
        return value * 10.0**power, last + 3
    here, sign = last + 2, 1
    if line.low(here) == "^":
        here += 1
    if line.low(here) in ("-", "−", "–"):
        here, sign = here + 1, -1
    if not re.fullmatch(r"\d{1,2}", line.low(here)):
        return value, last
    return value * 10.0 ** (sign * int(line.low(here))), here + 1


def _raised(line: Line, place: int) -> int:
    """The power that stands in raised type right behind a number; 0 where none does."""
    raised = line.low(place).translate(RAISED) if line.touches(place) else ""
    return int(raised) if raised != line.low(place) and re.fullmatch(r"-?\d{1,2}", raised) else 0


def _scaled(line: Line, value: float, last: int, words: Lexicon) -> tuple[float, int, str]:
    """The value with the scales behind it: "2.5 million", "$1.7bn", "3-million"."""
    scaled = ""
    while True:
        low = line.low(last)
        glued = line.touches(last)
        if glued and low in words.glued_scales:
            value, last, scaled = value * words.glued_scales[low], last + 1, low
            continue
        hyphen = low == "-" and line.low(last + 1) in words.scale_words
        if hyphen:
            low = line.low(last + 1)
        if low in words.scale_words and low not in ("score", "gross"):
            value, last = value * words.scale_words[low], last + 1 + hyphen
            continue
        return value, last, scaled


# ---------------------------------------------------------------------------------------------- words


def _in_words(line: Line, place: int) -> Number | None:
    words = line.parse.words
    for size in (3, 1):
        loose = words.loose_scales.get(line.phrase(place, place + size)) if place + size <= len(line.words) else None
        if loose:
            return Number(place, place + size, loose[0], loose[1], spelled=True)
    low = line.low(place)
    if low in words.multiples or low.replace("-", "") in words.multiples:
        return Number(place, place + 1, words.multiples[low.replace("-", "")], spelled=True)
    if found := _fraction(line, place, words):
        return found
    if low in words.articles and line.low(place + 1) in words.scale_words and line.low(place + 1) != "score":
        value, last = words.scale_words[line.low(place + 1)], place + 2
        value, last, _ = _scaled(line, value, last, words)
        more = _below_hundred(line, last + 1, words) if line.low(last) in words.compound_links else None
        return Number(place, more[1], value + more[0], spelled=True) if more else Number(place, last, value, spelled=True)
    return _spelled(line, place, words)


def _spelled(line: Line, place: int, words: Lexicon) -> Number | None:
    """ "two hundred and eight", "nine hundred thousand and one": a hundred multiplies what stands before it, a thousand all."""
    total, group, last, least = 0.0, 0.0, place, float("inf")
    room = 0.0  # below which the next word must be, to go on with the group: one hundred leaves room for 99
    while last < len(line.words):
        skip = 1 if last > place and line.low(last) in words.compound_links else 0
        scale = words.scale_words.get(line.low(last), 0.0) if last > place and not skip and line.low(last) != "score" else 0.0
        small = _below_hundred(line, last + skip, words)
        if scale == 100 and 0 < group < 100:
            group, room, last = group * 100, 100.0, last + 1
        elif 100 < scale < least and group:
            total, group, room, least, last = total + group * scale, 0.0, 1000.0, scale, last + 1
        elif scale == 12 and group:
            group, room, last = group * scale, 0.0, last + 1
        elif small is not None and (last == place or small[0] < room):
            group, last, room = group + small[0], small[1], 0.0
        elif small is None and not skip and last == place and words.bare_scales and line.low(last) in words.bare_scales:
            group, last, room = words.scale_words[line.low(last)], last + 1, words.scale_words[line.low(last)]
        else:
            break
    return Number(place, last, total + group, spelled=True, scale=least if least < float("inf") else 1) if last > place else None


def _fraction(line: Line, place: int, words: Lexicon) -> Number | None:
    """ "half a million", "half of", "two-thirds", "a third of", "three quarters of"."""
    low = line.low(place)
    if words.fractions.get(low) == 0.5:
        if line.low(place + 1) in words.articles and line.low(place + 2) in words.scale_words:
            value, last, _ = _scaled(line, 0.5, place + 2, words)
            return Number(place, last, value, spelled=True)
        return Number(place, place + 1, 0.5, spelled=True) if line.low(place + 1) in words.of else None
    first, _, second = low.partition("-")
    count = words.units_words.get(first)
    if second in words.fractions and count:
        return Number(place, place + 1, round(count * words.fractions[second], 4), spelled=True)
    if (count or low in words.articles) and line.low(place + 1) in words.fractions and line.low(place + 2) in words.of:
        return Number(place, place + 2, round((count or 1) * words.fractions[line.low(place + 1)], 4), spelled=True)
    return None


def _below_hundred(line: Line, place: int, words: Lexicon) -> tuple[float, int] | None:
    """(value, word behind it) of "eight", "twenty-three", "twenty three"."""
    low = line.low(place)
    if not low:
        return None
    head, _, tail = low.partition("-")
    if head in words.tens_words and (not tail or tail in words.units_words):
        value = words.tens_words[head]
        if tail:
            return value + words.units_words[tail], place + 1
        unit = words.units_words.get(line.low(place + 1), 0)
        return (value + unit, place + 2) if 0 < unit < 10 and line.low(place + 1) not in words.pronouns else (value, place + 1)
    return (words.units_words[low], place + 1) if low in words.units_words else None
