"""Comment forms, and the readers' comments behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short, phrases, share_before
from sitegen.core.types import Block

_OPENS = phrases(
    r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)(?: below)?(?: cancel reply)?",
    r"(?:\d+ |no )?(?:comments?|responses?|replies|thoughts)(?: \(?\d+\)?)?(?: on .{1,80})?",
    r"(?:view|show|read|load|see)(?: all)?(?: \(?\d+\)?)? comments?",
    r"join the (?:conversation|discussion)",
    r"what do you think\?? (?:let us know|leave|share|tell).{0,60}",
    r"(?:laisser|ajouter|poster|écrire) un commentaire(?: annuler la réponse)?",
    r"(?:\d+ |aucun )?(?:commentaires?|réponses?)(?: \(?\d+\)?)?(?: sur .{1,80})?",
    r"votre réaction|réagir|laisser une réponse",
)
# The words of comment forms as WordPress, Disqus and their kin print them; each a whole block.
_FORM = phrases(
    r"(?:your )?(?:name|e-?mail|website|comment|nom|e-?mail|site(?: web)?|commentaire)(?: \(?(?:required|will not be published|obligatoire)\)?)?",
    r"your e-?mail address will not be published.{0,80}",
    r"required fields are marked.{0,10}",
    r"save my name.{0,120}",
    r"notify me (?:of|by|when).{0,80}",
    r"(?:post|submit) (?:a )?(?:comment|reply)|reply|report(?: comment| abuse)?|cancel reply",
    r"you must be logged in to (?:post|leave) a (?:comment|reply)",
    r"(?:please )?(?:log in|sign in|login|register) to (?:post|leave|comment|join|reply).{0,60}",
    r"(?:comments|commenting) (?:are|is) (?:now )?(?:closed|disabled|off|moderated).{0,60}",
    r"this site uses akismet.{0,120}|learn (?:more about )?how your comment data is processed",
    r"ce site utilise akismet.{0,160}",
    r"votre adresse (?:e-?mail|de messagerie) ne sera pas publiée.{0,100}",
    r"les champs obligatoires sont indiqués.{0,40}",
    r"enregistrer mon nom.{0,140}",
    r"(?!.*\.$)\w[\w .'-]{1,40} (?:says|said|a dit|dit) ?:?(?: .{0,40}\d{1,2}:\d\d.{0,10})?",
    r"view all posts by .{1,60}|powered by (?:disqus|facebook)|please enable javascript to view the comments.{0,60}",
)
# A form in the last half ends the article; above it, "Leave a comment" is a link beside the byline.
_TAIL = 0.5


def comments(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """The form's own lines anywhere; everything from the opening line on, where it stands behind the article."""
    for place in places:
        block = blocks[place]
        if is_short(block, 40) and _FORM.fullmatch(block.text) and not _is_lone_word(block, place, blocks):
            yield place
        elif is_short(block, 14) and _OPENS.fullmatch(block.text):
            yield place
            if share_before(blocks, place) >= _TAIL and _is_discussion(blocks[place + 1 :]):
                yield from range(place + 1, len(blocks))
                return


def _is_lone_word(block: Block, place: int, blocks: Sequence[Block]) -> bool:
    """A single word such as "Name" is a form's only beside another line of a form."""
    if len(block.text.split()) > 1:
        return False
    beside = [blocks[n].text for n in (place - 1, place + 1) if 0 <= n < len(blocks)]
    return not any(_FORM.fullmatch(text) or _OPENS.fullmatch(text) for text in beside)


def _is_discussion(rest: Sequence[Block]) -> bool:
    """Whether what follows is a form or readers' talk, and not the article going on under a heading "Comments"."""
    if not rest:
        return False
    known = sum(bool(_FORM.fullmatch(block.text) or _OPENS.fullmatch(block.text)) for block in rest)
    spoken = sum(bool(re.search(r"\b(?:says|a dit|reply|répondre|ago|il y a)\b", block.text, re.I)) for block in rest)
    return known > 0 or spoken * 3 >= len(rest)
