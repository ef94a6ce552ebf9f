"""Tables that a plain text draws with spaces or tabs: results, prices, standings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

ROWS, CELLS = 3, 2  # a table has at least; and in each row but the first a number
LONGEST = 120  # characters of a row
_GAP = re.compile(r"\s*\t\s*|\s{2,}")
_NUMBER = re.compile(r"[^\W\d_]*\W?\d[\d.,:%/ +-]*\W?[^\W\d_]{0,4}")  # "12", "3.5%", "2:1", "$4.50", "12 km"


def cells(line: str) -> list[str]:
    """The cells of a row; a line without gaps, as most are, is one."""
    return _GAP.split(line.strip()) if "  " in line or "\t" in line else [line]


def tables(lines: Sequence[str]) -> Iterator[range]:
    """Where tables stand: runs of lines with as many cells each, in all but the first of which there are numbers."""
    start = 0
    while start < len(lines):
        count = len(cells(lines[start]))
        end = start + 1
        while end < len(lines) and count >= CELLS and _is_row(lines[end], count):
            end += 1
        if end - start >= ROWS and len(lines[start]) <= LONGEST:
            yield range(start, end)
            start = end
        else:
            start += 1


def _is_row(line: str, count: int) -> bool:
    row = cells(line)
    return len(line) <= LONGEST and len(row) == count and any(map(_NUMBER.fullmatch, row))
