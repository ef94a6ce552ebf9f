"""Units: what one of the counted things is, or in what a number measures; signs, currencies, rates and plain nouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from sitegen.entities.finders.figures.lines import Line
from sitegen.entities.finders.figures.numbers import Number

Kind = Literal["measure", "money", "things", "none"]
MAX_FORM = 4  # words of a unit's longest form
MAX_NOUNS = 6  # words of a noun phrase that is a unit


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the sentence gives it."""

    kind: Kind
    name: str = ""
    """As in front matter: "%", "USD", "km", "soldiers", "USD per barrel"."""
    words: str = ""
    """In full: "percentage", "dollar", "kilometre", "Russian soldiers", "dollar per barrel"."""
    first: int = 0
    """Where number and unit begin together, as a word of the sentence."""
    last: int = 0
    """The word behind both."""
    noun: int = -1
    """The word that is the head of a noun phrase; -1 where it is none."""


@cache
def measures() -> dict[str, dict[str, Any]]:
    """Name in front matter → name, dimension (`of`), size and signs."""
    return _load("units")


@cache
def currencies() -> dict[str, dict[str, Any]]:
    """ISO 4217 code → name and signs."""
    return _load("currencies")


def _load(name: str) -> dict[str, dict[str, Any]]:
    text = (resources.files("sitegen.entities") / "lexicons" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return loaded


@cache
def _signs() -> dict[str, str]:
    return {sign: name for name, each in measures().items() for sign in each.get("signs", ())}


@cache
def _money_signs() -> dict[str, str]:
    return {sign.replace(" ", ""): code for code, each in currencies().items() for sign in each["signs"]}


def full_name(name: str) -> str:
    """The English name of a unit in front matter, in the singular."""
    if name in measures():
        return str(measures()[name]["name"])
    return str(currencies()[name]["name"]) if name in currencies() else name


def unit_of(line: Line, number: Number) -> Unit:
    """The unit of a number, by what stands around it."""
    words = line.parse.words
    if number.spelled and line.low(number.first).replace("-", "") in words.multiples:
        return Unit("measure", "times", full_name("times"), number.first, number.last)
    first, code = _money_before(line, number.first)
    if code:
        last, behind = _money_behind(line, number.last)
        name = behind if behind in currencies() else code
        return rated(line, Unit("money", name, full_name(name), first, last))
    if (found := _measure(line, number)) is not None:
        return found
    if line.low(number.last) in words.people_behind:
        return Unit("things", "people", "people", number.first, number.last)
    if _is_age(line, number):
        return Unit("measure", "years old", full_name("years old"), number.first, number.last)
    return _sized(line, number) or _things(line, number) or Unit("none", first=number.first, last=number.last)


def _money_before(line: Line, place: int) -> tuple[int, str]:
    """(first word, code) of a currency's sign before a number: "$", "US$", "HK $"."""
    for size in (3, 2, 1):
        if place - size < 0:
            continue
        signs = "".join(word.text for word in line.words[place - size : place])
        code = _money_signs().get(signs, "")
        if code and (not signs.isalpha() or line.touches(place) or len(signs) == 3 or signs in ("RM", "Rs", "NIS")):
            before = line.words[place - size - 1].text if place - size else ""
            if signs[0].isalpha() and line.touches(place - size) and before.isalnum():
                continue
            return place - size, code
    return place, ""


def _money_behind(line: Line, place: int) -> tuple[int, str]:
    """(word behind, code) of a currency named behind a number that has a sign already: "$76 US", "$10 Canadian"."""
    if line.words[place].text == "US" if place < len(line.words) else False:
        return place + 1, "USD"
    last, code = _form(line, place, line.parse.words.currencies)
    return (last, code) if code and code in currencies() else (place, "")


def _form(line: Line, place: int, forms: dict[str, str]) -> tuple[int, str]:
    """(word behind, what it stands for) of the longest form that begins at a word."""
    for size in range(min(MAX_FORM, len(line.words) - place), 0, -1):
        found = forms.get(line.phrase(place, place + size))
        if found:
            return place + size, found
    return place, ""


def _sign(line: Line, place: int) -> tuple[int, str]:
    """The same for signs, in which large and small letters differ: "kWh", "km/h", "°C"."""
    for size in range(min(3, len(line.words) - place), 0, -1):
        words = line.words[place : place + size]
        if all(words[n].start == words[n - 1].end for n in range(1, size)):
            found = _signs().get("".join(word.text for word in words))
            if found:
                return place + size, found
    return place, ""


def _measure(line: Line, number: Number) -> Unit | None:
    words = line.parse.words
    place = number.last
    hyphen = line.low(place) in ("-", "‑") and line.touches(place)
    start = place + hyphen + (line.low(place) in words.of and _scale_takes_of(line, number))
    if number.scaled == "m" and not _is_million(line, number):
        return rated(line, Unit("measure", "m", "metre", number.first, place))
    last, code = _form(line, start, words.currencies)
    if code and not _is_weight(line, number, last, code):
        return rated(line, Unit("money" if code in currencies() else "measure", code, full_name(code), number.first, last))
    if code:
        return rated(line, Unit("measure", "pounds", full_name("pounds"), number.first, last))
    last, name = _form(line, start, words.measures)
    if not name:
        last, name = _sign(line, start)
        if not name and not hyphen:
            last, name = _lone_letter(line, start)
        if not name and not hyphen and _is_foot_sign(line, start):
            last, name = start + 1, "feet"
        if name == "degrees" and line.low(last) in words.temperatures:
            last, name = last + 1, words.temperatures[line.low(last)]
        if name and line.touches(start) and last < len(line.words) and line.touches(last) and line.words[last].text[0].isalnum():
            return None  # "24703L202"
        if name == "inches" and (line.low(number.first - 1) in ('"', "“") or number.value > 200):
            return None  # a quotation mark
        if (
            name
            and not hyphen
            and not line.touches(start)
            and name in ("g", "W", "s", "h", "litres", "inches", "points", "seconds", "hours")
            and len(line.words[start].text) == 1
        ):
            apart = line.words[start].text
            if apart not in ("W", "g", "p", "l", "L", "h", "s"):
                return None
        if name == "m" and line.words[start].text == "m" and not line.touches(start) and line.low(start + 1) in words.clock_words:
            return None
    if (
        line.touches(start)
        and not hyphen
        and (line.words[start].text == "s" or (name == "feet" and last - start == 1 and number.value >= 1000))
    ):
        return None  # "the 1970s", "2022′s"
    if not name and "-" in line.low(start):  # "52,000 barrel-a-day"
        first, _, rest = line.low(start).partition("-")
        rate = rest.partition("-")
        if first in words.measures and rate[0] in words.rate_words:
            name = words.measures[first]
            return _with_rate(Unit("measure", name, full_name(name), number.first, start + 1), rate[2], start + 1)
    if not name:
        return _codes_behind(line, number)
    if name == "times" and line.low(start) == "time":
        return None
    if name in ("years", "months", "weeks", "days") and line.low(last) == "-" and line.low(last + 1).startswith("old"):
        name, last = f"{name} old", last + 2
    elif name in ("years", "months", "weeks", "days") and line.low(last) in words.old:
        name, last = f"{name} old", last + 1
    elif name in ("years", "months", "weeks", "days") and line.phrase(last, last + 2) == "of age":
        name, last = f"{name} old", last + 2
    elif name == "years" and line.phrase(number.first - 2, number.first) == "age of":
        name = "years old"
    return rated(line, Unit("measure", name, full_name(name), number.first, last))


def _is_foot_sign(line: Line, place: int) -> bool:
    """Whether an apostrophe right behind a number is the sign for feet: "at 30' when", with no other to quote with."""
    marks = sum(word.text in ("'", "‘", "’") for word in line.words)
    return line.low(place) == "'" and line.touches(place) and not line.touches(place + 1) and marks == 1


def _is_age(line: Line, number: Number) -> bool:
    """Whether a bare number is somebody's age: "She will be 35 by May", "He turned 50."."""
    words = line.parse.words
    place = number.first - 1
    if line.low(place) not in words.age_verbs or not 0 < number.value < 120 or number.value % 1 or number.value_to is not None:
        return False
    while place > 0 and (line.pos(place) in ("AUX", "ADV", "PART") or line.low(place) in words.age_verbs):
        place -= 1
    return line.low(place) in words.age_subjects and (number.last == len(line.words) or line.low(number.last) in words.behind_ages)


def _lone_letter(line: Line, place: int) -> tuple[int, str]:
    """A C or F right behind its number, or in a sentence on how warm it was: "20C", "98.6 F"."""
    letter = line.words[place].text if place < len(line.words) else ""
    warm = line.parse.words.temperature_words
    if letter in ("C", "F") and (line.touches(place) or any(word.low in warm for word in line.words)):
        return place + 1, f"°{letter}"
    return place, ""


def _codes_behind(line: Line, number: Number) -> Unit | None:
    """ "110 JPY", "20 €"."""
    if number.last < len(line.words):
        code = _money_signs().get(line.words[number.last].text)
        if code and (len(line.words[number.last].text) == 3 or not line.words[number.last].text.isalpha()):
            return rated(line, Unit("money", code, full_name(code), number.first, number.last + 1))
    return None


def _is_million(line: Line, number: Number) -> bool:
    """Whether the m of "5m" is a million: a thing or another unit stands behind it."""
    words = line.parse.words
    if line.low(number.last) in words.metre_signs:
        return False
    if line.low(number.last) in words.of:
        return line.low(number.last + 1) in words.partitive
    return line.pos(number.last) in ("NOUN", "ADJ", "PROPN") or line.low(number.last) in line.parse.words.measures


def _is_weight(line: Line, number: Number, last: int, code: str) -> bool:
    """Whether pounds are a weight: of something, or lifted, lost or weighed."""
    if code != "GBP" or not line.words[last - 1].low.startswith("pound") or last - number.last > 1:
        return False
    words = line.parse.words
    if line.low(last) in words.of or any(line.low(n) in words.weighing for n in range(number.first - 4, last + 2)):
        return True
    return number.scale == 1 and number.value < 1000 and all(word.low not in words.money_words for word in line.words)


def rated(line: Line, unit: Unit) -> Unit:
    """The unit with what it is a rate of: "$2 per gallon", "5 percent a year", "10 tonnes/ha"."""
    words = line.parse.words
    place = _past_conversion(line, unit.last)
    hyphened = line.low(place) == "-" and line.low(place + 1) in words.rate_words and line.touches(place)
    place += hyphened
    low = line.low(place)
    if low.startswith(("a-", "an-", "per-")):  # "£24 a-year", "a-day" as one word
        return _with_rate(unit, low.split("-", 1)[1], place + 1)
    if low == "/" and line.touches(place) and line.pos(place + 1) == "NOUN":
        return _with_rate(unit, line.low(place + 1), place + 2)
    if low in words.of and unit.kind == "measure":  # "2.4 billion gallons of jet fuel a year"
        last, head = noun_phrase(line, place + 1)
        if (
            head >= 0
            and line.low(last) in ("a", "per")
            and line.low(last + 1) in ("year", "day", "week", "month", "hour", "minute", "second")
        ):
            return _with_rate(unit, line.low(last + 1), unit.last)
    if low not in words.rate_words:
        return unit
    place += 1 + (line.low(place + 1) == "-")
    if low == "per" or (line.low(place) in words.rate_things and line.low(place + 1) not in words.time_relations):
        last, name = _form(line, place, words.measures)
        thing = full_name(name) if name else line.low(place)
        last = last if name else place + 1
        if thing.isalpha() or " " in thing:
            sign = _signs().get(line.words[place].text if place < len(line.words) else "", "")
            return _with_rate(unit, full_name(sign) if sign else thing, last)
    return unit


def _past_conversion(line: Line, place: int) -> int:
    """Behind the same in another unit, if a rate follows it: "C$6 (US$4.46) per share"."""
    if line.low(place) != "(":
        return place
    close = next((n for n in range(place + 1, place + 9) if line.low(n) == ")"), -1)
    return close + 1 if close > 0 and line.low(close + 1) in line.parse.words.rate_words else place


def _with_rate(unit: Unit, thing: str, last: int) -> Unit:
    one = thing.rstrip(".")
    return Unit(unit.kind, f"{unit.name} per {one}", f"{unit.words} per {one}", unit.first, last, unit.noun)


# ---------------------------------------------------------------------------------------------- things


def _things(line: Line, number: Number) -> Unit | None:
    """The noun phrase behind a number ("Russian soldiers", also behind "of its")."""
    place = number.last
    words = line.parse.words
    if (
        line.low(place) == "-"
        and line.touches(place)
        and line.touches(place + 1)
        and line.pos(place + 1) in ("NOUN", "PROPN", "ADJ")
    ):
        place += 1  # "7-point"
    if line.low(place) in words.of:
        inner = place + 1
        while line.low(inner) in words.partitive:
            inner += 1
        if inner == place + 1 and not (number.value_to or number.value < 1 or number.value % 1 or _scale_takes_of(line, number)):
            return None
        place = inner
    last, head = noun_phrase(line, place)
    if head < 0:
        return None
    if line.low(head) in words.rate_things and line.low(place) in words.relative_times:
        return None  # "2.1 last year"
    if place == number.last and number.value > 1 and _is_attribute(line, place, head):
        head = place  # "a 12 page document"
        last = place + 1
    if line.pos(place) == "ADV":
        place += 2 if line.token(place + 1).tag in ("VBN", "VBD") or line.low(place + 1).endswith("ed") else 1
    led_by = line.low(number.first - 1)
    phrase = f"{led_by} " * (led_by in words.led_modifiers) + _phrase(line, place, head)
    return rated(line, Unit("things", line.words[head].low, phrase, number.first, last, head))


def _sized(line: Line, number: Number) -> Unit | None:
    """What is counted behind its size: "two 5-litre bottles", "2.9 million 9 liter cases"."""
    words, place = line.parse.words, number.last
    if line.pos(place) != "NUM" or not line.words[place].text.isdecimal() or not (number.spelled or number.scale > 1):
        return None  # two numbers in digits may be anything
    start = place + 1 + (line.low(place + 1) == "-")
    last, name = _form(line, start, words.measures)
    if not name:
        return None
    first = last + 2 if line.low(last) == "-" else last  # "10-year-old boys"
    behind, head = noun_phrase(line, first)
    if head < 0:
        return None
    size = (
        line.text(place, first) if "-" in (line.low(place + 1), line.low(last)) else f"{line.words[place].text} {full_name(name)}"
    )
    phrase = f"{size} {_phrase(line, first, head)}"
    return rated(line, Unit("things", line.words[head].low, phrase, number.first, behind, head))


def _scale_takes_of(line: Line, number: Number) -> bool:
    """Whether the scale at a number's end is a noun, as in French: "2,5 millions de personnes", "12 millions d'euros"."""
    return line.parse.words.decimal_comma and number.scale > 1 and line.low(number.last - 1) not in ("mille", "cent", "cents")


def _is_attribute(line: Line, place: int, head: int) -> bool:
    """Whether a noun right behind a number is its unit and an attribute of the next: nobody counts twelve "page document"."""
    if place == head or line.token(place).pos != "NOUN" or "-" in line.low(place):
        return False
    return line.token(head).tag == "NN" and line.token(place).tag == "NN"


def _phrase(line: Line, first: int, head: int) -> str:
    """The words of a noun phrase, with its head in the singular."""
    one = singular(line.words[head].text, line)
    return f"{line.text(first, head)} {one}".strip() if head > first else one


def singular(noun: str, line: Line) -> str:
    """The singular of a noun; a plural that looks like none is looked up."""
    low = noun.lower()
    irregular = line.parse.words.singulars
    if low in irregular:
        return irregular[low]
    for ending, one in line.parse.words.plural_endings:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return noun[: len(noun) - len(ending)] + one
    return noun


def noun_phrase(line: Line, first: int) -> tuple[int, int]:
    """(word behind, head) of the noun phrase that begins at a word: adjectives, then nouns; the head is -1 where there is none."""
    place, head = first, -1
    while place < len(line.words) and place - first < MAX_NOUNS:
        if _is_noun(line, place):
            if head >= 0 and line.pos(head) == "NOUN" and line.pos(place) == "PROPN":
                break  # "300 people Friday"
            place, head = place + 1, place
            if line.low(place) == "-" and line.touches(place):
                break
        elif _joins_names(line, place, head) or (head < 0 and _modifies(line, place, first)):
            place += 1
        else:
            break
    return (head + 1, head) if head >= 0 else (first, -1)


def _is_noun(line: Line, place: int) -> bool:
    word = line.words[place]
    if line.pos(place) not in ("NOUN", "PROPN") and not is_model(word.text):
        return False
    return word.text[0].isalpha() and word.low not in line.parse.words.no_nouns


def is_model(word: str) -> bool:
    """Whether a word is the name of a model: "F-16s", "T-72"."""
    letters, hyphen, number = word.partition("-")
    return bool(hyphen) and letters[:1].isupper() and number[:1].isdigit()


def _joins_names(line: Line, place: int, head: int) -> bool:
    """ "Kia and Hyundai vehicles"."""
    links = line.parse.words.compound_links
    return head >= 0 and line.low(place) in links and line.pos(head) == "PROPN" and line.pos(place + 1) == "PROPN"


def _modifies(line: Line, place: int, first: int) -> bool:
    """Whether a word may stand between a number and its noun: an adjective, a participle, a number, a hyphen, an adverb first."""
    token, word = line.token(place), line.words[place]
    if word.text == "-":
        return place > first and line.touches(place) and line.touches(place + 1)
    if token.pos == "NUM":
        return place > first
    if token.pos == "ADV":
        return place == first and word.low.endswith("ly") and line.pos(place + 1) in ("ADJ", "VERB")
    if token.tag in ("VBN", "VBG") and token.pos in ("VERB", "ADJ"):
        return line.pos(place + 1) in ("NOUN", "ADJ", "PROPN")
    return token.pos == "ADJ" and word.text[0].isalpha() and word.low not in line.parse.words.no_modifiers
