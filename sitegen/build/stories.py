"""The same story twice: copies, cuts and updates of one text are versions of its earliest and fullest article."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from sitegen.core.shingles import Shingles
from sitegen.infra.copies import Copies
from sitegen.infra.index import Shelf, Stored
from sitegen.store.read import ARTICLES, read_article
from sitegen.store.write import write_article

FULL = 0.8  # of the longest version's length: an earlier but much shorter one is a first notice, not the article


class Stories:
    """Which articles are versions of which, in the index and in the articles' own heads."""

    def __init__(self, db: sqlite3.Connection, content: Path):
        self._copies, self._content = Copies(db), content
        self._touched = False

    def add(self, article: str, runs: Shingles) -> None:
        """Take in an article by its id."""
        self._copies.add(article, runs)
        self._touched = True

    def forget(self, article: str) -> None:
        """Take an article out."""
        self._copies.forget(article)
        self._touched = True

    def knows(self, article: str) -> bool:
        """Whether an article was taken in."""
        return self._copies.known(article)

    def settle(self, shelf: Shelf) -> int:
        """Write into each version of a story (`story:`) the id of its first article; how many versions there are.

        A file that a person edited is left as it is.
        """
        versions = 0
        if not self._touched:
            return versions
        single = {each.id for each in shelf.versions()}
        for ids in self._copies.stories():
            articles = [found for each in ids if (found := shelf.by_id(each))]
            if len(articles) < 2:
                continue
            single -= {each.id for each in articles}
            first = canonical(articles)
            for each in articles:
                versions += each.id != first.id
                self._mark(shelf, each, "" if each.id == first.id else first.id)
        for name in sorted(single):
            if article := shelf.by_id(name):
                self._mark(shelf, article, "")
        return versions

    def _mark(self, shelf: Shelf, article: Stored, story: str) -> None:
        if article.story == story or not article.untouched:
            return
        read = read_article(self._content, article.path).article
        if read is None:
            return
        write_article(self._content, article.path, replace(read.meta, story=story), read.body)
        status = (self._content / ARTICLES / article.path).stat()
        shelf.put(replace(article, story=story, size=status.st_size, changed=status.st_mtime_ns))


def canonical(articles: list[Stored]) -> Stored:
    """The earliest of the articles that are about as full as the fullest; undated ones last."""
    longest = max(each.words for each in articles)
    full = [each for each in articles if each.words >= FULL * longest]
    return min(full, key=lambda each: (each.date is None, each.date or "", -each.words, each.path))
