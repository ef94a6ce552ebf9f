"""What `sitegen entities review` does: find what is doubtful about people and places, and carry out what an editor says of it.

A decision stands in the authority file, where neither an import nor a later review goes behind it.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal, Protocol

from sitegen.build.editing import all_articles, authority
from sitegen.core import typed_yaml
from sitegen.core.problems import Problem, UserError
from sitegen.core.text import fold, sentences
from sitegen.core.types import Entity, EntityKind
from sitegen.entities.names import is_partial
from sitegen.infra.index import doubtful_merges
from sitegen.store.authority_edit import AuthorityFile
from sitegen.store.front_matter import dump_yaml

Question = Literal["one person?", "the same person?", "is it there?", "where is it?"]
CHOICES: dict[Question, str] = {
    "one person?": "yes (join them), no",
    "the same person?": "yes, no (somebody else of that name)",
    "is it there?": "yes, LAT, LON (where it is), hide",
    "where is it?": "LAT, LON, yes (it needs no point), hide",
}
FAR = 1500.0  # kilometres from all other places of its articles
SURE = 0.75  # score of a merge above which nobody is asked: below it are lone surnames


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a record that an editor may want to look at."""

    kind: EntityKind
    what: Question
    names: tuple[str, ...]
    """The record's, and the name that may be its own."""
    sentences: tuple[str, ...]
    """Where the articles name them, one for each name."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A doubt in the file that an editor fills in."""

    ask: str
    names: tuple[str, ...]
    said: tuple[str, ...] = ()
    why: str = ""
    answer: str = ""


# ---------------------------------------------------------------------------------------------- what is doubtful


def doubts(content: Path, db: sqlite3.Connection) -> Iterator[Doubt]:
    """The doubtful first: people who may be one, names that may be somebody else's, places far from all others of their articles,
    and places without a point on the map. The articles are read once."""
    people = [each for each in authority(content, "person").entities if not each.hidden]
    places = [each for each in authority(content, "place").entities if not each.hidden]
    pairs = list(_alike(people))
    merges = list(_doubtful(authority(content, "person").find, doubtful_merges(db, SURE)))
    lost = [each.name for each in places if each.lat is None and not _approved(each, each.name)]
    look = _Look(
        {*(name for pair in pairs for name in pair), *(form for _, form, _ in merges), *(each.name for each in places)}, places
    )
    for _, article in all_articles(content):
        look.at(article.body, article.meta.places)
    for long, short in pairs:
        yield Doubt("person", "one person?", (long, short), (look.said(long), look.said(short)))
    for name, form, reason in merges:
        yield Doubt("person", "the same person?", (name, form), (look.said(name), look.said(form)), reason)
    for place in places:
        if place.lat is not None and not _approved(place, place.name) and place.name in look.alone:
            yield Doubt("place", "is it there?", (place.name,), (look.said(place.name),), _where(place, look.alone[place.name]))
    for name in lost:
        yield Doubt("place", "where is it?", (name,), (look.said(name),))


def _approved(entity: Entity, name: str) -> bool:
    return fold(name) in map(fold, entity.checked)


def _alike(people: list[Entity]) -> Iterator[tuple[str, str]]:
    """Names of two records that may be one person, the longer first."""
    by_last: dict[str, list[Entity]] = {}
    for each in people:
        by_last.setdefault(fold(each.name).split()[-1], []).append(each)
    for group in by_last.values():
        for one, other in combinations(group, 2):
            if _may_be_one(one, other):
                long, short = sorted((one.name, other.name), key=len, reverse=True)
                yield long, short


def _may_be_one(one: Entity, other: Entity) -> bool:
    """Whether two records of one surname may be one person: a part of the other's name, or given names that begin alike."""
    if fold(other.name) in map(fold, one.not_) or fold(one.name) in map(fold, other.not_):
        return False
    if is_partial(one.name, other.name) or is_partial(other.name, one.name):
        return True
    first, second = fold(one.name).split()[0], fold(other.name).split()[0]
    return len(first) > 2 and len(second) > 2 and (first.startswith(second) or second.startswith(first))


def _doubtful(find: Finder, merges: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """(record's name, name taken for it, reason) of merges that nobody has looked at yet, each once."""
    seen: set[tuple[str, str]] = set()
    for form, name, reason in merges:
        entity = find(name)
        if entity is None or entity.hidden or (entity.name, fold(form)) in seen:
            continue
        seen.add((entity.name, fold(form)))
        known = [*entity.aliases, *entity.checked, *entity.not_]
        if fold(form) not in map(fold, known):
            yield entity.name, form, reason


class Finder(Protocol):
    """Looks up a record by one of its names."""

    def __call__(self, name: str) -> Entity | None:
        """The record, if there is one."""


class _Look:
    """What the articles say of names: a sentence for each, and which places stand far from all others."""

    def __init__(self, names: set[str], places: list[Entity]):
        self._wanted = names
        self._said: dict[str, str] = {}
        self._by_name = {fold(name): each for each in places for name in (each.name, *each.aliases)}
        self._near: set[str] = set()
        self.alone: dict[str, list[str]] = {}
        """Place → places of its articles, all of them far away."""

    def at(self, body: str, places: tuple[str, ...]) -> None:
        """Take in an article."""
        for name in [each for each in self._wanted if each not in self._said and each in body]:
            paragraph = next((each for each in body.split("\n") if name in each), "")
            self._said[name] = next((paragraph[a:b] for a, b in sentences(paragraph) if name in paragraph[a:b]), paragraph)
        located = [each for name in places if (each := self._by_name.get(fold(name))) and each.lat is not None]
        for place in located:
            others = [other for other in located if other is not place]
            if place.kind == "city" and len(others) > 1 and all(_far(place, other) for other in others):
                self.alone.setdefault(place.name, []).extend(other.name for other in others)
            elif others:
                self._near.add(place.name)
        for name in self._near & self.alone.keys():
            del self.alone[name]

    def said(self, name: str) -> str:
        """The first sentence of the archive with a name."""
        return self._said.get(name, "")


def _far(place: Entity, other: Entity) -> bool:
    if place.country == other.country or None in (place.lat, place.lon, other.lat, other.lon):
        return False
    lat, other_lat = math.radians(place.lat or 0), math.radians(other.lat or 0)
    x = math.radians((other.lon or 0) - (place.lon or 0)) * math.cos((lat + other_lat) / 2)
    return 6371.0 * math.hypot(x, other_lat - lat) > FAR


def _where(place: Entity, others: list[str]) -> str:
    beside = ", ".join(dict.fromkeys(others[:4]))
    return f"{place.lat}, {place.lon} ({place.country or 'no country'}), far from {beside}"


# ---------------------------------------------------------------------------------------------- what an editor says


def write_questions(file: Path, found: Iterable[Doubt]) -> int:
    """Write the doubts as a YAML file to be filled in; how many they are."""
    rows = [
        {"ask": each.what, "names": list(each.names), "said": list(each.sentences), "why": each.why, "answer": ""} for each in found
    ]
    choices = "".join(f"#   {question:18}{answers}\n" for question, answers in CHOICES.items())
    head = (
        f"# Write an answer behind `answer:`, or leave it for later; then: sitegen entities review --apply {file.name}\n{choices}"
    )
    file.write_text(head + (dump_yaml(rows) if rows else "[]\n"), encoding="utf-8")
    return len(rows)


def read_answers(file: Path) -> list[tuple[Doubt, str]]:
    """The doubts of a filled-in file that have an answer. Raises `UserError` naming what is wrong in it, with its line."""
    text = file.read_text(encoding="utf-8-sig")
    loaded = typed_yaml.load(text, tuple[Answer, ...], str(file))
    if loaded.value is None:
        raise UserError(*loaded.problems)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("- ")]
    found, problems = [], []
    for row, line in zip(loaded.value, lines, strict=True):
        if row.ask not in CHOICES:
            problems.append(Problem(str(file), f"'{row.ask}' is no question of a review; leave 'ask' as it was", line))
        elif row.answer.strip():
            what: Question = row.ask
            doubt = Doubt("person" if "person" in what else "place", what, row.names, row.said)
            if _decided(doubt, row.answer) is None:
                problems.append(Problem(str(file), f"'{row.answer}' is no answer to '{row.ask}'; say {CHOICES[what]}", line))
            found.append((doubt, row.answer))
    if problems:
        raise UserError(*problems)
    return found


def decide(content: Path, answers: Iterable[tuple[Doubt, str]], dry_run: bool = False) -> int:
    """Carry out answers in the authority files; how many there were.

    Raises `UserError`, and changes nothing, where one can't be carried out.
    """
    files: dict[EntityKind, AuthorityFile] = {}
    count = 0
    for count, (doubt, answer) in enumerate(answers, 1):  # noqa: B007
        file = files.setdefault(doubt.kind, AuthorityFile(content, doubt.kind))
        decision = _decided(doubt, answer)
        if decision is None:
            raise UserError(Problem("review", f"'{answer}' is no answer to '{doubt.what}'; say {CHOICES[doubt.what]}"))
        _carry_out(file, doubt, decision)
    for file in () if dry_run else files.values():
        file.write()
    return count


_Decision = Literal["yes", "no", "hide"] | tuple[float, float]
_POINT = re.compile(r"(-?\d+(?:\.\d+)?)[,;]?\s+(-?\d+(?:\.\d+)?)|(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")


def _decided(doubt: Doubt, answer: str) -> _Decision | None:
    """What an answer means; None where it is no answer to that question."""
    said = answer.strip().casefold()
    for word in ("yes", "no", "hide"):
        if said in (word, word[0]) and word in CHOICES[doubt.what]:
            return word
    point = _POINT.fullmatch(said)
    if point and "LAT" in CHOICES[doubt.what]:
        lat, lon = (float(part) for part in point.groups() if part is not None)
        return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
    return None


def _carry_out(file: AuthorityFile, doubt: Doubt, decision: _Decision) -> None:
    name, other = doubt.names[0], doubt.names[-1]
    if isinstance(decision, tuple):
        file.locate(name, *decision)
    elif decision == "hide":
        file.hide(name)
    elif doubt.what == "one person?":
        _join_or_part(file, name, other, decision == "yes")
    elif decision == "yes":
        file.approve(name, other)
    else:
        file.split_off(name, other)


def _join_or_part(file: AuthorityFile, name: str, other: str, same: bool) -> None:
    """An earlier answer of the same review may have joined them already."""
    if file.find(name) is file.find(other) and file.find(name) is not None:
        return
    if same:
        file.merge(name, [other])
    else:
        file.keep_apart(name, other)
