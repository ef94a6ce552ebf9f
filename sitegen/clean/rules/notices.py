"""Cookie, privacy and paywall notices, and the warnings of servers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short, phrases
from sitegen.core.types import Block

_TOPICS = ("cookie", "privacy", "terms", "accept", "agree", "consent", "recaptcha", "navigation")
_NOTICE = re.compile(
    r"\b(?:(?:we|our partners|this (?:web)?site|our (?:web)?sites?|nous|ce site)\b.{0,60}\b(?:uses?|using|utilis\w+)\b.{0,40}\bcookies\b"
    r"|by (?:continuing|using|clicking|browsing|closing|signing up|submitting).{0,80}(?:you (?:agree|accept|consent)|cookies)"
    r"|en poursuivant (?:votre|la) navigation"
    r"|(?:accept|manage|reject|accepter|refuser|gérer|paramétrer)(?: all| tous les| les)? cookies"
    r"|(?:read|see|view) our (?:privacy|cookie) (?:policy|notice)"
    r"|your (?:privacy|cookie) (?:choices|settings|preferences)"
    r"|protected by recaptcha|terms of (?:service|use) (?:and privacy policy )?apply)",
    re.I,
)
# What a server that is set up so writes into its pages: "Warning: x() is deprecated in /www/a.php on line 82".
_SERVER = re.compile(
    r"(?:php )?(?:strict standards|deprecated|notice|warning|fatal error|parse error)\s?:.{1,400} on line \d+\.?", re.I
)
_LABEL = phrases(
    r"(?:privacy|cookie)s? (?:policy|notice|settings|preferences)(?: (?:and|&|\|) .{0,60})?",
    r"terms (?:of (?:use|service)|and conditions)(?: .{0,60})?",
    r"i (?:accept|agree)|accept(?: all)?|got it|decline|ok|j’accepte|tout accepter|politique de confidentialité|mentions légales",
    r"(?:this|the rest of this) (?:article|content|story) is (?:for|reserved for|available to) (?:our )?subscribers.{0,60}",
    r"(?:subscribe|sign in|log in) to (?:continue|keep) reading.{0,60}",
    r"you have (?:reached|read) (?:your|all|\d+) .{0,30}free articles.{0,80}",
    r"(?:for )?subscribers only|subscriber[ -](?:only|exclusive)(?: content| article)?|exclusive (?:to|for) subscribers",
    r"(?:cet |l’)?(?:article|contenu)?(?: est)? ?réservé[es]? (?:aux|à nos) abonnés.{0,80}|la suite (?:de cet article )?est réservée (?:aux|à nos) abonnés.{0,80}",
    r"il vous reste \d+(?:[.,]\d+)?\s?% de (?:cet|l’)\s?article à lire.{0,80}|déjà abonné(?:e|·e|\(e\))?\s?\?(?: .{0,40})?",
    r"(?:dieser artikel ist )?(?:nur|exklusiv) für abonnent(?:en|innen und abonnenten|:innen|\*innen).{0,60}|sie haben (?:bereits ein|noch kein) abo.{0,40}"
    r"|bereits abonnent(?:in)?\?(?: .{0,40})?|jetzt weiterlesen mit .{1,40}",
    r"(?:contenido |artículo )?(?:exclusivo|solo) para (?:suscriptores|socios).{0,60}|contenuto riservato agli abbonati.{0,60}",
    r"already (?:a subscriber|a member|subscribed|have an account)\??(?: .{0,40})?",
    r"(?:please )?enable javascript.{0,80}|you need to enable javascript.{0,80}|your browser (?:is|does).{0,100}",
)


def notices(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Short blocks that tell of cookies, privacy, consent or a subscription wall, and a server's warnings.

    An article about cookies says more than forty words of them in a paragraph, or says it of someone else's.
    """
    for place in places:
        block = blocks[place]
        if is_short(block, 45) and (
            _LABEL.fullmatch(block.text)
            or _SERVER.fullmatch(block.text)
            or (_is_of_them(block.text) and _NOTICE.search(block.text))
        ):
            yield place


def _is_of_them(text: str) -> bool:
    """Whether a text has one of the words without which it can be no notice: quicker to see than that it is none."""
    low = text.lower()
    return any(word in low for word in _TOPICS)
