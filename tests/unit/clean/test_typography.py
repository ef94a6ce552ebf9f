"""Characters, quotation marks and dashes."""

from __future__ import annotations

import re

import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.clean import typography
from sitegen.clean.typography import mend


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("It’s “fine”", "It’s “fine”"),
        ("Itâ€™s â€œfineâ€\x9d", "It’s “fine”"),
        ("РџСЂРёРІРµС‚ РјРёСЂСѓ", "Привет миру"),
        ("He said \"yes\" and 'no'.", "He said “yes” and ‘no’."),
        ("to “convince him “.", "to “convince him”."),
        ("“ stay in touch ” with", "“stay in touch” with"),
        ("``quoted''", "“quoted”"),
        ("the '90s and rock 'n' roll", "the ’90s and rock ’n’ roll"),
        ("l'été d'hier", "l’été d’hier"),
        ("« Oui », dit-il !", "« Oui », dit-il !"),
        ("１３日午後９時、地震（Ｍ６・６）があった。", "１３日午後９時、地震（Ｍ６・６）があった。"),
        ("ＬＯＵＤ news", "LOUD news"),
        ("او نمی\u200cخواهد برود", "او نمی\u200cخواهد برود"),
        ("zero\u200cwidth", "zerowidth"),
        ("a 6'2\" man", 'a 6’2" man'),
        ("one\u00a0two \u200bthree\u00ad", "one two three"),
        ("a word , and a stop .", "a word, and a stop."),
        ("fish &amp; chips", "fish & chips"),
    ],
)
def test_characters_are_mended(raw: str, mended: str) -> None:
    assert mend(raw) == mended


@given(st.text(alphabet="ab “”\"'’.,-—() ", max_size=60))
@settings(max_examples=200, deadline=None)
def test_mending_is_done_after_one_pass(text: str) -> None:
    once = mend(text)
    assert "  " not in once
    assert [c for c in mend(once) if c.isalpha()] == [c for c in text if c.isalpha()]


EUROPEAN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x384, 0x460), *range(0x2010, 0x2040), 0x20AC, 0x2122)
EAST_ASIAN = (
    *range(0x3000, 0x3100),
    *range(0x4E00, 0x4E40),
    *range(0x9FC0, 0xA000),
    *range(0xAC00, 0xAC40),
    *range(0xD780, 0xD7A4),
)
USUAL = [chr(n) for n in (*EUROPEAN, *EAST_ASIAN)]


def _by_ftfy(text: str) -> str:
    wide = bool(typography._WIDE_SCRIPTS.search(text))
    return ftfy.fix_text(
        text, ftfy.TextFixerConfig(unescape_html=True, uncurl_quotes=False, fix_character_width=not wide, explain=False)
    )


def test_a_line_that_is_not_handed_to_ftfy_is_none_that_it_would_mend() -> None:
    around = ("", "a", "A", "o", "1", " ", ".", "'", ")")
    lines = (f"{before}{c}{behind}" for c in USUAL if c != "&" for before in around for behind in around)
    assert not [line for line in lines if not typography._SUSPECT.search(line) and _by_ftfy(line) != line]


@given(st.text(alphabet=USUAL, max_size=30))
@settings(max_examples=500, deadline=None)
def test_no_line_that_is_not_handed_to_ftfy_is_one_that_it_would_mend(text: str) -> None:
    assert typography._SUSPECT.search(text) or _by_ftfy(text) == text


@given(st.text(alphabet=[*USUAL, *"\t`´ʼ\u2003\u202f\u3000"], max_size=30))
@settings(max_examples=500, deadline=None)
def test_a_line_that_is_seen_to_be_right_at_once_is_one_that_nothing_changes(text: str) -> None:
    quick = mend(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typography, "_MENDABLE", re.compile(""))
        assert mend(text) == quick


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("„Ja“, sagte sie.", "„Ja“, sagte sie."),
        ("„Tak”, powiedział.", "„Tak”, powiedział."),
        ("the plan--such as it was", "the plan–such as it was"),
        ("yes -- no", "yes – no"),
    ],
)
def test_quotes_and_dashes_go_by_the_language(raw: str, mended: str) -> None:
    assert mend(raw) == mended


def test_a_closing_quote_that_lost_its_third_byte_is_one() -> None:
    assert mend("â€œIt is an effort,â€ she said. It isnâ€™t â€œover.â€") == "“It is an effort,” she said. It isn’t “over.”"
    assert mend("Died in office† in May") == "Died in office† in May"
