from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from sitegen.core.slug import MAX_LENGTH, slug, unique_slug
from sitegen.core.text import SENTENCE_END, fold, sentences, whole_words, word_count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. J. Bruce Ismay of the U.S. Senate spoke. He left.", ["Mr. J. Bruce Ismay of the U.S. Senate spoke.", "He left."]),
        ("“It is over.” She left.", ["“It is over.”", "She left."]),
        ("It cost 2.5 million. 40 died.", ["It cost 2.5 million.", "40 died."]),
        ("At 2.20 a.m. the ship sank.", ["At 2.20 a.m. the ship sank."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


class _Watched(str):
    """A text that counts the characters that are copied out of it."""

    __slots__ = ("copied",)

    def __getitem__(self, place: Any) -> str:
        made = super().__getitem__(place)
        self.copied = getattr(self, "copied", 0) + len(made)
        return made


@pytest.mark.parametrize("piece", ["St. ", "He left. ", "U.S. "])
def test_a_long_text_is_not_copied_again_for_each_of_its_stops(piece: str) -> None:
    text = _Watched(piece * 2_000)
    sentences(text)
    assert text.copied < 60 * len(text)


@pytest.mark.parametrize(("one", "other"), [("Zoë Müller", "zoe muller"), ("J. Smith", "J Smith"), ("O’Neil", "O'Neil")])
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ceasefire talks: “Day 2”", "ceasefire-talks-day-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "untitled"),
        ("???", "untitled"),
        ("CON", "con-"),
        ("Київ", "kiiv"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_slugs_are_safe_names(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_taken_slug_gets_the_smallest_free_number() -> None:
    assert unique_slug("Talks", {"talks", "talks-2", "talks-4"}) == "talks-3"


@given(st.text("abcXYZ019 -", max_size=90))
def test_plain_names_make_the_slugs_that_the_library_makes(text: str) -> None:
    made = slugify(text, max_length=MAX_LENGTH, word_boundary=True) or "untitled"
    assert slug(text) == made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two hundred people came.", 4),
        ("", 0),
        ("Größe und Gewicht", 3),
        ("北の町の港で", 3),
        ("नई दीवार तैयार", 3),
        ("한국 신문", 2),
    ],
)
def test_words_are_counted_in_scripts_without_spaces_too(text: str, words: int) -> None:
    assert word_count(text) == words


@pytest.mark.parametrize(
    "text", ["He left.", "He said: “No!”", "工事は終わった。", "「終わった」と話した。」", "काम पूरा हुआ।", "هل انتهى؟"]
)
def test_sentences_end_in_every_script(text: str) -> None:
    assert SENTENCE_END.search(text)
    assert not SENTENCE_END.search(text + " and")


@given(st.text("ab_ é1.ßⅧ²中", max_size=12), st.text("ab é1.中", min_size=1, max_size=3))
def test_whole_words_are_those_of_a_pattern(text: str, form: str) -> None:
    first = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    assert next(whole_words(form, text), None) == (first.span() if first else None)
