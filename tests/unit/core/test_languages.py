"""Codes of languages."""

from __future__ import annotations

import pytest

from sitegen.core.languages import language_code


@pytest.mark.parametrize(
    ("given", "code"),
    [("en", "en"), ("EN-us", "en"), ("pt_BR", "pt"), ("eng", "en"), ("ger", "de"), ("English", "en"), ("Deutsch", "de"), ("日本語", "ja"),
     ("tlh", "tlh"), ("", ""), ("unknown", ""), ("42", "")],
)  # fmt: skip
def test_a_language_is_known_by_its_codes_and_names(given: str, code: str) -> None:
    assert language_code(given) == code
