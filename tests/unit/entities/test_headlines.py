"""Headlines That Write Every Word Large."""

from __future__ import annotations

import pytest

from sitegen.entities.parsers.headlines import headlines_lowered

BODY = "\n\nOn Sunday Donna Kelce met Taylor Swift. She had called her on her birthday, and the call was long."


@pytest.mark.parametrize(
    ("headline", "lowered"),
    [
        ("Donna Kelce Calls Taylor Swift On Her Birthday", "Donna Kelce calls Taylor Swift on her birthday"),
        ("Donna Kelce calls her friend", "Donna Kelce calls her friend"),
        ("DONNA KELCE CALLS TAYLOR SWIFT ON HER BIRTHDAY", "DONNA KELCE CALLS TAYLOR SWIFT ON HER BIRTHDAY"),
    ],
)
def test_words_that_the_text_writes_small(headline: str, lowered: str) -> None:
    assert headlines_lowered(headline + BODY) == lowered + BODY


def test_the_length_stays() -> None:
    text = "İstanbul Mayor Calls Every Single Birthday Party Off" + BODY
    assert len(headlines_lowered(text)) == len(text)
