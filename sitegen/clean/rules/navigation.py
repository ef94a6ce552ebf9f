"""Navigation: menus, breadcrumbs, links to the next page, to the top, to the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_sentence, is_short, phrases
from sitegen.core.types import Block

_LINK = phrases(
    r"(?:back|return|go) to (?:the )?(?:top|home|homepage|main page|article|list|news)(?: .{0,20})?|skip to (?:main )?content|top of page|home|menu|search|close|open|next|previous|prev",
    r"(?:next|previous) (?:article|post|story|page)(?:\W.{0,100})?|(?:article|post) (?:navigation|précédent|suivant)(?:\W.{0,100})?",
    r"(?:click|tap|cliquez) (?:here|ici)(?: .{0,80})?|(?:continue|keep) reading|load more(?: .{0,20})?|show (?:more|less|all)|view (?:more|all|gallery|image|original)(?: .{0,20})?|expand|read full (?:article|story).{0,30}|full (?:article|story)",
    r"retour (?:en haut|à l’accueil|au sommaire|haut de page)|accueil|rechercher|fermer|suivant|précédent|voir plus|afficher plus|en savoir plus",
    r"(?:log|sign) ?(?:in|out|up)|register|my account|subscribe now|connexion|se connecter|mon compte|contact(?: us)?|about us|nous contacter|qui sommes-nous|advertise(?: with us)?|help|sitemap|rss feed",
    r"(?:this (?:article|story|post) )?(?:was )?(?:originally|first) (?:published|appeared|posted) (?:on|at|in|by) .{1,60}",
    r"(?:source|via|original) ?: ?https?://\S+|https?://\S+",
    r"(?:filed|posted|published) (?:under|in)\b.{0,80}|(?:tags?|categor(?:y|ies)|topics?|catégories?|mots-clés|étiquettes|classé dans) ?: ?.{1,160}|tagged(?: with| as| in)?\b.{0,100}",
)
_CRUMBS = re.compile(r"(?:[^>»›|/•·]{1,40}\s*[>»›|•·]\s*){2,}[^>»›|•·]{0,80}")


def navigation(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Short blocks that are the words of links, and lines of short words between separators."""
    for place in places:
        block = blocks[place]
        if block.kind == "table":
            continue
        if (is_short(block, 25) and _LINK.fullmatch(block.text)) or (
            is_short(block, 30) and _CRUMBS.fullmatch(block.text) and not is_sentence(block) and not _is_row(blocks, place)
            and block.text.count(": ") < PROPERTIES
        ):  # fmt: skip
            yield place


PROPERTIES = 2  # from which on a line between signs is a list of what a thing has ("Screen: 7 in. | Weight: 1 lb.")


def _is_row(blocks: Sequence[Block], place: int) -> bool:
    """Whether the next line or the one before is parted into as many cells: menus have one line, tables several."""
    cells = blocks[place].text.count("|")
    near = (other for other in (place - 1, place + 1) if 0 <= other < len(blocks))
    return cells > 0 and any(blocks[other].text.count("|") == cells for other in near)
