"""What a model sees of a page's blocks beside their text: where they stand in the tree, and what an extractor chose."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sitegen.clean.candidates import KINDS, Candidate
from sitegen.clean.learned.captions import caption_rows
from sitegen.clean.learned.features import Matrix, Vector, in_context, in_text
from sitegen.clean.learned.lines import Line, line_of
from sitegen.clean.learned.tokens import grams, shapes, words

AROUND = 20  # blocks before the first and behind the last that an extractor took: the rest of a page is menus
MOST = 600  # blocks that are looked at where no extractor took any
SHINGLE = 4  # words


@dataclass(frozen=True, slots=True)
class Look:
    """The part of a page on which a decision is due, and what others made of it."""

    blocks: Sequence[Candidate]
    lines: Sequence[Line]
    """Their text, block by block."""
    taken: Vector
    """How much of each block an extractor took for the article, from 0 to 1."""
    laid_out: Vector
    """How much of it stands in the text that the page carries in its structured data; -0.5 where it carries none."""
    start: int = 0
    """How many of the page's blocks stand before the first one here."""


def look(blocks: Sequence[Candidate], taken: Sequence[str], laid_out: Sequence[str], around: int = AROUND) -> Look:
    """The blocks around those that an extractor took (given as its lines), so many before and behind, with its verdict."""
    tokens = [words(block.text) for block in blocks]
    share = share_in(tokens, [words(line) for line in taken])
    at = np.flatnonzero(share >= 0.5)
    near = slice(max(0, int(at[0]) - around), int(at[-1]) + 1 + around) if len(at) else slice(0, MOST)
    own = share_in(tokens, [words(line) for line in laid_out]) if laid_out else np.full(len(blocks), -0.5, dtype=np.float32)
    return Look(blocks[near], [line_of(block.text) for block in blocks[near]], share[near], own[near], near.start)


def page_grams(page: Look) -> list[list[int]]:
    """For each block the buckets of its words and shapes, and of the words in the names of its element and of its parent."""
    return [
        sorted({*line.grams, *grams(shapes(line.text)), *grams(_names(block)), *grams([f"<{block.kind}"])})
        for block, line in zip(page.blocks, page.lines, strict=True)
    ]


def _names(block: Candidate) -> list[str]:
    return [f".{name}" for name in block.names]


def page_rows(page: Look, score: Vector) -> Matrix:
    """What the model is asked: one row a block; `score` is what the n-gram model says of each."""
    return np.hstack([
        in_context(in_text(page.lines), score),
        tree_columns(page.blocks, (page.taken, page.laid_out), [len(line.tokens) for line in page.lines]),
        caption_rows(page.lines),
    ])  # fmt: skip


def tree_columns(blocks: Sequence[Candidate], chosen: Sequence[Vector], sizes: Sequence[int]) -> Matrix:
    """One row a block: its element, its ancestors, its siblings, and how much of it each extractor chose.

    `chosen` holds a column for each extractor, from 0 (left out) to 1 (taken whole); `sizes` are words.
    """
    count = len(blocks)
    own = [
        (*(block.kind == kind for kind in KINDS), *block.within, *block.marks, block.linked, block.depth, block.hidden,
         len(block.links), block.kind[0] == "h")
        for block in blocks
    ]  # fmt: skip
    columns = [np.array(own, dtype=np.float32).reshape(count, len(own[0]) if own else 0)]
    size = np.array(sizes, dtype=np.float32)
    linked = np.array([block.linked for block in blocks], dtype=np.float32)
    for flags in chosen:
        columns.append(flags[:, None])
        columns.append(_in_groups([block.container for block in blocks], flags, size))
        columns.append(_in_groups([(block.container, block.kind) for block in blocks], flags, size))
        columns.append(_in_groups([(block.kind, block.names[:3], block.depth) for block in blocks], flags, size))
        columns.append(_around(flags))
    columns.append(_around(linked))
    return np.hstack(columns).astype(np.float32)


def _in_groups(groups: Sequence[Hashable], flags: Vector, size: Vector) -> Matrix:
    """For each block of its group: how many there are, how much text, and what share of the others was chosen."""
    numbers: dict[Hashable, int] = {}
    group = np.array([numbers.setdefault(each, len(numbers)) for each in groups], dtype=np.intp)

    def of_group(values: Vector | None = None) -> Any:
        return np.bincount(group, values)[group] if len(group) else np.zeros(0)

    count, taken, words, weighted = of_group(), of_group(flags), of_group(size), of_group(flags * size)
    others = np.maximum(count - 1, 1)
    columns = (
        np.log1p(count),
        words / max(1.0, float(size.sum())),
        np.where(count > 1, (taken - flags) / others, -1),
        np.where(words > size, (weighted - flags * size) / np.maximum(words - size, 1), -1),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _around(values: Vector) -> Matrix:
    """The values of the three blocks before and behind, and their means over windows; -1 past the ends."""
    count = len(values)
    columns = []
    for step in (-3, -2, -1, 1, 2, 3):
        place = np.arange(count) + step
        columns.append(np.where((place >= 0) & (place < count), values[np.clip(place, 0, max(count - 1, 0))], -1))
    sums = np.concatenate([[0], np.cumsum(values, dtype=np.float64)])
    here = np.arange(count)
    for half in (4, 10):
        low, high = np.maximum(here - half, 0), np.minimum(here + half + 1, count)
        columns.append((sums[high] - sums[low]) / np.maximum(high - low, 1))
    columns.append(sums[:-1] / max(1.0, float(sums[-1])))
    return np.stack(columns, axis=1).astype(np.float32)


def share_in(tokens: Sequence[Sequence[str]], lines: Sequence[Sequence[str]]) -> Vector:
    """For each block how much of it stands in other lines: 1 where it is one of them, else the share of its shingles."""
    whole = {tuple(line) for line in lines}
    running = [word for line in lines for word in line]
    shingles = set(zip(*(running[start:] for start in range(SHINGLE)), strict=False))
    out = np.zeros(len(tokens), dtype=np.float32)
    for place, each in enumerate(tokens):
        if tuple(each) in whole:
            out[place] = 1.0
        elif len(each) >= SHINGLE:
            own = list(zip(*(each[start:] for start in range(SHINGLE)), strict=False))
            out[place] = sum(run in shingles for run in own) / len(own)
    return out
