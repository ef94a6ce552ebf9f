"""Readers: one module for each format, asked in order whether a file is theirs."""

from __future__ import annotations

from typing import Protocol

from sitegen.core.types import Media
from sitegen.sources.readers import html, text


class Reader(Protocol):
    """Knows one format. The last reader takes what no other wants."""

    MEDIA: Media

    @staticmethod
    def reads(head: str, suffix: str) -> bool:
        """Whether a file is of this format, by its first 4,096 characters and its suffix (lower case, with the dot)."""


READERS: tuple[Reader, ...] = (html, text)  # type: ignore[assignment]  # modules are readers


def media_of(head: str, suffix: str) -> Media:
    """The format of a file, by its content first."""
    return next(reader.MEDIA for reader in READERS if reader.reads(head, suffix))
