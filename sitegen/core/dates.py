"""Days as people and machines write them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

EARLIEST = 1450  # year; nothing printed is older, so an older date is a mistake

_ISO = re.compile(r"\b(\d{4})[-/.](\d\d)[-/.](\d\d)(?!\d)|\b((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
# Of Polish and Croatian `listopada` neither is here: November in one, October in the other.
_MONTHS = {name: number for number, names in enumerate((
    "jan january janv janvier enero ene januar jänner gennaio gen januari janeiro ianuarie stycznia ledna ocak января січня ιανουαρίου",
    "feb february févr fév février fevrier febrero februar febbraio februari fevereiro fev februarie lutego února şubat февраля лютого "
    "φεβρουαρίου",
    "mar march mars marzo märz mrz maart mrt março marec martie marca března mart марта березня μαρτίου",
    "apr april avr avril abril abr aprile aprilie kwietnia dubna nisan апреля квітня απριλίου",
    "may mai mayo maggio mag mei maio maj maja května mayıs мая травня μαΐου",
    "jun june juin junio juni giugno giu junho iunie czerwca června haziran июня червня ιουνίου",
    "jul july juil juillet julio juli luglio lug julho iulie lipca července temmuz июля липня ιουλίου",
    "aug august août aout agosto ago augustus augusti sierpnia srpna ağustos августа серпня αυγούστου",
    "sep sept september septembre septiembre settembre set setembro septembrie września září eylül сентября вересня σεπτεμβρίου",
    "oct october octobre octubre oktober okt ottobre ott outubro out octombrie października října ekim октября жовтня οκτωβρίου",
    "nov november novembre noviembre novembro noiembrie listopadu kasım ноября листопада νοεμβρίου",
    "dec december déc décembre decembre diciembre dic dezember dez dicembre desember dezembro decembrie grudnia prosince aralık декабря "
    "грудня δεκεμβρίου",
), 1) for name in names.split()}  # fmt: skip
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b")
_JOINED = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])([^\W\d_]{3,12})\2(\d{4})\b")  # "26-FEB-1987", as databases and servers write it
_STAMP = re.compile(
    r"\b([^\W\d_]{3}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d (?:[A-Z+-][A-Z\d]{2,4} )?(\d{4})\b"
)  # "Feb 26 15:01:01 +0000 1987", of C
_ONE_DIGIT = re.compile(r"(?<![\d./-])(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?![\d./-])")  # "2021/2/3"
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d:])")
_SHORT_YEAR = re.compile(r"(?<![\d./-])(\d\d)\.(\d\d)\.(\d\d)(?![\d:.]*\d)")  # "28.01.22", where full stops put the day first
_ORDERS = ((_ISO, "ymdymd"), (_EAST_ASIAN, "ymd"), (_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy"), (_JOINED, "d-my"), (_STAMP, "mdy"),
           (_ONE_DIGIT, "y-md"))  # fmt: skip
LONGEST = 80  # characters of a text that is given to the library for other languages: a date line, not a paragraph


def read_date(text: str, language: str = "") -> dt.date | None:
    """The first date in `text`.

    Understood are ISO 8601, what servers and databases write ("26-FEB-1987", "Fri Feb 26 15:01:01 1987"), months in the words of the larger European languages, "2022年4月13日", and numbers: `13/04/2022` and
    `13.04.22` in one way only, `03/04/2022` by the order of `language` (a tag such as "en-US" or "fr"); in bare English, of which half the
    world's readers would read another day, and where no language is given, it is no date. Short texts in other languages
    go to dateparser.
    """
    if not text or not any(c.isdigit() for c in text):
        return None
    for pattern, order in _ORDERS:
        for match in pattern.finditer(text):
            parts = {key: value for key, value in zip(order, match.groups(), strict=True) if value}  # "-" is the sign between
            month = int(parts["m"]) if parts["m"].isdigit() else _MONTHS.get(parts["m"].lower(), 0)
            if made := day(int(parts["y"]), month, int(parts["d"])):
                return made
    for match in _NUMBERS.finditer(text):
        if made := _by_order(int(match[1]), int(match[3]), int(match[4]), match[2], language):
            return made
    for match in _SHORT_YEAR.finditer(text):
        if made := day(_century(int(match[3])), int(match[2]), int(match[1])):
            return made
    if len(text) > LONGEST:
        return None
    told = dict.fromkeys((text.strip(), text.rpartition(":")[2].strip()))  # "Published: …", in whatever language
    return next((made for each in told if (made := _in_words(each, language.partition("-")[0]))), None)


def day(year: int, month: int, day_: int) -> dt.date | None:
    """The date, or None where there is no such day or nothing can have been printed on it."""
    try:
        made = dt.date(year, month, day_)
    except ValueError:
        return None
    return made if year >= EARLIEST else None


def _century(year: int) -> int:
    """A year of two digits in full: the last one of its kind that isn't to come."""
    now = dt.date.today().year
    return now - (now - year) % 100


def _by_order(first: int, second: int, year: int, sign: str, language: str) -> dt.date | None:
    """A date in three numbers. Above 12 a number can only be the day; full stops stand between them where the day goes first."""
    if first > 12 or (second <= 12 and (sign == "." or _day_first(language))):
        return day(year, second, first)
    if second > 12 or language.lower() in ("en-us", "en-ph"):
        return day(year, first, second)
    return day(year, first, second) if first == second else None


def _day_first(language: str) -> bool:
    tag = language.lower()
    return bool(tag) and tag not in ("en", "en-us", "en-ph", "en-ca")


_WORDS_LIKE_DATE = re.compile(r"(?=.*\d{4})(?:\d{1,4}.*[^\W\d_]{3,}.*\d|\d{4}年)")


@lru_cache(maxsize=4096)
def _in_words(text: str, language: str) -> dt.date | None:
    """A whole date in words that the patterns above don't know."""
    if not language or language == "en" or not _WORDS_LIKE_DATE.search(text):
        return None
    import dateparser  # takes a second to import

    try:
        settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "RETURN_AS_TIMEZONE_AWARE": False}
        found = dateparser.parse(text, languages=[language], settings=settings)
    except (ValueError, OverflowError):  # a language that it doesn't know
        return None
    return found.date() if found and found.year >= EARLIEST else None
