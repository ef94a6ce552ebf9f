"""Making records: names that stay the same, and what a container's fields say of an article."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.core.bylines import is_name, read_authors
from sitegen.core.dates import read_date
from sitegen.core.text import one_line
from sitegen.core.types import Media, RawRecord, SourceRef, Stated
from sitegen.core.urls import web_url

LONGEST_NAME = 160  # characters of a record's name; longer ones are cut and told apart by a digest

# The usual names of an article's fields in tables and JSON, the surest first.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid", "article_id", "_id", "doc_id", "post_id", "key"),
    "html": ("html", "content_html", "body_html", "raw_html", "html_content", "article_html", "page_html"),
    "text": ("text", "content_text", "body", "content", "article_text", "full_text", "fulltext", "maintext", "main_text", "article",
             "body_text", "cleaned_text", "story", "texte", "contenu", "articlebody", "raw_content"),
    "title": ("title", "headline", "titre", "name", "heading", "article_title"),
    "subtitle": ("subtitle", "standfirst", "dek", "subheadline", "sous-titre", "abstract"),
    "date": ("date", "published", "date_published", "publish_date", "published_at", "pubdate", "pub_date", "publication_date",
             "publishedat", "datepublished", "published_date", "date_publish", "created_at", "created", "timestamp", "time", "datetime"),
    "modified": ("modified", "updated", "date_modified", "updated_at", "datemodified", "last_modified", "date_modify"),
    "authors": ("authors", "author", "byline", "creator", "auteur", "auteurs", "writer"),
    "site_name": ("site_name", "sitename", "source_name", "publication", "publisher", "newspaper", "outlet", "source", "site", "journal",
                  "source_domain"),
    "section": ("section", "category", "rubric", "rubrique"),
    "url": ("url", "link", "permalink", "canonical_url", "source_url", "href", "address", "uri", "article_url"),
    "language": ("language", "lang", "langue", "locale"),
    "tags": ("tags", "keywords", "categories", "topics", "mots-clés"),
    "retrieved": ("retrieved", "fetched", "scraped_at", "crawled_at", "date_download", "downloaded", "accessed", "fetch_time"),
}  # fmt: skip
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|a|span|article|section|img|ul|li|strong|em|body|html)\b[^>]*>", re.I)
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


def guess(keys: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Article field → key of the source: as `given`, else by the usual names."""
    folded = {key.strip().lower().replace(" ", "_"): key for key in reversed(keys)}
    found = {field: next((folded[name] for name in names if name in folded), "") for field, names in NAMES.items()}
    return {field: key for field, key in {**found, **given}.items() if key}


def from_fields(ref: SourceRef, row: Mapping[str, Any], mapping: Mapping[str, str], raw: bytes) -> RawRecord | str:
    """The record of one row, or why it is none."""
    values = {field: _looked_up(row, key) for field, key in mapping.items()}
    body = _string(values.get("html")) or _string(values.get("text"))
    if not body.strip():
        return "no text is in it; name its field in site.yaml (sources: fields: {text: …})"
    media: Media = "text"
    if (values.get("html") and _string(values.get("html")).strip()) or len(_TAG.findall(body[:5000])) >= 2:
        media = "html" if _PAGE.search(body[:2000]) else "fragment"
    return RawRecord(ref, body.encode("utf-8", "surrogatepass"), stated_by(values), media, "utf-8", digest(raw))


def stated_by(values: Mapping[str, Any]) -> Stated:
    """What fields with our own names state."""
    language = _string(values.get("language")).replace("_", "-")
    return Stated(
        title=one_line(_string(values.get("title"))),
        subtitle=one_line(_string(values.get("subtitle"))),
        date=a_date(values.get("date"), language),
        modified=a_date(values.get("modified"), language),
        authors=_authors(values.get("authors")),
        site_name=one_line(_name(values.get("site_name"))),
        section=one_line(_string(values.get("section"))),
        url=web_url(_string(values.get("url")).strip()),
        language=language.partition("-")[0].lower()[:3],
        tags=_tags(values.get("tags")),
        retrieved=a_date(values.get("retrieved"), language),
    )


def a_date(value: Any, language: str = "") -> dt.date | None:
    """A day out of a text, a date, or seconds or milliseconds since 1970."""
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


def _looked_up(row: Mapping[str, Any], key: str) -> Any:
    """The value of a key; `a.b` is the `b` of what stands under `a`."""
    if key in row:
        return row[key]
    value: Any = row
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_string(each) for each in value if each)
    if isinstance(value, Mapping):
        return next(
            (_string(value[key]) for key in ("rendered", "value", "#text", "text", "html", "name", "title") if value.get(key)), ""
        )
    return "" if value is None or isinstance(value, bool) else str(value)


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _string(value.get("name") or value.get("title") if isinstance(value, Mapping) else value)


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
