"""YAML read straight into dataclasses, with every mistake named by its line.

One reader serves `site.yaml`, the front matter and the authority files. It works on YAML's nodes and not on loaded
dicts, for three reasons: each node knows its line; a scalar can be taken as its field's type wants it (a title that
reads `1912` or a country that reads `NO` stays text, which YAML 1.1 would make a number and `false`); and a key that
stands twice is seen, where loaders silently keep the last.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import re
import types
import typing
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

import yaml

from sitegen.core.problems import Problem

T = TypeVar("T")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BAD: Any = object()  # what a node gives that can't be read; its problem is noted
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt ].*)?")


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """What reading gave: a value, or the problems that stand in its way (then `value` is None)."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def load(text: str, kind: type[T], path: str, first_line: int = 1) -> Loaded[T]:
    """Read YAML `text` as the dataclass `kind` (or as a `tuple[dataclass, ...]`).

    `path` and `first_line` (the line of the file on which `text` begins) are for the problems' addresses.
    """
    builder = _Builder(path, first_line)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else None
        return Loaded(None, (Problem(path, f"this is not valid YAML: {error.problem or error.context}", line),))
    except yaml.YAMLError as error:
        return Loaded(None, (Problem(path, f"this is not valid YAML: {error}"),))
    if node is None:  # an empty file: all defaults, where there are any
        node = yaml.SequenceNode("", []) if typing.get_origin(kind) is tuple else yaml.MappingNode("", [])
        node.start_mark = node.end_mark = yaml.Mark("", 0, 0, 0, None, 0)
    value = builder.build(node, kind, "the file")
    return Loaded(None if builder.problems else value, tuple(builder.problems))


def nearest(name: str, known: list[str]) -> str:
    """` (did you mean 'x'?)` for the known name nearest to a mistyped one, or nothing."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f" (did you mean '{close[0]}'?)" if close else ""


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    name: str
    kind: Any
    required: bool
    minimum: float | None


@lru_cache(maxsize=64)
def _fields(kind: type) -> dict[str, _Field]:
    """The fields of a dataclass by their names in YAML (a final underscore, as in `not_`, is Python's alone)."""
    hints = typing.get_type_hints(kind)
    found = {}
    for each in dataclasses.fields(kind):
        required = each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        found[each.name.rstrip("_")] = _Field(each.name, hints[each.name], required, each.metadata.get("minimum"))
    return found


class _Builder:
    def __init__(self, path: str, first_line: int):
        self.path, self.first_line = path, first_line
        self.problems: list[Problem] = []

    def bad(self, node: yaml.Node, message: str) -> Any:
        self.problems.append(Problem(self.path, message, node.start_mark.line + self.first_line))
        return _BAD

    def build(self, node: yaml.Node, kind: Any, label: str) -> Any:
        read, inner = _reading(kind)
        return read(self, node, inner, label)

    def _union(self, node: yaml.Node, kind: Any, label: str) -> Any:
        """`X | None`, or `str | Record`: told apart by the node's form."""
        kinds = [each for each in typing.get_args(kind) if each is not types.NoneType]
        if isinstance(node, yaml.ScalarNode):
            if _is_null(node) and len(kinds) < len(typing.get_args(kind)):
                return None
            kinds = [each for each in kinds if not dataclasses.is_dataclass(each)] or kinds
        elif len(kinds) > 1:
            kinds = [each for each in kinds if dataclasses.is_dataclass(each)] or kinds
        return self.build(node, kinds[0], label)

    def _list(self, node: yaml.Node, kind: Any, label: str) -> Any:
        if _is_null(node):
            return ()
        if not isinstance(node, yaml.SequenceNode):
            return self.bad(node, f"{label} must be a list: write each entry on a line of its own after '- '")
        return tuple(self.build(each, kind, f"an entry of {label}") for each in node.value)

    def _dict(self, node: yaml.Node, kind: Any, label: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.bad(node, f"{label} must be lines of 'name: value'")
        return {key.value: self.build(value, kind, f"{label}.{key.value}") for key, value in node.value}

    def _choice(self, node: yaml.Node, choices: tuple[Any, ...], label: str) -> Any:
        by_text = {str(choice): choice for choice in choices}
        if isinstance(node, yaml.ScalarNode) and node.value in by_text:
            return by_text[node.value]
        given = node.value if isinstance(node, yaml.ScalarNode) else "this"
        near = nearest(str(given), list(by_text))
        return self.bad(node, f"{label} can't be '{given}'{near}; it is one of: {', '.join(by_text)}")

    def _record(self, node: yaml.Node, kind: type, label: str) -> Any:
        if _is_null(node):
            node = yaml.MappingNode(node.tag, [], start_mark=node.start_mark)
        if not isinstance(node, yaml.MappingNode):
            return self.bad(node, f"{label} must be lines of 'name: value'")
        fields, given, seen = _fields(kind), {}, set()
        for key, value in node.value:
            name = str(key.value)
            if name not in fields:
                near = nearest(name, list(fields))
                self.bad(key, f"'{name}' is not known here{near}; known are: {', '.join(fields)}")
            elif name in seen:
                self.bad(key, f"'{name}' stands twice; keep one of the two")
            else:
                seen.add(name)
                each = fields[name]
                made = self.build(value, each.kind, f"'{name}'")
                if each.minimum is not None and isinstance(made, (int, float)) and made < each.minimum:
                    made = self.bad(value, f"'{name}' must be at least {each.minimum:g}")
                given[each.name] = made
        for name, each in fields.items():
            if each.required and name not in seen:
                self.bad(node, f"{label} has no '{name}'; add a line '{name}: …'")
        return _BAD if self.problems else kind(**given)

    def _scalar(self, node: yaml.Node, kind: Any, label: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self.bad(node, f"{label} must be a single value, not a list or a group of lines")
        text = node.value
        if kind is str:
            return "" if _is_null(node) else text
        read = _READ[kind]
        try:
            return read(text)
        except ValueError:
            return self.bad(node, f"{label.strip(chr(39))} '{text}' is not {_MEND[kind]}")


@lru_cache(maxsize=256)
def _reading(kind: Any) -> tuple[Callable[[_Builder, yaml.Node, Any, str], Any], Any]:
    """How a node is read as a kind, and what of the kind is asked for then."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _Builder._union, kind
    if origin is tuple:
        return _Builder._list, args[0]
    if origin is dict:
        return _Builder._dict, args[1]
    if origin is Literal:
        return _Builder._choice, args
    if dataclasses.is_dataclass(kind):
        return _Builder._record, kind
    return _Builder._scalar, kind


def _is_null(node: yaml.Node) -> bool:
    """Nothing, or `~` or `null` without quotes (plain scalars have no style, or an empty one from the C parser)."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")


def _bool(text: str) -> bool:
    folded = text.lower()
    if folded not in ("true", "false", "yes", "no", "on", "off"):
        raise ValueError(text)
    return folded in ("true", "yes", "on")


def _date(text: str) -> dt.date:
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(text)
    return dt.date(*map(int, match.groups()))


_READ: dict[type, Callable[[str], Any]] = {int: int, float: float, bool: _bool, dt.date: _date}
_MEND = {
    int: "a whole number; write digits only",
    float: "a number; write digits, with a point before decimals",
    bool: "a yes or a no; write true or false",
    dt.date: "a real day; write YYYY-MM-DD or remove the line",
}
