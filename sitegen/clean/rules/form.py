"""What rules ask of a block's form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.core.text import SENTENCE_END, word_count
from sitegen.core.types import Block

LONGEST_WORD = 25  # characters, on the average


def is_short(block: Block, words: int) -> bool:
    """At most that many words: a label or a link, not a paragraph."""
    # Patterns try every way to part a run of signs; a "word" of a thousand of them would take them minutes.
    return len(block.text) <= words * LONGEST_WORD and word_count(block.text) <= words


def is_sentence(block: Block) -> bool:
    """Ends like a sentence."""
    return bool(SENTENCE_END.search(block.text))


def share_before(blocks: Sequence[Block], place: int) -> float:
    """Share of the article's characters that stand before a block: 0.0 at its head, 1.0 behind its end."""
    total = sum(len(block.text) for block in blocks)
    return sum(len(block.text) for block in blocks[:place]) / total if total else 0.0


def phrases(*parts: str) -> re.Pattern[str]:
    """A pattern that matches a whole block made of one of the phrases (case and closing punctuation aside)."""
    return re.compile(rf"[\W_]*(?:{'|'.join(parts)})[\W_]*", re.I)
