"""The values that a page offers for one field, with all that speaks for each.

A page tells its title, its day and its authors in many places that contradict one another: structured data, meta elements,
marked elements, the text around the headline, the teasers of other articles. Each distinct value is an offer; its evidence
(which sources give it, in which order, where it stands among the blocks) makes a row, and a small trained model says how
likely the offer is right. The models are made by scripts/train_metadata.py.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sitegen.clean.candidates import Candidate

Value = TypeVar("Value")
FAR = 60  # blocks; farther away makes no difference


@dataclass(frozen=True, slots=True)
class Span:
    """Where the article's text stands among the page's blocks: `[first, last]`, both of them its own."""

    first: int
    last: int


@dataclass(slots=True)
class Offer(Generic[Value]):
    """One distinct value."""

    value: Value
    sources: dict[str, int] = field(default_factory=dict)
    """Source → place of the value among all that this source gives, from 0."""
    places: list[int] = field(default_factory=list)
    """Numbers of the short blocks in which it stands."""


def merged_offers(claims: Iterable[tuple[str, Value]], key: Callable[[Value], Hashable]) -> list[Offer[Value]]:
    """The offers in the order in which (source, value) claims come; `key` says which values are the same."""
    offers: dict[Hashable, Offer[Value]] = {}
    counts: dict[str, int] = {}
    for source, value in claims:
        offer = offers.setdefault(key(value), Offer(value))
        if source not in offer.sources:
            offer.sources[source] = counts.get(source, 0)
            counts[source] = counts.get(source, 0) + 1
    return list(offers.values())


def by_sources(offer: Offer[Value], sources: Sequence[str]) -> list[float]:
    """A column a source: 1 for its first value, less for later ones, 0 where it doesn't give this value; and their number."""
    return [*(1 / (1 + offer.sources[name]) if name in offer.sources else 0.0 for name in sources), float(len(offer.sources))]


def by_place(places: Sequence[int], blocks: Sequence[Candidate], span: Span, headline: int | None) -> list[float]:
    """Where a value stands: how often, how far from the headline and from the text, and what the nearest block is."""
    middle = span.first if headline is None else headline
    if not places:
        return [0.0, FAR, FAR, FAR, 0.0, *[0.0] * NEAREST]
    nearest = min(places, key=lambda place: abs(place - middle))
    block = blocks[nearest]
    size = block.text.count(" ") + 1
    return [float(min(len(places), 9)), _clipped(nearest - middle), _clipped(nearest - span.first), _clipped(nearest - span.last),
            float(span.first <= nearest <= span.last), float(size), block.linked, float(block.in_comments), float(block.hidden),
            float(block.kind == "li"), float(block.kind[0] == "h"), *map(float, block.within), *map(float, block.marks)]  # fmt: skip


NEAREST = 6 + 13 + 11  # columns of the nearest block: its own, `candidates.WITHIN`, `candidates.MARKS`


def _clipped(distance: int) -> float:
    return float(max(-FAR, min(FAR, distance)))
