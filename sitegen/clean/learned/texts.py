"""What the model says of the lines of a plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sitegen.clean.learned.features import RUNNING, WORDS, Matrix, Vector, form, grams, in_context, window, words
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
    keep = forest("text").probability(text_rows(rows, score))
    return Judged(keep, forest("headline").probability(headline_rows(rows, keep)))


def text_rows(rows: Matrix, score: Vector) -> Matrix:
    """The rows with how long lines are in this text, and where its core is; `score` is what the n-gram model says of each."""
    return np.hstack([rows, _lengths(rows), _core(rows[:, WORDS], score)]).astype(np.float32)


def _lengths(own: Matrix) -> Any:
    """One row a line: its words against those of a usual line of running text and of the longest, the usual, and its share."""
    words_, long = np.expm1(own[:, WORDS]), own[:, RUNNING] > 0
    usual = float(np.median(words_[long])) if long.any() else 0.0
    most = float(words_.max(initial=0.0))
    alike = np.full((len(own), 2), (usual, long.mean() if len(own) else 0.0))
    return np.hstack([(words_ / max(1.0, usual))[:, None], (words_ / max(1.0, most))[:, None], alike])


def _core(mass: Vector, score: Vector) -> Any:
    """One row a line: where it stands to the run of lines whose n-grams speak most for an article, all in all.

    Lines out from that run (0 within), the place in it, and what the best run right before the line and the best right
    behind it hold. `mass` is what a line weighs.
    """
    sums = np.concatenate([[0.0], np.cumsum((score - 0.5) * mass, dtype=np.float64)])
    ending = sums - np.minimum.accumulate(sums)
    starting = np.maximum.accumulate(sums[::-1])[::-1] - sums
    end = int(ending.argmax())
    start = int(sums[: end + 1].argmin())
    place = np.arange(len(mass))
    out = np.where(place < start, place - start, np.where(place >= end, place - end + 1, 0))
    return np.stack([out, np.clip((place - start) / max(1, end - start), -1, 2), ending[:-1], starting[1:]], axis=1)


def headline_rows(rows: Matrix, keep: Vector) -> Matrix:
    """The rows with what was decided about the lines around: a headline stands where the article begins."""
    if not len(keep):
        return np.zeros((0, rows.shape[1] + 4), dtype=np.float32)
    before = np.cumsum(keep) / max(1.0, float(keep.sum()))
    columns = (keep, window(keep, 3), np.maximum.accumulate(keep), before)
    return np.hstack([rows, np.stack(columns, axis=1)]).astype(np.float32)
