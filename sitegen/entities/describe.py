"""What the finders find in a text, as plain values: names with their offsets, places with coordinates, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sitegen.core.text import fold
from sitegen.entities.atlas import atlas
from sitegen.entities.finders.figures import FigureFound, find_figures
from sitegen.entities.finders.people import find_people
from sitegen.entities.finders.places import Located, find_places, nationalities, seats_of_power
from sitegen.entities.names import Mention
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

BOUNDS = {"exact": "=", "about": "~", "nearly": "~", "at least": ">", "more than": ">", "at most": "<", "less than": "<"}


def described(parse: Parse, home: str = "", day: dt.date | None = None) -> dict[str, Any]:
    """People, places and figures of one text.

    Each place stands there once for every name that the text has for it (`name`), with the gazetteer's as `canonical`; a
    nationality ("Russian") is marked `nationality` and stands for its country. `metonyms` are places and seats of power that
    stand for those who govern ("Washington said", "the Kremlin"), with the country that they speak for. `mentions` are
    `[start, end)` in code points. `home` is where the publication is at home.
    """
    places = atlas(parse.language)
    people, named = find_people(parse, places)
    _, located = find_places(parse, named, places, home)
    taken = {n for each in named for n in range(each.first, each.last)}
    taken |= {n for each in located for n in range(each.first, each.last)}
    by_person: dict[str, list[Mention]] = {}
    for each in named:
        by_person.setdefault(each.name, []).append(each)
    return {
        "people": [
            {"name": each.name, "forms": list(each.forms), "mentions": _offsets(parse, by_person[each.name])} for each in people
        ],
        "places": _places(parse, [*located, *nationalities(parse, places, taken)]),
        "metonyms": _metonyms(parse, [*(each for each in located if each.metonym), *seats_of_power(parse, places, taken)], places),
        "figures": [
            _figure(each) for each in find_figures(parse, named, places, day)
        ],
    }  # fmt: skip


def _figure(found: FigureFound) -> dict[str, Any]:
    """A quantity; `unit` is in full ("kilometre"), `counted` what it belongs to, `of` what it counts, as in front matter."""
    figure = found.figure
    exactly = figure.bound in ("exact", "about", "nearly")
    moved = {"rise": "up", "fall": "down"}.get(figure.change)
    return {
        "value": figure.value,
        "value2": figure.value_to,
        "unit": found.unit,
        "counted": ", ".join(found.concerns) or "-",
        "bound": BOUNDS[figure.bound],
        "change": moved if exactly else None,
        "was": figure.was,
        "of": figure.of,
        "claimed_by": f"{figure.by}, quoted by {figure.via}" if figure.via else figure.by,
        "as_of": figure.as_of,
        "certainty": figure.certainty,
        "is_claim": found.is_claim,
        "start": found.start,
        "end": found.end,
        "sentence": figure.text,
    }


def _metonyms(parse: Parse, located: Sequence[Located], places: Gazetteer) -> list[dict[str, Any]]:
    """A capital stands for its country."""
    by_form: dict[tuple[str, str], list[Located]] = {}
    for each in located:
        by_form.setdefault((each.form, each.place.country), []).append(each)
    return [
        {"name": form, "stands_for": country.name if (country := places.country(code)) else same[0].place.name, "country": code,
         "mentions": _offsets(parse, same)}
        for (form, code), same in by_form.items()
    ]  # fmt: skip


def _places(parse: Parse, located: Sequence[Located]) -> list[dict[str, Any]]:
    by_form: dict[tuple[str, str, bool], list[Located]] = {}
    for each in sorted(located, key=lambda one: one.first):
        by_form.setdefault((fold(each.form), each.place.name, each.nationality), []).append(each)
    return [
        {"name": same[0].form, "canonical": same[0].place.name, "kind": same[0].place.kind, "country": same[0].place.country,
         "region": same[0].place.region, "population": same[0].place.population, "geonames": same[0].place.geonames,
         "lat": same[0].place.lat, "lon": same[0].place.lon, "nationality": nationality, "mentions": _offsets(parse, same)}
        for (_, _, nationality), same in by_form.items()
    ]  # fmt: skip


def _offsets(parse: Parse, mentions: Iterable[Mention] | Iterable[Located]) -> list[list[int]]:
    return [[parse.tokens[each.first].start, parse.tokens[each.last - 1].end] for each in mentions]
