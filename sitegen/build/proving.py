"""What `sitegen check entities` does: prove that the names in the articles' heads stand in their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.build.editing import all_articles, authority, names_in
from sitegen.core.problems import Problem
from sitegen.core.text import fold
from sitegen.core.types import Entity, EntityKind
from sitegen.entities.atlas import atlas
from sitegen.entities.lexicon import has_lexicon
from sitegen.infra.gazetteer import Place
from sitegen.store.read import ARTICLES

_GLUED = re.compile(r"[\s,;:!?\"()“”\[\]—–-]+|['’]s\b")
FOUND: tuple[EntityKind, ...] = ("person", "place")  # kinds of names that the finders find


def unproven(content: Path) -> Iterator[Problem]:
    """Names in front matter that stand nowhere in their article, neither as the record's name nor as an alias or a part of it."""
    authorities = {kind: authority(content, kind) for kind in FOUND}
    for path, article in all_articles(content):
        text = f"{article.meta.title}\n{article.body}".replace("\\", "")
        folded = fold(text)
        for kind in FOUND:
            for name in names_in(article, kind):
                if not _stands_in(name, authorities[kind].find(name), folded, kind, article.meta.language):
                    shown = f"{content.name}/{ARTICLES}/{path}"
                    yield Problem(
                        shown, f"'{name}' stands nowhere in the text; take it out of the head, or give its record an alias"
                    )


def _stands_in(name: str, entity: Entity | None, text: str, kind: EntityKind, language: str) -> bool:
    """Whether a name, one of its record's, or for a person its last word stands in a folded text.

    A place may go by another name of the gazetteer's ("U.S."), or by its nationality ("the French President").
    """
    names = [name, *((entity.name, *entity.aliases) if entity else ())]
    if any(fold(each.partition(" (")[0]) in text for each in names):
        return True
    if kind == "person":
        return any(fold(each).split()[-1] in text for each in names)
    places, wanted = atlas(language if has_lexicon(language) else "en"), {fold(each.partition(" (")[0]) for each in names}
    # "America's", "Britain-based": what is glued to a name is no part of it
    words = [word for each in _GLUED.split(text) if (word := each.strip("'’"))]
    for start, word in enumerate(words):
        country = places.country(places.demonym(word) or places.demonym(word.removesuffix("s")))
        if country is not None and _is_record_of(country, wanted, entity):
            return True
        for size in (1, 2, 3):
            if any(_is_record_of(place, wanted, entity) for place in places.find(" ".join(words[start : start + size]))):
                return True
    return False


def _is_record_of(place: Place, names: set[str], entity: Entity | None) -> bool:
    """Whether a place of the gazetteer has one of the names, or is the record's country under the name of another language."""
    same = entity is not None and entity.kind == place.kind == "country" and entity.country == place.country
    return same or fold(place.name) in names
