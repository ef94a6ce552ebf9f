"""Captions among paragraphs, and labels that recur between them: what the model of lines is shown of both."""

from __future__ import annotations

import numpy as np
import pytest

from sitegen.clean.learned.captions import COLUMNS, caption_rows
from sitegen.clean.learned.features import Matrix
from sitegen.clean.learned.lines import line_of
from sitegen.clean.learned.texts import text_rows
from tests.unit.clean.cleaning import cleaned

BEHIND, PARTED, CREDIT, NAMES, CAPITALS, COPIED, TWIN = range(7)

PARAGRAPHS = [
    "The council of Harwick voted on Monday to spend 4.2 million on a new sea wall, after two winters of floods along the quay.",
    "Work is to begin in March and to last eighteen months, the harbour master, Ann Tolley, told a meeting in the old customs house.",
    "“We can’t wait for another storm,” she said. “The last one took eleven boats and half of the fish market’s roof.”",
    "Residents of Quay Street asked who would pay for the pumps, which were not part of the plan that was shown in the autumn.",
    "The county has promised a third of the money; the rest is to come from a loan that the town will pay back over thirty years.",
    "Two members of the council voted against it. They had asked for a lower wall, and for the marsh to be opened to the tide.",
    "A study for the county found in 2019 that an open marsh would take a fifth of the water of a flood like that of last January.",
    "The fishermen’s union said that it would support the wall if boats could still be landed at the northern slip in summer.",
]


def rows(*lines: str) -> Matrix:
    return caption_rows([line_of(line) for line in lines])


@pytest.mark.parametrize(
    ("line", "behind", "parted", "credit", "names"),
    [
        ("The wall was finished on Friday.", 0, 0, 0, 0),
        ("“We can't wait for another storm.”", 0, 0, 0, 0),
        ("Ann Tolley, harbour master, on the quay", 7, 0, 0, 0),
        ("The slip at low tide. Photograph by Ben Ruel", 4, 1, 1, 0),
        ("Der Kai bei Ebbe.Foto: Ben Ruel", 3, 1, 1, 0),
        ("The quay on Friday. Ben Ruel/Coast Pictures", 3, 1, 0, 1),
        ("The quay on Friday (Ben Ruel for The Packet)", 9, 0, 0, 1),
        ("강둑을 걷는 주민들. 연합뉴스", 1, 1, 1, 0),
    ],
)
def test_a_line_is_seen_by_its_end(line: str, behind: int, parted: int, credit: int, names: int) -> None:
    found = rows(line)
    assert found.shape == (1, COLUMNS)
    assert found[0, [BEHIND, PARTED, CREDIT, NAMES]].tolist() == [behind, parted, credit, names]


def test_a_caption_s_twin_is_seen_nearby_and_no_farther() -> None:
    caption, twin = "Waves break over the northern quay of Harwick", "Waves break over the northern quay of Harwick. Ben Ruel"
    found = rows(PARAGRAPHS[0], caption, PARAGRAPHS[1], twin)
    assert found[1, TWIN] == found[3, TWIN] == 1
    assert found[2, TWIN] < 0.3
    far = rows(caption, *PARAGRAPHS[1:8], twin)
    assert far[0, TWIN] < 0.5
    assert rows(caption, *PARAGRAPHS[1:8], caption)[[0, 8], COPIED].tolist() == [1, 1]


def test_no_line_gives_no_row() -> None:
    assert rows().shape == (0, COLUMNS)


def test_what_stands_around_a_label_that_recurs_is_seen_without_it() -> None:
    def seen(lines: list[str]) -> Matrix:
        return text_rows([line_of(line) for line in lines], np.full(len(lines), 0.5, dtype=np.float32))[1]

    alone = seen(PARAGRAPHS)
    parted = seen([line for each in PARAGRAPHS for line in (each, "Article content")])
    assert np.array_equal(parted[::2], alone)
    assert not np.array_equal(parted[1], parted[-1]), "the label itself is seen among all lines"
    assert len(seen(["Read more"] * 4)) == 4


@pytest.mark.parametrize("label", ["Article content", "Contenu de l'article", "Weiter nach der Anzeige"])
def test_no_paragraph_goes_with_a_label_that_stands_between_all_of_them(label: str) -> None:
    article = cleaned("\n".join(["Harwick votes for a sea wall", *(line for each in PARAGRAPHS for line in (each, label, label))]))
    assert [block.text for block in article.blocks] == PARAGRAPHS
