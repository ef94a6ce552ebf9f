"""Share bars and follow-us lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short, phrases
from sitegen.core.types import Block

_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whats ?app|telegram|pinterest|reddit|tumblr|e-?mail|mail|print|copy(?: link| url)?|pocket|flipboard|"
    r"messenger|instagram|youtube|tik ?tok|mastodon|bluesky|threads|sms|viber|line|vk|google\+?|rss|courriel|imprimer|copier(?: le lien)?|"
    r"link copied|more|save|comments?)"
)
_BAR = re.compile(
    rf"[\W_]*(?:\d*\s*(?:share|shares|partager|partages|tweet|pin|like|follow us|suivez-nous)\b"
    rf"(?:\s*(?:this|it|on|via|by|with|article|story|post|page|cet article|sur|par|l’article|friends?))*[\W_]*)?"
    rf"(?:(?:on|via|sur|par|opens in new window|click to (?:share|email|print)[^()]{{0,30}})?[\W_]*{_NETWORK}(?:[^\w$€£¥]|[\d_])*)+",
    re.I,
)
_LABEL = phrases(
    r"(?:\d[\d.,k]* )?(?:share|shares|partages?|partager|tweets?|likes?)(?: \d[\d.,k]*)?",
    r"share (?:this|it|on|via|with|the)\b.{0,60}",
    r"partage[zr] (?:cet|l’|sur|cette).{0,60}",
    r"(?:click|cliquez) (?:here )?(?:to|pour) (?:share|partager|print|email|imprimer|envoyer).{0,80}",
    r"(?:follow|like|find|join|add) (?:us|me|@\w+|[A-Z]\w+(?: [A-Z]\w+)?) on (?:facebook|twitter|x|instagram|google|youtube|linkedin|telegram|whatsapp|tiktok|bluesky|threads).{0,80}",
    r"suivez(?:-nous| [A-Z]\w+)? sur .{0,60}",
    r"copy (?:the )?(?:link|url)|link copied.{0,30}|print (?:this )?(?:page|article|story)|email (?:this )?(?:page|article|story)(?: to a friend)?",
    r"view this post on (?:instagram|facebook|threads|bluesky)|a post shared by .{1,80}",
    r"like this:?|like loading|j’aime ?(?:ça)?(?: chargement)?|loading",
)


def share_bar(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Short blocks made of names of networks, or of the words of their buttons; with a price beside it, it is a row of a list."""
    for place in places:
        block = blocks[place]
        if is_short(block, 20) and ((_BAR.fullmatch(block.text) and not _is_name(block)) or _LABEL.fullmatch(block.text)):
            yield place


def _is_name(block: Block) -> bool:
    """A heading that is one network's name alone may head a part of the article."""
    return block.kind == "heading" and len(block.text.split()) == 1
