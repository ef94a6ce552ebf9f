"""Copyright lines and the notices of agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short
from sitegen.core.types import Block

_RIGHTS = re.compile(
    r"(?:©|\(c\)\s|copyright\b(?:\s*(?:©|\(c\)|\d{4}))|&copy;).{0,200}"
    r"|.{0,120}\b(?:all rights (?:are )?reserved|tous droits réservés|droits de reproduction)\b.{0,120}"
    r"|.{0,80}\bmay not be (?:published|reproduced|copied|republished)\b.{0,160}"
    r"|(?:reproduction|republication|republishing) (?:is )?(?:prohibited|forbidden|interdite).{0,100}"
    r"|our standards: .{0,80}|first published .{0,60}\d{4}.{0,30}"
    r"|\(?(?:with )?(?:inputs?|files|additional reporting) from .{1,60}\)?"
    r"|\((?:reuters|afp|ap|ians|pti|ani|xinhua|upi|dpa|ansa|efe|tass|agencies|belga)(?:[ /].{0,30})?\)"
    r"|this story (?:has not been edited|is auto-generated|was (?:originally )?published from).{0,160}",
    re.I,
)


def copyright_line(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Short blocks that only say who holds the rights, or which agency's text it is."""
    for place in places:
        block = blocks[place]
        if is_short(block, 45) and _RIGHTS.fullmatch(block.text.strip()):
            yield place
