"""Stories: articles that are copies, cuts or updates of one text, found by the runs of words that they share.

Sampled runs lead from an article to those that it may be a copy of; the runs of both, all of them, then decide. Kept in
SQLite, so that memory doesn't grow with the archive. The measure is containment: what share of the shorter text stands in
the longer one, and whether it stands all over it. A run that stands in many stories is a notice or a phrase, and no evidence.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sitegen.core.shingles import Shingles, sampled

# Measured on 6,059 texts with known copies: docs/decisions/0008-stories-by-containment.md.
WHOLE = 0.57  # share of the shorter text's runs that stand in the longer, from which on it is a copy wherever they stand
CONTAINED = 0.38  # share from which on it is one where they stand all over the shorter text: an edited copy
PARTS = 16  # of the shorter text, and
SPREAD = 0.6  # the share of them in which some must stand; a follow-up that repeats its story's end has fewer
OVERLAP = 0.15  # share of both texts' runs that must be common: a paragraph quoted in a long text makes no copy of it
SHARED = 2  # sampled runs in common from which on two texts are compared
COMMON = 25  # stories from which on a run is a notice or a phrase
ENOUGH = 20  # runs that must be left of a text when common ones are gone
_SCHEMA = """
create table if not exists copy_text (article text primary key, story text not null, runs blob not null) without rowid;
create index if not exists copy_text_by_story on copy_text (story);
create table if not exists copy_run (run integer not null, article text not null, primary key (run, article)) without rowid;
create table if not exists copy_pair (one text not null, other text not null, primary key (one, other)) without rowid;
"""
_Low = npt.NDArray[np.uint32]


class Copies:
    """Which articles tell one story. The caller holds the transaction; articles are named by their ids."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        db.executescript(_SCHEMA)

    def add(self, article: str, runs: Shingles) -> None:
        """Take an article in, or again with another text, and join it to the stories that it is a copy of."""
        self.forget(article)
        kept = runs.astype(np.uint32)
        self._db.execute("insert into copy_text values (?, ?, ?)", (article, article, kept.tobytes()))
        looked_up = [int(run >> np.uint64(1)) for run in runs[sampled(runs)]]
        postings = {run: self._articles_with(run) for run in looked_up}
        stories = {name: self._story(name) for names in postings.values() for name in names}
        rare = {run: names for run, names in postings.items() if len({stories[name] for name in names}) <= COMMON}
        shared = Counter(name for names in rare.values() for name in names)
        common = self._common_mask(runs, set(postings) - set(rare))
        for other, count in sorted(shared.items()):
            if count >= SHARED and self._story(other) != self._story(article) and self._is_copy(kept, common, other):
                self._db.execute("insert or ignore into copy_pair values (?, ?)", tuple(sorted((article, other))))
                self._join(article, other)
        mine = self._story(article)
        fresh = [
            run
            for run, names in postings.items()
            if len(names) <= COMMON and all(stories[name] != mine and self._story(name) != mine for name in names)
        ]
        self._db.executemany("insert or ignore into copy_run values (?, ?)", ((run, article) for run in fresh))

    def forget(self, article: str) -> None:
        """Take an article out; what it held together alone falls apart."""
        row = self._db.execute("select story from copy_text where article = ?", (article,)).fetchone()
        if row is None:
            return
        self._db.execute("delete from copy_text where article = ?", (article,))
        self._db.execute("delete from copy_pair where one = ? or other = ?", (article, article))
        self._db.execute("delete from copy_run where article = ?", (article,))
        self._regroup([name for (name,) in self._db.execute("select article from copy_text where story = ?", (row[0],))])

    def known(self, article: str) -> bool:
        """Whether an article was taken in."""
        return self._db.execute("select 1 from copy_text where article = ?", (article,)).fetchone() is not None

    def stories(self) -> Iterator[tuple[str, ...]]:
        """The articles of each story that has two or more, by the story's name."""
        rows = self._db.execute(
            "select story, article from copy_text where story in (select story from copy_text group by story having count(*) > 1) "
            "order by story, article"
        )
        held: list[str] = []
        last = ""
        for story, article in rows:
            if story != last and held:
                yield tuple(held)
                held = []
            held.append(article)
            last = story
        if held:
            yield tuple(held)

    # ---- one step each

    def _articles_with(self, run: int) -> list[str]:
        return [name for (name,) in self._db.execute("select article from copy_run where run = ?", (run,))]

    def _story(self, article: str) -> str:
        row = self._db.execute("select story from copy_text where article = ?", (article,)).fetchone()
        return str(row[0]) if row else article

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._story(one), self._story(other)))
        self._db.execute("update copy_text set story = ? where story = ?", (first, second))

    def _common_mask(self, runs: Shingles, common: set[int]) -> npt.NDArray[np.bool_]:
        """Runs of a notice: those looked up and found common, and all that stand between two such."""
        at = np.flatnonzero(sampled(runs))
        known = np.array([int(run >> np.uint64(1)) in common for run in runs[at]], dtype=bool)
        mask = np.zeros(len(runs), dtype=bool)
        for left, right, both in zip(at[:-1], at[1:], known[:-1] & known[1:], strict=True):
            if both:
                mask[left : right + 1] = True
        mask[at[known]] = True
        return mask

    def _is_copy(self, mine: _Low, common: npt.NDArray[np.bool_], other: str) -> bool:
        row = self._db.execute("select runs from copy_text where article = ?", (other,)).fetchone()
        if row is None:
            return False
        notice = np.unique(mine[common])
        theirs = np.frombuffer(row[0], dtype=np.uint32)
        own, other_runs = mine[~common], theirs[~np.isin(theirs, notice)]
        shorter, longer = sorted((own, other_runs), key=len)
        if len(shorter) < ENOUGH:
            return False
        shared = np.isin(shorter, longer)
        both = int(shared.sum())
        if both < OVERLAP * (len(shorter) + len(longer) - both):
            return False
        return both >= WHOLE * len(shorter) or (both >= CONTAINED * len(shorter) and _spread(shared) >= SPREAD)

    def _regroup(self, articles: list[str]) -> None:
        """The stories of some articles anew, from the pairs that are left."""
        self._db.executemany("update copy_text set story = article where article = ?", ((name,) for name in articles))
        for name in articles:
            for one, other in self._db.execute("select one, other from copy_pair where one = ?", (name,)).fetchall():
                self._join(one, other)


def _spread(shared: npt.NDArray[np.bool_]) -> float:
    """Share of a text's parts in which a fifth of the runs is shared."""
    return float(np.mean([part.mean() >= 0.2 for part in np.array_split(shared, PARTS)]))
