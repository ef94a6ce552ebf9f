"""What reading a document gives before residue is cut: the hand-over within this stage."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.core.types import Block, Cut, Stated


@dataclass(frozen=True, slots=True)
class Draft:
    """A document's blocks, and how sure it is that each belongs to the article."""

    stated: Stated
    blocks: tuple[Block, ...] = ()
    keep: tuple[float, ...] = ()
    """One probability a block, from 0 to 1."""
    cuts: tuple[Cut, ...] = ()
    """What was left out of the article already, in its order."""
    wanting: str = ""
    """Why this is no article, as far as reading can tell."""
