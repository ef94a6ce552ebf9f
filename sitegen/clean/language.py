"""Which language a text is in."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.core.types import Block
from sitegen.infra.identifier import identifier

ENOUGH = 200  # characters from which on the text may say otherwise than its page: templates are often "en" for any language
SAMPLE = 500  # characters that are looked at: of 386 texts none is told otherwise by 300 or by 1,000
SURE = 0.9  # probability from which on the text is believed


def language_of(blocks: Sequence[Block], stated: str) -> str:
    """ISO 639-1 code of the text's language: as the text itself tells, where it is long enough, else as stated."""
    text = " ".join(block.text for block in blocks if block.kind in ("paragraph", "quote", "item"))[:SAMPLE]
    if len(text) < ENOUGH and stated:
        return stated
    found, sure = identifier().classify(text)
    return str(found) if sure >= SURE or not stated else stated


def sure_language(text: str) -> str:
    """ISO 639-1 code of a text's language; empty where the text is too short to tell, or doesn't."""
    found, sure = identifier().classify(text[:SAMPLE]) if len(text) >= ENOUGH else ("", 0.0)
    return str(found) if sure >= SURE else ""
