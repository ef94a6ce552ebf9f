"""The headline of a text once more, where the address of its page is known: most addresses are made from the headline's words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sitegen.clean.address import shared_letters
from sitegen.clean.learned.features import Matrix, Vector

LONGEST = 300  # characters of a line that may be a headline
LEAST = 1e-4  # probability that the headline's own model doesn't go below, so that it rules out nothing
FAR = 50  # lines; farther away makes no difference


def addressed_rows(lines: Sequence[str], wanted: frozenset[str], keep: Vector, headline: Vector) -> Matrix:
    """One row a line: what the models say of it and of its neighbours, its form, and how well it agrees with the address.

    `wanted` are the words of the address, at least one; `keep` and `headline` the probabilities without it.
    """
    count = len(lines)
    if not count:
        return np.zeros((0, 0), dtype=np.float32)
    has, is_ = np.array([shared_letters(line, wanted) if len(line) <= LONGEST else (0.0, 0.0) for line in lines]).T
    agrees, place = has * is_, np.arange(count)
    padded = np.concatenate([[-1], headline, [-1]])
    return np.stack([
        headline, headline / headline.max(), np.argsort(np.argsort(-headline)), padded[:-2], padded[2:], place - headline.argmax(),
        has, is_, agrees, has - has.max(), agrees - agrees.max(), np.full(count, len(wanted)),
        np.clip(place - agrees.argmax(), -FAR, FAR),
        keep, place, [min(len(line), LONGEST + 100) for line in lines], [line.count(" ") for line in lines],
        [line.endswith(".") for line in lines],
    ], axis=1).astype(np.float32)  # fmt: skip


def both(sure: Vector, headline: Vector) -> Vector:
    """What the two models say together: one headline in a hundred more is right, of texts from hosts that neither had seen.

    Few trees give many lines one answer; among these the other model's decides.
    """
    made: Vector = np.cbrt(sure * sure * np.maximum(headline, LEAST)).astype(np.float32)
    return made
