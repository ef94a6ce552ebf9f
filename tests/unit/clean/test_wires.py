"""Wires, press releases and interviews: what stands above and below a story there, and what it is called."""

from __future__ import annotations

import pytest

from sitegen.clean.columns import tables
from sitegen.clean.rules.agency_notes import agency_notes
from sitegen.core.types import Block
from tests.unit.clean.cleaning import BRIDGE, LONG, cleaned

STORY = (
    "The council of Riverton passed the budget on Tuesday after a debate of nine hours, in which nobody gave way. It holds 12 million "
    "euros for schools, two more than last year.\n\nThe mayor, Jo Roe, had asked for fifteen million and said that she would try again "
    "in the autumn, when the new tax on water brings in more than it does now."
)


@pytest.mark.parametrize("label", ["FOR IMMEDIATE RELEASE", "Press Release", "PRESSEMITTEILUNG", "Communiqué de presse"])
def test_a_press_release_is_not_called_one(label: str) -> None:
    text = f"{label}\n\nContact: Jo Roe\nPhone: +1 555 0100\nEmail: press@v.example\n\nValley Mills opens new plant\n\nRIVERTON, May 3, 2019 – {STORY}"
    article = cleaned(text)
    assert (article.title, str(article.date)) == ("Valley Mills opens new plant", "2019-05-03")


def test_the_headline_of_a_press_release_is_the_likeliest_line_behind_its_label() -> None:
    above = "Home\nPress Release\nAbout us\nCareers\nContact: Jo Roe\nPhone: +1 555 0100\nEmail: press@v.example\nValley Mills opens new plant"
    assert cleaned(f"{above}\n\nRIVERTON, May 3, 2019 – {STORY}").title == "Valley Mills opens new plant"


@pytest.mark.parametrize("slug", ["Budget/Towns/Riverton/", "Budget-towns,PREV"])
def test_the_keywords_above_a_wires_headline_are_none_of_it(slug: str) -> None:
    article = cleaned(f"{slug}\nCouncil passes budget after long debate =\nBy Ann Lee\n\nRiverton, 3 May 2019 (AFP) - {STORY}")
    assert (article.title, article.authors) == ("Council passes budget after long debate", ("Ann Lee",))
    assert article.blocks[0].text.startswith("Riverton, 3 May 2019 (AFP) -")
    assert slug in [cut.text for cut in article.cuts]


def test_what_an_agency_tells_its_customers_goes() -> None:
    texts = (LONG, LONG, "# Notizblock", "Redaktionelle Hinweise", "- Neu ab Absatz 2", "dpa bei yy z1 mm")
    assert list(agency_notes([Block("paragraph", text) for text in texts], range(len(texts)))) == [2, 3, 4, 5]
    titled = [Block("paragraph", text) for text in ("Notizblock", LONG)]
    assert list(agency_notes(titled, range(2))) == [], "a story may have that title"


def test_the_questions_of_an_interview_are_no_headings() -> None:
    lines = ("Q: Will you stand again?", f"A: {LONG}", "Frage: Warum?", f"Antwort: {LONG}")
    article = cleaned(f"The mayor on the water tax\n\n{STORY}\n\n" + "\n".join(lines))
    assert {block.kind for block in article.blocks} == {"paragraph"}


@pytest.mark.parametrize("gap", ["   ", "\t"])
def test_a_table_drawn_with_spaces_is_one(gap: str) -> None:
    rows = [gap.join(row) for row in (("Village", "Roe", "Kind | Co"), ("Upper", "120", "98"), ("Lower", "1,201", "34.5%"))]
    article = cleaned("Results of the election\n\n" + "\n".join(rows) + f"\n\n{STORY}\nBy Ann Lee")
    first, *rest = article.blocks
    assert first.text == "| Village | Roe | Kind \\| Co |\n| --- | --- | --- |\n| Upper | 120 | 98 |\n| Lower | 1,201 | 34.5% |"
    assert first.kind == "table"
    assert {block.kind for block in rest} == {"paragraph"}


def test_lines_with_gaps_that_are_no_table_stay() -> None:
    for lines in (
        ("The mill is gone,   the wheel", "The river runs   as rivers will", "And nobody   comes"),
        ("Upper   12", "Lower   13"),
    ):
        assert list(tables(lines)) == []
    assert list(tables(["a", "Upper   12", "Lower   13", "Mills   4", "b  c"])) == [range(1, 4)]


def test_the_last_row_of_a_table_is_no_heading() -> None:
    article = cleaned(f"Results of the election\n\nUpper 120 98\nLower 201 340\n\n{STORY}")
    assert [block.kind for block in article.blocks[:2]] == ["paragraph", "paragraph"]


def test_a_day_is_read_in_the_words_of_the_texts_language() -> None:
    body = (
        "أقر مجلس مدينة النهر يوم الثلاثاء الميزانية بعد نقاش دام تسع ساعات لم يتراجع فيه أحد. وتشمل الميزانية اثني عشر مليون يورو "
        "للمدارس، أي أكثر بمليونين من العام الماضي.\n\nوكانت رئيسة البلدية قد طلبت خمسة عشر مليونا، وقالت إنها ستحاول مرة أخرى في الخريف."
    )
    article = cleaned(f"مجلس المدينة يقر الميزانية بعد نقاش طويل\nنشر في: 3 مايو 2019\nكتبت: آن لي\n\n{body}")
    assert str(article.date) == "2019-05-03"


def test_the_headline_of_a_press_release_stands_below_however_long_a_head() -> None:
    head = ("FOR IMMEDIATE RELEASE", "Harwick Harbour Board", "12 Quay Street", "Harwick HK1 2AB", "Contact: Jo Roe", "Phone: 555 1234",
            "Email: jo@hhb.example", "Website: www.hhb.example", "March 4, 2022", "Harbour Board Opens New Bridge")  # fmt: skip
    article = cleaned("\n".join(head) + f"\n\n{BRIDGE}")
    assert article.title == "Harbour Board Opens New Bridge"
    assert "12 Quay Street" not in [block.text for block in article.blocks]


def test_what_the_author_is_goes_with_the_byline() -> None:
    article = cleaned(f"Bridge opens after two years\nBy ANN LEE\nSTAFF WRITER\nMarch 4, 2022\n\n{BRIDGE}")
    assert (article.authors, article.blocks[0].text[:9]) == (("Ann Lee",), "The mayor")
    kept = cleaned(f"Bridge opens after two years\n\n{BRIDGE}\n\nStaff writer\n\n{LONG}")
    assert "Staff writer" in [block.text for block in kept.blocks]
