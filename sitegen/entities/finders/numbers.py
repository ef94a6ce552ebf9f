"""Numbers in a text: what is a quantity, and its value. Dates, times, names and list numbers are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.entities.lexicon import lexicon
from sitegen.entities.names import is_capital
from sitegen.entities.parsers import Parse, Token

_GLUED = re.compile(r"(\d[\d,]*(?:\.\d+)?)([A-Za-z]{1,3})")
_DIGITS = re.compile(r"\d{1,3}(?:[, \u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity: tokens `[first, last)` and its value."""

    first: int
    last: int
    value: float
    in_words: bool
    currency: str = ""
    """From a sign before it."""
    unit: str = ""
    """A measure that stands right behind the digits: "15kg"."""


def find_numbers(parse: Parse) -> Iterator[Number]:
    """The quantities of a text, in its order."""
    for first, last in parse.sentences:
        place = first
        while place < last:
            found = _number(parse.tokens, place, first, last)
            if found is None:
                place += 1
                continue
            if not _is_no_quantity(parse.tokens, found, first, last):
                yield found
            place = found.last


def _number(tokens: Sequence[Token], place: int, first: int, last: int) -> Number | None:
    """The number that begins at a token: digits with a scale ("2.5 million"), or words ("two hundred and eight")."""
    words = lexicon()
    text = tokens[place].text
    if glued := _glued(tokens, place, first, last):
        return glued
    if _DIGITS.fullmatch(text):
        value, end = float(re.sub("[, \u202f]", "", text)), place + 1
        in_words = False
    elif (spelled := _spelled(tokens, place, last)) is not None:
        value, end = spelled
        in_words = True
    else:
        return None
    while end < last and tokens[end].text.lower().rstrip("s") in words.scale_words and tokens[end].text.lower() != "score":
        scale = tokens[end].text.lower()
        if scale.endswith("s") and not in_words:
            break
        value *= words.scale_words[scale.rstrip("s")]
        end += 1
    sign = tokens[place - 1].text.lower() if place > first else ""
    return Number(place, end, value, in_words, words.currencies.get(sign, "") if not sign.isalpha() or sign == "us$" else "")


def _glued(tokens: Sequence[Token], place: int, first: int, last: int) -> Number | None:
    """Digits with a scale or a measure right behind them, in one token or in two: "$1.7bn", "15kg"."""
    text, end = tokens[place].text, place + 1
    if text[0].isdigit() and text[-1].isdigit() and end < last and tokens[end].start == tokens[place].end:
        text, end = text + tokens[end].text, end + 1
    match = _GLUED.fullmatch(text)
    if not match:
        return None
    words, suffix = lexicon(), match[2].lower()
    sign = (
        words.currencies.get(tokens[place - 1].text.lower(), "") if place > first and not tokens[place - 1].text.isalpha() else ""
    )
    value = float(match[1].replace(",", ""))
    if suffix in words.glued_scales and (sign or suffix not in words.measures):
        return Number(place, end, value * words.glued_scales[suffix], False, sign)
    return Number(place, end, value, False, unit=words.measures[suffix]) if suffix in words.measures else None


def _spelled(tokens: Sequence[Token], place: int, last: int) -> tuple[float, int] | None:
    """A spelled number: (value, end). "a dozen" and "half a million" count; "one" alone is mostly a pronoun."""
    words = lexicon()
    low = [tokens[n].text.lower() for n in range(place, min(place + 12, last))]
    if low[:2] == ["half", "a"] and len(low) > 2 and low[2] in words.scale_words:
        return words.scale_words[low[2]] / 2, place + 3
    if low[0] in ("a", "one") and len(low) > 1 and low[1] in words.scale_words and low[1] != "score":
        total, n = words.scale_words[low[1]], 2
        more = _small(low[n + 1 :]) if low[n : n + 1] == ["and"] else None
        return (total + more[0], place + n + 1 + more[1]) if more else (total, place + n)
    total = 0.0
    n = 0
    while n < len(low):
        skip = 1 if n and low[n] == "and" else 0
        small = _small(low[n + skip :])
        if small is None:
            break
        value, used = small
        n += skip + used
        while n < len(low) and low[n] in words.scale_words and low[n] != "score":
            value *= words.scale_words[low[n]]
            n += 1
        total += value
        if low[n - 1] not in words.scale_words:
            break
    if not n or low[:n] == ["one"]:
        return None
    return total, place + n


def _small(low: list[str]) -> tuple[float, int] | None:
    """A number below a hundred: (value, words used)."""
    words = lexicon()
    if not low:
        return None
    head, _, tail = low[0].partition("-")
    if head in words.tens_words and (not tail or tail in words.units_words):
        if tail:
            return words.tens_words[head] + words.units_words[tail], 1
        rest = 2 if low[1:2] == ["-"] else 1
        if len(low) > rest and low[rest] in words.units_words and (rest == 2 or low[rest] != "one"):
            return words.tens_words[head] + words.units_words[low[rest]], rest + 1
        return words.tens_words[head], 1
    return (words.units_words[low[0]], 1) if low[0] in words.units_words else None


def _is_no_quantity(tokens: Sequence[Token], number: Number, first: int, last: int) -> bool:
    """Years, days, times of day, names and list numbers."""
    text = tokens[number.first].text
    before = tokens[number.first - 1].text.lower().rstrip(".") if number.first > first else ""
    after = tokens[number.last].text.lower() if number.last < last else ""
    if after in lexicon().measures and number.last + 1 < last and tokens[number.last + 1].text.lower() in lexicon().time_relations:
        return True  # "two days after the flood"
    if number.unit or number.currency or after in ("%", "percent", "per", "pct") or after in lexicon().measures:
        return False
    if before in lexicon().months and is_capital(tokens[number.first - 1]):
        return True  # "April 15", "April 1912"
    if after in lexicon().months and is_capital(tokens[number.last]):
        return True  # "15 April"
    if after in lexicon().clock_words or (after in (":", ".") and number.last + 1 < last and _clock(tokens, number.last)):
        return True
    if before == "" and number.first - 2 >= first and tokens[number.first - 2].text.lower() in ("no", "nos"):
        return True  # "No. 14"
    if before == ":" or (before in lexicon().numbered and not number.in_words) or before == "#":
        return True
    if number.in_words:
        return before in lexicon().numbered or after in lexicon().clock_words
    if "-" in (before, after) and _touches(tokens, number):
        return True  # "A-380", "24-hour" (a word of its own)
    if after.rstrip("s") in ("st", "nd", "rd", "th", "’s", "'") or after in ("’s", "'s"):
        return True
    year = len(text) == 4 and text.isdigit() and 1400 <= number.value <= 2100
    if year and (before in lexicon().before_years or not before or before in ("(", ",", "-", "–", "and") or not after.isalpha()):
        return True
    if number.first == first and after in (")", "."):
        return True  # numbering of a list
    return (
        number.first > first
        and is_capital(tokens[number.first - 1])
        and tokens[number.first - 1].pos == "PROPN"
        and not (number.last < last and tokens[number.last].pos == "NOUN")
    )


def _clock(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place + 1].text[:2].isdigit() and tokens[place + 1].start == tokens[place].end


def _touches(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a hyphen stands right at the number."""
    joined_before = (
        number.first > 0 and tokens[number.first - 1].text == "-" and tokens[number.first - 1].end == tokens[number.first].start
    )
    joined_after = (
        number.last < len(tokens) and tokens[number.last].text == "-" and tokens[number.last - 1].end == tokens[number.last].start
    )
    return joined_before or joined_after
