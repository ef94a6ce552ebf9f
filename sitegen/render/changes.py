"""What two versions of a text have in common and what each has alone, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
_WORDS = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 4000  # in a run of paragraphs, past which whole ones are compared: the time grows with the square


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words."""

    kind: Kind
    text: str


def changes(old: Sequence[str], new: Sequence[str]) -> list[list[Piece]]:
    """Paragraphs of both texts in one order, each as its pieces; `gone` stands in the old one alone, `new` in the other."""
    found: list[list[Piece]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [[Piece("same", each)] for each in old[a:b]]
        elif kind == "replace":
            found += _pairs(old[a:b], new[c:d])
        else:
            found += [[Piece("gone", each)] for each in old[a:b]] + [[Piece("new", each)] for each in new[c:d]]
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """Paragraphs that stand in each other's place: those that have half of their words in common are compared word by word."""
    if sum(len(each.split()) for each in (*old, *new)) > MOST_WORDS:
        yield from ([Piece("gone", each)] for each in old)
        yield from ([Piece("new", each)] for each in new)
        return
    at = 0
    for one in old:
        like = next((place for place in range(at, len(new)) if _alike(one, new[place])), None)
        if like is None:
            yield [Piece("gone", one)]
            continue
        yield from ([Piece("new", each)] for each in new[at:like])
        yield list(_words(one, new[like]))
        at = like + 1
    yield from ([Piece("new", each)] for each in new[at:])


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= 0.5


def _words(one: str, other: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(one), _WORDS.findall(other)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("gone", "".join(old[a:b]))
        if c < d:
            yield Piece("new", "".join(new[c:d]))
