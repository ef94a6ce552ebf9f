"""How long work tells of itself, without knowing who listens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Listens to long work."""

    def track(self, items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
        """The items, while a bar or a line tells how many of `total` have gone by."""

    def say(self, message: str) -> None:
        """One thing that the user may want to know."""


class Silent:
    """Listens to nothing: for tests, and for use as a library."""

    def track(self, items: Iterable[T], what: str, total: int | None) -> Iterator[T]:  # noqa: ARG002
        """The items."""
        yield from items

    def say(self, message: str) -> None:
        """Nothing."""
