"""What the model says of the lines of a plain text."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sitegen.clean.address import headline_words
from sitegen.clean.learned.addressed import addressed_rows, both
from sitegen.clean.learned.around import Around
from sitegen.clean.learned.bylines import believed, byline_rows, bylines, signing
from sitegen.clean.learned.captions import caption_rows
from sitegen.clean.learned.datelines import believed_day, dateline_rows, datelines
from sitegen.clean.learned.features import Matrix, Vector, in_context, in_text, window
from sitegen.clean.learned.forest import forest, gram_weights
from sitegen.clean.learned.lines import RUNNING, WORDS, Line, line_of
from sitegen.clean.learned.whole import favoured, whole_rows

MOST = 3000  # lines; a longer text is judged in runs of that many
RESIDUE = 0.25  # probability below which a label that recurs is residue whatever the text is
OFTEN, LABEL = 3, 6  # times that a label stands beside running text before the other lines are seen without it; its words


@dataclass(frozen=True, slots=True)
class Judged:
    """For each line the probability that it belongs to the article, and that it is the headline."""

    keep: Vector
    headline: Vector
    authors: tuple[str, ...] = ()
    """Whom the lines name as such: people, agencies and publications."""
    date: dt.date | None = None
    """When it was published, as the lines tell."""
    signed: tuple[int, ...] = ()
    """The places of the lines that say by whom it is."""


def judge(lines: Sequence[str], language: str = "", address: str = "") -> Judged:
    """What the models say of each line of a text, and what its lines tell.

    The order of day and month goes by the language; the address of its page, where it is known, tells the headline.
    """
    runs = [_judge(lines[start : start + MOST], language, headline_words(address)) for start in range(0, max(1, len(lines)), MOST)]
    return Judged(
        np.concatenate([each.keep for each in runs]),
        np.concatenate([each.headline for each in runs]),
        next((each.authors for each in runs if each.authors), ()),
        next((each.date for each in runs if each.date), None),
        runs[0].signed,
    )


def _judge(lines: Sequence[str], language: str, wanted: frozenset[str]) -> Judged:
    read = [line_of(line) for line in lines]
    score = gram_weights("text-grams").probability([line.grams for line in read])
    own, rows = text_rows(read, score)
    keep = forest("text").probability(rows)
    headline = forest("headline").probability(headline_rows(rows, keep))
    if not lines:
        return Judged(keep, headline)
    around = Around(lines, keep, headline)
    named, dated = bylines(around), datelines(around, language)
    signed = forest("byline").probability(byline_rows(around, named))
    if wanted:
        headline = both(forest("addressed").probability(addressed_rows(lines, wanted, keep, headline)), headline)
    whole = forest("whole").probability(whole_rows(own, score, keep))
    labels = _recurring(read)
    sure = np.array([line in labels for line in lines]) & (keep < RESIDUE)  # a clean text has no such line
    return Judged(
        np.where(sure, keep, favoured(keep, float(whole[0]))),
        headline,
        believed(named, signed),
        believed_day(dated, forest("dateline").probability(dateline_rows(around, dated))),
        signing(named, signed),
    )


def text_rows(lines: Sequence[Line], score: Vector) -> tuple[Matrix, Matrix]:
    """The lines in their text, and all that the model is asked of each; `score` is what the n-gram model says of them.

    A label that recurs between paragraphs ("Article content") parts what belongs together: all other lines are seen as if it
    weren't there, and only it where it stands.
    """
    own, rows = _seen(lines, score)
    if labels := _recurring(lines):
        left = [place for place, line in enumerate(lines) if line.text not in labels]
        _, rows[left] = _seen([lines[place] for place in left], score[left])
    return own, rows


def _seen(lines: Sequence[Line], score: Vector) -> tuple[Matrix, Matrix]:
    own = in_text(lines)
    parts = (in_context(own, score), _lengths(own), _core(own[:, WORDS], score), caption_rows(lines))
    return own, np.hstack(parts).astype(np.float32)


def _recurring(lines: Sequence[Line]) -> set[str]:
    """The labels that stand beside running text again and again."""
    running = [False, *(bool(line.form[RUNNING]) for line in lines), False]
    beside = zip(lines, running, running[2:], strict=False)
    times = Counter(line.text for line, before, behind in beside if (before or behind) and len(line.tokens) <= LABEL)
    return {text for text, count in times.items() if count >= OFTEN}


def _lengths(own: Matrix) -> Any:
    """One row a line: its words against those of a usual line of running text and of the longest, the usual, and its share."""
    words_, long = np.expm1(own[:, WORDS]), own[:, RUNNING] > 0
    usual = float(np.median(words_[long])) if long.any() else 0.0
    most = float(words_.max(initial=0.0))
    alike = np.full((len(own), 2), (usual, long.mean() if len(own) else 0.0))
    return np.hstack([(words_ / max(1.0, usual))[:, None], (words_ / max(1.0, most))[:, None], alike])


def _core(mass: Vector, score: Vector) -> Any:
    """One row a line: where it stands to the run of lines whose n-grams speak most for an article, all in all.

    Lines out from that run (0 within), the place in it, and what the best run right before the line and the best right
    behind it hold. `mass` is what a line weighs.
    """
    sums = np.concatenate([[0.0], np.cumsum((score - 0.5) * mass, dtype=np.float64)])
    ending = sums - np.minimum.accumulate(sums)
    starting = np.maximum.accumulate(sums[::-1])[::-1] - sums
    end = int(ending.argmax())
    start = int(sums[: end + 1].argmin())
    place = np.arange(len(mass))
    out = np.where(place < start, place - start, np.where(place >= end, place - end + 1, 0))
    return np.stack([out, np.clip((place - start) / max(1, end - start), -1, 2), ending[:-1], starting[1:]], axis=1)


def headline_rows(rows: Matrix, keep: Vector) -> Matrix:
    """The rows with what was decided about the lines around: a headline stands where the article begins."""
    if not len(keep):
        return np.zeros((0, rows.shape[1] + 4), dtype=np.float32)
    before = np.cumsum(keep) / max(1.0, float(keep.sum()))
    columns = (keep, window(keep, 3), np.maximum.accumulate(keep), before)
    return np.hstack([rows, np.stack(columns, axis=1)]).astype(np.float32)
