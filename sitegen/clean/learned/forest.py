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
AT_ONCE = 32  # rows that go through a forest together: what they need stays in the processor's cache, a fifth faster than 128


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted decision trees, all nodes in one row of arrays; a leaf points to itself, and nothing is larger than its threshold."""

    feature: npt.NDArray[np.int64]
    threshold: Vector
    child: npt.NDArray[np.int64]
    """Where a value goes that isn't larger than the threshold; one that is goes to the node after that."""
    value: Vector
    roots: npt.NDArray[np.int64]
    depth: int

    def probability(self, rows: Matrix) -> Vector:
        """For each row the probability of "yes"."""
        parts = [self._some(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def _some(self, rows: Matrix) -> Vector:
        # All rows go down all trees together. `take` reads flat arrays three times as fast as indexing in two, and children that
        # stand side by side save one of four look-ups.
        values = rows.ravel()
        node = np.tile(self.roots, len(rows))
        row = np.repeat(np.arange(len(rows)) * rows.shape[1], len(self.roots))
        for _ in range(self.depth):
            asked = self.feature.take(node)
            asked += row
            larger = values.take(asked) > self.threshold.take(node)
            node = self.child.take(node)
            node += larger
        made: Vector = logistic(self.value.take(node).reshape(len(rows), -1).sum(axis=1))
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
    """The forest that ships as `weights/<name>.npz`."""
    with _arrays(name) as stored:
        return Forest(stored["feature"].astype(np.int64), stored["threshold"].astype(np.float32), stored["child"].astype(np.int64),
                      stored["value"].astype(np.float32), stored["roots"].astype(np.int64), int(stored["depth"]))  # fmt: skip


@cache
def gram_weights(name: str) -> Grams:
    """The n-gram weights that ship as `weights/<name>.npz`, one signed byte each with a common scale."""
    with _arrays(name) as stored:
        return Grams(stored["weight"].astype(np.float32) * float(stored["scale"]), float(stored["bias"]))


def _arrays(name: str) -> Any:
    with (WEIGHTS / f"{name}.npz").open("rb") as file:
        return np.load(BytesIO(file.read()), allow_pickle=False)
