"""Across articles: which authority record a found name belongs to, or a new one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sitegen.core.text import fold
from sitegen.core.types import AnnotatedArticle, Entity, PersonFound, PlaceFound
from sitegen.entities.lexicon import lexicon
from sitegen.entities.names import is_partial

SAME_PLACE_KM = 100.0  # two points of one name nearer than this are one place, in two gazetteers


class Records(Protocol):
    """The authority records of one kind."""

    entities: list[Entity]

    def find(self, name: str) -> Entity | None:
        """The record with this name or alias."""

    def add(self, entity: Entity) -> None:
        """Take in a new record."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The names of one article as they stand in the authority files."""

    people: tuple[str, ...]
    places: tuple[str, ...]
    claimants: dict[str, str]
    """Names of persons as the figures give them → names in the authority file."""


class Resolver:
    """Gives each found name its record; new records are added to `people` and `places`, and listed in `new_…`."""

    def __init__(self, people: Records, places: Records):
        self.people, self.places = people, places
        self.new_people: list[Entity] = []
        self.new_places: list[Entity] = []
        self._by_last: dict[str, list[Entity]] = {}
        for entity in people.entities:
            self._note(entity)

    def resolve(self, articles: Iterable[AnnotatedArticle]) -> list[Resolved]:
        """Names of several articles at once: full names are taken in first, so that a surname finds its owner whatever
        the articles' order."""
        batch = list(articles)
        for article in batch:
            for person in article.people:
                if " " in person.name:
                    self._person(person)
        return [self._article(article) for article in batch]

    def _article(self, article: AnnotatedArticle) -> Resolved:
        names = {person.name: self._person(person).name for person in article.people}
        places = [self._place(place).name for place in article.places]
        return Resolved(tuple(dict.fromkeys(names.values())), tuple(dict.fromkeys(places)), names)

    def _note(self, entity: Entity) -> None:
        for name in (entity.name, *entity.aliases):
            self._by_last.setdefault(fold(name).split()[-1], []).append(entity)

    def _person(self, person: PersonFound) -> Entity:
        """The record of the same name or alias; else the only one of which the name is a part, or which is a part of it."""
        for name in (person.name, *(form for form in person.forms if " " in form)):
            entity = self.people.find(name)
            if entity and fold(person.name) not in map(fold, entity.not_):
                return entity
        near = {id(e): e for e in self._by_last.get(fold(person.name).split()[-1], []) if self._same(person.name, e)}
        if len(near) == 1:
            return next(iter(near.values()))
        made = Entity(person.name, tuple(form for form in person.forms if " " in form and fold(form) != fold(person.name)))
        self.people.add(made)
        self.new_people.append(made)
        self._note(made)
        return made

    def _same(self, name: str, entity: Entity) -> bool:
        if fold(name) in map(fold, entity.not_):
            return False
        return any(
            (is_partial(name, known) and (" " in name or fold(name) not in lexicon().given_names))
            or (is_partial(known, name) and " " in known)
            for known in (entity.name, *entity.aliases)
        )

    def _place(self, place: PlaceFound) -> Entity:
        entity = self.places.find(place.name)
        # Where an article leaves doubt, a name means the place that it means in the rest of the archive.
        if entity and (not place.sure or not _is_elsewhere(place, entity)):
            return entity
        name = place.name
        if entity:
            name = f"{place.name} ({place.kind if place.country == entity.country else place.country or 'other'})"
            if known := self.places.find(name):
                return known
        forms = tuple(form for form in place.forms if not self.places.find(form) and fold(form) != fold(name))
        made = Entity(
            name,
            tuple({fold(f): f for f in forms}.values()),
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            kind=place.kind,
        )
        self.places.add(made)
        self.new_places.append(made)
        return made


def _is_elsewhere(place: PlaceFound, entity: Entity) -> bool:
    """Whether the record of the same name is another place. Countries are large: their points may lie far apart."""
    if None in (place.lat, place.lon, entity.lat, entity.lon) or place.kind == "country":
        return False
    return _km(place.lat or 0, place.lon or 0, entity.lat or 0, entity.lon or 0) > SAME_PLACE_KM


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance on a sphere of the Earth's mean radius (haversine formula)."""
    p, q = math.radians(lat), math.radians(other_lat)
    a = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(a))
