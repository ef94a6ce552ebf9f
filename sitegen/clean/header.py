"""What scrapers note above a text: lines such as "Title: …" and "Date: …", one under the other."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sitegen.core.bylines import is_name, names_in
from sitegen.core.dates import read_date
from sitegen.core.fields import field_of
from sitegen.core.languages import language_code
from sitegen.core.text import one_line
from sitegen.core.types import Stated
from sitegen.core.urls import capture, web_url

MOST = 25  # lines
LEAST = 2  # fields that must be known; "Paris: the talks" begins many a text
_BODIES = ("text", "html", "markdown")
_LINE = re.compile(r"([^\W\d_][\w -]{1,30}?)(?:\s*:(?:\s+|$)|\t+)(.*)")


def header(lines: list[str]) -> tuple[Stated, int]:
    """What the first lines of a text state, and how many they are; no line where they are no such header.

    It ends where the text is named ("Text:") or a line names nothing. Lines between that name what nobody knows are part of it.
    """
    stated, known, end = Stated(), set[str](), 0
    for place, line in enumerate(lines[:MOST]):
        match = _LINE.fullmatch(line)
        if not match:
            break
        field, value = field_of(match[1]), match[2].strip()
        if field in _BODIES and value:
            break
        before, stated = stated, noted(stated, field, value)
        if stated != before:  # "Time: 7 pm" and "Address: 5 Main St" tell of an event
            known.add(field)
        if field:
            end = place + 1
        if field in _BODIES:
            break
    return (stated, end) if len(known) >= LEAST else (Stated(), 0)


def without_header(text: str) -> tuple[Stated, str]:
    """What the lines of such a header above a text state, and the text without them, however many empty lines stand between."""
    lines = text.split("\n")
    told = [place for place, line in enumerate(lines[: MOST * 2]) if line.strip()]
    stated, count = header([lines[place].strip() for place in told])
    return stated, "\n".join(lines[told[count - 1] + 1 :]) if count else text


def names_field(line: str) -> bool:
    """Whether a line may stand in such a header."""
    match = _LINE.fullmatch(line.strip())
    return bool(match and field_of(match[1]))


def noted(stated: Stated, field: str, value: str) -> Stated:
    """`stated` with a field of `core.fields`; as it was, where the value can't be read."""
    values: dict[str, Any] = {}
    match field:
        case "title" | "subtitle" | "section":
            values[field] = value
        case "date" | "modified" | "retrieved":
            values[field] = read_date(value, stated.language)
        case "authors":
            values[field] = tuple(filter(is_name, names_in(value.partition("|")[0])))
        case "site_name" | "url" if copy := capture(value):
            values |= {"url": copy.url, "archived": copy.archived, "retrieved": copy.day}
        case "site_name" | "url" if web_url(value):
            values["url"] = value
        case "site_name":
            values[field] = value
        case "tags":
            values[field] = tags_in(value)
        case "language":
            values[field] = language_code(value)
    return replace(stated, **{name: given for name, given in values.items() if given})


def tags_in(value: str) -> tuple[str, ...]:
    """The tags of a list of them."""
    return tuple(dict.fromkeys(tag for each in re.split(r"[,;#]", value) if 1 < len(tag := one_line(each)) <= 60))
