"""What a document's address tells of its article: words of the headline, and the day.

Most publications make the address of an article from its headline ("/world/2026-01-27/flood-talks-resume-in-geneva-4711"): in
small letters, without accents, mostly without its smallest words, and with whatever numbers the site needs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from urllib.parse import unquote, urlsplit

from text_unidecode import unidecode

from sitegen.core.dates import day, read_date

ENOUGH = 3  # words of a step of the path that is taken for the headline, whatever stands before it
FEWEST = 2  # words that make a headline: "/politics/4711" tells nothing
WHOLE = 4  # words of a step that is a whole headline
MOSTLY = 0.6  # share of its words that the text has, of those with more than so many letters
SMALL = 3
_WORD = re.compile("[a-z]{2,}")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’]+")
_ID = re.compile(r"(?!(?:19|20)\d\d$)\d{4,}|(?=\w*\d)(?=\w*[^\W\d])\w{5,}|[a-z]?\d{6,}|\w*[a-z][A-Z]\w*")
_SUFFIX = re.compile(r"\.\w{2,5}$")
_TWO_LETTERS = str.maketrans(
    {letter: two for pair, two in (("äÄ", "ae"), ("öÖøØ", "oe"), ("üÜ", "ue"), ("åÅ", "aa")) for letter in pair}
)
_DAY = re.compile(  # "2026/1/27", "2026-01-27"; "20260127", perhaps with the time of day behind it
    r"(?<!\d)((?:19|20)\d\d)[/._-](0?[1-9]|1[0-2])[/._-]([0-2]?\d|3[01])(?!\d)"
    # Numbers of eight digits from before there were addresses are those of articles.
    r"|(?<!\d)(199[5-9]|20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d{1,3}(?!\d))"
)
_NAMED = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sign>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=sign)(?P<day>[0-2]\d|3[01])"
    r"(?:\.\w+$|[-_ ](?!\d{2}[-_:.]?\d{2})|$)"
)
_DAY_FIRST = re.compile(r"(?<!\d)\d\d?-\d\d?-(?:19|20)\d\d(?!\d)")


def day_of(address: str, language: str = "") -> dt.date | None:
    """The day that stands in an address ("/2026/01/27/", "/20260127/", "-27-01-2026")."""
    if match := _DAY.search(address):
        year, month, day_ = (int(each) for each in match.groups() if each)
        if made := day(year, month, day_):
            return made
    return read_date(match[0], language) if (match := _DAY_FIRST.search(address)) else None


def day_in_name(key: str) -> dt.date | None:
    """The day with which a file's name or a record's begins ("posts/2021-02-03-flood.md"), as Jekyll and many people name files.

    Not where a time of day follows: that is when a program wrote the file.
    """
    match = _NAMED.match(re.split("[/#]", key)[-1])
    return day(*(int(match[part]) for part in ("year", "month", "day"))) if match else None


def headline_words(address: str) -> frozenset[str]:
    """The words of the headline from which an address was made, in small letters of ASCII; none where it wasn't."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return frozenset()
    steps = [_words(_SUFFIX.sub("", step)) for step in reversed(path.split("/"))]
    found = (step for least in (ENOUGH, FEWEST) for step in steps if len(step) >= least)
    return frozenset(next(found, ()))


def headline_in(address: str, text: str) -> str:
    """The headline from which an address was made, spelled as the article's text spells its words.

    "/talks-in-gruningen-resume-4711.html" is "Talks in Grüningen resume": accents and capitals are lost in an address, and numbers
    in it are mostly the site's. Nothing where the text doesn't have most of the words: then the address is of something else.
    """
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    steps = (_parts(_SUFFIX.sub("", step)) for step in reversed(path.split("/")))
    words = next((parts for parts in steps if sum(map(str.isalpha, parts)) >= WHOLE), [])
    spelling = _spelling(text) if words else {}
    if words and len(words[-1]) <= SMALL and _key(words[-1]) not in spelling:  # "…-100", "…-art": the site's own
        words = words[:-1]
    telling = [word for word in words if len(word) > SMALL]
    if not words or sum(_key(word) in spelling for word in telling) < MOSTLY * len(telling):
        return ""
    made = " ".join(spelling.get(_key(word), word) for word in words)
    return made[:1].upper() + made[1:]


def _parts(step: str) -> list[str]:
    """The words and numbers of a step, without what a site adds at its ends to know it by: "4711234", "a1b2c3", "2026-01-27"."""
    parts = re.findall(r"[^\W_]+", step)
    if all(map(str.isdigit, parts[:3])):
        parts = parts[3:]
    while parts and _ID.fullmatch(parts[-1]):
        parts.pop()
    while parts and _ID.fullmatch(parts[0]):
        parts.pop(0)
    return parts


def _spelling(text: str) -> dict[str, str]:
    """How a text mostly writes each of its words, by what an address makes of it."""
    times = Counter(re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", text))
    found: dict[str, str] = {}
    for form in sorted(times, key=lambda form: (times[form], form.islower())):
        found[_key(form)] = form
        if not form.isascii():
            found[_key(form.translate(_TWO_LETTERS))] = form
    return found


def _key(word: str) -> str:
    plain = word if word.isascii() or not _LATIN.fullmatch(word) else word.translate(_ASCII)
    return plain.lower().replace("'", "")


def shared_letters(line: str, wanted: frozenset[str]) -> tuple[float, float]:
    """The share of the letters of the wanted words that a line has, and the share of its own letters that they are.

    Sites spell "ü" as "u" or as "ue": the spelling counts that agrees better.
    """
    spellings = {line, line.translate(_TWO_LETTERS)} if not line.isascii() else {line}
    return max(_shared(_words(each), wanted) for each in spellings)


def _shared(words: list[str], wanted: frozenset[str]) -> tuple[float, float]:
    if wanted.isdisjoint(words):
        return 0.0, 0.0
    hits = [word for word in words if word in wanted]
    return sum(map(len, set(hits))) / sum(map(len, wanted)), sum(map(len, hits)) / max(1, sum(map(len, words)))


def _words(text: str) -> list[str]:
    return _WORD.findall((text if text.isascii() else text.translate(_ASCII)).lower())


class _Ascii(dict[int, str]):
    """What stands for each character in ASCII; asked of the library once for each, as it is three times as slow as a table."""

    def __missing__(self, code: int) -> str:
        made: str = unidecode(chr(code))
        self[code] = made
        return made


_ASCII = _Ascii()
