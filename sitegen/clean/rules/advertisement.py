"""Advertisement markers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import phrases
from sitegen.core.types import Block

_MARKER = phrases(
    r"(?:- )?(?:advertisement|advertising|ad|ads|sponsored|sponsored content|paid content|promoted(?: content)?|partner content)(?: -)?",
    r"(?:story|article|post) continues (?:below|after)(?: (?:the |this )?(?:advertisement|ad|promo|video))?",
    r"(?:scroll|continue) (?:down )?(?:to continue|for more|below|reading)(?: .{0,40})?",
    r"(?:advertisement|ad) (?:\d+|feedback|choices).{0,30}|report (?:this )?ad|remove ads|skip ad|ads by .{1,30}|why this ad",
    r"(?:\$\$|\{\{|\[\[|%%)[\w .-]{2,40}(?:\$\$|\}\}|\]\]|%%)",  # where a template would have put one
    r"publicité|annonce|contenu sponsorisé|la suite après (?:la|cette) publicité|suite de l’article.{0,40}",
)


def advertisement(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Blocks that are nothing but the label of an advertisement."""
    for place in places:
        block = blocks[place]
        if _MARKER.fullmatch(block.text):
            yield place
