"""Which articles have names in common, and which names stand together in articles."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Container
from typing import Any

from sitegen.model.cards import LINK

# Names in more than so many articles say nothing, and so many of an article's rarest are looked at.
RARE_MOST, RARE_NAMES = 60, 5
LEAST = 0.5  # score: one name that three articles have, or two of ten each
NEWEST = 500  # articles of an entity that are looked at for who and what is named together in them

RARE = """
select e.kind, e.slug, e.name, e.count from term t cross join entity_name n on n.kind = t.kind and n.folded = t.folded
cross join entity e on e.kind = n.kind and e.slug = n.slug
where t.article = ? and e.kind != 'tag' and e.hidden = 0 and e.count between 2 and ?
group by e.kind, e.slug order by e.count, e.kind, e.slug limit ?"""
"""(kind, slug, name, articles) of an article's rarest names, of the article, the most articles of a name, the most names."""
NAMING = (
    "select {columns} from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
    "cross join article a on a.id = t.article and a.draft = 0 where n.kind = ? and n.slug = ?"
)
"""Published articles `a` that name an entity, of its kind and slug."""

Row = tuple[Any, ...]


def story_of(db: sqlite3.Connection, article: str) -> str:
    """The id of the article of which one is a version; of one that is none, its own."""
    row = db.execute("select story from article where id = ?", (article,)).fetchone()
    return (row[0] if row else "") or article


def most_in_common(db: sqlite3.Connection, article: str, limit: int) -> tuple[list[Row], list[tuple[Row, tuple[str, ...]]]]:
    """An article's rarest names (as `RARE` tells them), and the articles that have most of them: (`LINK` columns, names in both).

    Other versions of its story are left out: they have all of them.
    """
    names = db.execute(RARE, (article, RARE_MOST, RARE_NAMES)).fetchall()
    found: dict[Row, list[tuple[str, int]]] = {}
    for kind, slug, name, count in names:
        for row in db.execute(NAMING.format(columns=f"distinct a.id, a.story, {LINK}"), (kind, slug)):
            found.setdefault(row, []).append((name, count))
    story = story_of(db, article)
    scored = [
        (-sum(1 / math.log2(1 + count) for _, count in shared), row, tuple(name for name, _ in shared))
        for row, shared in found.items()
        if row[0] != article and (row[1] or row[0]) != story
    ]
    return names, [(row[2:], shared) for score, row, shared in sorted(scored) if score <= -LEAST][:limit]


def named_together(db: sqlite3.Connection, kind: str, slug: str, wanted: Container[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Of the newest articles that name an entity, how many name each person and place of `wanted` (kind, slug) together."""
    newest = NAMING.format(columns="distinct a.id, a.day") + " order by a.day desc, a.id limit ?"
    rows = db.execute(
        f"select t.article, m.kind, m.slug from ({newest}) a cross join term t on t.article = a.id "
        "cross join entity_name m on m.kind = t.kind and m.folded = t.folded",
        (kind, slug, NEWEST),
    )
    named: dict[str, tuple[set[str], set[str]]] = {}
    for article, of_kind, other in rows:
        if (of_kind, other) in wanted:
            people, places = named.setdefault(article, (set(), set()))
            (people if of_kind == "person" else places).add(other)
    return dict(Counter((person, place) for people, places in named.values() for person in people for place in places))
