"""Residue rules, one a file, in the order in which they look at an article.

A rule is a function from the article's blocks to the places of those that are residue. It goes by a block's own words,
its form and where it stands; the words are what sites write around articles (English and French), never what one
article says. `RULES` is the only list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sitegen.clean.rules.advertisement import advertisement
from sitegen.clean.rules.author_box import author_box
from sitegen.clean.rules.comments import comments
from sitegen.clean.rules.copyright_line import copyright_line
from sitegen.clean.rules.margins import margins
from sitegen.clean.rules.meter import meter
from sitegen.clean.rules.navigation import navigation
from sitegen.clean.rules.newsletter import newsletter
from sitegen.clean.rules.notices import notices
from sitegen.clean.rules.photo_credit import photo_credit
from sitegen.clean.rules.related import related
from sitegen.clean.rules.share_bar import share_bar
from sitegen.core.types import Block, Cut

Rule = Callable[[Sequence[Block]], Iterator[int]]

RULES: tuple[Rule, ...] = (
    comments,  # first: what stands behind a comment form is a reader's, whatever it looks like
    notices,
    share_bar,
    newsletter,
    related,
    advertisement,
    meter,
    navigation,
    photo_credit,
    author_box,
    copyright_line,
    margins,  # last: by place alone, of what no rule has known by its words
)


def cut_residue(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Cut, ...]]:
    """The blocks that are the article's, and the others with the name of the rule that took each out."""
    cuts: list[Cut] = []
    for rule in RULES:
        places = frozenset(rule(blocks))
        name = rule.__name__
        cuts += (Cut(blocks[place].text, name) for place in sorted(places))
        blocks = tuple(block for place, block in enumerate(blocks) if place not in places)
    return blocks, tuple(cuts)
