"""What tells captions and teasers from the sentences among which they stand: how a line ends, and what says the same nearby.

Among the paragraphs of a text these are most of the residue. A caption often has no full stop, or something behind it (the
photographer, the agency), and stands twice: once below the picture and once for those who can't see it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

import numpy as np

from sitegen.clean.learned.features import Matrix

ENDING = 5  # columns of a line's end
COLUMNS = ENDING + 8
NEAR = 6  # lines on either side among which a line's twin is looked for
LEAST = 3  # stems that a line needs to be compared with others
SEEN = 250  # characters of a line's end that are looked at: a caption is shorter
CREDIT = 60  # characters at a line's end in which a credit stands
LAST = 2  # words at the end of which one names an agency
MOST = 30  # words behind the last full stop; more make no difference

_STOP = re.compile(r"[.!?…。][\"'”’»)]*\s*(?=\S)")
_CLOSING = " \"'”’»)]\u00a0"
_FINAL = frozenset(".!?…。:;,")
_WORD = re.compile(r"\w+")
# News agencies and picture libraries of the world, by the last word of their names.
_AGENCIES = frozenset("""
reuters afp ap getty epa efe shutterstock istock istockphoto alamy anp dpa ansa lapresse imago keystone belga ritzau scanpix ntb tt
lehtikuva pap čtk mti xinhua yonhap bloomberg unsplash pexels pixabay flickr wikimedia alliance ddp sipa zuma nurphoto tass тасс
apa pa anadolu screenshot instagram ullstein archivbild archivfoto symbolbild 연합뉴스 뉴스1 뉴시스 共同 時事 ap通信 ロイター
""".split())  # fmt: skip
# What stands before a photographer's name, for lines in small letters; Japanese papers put a sign before it.
_CREDIT = re.compile(
    r"(?:©|\b(?:foto|photo(?:graph)?s?|images?|credit|bild(?:rechte)?|courtesy|фото)\b(?: by\b|:| of\b)|[=＝])[^.]{0,50}$"
)
# "Ann Lee/Getty Images", "(Ann Lee for The Daily)".
_NAMES = re.compile(r"[^\W\d_][\w.’' -]{1,30} ?/ ?[^\W\d_][\w.’' -]{1,30}\W*$|\([^()]{2,60}\)\W*$")


def ending_rows(lines: Sequence[str]) -> Matrix:
    """One row a line (`ENDING` columns): how it ends, whatever stands around it."""
    return np.array([_ending(line) for line in lines], dtype=np.float32).reshape(len(lines), ENDING)


def _ending(line: str) -> tuple[float, ...]:
    """Words behind the last full stop, whether there is one before them, a credit, names as in one, and the share of capitals."""
    end = line[-SEEN:]
    stop = 0
    for match in _STOP.finditer(end):
        stop = match.end()
    tail = end[stop:].split()
    final = end.rstrip(_CLOSING)[-1:] in _FINAL
    last = end[-CREDIT:]
    return (
        0 if final else min(len(tail), MOST),
        stop > 0 and not final,
        not _AGENCIES.isdisjoint(_WORD.findall(last.lower())[-LAST:]) or bool(_CREDIT.search(last.lower())),
        ("/" in last or ")" in last) and bool(_NAMES.search(last)),
        sum(word[0].isupper() for word in tail) / max(1, len(tail)),
    )


def caption_rows(endings: Matrix, lines: Sequence[str], stems: Sequence[Set[str]]) -> Matrix:
    """The rows of `ending_rows` with what resembles each line, how its neighbours end, and how the text's lines do (`COLUMNS`)."""
    count = len(lines)
    if not count:
        return np.zeros((0, COLUMNS), dtype=np.float32)
    copies = Counter(lines)
    copied = [copies[line] > 1 and len(each) >= LEAST for line, each in zip(lines, stems, strict=True)]
    columns = [endings, np.array(copied)[:, None], np.array(_twins(stems))[:, None]]
    for step in (-1, 1):
        at = np.arange(count) + step
        inside = (at >= 0) & (at < count)
        columns.append(np.where(inside[:, None], endings[np.clip(at, 0, count - 1)][:, (0, 2)], -1))
    columns.append(np.tile(endings[:, 1:3].mean(axis=0), (count, 1)))
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
