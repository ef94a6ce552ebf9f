"""Words beside a day that say what it is the day of, in the languages of the larger European presses."""

from __future__ import annotations

import re
from collections.abc import Sequence

PUBLISHED = re.compile(
    r"\b(?:publi\w*|posted|veröffentlicht|erstellt|erschienen|vom|am|le|on|pub\w*|gepost|skrevet|offentliggjort|giriş|date|datum)\b",
    re.I,
)
MODIFIED = re.compile(
    r"\b(?:updated?|modified|revised|aktualisiert|geändert|stand|zuletzt|mis à jour|actualizad\w*|aggiornat\w*|bijgewerkt"
    r"|uppdaterad|oppdatert|güncelleme|aktualizacja|edited)\b",
    re.I,
)
OTHER = re.compile(
    r"©|\b(?:copyright|event|termin|opening|deadline|born|geboren|issue|ausgabe|comment|says|sagt|kommentar\w*|until|bis)\b", re.I
)
"""Of rights, an event, somebody's birth, an issue, a comment."""
CLOCK = re.compile(r"\d(?<!\w\d)\d?[:.h]\d\d\b")
_TIME_OF_DAY = re.compile(
    r"[\s•·|–-]*(?:[01]?\d|2[0-3])\s?[:.h]\s?[0-5]\d(?:\s?(?:uhr|gmt|bst|e[ds]t|ces?t|[ap]\.?m\.?))?[\s:•·|–-]*", re.I
)


def entry_times(lines: Sequence[str], text: Sequence[bool]) -> set[int]:
    """The places of the times of day over the entries of a live report, by the lines and whether each is the article's text.

    In scraped texts a single time of day tells when the page was made, and no two were found that stand between paragraphs of an
    article; those of a live report stand over its entries.
    """
    over = {place for place in range(len(lines) - 1) if text[place + 1] and _TIME_OF_DAY.fullmatch(lines[place])}
    return over if sum(place > 0 and text[place - 1] for place in over) > 1 else set()
