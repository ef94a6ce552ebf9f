"""Photo credits that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short
from sitegen.core.types import Block

_AGENCY = r"(?:reuters|afp|ap|ap photo|getty(?: images)?|epa|epa-efe|shutterstock|istock|alamy|pa|pa wire|anp|dpa|bloomberg|wikimedia(?: commons)?|unsplash|pixabay|flickr)"
_CREDIT = re.compile(
    rf"[\W_]*(?:(?:photo(?:graph)?|image|picture|credit|crédit(?:s)?(?: photo)?|photo credit|image credit|video|illustration|file photo|photographer|photographe|legend|©)s?\s*"
    rf"(?:by|courtesy(?: of)?|credit|source|par|de)?\s*[:/–—|©-]\s*.{{1,80}}"
    rf"|(?:photo(?:graph)?|image|picture|illustration)s? (?:by|courtesy(?: of)?|from|par) .{{1,60}}"
    rf"|.{{0,50}}[/|–—-]\s*{_AGENCY}(?:\s*[/|]\s*\w+)?|{_AGENCY}\s*[/|].{{1,40}}"
    rf"|\((?:photo|image|credit|file|crédit)\b[^)]{{0,80}}\))[\W_]*",
    re.I,
)


def photo_credit(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Short blocks that name only who made or owns a picture."""
    for place in places:
        block = blocks[place]
        if is_short(block, 14) and block.kind in ("paragraph", "heading") and _CREDIT.fullmatch(block.text):
            yield place
