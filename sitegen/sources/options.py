"""What a reader may and may not do."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Limits, and what `site.yaml` says of this source."""

    max_bytes: int = 5_000_000
    """Of one article. What is larger is refused, and never held in memory."""
    fields: dict[str, str] = field(default_factory=dict)
    """Of a table or JSON: article field → the source's own name for it; the usual names are guessed."""
    pictures: bool = False
    """Whether pictures are given too, beside the articles."""
    depth: int = 0
    """How many archives are around: an archive within an archive is read, one deeper is refused."""
