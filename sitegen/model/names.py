"""What the authority's records say of names."""

from __future__ import annotations

import sqlite3

from sitegen.core.text import fold
from sitegen.core.types import Entity
from sitegen.model.cards import read_record


class KnownNames:
    """The records of names, read from the index."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        self._records: dict[tuple[str, str], Entity | None] = {}

    def forms(self, kind: str, name: str) -> tuple[str, ...]:
        """All names of the entity that has this one."""
        entity = self._find(kind, name)
        return (name, entity.name, *entity.aliases) if entity else (name,)

    def told_apart(self, kind: str, name: str) -> tuple[str, ...]:
        """Names that look like this one's and have a record of their own."""
        entity = self._find(kind, name)
        return tuple(
            other for other in (entity.not_ if entity else ()) if (record := self._find(kind, other)) and record is not entity
        )

    def _find(self, kind: str, name: str) -> Entity | None:
        key = (kind, fold(name))
        if key not in self._records:
            row = self._db.execute(
                "select e.record from entity_name n join entity e on e.kind = n.kind and e.slug = n.slug "
                "where n.kind = ? and n.folded = ? and e.known = 1",
                key,
            ).fetchone()
            self._records[key] = read_record(row[0]) if row else None
        return self._records[key]
