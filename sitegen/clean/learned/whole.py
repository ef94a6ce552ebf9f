"""Whether a text holds any residue at all: of one that was cleaned already, nothing should go, however odd a line of it is."""

from __future__ import annotations

import numpy as np

from sitegen.clean.learned.features import Matrix, Vector
from sitegen.clean.learned.forest import logistic
from sitegen.clean.learned.lines import RUNNING, WORDS

LOWEST = 6  # lines that belong least, of which each is looked at
# What the odds of every line are multiplied by in a text that is clean: between "one in ten" and "three in four" for a line.
FAVOUR = np.log(33.0)
# Probability to be clean from which on a text is; see decision 7 for what other values cost.
CLEAN = 0.55
# Where the model doubts no line more than this, the text is clean too: one odd line at its end is no reason to cut it. Across hosts
# it costs 1 % of the residue that a careful extractor left, and nothing else.
DOUBT = 0.4
# Favour lifts no line to where the rules by words can't take it any more (`rules.SURE`): no clean text has "Leave a comment".
HIGHEST = 0.79
_PARTS = (0.05, 0.1, 0.25, 0.5, 0.75)
_COLUMNS = (2, 21, 25)  # of a line's own: ends like a sentence, has words of forms and links, stands more than once


def whole_rows(own: Matrix, score: Vector, keep: Vector) -> Matrix:
    """One row for a text: how its lines were judged, the worst and all in all, and before, within and behind its core."""
    count = len(keep)
    if not count:
        return np.zeros((0, 0), dtype=np.float32)
    words, running = np.expm1(own[:, WORDS]), own[:, RUNNING]
    core = np.flatnonzero((keep > 0.6) & (running > 0))
    first, last = (int(core[0]), int(core[-1])) if len(core) else (0, count - 1)
    before, within, behind = keep[:first], keep[first : last + 1], keep[last + 1 :]
    logs = np.log(np.maximum(keep, 1e-4))
    return np.array([[
        np.log1p(count), *_spread(keep), *_spread(score), keep.mean(), score.mean(), running.mean(), words.mean(),
        *((keep < limit).mean() for limit in (0.1, 0.3, 0.6)), (keep < 0.1).sum(), (keep < 0.3).sum(), (within < 0.3).sum(),
        (words * keep).sum() / max(1.0, words.sum()), logs.sum(), logs.mean(), first, count - 1 - last,
        before.mean() if first else 1.0, within.mean(), within.min(), keep[-1], score[-1],
        *((behind.mean(), behind.min(), score[last + 1 :].min()) if len(behind) else (1.0, 1.0, 1.0)),
        *own[:, _COLUMNS].mean(axis=0),
    ]], dtype=np.float32)  # fmt: skip


def _spread(values: Vector) -> list[float]:
    """The lowest of some values, and what so many parts of them don't reach."""
    in_order = np.sort(values)
    worst = [*in_order[:LOWEST].tolist(), *[1.0] * LOWEST][:LOWEST]
    return [*worst, *(float(in_order[int(part * (len(values) - 1))]) for part in _PARTS)]


def favoured(keep: Vector, clean: float) -> Vector:
    """The probabilities of a text's lines, once it is known how likely the text is clean as a whole."""
    if clean <= CLEAN and keep.min(initial=1.0) < DOUBT:
        return keep
    made = logistic(np.log(keep / np.maximum(1 - keep, 1e-7)) + FAVOUR)
    lifted: Vector = np.maximum(keep, np.minimum(made, HIGHEST))
    return lifted
