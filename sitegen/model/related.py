"""Which articles have names in common: what is asked of the tables for it."""

from __future__ import annotations

# Names in more than so many articles say nothing, and so many of an article's rarest are looked at.
RARE_MOST, RARE_NAMES = 60, 5
TOGETHER = 500  # articles of an entity that are looked at for who and what is named together in them
RELATED = 0.5  # least score: one name that three articles have, or two of ten each
RARE = """
select e.kind, e.slug, e.name, e.count from term t cross join entity_name n on n.kind = t.kind and n.folded = t.folded
cross join entity e on e.kind = n.kind and e.slug = n.slug
where t.article = ? and e.kind != 'tag' and e.hidden = 0 and e.count between 2 and ?
group by e.kind, e.slug order by e.count, e.kind, e.slug limit ?"""
NAMING = (
    "select {columns} from entity_name n cross join term t on t.kind = n.kind and t.folded = n.folded "
    "cross join article a on a.id = t.article and a.draft = 0 where n.kind = ? and n.slug = ?"
)
