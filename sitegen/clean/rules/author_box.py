"""Lines about the author behind the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short, phrases, share_before
from sitegen.core.types import Block

_LABEL = phrases(r"about the authors?|about (?:this|the) (?:writer|reporter|contributor)|author bio|à propos de l’auteur|more (?:posts )?by .{1,40}|(?:follow|contact|e-?mail) the (?:author|reporter|writer).{0,60}|view (?:all )?(?:posts|articles)(?: by .{1,40})?|(?:reporting|writing|editing|additional reporting) by .{1,120}")  # fmt: skip
_CONTACT = re.compile(
    r"(?:(?:follow|contact|reach|email|e-mail|write to) (?:him|her|them|me|the author|[A-Z][\w’-]+(?: [A-Z][\w’-]+)?) (?:on|at|via|:).{1,80}"
    r"|[A-Z][\w’-]+(?: [A-Z][\w’.-]+){1,3} (?:is|was) an? [\w\s,’-]{0,60}\b(?:reporter|correspondent|journalist|editor|columnist|writer|contributor|intern)\b.{0,160}"
    r"|[A-Z][\w’-]+(?: [A-Z][\w’.-]+){1,3} (?:covers|writes about|reports on) .{1,120}"
    r"|\S+@\S+\.\w+)"
)
_TAIL = 0.75


def author_box(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Credits and notes on the writer; a sentence that says what somebody's post is counts only at the very end."""
    for place in places:
        block = blocks[place]
        if not is_short(block, 45):
            continue
        last = place >= len(blocks) - 3 and share_before(blocks, place) >= _TAIL
        if (is_short(block, 20) and _LABEL.fullmatch(block.text)) or (last and _CONTACT.fullmatch(block.text)):
            yield place
