"""The site's own words in a reader's language: catalogues of messages (gettext), dates, numbers, direction.

Messages are English in the templates and the code. A theme translates them by `locale/<language>.po`; where several of its layers
have one, an earlier goes before a later. English needs no catalogue, and no Babel: 0.09 CPU s in each process.
"""

from __future__ import annotations

import datetime as dt
import gettext
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from sitegen.core.problems import Problem, UserError

ENGLISH = "en"
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"))


def direction(language: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if {language.lower(), language.lower().partition("-")[0]} & RIGHT_TO_LEFT else "ltr"


class Language:
    """A language of the site. Raises `UserError` at the first word where a catalogue can't be read."""

    def __init__(self, code: str, catalogues: Sequence[Path] = ()):
        self.code, self._files = code, catalogues
        self.direction = direction(code)
        self._english = code.partition("-")[0] == ENGLISH

    @cached_property
    def digest(self) -> str:
        """Of the catalogues."""
        made = hashlib.sha256(self.code.encode())
        for file in self._files:
            made.update(file.read_bytes())
        return made.hexdigest()[:10]

    # ---- words

    def gettext(self, text: str) -> str:
        """A message in this language."""
        return next((each.messages[text][0] for each in self._catalogues if text in each.messages), text)

    def ngettext(self, one: str, many: str, count: float) -> str:
        """A message with a number in it, in the form that the number asks for."""
        for catalogue in self._catalogues:
            if one in catalogue.messages:
                return catalogue.messages[one][catalogue.form(count)]
        return one if count == 1 else many

    @cached_property
    def _catalogues(self) -> list[Catalogue]:
        return [read_catalogue(file) for file in self._files]

    # ---- dates and numbers

    @cached_property
    def _code(self) -> str:
        """As Babel writes it."""
        return self.code.replace("-", "_")

    def day(self, date: dt.date) -> str:
        """`15 April 1912`."""
        if self._english:
            return f"{date.day} {date:%B} {date.year}"
        from babel.dates import format_date

        return str(format_date(date, "long", locale=self._code))

    def month(self, date: dt.date) -> str:
        """`April 1912`."""
        if self._english:
            return f"{date:%B} {date.year}"
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", date, locale=self._code))

    def day_of_year(self, month: int, day: int) -> str:
        """`15 April`."""
        date = dt.date(2000, month, day)
        if self._english:
            return f"{day} {date:%B}"
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMMd", date, locale=self._code))

    def month_name(self, month: int, short: bool = False) -> str:
        """`April`, or `Apr`."""
        date = dt.date(2000, month, 1)
        if self._english:
            return f"{date:%b}" if short else f"{date:%B}"
        from babel.dates import format_date

        return str(format_date(date, "LLL" if short else "LLLL", locale=self._code))

    def weekday_name(self, weekday: int) -> str:
        """The narrow name of a day of the week, 0 being Monday: `M`."""
        date = dt.date(2001, 1, 1 + weekday)  # a Monday
        if self._english:
            return f"{date:%A}"[0]
        from babel.dates import format_date

        return str(format_date(date, "ccccc", locale=self._code))

    def listed(self, names: Sequence[str]) -> str:
        """`Carpathia, Halifax and New York`."""
        if self._english or len(names) < 2:
            return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
        from babel.lists import format_list

        return str(format_list(list(names), locale=self._code))

    def number(self, value: float) -> str:
        """A number as people read it: `9,000`, `2.5`, `1,000,000`; of small ones four digits."""
        text = f"{value:,.4f}".rstrip("0").rstrip(".") if abs(value) >= 0.001 or value == 0 else f"{value:g}"
        if self._english:
            return text
        group, point = self._signs
        return text.translate({ord(","): group, ord("."): point})

    @cached_property
    def _signs(self) -> tuple[str, str]:
        from babel import Locale

        symbols = Locale.parse(self._code).number_symbols["latn"]
        return str(symbols["group"]), str(symbols["decimal"])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one file."""

    messages: Mapping[str, tuple[str, ...]]
    """By the English message (of one with a number its singular): a translation, or one for each plural form."""
    rule: Callable[[int], int]

    def form(self, count: float) -> int:
        """Which plural form a number asks for. One with a fraction takes that of many (CLDR has a form of its own, gettext not)."""
        return self.rule(int(count) if count == int(count) else 5)


@cache
def read_catalogue(file: Path) -> Catalogue:
    """The translations of a `.po` file. Raises `UserError` naming the line where it is wrong."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        with file.open("rb") as opened:
            read = read_po(opened, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        raise UserError(Problem(f"locale/{file.name}", f"this catalogue can't be read: {error}", line)) from error
    messages: dict[str, tuple[str, ...]] = {}
    for message in read:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and all(strings) and not message.fuzzy:
            messages[str(message.id[0] if isinstance(message.id, tuple) else message.id)] = tuple(map(str, strings))
    return Catalogue(messages, gettext.c2py(read.plural_expr))
