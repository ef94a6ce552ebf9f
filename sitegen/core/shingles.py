"""Runs of words by which copies of a text are known again, whatever headline, residue or cut they came with."""

from __future__ import annotations

import re
import zlib

import numpy as np
import numpy.typing as npt

Shingles = npt.NDArray[np.uint64]
WORDS = 5  # of a run
EACH = 8  # one run in so many is looked up; the rest only counts when two texts are compared
FEWEST = 6  # runs of a short text that are looked up all the same
_WORD = re.compile(r"\w+")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = tuple(np.uint64(pow(0x100000001B3, power, 2**64)) for power in range(WORDS))


def shingles(text: str) -> Shingles:
    """The hashes of all runs of five words, in the text's order (a text of fewer words has none)."""
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in _WORD.findall(text.casefold())), dtype=np.uint64)
    if len(hashes) < WORDS:
        return hashes[:0]
    with np.errstate(over="ignore"):
        mixed = hashes * _MIX
        mixed ^= mixed >> np.uint64(29)
        runs = np.zeros(len(mixed) - WORDS + 1, dtype=np.uint64)
        for place, step in enumerate(_STEP):
            runs += mixed[place : len(mixed) - WORDS + 1 + place] * step
        runs ^= runs >> np.uint64(31)
        runs *= _MIX
    return runs ^ (runs >> np.uint64(27))


def sampled(runs: Shingles) -> npt.NDArray[np.bool_]:
    """Which runs are looked up: chosen by their own value, so that a run is chosen in every text or in none."""
    chosen: npt.NDArray[np.bool_] = runs % np.uint64(EACH) == 0
    if chosen.sum() >= FEWEST or not len(runs):
        return chosen
    order = np.argsort(runs * np.uint64(0xD6E8FEB86659FD93))[:FEWEST]
    chosen[order] = True
    return chosen
