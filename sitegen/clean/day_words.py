"""Words beside a day that say what it is the day of, in the languages of the larger European presses."""

from __future__ import annotations

import re

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
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
