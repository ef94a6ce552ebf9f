"""A trained model as arrays, and its answer for a matrix of features: no library but numpy is needed to run one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from sitegen.clean.learned.features import Matrix, Vector

WEIGHTS: Traversable = files("sitegen.clean.learned") / "weights"
AT_ONCE = 256  # rows that go through a forest together: some megabytes for the largest


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted oblivious trees: all nodes on a level of a tree ask one question, so that the answers are the leaf's number in bits.

    So a forest is walked with a few operations a level, over all rows and trees: 1,000 trees in half of the time that 400 with a
    question for each node took.
    """

    feature: npt.NDArray[np.int64]
    """Levels by trees: the column that is asked; the first level's answer is the lowest bit."""
    threshold: Vector
    """Levels by trees: what a value is larger than, for a yes."""
    value: Vector
    """Of all trees' leaves, one tree behind the other."""
    bias: float

    def probability(self, rows: Matrix) -> Vector:
        """For each row the probability of "yes"."""
        parts = [self._some(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def _some(self, rows: Matrix) -> Vector:
        levels, trees = self.feature.shape
        columns = np.ascontiguousarray(rows.T)
        leaf = np.zeros((trees, len(rows)), dtype=np.uint8)
        for level in reversed(range(levels)):
            leaf <<= 1
            leaf |= columns[self.feature[level]] > self.threshold[level][:, None]
        leaves = leaf + (np.arange(trees) << levels)[:, None]
        made: Vector = logistic(self.value.take(leaves).sum(axis=0) + self.bias)
        return made


@dataclass(frozen=True, slots=True)
class Grams:
    """A logistic regression over hashed n-grams."""

    weight: Vector
    bias: float

    def probability(self, lines: list[list[int]]) -> Vector:
        """For each line, given as the buckets of its n-grams, the probability of "yes"."""
        lengths = np.array([len(each) for each in lines])
        if not lengths.sum():
            return np.full(len(lines), logistic(np.float32(self.bias)), dtype=np.float32)
        flat = np.fromiter(chain.from_iterable(lines), dtype=np.int64, count=int(lengths.sum()))
        sums = np.concatenate([[0.0], np.cumsum(self.weight[flat], dtype=np.float64)])
        ends = np.cumsum(lengths)
        made: Vector = logistic((sums[ends] - sums[ends - lengths]).astype(np.float32) + np.float32(self.bias))
        return made


def logistic(score: Any) -> Any:
    """1 / (1 + e^-score), for scores of any size."""
    return (1 / (1 + np.exp(-np.clip(score, -15, 15)))).astype(np.float32)


@cache
def forest(name: str) -> Forest:
    """The forest that ships as `weights/<name>.npz`, its leaves one signed byte each with a scale for each tree."""
    with _arrays(name) as stored:
        value = stored["value"].astype(np.float32) * stored["scale"][:, None]
        return Forest(stored["feature"].astype(np.int64), stored["threshold"], value.ravel(), float(stored["bias"]))


@cache
def gram_weights(name: str) -> Grams:
    """The n-gram weights that ship as `weights/<name>.npz`, one signed byte each with a common scale."""
    with _arrays(name) as stored:
        return Grams(stored["weight"].astype(np.float32) * float(stored["scale"]), float(stored["bias"]))


def _arrays(name: str) -> Any:
    with (WEIGHTS / f"{name}.npz").open("rb") as file:
        return np.load(BytesIO(file.read()), allow_pickle=False)
