"""Whether two names are one person's, with what speaks for it: as cautious as the evidence is thin."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sitegen.core.text import fold
from sitegen.core.types import Entity
from sitegen.entities.lexicon import given_names
from sitegen.entities.names import is_partial

COMPANY = 0.5  # likelihood of a lone surname's being somebody with whom it has one other name in common


@dataclass(frozen=True, slots=True)
class Join:
    """Why a name was taken for a record's."""

    score: float
    """From 0 to 1."""
    reason: str


def joined(name: str, entity: Entity, company: Collection[str] = (), usual: Collection[str] = ()) -> Join | None:
    """Whether `name` is the person of `entity`, and by what evidence; None where nothing speaks for it.

    `company` are the folded names that stand beside the name in its article, `usual` those that stood beside the entity.
    """
    if fold(name) in map(fold, entity.not_):
        return None
    found = [join for known in (entity.name, *entity.aliases) if (join := _by_form(name, known))]
    if " " not in name:
        common = sorted(set(company) & set(usual))
        if fold(name) in given_names() or not found:
            return None
        reason = f"the surname, and beside it {', '.join(common[:3])}"
        return Join(min(0.9, COMPANY + 0.1 * len(common)), reason) if common else None
    return max(found, key=lambda join: join.score, default=None)


def _by_form(name: str, known: str) -> Join | None:
    if fold(name) == fold(known):
        return Join(1.0, "the same name")
    if is_partial(name, known) or (" " in known and is_partial(known, name)):
        return Join(0.9, f"one is a part of the other: {known}")
    ours, theirs = spelled(name), spelled(known)
    if ours == theirs:
        return Join(0.9, f"another spelling of {known}")
    if len(ours) > 1 and len(theirs) > 1 and ours[-1] == theirs[-1] and ours[1:] == theirs[1:] and _is_nickname(ours[0], theirs[0]):
        return Join(0.8, f"a short form of the given name of {known}")
    return None


@lru_cache(maxsize=1 << 15)
def spelled(name: str) -> tuple[str, ...]:
    """The words of a name as all transliterations of it have them: "Zelenskiy" is "Zelensky", "al-Assad" is "Assad"."""
    words = [re.sub(r"^(?:al|el)-", "", word) for word in fold(name).split()]
    return tuple(_spelled(word) for word in words if word not in ("al", "el")) or tuple(words)


# Ways of writing one Cyrillic or Arabic letter, and endings of names from there; never English ones ("Smyth" is not "Smith").
_ENDINGS = (
    (re.compile(r"(sk|ck)(?:yy|iy|ij|yi|ii|yj|y|i|j)$"), r"\1i"),
    (re.compile(r"(?:ey|ei|ej)$"), "ei"),
    (re.compile(r"(?:iy|yy|ij|yi|ii|y)$"), "i"),
    (re.compile(r"(?:yev|iev|jev)$"), "ev"),
    (re.compile(r"(?:yeva|ieva|jeva)$"), "eva"),
    (re.compile(r"(?<=[aeiou])ff$"), "v"),
)
_ANYWHERE = (
    ("kh", "h"),
    ("ks", "x"),
    ("mohammed", "muhammad"),
    ("mohamed", "muhammad"),
    ("mohammad", "muhammad"),
    ("'", ""),
    ("oleksandr", "alexander"),
)


def _spelled(word: str) -> str:
    for old, new in _ANYWHERE:
        word = word.replace(old, new)
    for ending, same in _ENDINGS:
        changed = ending.sub(same, word)
        if changed != word:
            return changed
    return word


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    from nicknames import NickNamer

    return _Lookup(NickNamer())


class _Lookup(dict[str, frozenset[str]]):
    """Given name → its short forms, asked once each."""

    def __init__(self, namer: Any):
        super().__init__()
        self._namer = namer

    def __missing__(self, name: str) -> frozenset[str]:
        found = frozenset(self._namer.nicknames_of(name))
        self[name] = found
        return found


def _is_nickname(one: str, other: str) -> bool:
    return other in _nicknames()[one] or one in _nicknames()[other]
