"""Links to other articles: related, recommended, most read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_sentence, is_short, share_before
from sitegen.core.types import Block

_LABEL = (
    r"(?:related|recommended|suggested|similar|further|more)(?: (?:articles?|stories|story|posts?|news|content|reading|topics?|links?|coverage|videos?|from .{1,40}|on this(?: story| topic)?|like this|in .{1,30}|stories for you|for you))"
    r"|recommended(?: for you| by .{1,20})?|related|read (?:also|more|next|on|also in .{1,30}|more (?:on|from|about) .{1,60})|also read|see also|see more|don[’']t miss|dont miss|must read"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|have missed|enjoy)(?: (?:these|this|to read))?.{0,30}"
    r"|(?:most|more) (?:read|popular|viewed|shared|commented|recent)(?: .{0,30})?|popular (?:posts|stories|now|articles)|trending(?: .{0,20})?|latest (?:news|stories|articles|posts|headlines|from .{1,30})|top stories|editors?[’']s? (?:picks?|choice)|in case you missed it|up next|watch(?: now| next| also| live)?|listen(?: now)?|in pictures"
    r"|(?:à|a) lire (?:aussi|également|ensuite)(?: .{0,30})?|lire (?:aussi|également|la suite|plus)|voir aussi|sur le même (?:sujet|thème)|articles? (?:liés?|similaires?|connexes?|recommandés?|associés?)|les plus lus|dans la même rubrique|vous aimerez aussi|notre sélection"
    # German; Spanish, Italian, Portuguese, Dutch, Scandinavian: what none but links to other articles are called.
    r"|(?:lesen sie (?:auch|hier|dazu|mehr)|auch interessant|d(?:as|ies)e?s?(?: \w+)? könnten? (?:dich|sie|euch|ihnen) auch (?:interessieren|gefallen)|zum weiterlesen|mehr zum thema|mehr dazu|passend dazu|weitere (?:artikel|meldungen|nachrichten|themen))(?: .{0,30})?"
    r"|(?:lea|lee|leer|ver|vea|mira) (?:también|además|más)|[tl]e puede interesar|noticias? relacionadas?|más (?:noticias|leídas?|información(?=[\W_]*$))"
    r"|leggi anche|ti potrebbe interessare|articoli correlati|leia (?:também|mais)|veja também|notícias? relacionadas?"
    r"|lees (?:ook|meer|verder)|gerelateerde artikelen|les også|læs også|läs (?:också|mer|även)"
)
_ALONE = re.compile(rf"[\W_]*(?:{_LABEL})[\W_]*", re.I)
_WITH_LINK = re.compile(rf"[\W_]*(?:{_LABEL})\s*[:»>|–—→]\s*\S.*", re.I)
_TAIL = 0.6


def related(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """The label, with its link on the same line or with the lines of links that follow it.

    A following line is a link as long as it doesn't end like a sentence and is short, or is a list's item.
    """
    end = 0
    for place in places:
        block = blocks[place]
        if place < end:  # one of the links that follow a label
            continue
        if is_short(block, 40) and _WITH_LINK.fullmatch(block.text):
            yield place
        elif is_short(block, 10) and _ALONE.fullmatch(block.text):
            yield place
            limit = 12 if share_before(blocks, place) >= _TAIL else 5
            following = _links_after(blocks, place + 1, limit)
            yield from following
            end = following.stop


def _links_after(blocks: Sequence[Block], start: int, limit: int) -> range:
    end = start
    while end < min(start + limit, len(blocks)) and _is_link(blocks[end]):
        end += 1
    # The last short line before the article goes on is its own heading, not the last link.
    if end < len(blocks) and end > start and blocks[end - 1].kind == "heading":
        end -= 1
    return range(start, end)


def _is_link(block: Block) -> bool:
    return is_short(block, 22) and (not is_sentence(block) or block.kind == "item" or block.text.endswith(("?", "…")))
