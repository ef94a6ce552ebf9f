"""The documentation of `site.yaml`, written from its schema so that the two can't differ."""

from __future__ import annotations

import dataclasses
import textwrap
import typing
from collections.abc import Iterator
from typing import Any

import yaml

from sitegen.config.schema import SiteConfig


def commented_yaml(title: str, url: str, sources: tuple[str, ...]) -> str:
    """A `site.yaml` that sets the title, address and sources, and shows every other option with its default."""
    given: dict[str, Any] = {"title": title, "url": url, "sources": list(sources)}
    lines = [
        "# What this archive is and how it is built. Lines behind '#' show what holds when nothing is written.",
        "",
    ]
    for name, each, default in _options(SiteConfig):
        lines += textwrap.wrap(each.metadata["doc"], 100, initial_indent="# ", subsequent_indent="# ")
        if name in given:
            lines += _dump({name: given[name]})
        elif dataclasses.is_dataclass(default):
            lines.append(f"# {name}:")
            for inner, sub, value in _options(type(default)):
                lines += textwrap.wrap(sub.metadata["doc"], 96, initial_indent="#   # ", subsequent_indent="#   # ")
                lines += [f"#   {line}" for line in _dump({inner: value})]
        else:
            lines += [f"# {line}" for line in _dump({name: default})]
        lines.append("")
    return "\n".join(lines)


def markdown() -> str:
    """The reference of all options, as a Markdown table for each group."""
    lines = ["# site.yaml", "", "Every option, its default and its meaning. Unknown names are refused.", ""]
    lines += _table(SiteConfig, "")
    for name, each, default in _options(SiteConfig):
        if dataclasses.is_dataclass(default):
            lines += ["", f"## {name}", "", each.metadata["doc"], "", *_table(type(default), f"{name}.")]
    return "\n".join(lines) + "\n"


def _options(kind: type) -> Iterator[tuple[str, Any, Any]]:
    for each in dataclasses.fields(kind):
        default = each.default
        if each.default_factory is not dataclasses.MISSING:
            default = each.default_factory()
        yield each.name, each, default


def _table(kind: type, prefix: str) -> list[str]:
    hints = typing.get_type_hints(kind)
    lines = ["| option | type | default | meaning |", "| --- | --- | --- | --- |"]
    for name, each, default in _options(kind):
        if dataclasses.is_dataclass(default):
            continue
        shown = "*(needed)*" if default is dataclasses.MISSING else f"`{_dump({name: default})[0].partition(': ')[2]}`"
        lines.append(f"| `{prefix}{name}` | {_type_name(hints[name])} | {shown} | {each.metadata['doc']} |")
    return lines


def _type_name(kind: Any) -> str:
    origin = typing.get_origin(kind)
    if origin is typing.Literal:
        return " or ".join(typing.get_args(kind))
    if origin is tuple:
        return "list"
    if origin is dict:
        return "group"
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}.get(kind, "text")


def _dump(value: dict[str, Any]) -> list[str]:
    plain = {k: list(v) if isinstance(v, tuple) else v for k, v in value.items()}
    nested = any(isinstance(v, list) and v for v in plain.values())
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=not nested)
    return text.strip().removeprefix("{").removesuffix("}").splitlines() if not nested else text.strip().splitlines()
