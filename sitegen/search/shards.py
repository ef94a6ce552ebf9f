"""Which articles are indexed together: runs of the calendar, none larger than a shard may be.

A pure function of how many articles each day has, and a local one: an article more splits the shard that it overfills and
leaves the others as they are, since shards break where the calendar does (centuries, decades, years, quarters, months, tens of
days, days).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

UNDATED = ""
DIGITS = 4  # of hashes: 65,536 parts of one day are enough
Ids = Callable[[str], Iterable[str]]
# Centuries to days: how many characters of `_quartered` two days of one have in common.
_LEVELS = (0, 2, 3, 4, 6, 8, 10, 11)


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles that are indexed together."""

    name: str
    first: str
    """Its earliest day with articles, in ISO form; empty for undated articles."""
    last: str
    count: int
    part: str = ""
    """Of a day with more articles than a shard may have: the first digits of the hashes of their ids."""

    def has(self, day: str, id_: str) -> bool:
        """Whether an article of that day and id belongs to it."""
        return self.first <= day <= self.last and part(id_).startswith(self.part)


def part(id_: str) -> str:
    """By what the articles of one day are parted: digits of a hash, which spread evenly."""
    return hashlib.sha256(id_.encode()).hexdigest()[:DIGITS]


def plan(days: Sequence[tuple[str, int]], most: int, ids: Ids) -> list[Shard]:
    """The shards, ordered by time, of days in order (ISO, the empty one for undated articles) with their numbers of articles.

    `ids` gives those of a day's articles; it is asked only for days of more than `most`.
    """
    dated = [(day, count) for day, count in days if day]
    shards = [] if not dated else _split(dated, 0, most, ids)
    for day, count in days:
        if day == UNDATED:
            shards = [*_parts("undated", UNDATED, count, most, ids), *shards]
    return shards


def _split(days: list[tuple[str, int]], level: int, most: int, ids: Ids) -> list[Shard]:
    """Siblings of one level of the calendar, joined with their neighbours as long as they fit, split where they don't."""
    total = sum(count for _, count in days)
    if total <= most:
        return [_shard(days, total)]
    if level + 1 == len(_LEVELS):
        return [shard for day, count in days for shard in _parts(day, day, count, most, ids)]
    groups: dict[str, list[tuple[str, int]]] = {}
    for day, count in days:
        groups.setdefault(_quartered(day)[: _LEVELS[level + 1]], []).append((day, count))
    shards: list[Shard] = []
    held: list[tuple[str, int]] = []
    for group in groups.values():
        if sum(count for _, count in (*held, *group)) <= most:
            held += group
            continue
        if held:
            shards.append(_shard(held, sum(count for _, count in held)))
        held = []
        if sum(count for _, count in group) <= most:
            held = group
        else:
            shards += _split(group, level + 1, most, ids)
    return [*shards, _shard(held, sum(count for _, count in held))] if held else shards


def _quartered(day: str) -> str:
    """`1987-03-19` as `1987q103-19`, so that a common beginning may end with the quarter."""
    return f"{day[:4]}q{(int(day[5:7]) + 2) // 3}{day[5:]}" if len(day) == 10 else day


def _shard(days: list[tuple[str, int]], count: int) -> Shard:
    first, last = days[0][0], days[-1][0]
    return Shard(first if first == last else f"{first}-to-{last}", first, last, count)


def _parts(name: str, day: str, count: int, most: int, ids: Ids) -> list[Shard]:
    """The articles of one day: a shard, or several by the first digits of their ids' hashes."""
    if count <= most:
        return [Shard(name, day, day, count)]
    hashes = [part(id_) for id_ in ids(day)]
    for digits in range(1, DIGITS + 1):
        counts = Counter(each[:digits] for each in hashes)
        if max(counts.values()) <= most or digits == DIGITS:
            return [Shard(f"{name}.{each}", day, day, number, each) for each, number in sorted(counts.items())]
    raise AssertionError("the last number of digits returns")
