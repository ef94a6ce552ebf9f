"""Texts out of printed sheets and text browsers: what these add is not the article's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.clean.sheets import without_sheets
from sitegen.clean.unmarked import unmarked
from tests.unit.clean.cleaning import LONG, cleaned

SHEETS = """The Valley News                                              3 May 2019

Council passes budget
after a long debate
By Ann Lee
The council of Riverton passed the bud-
get on Tuesday after a debate of nine
hours, in which nobody gave way. It
holds 12 million euros for schools, two
more than last year, and three more for

                                   1
\fThe Valley News                                              3 May 2019

the new road to the market, which was to
have been built ten years ago, when the
old one fell into the river. The mayor
had asked for fifteen.
The opposition called it a missed chance
and said that it would vote against it.

                              Page 2 of 2
\f"""


def test_printed_sheets_are_one_text() -> None:
    article = cleaned(SHEETS)
    assert (article.title, str(article.date), article.authors) == (
        "Council passes budget after a long debate", "2019-05-03", ("Ann Lee",))  # fmt: skip
    assert [block.text for block in article.blocks] == [
        "The council of Riverton passed the budget on Tuesday after a debate of nine hours, in which nobody gave way. It holds 12 "
        "million euros for schools, two more than last year, and three more for the new road to the market, which was to have been "
        "built ten years ago, when the old one fell into the river. The mayor had asked for fifteen.",
        "The opposition called it a missed chance and said that it would vote against it.",
    ]
    gone = [cut.text for cut in article.cuts if cut.rule == "running_head"]
    assert sorted(gone) == ["1", "Page 2 of 2", *["The Valley News 3 May 2019"] * 2]


def test_lines_at_the_edges_of_sheets_stay_where_they_are_text() -> None:
    text = "First of all.\nIt began.\n\fSecond of all.\nIt went on.\n\f2019 was\nthe end."
    assert without_sheets(text) == ("First of all.\nIt began.\n\nSecond of all.\nIt went on.\n\n2019 was\nthe end.", [])
    assert without_sheets("a\n\nb\n") == ("a\n\nb\n", [])


@given(st.text(alphabet=" \n\f1ab.-"))
def test_no_line_of_any_sheets_is_lost(text: str) -> None:
    whole, gone = without_sheets(text)
    left = sorted(line.strip() for line in (*whole.split("\n"), *gone) if line.strip())
    assert left == sorted(line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip())


@pytest.mark.parametrize("form", ["{}. ", "[{}] "])
def test_the_numbers_of_links_go_with_their_list(form: str) -> None:
    links = "\n".join(f"   {form.format(n)}https://v.example/{n}" for n in range(1, 4))
    text = f"{LONG} The [1]mayor, [2]Jo Roe, left.[3]Now.\n\nReferences\n\n   Visible links:\n{links}\n"
    assert unmarked(text).strip() == f"{LONG} The mayor, Jo Roe, left.Now."
    few = text.replace("https://v.example/3", "Ann Lee, The Mills, 2019")
    assert unmarked(few) == few


def test_who_wrote_an_embedded_post_is_not_the_author() -> None:
    post = "12 million for schools. That is two more than last year.\n— Jo Roe (@joroe) May 3, 2019"
    article = cleaned(f"Council passes budget after long debate\n\n{LONG}\n\n{post}\n\n{LONG} It is.\n")
    assert (article.authors, article.date) == ((), None)
