"""Texts as no article should be: the finders read them whole, in time that grows with their length, and find nothing absurd."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from sitegen.entities.describe import described
from sitegen.entities.parsers import parser
from sitegen.entities.parsers.full import _pieces
from tests.unit.work import lines_run

WORDS = "Anna Ben Smith Jones Paris Texas Company the of in said 498 soldiers".split()


def found(text: str) -> dict[str, Any]:
    return described(next(iter(parser("").parse([text]))))


def capitals(count: int) -> str:
    chance = random.Random(count)
    return " ".join("".join(chance.choices("abcdefgh", k=4)).capitalize() for _ in range(count))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "no capitals at all, nor a stop " * 50,
        "\u202eAnna Smith\u202c said \u200fno.\u200e",
        "An\u200dna Smith \U0001f642\U0001f643 said \u200bhello \ufeffto Paris.",
        "\x00\x01\x02 Anna Smith \x07 said \x1b[31m no.",
        "A" * 10_000,
        "’" * 1_000 + "'s" * 1_000,
        "1 " * 5_000,
    ],
)
def test_are_read_and_offsets_are_true(text: str) -> None:
    for each in (*found(text)["people"], *found(text)["places"]):
        for start, end in each["mentions"]:
            assert text[start:end].strip()


KINDS: list[Callable[[int], str]] = [
    capitals,
    lambda n: " ".join(random.Random(n).choices(WORDS, k=n)),
    lambda n: "Anna Smith said 5 men. " * (n // 5),
    lambda n: "St. " * n,
]


@pytest.mark.parametrize("make", KINDS)
def test_many_words_of_one_kind_are_read_to_their_end(make: Callable[[int], str]) -> None:
    """What takes the square of the length would take minutes for this; the suite's own limit would tell."""
    people = found(make(40_000) + "\n\nOn Monday evening Olga Petrova told reporters that she was glad.")["people"]
    assert "Olga Petrova" in [each["name"] for each in people]


@pytest.mark.parametrize("make", KINDS)
def test_work_grows_with_length_and_not_with_its_square(make: Callable[[int], str]) -> None:
    found(make(500))  # what is made once is made here
    assert lines_run(lambda: found(make(4_000))) < 6 * lines_run(lambda: found(make(1_000)))


def test_a_paragraph_of_two_megabytes_is_read_to_its_end() -> None:
    text = "The rain fell on and on without an end in sight here. " * 38_000 + "Only Anna Smith stayed in Paris."
    assert len(text) > 2_000_000
    assert [person["name"] for person in found(text)["people"]] == ["Anna Smith"]


@pytest.mark.parametrize("text", ["x" * 350_000, "word " * 70_000, "line\n\n" * 50_000, "short", ""])
def test_pieces_for_the_model_are_the_text(text: str) -> None:
    pieces = list(_pieces(text))
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 100_000
