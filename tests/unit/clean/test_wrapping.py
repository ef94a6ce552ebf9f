"""Lines that a program wrapped are joined, and no others."""

from __future__ import annotations

import pytest

from sitegen.clean.wrapping import paragraph_lines
from tests.unit.clean.cleaning import LONG, cleaned


def test_wrapped_lines_are_joined_and_lists_are_kept() -> None:
    wrapped = "The talks that began on Monday went on through the night and\nended only when the sun had risen over the river, and those\nwho came out said nothing."
    article = cleaned(f"Title\n\n{wrapped}\n\n- one thing\n- another thing\n\n1. first\n2. second\n\n{LONG}")
    assert article.blocks[0].text == wrapped.replace("\n", " ")
    assert [(b.kind, b.level, b.text) for b in article.blocks[1:5]] == [
        ("item", 0, "one thing"), ("item", 0, "another thing"), ("item", 1, "first"), ("item", 1, "second")]  # fmt: skip


WIRE = """Jaguar Plc <JAGR.L> is about to
sell its new model on the U.S. and Japanese markets and expects
a strong reception based on its success at home, its chairman
told a news conference.
    Commenting on a growth of 11 pct in 1986 group turnover and
pre-tax profits of 120.8 mln stg, he said that the company
aimed at an average profit growth of 15 pct per year. However,
the introduction of the new model had kept this year's profit
down, he added.
    Shares were last quoted at 591p, dealers said.
REUTER
"""


MAIL = """The council has passed the budget for the coming year, after a
debate that went on until midnight and in which nobody was spared.
Asked for its reasons, it gave three:
- The roofs of the schools in the north of the city leak, and have
  done so for three winters.
- The bridge must be painted.
It will meet again in May. Until then the mayor, who was not there,
will look for money elsewhere, as she has done before, and will tell
the council of it.
"""


def test_a_wire_that_was_wrapped_with_indented_paragraphs_is_whole_again() -> None:
    article = cleaned(f"Jaguar sees strong growth\n\n{WIRE}")
    assert [block.text.split()[0] for block in article.blocks] == ["Jaguar", "Commenting", "Shares"]
    assert article.blocks[0].text.endswith("its chairman told a news conference.")
    assert article.blocks[1].text.endswith("had kept this year’s profit down, he added.")
    assert [cut.text for cut in article.cuts] == ["Jaguar sees strong growth", "REUTER"]


COLUMN = """The old mill at the lower end of the
valley burned down in the night, and no-
body was hurt, the fire service reported
yesterday. Twelve firemen fought the
flames until the morning, when the roof
fell in. The mill had stood empty since
the war, and was to become a museum, for
which the council had set aside a thou-
sand dollars in the spring of last year.
  Mayor Ann Larsen, who saw the flames
from her window, said that she had cal-
led the brigade at once, but that the en-
gine was out at another fire.
"""


def test_a_column_of_a_printed_paper_is_whole_again() -> None:
    first, second = paragraph_lines(COLUMN)
    assert "and nobody was hurt" in first
    assert first.endswith("a thousand dollars in the spring of last year.")
    assert second == (
        "Mayor Ann Larsen, who saw the flames from her window, said that she had called the brigade at once, but that the engine "
        "was out at another fire."
    )


def test_a_letter_in_a_page_of_a_mailing_list_keeps_its_paragraphs() -> None:
    parts = [
        f"The {thing} of the valley is as old as the town, and nobody, who has seen it, forgets it."
        for thing in ("mill", "bridge", "inn")
    ]
    text = "\n\n".join(part.replace(", ", ",\n") for part in parts)
    page = (
        f"<html><head><title>A letter</title></head><body><h1>A letter</h1><pre>{text}</pre><hr><a href='/'>More</a></body></html>"
    )
    assert [block.text for block in cleaned(page, "html").blocks] == parts


def test_a_mail_that_was_wrapped_without_an_empty_line_is_whole_again() -> None:
    lines = paragraph_lines(MAIL)
    assert [line.split()[0] for line in lines] == ["The", "-", "-", "It"]
    assert lines[1].endswith("and have done so for three winters.")
    assert lines[3].endswith("will tell the council of it.")


VERSE = """the river runs below the town and on,
it carries leaves and lights and little boats,
and those who watch it from the bridge at dawn
are quiet in the nights and in their coats,
while water goes
and goes, and no one knows
where all the lights have gone
"""


@pytest.mark.parametrize("text", [(VERSE * 3).strip(), "\n".join(["The river runs below the town,", "it carries leaves and lights,"] * 4), "\n".join([f"{LONG} {LONG}"] * 6),
                                  "\n".join(f"Team number {n} of the town – {n}:3, played at home" for n in range(9))])  # fmt: skip
def test_lines_that_no_program_wrapped_stay_lines(text: str) -> None:
    assert paragraph_lines(text) == text.split("\n")


@pytest.mark.parametrize(("line", "is_mark"), [("REUTER", True), ("(Reuters)", True), ("-30-", True), ("— ENDS —", True), ("AP/dpa", True),
                                               ("30", False), ("He reads Reuters.", False), ("AP was there.", False), ("The end of it", False)])  # fmt: skip
def test_marks_of_the_end(line: str, is_mark: bool) -> None:
    article = cleaned(f"A headline of some words\n\n{LONG}\n\n{LONG} It is.\n\n{line}")
    assert (line in [cut.text for cut in article.cuts if cut.rule == "metadata"]) is is_mark


def test_words_that_were_broken_at_a_lines_end_are_whole_again() -> None:
    lines = ["The committee of the chamber has found that the govern-", "ment knew of the long-term plan since the begin-",
             "ning of the year, and that it told nobody of them."]  # fmt: skip
    article = cleaned("Title of the piece\n\n" + "\n".join(lines))
    assert article.blocks[0].text == (
        "The committee of the chamber has found that the government knew of the long-term plan since the beginning of the year, "
        "and that it told nobody of them."
    )


# As some sites lay out their pages, and scrapers take them over: a paragraph a sentence, the longer ones on two lines and more.
UNEVEN = """A suicide car bomb in the old quarter of Harwick has killed two guards aboard a bus and hurt nine, officials
            say.
            The blast destroyed the bus, which was on its way from the market hall to the harbour. A man who
            saw it from his window said that there had been a flash, and that the street was full of glass, and
            dust.
            It comes a week after a bomb in the north.
            Nine people have been arrested
            Images showed the bus on its side.
"""


def test_a_sentence_that_goes_on_in_the_next_line_is_one() -> None:
    assert [line.split()[0] for line in paragraph_lines(UNEVEN)] == ["A", "The", "It", "Nine", "Images"]
    assert paragraph_lines(UNEVEN)[0].endswith("hurt nine, officials say.")
    assert paragraph_lines(UNEVEN)[1].endswith("full of glass, and dust.")


def test_a_word_that_one_line_of_a_text_breaks_is_whole_again() -> None:
    broken = ["The council of Harwick voted on Monday, after five hours, for the reno-", "vation of the schools.", LONG]
    assert paragraph_lines("\n".join(broken))[0].endswith("for the renovation of the schools.")


@pytest.mark.parametrize(
    "lines",
    [
        ["The council of Harwick voted on Monday for a new sea wall along the quay", "2 hrs. ago"],
        ["Waves break over the northern quay of Harwick in the storm of last winter", "vor 2 Std."],
        ["Waves break over the northern quay of Harwick in the storm of last winter", "share"],
        ["The council of Harwick voted on Monday for a new sea wall along the quay", "It will be built by May."],
        ["The council of Harwick voted on Monday for a new sea wall along the quay.", "eBay is not part of it."],
        ["so much depends upon a red wheelbarrow,", "glazed with rain water.", "beside the white chickens."],
    ],
)
def test_lines_that_are_no_broken_sentence_stay_apart(lines: list[str]) -> None:
    text = [*lines, f"{LONG} {LONG}"]
    assert paragraph_lines("\n".join(text)) == text
