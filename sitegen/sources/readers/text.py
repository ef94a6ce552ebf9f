"""Plain text: what scrapers leave when the HTML is gone. Takes whatever no other reader wants."""

from __future__ import annotations

from sitegen.core.types import Media

MEDIA: Media = "text"


def reads(head: str, suffix: str) -> bool:  # noqa: ARG001
    """Always: this reader stands last."""
    return True
