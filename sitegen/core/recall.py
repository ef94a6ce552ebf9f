"""Answers that are kept: the lines of menus, boxes and footers come again in every text of a source."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

SHORT = 100  # characters; longer lines are paragraphs, which come once
KEPT = 1 << 11  # lines: the templates of a few sources, in some megabytes
Answer = TypeVar("Answer")


def recalled(ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The function with its answers about the last short lines kept."""
    known = lru_cache(maxsize=KEPT)(ask)

    @wraps(ask)
    def answer(line: str) -> Answer:
        return known(line) if len(line) <= SHORT else ask(line)

    return answer
