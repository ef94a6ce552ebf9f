"""What scrapers note above a text is read, and the marks that other formats left in it are gone."""

from __future__ import annotations

import pytest

from sitegen.clean.header import header
from sitegen.clean.unmarked import unmarked
from tests.unit.clean.cleaning import BRIDGE, LONG, cleaned


def test_a_header_states_what_it_names_and_ends_where_the_text_is_named() -> None:
    text = (
        "Title: Council meets\nAuthor: Ann Lee, Sam Poe\nDate: 2021-02-03T10:00:00Z\nURL: https://daily.example/a\nPublisher: The Daily\n"
        f"Words: 412\nSection: Local\nText:\n{LONG}\n\n{LONG} It is."
    )
    article = cleaned(text)
    assert (article.title, article.authors, str(article.date)) == ("Council meets", ("Ann Lee", "Sam Poe"), "2021-02-03")
    assert (article.url, article.site_name, article.section) == ("https://daily.example/a", "The Daily", "Local")
    assert [block.text for block in article.blocks] == [LONG, f"{LONG} It is."]
    assert [cut.text.partition(":")[0] for cut in article.cuts] == [
        "Title", "Author", "Date", "URL", "Publisher", "Words", "Section", "Text"]  # fmt: skip


@pytest.mark.parametrize(
    "head", ["TITEL\tDer Rat tagt\nDATUM\t3.2.2021", "Titre : Le conseil\nDate de publication : 3 février 2021"]
)
def test_headers_in_other_forms(head: str) -> None:
    stated, count = header(head.split("\n"))
    assert (bool(stated.title), str(stated.date), count) == (True, "2021-02-03", 2)


def test_the_lines_of_a_header_are_not_joined_however_long_they_are() -> None:
    head = "Title: The council meets for the last time in the old town hall\nURL: https://daily.example/2021/the-council-meets-for-the-last-time"
    wrapped = "The council met for the last time in the old hall of the town, in\nwhich it has sat for a hundred years, and nobody knew what to say of\nit.\n"
    for body in (LONG, wrapped * 4):
        article = cleaned(f"{head}\n\n{body}")
        assert (article.title, article.url) == (
            "The council meets for the last time in the old town hall",
            "https://daily.example/2021/the-council-meets-for-the-last-time",
        )


@pytest.mark.parametrize(
    "lines",
    [
        ["Paris: the talks go on", LONG],
        ["Title: The end of it", LONG],
        ["War: what we know", "Peace: what we don't", LONG],
        [LONG, "Title: x", "Date: 2021-02-03"],
        ["Date: 3 May 2021", "Time: 7 pm", "Address: 5 Main Street", LONG],
    ],
)
def test_lines_with_colons_are_no_header(lines: list[str]) -> None:
    assert header(lines)[1] == 0


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("One \\u201ctwo\\u201d\\n\\nThree \\\"four\\\"\\nfive", "One “two”\n\nThree \"four\"\nfive"),
        ("One<br />two <strong>three</strong>", "One\ntwo three"),
        ('<h2 class="x">Head</h2><p>One <a href="https://v.example/">two</a></p>', "\n\n## Head\n\nOne two\n"),
        ("# Head\n\n**By Ann Lee**, *today*: [here](https://v.example/) ![a](b.png)", "# Head\n\nBy Ann Lee, today: here "),
        ("<script>x = 1</script><p>One</p><p>Two</p>", "\nOne\n\nTwo\n"),
        ('"One \\"two\\"\\n\\nthree\\nfour"', 'One "two"\n\nthree\nfour'),
        ("One\u2028two\u2029three\vfour", "One\ntwo\n\nthree\nfour"),
        ("One\x85two", "One\ntwo"),
        ("> One\n>\n> two\n>three", "One\n\ntwo\nthree"),
    ],
)  # fmt: skip
def test_marks_of_other_formats_are_gone(marked: str, bare: str) -> None:
    assert unmarked(marked) == bare


@pytest.mark.parametrize(
    "text",
    [LONG, "C:\\news\\notes is where it lies", "He wrote <b> and no more", "2 * 3 * 4 is 24", "a < b and c > d", "snake_case_name and _x_",
     "An **odd** word", "[1] See there.", "Wait\x85 he said\nand left", "> One\ntwo", '"One" and "two"'],
)  # fmt: skip
def test_texts_that_have_such_signs_of_their_own_keep_them(text: str) -> None:
    assert unmarked(text) == text


def test_what_is_quoted_by_a_sign_is_a_quotation() -> None:
    article = cleaned(f"Council meets\n\n{LONG}\n\n> We did what we could, and it was late.\n\n{LONG} It is.")
    assert [block.kind for block in article.blocks] == ["paragraph", "quote", "paragraph"]


def test_html_without_elements_for_its_paragraphs_has_them_all_the_same() -> None:
    text = f'{LONG} <a href="https://v.example/">There</a>.\n\n{LONG} <em>It</em> is.\n\n{LONG} Or not.'
    assert [block.text for block in cleaned(text, "fragment").blocks] == [f"{LONG} There.", f"{LONG} It is.", f"{LONG} Or not."]
    assert len(cleaned(text.replace("\n\n", "\n"), "fragment").blocks) == 3
    assert len(cleaned(f"<p>{LONG}\n\n{LONG} It is.</p>", "fragment").blocks) == 1


def test_a_line_with_a_day_among_its_parts_is_no_headline() -> None:
    text = f"03.02.2021 | Lokales | Riverton\nRat verabschiedet Haushalt\nVon Anna Lehmann\n\n{LONG}\n\n{LONG} It is."
    assert cleaned(text).title == "Rat verabschiedet Haushalt"


@pytest.mark.parametrize(
    "pattern", ["<a ", "<p", "[x", "**x", "_x", "\\n", "\\u00", "<script>", "# ", "![", "Title: ", "](https://"]
)
def test_no_marks_take_more_than_linear_time(pattern: str) -> None:
    """A pattern that backtracks takes minutes for this; the suite's own limit would tell."""
    assert len(unmarked(pattern * (400_000 // len(pattern)))) <= 400_000


def test_a_headline_that_stands_several_times_at_the_head_stands_nowhere_in_the_text() -> None:
    head = "Mayor opens the new bridge"
    article = cleaned(f"{head}\n{head} | The Packet\n\n{head}\n\n{BRIDGE}")
    assert article.title == head
    assert head not in "\n".join(block.text for block in article.blocks)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["By Ann Lee", "and Jo Roe", "Valley Post Staff Writers"], ("Ann Lee", "Jo Roe")),
        (["By Ann Lee", "Staff Writer", "and Jo Roe"], ("Ann Lee", "Jo Roe")),
        (["By Ann Lee,", "Jo Roe", "and", "Sue Kim"], ("Ann Lee", "Jo Roe", "Sue Kim")),
        (["By Ann Lee and", "Jo Roe"], ("Ann Lee", "Jo Roe")),
        (["Par Zoé Dupont", "et", "Luc Petit"], ("Zoé Dupont", "Luc Petit")),
    ],
)
def test_a_byline_goes_on_in_the_next_line(lines: list[str], authors: tuple[str, ...]) -> None:
    article = cleaned("\n".join(["Council passes budget after a long debate", *lines, LONG, LONG]))
    assert article.authors == authors
    assert {cut.text for cut in article.cuts if cut.rule == "metadata"} >= set(lines)


def test_where_and_when_a_text_was_written_is_its_day() -> None:
    article = cleaned(f"La ciudad aprueba doce millones\nMadrid - 04 MAR 2024 - 09:30 CET\n{LONG}\n{LONG}")
    assert str(article.date) == "2024-03-04"
    assert "Madrid - 04 MAR 2024 - 09:30 CET" in [cut.text for cut in article.cuts if cut.rule == "metadata"]


def test_a_stamp_with_a_day_that_nobody_can_tell_is_no_heading() -> None:
    article = cleaned(f"Câmara aprova doze milhões\n04/03/2024 09h30 Atualizado há 2 horas\n{LONG}\n{LONG}")
    assert [block.text for block in article.blocks] == [LONG, LONG]


def test_the_line_of_a_byline_that_a_model_believes_goes_whole() -> None:
    line = "Por Ana Souza, g1 SP — São Paulo"
    body = (
        "A Câmara Municipal aprovou na segunda-feira um orçamento de doze milhões para reformar as escolas, depois de cinco horas de"
        " debate no plenário. A oposição se absteve e pediu uma auditoria."
    )
    article = cleaned(f"Câmara aprova doze milhões para escolas\n{line}\n04/03/2024 09h30\n{body}\n{body} É certo.")
    assert "Ana Souza" in article.authors
    assert line in [cut.text for cut in article.cuts if cut.rule == "metadata"]
