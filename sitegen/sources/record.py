"""Making records: names that stay the same, and what a container's fields say of an article."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.core.bylines import is_name, read_authors
from sitegen.core.dates import read_date
from sitegen.core.fields import NAMES
from sitegen.core.languages import language_code
from sitegen.core.text import one_line, squeezed
from sitegen.core.types import Media, RawRecord, SourceRef, Stated
from sitegen.core.urls import web_url
from sitegen.sources.stream import HEAD

MOST_NAMED = 20  # fields that are told where none is known
_PARTS_OF_NAMES = (("firstname", "first_name"), ("lastname", "last_name"))
_IN_LINE = ("text", "span", "link", "hyperlink", "hardBreak", "mention")
LONGEST_NAME = 160  # characters of a record's name; longer ones are cut and told apart by a digest

OWN_NAMES = {field: field for field in NAMES}  # the mapping of a row whose keys are our own
# Keys under which interfaces, search engines and site generators keep an article's own fields; of no other key is what stands below
# it asked, as an author's name is no title.
_ENVELOPES = frozenset(
    "_source fields attributes data article document post item node record metadata meta params taxonomies extra".split()
)
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|a|span|article|section|img|ul|li|strong|em|body|html)\b[^>]*>", re.I)
_INLINE = re.compile(r"</?(?:a|b|br|em|i|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?/?>", re.I)
_CUT_OFF = re.compile(r"\[\+\d+ chars\]\s*\Z")  # "… and went on to sa… [+4711 chars]"
_PAGE = re.compile(r"<(?:!doctype|html|body|head)\b", re.I)


def reference(ref: SourceRef, name: str) -> SourceRef:
    """The reference of one record of a container."""
    name = one_line(name)
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 13]}~{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return SourceRef(f"{ref.key}#{name}", ref.path, ref.name)


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def field_names(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of a row, and behind them those within its envelopes ("fields.bodyText", "data.metadata.title")."""
    envelopes = {key: value for key, value in row.items() if key in _ENVELOPES and isinstance(value, Mapping)}
    within = (f"{key}.{inner}" for key, value in envelopes.items() for inner in field_names(value))
    return (*(key for key in row if key not in envelopes), *within)


def guess(keys: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Article field → key of the source: as `given`, else by the usual names; of two with one name the first."""
    known = {squeezed(key.rpartition(".")[2]): key for key in reversed(keys)}
    found = {field: next((known[name] for name in names if name in known), "") for field, names in NAMES.items()}
    return {field: key for field, key in {**found, **given}.items() if key}


def from_fields(ref: SourceRef, row: Mapping[str, Any], mapping: Mapping[str, str], raw: bytes) -> RawRecord | str:
    """The record of one row, or why it is none."""
    values = {field: looked_up(row, key) for field, key in mapping.items()}
    bodies = ((field, text_value(values.get(field))) for field in ("html", "markdown", "text"))
    kind, body = next(((field, body) for field, body in bodies if body.strip()), ("", ""))
    if not body:
        if empty := [
            key for field, key in mapping.items() if field in ("html", "markdown", "text") and looked_up(row, key) is not None
        ]:
            return f"its text is empty ({', '.join(empty)})"
        if mapping is OWN_NAMES:  # a format whose fields nobody can name otherwise
            there = ", ".join(field for field, value in row.items() if value)
            return f"no text is in it{there and f', only {there}'}"
        there = ", ".join(field_names(row)[:MOST_NAMED])
        return f"no text is in it{there and f', only {there}'}; name its field in site.yaml (sources: fields: {{text: …}})"
    if cut := _CUT_OFF.search(body):
        return f"only the beginning of its text is in it ({cut[0].strip()}), as some news interfaces give it"
    media: Media = "text"
    if kind == "markdown":
        media = "markdown"
    elif kind == "html" or len(_TAG.findall(body[:5000])) >= 2:
        media = "html" if _PAGE.search(body[:HEAD]) else "fragment"  # warnings of a server may stand above a page
    scraped = media == "markdown" and mapping is not OWN_NAMES
    return RawRecord(ref, body.encode("utf-8", "surrogatepass"), stated_by(values), media, "utf-8", digest(raw), scraped)


def stated_by(values: Mapping[str, Any]) -> Stated:
    """What fields with our own names state."""
    language = text_value(values.get("language")).replace("_", "-")
    site_name = one_line(_name(values.get("site_name")))
    address = web_url(site_name)  # what some call an article's source is its address
    return Stated(
        title=_bare(text_value(values.get("title"))),
        subtitle=_bare(text_value(values.get("subtitle"))),
        date=a_date(values.get("date"), language),
        modified=a_date(values.get("modified"), language),
        authors=_authors(values.get("authors")),
        site_name="" if address else site_name,
        section=one_line(text_value(values.get("section"))),
        url=web_url(text_value(values.get("url")).strip()) or address,
        language=language_code(language),
        tags=_tags(values.get("tags")),
        archived=web_url(text_value(values.get("archived")).strip()),
        retrieved=a_date(values.get("retrieved"), language),
    )


def _bare(title: str) -> str:
    """A title in one line, without the tags that some interfaces leave in it."""
    return one_line(_INLINE.sub("", title))


def a_date(value: Any, language: str = "") -> dt.date | None:
    """A day out of a text, a date, or seconds or milliseconds since 1970."""
    value = _unwrapped(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}(?:\.\d+)?", value):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > 1e11 else value
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date() if 1e7 < abs(seconds) < 1e11 else None
    return read_date(value, language) if isinstance(value, str) else None


def looked_up(row: Mapping[str, Any], key: str) -> Any:
    """The value of a key; `a.b` is the `b` of what stands under `a`."""
    if key in row:
        return row[key]
    value: Any = row
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _unwrapped(value: Any) -> Any:
    """A value as MongoDB exports it, by itself: `{"$date": {"$numberLong": "…"}}`."""
    while isinstance(value, Mapping) and len(value) == 1 and (key := next(iter(value))) in ("$oid", "$date", "$numberLong"):
        value = value[key]
    return value


def text_value(value: Any) -> str:
    """The text of a field: of a list its parts, of an object what it says; empty of nothing."""
    value = _unwrapped(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and (parts := _parts(value)):
        return _rich(parts, "children" in value)
    if isinstance(value, list):
        # Texts and marked pieces of text in turn, as chat programs export them, are one text; texts alone are its paragraphs.
        mixed = {isinstance(each, Mapping) for each in value} == {True, False}
        return ("" if mixed else "\n").join(text_value(each) for each in value if each)
    if isinstance(value, Mapping):
        return next(
            (
                text_value(value[key])
                for key in ("rendered", "value", "#text", "text", "html", "name", "title", "main", "original")
                if value.get(key)
            ),
            "",
        )
    return "" if value is None or isinstance(value, bool) else str(value)


def _parts(value: Mapping[str, Any]) -> list[Any]:
    """The parts of a document, a paragraph or a link in rich text, as editors keep it (ProseMirror, Slate, Sanity, Contentful, Editor.js)."""
    found = (value.get(key) for key in ("content", "children", "blocks", "nodes"))
    return next((parts for parts in found if isinstance(parts, list) and parts and isinstance(parts[0], Mapping)), [])


def _rich(parts: Sequence[Any], leaves: bool) -> str:
    """Paragraphs, a line each; of a paragraph its leaves, one behind the other."""
    in_line = [
        isinstance(each, Mapping) and (each.get("type") or each.get("nodeType") or each.get("_type")) in _IN_LINE for each in parts
    ]
    of_line = all(in_line) or (
        leaves and not any(map(_parts, parts)) and all(isinstance(each, Mapping) and "type" not in each for each in parts)
    )
    return ("" if of_line else "\n").join(text_value(each.get("data") or each) for each in parts if isinstance(each, Mapping))


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, Mapping):
        return text_value(value)
    parts = (text_value(value.get(first) or value.get(second)) for first, second in _PARTS_OF_NAMES)
    return text_value(value.get("name") or value.get("title") or value.get("original")) or " ".join(filter(None, parts))


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) and value.lstrip().startswith("["):  # a list that a table's cell holds: "['Ann Lee', 'Jo Roe']"
        value = [part.strip(" '\"") for part in value.strip(" []").split(",")]
    each = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(name for one in each for name in read_authors(_name(one)) if is_name(name)))


def _tags(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = re.split(r"[,;|]", value.strip("[]").replace("'", "") if value.lstrip().startswith("[") else value)
    each = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(tag for one in each if 1 < len(tag := one_line(_name(one))) <= 60))
