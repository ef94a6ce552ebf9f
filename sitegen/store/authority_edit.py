"""Editing the authority files for an editor: comments, order and spelling of everything else stay as they are (ruamel.yaml)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sitegen.core.problems import Problem, UserError
from sitegen.core.text import fold
from sitegen.core.types import EntityKind
from sitegen.infra.files import write_atomic
from sitegen.store.authority import FILES
from sitegen.store.read import ENTITIES


class AuthorityFile:
    """The records of one kind as they stand in their file."""

    def __init__(self, content: Path, kind: EntityKind):
        from ruamel.yaml import YAML

        self._file = content / ENTITIES / FILES[kind]
        self.shown = f"{content.name}/{ENTITIES}/{FILES[kind]}"
        self._yaml = YAML()
        self._yaml.preserve_quotes = True
        self._yaml.width = 100_000
        text = self._file.read_text(encoding="utf-8-sig") if self._file.exists() else ""
        self._records: Any = self._yaml.load(text) or []

    def find(self, name: str) -> dict[str, Any] | None:
        """The record with this name or alias."""
        return next((each for each in self._records if fold(name) in map(fold, names_of(each))), None)

    def rename(self, old: str, new: str) -> None:
        """Give a record another name; the old one becomes an alias, so that articles and addresses go on finding it."""
        record, other = self._need(old), self.find(new)
        if other is not None and other is not record:
            raise UserError(Problem(self.shown, f"'{new}' is a name of '{other['name']}' already; merge the two instead"))
        before = record["name"]
        record["name"] = new
        self._set(record, "aliases", [each for each in (before, *record.get("aliases", ())) if fold(each) != fold(new)])

    def merge(self, kept: str, others: Sequence[str]) -> None:
        """Take other records into one: their names become its aliases, what it doesn't say of itself it takes from them."""
        record = self._need(kept)
        for name in others:
            other = self._need(name)
            if other is record:
                raise UserError(Problem(self.shown, f"'{name}' and '{kept}' are one record already"))
            names = [*record.get("aliases", ()), *names_of(other)]
            self._set(record, "aliases", list({fold(each): each for each in names if fold(each) != fold(record["name"])}.values()))
            for field, value in other.items():
                if field not in ("name", "aliases", "not") and field not in record:
                    record[field] = value
            self._records.remove(other)

    def split(self, name: str, alias: str) -> None:
        """Make an alias somebody of its own; the two are told apart from then on."""
        record = self._need(name)
        if fold(alias) not in map(fold, record.get("aliases", ())):
            raise UserError(Problem(self.shown, f"'{alias}' is no alias of '{record['name']}'"))
        self._set(record, "aliases", [each for each in record["aliases"] if fold(each) != fold(alias)])
        self._set(record, "not", [*record.get("not", ()), alias])
        self._records.append({"name": alias, "not": [str(record["name"])]})

    def keep_apart(self, name: str, other: str) -> None:
        """Note that two records are not the same, so that nobody asks again and no import joins them."""
        one, two = self._need(name), self._need(other)
        for record, not_ in ((one, two), (two, one)):
            known = list(record.get("not", ()))
            if fold(not_["name"]) not in map(fold, known):
                self._set(record, "not", [*known, str(not_["name"])])

    def split_off(self, name: str, other: str) -> None:
        """Note that a name which the import took for a record's is somebody else's, who gets a record."""
        self._set(self._need(name), "not", [*self._need(name).get("not", ()), other])
        if self.find(other) is None:
            self._records.append({"name": other, "not": [str(self._need(name)["name"])]})

    def approve(self, name: str, checked: str) -> None:
        """Note that a name is rightly a record's, or that a place is rightly where it is."""
        record = self._need(name)
        known = list(record.get("checked", ()))
        if fold(checked) not in map(fold, known):
            record["checked"] = [*known, checked]

    def locate(self, name: str, lat: float, lon: float) -> None:
        """Put a place where an editor says that it is."""
        record = self._need(name)
        record["lat"], record["lon"] = lat, lon
        self.approve(name, str(record["name"]))

    def hide(self, name: str) -> None:
        """Take a record off the site."""
        self._need(name)["hidden"] = True

    def dumped(self) -> str:
        """The whole file as it is to be."""
        out = io.StringIO()
        self._yaml.dump(self._records, out)
        return out.getvalue()

    def write(self) -> None:
        """Put it on disk."""
        write_atomic(self._file, self.dumped().encode())

    def _need(self, name: str) -> dict[str, Any]:
        found = self.find(name)
        if found is None:
            raise UserError(Problem(self.shown, f"no record has the name '{name}'; `sitegen entities show` finds parts of names"))
        return found

    def _set(self, record: dict[str, Any], field: str, values: list[str]) -> None:
        """A list of names right behind the record's own name; nothing where it is empty."""
        if values and field in record:
            record[field] = values
        elif values and hasattr(record, "insert"):
            record.insert(1, field, values)
        elif values:
            record[field] = values
        else:
            record.pop(field, None)


def names_of(record: dict[str, Any]) -> list[str]:
    """A record's name and aliases."""
    return [str(record["name"]), *map(str, record.get("aliases") or ())]
