"""Figures of the same thing: grouped across articles, by what they count, who and what their articles name, and when; and where
they contradict each other."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby

from sitegen.core.problems import Problem
from sitegen.core.slug import unique_slug
from sitegen.core.text import fold
from sitegen.core.types import Figure, SeriesRecord
from sitegen.model.notes import Notes

VERSION = 4
NEAR = 60  # days between two figures of one thing, from which on they are no more thought to be of one event
SAME_TIME = 3  # days between two figures that can contradict each other
FAR = 8  # times one figure may be another of the same thing
ABOUT = 0.1  # share by which "about" may be off
TAKEN = ("page", "undated")  # below figures/, beside the series: pages of the list, the figures without a day
IGNORED = "-"
"""In place of a series: an editor took the figure off the site."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as an article tells it, as far as grouping asks for it."""

    article: str
    place: int
    figure: Figure
    thing: str
    day: str
    """Of which it speaks, or of the article; empty where neither is known."""
    story: str
    """The article's story, or the article itself."""
    beside: frozenset[str]
    """Folded people and places of the article."""

    @property
    def marks(self) -> frozenset[str]:
        """By what it is known to be of the same thing as another: where something befell, all names of the article; of anything
        else ("foreign debt") only those in its sentence, as an article on one country's names others."""
        _, what, _ = self.thing.split("|")
        if " " not in what:
            return self.beside
        sentence = fold(self.figure.text)
        return frozenset(name for name in self.beside if name in sentence)

    @property
    def ref(self) -> str:
        """How an editor names it: `article id:value`."""
        return f"{self.article}:{self.figure.value:g}"

    @property
    def says(self) -> str:
        """Who claims it: the claimant, or the article."""
        return fold(self.figure.by) or self.article


@dataclass(slots=True, eq=False)
class _Group:
    members: list[Told] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)
    last: str = ""

    def add(self, told: Told, marks: Iterable[str]) -> None:
        self.members.append(told)
        self.named.update(marks)
        self.last = told.day

    def takes(self, told: Told, marks: Iterable[str]) -> bool:
        """Whether a figure has a name in common with most of the others, as one article on the debts of two countries must not join
        all others on either, and is near enough to them in size: nobody counts four of a thing and nine thousand of the same."""
        if 2 * max(self.named[mark] for mark in marks) <= len(self.members):
            return False
        middle = sorted(each.figure.value for each in self.members)[len(self.members) // 2]
        low, high = sorted((abs(middle), abs(told.figure.value)))
        return high <= FAR * low or high == low


# ---------------------------------------------------------------------------------------------- grouping


def settle(db: sqlite3.Connection, notes: Notes, curated: Sequence[SeriesRecord], shown: str,
           things: Sequence[str] | None = None) -> list[Problem]:  # fmt: skip
    """Give every figure its series: first by the editor's records, then by likeness. Returns what is wrong with the records.

    With `things`, only the figures of those are grouped anew (the editor's records are then left as they are).
    Only figures within `NEAR` days of the one at hand are held in memory.
    """
    problems: list[Problem] = []
    with _Compared(db, notes):
        if things is None:
            plains = {plain for (plain,) in db.execute("select distinct plain from series where plain != ''")}
            db.execute("update claim set series = ''")
            db.execute("delete from series")
            problems = _take_curated(db, curated, shown)
            plains |= _group(db, _all_told(db, "c.series = '' and c.thing != ''"))
        else:
            plains = set()
            for thing in things:
                plains |= {plain for (plain,) in db.execute("select plain from series where thing = ?", (thing,))}
                db.execute("update claim set series = '' where thing = ?", (thing,))
                db.execute("delete from series where thing = ?", (thing,))
                plains |= _group(db, _all_told(db, "c.thing = ?", (thing,))) if thing else set()
        taken = {"page", *(_slug(record) for record in curated)}  # "figures/page/2/" is the ledger's
        for plain in sorted(plains):
            _settle_names(db, plain, taken, [record.name for record in curated])
    return problems


class _Compared:
    """Compares series and their figures before and after a block, and notes what changed."""

    def __init__(self, db: sqlite3.Connection, notes: Notes):
        self._db, self._notes = db, notes

    def __enter__(self) -> None:
        self._db.execute("drop table if exists temp.old_claim")
        self._db.execute("drop table if exists temp.old_series")
        self._db.execute("create temp table old_claim (article, place, series, primary key (article, place))")
        self._db.execute("insert into temp.old_claim select article, place, series from claim where series != ''")
        self._db.execute("create temp table old_series as select * from series")

    def __exit__(self, *failed: object) -> None:
        if failed[0] is not None:
            return
        moved = self._db.execute(
            "select c.article, coalesce(o.series, ''), c.series from claim c left join temp.old_claim o "
            "on o.article = c.article and o.place = c.place where c.series != coalesce(o.series, '')"
        ).fetchall()
        for article, old, new in moved:
            self._notes.claim(article, old, new)
        for one, other in (("main", "temp.old_"), ("temp.old_", "main")):
            tables = [f"{name}series" if name.endswith("_") else f"{name}.series" for name in (one, other)]
            for row in self._db.execute(f"select * from {tables[0]} except select * from {tables[1]}").fetchall():
                self._notes.series(row[0])


def _group(db: sqlite3.Connection, all_told: Iterable[Told]) -> set[str]:
    """Note the groups of figures that come ordered by what they count; the plain names of their series, as in addresses."""
    plains = set()
    for thing, told in groupby(all_told, key=lambda each: each.thing):
        for number, group in enumerate(_groups(told)):
            if len({each.story for each in group}) > 1 and len({each.says for each in group}) > 1:
                plains.add(_note(db, group, f"{thing}#{number}"))
    return plains


def _settle_names(db: sqlite3.Connection, plain: str, taken: set[str], taken_names: Iterable[str]) -> None:
    """Names and addresses of the series that would have the same: the earliest has the plain one, others say where they differ.

    Depends on the series alone and not on the order in which they were found.
    """
    rows = db.execute(
        "select slug, base, thing, beside, (select min(c.article || ':' || c.place) from claim c where c.series = series.slug) "
        "from series where plain = ? order by first, thing, 5",
        (plain,),
    ).fetchall()
    names = Counter(taken_names)
    settled = []
    for place, (slug, base, thing, beside, member) in enumerate(rows):
        mine = plain
        if place or plain in taken:
            mine = f"{plain}-{hashlib.sha256(f'{thing} {member}'.encode()).hexdigest()[:6]}"
        wanted = base if not names[base] or not beside else f"{base}, {beside.title()}"
        names[wanted] += 1
        settled.append((slug, mine, wanted if names[wanted] == 1 else f"{wanted} ({names[wanted]})"))
    for slug, _, _ in settled:
        db.execute("update claim set series = ? where series = ?", (f"?{slug}", slug))
        db.execute("update series set slug = ? where slug = ?", (f"?{slug}", slug))
    for slug, mine, name in settled:
        db.execute("update claim set series = ? where series = ?", (mine, f"?{slug}"))
        db.execute("update series set slug = ?, name = ? where slug = ?", (mine, name, f"?{slug}"))


def _take_curated(db: sqlite3.Connection, curated: Sequence[SeriesRecord], shown: str) -> list[Problem]:
    found: dict[int, list[Told]] = {}
    seen: set[str] = set()
    refs = {ref for record in curated for ref in (*record.claims, *record.not_)}
    for told in _all_told(db, "1") if curated else ():
        if told.ref in refs:
            seen.add(told.ref)
        number = next((n for n, record in enumerate(curated) if _takes(record, told)), -1)
        if number >= 0:
            found.setdefault(number, []).append(told)
    for number, record in enumerate(curated):
        slug = IGNORED if record.ignore else _slug(record)
        group = found.get(number, [])
        _assign(db, group, slug)
        if group and not record.ignore:
            _insert(db, slug, record.name, record.description, group, "", "", "")
    return [
        Problem(shown, f"'{ref}' is no figure of an article; write its id, a colon and the value, like 7c1f0a2e:498")
        for ref in sorted(refs - seen)
    ]


def _takes(record: SeriesRecord, told: Told) -> bool:
    """Whether an editor's record takes a figure in."""
    if told.ref in record.not_:
        return False
    if told.ref in record.claims:
        return True
    if not record.of or fold(told.figure.of) not in map(fold, record.of):
        return False
    if record.unit and record.unit != told.figure.unit:
        return False
    if (record.since and told.day < record.since.isoformat()) or (record.until and told.day > record.until.isoformat() + "~"):
        return False
    return all(fold(name) in told.beside for name in record.about)


def _slug(record: SeriesRecord) -> str:
    return record.id or unique_slug(record.name, TAKEN)


def _groups(told: Iterable[Told]) -> Iterator[list[Told]]:
    """Figures of one thing, alike in size, whose articles have a name or a story in common with one not long before."""
    live: list[_Group] = []
    by_mark: dict[str, list[_Group]] = defaultdict(list)
    for each in told:
        for group in [group for group in live if _apart(group.last, each.day) > NEAR]:
            live.remove(group)
            for groups in by_mark.values():
                if group in groups:
                    groups.remove(group)
            yield group.members
        marks = {f"story {each.story}", *each.marks}
        home = next((group for mark in sorted(marks) for group in by_mark[mark] if group.takes(each, marks)), None)
        if home is None:
            home = _Group()
            live.append(home)
        home.add(each, marks)
        for mark in marks:
            if home not in by_mark[mark]:
                by_mark[mark].append(home)
    yield from (group.members for group in live)


def _apart(one: str, other: str) -> int:
    """Days between two dates that may lack their day or month; none where one is unknown."""
    return abs((_day(one) - _day(other)).days) if one and other else 0


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(f"{iso}-01-01"[:10] if len(iso) == 4 else f"{iso}-01"[:10])


def _name(group: list[Told]) -> str:
    """The words that most of them use."""
    words = Counter(each.figure.of for each in group if each.figure.of)
    name = max(words, key=lambda of: (words[of], len(of), of))
    return name[0].upper() + name[1:]


def _note(db: sqlite3.Connection, group: list[Told], key: str) -> str:
    name = _name(group)
    beside = Counter(mark for each in group for mark in each.beside)
    most = max(beside, key=lambda mark: (beside[mark], mark)) if beside else ""
    plain = unique_slug(name, TAKEN)
    _assign(db, group, key)
    _insert(db, key, name, "", group, group[0].thing, plain, most)
    return plain


def _assign(db: sqlite3.Connection, group: Iterable[Told], slug: str) -> None:
    db.executemany(
        "update claim set series = ? where article = ? and place = ?", ((slug, each.article, each.place) for each in group)
    )


def _insert(db: sqlite3.Connection, slug: str, name: str, description: str, group: list[Told], thing: str, plain: str,
            beside: str) -> None:  # fmt: skip
    ends = [end for each in group for end in (each.figure.value, each.figure.value_to) if end is not None]
    days = sorted(each.day for each in group if each.day)
    units = Counter(each.figure.unit for each in group)
    unit = max(units, key=lambda each: (units[each], each))
    row = (slug, name, description, unit, len(group), min(ends), max(ends), days[0] if days else "", days[-1] if days else "",
           len(list(conflicts(group))), thing, plain, name, beside)  # fmt: skip
    db.execute(f"insert or replace into series values ({', '.join('?' * len(row))})", row)


def _all_told(db: sqlite3.Connection, where: str, values: tuple[str, ...] = ()) -> Iterator[Told]:
    rows = db.execute(
        "select c.article, c.place, c.record, c.thing, coalesce(nullif(c.as_of, ''), a.day), a.story, "
        "(select group_concat(t.folded, char(10)) from term t where t.article = c.article and t.kind != 'tag') "
        f"from claim c join article a on a.id = c.article where a.draft = 0 and {where} order by c.thing, 5, c.article, c.place",
        values,
    )
    for article, place, record, thing, day, story, beside in rows:
        names = frozenset((beside or "").split("\n")) - {""}
        yield Told(article, place, Figure(**json.loads(record)), thing, day, story or article, names)


# ---------------------------------------------------------------------------------------------- contradictions


def conflicts(group: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of figures of one thing and time that can't both be right, from different sources."""
    once = {(each.story, each.says, each.figure.value, each.day): each for each in reversed(group)}  # copies of a story say it once
    plain = [each for each in reversed(once.values()) if each.figure.certainty in ("", "unverified") and not each.figure.change]
    for one, other in combinations(plain, 2):
        if one.says != other.says and _apart(one.day, other.day) <= SAME_TIME and not _meet(one.figure, other.figure):
            yield one, other


def contradictions(db: sqlite3.Connection, series: str) -> Iterator[tuple[Told, Told]]:
    """The pairs of a series that can't both be right."""
    yield from conflicts(list(_all_told(db, "c.series = ?", (series,))))


def span(figure: Figure) -> tuple[float, float]:
    """The lowest and highest value that a figure allows."""
    low, high = sorted((figure.value, figure.value if figure.value_to is None else figure.value_to))
    if figure.bound in ("about", "nearly"):
        return low * (1 - ABOUT), high * (1 + ABOUT * (figure.bound == "about"))
    if figure.bound in ("at least", "more than"):
        return low, math.inf
    return (-math.inf, high) if figure.bound in ("at most", "less than") else (low, high)


def _meet(one: Figure, other: Figure) -> bool:
    (low, high), (other_low, other_high) = span(one), span(other)
    return low <= other_high and other_low <= high
