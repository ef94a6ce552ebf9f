"""The authority files `content/entities/people.yaml`, `places.yaml` and `tags.yaml`: read whole, only ever appended to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sitegen.core import typed_yaml
from sitegen.core.problems import Problem
from sitegen.core.slug import slug
from sitegen.core.text import fold
from sitegen.core.types import Entity, EntityKind, SeriesRecord
from sitegen.infra.files import write_atomic
from sitegen.store.front_matter import dump_yaml, plain
from sitegen.store.read import ENTITIES

FILES: dict[EntityKind, str] = {"person": "people.yaml", "place": "places.yaml", "tag": "tags.yaml"}
_TITLES: dict[EntityKind, str] = {
    "person": "# People of the archive. One record each; add aliases, a description, `not`, `hidden` as you need.\n",
    "place": "# Places of the archive. One record each; `lat` and `lon` in degrees, north and east positive.\n",
    "tag": "# Tags of the archive: only those that need a record, to describe, rename or join them.\n",
}


SERIES = "figures.yaml"


class Authority:
    """The records of one kind, and which record a name belongs to."""

    def __init__(self, entities: Iterable[Entity]):
        self.entities = list(entities)
        self._by_name: dict[str, Entity] = {}
        for entity in self.entities:
            for name in (entity.name, *entity.aliases):
                self._by_name.setdefault(fold(name), entity)

    def find(self, name: str) -> Entity | None:
        """The record that has this name, as its own or as an alias."""
        return self._by_name.get(fold(name))

    def add(self, entity: Entity) -> None:
        """Take in a new record."""
        self.entities.append(entity)
        for name in (entity.name, *entity.aliases):
            self._by_name.setdefault(fold(name), entity)


def read_authority(content: Path, kind: EntityKind) -> tuple[Authority, tuple[Problem, ...]]:
    """The records of a kind; none where there is no file yet."""
    file = content / ENTITIES / FILES[kind]
    shown = f"{content.name}/{ENTITIES}/{FILES[kind]}"
    if not file.exists():
        return Authority(()), ()
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return Authority(()), (Problem(shown, f"the file can't be read as UTF-8 text: {error}"),)
    return parse_authority(text, shown)


def parse_authority(text: str, shown: str) -> tuple[Authority, tuple[Problem, ...]]:
    """The records of a file's text; `shown` is its name in messages."""
    loaded = typed_yaml.load(text, tuple[Entity, ...], shown)
    return Authority(loaded.value or ()), (*loaded.problems, *_check(loaded.value or (), shown))


def _check(entities: tuple[Entity, ...], shown: str) -> list[Problem]:
    """A name and an id may belong to one record only; coordinates come in pairs and lie on the globe."""
    found: list[Problem] = []
    owner: dict[str, Entity] = {}
    ids: dict[str, Entity] = {}
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            other = owner.setdefault(fold(name), entity)
            if other is not entity:
                found.append(Problem(shown, f"'{name}' stands in two records, '{other.name}' and '{entity.name}'; keep it in one"))
        if entity.id and slug(entity.id) != entity.id:
            found.append(
                Problem(shown, f"id '{entity.id}' of '{entity.name}' can't be a name in an address; write '{slug(entity.id)}'")
            )
        elif entity.id and (other := ids.setdefault(entity.id, entity)) is not entity:
            found.append(Problem(shown, f"id '{entity.id}' stands in two records, '{other.name}' and '{entity.name}'"))
        if (entity.lat is None) != (entity.lon is None):
            found.append(Problem(shown, f"'{entity.name}' has only one of lat and lon; give both or none"))
        if abs(entity.lat or 0) > 90 or abs(entity.lon or 0) > 180:
            found.append(Problem(shown, f"'{entity.name}' is not on the globe: lat goes from -90 to 90, lon from -180 to 180"))
    return found


def read_series(content: Path) -> tuple[tuple[SeriesRecord, ...], tuple[Problem, ...]]:
    """The editor's records of figures of one thing; none where there is no file."""
    file = content / ENTITIES / SERIES
    shown = f"{content.name}/{ENTITIES}/{SERIES}"
    if not file.exists():
        return (), ()
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return (), (Problem(shown, f"the file can't be read as UTF-8 text: {error}"),)
    loaded = typed_yaml.load(text, tuple[SeriesRecord, ...], shown)
    records = loaded.value or ()
    problems = list(loaded.problems)
    seen: dict[str, SeriesRecord] = {}
    for record in records:
        if not record.of and not record.claims:
            problems.append(Problem(shown, f"'{record.name}' takes no figure in; say what it counts (of), or which (claims)"))
        if seen.setdefault(record.id or slug(record.name), record) is not record:
            problems.append(
                Problem(shown, f"'{record.name}' would stand at the address of another record; give it an id of its own")
            )
        if record.id and slug(record.id) != record.id:
            problems.append(Problem(shown, f"id '{record.id}' can't be a name in an address; write '{slug(record.id)}'"))
    return records, tuple(problems)


def append_entities(content: Path, kind: EntityKind, entities: Iterable[Entity]) -> None:
    """Add records behind those of the file; what stands in it stays as it is, to the byte."""
    lines = [dump_yaml([plain(entity)]) for entity in entities]
    if not lines:
        return
    file = content / ENTITIES / FILES[kind]
    old = file.read_text(encoding="utf-8") if file.exists() else _TITLES[kind]
    write_atomic(file, (old + ("" if old.endswith("\n") else "\n") + "".join(lines)).encode())


def authority_digest(content: Path, kind: EntityKind) -> str:
    """Of the authority file of a kind: changes when a name may have changed."""
    file = content / ENTITIES / FILES[kind]
    return hashlib.sha256(file.read_bytes() if file.exists() else b"").hexdigest()
