"""Which blocks of a page are its article: what the model's probabilities say, and what no block can know alone."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.clean.candidates import Candidate
from sitegen.clean.day_words import entry_times
from sitegen.clean.headings import is_heading
from sitegen.clean.learned.features import Vector
from sitegen.clean.learned.tokens import is_button
from sitegen.core.text import fold

KEEP = 0.5  # probability from which on a block is the article's
KEEP_AGREED = 0.2  # the same where trafilatura took all of a block, or where its element says that it is a quotation
LINKED = 0.5  # share of a list's item that is links, from which on it leads elsewhere
PULLED = 5  # words of a pull-quote; fewer are said twice by chance


def chosen(title: str, blocks: Sequence[Candidate], keep: Vector, agreed: Vector) -> list[bool]:
    """Which blocks are the article's: probable ones, but for its own headline, hidden copies and readers' comments."""
    headline = fold(title)
    seen: set[tuple[str, str]] = set()
    taken: list[bool] = []
    for block, probability, share in zip(blocks, keep, agreed, strict=True):
        mark = (block.text, "" if len(block.text) > 60 else f"{block.container}")
        fresh = mark not in seen
        taken.append(bool(probability >= _least(block, share)) and fresh and fold(block.text) != headline)
        if taken[-1]:
            seen.add(mark)
    for step in (_whole_lists, _with_times, _with_headings, _without_comments, _without_pull_quotes):
        taken = step(blocks, taken)
    return taken


def _least(block: Candidate, taken: float) -> float:
    """The probability that a block needs: less where it is a quotation, or where trafilatura took all of it and it is no link."""
    sure = block.kind in ("blockquote", "pre") or taken >= 1
    return KEEP_AGREED if sure and not block.linked else KEEP


def _whole_lists(blocks: Sequence[Candidate], taken: list[bool]) -> list[bool]:
    """The choice with all items of a list of which half was chosen, but for links elsewhere."""
    lists: dict[int, list[int]] = {}
    for place, block in enumerate(blocks):
        if block.kind == "li" and block.text:
            lists.setdefault(block.container, []).append(place)
    out = list(taken)
    for places in lists.values():
        if 0 < sum(taken[place] for place in places) < len(places) <= 2 * sum(taken[place] for place in places):
            for place in places:
                out[place] = taken[place] or blocks[place].linked < LINKED
    return out


def _with_times(blocks: Sequence[Candidate], taken: list[bool]) -> list[bool]:
    """The choice with the times of day over the entries of a live report."""
    over = entry_times([block.text for block in blocks], taken)
    return [mine or place in over for place, mine in enumerate(taken)]


def _with_headings(blocks: Sequence[Candidate], taken: list[bool]) -> list[bool]:
    """The choice with headings that stand between two blocks of it, beside the one below: over prose a heading is the article's.

    A line in bold type is one, too, unless it is a button ("Anzeige").
    """
    out = list(taken)
    for place in range(1, len(blocks) - 1):
        block, below = blocks[place], blocks[place + 1]
        if not taken[place] and not block.linked and taken[place - 1] and taken[place + 1] and below.kind == "p":
            marked = block.kind in ("h2", "h3", "h4") and block.container == below.container
            bold = block.bold == block.text and is_heading(block.text, below.text) and not is_button(block.text)
            out[place] = marked or bold
    return out


def _without_comments(blocks: Sequence[Candidate], taken: list[bool]) -> list[bool]:
    """No block of an element named for comments, as long as most of what was chosen stands outside of such."""
    inside = [block.in_comments for block in blocks]
    size = sum(len(block.text) for block, mine in zip(blocks, taken, strict=True) if mine)
    outside = sum(len(block.text) for block, mine, comment in zip(blocks, taken, inside, strict=True) if mine and not comment)
    if outside * 2 < size:
        return taken
    return [mine and not comment for mine, comment in zip(taken, inside, strict=True)]


def _without_pull_quotes(blocks: Sequence[Candidate], taken: list[bool]) -> list[bool]:
    """No block that only says again, set apart, what a paragraph says."""
    whole = "\n".join(block.text for block, mine in zip(blocks, taken, strict=True) if mine)
    out = list(taken)
    for place, block in enumerate(blocks):
        words = block.text.strip(" \"“”„«»‘’'")
        apart = block.kind != "p" or any("pull" in name for name in block.names)
        if taken[place] and apart and len(words.split()) >= PULLED and whole.count(words) > 1:
            out[place] = False
    return out
