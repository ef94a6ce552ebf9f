"""Places: the model's, and the gazetteer's outside the names of persons, each resolved to one point on the map."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.core.types import PlaceFound
from sitegen.entities.finders.places.choosing import Candidate, choose, region_behind
from sitegen.entities.finders.places.naming import candidates
from sitegen.entities.finders.places.nationality import named_nations, nation, offices_of_state, seats
from sitegen.entities.finders.places.sites import located, owner_in_name, sites, town_of
from sitegen.entities.names import Mention, things
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer, Place

SHORT_FORM = 5  # letters at most of a state's: "Calif.", "Man."


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
    taken = {n for each in people for n in range(each.first, each.last)}
    spots = sites(parse, taken)
    taken |= {n for each in spots for n in range(each.first, each.last)}
    named = [c for c in candidates(parse, taken, gazetteer) if fold(c.form) not in no_places or _takes_article(parse, c, gazetteer)]
    owners = {spot: owner for spot in spots if (owner := owner_in_name(parse, spot, {fold(c.form) for c in named}, gazetteer))}
    chosen, sure = choose(parse, [*named, *owners.values()], gazetteer, home)
    found: dict[object, PlaceFound] = {}
    forms: dict[str, list[str]] = {}
    mentions: list[Located] = []
    for each in named:
        best = chosen[fold(each.form)]
        if best is None and not (each.said or (each.sure and _may_be_place(parse, each, gazetteer))):
            continue
        made = _found(best, each.form, gazetteer, fold(each.form) in sure) if best else PlaceFound(each.form)
        place = found.setdefault(best.id if best else fold(each.form), made)
        forms.setdefault(place.name, []).append(each.form)
        mentions.append(Located(each.first, each.last, each.form, place, metonym=_acts(parse, each)))
    towns = [(each.first, each.last, each.place) for each in mentions if each.place.kind == "city"]
    for spot in spots:
        own = chosen[fold(owners[spot].form)] if spot in owners else None
        town = _found(own, owners[spot].form, gazetteer) if own else town_of(parse, spot, towns)
        place = found.setdefault(f"site {fold(spot.name)}", located(spot, town))
        mentions.append(Located(spot.first, spot.last, spot.name, place))
    for mention in offices_of_state(parse, gazetteer):
        country = gazetteer.country(nation(mention.name, gazetteer))
        if country:
            place = found.setdefault(country.id, _found(country, country.name, gazetteer))
            mentions.append(Located(mention.first, mention.last, mention.name, place, nationality=True))
    return tuple(_with_forms(place, forms.get(place.name, [])) for place in found.values()), tuple(mentions)


def nationalities(parse: Parse, gazetteer: Gazetteer, taken: set[int]) -> Iterator[Located]:
    """Every nationality that the text names outside of the tokens `taken`, with its country.

    "Russian soldiers" speaks of Russia; "Russians" are people, wherever they are.
    """
    for place in named_nations(parse, gazetteer):
        token = parse.tokens[place]
        if place not in taken:
            adjective = nation(token.text, gazetteer) if token.text.islower() else gazetteer.demonym(token.text)
            country = gazetteer.country(adjective)
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


def _may_be_place(parse: Parse, each: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a name that the gazetteer doesn't have is one all the same: where it says so ("Black Hawk County"), or where a
    preposition does. What models take for places beyond that are firms and people."""
    words = each.form.lower().split()
    if len(words) > 1 and parse.words.features_of_land & {words[0], words[-1]}:  # "Cape Race" as well
        return True
    if fold(each.form) in parse.words.directions:  # "in West 83rd Street"
        return False
    if parse.words.firm_endings.union(parse.words.organisation_words).intersection(words):  # "Gulf International Bank"
        return False
    if len(words) > 1 and words[0] in parse.words.directions and gazetteer.find(" ".join(words[1:])):  # "Southern California"
        return True
    if re.search(r"[a-z][A-Z]|^[A-Z.]+$", each.form):  # "SpaceX", "AI"
        return False
    if region_behind(parse, each, gazetteer)[1]:  # "Holliday, Missouri"
        return True
    before = parse.tokens[each.first - 1].text.lower() if each.first else ""
    return parse.has_heads and before in ("in", "near", "at", "from") and all(word[:1].isupper() for word in each.form.split())


def _found(place: Place, form: str, gazetteer: Gazetteer, sure: bool = True) -> PlaceFound:
    """The place under the gazetteer's name, or under the article's where that is the same but for marks on letters, the
    short form of "New York City", or the English name of a region."""
    english = place.kind == "region" and not place.main_name and len(form) > SHORT_FORM
    usual = fold(form) == fold(place.name) or place.name == f"{form} City" or english
    name = form if usual and not form.endswith(".") else place.name
    inside = gazetteer.region_name(place.country, place.region) if place.kind in ("city", "county") else ""
    number = place.id if place.kind in ("country", "city") else None  # the others have numbers of the gazetteer's own
    return PlaceFound(
        name, round(place.lat, 4), round(place.lon, 4), place.kind, place.country, inside, place.population, number, sure=sure
    )


def _with_forms(place: PlaceFound, forms: list[str]) -> PlaceFound:
    others = tuple(dict.fromkeys(form for form in forms if form != place.name))
    return dataclasses.replace(place, forms=others)


def _takes_article(parse: Parse, candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a name may have "the" before it: a sea or a mountain by the model, a country ("the Netherlands"), or a
    region ("the Northern Territory")."""
    divides = candidate.form.lower().rpartition(" ")[2] in parse.words.divisions  # "the LaFayette County, Wisconsin, Sheriff"
    return (
        candidate.location
        or divides
        or any(
            p.kind == "country" or (p.kind == "region" and p.main_name and " " in candidate.form)
            for p in gazetteer.find(candidate.form)
        )
    )
