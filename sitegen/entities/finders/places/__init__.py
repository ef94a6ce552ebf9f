"""Places: the model's, and the gazetteer's outside the names of persons, each resolved to one point on the map."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.core.types import PlaceFound
from sitegen.entities.finders.places.choosing import Candidate, choose
from sitegen.entities.finders.places.naming import candidates
from sitegen.entities.finders.places.nationality import is_nationality, nation, offices_of_state, seats
from sitegen.entities.names import Mention, things
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer, Place


@dataclass(frozen=True, slots=True)
class Located:
    """A place where the text names it: tokens `[first, last)`."""

    first: int
    last: int
    form: str
    """As the text spells it, in the usual letters."""
    place: PlaceFound
    nationality: bool = False
    """It is the name of a nationality ("the French President"), which speaks of the country."""
    metonym: bool = False
    """It stands for those who govern there ("Washington said", "the Kremlin")."""


def find_places(
    parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer, home: str = ""
) -> tuple[tuple[PlaceFound, ...], tuple[Located, ...]]:
    """The places of a text, each once under the gazetteer's name (or its own, where the gazetteer has none), and where
    they are named. A nationality before an office of state counts as its country: "the French President" speaks of France.
    `home` is the country or region of the publication, whose towns it means before others.
    """
    no_places = things(parse)
    named = [c for c in candidates(parse, people, gazetteer) if fold(c.form) not in no_places or _takes_article(c, gazetteer)]
    chosen, sure = choose(parse, named, gazetteer, home)
    found: dict[object, PlaceFound] = {}
    forms: dict[str, list[str]] = {}
    mentions: list[Located] = []
    for each in named:
        best = chosen[fold(each.form)]
        if best is None and not (each.sure and _may_be_place(parse, each)):
            continue
        made = _found(best, each.form, gazetteer, fold(each.form) in sure) if best else PlaceFound(each.form)
        place = found.setdefault(best.id if best else fold(each.form), made)
        forms.setdefault(place.name, []).append(each.form)
        mentions.append(Located(each.first, each.last, each.form, place, metonym=_acts(parse, each)))
    for mention in offices_of_state(parse, gazetteer):
        country = gazetteer.country(nation(mention.name, gazetteer))
        if country:
            place = found.setdefault(country.id, _found(country, country.name, gazetteer))
            mentions.append(Located(mention.first, mention.last, mention.name, place, nationality=True))
    return tuple(_with_forms(place, forms.get(place.name, [])) for place in found.values()), tuple(mentions)


def nationalities(parse: Parse, gazetteer: Gazetteer, taken: set[int]) -> Iterator[Located]:
    """Every nationality that the text names outside of the tokens `taken`, with its country."""
    for place, token in enumerate(parse.tokens):
        if place not in taken and is_nationality(token, parse, gazetteer):
            country = gazetteer.country(nation(token.text, gazetteer))
            if country:
                yield Located(place, place + 1, token.text, _found(country, country.name, gazetteer), nationality=True)


def seats_of_power(parse: Parse, gazetteer: Gazetteer, taken: set[int]) -> Iterator[Located]:
    """Seats of power that the text names outside of the tokens `taken`, each with the country for which it speaks."""
    for mention, code in seats(parse, taken):
        country = gazetteer.country(code)
        if country is not None:
            yield Located(mention.first, mention.last, mention.name, _found(country, country.name, gazetteer), metonym=True)


def _acts(parse: Parse, each: Candidate) -> bool:
    """Whether a place says or does something, as only those who govern there can."""
    tokens = parse.tokens
    if parse.has_heads:
        name = tokens[each.last - 1]
        head = tokens[name.head]
        return name.dep == "nsubj" and head.lemma in parse.words.claim_verbs and head.pos == "VERB"
    behind = tokens[each.last] if each.last < len(tokens) else None
    before = tokens[each.first - 1].text.lower() if each.first else ""
    said = behind is not None and behind.pos == "VERB" and behind.lemma in parse.words.claim_verbs
    return said and before not in parse.words.place_prepositions


def _may_be_place(parse: Parse, each: Candidate) -> bool:
    """Whether a name that the gazetteer doesn't have is one all the same: where it says so ("Black Hawk County"), or where a
    preposition does. What models take for places beyond that are firms and people."""
    words = each.form.lower().split()
    if len(words) > 1 and parse.words.features_of_land & {words[0], words[-1]}:  # "Cape Race" as well
        return True
    if re.search(r"[a-z][A-Z]|^[A-Z.]+$", each.form):  # "SpaceX", "AI"
        return False
    before = parse.tokens[each.first - 1].text.lower() if each.first else ""
    return before in ("in", "near", "at", "from") and all(word[:1].isupper() for word in each.form.split())


def _found(place: Place, form: str, gazetteer: Gazetteer, sure: bool = True) -> PlaceFound:
    """The place under the gazetteer's name, or under the article's where that is the same but for marks on letters, the
    short form of "New York City", or the English name of a region."""
    usual = fold(form) == fold(place.name) or place.name == f"{form} City" or (place.kind == "region" and not place.main_name)
    name = form if usual and not form.endswith(".") else place.name
    inside = gazetteer.region_name(place.country, place.region) if place.kind in ("city", "county") else ""
    number = place.id if place.kind in ("country", "city") else None  # the others have numbers of the gazetteer's own
    return PlaceFound(
        name, round(place.lat, 4), round(place.lon, 4), place.kind, place.country, inside, place.population, number, sure=sure
    )


def _with_forms(place: PlaceFound, forms: list[str]) -> PlaceFound:
    others = tuple(dict.fromkeys(form for form in forms if form != place.name))
    return dataclasses.replace(place, forms=others)


def _takes_article(candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a name may have "the" before it: a sea or a mountain by the model, or a country ("the Netherlands")."""
    return candidate.location or any(p.kind == "country" for p in gazetteer.find(candidate.form))
