"""Newsletter and subscription boxes, appeals for support."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short
from sitegen.core.types import Block

_ASKS = re.compile(
    r"^(?:\W*)(?:please )?(?:"
    r"(?:sign|signing) up (?:for|to|here|now|today|and)\b"
    r"|subscribe (?:to|now|today|here|for|and|via)\b|subscribe$"
    r"|(?:get|receive|want|enjoy) .{0,80}(?:(?:in|to|into) your (?:inbox|e-?mail|phone)|newsletters?|by e-?mail|breaking news alerts?)"
    r"|(?:join|like) (?:our|the) .{0,50}(?:newsletter|mailing list|telegram channel|whatsapp (?:channel|group))"
    r"|enter your e-?mail|your e-?mail address$"
    r"|(?:download|get) (?:our|the) .{0,30}\bapp\b"
    r"|(?:support|donate to|help (?:us|fund)) (?:our|independent|quality|the work of|us)\b.{0,80}(?:journalism|reporting|newsroom|today|now|donation)"
    r"|(?:daily|weekly|free|our|morning|evening) (?:\w+ )?newsletters?$|newsletters?$"
    r"|thank you for (?:signing up|subscribing)"
    r"|(?:.{1,60} is a reader-supported publication|thanks for reading .{1,60}\bsubscribe\b|to receive new posts and support (?:my|our) work)"
    r"|this (?:post|letter) is for (?:paid |paying )?subscribers"
    r"|(?:abonnieren sie|jetzt (?:\w+ )?(?:abonnieren|anmelden)|newsletter (?:abonnieren|bestellen)|melden sie sich .{0,60}newsletter)\b"
    r"|(?:suscríb(?:ete|ase) (?:a|al|y|aquí)|iscriviti (?:al|alla|alle|ora)|assine (?:a|o|já|nossa)|inscreva-se|schrijf je in)\b"
    r"|(?:inscrivez-vous|abonnez-vous|s’inscrire|s’abonner|recevez|je m’abonne|je m’inscris)\b"
    r")",
    re.I,
)


def newsletter(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Short blocks that begin by asking the reader to subscribe, sign up or give."""
    for place in places:
        block = blocks[place]
        if is_short(block, 40) and _ASKS.match(block.text):
            yield place
