"""Which articles have names in common, and which names stand together in articles."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sitegen.model.cards import LINK

# Names in more than so many articles say nothing, and so many of an article's rarest are looked at.
RARE_MOST, RARE_NAMES = 60, 5
LEAST = 0.5  # score: one name that three articles have, or two of ten each
NEWEST = 500  # articles of an entity that are looked at for which two are named together in them

NAMED = """
select e.kind, e.slug, e.name, e.count, e.page, e.record from term t
cross join entity_name n on n.kind = t.kind and n.folded = t.folded cross join entity e on e.kind = n.kind and e.slug = n.slug
where t.article = ? and e.hidden = 0 group by e.kind, e.slug order by min(t.place)"""
"""`ENTITY` columns of what an article names, in the order of its front matter."""
NAMING = (
    "select {columns} from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
    "cross join article a on a.id = t.article and a.draft = 0 where n.kind = ? and n.slug = ?"
)
"""Published articles `a` that name an entity, of its kind and slug."""

_NAMING_IDS = (
    "select t.article from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
    "where n.kind = ? and n.slug = ?"
)

MARKS = 500  # values in one question; SQLite before 3.32 takes no more than 999
Row = tuple[Any, ...]
Key = str
"""Kind and slug of an entity, with a space between."""


def story_of(db: sqlite3.Connection, article: str) -> str:
    """The id of the article of which one is a version; of one that is none, its own."""
    row = db.execute("select story from article where id = ?", (article,)).fetchone()
    return (row[0] if row else "") or article


def rarest(named: Iterable[Row], most: int = RARE_MOST) -> list[Row]:
    """(kind, slug, name, articles) of the people and places, out of the rows of `NAMED`, that at most so many articles name."""
    rare = [row[:4] for row in named if row[0] != "tag" and 2 <= row[3] <= most]
    return sorted(rare, key=lambda row: (row[3], row[0], row[1]))


def most_in_common(db: sqlite3.Connection, article: str, names: Sequence[Row], limit: int) -> list[tuple[Row, tuple[str, ...]]]:
    """The articles that have most of an article's rarest names: (`LINK` columns, names in both).

    Other versions of its story are left out: they have all of them.
    """
    score: dict[str, float] = {}
    naming = []
    for kind, slug, name, count in names:
        found = {id_ for (id_,) in db.execute(_NAMING_IDS, (kind, slug))}
        naming.append((name, found))
        weight = 1 / math.log2(1 + count)
        for id_ in found:
            score[id_] = score.get(id_, 0.0) + weight
    score.pop(article, None)
    ranked = sorted((-sum_, id_) for id_, sum_ in score.items() if sum_ >= LEAST)
    story = story_of(db, article) if ranked else ""
    best: list[tuple[Row, tuple[str, ...]]] = []
    # Names lead to twenty articles for each that is shown: only of the first ones more is read than their ids.
    for start in range(0, len(ranked), limit + 1):
        ids = [id_ for _, id_ in ranked[start : start + limit + 1]]
        marks = ",".join("?" * len(ids))
        query = f"select a.id, a.story, {LINK} from article a where a.id in ({marks}) and a.draft = 0"
        rows = {row[0]: row[1:] for row in db.execute(query, ids)}
        best += [
            (rows[id_][1:], tuple(name for name, found in naming if id_ in found))
            for id_ in ids
            if id_ in rows and (rows[id_][0] or id_) != story
        ]
        if len(best) >= limit:
            break
    return best[:limit]


@dataclass(slots=True)
class Company:
    """Who and what the articles of an entity name, and when: all of it from one look at their rows."""

    months: Counter[str] = field(default_factory=Counter)
    """Dated articles by `YYYY-MM`."""
    first_day: str = ""
    last_day: str = ""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """Articles by what they name, by its kind and its slug."""
    newest: list[frozenset[Key]] = field(default_factory=list)
    """What each of the newest articles names."""

    def together(self, people: Sequence[str], places: Sequence[str]) -> dict[tuple[str, str], int]:
        """How many of the newest articles name each of some people and each of some places, by their slugs."""
        counts: Counter[tuple[str, str]] = Counter()
        persons, places_ = {f"person {slug}": slug for slug in people}, {f"place {slug}": slug for slug in places}
        for named in self.newest:
            if (who := named & persons.keys()) and (where := named & places_.keys()):
                counts.update((persons[person], places_[place]) for person in who for place in where)
        return dict(counts)


def company(db: sqlite3.Connection, kind: str, slug: str) -> Company:
    """What stands in the articles that name an entity; they are read the newest first, one at a time."""
    articles = NAMING.format(columns="distinct a.id, a.day")
    # In one text for each article: a row for each name would take longer to hand over than to find.
    names = (
        "select group_concat(m.kind || ' ' || m.slug, char(10)) from term t "
        "cross join entity_name m on m.kind = t.kind and m.folded = t.folded where t.article = a.id"
    )
    found, counts = Company(), Counter[Key]()
    for day, text in db.execute(f"select a.day, ({names}) from ({articles}) a order by a.day desc, a.id", (kind, slug)):
        named = frozenset(text.split("\n"))
        counts.update(named)
        if len(found.newest) < NEWEST:
            found.newest.append(named)
        if day:
            found.months[day[:7]] += 1
            found.first_day, found.last_day = day, found.last_day or day
    for key, count in counts.items():
        of_kind, _, of_slug = key.partition(" ")
        found.counts.setdefault(of_kind, {})[of_slug] = count
    return found


def most_together(db: sqlite3.Connection, found: Company, kind: str, apart: str, limit: int) -> list[Row]:
    """The entities of a kind that most of those articles name, with their number (`ENTITY` columns); `apart`: the slug of one
    that is left out."""
    counts = found.counts.get(kind, {})
    ranked = sorted((slug for slug in counts if slug != apart), key=counts.__getitem__, reverse=True)
    at, rows = 0, list[Row]()
    while at < len(ranked) and len(rows) < limit:  # seldom more than once: where hidden ones stood among the first
        least = counts[ranked[min(at + limit, len(ranked)) - 1]]
        end = next((place for place in range(at, len(ranked)) if counts[ranked[place]] < least), len(ranked))
        for start in range(at, end, MARKS):
            slugs = ranked[start : min(start + MARKS, end)]
            query = (
                "select kind, slug, name, page, record from entity where hidden = 0 and kind = ? "
                f"and slug in ({','.join('?' * len(slugs))})"
            )
            rows += [(*row[:3], counts[row[1]], *row[3:]) for row in db.execute(query, (kind, *slugs))]
        at = end
    return sorted(rows, key=lambda row: (-row[3], row[2], row[1]))[:limit]
