"""Which entity a name belongs to, and its name in addresses: the authority's records first, then the names that it lacks.

Everything here depends on the names alone and not on the order in which they came, so that an archive that grew article by
article has the addresses of one that was read at once.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import get_args

from sitegen.core.slug import slug, unique_slug
from sitegen.core.text import fold
from sitegen.core.types import Entity, EntityKind
from sitegen.model.cards import write_record
from sitegen.model.notes import Notes

_COUNT = (
    "select count(distinct t.article) from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
    "cross join article a on a.id = t.article and a.draft = 0 where n.kind = entity.kind and n.slug = entity.slug"
)
KINDS = get_args(EntityKind)
TAKEN = ("map",)  # beside the entities' own pages: places/map/
_PAGE = "update entity set page = (count >= max(?, 1) and not hidden)"
_Look = tuple[str, str, int, bool]
"""Name, record, whether it has a page and whether it is listed: what other pages show of an entity."""


def entity_slugs(kind: str, entities: Iterable[Entity]) -> list[tuple[Entity, str]]:
    """The records of an authority file, each with its name in addresses: its id, or what can be made of its name."""
    in_order = sorted(entities, key=lambda each: (fold(each.name), each.name))
    taken = {*TAKEN, *(each.id for each in in_order if each.id)}
    found = []
    for each in in_order:
        made = each.id or unique_slug(each.name, taken, kind)
        taken.add(made)
        found.append((each, made))
    return found


def settle_kinds(db: sqlite3.Connection, notes: Notes, records: Mapping[EntityKind, Iterable[Entity]], fold_below: int) -> None:
    """All entities of the kinds of some records anew, after their authority files changed; articles whose text these read otherwise
    lose their digests."""
    with _Compared(db, notes, records) as compared:
        for of_kind, entities in records.items():
            db.execute("delete from entity where kind = ?", (of_kind,))
            db.execute("delete from entity_name where kind = ?", (of_kind,))
            for entity, made in entity_slugs(of_kind, entities):
                _insert(db, of_kind, made, entity, known=True)
            _add_unknown(db, of_kind, fold_below)
    for kind, name in compared.read_otherwise():
        db.execute(
            "update article set stamp = '', digest = '' where id in "
            "(select article from term where kind = ? and (folded = ? or listed = ?))",
            (kind, name, name),
        )


def settle_unknown(db: sqlite3.Connection, notes: Notes, fold_below: int) -> None:
    """All names that the authority files lack anew, after many articles changed."""
    with _Compared(db, notes, KINDS):
        db.execute("delete from entity_name where (kind, slug) in (select kind, slug from entity where known = 0)")
        db.execute("delete from entity where known = 0")
        for kind in KINDS:
            _add_unknown(db, kind, fold_below)


def settle_some(db: sqlite3.Connection, notes: Notes, names: Iterable[tuple[str, str]], fold_below: int) -> None:
    """The entities of some names (kind, folded) of articles that changed."""
    plains: dict[tuple[str, str], set[str]] = defaultdict(set)
    known: set[tuple[str, str]] = set()
    for kind, folded in names:
        row = db.execute(
            "select e.slug, e.known, e.plain from entity_name n join entity e on e.kind = n.kind and e.slug = n.slug "
            "where n.kind = ? and n.folded = ?",
            (kind, folded),
        ).fetchone()
        if row and row[1]:
            known.add((kind, row[0]))
            continue
        if row:
            plains[kind, row[2]].add(folded)
        spelled = _spelled(db, kind, folded)
        if spelled:
            plains[kind, slug(spelled, kind)].add(folded)
    before = {key: _look(db, *key) for key in known}
    for (kind, plain), some in plains.items():
        for made, folded in _members(db, kind, plain):
            before[kind, made] = _look(db, kind, made)
            some.add(folded)
    affected = set(before)
    for (kind, plain), some in plains.items():
        for made, _ in _members(db, kind, plain):
            db.execute("delete from entity_name where kind = ? and slug = ?", (kind, made))
            db.execute("delete from entity where kind = ? and slug = ?", (kind, made))
        spelled_so = [(folded, name) for folded in some if (name := _spelled(db, kind, folded)) and slug(name, kind) == plain]
        affected |= {(kind, made) for made in _add_group(db, kind, plain, sorted(spelled_so))}
    for key in sorted(affected):
        db.execute(f"update entity set count = ({_COUNT}) where kind = ? and slug = ?", key)
        db.execute(f"{_PAGE} where kind = ? and slug = ?", (fold_below, *key))
        _note(notes, key, before.get(key), _look(db, *key))


# ---------------------------------------------------------------------------------------------- rows


def _insert(db: sqlite3.Connection, kind: str, made: str, entity: Entity, known: bool) -> None:
    record = write_record(entity)
    db.execute(
        "insert into entity values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
        (kind, made, entity.name, record, _sort_key(kind, entity.name), int(known), slug(entity.name, kind), int(entity.hidden)),
    )
    names = ((kind, fold(name), made) for name in (entity.name, *entity.aliases))
    db.executemany("insert or ignore into entity_name values (?, ?, ?)", names)


def _add_unknown(db: sqlite3.Connection, kind: str, fold_below: int) -> None:
    """Entities for all names of a kind that have none, and the counts of all."""
    rows = db.execute(
        "select t.folded, min(t.name) from term t left join entity_name n on n.kind = t.kind and n.folded = t.folded "
        "where t.kind = ? and n.slug is null group by t.folded order by t.folded",
        (kind,),
    ).fetchall()
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for folded, name in rows:
        groups[slug(name, kind)].append((folded, name))
    for plain, some in groups.items():
        _add_group(db, kind, plain, some)
    db.execute(f"update entity set count = ({_COUNT}) where kind = ?", (kind,))
    db.execute(f"{_PAGE} where kind = ?", (fold_below, kind))


def _add_group(db: sqlite3.Connection, kind: str, plain: str, names: list[tuple[str, str]]) -> list[str]:
    """Entities of names (folded, as written), in order, that make one slug: the first gets it, unless a record has it."""
    made = []
    for folded, name in names:
        found = db.execute("select 1 from entity where kind = ? and slug = ?", (kind, plain)).fetchone()
        free = found is None and plain not in TAKEN
        made.append(plain if free else f"{plain}-{hashlib.sha256(folded.encode()).hexdigest()[:6]}")
        _insert(db, kind, made[-1], Entity(name), known=False)
    return made


def _spelled(db: sqlite3.Connection, kind: str, folded: str) -> str:
    """A name as articles write it: of several spellings the first; empty where none has it."""
    row = db.execute("select min(name) from term where kind = ? and folded = ?", (kind, folded)).fetchone()
    return row[0] or ""


def _members(db: sqlite3.Connection, kind: str, plain: str) -> list[tuple[str, str]]:
    """(slug, folded name) of the entities without a record whose names make one slug."""
    return db.execute(
        "select e.slug, n.folded from entity e join entity_name n on n.kind = e.kind and n.slug = e.slug "
        "where e.kind = ? and e.plain = ? and e.known = 0",
        (kind, plain),
    ).fetchall()


def _sort_key(kind: str, name: str) -> str:
    """What a directory is ordered by: a person's surname first."""
    words = fold(name).split()
    return " ".join((words[-1], *words[:-1])) if kind == "person" and words else fold(name)


# ---------------------------------------------------------------------------------------------- what changed


def _look(db: sqlite3.Connection, kind: str, made: str) -> tuple[_Look, int, frozenset[str]] | None:
    row = db.execute("select name, record, count, hidden, page from entity where kind = ? and slug = ?", (kind, made)).fetchone()
    if row is None:
        return None
    name, record, count, hidden, page = row
    names = db.execute("select folded from entity_name where kind = ? and slug = ?", (kind, made))
    return (name, record, page, bool(count and not hidden)), count, frozenset(each for (each,) in names)


_Seen = tuple[_Look, int, frozenset[str]] | None


def _note(notes: Notes, key: tuple[str, str], before: _Seen, after: _Seen) -> None:
    if before == after:
        return
    names = (before[2] if before else frozenset()) | (after[2] if after else frozenset())
    if before is None or after is None or (before[0], before[2]) != (after[0], after[2]):
        notes.entity(*key, sorted(names))
    else:
        notes.counted(*key, min(before[1], after[1]))


class _Compared:
    """Compares all entities of some kinds before and after a block, and notes those that changed."""

    def __init__(self, db: sqlite3.Connection, notes: Notes, kinds: Collection[str]):
        self._db, self._notes, self._kinds = db, notes, tuple(kinds)
        self._among = f"kind in ({', '.join('?' * len(kinds))})"

    def __enter__(self) -> _Compared:
        for table in ("entity", "entity_name"):
            self._db.execute(f"drop table if exists temp.old_{table}")
            self._db.execute(f"create temp table old_{table} as select * from {table} where {self._among}", self._kinds)
            self._db.execute(f"create index temp.of_old_{table} on old_{table} (kind, slug)")
        return self

    def __exit__(self, *failed: object) -> None:
        if failed[0] is not None:
            return
        changed = f"select kind, slug from (select * from {{0}} where {self._among} except select * from {{1}})"
        for table in ("entity", "entity_name"):
            for one, other in ((f"main.{table}", f"temp.old_{table}"), (f"temp.old_{table}", f"main.{table}")):
                for key in self._db.execute(changed.format(one, other), self._kinds).fetchall():
                    self._note(key)

    def _note(self, key: tuple[str, str]) -> None:
        _note(self._notes, key, self._old(*key), _look(self._db, *key))

    def _old(self, kind: str, made: str) -> _Seen:
        row = self._db.execute(
            "select name, record, count, hidden, page from temp.old_entity where kind = ? and slug = ?", (kind, made)
        ).fetchone()
        if row is None:
            return None
        names = self._db.execute("select folded from temp.old_entity_name where kind = ? and slug = ?", (kind, made))
        return (row[0], row[1], row[4], bool(row[2] and not row[3])), row[2], frozenset(each for (each,) in names)

    def read_otherwise(self) -> Iterator[tuple[str, str]]:
        """(kind, folded name) of all names of records that came, went or changed, and of records told apart from them."""
        known = f"select kind, record from {{}} where known = 1 and {self._among}"
        records = f"{known} except {known}"
        changed: dict[str, set[str]] = defaultdict(set)
        for one, other in (("main.entity", "temp.old_entity"), ("temp.old_entity", "main.entity")):
            for kind, record in self._db.execute(records.format(one, other), self._kinds * 2).fetchall():
                changed[kind] |= _names_in(json.loads(record))
        for kind, names in changed.items():
            rows = self._db.execute(
                'select record from entity where kind = ? and known = 1 and record like \'%"not_": ["%\'', (kind,)
            )
            apart = [fields for (text,) in rows if (fields := json.loads(text))["not_"]]
            for fields in apart:
                if names & {fold(name) for name in fields["not_"]}:
                    names.update(_names_in(fields))
            yield from ((kind, name) for name in sorted(names))


def _names_in(record: dict[str, list[str]]) -> set[str]:
    return {fold(name) for name in (record["name"], *record["aliases"]) if isinstance(name, str)}
