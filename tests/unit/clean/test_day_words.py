"""Times of day over the entries of a live report."""

from __future__ import annotations

import pytest

from sitegen.clean.day_words import entry_times

PROSE = "The bridge was closed at once."


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["10:05", PROSE, "9:50", PROSE, "9.30 Uhr", PROSE], {0, 2, 4}),
        ([PROSE, "10:05", PROSE, "Menu"], set()),  # one alone tells when the page was made
        (["10:05", PROSE, "9:50", "Menu"], set()),
        ([PROSE, "10:05 came the news", PROSE, "9:50 it was over", PROSE], set()),
        ([PROSE, "25:10", PROSE, "7-1", PROSE], set()),
        ([], set()),
    ],
)
def test_times_over_entries(lines: list[str], found: set[int]) -> None:
    assert entry_times(lines, [line.startswith(PROSE[:3]) for line in lines]) == found
