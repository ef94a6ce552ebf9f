"""Lines that recur in the articles of one source: what its pages share is the site's, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.core.types import Block

OFTEN = 0.2  # share of the source's articles from which on a line is its template's, whatever it says
SOMETIMES = 0.75  # probability below which a line that only some articles share is


def repeated(blocks: Sequence[Block], keep: Sequence[float], often: Sequence[float]) -> Iterator[int]:
    """Places of the blocks that stand in so many of the source's articles (a share for each; 0: in this one alone)."""
    for place, share in enumerate(often):
        if share >= OFTEN or (share > 0 and keep[place] < SOMETIMES and blocks[place].kind != "table"):
            yield place
