"""The archive as data: four tables that others can compute with, and the points of places."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from sitegen.core.types import Figure
from sitegen.model.cards import FOLDERS, read_details, read_names, read_record
from sitegen.model.series import IGNORED

Row = dict[str, Any]
Some = Collection[str] | None
"""Ids of the articles of which rows are asked for; None for all."""
FieldType = Literal["string", "integer", "number", "date", "boolean", "list"]
SEPARATOR = "; "  # between the entries of a list, where a format has none


@dataclass(frozen=True, slots=True)
class Field:
    """A column."""

    name: str
    type: FieldType
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and how its rows are read.

    Their order depends on the archive alone; where each row is one article's, it is the order of these.
    """

    name: str
    about: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[sqlite3.Connection, str, Some], Iterator[Row]]
    """From the index and the site's address; of some articles only where `owner` tells whose a row is."""
    owner: str = ""
    """Field that holds the id of the article of which a row is."""


def _among(column: str, some: Some) -> tuple[str, tuple[str, ...]]:
    """A condition, with its value: that a column holds the id of one of these articles."""
    return ("1", ()) if some is None else (f"{column} in (select value from json_each(?))", (json.dumps(sorted(some)),))


class _Named:
    """The names of all articles, read once in the order of these: a query for each took as long as all else together."""

    def __init__(self, db: sqlite3.Connection, some: Some):
        where, values = _among("t.article", some)
        rows = db.execute(
            "select t.article, t.kind, e.name from term t cross join entity_name n on n.kind = t.kind and n.folded = t.folded "
            f"cross join entity e on e.kind = n.kind and e.slug = n.slug and not e.hidden where {where} "
            "order by t.article, t.kind, t.place",
            values,
        )
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, article: str) -> dict[str, list[str]]:
        """By the folder of their kind; articles are asked for in the order of their ids."""
        while self._next and self._next[0] < article:
            self._next = next(self._groups, None)
        found: dict[str, dict[str, None]] = {folder: {} for folder in FOLDERS.values()}
        if self._next and self._next[0] == article:
            for _, kind, name in self._next[1]:
                found[FOLDERS[kind]][name] = None
        return {folder: list(names) for folder, names in found.items()}


def _articles(db: sqlite3.Connection, root: str, some: Some) -> Iterator[Row]:
    named = _Named(db, some)
    where, values = _among("id", some)
    rows = db.execute(
        "select id, url, title, day, source, source_url, authors, corporate, excerpt, language, story, details "
        f"from article where draft = 0 and {where} order by id",
        values,
    )
    for id_, url, title, day, source, source_url, authors, corporate, excerpt, language, story, details in rows:
        more = read_details(details)
        yield {
            "id": id_,
            "url": root + url,
            "title": title,
            "subtitle": more.subtitle or None,
            "date": day or None,
            "date_inferred": more.inferred,
            "modified": more.modified or None,
            "language": language or None,
            "source": source or None,
            "section": more.section or None,
            "source_url": source_url or None,
            "archived_url": more.archived or None,
            "retrieved": more.retrieved or None,
            "authors": [*read_names(authors), *read_names(corporate)],
            "version_of": story if story and story != id_ else None,
            **named.of(id_),
            "excerpt": excerpt,
        }


def _entities(kind: str) -> Callable[[sqlite3.Connection, str, Some], Iterator[Row]]:
    def rows(db: sqlite3.Connection, root: str, _: Some) -> Iterator[Row]:
        found = db.execute(
            "select e.slug, e.name, e.count, e.page, e.record, min(nullif(a.day, '')), nullif(max(a.day), '') from entity e "
            "cross join entity_name n on n.kind = e.kind and n.slug = e.slug "
            "cross join term t on t.kind = n.kind and t.folded = n.folded cross join article a on a.id = t.article and a.draft = 0 "
            "where e.kind = ? and e.count > 0 and not e.hidden group by e.slug order by e.slug",
            (kind,),
        )
        for slug, name, count, page, record, first, last in found:
            entity = read_record(record)
            row: Row = {
                "id": slug,
                "url": f"{root}{FOLDERS[kind]}/{slug}/" if page else None,
                "name": name,
                "aliases": list(entity.aliases),
                "description": entity.description or None,
                "articles": count,
                "first": first,
                "last": last,
                "wikidata": entity.wikidata or None,
            }
            if kind == "place":
                row |= {
                    "kind": entity.kind or None,
                    "country": entity.country or None,
                    "region": entity.region or None,
                    "latitude": entity.lat,
                    "longitude": entity.lon,
                    "geonames": entity.geonames,
                }
            yield row

    return rows


def _figures(db: sqlite3.Connection, root: str, some: Some) -> Iterator[Row]:
    where, values = _among("a.id", some)
    rows = db.execute(
        "select c.article, c.place, c.record, c.series, a.url, a.day from article a cross join claim c on c.article = a.id "
        f"where a.draft = 0 and c.series != '{IGNORED}' and {where} order by a.id, c.place",
        values,
    )
    for article, place, record, series, url, day in rows:
        figure = Figure(**json.loads(record))
        yield {
            "id": f"{article}-{place + 1}",
            "article": article,
            "url": f"{root}{url}#claim-{article}-{place + 1}",
            "value": figure.value,
            "value_to": figure.value_to,
            "was": figure.was,
            "unit": figure.unit or None,
            "of": figure.of or None,
            "by": figure.by or None,
            "via": figure.via or None,
            "as_of": figure.as_of or None,
            "published": day or None,
            "bound": figure.bound,
            "change": figure.change or None,
            "certainty": figure.certainty or None,
            "series": series or None,
            "text": figure.text,
        }


_ENTITY = (
    Field("id", "string", "Its name in addresses"),
    Field("url", "string", "Its page; empty where it has none of its own"),
    Field("name", "string", "Name"),
    Field("aliases", "list", "Other names"),
    Field("description", "string", "Who or what it is, as editors wrote it"),
    Field("articles", "integer", "Articles that name it"),
    Field("first", "date", "Day of the earliest of them"),
    Field("last", "date", "Day of the latest"),
    Field("wikidata", "string", "Item of Wikidata"),
)
TABLES = (
    Table("articles", "The articles, without their texts", ("id",), (
        Field("id", "string", "Identifier, never used for another article"),
        Field("url", "string", "Its page in this archive"),
        Field("title", "string", "Title"),
        Field("subtitle", "string", "Subtitle"),
        Field("date", "date", "Day of publication"),
        Field("date_inferred", "boolean", "Whether that day is known from the text's own words alone"),
        Field("modified", "date", "Day on which the source changed it last"),
        Field("language", "string", "Language, by its BCP 47 tag"),
        Field("source", "string", "Publication that it is from"),
        Field("section", "string", "Section of the publication"),
        Field("source_url", "string", "Where it was published first"),
        Field("archived_url", "string", "A copy in a web archive"),
        Field("retrieved", "date", "Day on which it was fetched"),
        Field("authors", "list", "People, then agencies and publications credited in their place"),
        Field("version_of", "string", "Identifier of the article of which it is another version"),
        Field("people", "list", "People named, in the order of the article's head"),
        Field("places", "list", "Places named"),
        Field("tags", "list", "Tags"),
        Field("excerpt", "string", "How the text begins"),
    ), _articles, owner="id"),
    Table("people", "The people whom articles name", ("id",), _ENTITY, _entities("person")),
    Table("places", "The places that articles name", ("id",), (
        *_ENTITY,
        Field("kind", "string", "country, region, county, city, area, street or building"),
        Field("country", "string", "Country, by its ISO 3166 code"),
        Field("region", "string", "State or province; of a street or a building its town"),
        Field("latitude", "number", "Degrees north; of a street or a building those of its town"),
        Field("longitude", "number", "Degrees east; of a street or a building those of its town"),
        Field("geonames", "integer", "Number in GeoNames"),
    ), _entities("place")),
    Table("figures", "The numbers that articles claim", ("id",), (
        Field("id", "string", "Identifier"),
        Field("article", "string", "Identifier of the article"),
        Field("url", "string", "Where the archive shows it"),
        Field("value", "number", "The number; of a range its lower end, or the one named first"),
        Field("value_to", "number", "The other end of a range"),
        Field("was", "number", "What it was before, where the sentence says so"),
        Field("unit", "string", "What one of the counted things is, or the unit of measure"),
        Field("of", "string", "What is counted or measured, in the sentence's words"),
        Field("by", "string", "Who claims it; empty where the article itself does"),
        Field("via", "string", "Who quotes the claimant"),
        Field("as_of", "string", "Day, month or year of which it speaks, in ISO form"),
        Field("published", "date", "Day of the article"),
        Field("bound", "string", "exact, about, nearly, at least, at most, more than or less than"),
        Field("change", "string", "rise or fall, where the number is by how much something changed"),
        Field("certainty", "string", "unverified, denied, forecast or hypothetical; empty where it is plainly asserted"),
        Field("series", "string", "Page on which figures of the same thing stand side by side"),
        Field("text", "string", "The sentence"),
    ), _figures, owner="article"),
)  # fmt: skip


def geojson(rows: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    """Lines of a GeoJSON file (RFC 7946) from the rows of places; those without a point are not in it."""
    yield '{"type":"FeatureCollection","features":['
    begun = False
    for row in rows:
        if row["latitude"] is None or row["longitude"] is None:
            continue
        told = {name: value for name, value in row.items() if name not in ("latitude", "longitude") and value not in (None, [])}
        point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
        feature = {"type": "Feature", "id": row["id"], "geometry": point, "properties": told}
        yield ("," if begun else "") + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        begun = True
    yield "]}"
