"""Which short lines and blocks are headings, where nothing says so but their form."""

from __future__ import annotations

import re
from dataclasses import replace

from sitegen.core.text import SENTENCE_END, STOPS, word_count
from sitegen.core.types import Block

LONGEST = 90  # characters; longer lines without a full stop are mostly captions and cut paragraphs
MOST_WORDS = 14
_QUESTION = re.compile(r"(?:q|a|question|answer|frage|antwort)\s?[:.]\s", re.I)
_ROW = re.compile(r"\S\s+\d[\d.,%]*\s+\d[\d.,%]*$")  # of a table: "Upper Valley  120  98"
_ENDS = (*STOPS.translate(dict.fromkeys(map(ord, "?？؟"))), ":", ",", ";", '."', ".”", ".’", "!”", ".»", ")", "-", "–", "—")


def is_heading(line: str, following: str) -> bool:
    """Whether a short line stands over a paragraph as its heading.

    It has no full stop, begins like a sentence or a name, is no list of links, and a longer text that ends like a
    sentence follows.
    """
    if len(line) > LONGEST or word_count(line) > MOST_WORDS or line.endswith(_ENDS):
        return False
    begins = line.lstrip("“‘„‚\"'«( ")
    if not begins[:1].isalnum() or begins[0].islower() or re.search(r"https?:|www\.|@|\|", line):
        return False
    if _QUESTION.match(line) or _ROW.search(line):
        return False
    return len(following) > max(2 * len(line), 60) and bool(SENTENCE_END.search(following))


def with_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with those made headings that stand over a paragraph now that residue is gone from between."""
    out = list(blocks)
    for place, block in enumerate(blocks[:-1]):
        if block.kind == "paragraph" and blocks[place + 1].kind == "paragraph" and is_heading(block.text, blocks[place + 1].text):
            out[place] = replace(block, kind="heading", level=2)
    return tuple(out)
