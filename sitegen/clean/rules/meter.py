"""Reading times, view counts, and stamps of when a page was made or changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sitegen.clean.rules.form import is_short, phrases
from sitegen.core.types import Block

METER = phrases(
    r"(?:reading time|read time|estimated reading time|temps de lecture)\W*(?:environ )?\d+ ?(?:min\w*|m|s\w*)?(?: read)?",
    r"\d+ ?(?:-|–)?(?: ?\d+)? ?min(?:ute)?s?(?: ?\d+ ?sec\w*)?(?: ago)? (?:read|de lecture|ago)",
    r"(?:lesezeit|lesedauer|tempo de leitura|tempo di lettura|tiempo de lectura|leestijd|lästid|lesetid)\W*(?:ca\.? )?\d+ ?(?:min\w*)?",
    r"\d+ ?min(?:ut\w*)?\.? (?:lesezeit|lesedauer|di lettura|de lectura|de leitura|leestijd|leesduur|lästid|lesetid)",
    r"(?:(?:updated|aktualisiert|actualizado|atualizado|aggiornato|bijgewerkt) )?"
    r"(?:vor|hace|há) \d+ \w{3,12}|\d+ \w{3,12} (?:fa|geleden|atrás)|\d+ (?:sek|min|t[ij]m|dag|vec?k|uke|måne?d?|år)\w* (?:sedan|siden)",
    r"(?:\d[\d.,k]* (?:views?|reads|vues?|lectures?)|(?:views?|vues?|reads)\W+\d[\d.,k]*)",
    r"\d+ (?:second|minute|hour|day|week|month|year)s? ago|il y a \d+ (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)",
    r"(?:last )?(?:updated|modified|published|posted|mis à jour|publié|modifié)\b(?: on| le| at)?\W*.{0,20}\d{1,2}[/:.h -].{0,30}",
    r"page \d+(?: (?:of|sur|/) ?\d+)?|\d+ (?:of|/) \d+",
)


def meter(blocks: Sequence[Block], places: Iterable[int]) -> Iterator[int]:
    """Short blocks that only count or stamp."""
    for place in places:
        block = blocks[place]
        if is_short(block, 12) and METER.fullmatch(block.text):
            yield place
