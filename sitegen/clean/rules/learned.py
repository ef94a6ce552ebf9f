"""Lines that a trained model takes for residue: teasers, menus, captions and boxes that no list of phrases knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from sitegen.clean.day_words import entry_times
from sitegen.clean.learned.tokens import is_button
from sitegen.clean.rules.form import is_sentence, is_short
from sitegen.core.types import Block

# Across hosts on residue-dev, by a smaller forest, against 0.55: residue dropped fu 0.894 -> 0.902, wx 0.886 -> 0.895, lines
# kept F1 0.906 -> 0.911 and 0.909 -> 0.907.
KEEP = 0.6
# Once it is known whether a text has residue at all, sentences needn't be held back so hard: with 0.3 and 0.2 for the last two
# across hosts residue dropped fu 0.902, wx 0.892; with these 0.906 and 0.893, lines kept F1 0.908 -> 0.909 and 0.908.
# A bare heading over a paragraph, a quotation and a paragraph among paragraphs go only where the model is surer: what it
# would wrongly take out there is the article's own, and a teaser that stays does less harm.
KEEP_HEADING, KEEP_QUOTE, KEEP_AMONG, KEEP_SENTENCE = 0.25, 0.2, 0.4, 0.45
# A sentence that says what somebody said, wherever it stands. Of those between 0.35 and 0.6 on residue-dev, by
# models that had not seen their hosts, six were of articles and one was not; below it one and two.
KEEP_SPEECH = 0.35
KEEP_FIRST = 0.35  # a heading above all text, where buttons stand as well
# "Article content" between two paragraphs, or "Advertisement". Across hosts, of the lines of all fu texts together, F1 0.898 -> 0.901.
SURE_RESIDUE, LABEL = 0.1, 4  # probability; words
LONG = 12  # words
SUB = 12  # words of a heading at the most
# What a paper says of its own text stays, however the model takes it for an appeal or a box.
_CORRECTION = re.compile(
    r"\W*(?:corrections?|clarifications?|editor(?:’s|'s|s’)? note|korrektur|berichtigung|anmerkung der redaktion|rectificati(?:f|on)|erratum"
    r"|note de la rédaction|ndlr|fe de err(?:ores|atas)|corrección|nota (?:de la redacción|del editor|della redazione|da redação)|correzione|rettifica"
    r"|correção|correctie|rectificatie|rättelse|rettelse)\s?[:.–—-]",
    re.I,
)
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]{15,}[”“»\"]")
AROUND = 2  # words that tell beside a quotation whose it is
SHORTEST = 5  # words of a sentence that is no call ("Read more.")


def learned(blocks: Sequence[Block], keep: Sequence[float]) -> Iterator[int]:
    """Places of the blocks whose probability to belong to the article is too low for what they are."""
    text = [_is_text(block) and sure >= KEEP for block, sure in zip(blocks, keep, strict=True)]
    times = Counter(block.text for block in blocks)
    thin = [
        sure < SURE_RESIDUE and times[block.text] > 1 and is_short(block, LABEL) for block, sure in zip(blocks, keep, strict=True)
    ]
    beside = zip(_before(text, thin), _before(text[::-1], thin[::-1])[::-1], strict=True)
    low = [
        place
        for place, (block, sure, (before, after)) in enumerate(zip(blocks, keep, beside, strict=True))
        if sure < KEEP and sure < _least(block, before, after, place == 0)  # which is nowhere more
    ]
    entries = entry_times([block.text for block in blocks], text)
    found = _without_holes(blocks, [place for place in low if place not in entries])
    # A model that finds no article at all in what was handed in for one, or nothing but labels, is wrong about its kind.
    gone = set(found)
    left = (block for place, block in enumerate(blocks) if place not in gone and not _is_correction(block))
    yield from found if any(map(is_sentence, left)) else (place for place in found if not is_sentence(blocks[place]))


def _without_holes(blocks: Sequence[Block], found: list[int]) -> list[int]:
    """The places without those in numbered lists of which half stays: step three is missed where steps two and four are read."""
    gone = set(found)
    for numbered, run in groupby(range(len(blocks)), lambda place: blocks[place].kind == "item" and blocks[place].level > 0):
        places = set(run)
        if numbered and 2 * len(places & gone) <= len(places):
            gone -= places
    return sorted(gone)


def _before(text: Sequence[bool], thin: Sequence[bool]) -> list[bool]:
    """Whether the article's text stands before each block; a label between that is surely residue, and recurs, parts nothing."""
    out, last = [], False
    for is_text, is_thin in zip(text, thin, strict=True):
        out.append(last)
        last = last if is_thin else is_text
    return out


def _least(block: Block, before: bool, after: bool, first: bool) -> float:
    """The probability that a block needs to stay, by what it is and whether text stands beside it."""
    if _is_correction(block):
        return 0.0
    if block.kind == "quote":
        return KEEP_QUOTE
    if after and (before or first or block.kind == "heading") and is_short(block, SUB) and not is_sentence(block):
        return KEEP if is_button(block.text) else KEEP_HEADING if before else KEEP_FIRST
    if _is_speech(block):
        return KEEP_SPEECH
    if is_sentence(block) and (before or after):
        return KEEP_AMONG if before and after and _is_text(block) else KEEP_SENTENCE if not is_short(block, SHORTEST - 1) else KEEP
    return KEEP


def _is_correction(block: Block) -> bool:
    """Whether a block is a correction, or a note of the paper's on its text: more than a label."""
    return bool(_CORRECTION.match(block.text)) and not is_short(block, SHORTEST)


def _is_speech(block: Block) -> bool:
    """Whether a block is a sentence with words between quotation marks, and others outside that tell whose they are."""
    return is_sentence(block) and bool(_QUOTED.search(block.text)) and len(_QUOTED.sub("", block.text).split()) >= AROUND


def _is_text(block: Block) -> bool:
    return block.kind in ("paragraph", "quote") and not is_short(block, LONG - 1) and is_sentence(block)
