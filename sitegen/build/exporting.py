"""The archive's data, published beside its pages: brought up to date when anything but a text changed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sitegen.build.publishing import Publication
from sitegen.build.shop import Order
from sitegen.infra.index import FOLDER as OWN
from sitegen.model.export import SEPARATOR, TABLES, Table, geojson
from sitegen.model.pages import DATA
from sitegen.model.pending import Pending
from sitegen.publish.data import Kept, write_lines, write_package, write_table

VERSION = 3


def export_data(db: sqlite3.Connection, order: Order, stage: Path, publication: Publication) -> None:
    """Stage the tables, or take them away where `site.yaml` doesn't want them."""
    config = order.config
    made_from = (VERSION, config.published.data, config.url, config.title, config.description, config.publisher)
    anew = publication.changed("data", repr(made_from)) or Pending(db).everything
    changes = {section.subject: some for section, some in Pending(db).sections() if section.kind == "data"}
    if not anew and not changes:
        return
    if not config.published.data:
        publication.assets(stage, {}, DATA)
        return
    folder = order.site / OWN / DATA
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        _write(db, folder, order, None if anew else publication.standing(DATA), changes)
        publication.assets(stage, {f"{DATA}/{file.name}": file for file in sorted(folder.iterdir())}, DATA)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(db: sqlite3.Connection, folder: Path, order: Order, old: Path | None, changes: Mapping[str, frozenset[str]]) -> None:
    config = order.config
    described = []
    for table in TABLES:
        columns = [(field.name, field.type, field.about) for field in table.fields]
        described.append((table.name, table.about, table.key, columns))
        kept = _kept(table, old, changes)
        rows = table.rows(db, config.url, kept.changed if kept else None)
        write_table(folder, table.name, columns, rows, SEPARATOR, kept)
        if table.name == "places":
            write_lines(folder / "places.geojson", geojson(table.rows(db, config.url, None)))
    about = {
        "name": "archive",
        "title": config.title,
        "description": config.description or config.title,
        "homepage": config.url,
        "contributors": [{"title": config.publisher or config.title, "role": "publisher"}],
    }
    write_package(folder, about, described)


def _kept(table: Table, old: Path | None, changes: Mapping[str, frozenset[str]]) -> Kept | None:
    """What still stands of a table: all but the rows of those articles that changed; of people and places nothing.

    To read an archive's rows and to write them as they are takes a third of the time that it takes to make them.
    """
    if old is None or not table.owner or (table.name in changes and not changes[table.name]):
        return None
    return Kept(old, table.owner, changes.get(table.name, frozenset()))
