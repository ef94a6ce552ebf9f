"""What an agency tells its customers behind a story: whom to call, what is new, what must not be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short, phrases, share_before
from sitegen.core.types import Block

_OPENS = phrases(
    r"notizblock|redaktionelle hinweise",
    r"(?:die )?folgenden? informationen sind nicht zur veröffentlichung(?: bestimmt)?.{0,40}",
    r"(?:advisory|attention|note) (?:for|to) (?:the )?(?:desk|subscribers|clients)s?.{0,60}|not for publication.{0,60}",
)
_TAIL = 0.3  # a short story has longer notes


def agency_notes(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Everything from the opening line on, behind the story."""
    for place in places:
        block = blocks[place]
        if is_short(block, 15) and _OPENS.fullmatch(block.text) and share_before(blocks, place) >= _TAIL:
            yield from range(place, len(blocks))
            return
