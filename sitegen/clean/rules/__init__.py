"""Residue rules, one a file, in the order in which they look at an article.

Three kinds of evidence meet here. A rule goes by a block's own words, its form and where it stands; the words are what
sites write around articles (English and French above all), never what one article says. `repeated` goes by what the
archive knows of the lines of one source. `learned` goes by what a trained model makes of a line among its neighbours; and
where the model is sure that a block belongs to the article, no rule by words takes it out. `RULES` is the only list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sitegen.clean.overrule import Overrule
from sitegen.clean.rules.advertisement import advertisement
from sitegen.clean.rules.agency_notes import agency_notes
from sitegen.clean.rules.author_box import author_box
from sitegen.clean.rules.comments import comments
from sitegen.clean.rules.copyright_line import copyright_line
from sitegen.clean.rules.learned import learned
from sitegen.clean.rules.meter import meter
from sitegen.clean.rules.navigation import navigation
from sitegen.clean.rules.newsletter import newsletter
from sitegen.clean.rules.notices import notices
from sitegen.clean.rules.photo_credit import photo_credit
from sitegen.clean.rules.related import related
from sitegen.clean.rules.repeated import repeated
from sitegen.clean.rules.share_bar import share_bar
from sitegen.core.types import Block, Cut

Rule = Callable[[Sequence[Block], Iterable[int]], Iterator[int]]
"""Is given all blocks that are left and the places, in order, of those about which it is asked; tells the places of residue."""

RULES: tuple[Rule, ...] = (
    comments,  # first: what stands behind a comment form is a reader's, whatever it looks like
    agency_notes,
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
)
# From this probability on the model's word goes before a rule's. On the column texts of residue-dev, by models that had not
# seen their hosts, the rules took out 25 lines of articles and 6 of residue above it, and 120 and 6,200 below.
SURE = 0.8
NOTHING = Overrule()


def cut_residue(
    blocks: tuple[Block, ...], keep: Sequence[float], often: Sequence[float] = (), overrule: Overrule = NOTHING
) -> tuple[tuple[Block, ...], tuple[Cut, ...]]:
    """The blocks that are the article's, and the others with the name of the rule that took each out, in their order.

    `keep` holds a probability for each block, `often` the share of the source's articles in which it stands (none: 0).
    """
    by = {place: "drop" for place, block in enumerate(blocks) if overrule.drops(block.text)}
    stays = {place for place, block in enumerate(blocks) if overrule.keeps(block.text)}
    left = [place for place in range(len(blocks)) if place not in by]
    may_go = {place for place in left if keep[place] < SURE and place not in stays}
    for rule in RULES:
        asked = [n for n, place in enumerate(left) if place in may_go]
        found = may_go.intersection(left[n] for n in rule([blocks[place] for place in left], asked))
        by |= dict.fromkeys(found, rule.__name__)
        left = [place for place in left if place not in found]
    shares = often or [0.0] * len(blocks)
    common = [left[n] for n in repeated([blocks[n] for n in left], [keep[n] for n in left], [shares[n] for n in left])]
    by |= {place: "repeated" for place in common if place not in stays}
    left = [place for place in left if place not in by]
    unlikely = [left[n] for n in learned([blocks[n] for n in left], [keep[n] for n in left])]
    by |= {place: "learned" for place in unlikely if place not in stays}
    cuts = tuple(Cut(blocks[place].text, by[place], place - done) for done, place in enumerate(sorted(by)))
    return tuple(block for place, block in enumerate(blocks) if place not in by), cuts
