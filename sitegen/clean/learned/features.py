"""What a model sees of a text's lines: their form, their words, their place, and their neighbours.

One row a line, 32-bit floats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import chain, compress
from typing import Any

import numpy as np
import numpy.typing as npt

from sitegen.clean.learned.lines import FORM, RUNNING, Line, count

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float32]

OWN = FORM + 19  # columns of a line in its text
_NEIGHBOUR = (0, 2, 7, 8, 10, 17, 21, 24)  # those of its form that the lines around are told


def in_text(lines: Sequence[Line]) -> Matrix:
    """Each line's form, its words against the rest of the text, and its place (`OWN` columns)."""
    if not lines:
        return np.zeros((0, OWN), dtype=np.float32)
    long = [bool(line.form[RUNNING]) for line in lines]
    known = _elsewhere((set(line.content) for line in lines), long, 1)
    stems = [line.stems for line in lines]
    one, three = _elsewhere(stems, long, 1), _elsewhere(stems, long, 3)
    whole = [" ".join(line.tokens) for line in lines]
    copies = Counter(whole)
    opening = set(next((line.content for line in compress(lines, long)), ()))
    said, shared = [], []
    for place, (line, is_long, own) in enumerate(zip(lines, long, stems, strict=True)):
        content, size = max(1, len(line.content)), max(1, len(own))
        said.append((
            min(copies[whole[place]], 5),
            count(line.content, known[is_long]) / content, count(line.content, opening) / content,
            count(line.capitals, known[is_long]) / max(1, len(line.capitals)),
        ))  # fmt: skip
        shared.append((
            *_shared(own, stems[place + 1 : place + 4]), *_shared(own, stems[max(0, place - 3) : place]),
            len(own & one[is_long]) / size, len(own & three[is_long]) / size,
        ))  # fmt: skip
    parts = ([line.form for line in lines], said, _places(lines, long), shared)
    return np.hstack([np.array(part, dtype=np.float32) for part in parts])


def _places(lines: Sequence[Line], long: Sequence[bool]) -> Any:
    """One row a line: its place from the beginning and from the end, and how much running text stands before and behind it."""
    total = len(lines)
    place = np.arange(total)
    mass = np.cumsum([len(line.tokens) if is_long else 0 for line, is_long in zip(lines, long, strict=True)])
    most = max(1, int(mass[-1]))
    far = np.log1p(np.stack([place, place[::-1], *map(np.array, (*_distances(long), *_runs(long))), np.full(total, most)]))
    return np.stack([*far[:2], place / max(1, total - 1), mass / most, *far[2:]], axis=1)


def _elsewhere(words_: Iterable[Set[str]], long: Sequence[bool], times: int) -> tuple[set[str], set[str]]:
    """What stands in at least so many lines of running text other than one's own: for labels, and for running text itself."""
    count = Counter(chain.from_iterable(compress(words_, long)))
    return {word for word, lines in count.items() if lines >= times}, {word for word, lines in count.items() if lines > times}


def _shared(stems: Set[str], others: Sequence[Set[str]]) -> tuple[float, float]:
    """Share of a line's stems that stand in the nearest of some lines, and in any of them."""
    if not stems or not others:
        return -1.0, -1.0
    nearest = stems & others[0]
    any_ = nearest
    for other in others[1:]:
        any_ |= stems & other
    return len(nearest) / len(stems), len(any_) / len(stems)


def _distances(long: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Lines back to the nearest running text, and on to the next; 200 where there is none."""

    def scan(flags: Sequence[bool]) -> list[int]:
        out, last = [], -200
        for place, is_long in enumerate(flags):
            out.append(min(place - last, 200))
            if is_long:
                last = place
        return out

    return scan(long), scan(long[::-1])[::-1]


def _runs(long: Sequence[bool]) -> tuple[list[int], list[int]]:
    """How many lines of running text stand one after the other right before a line, and right behind it."""

    def scan(flags: Sequence[bool]) -> list[int]:
        out, run = [], 0
        for is_long in flags:
            out.append(run)
            run = run + 1 if is_long else 0
        return out

    return scan(long), scan(long[::-1])[::-1]


def in_context(own: Matrix, score: Vector) -> Matrix:
    """The rows with the n-gram score, its mean over wider and wider windows, and what stands in the lines around."""
    count = len(own)
    # What kind of text this is as a whole: of a clean one nothing should go, however odd a line is.
    whole = np.array(
        [score.mean(), own[:, RUNNING].mean(), own[:, 21].mean(), own[:, 2].mean()] if count else [0.0] * 4, dtype=np.float32
    )
    columns = [own, score[:, None], np.tile(whole, (count, 1))]
    for half in (2, 5, 10):
        columns += [window(score, half)[:, None], window(own[:, RUNNING], half)[:, None]]
    for step in (-3, -2, -1, 1, 2, 3):
        place = np.arange(count) + step
        inside = (place >= 0) & (place < count)
        at = np.clip(place, 0, count - 1)
        columns.append(np.where(inside[:, None], own[at][:, _NEIGHBOUR], -1))
        columns.append(np.where(inside, score[at], -1)[:, None])
    return np.hstack(columns).astype(np.float32)


def window(values: Vector, half: int) -> Vector:
    """The mean of each value and of up to `half` on either side."""
    sums = np.concatenate([[0], np.cumsum(values, dtype=np.float64)])
    place = np.arange(len(values))
    low, high = np.maximum(place - half, 0), np.minimum(place + half + 1, len(values))
    means: Vector = ((sums[high] - sums[low]) / (high - low)).astype(np.float32)
    return means
