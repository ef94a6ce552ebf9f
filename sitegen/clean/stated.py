"""What a source says of its own article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from sitegen.core.bylines import COMPANY, credited, is_name
from sitegen.core.text import UNSPACED, squeezed
from sitegen.core.types import Stated

TITLE_PART = re.compile(
    r"\s+[-–—|·•:«»/]+\s+|\s*[|｜ㅣ»«]\s*|\s*::\s*"
    rf"|(?<=[{UNSPACED}\uac00-\ud7a3！？])[-_—–](?=[{UNSPACED}\uac00-\ud7a3])"  # no spaces stand there in these writings
)
"""A sign in a title that parts the headline from the name of a site or a section."""


def cut_site_name(title: str, site_name: str, host: str = "") -> str:
    """The title without the name of its site behind or before it ("Talks resume | The Daily"), whichever sign parts them."""
    while parts := list(TITLE_PART.finditer(title)):
        first, last = title[: parts[0].start()], title[parts[-1].end() :]
        if is_site(last, site_name, host) and first.strip():
            title = title[: parts[-1].start()].strip()
        elif is_site(first, site_name, host) and last.strip():
            title = title[parts[0].end() :].strip()
        else:
            break
    return title


def title_ends(title: str) -> tuple[str, ...]:
    """The parts at the ends of a title, before and behind the signs in it, or all of it: one may be the site's name.

    A colon parts the first one only: what stands behind it is the rest of a headline more often than a name.
    """
    parts = [part.strip() for part in TITLE_PART.split(title)]
    first, colon, _ = title.partition(": ")
    return tuple(dict.fromkeys(part for part in (parts[0], parts[-1], first.strip() if colon else "") if part))


def without_name(title: str, name: str) -> str:
    """A title without the name of its site at an end, also where a colon stands behind it ("The Daily: Talks resume").

    Nothing is left of a title that is the name. Without a name it stays as it is.
    """
    if not name:
        return title
    first, _, rest = title.partition(": ")
    if squeezed(first) == squeezed(name):
        return rest.strip()
    return cut_site_name(title, name)


def is_site(text: str, site_name: str, host: str = "") -> bool:
    """Whether a text is the name of the site or of its host, or the beginning of it."""
    bare, name = squeezed(text), squeezed(site_name)
    domain = squeezed(host.removeprefix("www."))
    if not bare:
        return False
    return (
        bare == name
        or (len(bare) > 2 and domain.startswith(bare))
        or (len(bare) > 3 and bool(name) and (name.startswith(bare) or name.endswith(bare)))
    )


def credits(names: Iterable[str], *own: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the names in bylines the people's, and those of agencies and publications; `own` are names of this publication."""
    ours = {squeezed(name) for name in own}
    kinds = [(name, is_name(name) and not COMPANY.search(name) and squeezed(name) not in ours) for name in names]
    return tuple(name for name, person in kinds if person), tuple(name for name, person in kinds if not person and credited(name))


def merged(first: Stated, second: Stated) -> Stated:
    """What `first` states, and where it says nothing what `second` does."""
    values = {name: getattr(first, name) or getattr(second, name) for name in (each.name for each in fields(Stated))}
    return Stated(**values | {"inferred": second.inferred if first.date is None else first.inferred})


def title_case(title: str) -> str:
    """A title that is all in capitals, written like a sentence; abbreviations with full stops or digits stay."""
    letters = [c for c in title if c.isalpha()]
    if len(letters) < 8 or not all(c.isupper() or (not c.islower() and c.upper() == c) for c in letters):
        return title
    words = [word if any(c.isdigit() for c in word) or "." in word.strip(".") else word.lower() for word in title.split(" ")]
    whole = " ".join(words)
    return whole[:1].upper() + whole[1:]
