"""Which sections of the site show what: noted when an article, an entity or a series changes.

Notes may name too much, never too little: a page whose inputs turn out to be the same is not rendered. What each kind of page
shows is in `render/context.py`; whoever lets a page show more adds it here, and the build's stateful test tells if not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sitegen.model.cards import FOLDERS
from sitegen.model.pending import FIRST, Pending, Section
from sitegen.model.related import NAMED, NAMING, RARE_MOST, rarest

TABLED = ("person", "place")  # kinds of entities that have a table in the archive's data


class Notes:
    """Notes sections as pending. The caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection, pending: Pending):
        self._db, self.pending = db, pending
        self.names: set[tuple[str, str]] = set()
        """(kind, folded name) that articles which changed have or had."""
        self.things: set[str] = set()
        """Of figures that articles which changed have or had."""

    def article(self, id_: str, stays: bool = False) -> None:
        """An article before it changes or goes, and after it came or changed; `stays`: it keeps its place in all lists."""
        if self.pending.everything:  # then all is settled anew
            return
        self.names.update(self._db.execute("select kind, folded from term where article = ?", (id_,)))
        self.things.update(thing for (thing,) in self._db.execute("select distinct thing from claim where article = ?", (id_,)))
        url, day, title, draft, aliases = self._db.execute(
            "select url, day, title, draft, aliases from article where id = ?", (id_,)
        ).fetchone()
        self.pending.add(Section("article", "", url))
        self._data(id_)
        if not stays:
            for kind in TABLED:
                self.pending.add(Section("data", "", FOLDERS[kind]))
        self.text(id_)
        if draft:
            return
        only = id_ if stays else ""
        for period in ("", day[:4], day[:7], day) if day else ("", "undated"):
            self.pending.add(Section("articles", "", period), only)
        if day:
            self.pending.add(Section("on-this-day", "", day[5:]), only)
        for other in self._neighbours(day, title, id_):
            self.pending.add(Section("article", "", other))
        if aliases != "[]" or not stays:
            self.pending.add(Section("redirects"))
        self._shown_with(id_, only)
        if not stays:
            for section in ("map", "timeline", "on-this-day"):
                self.pending.add(Section(section))
            for kind, slug, *_ in rarest(self._db.execute(NAMED, (id_,)).fetchall(), RARE_MOST + 1):
                self._related(kind, slug)

    def text(self, id_: str) -> None:
        """An article's text: the pages that compare it with other versions, and those versions' own."""
        rows = self._db.execute(
            "select url from article where id = (select story from article where id = ?) or (story = ? and story != '')", (id_, id_)
        )
        for (url,) in rows.fetchall():
            self.pending.add(Section("article", "", url))

    def entity(self, kind: str, slug: str, names: Iterable[str]) -> None:
        """An entity that came, went or looks another way; `names`: folded, those that it had and those that it has."""
        if self.pending.everything:
            return
        self.pending.add(Section("entity", kind, slug))
        self._listed(kind)
        self.pending.add(Section("redirects"))
        for name in names:
            rows = self._db.execute(
                "select article from term where kind = ? and folded = ? union select article from claim where by_whom = ?",
                (kind, name, name),
            ).fetchall()
            for (article,) in rows:
                (url,) = self._db.execute("select url from article where id = ?", (article,)).fetchone()
                self.pending.add(Section("article", "", url))
                self._data(article)
                self._beside(article)
            claiming = self._db.execute("select distinct article from claim where by_whom = ?", (name,)).fetchall()
            for (article,) in claiming:
                self._shown_with(article, article)

    def counted(self, kind: str, slug: str, least: int) -> None:
        """An entity that more or fewer articles name: `least` before or now."""
        self.pending.add(Section("entity", kind, slug))
        self._listed(kind)
        if least <= RARE_MOST and not self.pending.everything:
            self._related(kind, slug)

    def claim(self, article: str, old: str, new: str) -> None:
        """An article with a figure that went from one series to another."""
        if self.pending.everything:
            return
        (url,) = self._db.execute("select url from article where id = ?", (article,)).fetchone()
        self.pending.add(Section("article", "", url))
        self._data(article)
        self._shown_with(article, "")
        for slug in (old, new):
            self.series(slug)

    def series(self, slug: str) -> None:
        """A series that came, went or changed."""
        self.pending.add(Section("series", "", slug))
        self.pending.add(Section("figures"))

    # ---- parts

    def _data(self, article: str) -> None:
        """An article's rows in the archive's data."""
        for table in ("articles", "figures"):
            self.pending.add(Section("data", "", table), article)

    def _listed(self, kind: str) -> None:
        """The lists of all entities of a kind."""
        self.pending.add(Section("entities", kind))
        if kind in TABLED:
            self.pending.add(Section("data", "", FOLDERS[kind]))
        if kind == "place":
            self.pending.add(Section("map"))

    def _related(self, kind: str, slug: str) -> None:
        """The articles that are related by an entity which few of them name."""
        rows = self._db.execute(NAMING.format(columns="a.url"), (kind, slug)).fetchall() if kind != "tag" else []
        for (url,) in rows:
            self.pending.add(Section("article", "", url))

    def _beside(self, article: str) -> None:
        """The entities of an article: on the first page of each stands who and what is named beside it."""
        for kind, slug, _ in self._entities_of(article):
            self.pending.add(Section("entity", kind, slug), FIRST)

    def _entities_of(self, article: str) -> list[tuple[str, str, int]]:
        """(kind, slug, whether it has a page)."""
        return self._db.execute(
            "select e.kind, e.slug, e.page from term t cross join entity_name n on n.kind = t.kind and n.folded = t.folded "
            "cross join entity e on e.kind = n.kind and e.slug = n.slug where t.article = ?",
            (article,),
        ).fetchall()

    def _shown_with(self, article: str, only: str) -> None:
        """The entities of an article and its claims, on whose pages it stands."""
        claims = self._db.execute("select by_whom, series from claim where article = ?", (article,)).fetchall()
        for kind, slug, page in self._entities_of(article):
            self.pending.add(Section("entity", kind, slug), only)
            if not page:  # then the list of all shows its articles
                self.pending.add(Section("entities", kind))
        if claims:
            (day,) = self._db.execute("select day from article where id = ?", (article,)).fetchone()
            self.pending.add(Section("figures"), only)
            self.pending.add(Section("figures-day", "", day or "undated"))
        for by, series in claims:
            if series:
                self.pending.add(Section("series", "", series))
            claimants = self._db.execute("select kind, slug from entity_name where folded = ? and kind != 'tag'", (by,)).fetchall()
            for kind, slug in claimants if by else ():
                self.pending.add(Section("entity", kind, slug), article)

    def _neighbours(self, day: str, title: str, id_: str) -> Iterable[str]:
        """Addresses of the articles before and after one in time."""
        if not day:
            return
        for compare, order in (("<", "desc"), (">", "asc")):
            yield from (
                url
                for (url,) in self._db.execute(
                    f"select url from article where draft = 0 and day != '' and (day, title, id) {compare} (?, ?, ?) "
                    f"order by day {order}, title {order}, id {order} limit 1",
                    (day, title, id_),
                )
            )
