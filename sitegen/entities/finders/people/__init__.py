"""People: the model's persons, and names that titles, given names and verbs of saying point at."""

from __future__ import annotations

from sitegen.core.text import fold
from sitegen.core.types import PersonFound
from sitegen.entities.finders.people.evidence import by_initial, by_insertion, by_model, by_nationality, by_rule
from sitegen.entities.finders.people.forms import (
    LARGE_CITY,
    canonical,
    completed,
    extended,
    in_headlines,
    repeated,
    settled,
    without_overlaps,
)
from sitegen.entities.finders.people.rosters import by_roster
from sitegen.entities.lexicon import Lexicon
from sitegen.entities.names import Mention, is_capital, text_of, things
from sitegen.entities.parsers import Parse
from sitegen.infra.census import census
from sitegen.infra.gazetteer import Gazetteer


def find_people(parse: Parse, places: Gazetteer) -> tuple[tuple[PersonFound, ...], tuple[Mention, ...]]:
    """The persons of a text, each once under the fullest form of the name, and every mention under that form."""
    shown = (by_model(parse), by_rule(parse, places), by_initial(parse, places), by_insertion(parse), by_nationality(parse, places))
    mentions = in_headlines(parse, without_overlaps([completed(parse, each) for some in shown for each in some]))
    no_people = things(parse)
    common = {token.text for token in parse.tokens if token.text.islower()}
    mentions = [
        each
        for each in mentions
        if fold(each.name) not in no_people
        and not _is_place(each.name, places, parse.words)
        and each.name.lower() not in common  # "Rest": a word of the text, not a name
    ]
    mentions = without_overlaps([*mentions, *by_roster(parse, mentions, places)])
    whole = settled(parse, extended(parse, mentions, places), places)
    whole = [each for each in whole if not _is_place(each.name, places, parse.words) and not _is_state(parse, each, places)]
    canon = canonical([each.name for each in whole])
    named = tuple(Mention(each.first, each.last, canon[each.name]) for each in whole if each.name in canon)
    named = repeated(parse, named, set(canon.values()))
    people: dict[str, dict[str, None]] = {}
    for each in sorted(named, key=lambda m: m.first):
        forms = people.setdefault(each.name, {})
        seen = text_of(parse, each.first, each.last)
        if seen != each.name:
            forms[seen] = None
    return tuple(PersonFound(name, tuple(forms)) for name, forms in people.items()), named


def _is_state(parse: Parse, each: Mention, places: Gazetteer) -> bool:
    """Whether a name is a state's short form behind a town: "Gatineau, Que."."""
    behind_town = each.first > 1 and parse.tokens[each.first - 1].text == "," and is_capital(parse.tokens[each.first - 2])
    return behind_town and " " not in each.name and any(p.kind == "region" for p in places.find(each.name))


def _is_place(name: str, places: Gazetteer, words: Lexicon) -> bool:
    """Whether a name alone means a country, a county, a demonym or a large city, or the whole name a town without a given name
    ("Tunbridge Wells"), which models often take for a person."""
    if " " in name and not any(p.kind == "country" for p in places.find(name)):
        return name.split(maxsplit=1)[0].lower() not in census()[0] and any(
            p.kind == "city" and p.main_name for p in places.find(name)
        )
    if places.demonym(name):
        return True
    return any(
        p.kind == "country"
        or (p.kind in ("region", "county") and p.main_name and name.lower() not in words.given_names)
        or ((p.main_name or p.population > 2_000_000) and p.population >= LARGE_CITY and name.lower() not in words.given_names)
        for p in places.find(name)
    )
