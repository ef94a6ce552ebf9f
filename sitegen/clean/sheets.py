"""Texts of printed sheets, as programs take them out of a PDF: what stands at the head and foot of each is not the article's."""

from __future__ import annotations

import re
from collections import Counter

from sitegen.core.text import SENTENCE_END, one_line

EDGE = 3  # lines at the head and at the foot of a sheet that may be its own
LEAST = 0.4  # share of the sheets on which such a line stands; left and right ones often have different lines
_NUMBER = re.compile(r"\W*(?:page|seite|p\.|s\.)?\s*\d{1,4}(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?\W*", re.I)


def without_sheets(text: str) -> tuple[str, list[str]]:
    """The text as one, and the lines of the sheets' own: numbers, and what recurs at their heads and feet whatever its numbers.

    A paragraph goes on on the next sheet where the first one ends within a sentence. A text without form feeds stays as it is.
    """
    if "\f" not in text:
        return text, []
    sheets = [lines for sheet in text.split("\f") if (lines := _trimmed(sheet.split("\n")))]
    heads = Counter(key for lines in sheets for key in {_key(line) for line in lines[:EDGE]})
    feet = Counter(key for lines in sheets for key in {_key(line) for line in lines[-EDGE:]})
    least = max(2, LEAST * len(sheets))
    gone: list[str] = []
    whole: list[str] = []
    for lines in sheets:
        left = _without_edge(lines, heads, least, gone)
        left = _without_edge(left[::-1], feet, least, gone)[::-1]
        if whole and left and not _goes_on(whole[-1], left[0]):
            whole.append("")
        whole += left
    return "\n".join(whole), gone


def _without_edge(lines: list[str], often: Counter[str], least: float, gone: list[str]) -> list[str]:
    """The lines without those at their beginning that belong to the sheet."""
    for _ in range(EDGE):
        if not lines or not (_NUMBER.fullmatch(lines[0]) or often[_key(lines[0])] >= least):
            break
        gone.append(lines[0].strip())
        lines = _trimmed(lines[1:])
    return lines


def _goes_on(last: str, first: str) -> bool:
    """Whether a sentence goes on from one sheet's last line to the next one's first."""
    end = last.rstrip()
    return end.endswith("-") or (first.lstrip()[:1].islower() and not SENTENCE_END.search(end))


def _trimmed(lines: list[str]) -> list[str]:
    """The lines without empty ones at either end."""
    told = [place for place, line in enumerate(lines) if line.strip()]
    return lines[told[0] : told[-1] + 1] if told else []


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", one_line(line).lower())
