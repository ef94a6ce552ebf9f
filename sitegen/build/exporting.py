"""The archive's data, published beside its pages: made anew when anything but a text changed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from sitegen.build.publishing import Publication
from sitegen.build.shop import Order
from sitegen.infra.index import FOLDER as OWN
from sitegen.model.export import SEPARATOR, TABLES, geojson
from sitegen.model.pages import DATA
from sitegen.model.pending import Pending, Section
from sitegen.publish.data import write_lines, write_package, write_table

VERSION = 2


def export_data(db: sqlite3.Connection, order: Order, stage: Path, publication: Publication) -> None:
    """Stage the tables, or take them away where `site.yaml` doesn't want them."""
    config = order.config
    made_from = (VERSION, config.published.data, config.url, config.title, config.description, config.publisher)
    changed = publication.changed("data", repr(made_from))
    pending = Pending(db)
    if not changed and not pending.everything and not any(section == Section("data") for section, _ in pending.sections()):
        return
    if not config.published.data:
        publication.assets(stage, {}, DATA)
        return
    folder = order.site / OWN / DATA
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        _write(db, folder, order)
        publication.assets(stage, {f"{DATA}/{file.name}": file for file in sorted(folder.iterdir())}, DATA)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(db: sqlite3.Connection, folder: Path, order: Order) -> None:
    config = order.config
    described = []
    for table in TABLES:
        columns = [(field.name, field.type, field.about) for field in table.fields]
        described.append((table.name, table.about, table.key, columns))
        write_table(folder, table.name, columns, table.rows(db, config.url), SEPARATOR)
        if table.name == "places":
            write_lines(folder / "places.geojson", geojson(table.rows(db, config.url)))
    about = {
        "name": "archive",
        "title": config.title,
        "description": config.description or config.title,
        "homepage": config.url,
        "contributors": [{"title": config.publisher or config.title, "role": "publisher"}],
    }
    write_package(folder, about, described)
