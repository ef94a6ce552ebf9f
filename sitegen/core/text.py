"""Small, pure operations on text that more than one stage needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Thai, kana and Chinese characters are written without spaces: two of them count as a word, which is about what they are.
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORDS = re.compile(rf"[{UNSPACED}]{{1,2}}|[^\s{UNSPACED}]+")
# Full stops of Latin, Chinese and Japanese, Indic, Arabic and Urdu, and Armenian writing, and what may close behind them.
WIDE_STOPS = "。！？"  # no space follows them
STOPS = f".!?…{WIDE_STOPS}।॥؟۔։"
SENTENCE_END = re.compile(rf"[{STOPS}][\"'”’»)\]」』]*$")
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})


def one_line(text: str) -> str:
    """The text with every run of white space made one space, and none at the ends."""
    return " ".join(text.split())


@lru_cache(maxsize=1 << 12)  # rule after rule asks it of the blocks of one article
def word_count(text: str) -> int:
    """How many words a text has, in scripts without spaces too."""
    return len(text.split()) if text.isascii() else len(_WORDS.findall(text))


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """The form in which two spellings of a name are compared: no case, accents, full stops or odd apostrophes."""
    return folded_text(name)


def folded_text(text: str) -> str:
    """`fold` for what isn't asked for again, a sentence or a whole text: it isn't kept."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.translate(_MARKS))
        text = "".join(c for c in plain if not unicodedata.combining(c))
    return one_line(text.casefold().replace(".", " "))


def squeezed(name: str) -> str:
    """A name with nothing but its letters and digits, without case and accents, to compare it with another spelling."""
    return re.sub(r"[\W_]+", "", fold(name))


def whole_words(form: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a form stands in a text, `[start, end)`, and not within a longer word.

    As a pattern with `(?<!\\w)` and `(?!\\w)` around it would say; to compile one for each name of an archive takes longer than
    all searches.
    """
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if not is_in_word(text[start - 1 : start]) and not is_in_word(text[end : end + 1]):
            yield start, end
        start = text.find(form, start + 1)


def is_in_word(sign: str) -> bool:
    """Whether a sign is part of a word, as `\\w` says of it in a pattern."""
    return sign.isalnum() or sign == "_"


# Shortenings after which a full stop doesn't end a sentence, in the languages that the lexicons know.
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "hon",
        "st",
        "ste",
        "gen",
        "col",
        "lt",
        "capt",
        "cmdr",
        "sgt",
        "maj",
        "gov",
        "sen",
        "rep",
        "pres",
        "messrs",
        "mme",
        "mlle",
        "mm",
        "jr",
        "sr",
        "no",
        "vs",
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "ca",
        "cf",
        "fig",
        "vol",
        "pp",
        "u.s",
        "u.k",
        "u.n",
        "a.m",
        "p.m",
        "e.g",
        "i.e",
        "mt",
        "ft",
        "av",
    ]
)
LONGEST_SHORT = 40  # characters that are looked at for a shortening; a text of nothing but shortenings is one sentence
_BREAK = re.compile(r"""(?<=[.!?…])(["”’')\]»]*)\s+(?=["“‘'(\[«]*[A-ZÀ-ÖØ-Þ0-9])""")


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets `[start, end)` of the sentences of one paragraph, in code points.

    A break stands after `.`, `!`, `?` or `…` (and closing quotes) before a capital or a digit, but not after a
    shortening ("Mr.", "U.S.") or a single initial ("J. Bruce Ismay").
    """
    found, start = [], 0
    for match in _BREAK.finditer(text):
        words = text[max(start, match.start() - LONGEST_SHORT) : match.start()].split()
        word = words[-1].lstrip("(\"“‘'") if words else ""
        if word.endswith(".") and (word[:-1].casefold() in _SHORT or re.fullmatch(r"(?:[A-Z]\.)+", word)):
            continue
        found.append((start, match.end(1)))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found
