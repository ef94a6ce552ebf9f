"""What a document's address tells of its article: words of the headline, and the day.

Most publications make the address of an article from its headline ("/world/2026-01-27/flood-talks-resume-in-geneva-4711"): in
small letters, without accents, mostly without its smallest words, and with whatever numbers the site needs.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import unquote, urlsplit

from text_unidecode import unidecode

from sitegen.core.dates import day, read_date

ENOUGH = 3  # words of a step of the path that is taken for the headline, whatever stands before it
FEWEST = 2  # words that make a headline: "/politics/4711" tells nothing
_WORD = re.compile("[a-z]{2,}")
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
