"""Names of files and pages, made from titles: safe in any path, stable, readable."""

from __future__ import annotations

import re
from collections.abc import Container

from slugify import slugify

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")
MAX_LENGTH = 80  # characters; longer ones are cut by tools that make archives (zip, tar) of deep trees
# Names that Windows keeps for devices: a folder of that name can't be checked out or unzipped there.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def slug(text: str, fallback: str = "untitled") -> str:
    """A lower-case ASCII name of letters, digits and hyphens; `fallback` where nothing is left of the text."""
    if len(text) <= MAX_LENGTH and _PLAIN.fullmatch(text):  # as most names are: the same, in a tenth of the time
        made = text.lower().replace(" ", "-")
    else:
        made = str(slugify(text, max_length=MAX_LENGTH, word_boundary=True)) or fallback
    return f"{made}-" if made in RESERVED else made


def unique_slug(text: str, taken: Container[str], fallback: str = "untitled") -> str:
    """`slug(text)`, with the smallest number behind it that is not taken yet (`talks`, `talks-2`, `talks-3`)."""
    first = slug(text, fallback)
    made, n = first, 1
    while made in taken:
        n += 1
        made = f"{first}-{n}"
    return made
