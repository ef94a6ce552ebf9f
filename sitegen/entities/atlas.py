"""The gazetteer as a language names places and nationalities."""

from __future__ import annotations

from functools import cache

from sitegen.entities.lexicon import lexicon
from sitegen.infra.gazetteer import Gazetteer, gazetteer


@cache
def atlas(language: str) -> Gazetteer:
    """The gazetteer of a language that there is a lexicon of, opened once in a process."""
    return gazetteer(language, lexicon(language).nationalities)
