from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Literal

import pytest

from sitegen.core.typed_yaml import load


@dataclasses.dataclass(frozen=True)
class Inner:
    size: int = 0


@dataclasses.dataclass(frozen=True)
class Record:
    title: str
    day: dt.date | None = None
    ratio: float = 0.0
    draft: bool = False
    kind: Literal["a", "b"] = "a"
    tags: tuple[str, ...] = ()
    inner: Inner = Inner()
    not_: str = ""


def problems(text: str) -> list[str]:
    return [str(problem) for problem in load(text, Record, "f.yaml").problems]


def test_values_take_the_type_of_their_field() -> None:
    value = load(
        "title: 1912\nday: 2022-03-02 10:00\nratio: 3\ndraft: yes\ntags: [no, 07]\ninner: {size: 4}\nnot: x", Record, "f"
    ).value
    assert value == Record("1912", dt.date(2022, 3, 2), 3.0, True, "a", ("no", "07"), Inner(4), "x")


def test_empty_values_are_the_defaults_of_what_may_be_empty() -> None:
    assert load("title: t\nday:\ntags:\ninner:\n", Record, "f").value == Record("t")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [a]", "f.yaml:1: 'title' must be a single value, not a list or a group of lines"),
        ("title: t\nday: 31/02/2020", "f.yaml:2: day '31/02/2020' is not a real day; write YYYY-MM-DD or remove the line"),
        ("title: t\nday: 2020-02-31", "f.yaml:2: day '2020-02-31' is not a real day; write YYYY-MM-DD or remove the line"),
        ("title: t\nratio: many", "f.yaml:2: ratio 'many' is not a number; write digits, with a point before decimals"),
        ("title: t\ndraft: maybe", "f.yaml:2: draft 'maybe' is not a yes or a no; write true or false"),
        ("title: t\nkind: c", "f.yaml:2: 'kind' can't be 'c'; it is one of: a, b"),
        ("title: t\ninner: 3", "f.yaml:2: 'inner' must be lines of 'name: value'"),
        ("title: t\ntitel: t", "f.yaml:2: 'titel' is not known here (did you mean 'title'?); "
         "known are: title, day, ratio, draft, kind, tags, inner, not"),
        ("title: t\ntitle: u", "f.yaml:2: 'title' stands twice; keep one of the two"),
        ("day: 2020-01-01", "f.yaml:1: the file has no 'title'; add a line 'title: …'"),
        ("title: 'x", "f.yaml:1: this is not valid YAML: found unexpected end of stream"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_the_mend(text: str, message: str) -> None:
    assert problems(text) == [message]


def test_all_mistakes_are_named_at_once() -> None:
    assert len(problems("day: x\nratio: y\ninner: {sise: 1}\n")) == 4


def test_lines_count_from_where_the_text_stands_in_its_file() -> None:
    assert load("title: t\nday: x", Record, "f", first_line=10).problems[0].line == 11
