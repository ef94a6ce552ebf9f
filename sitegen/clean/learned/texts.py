"""What the model says of the lines of a plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sitegen.clean.learned.features import Matrix, Vector, form, grams, in_context, window, words
from sitegen.clean.learned.forest import forest, gram_weights

MOST = 3000  # lines; a longer text is judged in runs of that many


@dataclass(frozen=True, slots=True)
class Judged:
    """For each line the probability that it belongs to the article, and that it is the headline."""

    keep: Vector
    headline: Vector


def judge(lines: Sequence[str]) -> Judged:
    """What the model says of each line of a text."""
    runs = [_judge(lines[start : start + MOST]) for start in range(0, max(1, len(lines)), MOST)]
    return Judged(np.concatenate([each.keep for each in runs]), np.concatenate([each.headline for each in runs]))


def _judge(lines: Sequence[str]) -> Judged:
    tokens = [words(line) for line in lines]
    score = gram_weights("text-grams").probability([grams(each) for each in tokens])
    rows = in_context(form(lines, tokens), score)
    keep = forest("text").probability(rows)
    return Judged(keep, forest("headline").probability(headline_rows(rows, keep)))


def headline_rows(rows: Matrix, keep: Vector) -> Matrix:
    """The rows with what was decided about the lines around: a headline stands where the article begins."""
    if not len(keep):
        return np.zeros((0, rows.shape[1] + 4), dtype=np.float32)
    before = np.cumsum(keep) / max(1.0, float(keep.sum()))
    columns = (keep, window(keep, 3), np.maximum.accumulate(keep), before)
    return np.hstack([rows, np.stack(columns, axis=1)]).astype(np.float32)
