"""What tells captions and teasers from the sentences among which they stand: how lines end, and what says the same nearby.

Among the paragraphs of a text these are most of the residue. A caption often stands twice: once below the picture and once for
those who can't see it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

import numpy as np

from sitegen.clean.learned.features import Matrix
from sitegen.clean.learned.lines import ENDING, Line

COLUMNS = ENDING + 8
NEAR = 6  # lines on either side among which a line's twin is looked for
LEAST = 3  # stems that a line needs to be compared with others


def caption_rows(lines: Sequence[Line]) -> Matrix:
    """One row a line (`COLUMNS`): how it ends, what resembles it, how its neighbours end, and how the text's lines do."""
    total = len(lines)
    if not total:
        return np.zeros((0, COLUMNS), dtype=np.float32)
    endings = np.array([line.ending for line in lines], dtype=np.float32)
    copies = Counter(line.text for line in lines)
    copied = [copies[line.text] > 1 and len(line.stems) >= LEAST for line in lines]
    columns = [endings, np.array(copied)[:, None], np.array(_twins([line.stems for line in lines]))[:, None]]
    for step in (-1, 1):
        at = np.arange(total) + step
        inside = (at >= 0) & (at < total)
        columns.append(np.where(inside[:, None], endings[np.clip(at, 0, total - 1)][:, (0, 2)], -1))
    columns.append(np.tile(endings[:, 1:3].mean(axis=0), (total, 1)))
    return np.hstack(columns).astype(np.float32)


def _twins(stems: Sequence[Set[str]]) -> list[float]:
    """For each line how much of it or of another, whichever is shorter, stands in both: the likest of those around."""
    best = [0.0] * len(stems)
    able = [place for place, each in enumerate(stems) if len(each) >= LEAST]
    for number, place in enumerate(able):
        mine = stems[place]
        for other in able[number + 1 : number + 1 + NEAR]:
            if other - place > NEAR:
                break
            alike = len(mine & stems[other]) / min(len(mine), len(stems[other]))
            best[place], best[other] = max(best[place], alike), max(best[other], alike)
    return best
