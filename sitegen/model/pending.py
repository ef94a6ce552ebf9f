"""What may have changed since it was published: kept in the index, so that neither a kill nor another command loses it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

EVERYTHING = "everything"
NAMES = "names"
"""In place of an article's address: the look-up of people and places is to be made again."""
FIRST = "first"
"""In place of an article's id: of a section the first page alone may have changed."""


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that are planned together: all pages of one list, one article, one entity."""

    kind: str
    entity_kind: str = ""
    subject: str = ""

    def __str__(self) -> str:
        return "\t".join((self.kind, self.entity_kind, self.subject))

    @classmethod
    def read(cls, text: str) -> Section:
        """From the form in which the index holds it."""
        return cls(*text.split("\t"))


class Pending:
    """Notes sections. The caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        self._all = db.execute("select 1 from pending where section = ?", (EVERYTHING,)).fetchone() is not None

    @property
    def everything(self) -> bool:
        """Whether every page of the site may have changed."""
        return self._all

    def add_everything(self) -> None:
        """From here on nothing needs to be noted one by one."""
        self._db.execute("delete from pending")
        self._db.execute("insert into pending values (?, '')", (EVERYTHING,))
        self._db.execute("delete from unsearched")
        self._db.execute("insert into unsearched values (?)", (EVERYTHING,))
        self._all = True

    def add(self, section: Section, article: str = "") -> None:
        """Note a section; with an article's id, only those of its pages that show it, and its first."""
        if self._all:
            return
        self._db.execute("insert or ignore into pending values (?, ?)", (str(section), article))
        if section.kind == "article":
            self._db.execute("insert or ignore into unsearched values (?)", (section.subject,))
        elif section.kind == "entities":
            self._db.execute("insert or ignore into unsearched values (?)", (NAMES,))

    def sections(self) -> Iterator[tuple[Section, frozenset[str]]]:
        """Each section, in order, with the articles whose pages alone may have changed; none of them means all."""
        rows = self._db.execute("select section, group_concat(article, char(10)) from pending group by section order by section")
        for section, articles in rows.fetchall():
            ids = frozenset(articles.split("\n"))
            yield Section.read(section), frozenset() if "" in ids else ids

    def clear(self) -> None:
        """All that was noted is published."""
        self._db.execute("delete from pending")
        self._all = False
