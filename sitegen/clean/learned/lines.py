"""All that can be said of a line by itself, whatever stands around it: its words, its form, and how it ends.

Captions and teasers are told from sentences by their ends: a caption often has no full stop, or something behind it (the
photographer, the agency).
"""

from __future__ import annotations

import re
import string
from collections.abc import Container, Iterable
from math import log1p
from typing import NamedTuple

from sitegen.clean.day_words import CLOCK
from sitegen.clean.learned.tokens import FUNCTION_WORDS, any_of, grams, labels, words
from sitegen.core.recall import recalled
from sitegen.core.text import SENTENCE_END, WIDE_STOPS

FORM, ENDING = 25, 5  # columns of a line's form, and of its end; the constants below name some of them
WORDS, RUNNING = 0, 24  # the logarithm of one more than its words; whether it is running text
SEEN = 200  # characters of a line whose kinds are counted: labels are shorter, and paragraphs don't change their mind
SMALL = 3  # letters of a word that is left out where lines are compared: most are grammar
STEM = 5  # letters by which two forms of a word are taken for the same
LONG = 12  # words; with a sentence's end this makes running text
TAIL = 250  # characters of a line's end that are looked at: a caption is shorter
CREDIT = 60  # characters at a line's end in which a credit stands
LAST = 2  # words at the end of which one names an agency
MOST = 30  # words behind the last full stop; more make no difference

# The patterns are for lines in small letters: where case is ignored, each alternative is tried, which takes three times as long.
_SENTENCE = re.compile(rf"[.!?।؟۔]\s|[{WIDE_STOPS}]")
# "2026", "27.1.2026". What begins with a digit is looked for only where one stands; that no word ends there is asked behind it.
_DATE = re.compile(r"\d(?<!\w\d)(?:(?:(?<=1)9|(?<=2)0)\d\d\b|\d?[./-]\d{1,2}[./-]\d{2,4}\b)")
_CREDIT = re.compile(rf"\b(?:{any_of('photos?|fotos?|bild(?:er)?|images?|getty|credit|reuters|afp|dpa|apa?|epa')})\b|©")
_SIGNS = re.compile("[|›»>•·]")
_QUOTES = "\"“”„«»'‘’"
_STRIPPED = _QUOTES + ".,:;()"
_WIDE = re.compile(r"[^\x00-\x7f]")
_UPPER, _LETTERS = string.ascii_uppercase.encode(), string.ascii_letters.encode()

_STOP = re.compile(r"[.!?…。][\"'”’»)]*\s*(?=\S)")
_CLOSING = " \"'”’»)]\u00a0"
_FINAL = frozenset(".!?…。:;,")
_WORD = re.compile(r"\w+")
# News agencies and picture libraries of the world, by the last word of their names.
_AGENCIES = frozenset("""
reuters afp ap getty epa efe shutterstock istock istockphoto alamy anp dpa ansa lapresse imago keystone belga ritzau scanpix ntb tt
lehtikuva pap čtk mti xinhua yonhap bloomberg unsplash pexels pixabay flickr wikimedia alliance ddp sipa zuma nurphoto tass тасс
apa pa anadolu screenshot instagram ullstein archivbild archivfoto symbolbild 연합뉴스 뉴스1 뉴시스 共同 時事 ap通信 ロイター
""".split())  # fmt: skip
# What stands before a photographer's name; Japanese papers put a sign before it.
_PHOTOGRAPH = any_of("foto|photo(?:graph)?s?|images?|credit|bild(?:rechte)?|courtesy|фото")
_CREDITED = re.compile(rf"(?:©|\b(?:{_PHOTOGRAPH})\b(?: by\b|:| of\b)|[=＝])[^.]{{0,50}}$")
_BETWEEN_NAMES = re.compile(r"[^\W\d_][\w.’' -]{1,30} ?/ ?[^\W\d_][\w.’' -]{1,30}\W*$")  # "Ann Lee/Getty Images"
_IN_PARENTHESES = re.compile(r"\([^()]{2,60}\)\W*$")  # "(Ann Lee for The Daily)"


class Line(NamedTuple):
    """A line by itself."""

    text: str
    tokens: list[str]
    """Its words, and the signs that tell of links and credits."""
    grams: list[int]
    """The buckets of its n-grams."""
    content: list[str]
    """The words that are long enough to mean something."""
    stems: frozenset[str]
    """The first letters of those."""
    capitals: list[str]
    """The words that begin with a capital, in small letters."""
    form: tuple[float, ...]
    """`FORM` columns."""
    ending: tuple[float, ...]
    """`ENDING` columns."""


@recalled
def line_of(text: str) -> Line:
    """What can be said of a line by itself."""
    tokens, parts = words(text), text.split()
    content = [word for word in tokens if len(word) > SMALL]
    capitals = [part.strip(_STRIPPED).lower() for part in parts if part[0].isupper()]
    return Line(
        text,
        tokens,
        grams(tokens),
        content,
        frozenset([word[:STEM] for word in content]),
        capitals,
        _form(text, tokens, len(capitals) / max(1, len(parts))),
        _ending(text),
    )


def count(words_: Iterable[str], among: Container[str]) -> int:
    """How many of some words are among others."""
    return sum(map(among.__contains__, words_))


def _form(text: str, tokens: list[str], capitals: float) -> tuple[float, ...]:
    """Lengths, signs, kinds of characters and words; `capitals` is the share of its words that begin with one."""
    size, first = max(1, len(tokens)), text[:1]
    ends = bool(SENTENCE_END.search(text))
    head = text[:SEEN]
    low = head.lower()
    seen = max(1, len(head))
    digits, upper, letters = _kinds(head)
    return (
        log1p(len(tokens)), log1p(len(text)), ends, text.endswith(":"), text.endswith(("...", "…")),
        first.isupper(), first in _QUOTES, digits / seen, upper / seen, letters / seen,
        capitals, count(tokens, FUNCTION_WORDS) / size,
        text.count(",") / size, min(len(_SENTENCE.findall(text)), 9), "http" in text or "www." in text, "@" in text,
        bool(_SIGNS.search(text)), bool(_CREDIT.search(low)), "?" in text,
        bool(digits and _DATE.search(head)), bool(digits and CLOCK.search(head)),
        len(labels(low)) / size, first in "-–—•*·▪►", first.islower(), ends and len(tokens) >= LONG,
    )  # fmt: skip


def _kinds(text: str) -> tuple[int, int, int]:
    """How many digits, capitals and letters a text has. ASCII, which most of it is, is counted in a fifth of the time."""
    signs = text.encode("ascii", "ignore")
    digits, upper, letters = (len(signs) - len(signs.translate(None, kind)) for kind in (b"0123456789", _UPPER, _LETTERS))
    if len(signs) < len(text):
        wide = _WIDE.findall(text)
        digits, upper, letters = (
            digits + sum(map(str.isdigit, wide)),
            upper + sum(map(str.isupper, wide)),
            letters + sum(map(str.isalpha, wide)),
        )
    return digits, upper, letters


def _ending(text: str) -> tuple[float, ...]:
    """Words behind the last full stop, whether there is one before them, a credit, names as in one, and the share of capitals."""
    end = text[-TAIL:]
    stop = 0
    for match in _STOP.finditer(end):
        stop = match.end()
    tail = end[stop:].split()
    final = end.rstrip(_CLOSING)[-1:] in _FINAL
    last = end[-CREDIT:]
    low = last.lower()
    return (
        0 if final else min(len(tail), MOST),
        stop > 0 and not final,
        not _AGENCIES.isdisjoint(_WORD.findall(low)[-LAST:]) or bool(_CREDITED.search(low)),
        bool(("/" in last and _BETWEEN_NAMES.search(last)) or (")" in last and _IN_PARENTHESES.search(last))),
        sum(word[0].isupper() for word in tail) / max(1, len(tail)),
    )
