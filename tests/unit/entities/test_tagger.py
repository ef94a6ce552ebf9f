"""The tagger of the base install."""

from __future__ import annotations

import pytest

from sitegen.entities.parsers import Label
from sitegen.entities.parsers.light import parsed
from sitegen.entities.tagger import decoded, tagger
from sitegen.entities.tagger.features import shape


def names(text: str) -> list[tuple[str, Label]]:
    parse = parsed(text)
    found = tagger("en").spans(parse.tokens, parse.sentences)
    return [(" ".join(token.text for token in parse.tokens[span.first : span.last]), span.label) for span in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The talks between Antony Blinken and Sergei Lavrov ended on Friday.",
            [("Antony Blinken", "person"), ("Sergei Lavrov", "person")],
        ),
        ("She flew from New York to the Czech Republic.", [("New York", "place"), ("Czech Republic", "place")]),
        ("It rained all day, and nobody came.", []),
    ],
)
def test_names_of_people_and_places(text: str, expected: list[tuple[str, Label]]) -> None:
    assert names(text) == expected


def test_a_sure_span_is_also_an_unsure_one() -> None:
    parse = parsed("Chancellor Angela Merkel met Harkonnen Vuh in Lisbon.")
    every = tagger("en").spans(parse.tokens, parse.sentences)
    scored = tagger("en").scored(parse.tokens, parse.sentences)
    assert tuple(span for span, _ in scored) == every
    assert all(0.0 < sure <= 1.0 for _, sure in scored)


def test_tags_become_spans_that_don_t_run_into_each_other() -> None:
    spans = decoded(["B-PER", "I-PER", "B-PER", "O", "I-LOC", "B-ORG"], 10)
    assert [(each.first, each.last, each.label) for each in spans] == [
        (10, 12, "person"), (12, 13, "person"), (14, 15, "place"), (15, 16, "organisation"),
    ]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), [("McDonald", "XxXx"), ("U.S.", "X.X."), ("1992", "0"), ("al-Assad", "x-Xx")])
def test_the_shape_of_a_word(word: str, expected: str) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "A" * 20_000,
        "Word " * 5_000,
        "\u202e\u200dAnn\u200d Lee\u202c",
        "🙂 🙃 Lee 🙂",
        "\x00\x01\x02 Ann Lee",
        "no capitals at all here",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    assert isinstance(names(text), list)
