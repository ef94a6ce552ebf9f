"""Trained models as arrays: what a forest and the weights of n-grams answer."""

from __future__ import annotations

import numpy as np
import pytest

from sitegen.clean.learned.features import Matrix
from sitegen.clean.learned.forest import AT_ONCE, Forest, forest, logistic
from sitegen.clean.learned.whole import favoured
from sitegen.clean.rules import SURE

FORESTS = ("text", "headline", "whole", "addressed", "byline", "dateline", "page", "title", "date", "author")


def _by_hand(made: Forest, row: Matrix) -> float:
    """One row down each tree, a question at a time."""
    levels, trees = made.feature.shape
    total = made.bias
    for tree in range(trees):
        leaf = sum(int(row[made.feature[level, tree]] > made.threshold[level, tree]) << level for level in range(levels))
        total += made.value[(tree << levels) + leaf]
    return float(logistic(total))


def test_a_tree_asks_level_by_level() -> None:
    made = Forest(
        np.array([[0], [1]]), np.array([[1.0], [5.0]], dtype=np.float32), np.array([-4, -2, 2, 4], dtype=np.float32), bias=0.5
    )
    rows = np.array([[0, 0], [2, 0], [0, 6], [2, 6], [1, 5]], dtype=np.float32)
    assert made.probability(rows) == pytest.approx(logistic(np.array([-3.5, -1.5, 2.5, 4.5, -3.5])))


@pytest.mark.parametrize("name", FORESTS)
def test_all_rows_at_once_are_answered_like_each_by_itself(name: str) -> None:
    made = forest(name)
    columns = int(made.feature.max()) + 1
    rows = np.random.default_rng(0).normal(0, 2, (AT_ONCE + 3, columns)).astype(np.float32)
    answers = made.probability(rows)
    assert len(answers) == len(rows)
    for place in (0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 2):
        assert answers[place] == pytest.approx(_by_hand(made, rows[place]), abs=1e-4)
    assert 0.0 < answers.min() < answers.max() < 1.0


def test_no_rows_give_no_answers() -> None:
    assert forest("text").probability(np.zeros((0, 0), dtype=np.float32)).shape == (0,)


def test_lines_of_a_clean_text_are_favoured_but_not_beyond_the_rules_by_words() -> None:
    keep = np.array([0.1, 0.7, 0.95], dtype=np.float32)
    assert favoured(keep, clean=0.3).tolist() == keep.tolist()
    low, middle, high = favoured(keep, clean=0.9).tolist()
    assert 0.6 < low <= middle < SURE
    assert high == keep[2]


def test_a_text_in_which_no_line_is_much_in_doubt_is_clean() -> None:
    keep = np.array([0.9, 0.45], dtype=np.float32)
    assert favoured(keep, clean=0.3)[1] > 0.6
    assert favoured(keep[:0], clean=0.3).shape == (0,)
