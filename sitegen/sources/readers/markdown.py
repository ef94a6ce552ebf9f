"""Markdown with or without front matter: articles out of Hugo, Jekyll, Obsidian, or another sitegen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from typing import Any

import yaml

from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.decode import CantDecode, decode
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import one_record
from sitegen.sources.record import field_names, guess, looked_up, stated_by

NAME = "a Markdown file"
_YAML = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.S)
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?(?:---[ \t]*\r?\n[\w-]+:|\+\+\+[ \t]*\r?\n[\w-]+ ?=)")


def reads(head: bytes, name: str) -> bool:
    """By its name, or by front matter at its head."""
    return name.endswith((".md", ".markdown", ".mdown")) or bool(_BEGINS.match(head))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """The file, its front matter read."""
    for found in one_record(stream, ref, options, "markdown"):
        yield _opened(found, options) if isinstance(found, RawRecord) else found


def _opened(record: RawRecord, options: ReadOptions) -> RawRecord | Refusal:
    try:
        text, _ = decode(record.data)
    except CantDecode as error:
        return Refusal(record.ref, str(error), record.sha256)
    text = text.replace("\r\n", "\n")
    front = _YAML.match(text) or _TOML.match(text)
    if not front:
        return replace(record, data=text.encode(), encoding="utf-8")
    try:
        values = tomllib.loads(front[1]) if text.startswith("+") else yaml.load(front[1], Loader=_Loader)
    except tomllib.TOMLDecodeError as error:
        return Refusal(record.ref, f"its front matter is not TOML (its line 1 is the file's line 2): {error}", record.sha256)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 2}" if mark else ""
        return Refusal(
            record.ref, f"its front matter is not YAML{place}: {getattr(error, 'problem', None) or error}", record.sha256
        )
    if not isinstance(values, dict):
        return replace(record, data=text[front.end() :].encode(), encoding="utf-8")
    named: dict[str, Any] = {str(key): value for key, value in values.items()}
    source = named.get("source")
    if isinstance(source, dict):  # our own front matter
        named |= {key: source[key] for key in ("url", "archived", "retrieved") if key in source}
        named["site_name"] = source.get("name", "")
    mapping = guess(field_names(named), options.fields)
    stated = stated_by({field: looked_up(named, key) for field, key in mapping.items()})
    return replace(record, data=text[front.end() :].encode(), encoding="utf-8", stated=stated)


class _Loader(yaml.SafeLoader):
    """Without aliases: a few lines of them unfold to gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """A node; an alias is refused."""
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(None, None, "aliases (*name) are not read", event.start_mark)
        return super().compose_node(parent, index)
