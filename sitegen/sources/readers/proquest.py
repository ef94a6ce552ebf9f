"""Exports of ProQuest as text: many articles in one file, each a list of named fields, of which "Full text" is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from sitegen.core.text import one_line
from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.several import articles, parts

NAME = "an export of ProQuest"
_MARK = re.compile(rb"^_{40,}[^\S\n]*$", re.M)
_SIGNS = re.compile(rb"^(?:ProQuest document ID|Publication info|Full text|Publication title):", re.M)
_FIELDS = {
    "Title": "title", "Author": "authors", "Full text": "text", "Publication title": "site_name", "Publication date": "date",
    "Section": "section", "Document URL": "url", "ProQuest document ID": "id", "Subtitle": "subtitle",
}  # fmt: skip
# Other fields, which end the one before; a name that isn't here is part of a text.
_OTHERS = (
    "Abstract|Alternate title|Author affiliation|Business indexing term|Classification|Column|Company / organization|"
    "Copyright|Correspondence author|Country of publication|Credit|Database|Document feature|Document type|"
    "First page|Full text availability|Identifier / keyword|Illustration|ISSN|Issue|Language of publication|"
    "Language|Last page|Last updated|Links|Location|Number of pages|Pages|People|Place of publication|"
    "ProQuest document link|Publication info|Publication subject|Publication type|Publication year|Publisher|"
    "Source type|Subject|Volume|Year"
)
_FIELD = re.compile(rf"^({'|'.join(map(re.escape, _FIELDS))}|{_OTHERS}):(?:[^\S\n]+|$)", re.M)

_PARAGRAPHS = re.compile(r"\S[^\S\n]*\n\s*\n\s*\S")  # more than one in a value


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By the lines between its documents, with fields of the database's own."""
    return bool(_MARK.search(head)) and len(set(_SIGNS.findall(head))) >= 2


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """Each document."""
    return articles(parts(stream, _MARK, options.max_bytes), ref, options, _fields)


def _fields(text: str) -> dict[str, Any] | None:
    """What the fields say; of a field that comes twice, the first."""
    row: dict[str, Any] = {}
    for name, value in _whole(text):
        if name in _FIELDS and value.strip():
            row.setdefault(_FIELDS[name], value.strip() if name == "Full text" else one_line(value))
    if "authors" in row:  # "Lee, Ann; Roe, Jo"
        row["authors"] = [re.sub(r"^([^,]+), ([^,]+)$", r"\2 \1", name.strip()) for name in row["authors"].split(";")]
    return row if "title" in row or "text" in row else None


def _whole(text: str) -> list[tuple[str, str]]:
    """The fields in their order. A paragraph of the text that begins like a field ("Location: …") is the text's if more follow."""
    pieces = _FIELD.split(text)
    found = list(zip(pieces[1::2], pieces[2::2], strict=True))
    start = next((place for place, (name, _) in enumerate(found) if name == "Full text"), None)
    if start is None:
        return found
    end = max(place for place, (_, value) in enumerate(found) if place == start or (place > start and _PARAGRAPHS.search(value)))
    more = "".join(f"{name}: {value}" for name, value in found[start + 1 : end + 1])
    return [*found[:start], ("Full text", f"{found[start][1]}{more}"), *found[end + 1 :]]
