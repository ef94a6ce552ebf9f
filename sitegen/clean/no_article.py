"""Documents that are no articles, which crawlers bring home with them: error pages, checks for robots, questions for consent.

They are told by their titles and by sentences that servers and the firms before them write, and by being short: an article that
is called "Access denied" goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.core.text import one_line
from sitegen.core.types import Block

LONGEST = 1500  # characters of text that such a page shows at the most
_SITE = r"(?:\s*[-–—|·]\s*.{0,60})?[.…!?\s]*"  # the site's name behind a title


def _title(phrases: str) -> re.Pattern[str]:
    """A title that is one of the phrases, a line each, but for the site's name."""
    return re.compile(f"(?:{'|'.join(phrases.splitlines())}){_SITE}", re.I)


_ERROR = _title(r"""(?:(?:http )?error:? ?)?(?:40[0134]|410|429|50[0234])(?: error)?
(?:(?:http )?error:? ?)?(?:401 unauthorized|403 forbidden|403 access denied|410 gone|429 too many requests|502 bad gateway)
(?:(?:http )?error:? ?)?404\W{1,3}(?:page )?not found
(?:(?:http )?error:? ?)?(?:500 internal server error|503 service (?:temporarily )?unavailable|504 gateway time-?out)
(?:oops\W+)?(?:sorry, )?(?:the )?(?:page|article|content|requested url)(?: was)? not found
page (?:introuvable|non trouvée)
(?:cette|la) page n.existe (?:pas|plus)
(?:die )?seite (?:wurde )?nicht gefunden
p[áa]gina (?:no encontrada|n[ãa]o encontrada|non trovata)
pagina niet gevonden
sidan (?:kunde inte hittas|hittades inte)
nie znaleziono strony
страница не найдена
сторінку не знайдено""")
_CHECK = _title(r"""just a moment
attention required
access denied
access to this page has been denied
(?:robot|security) check(?: required)?
pardon our interruption
are you (?:a )?(?:human|robot)
human verification
verify(?:ing)? (?:that )?you are (?:a )?human
checking your browser
ddos protection by .{1,20}
you (?:have been|are being) blocked
request (?:blocked|rejected)""")
_CONSENT = _title(r"""before you continue.{0,30}
(?:your )?privacy (?:settings|choices|preferences)
we value your privacy
(?:cookie|consent) (?:settings|preferences|notice|policy)
cookies?|consent
datenschutz-?einstellungen
paramètres de confidentialité""")
_CHECKS = re.compile(
    r"enable javascript and cookies to continue"
    r"|checking (?:if the site connection is secure|your browser before accessing)"
    r"|please enable (?:js|javascript) and disable any ad ?blocker"
    r"|unusual traffic from your (?:computer )?network"
    r"|needs to review the security of your connection"
    r"|verify (?:that )?you are (?:not a robot|(?:a )?human)"
    r"|you don.t have permission to access .{1,120} on this server"
    r"|something about your browser made us think you (?:were|are|might be) a bot",
    re.I,
)
_ASKS = re.compile(r"\b(?:cookies?|consent|partners|partenaires|einwilligung|personali[sz]ed ads)\b", re.I)


def why_no_article(title: str, blocks: Sequence[Block]) -> str:
    """What a document is that is no article, for a refusal; empty for all that may be one."""
    text = " ".join(block.text for block in blocks)
    if len(text) > LONGEST:
        return ""
    title = one_line(title)
    if _ERROR.fullmatch(title):
        return "this is a server's word that there is no such page"
    if _CHECK.fullmatch(title) or _CHECKS.search(text):
        return "this is a check for robots, not the page behind it"
    if _CONSENT.fullmatch(title) and _ASKS.search(text):
        return "this is a question for consent, not the page behind it"
    return ""
