"""Across articles: which authority record a found name belongs to, or a new one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from sitegen.core.text import fold
from sitegen.core.types import SITES, AnnotatedArticle, Entity, PersonFound, PlaceFound
from sitegen.entities.atlas import atlas
from sitegen.entities.lexicon import has_lexicon
from sitegen.entities.same_person import Join, joined, spelled

SAME_PLACE_KM = 100.0  # two points of one name nearer than this are one place, in two gazetteers


class Records(Protocol):
    """The authority records of one kind."""

    entities: list[Entity]

    def find(self, name: str) -> Entity | None:
        """The record with this name or alias."""

    def add(self, entity: Entity) -> None:
        """Take in a new record."""


class Companions(Protocol):
    """Which names stood beside others in the articles so far."""

    def beside(self, names: Iterable[str]) -> set[str]:
        """Folded names that stood in an article with one of these."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A name that was taken for a record of another name, and why."""

    form: str
    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The names of one article as they stand in the authority files."""

    people: tuple[str, ...]
    places: tuple[str, ...]
    claimants: dict[str, str]
    """Names of persons as the figures give them → names in the authority file."""
    merges: tuple[Merge, ...] = ()
    """Of names that are spelled otherwise in the authority file."""


class Resolver:
    """Gives each found name its record; new records are added to `people` and `places`, and listed in `new_…`.

    A country's record has its name in the archive's `language`, whatever language the first article is in that names it.
    """

    def __init__(self, people: Records, places: Records, companions: Companions | None = None, language: str = ""):
        self.people, self.places = people, places
        self._companions, self._language = companions, language.partition("-")[0]
        self.new_people: list[Entity] = []
        self.new_places: list[Entity] = []
        self._by_last: dict[str, list[Entity]] = {}
        self._countries: dict[str, Entity] = {}
        self._numbered: dict[int, Entity] = {}
        for entity in people.entities:
            self._note(entity)
        for entity in places.entities:
            self._note_place(entity)

    def resolve(self, articles: Iterable[AnnotatedArticle]) -> list[Resolved]:
        """Names of several articles at once: full names are taken in first, so that a surname finds its owner whatever
        the articles' order."""
        batch = list(articles)
        company = [_company(article) for article in batch]
        beside: dict[str, set[str]] = {}
        for article, names in zip(batch, company, strict=True):
            for person in article.people:
                if " " in person.name:
                    entity, _ = self._person(person, names, beside)
                    beside.setdefault(entity.name, set()).update(names - {fold(person.name)})
        return [self._article(article, names, beside) for article, names in zip(batch, company, strict=True)]

    def _article(self, article: AnnotatedArticle, company: set[str], beside: dict[str, set[str]]) -> Resolved:
        names: dict[str, str] = {}
        merges: list[Merge] = []
        for person in article.people:
            entity, join = self._person(person, company - {fold(person.name)}, beside)
            names[person.name] = entity.name
            if join is not None and join.score < 1.0:
                merges.append(Merge(person.name, entity.name, join.score, join.reason))
        found = [(place, self._place(place)) for place in article.places if place.kind not in SITES]
        towns = {place.name: entity for place, entity in found if place.kind == "city"}
        sites = [self._site(place, towns.get(place.region)) for place in article.places if place.kind in SITES]
        places = [each.name for each in (*(entity for _, entity in found), *sites)]
        return Resolved(tuple(dict.fromkeys(names.values())), tuple(dict.fromkeys(places)), names, tuple(merges))

    def _note(self, entity: Entity) -> None:
        for name in (entity.name, *entity.aliases):
            self._by_last.setdefault(spelled(name)[-1], []).append(entity)

    def _person(self, person: PersonFound, company: set[str], beside: dict[str, set[str]]) -> tuple[Entity, Join | None]:
        """The record of the same name or alias; else the only one for which enough speaks; else a new one."""
        for name in (person.name, *(form for form in person.forms if " " in form)):
            entity = self.people.find(name)
            if entity and fold(person.name) not in map(fold, entity.not_):
                return entity, None if name == person.name else Join(0.9, f"the article also says {name}")
        near = {id(each): each for each in self._by_last.get(spelled(person.name)[-1], [])}
        found = [
            (join, each)
            for each in near.values()
            if (join := joined(person.name, each, company, () if " " in person.name else self._usual(each, beside)))
        ]
        if len(found) == 1 or (found and " " in person.name and _leads(found)):
            join, entity = max(found, key=lambda pair: pair[0].score)
            return entity, join
        made = Entity(person.name, tuple(form for form in person.forms if " " in form and fold(form) != fold(person.name)))
        self.people.add(made)
        self.new_people.append(made)
        self._note(made)
        return made, None

    def _usual(self, entity: Entity, beside: dict[str, set[str]]) -> set[str]:
        """What stood beside an entity, in this import and in earlier ones."""
        before = self._companions.beside((entity.name, *entity.aliases)) if self._companions else set()
        return before | beside.get(entity.name, set())

    def _place(self, place: PlaceFound) -> Entity:
        entity = self._numbered.get(place.geonames or 0) or self.places.find(place.name)
        entity = entity or self._countries.get(place.country if place.kind == "country" else "")
        # Where an article leaves doubt, a name means the place that it means in the rest of the archive.
        if entity and (not place.sure or not _is_elsewhere(place, entity)):
            return entity
        name = place.name
        if entity:
            name = f"{place.name} ({place.kind if place.country == entity.country else place.country or 'other'})"
            if known := self.places.find(name):
                return known
        elif place.kind == "country":
            name = self._country_name(place)
        return self._new_place(place, name)

    def _country_name(self, place: PlaceFound) -> str:
        country = atlas(self._language).country(place.country) if has_lexicon(self._language) else None
        return country.name if country and not self.places.find(country.name) else place.name

    def _site(self, place: PlaceFound, town: Entity | None) -> Entity:
        """A street or a building is the record's of that name in the same town; many towns have a Church Street. It stands where
        the record of its town does, which may be another town of the name than the article alone would tell."""
        if town:
            place = replace(place, lat=town.lat, lon=town.lon, country=town.country, region=town.name)
        known = self.places.find(place.name)
        if known and (not known.kind or (known.kind in SITES and (known.region == place.region or not place.region))):
            return known  # an editor's record need not say what it is, nor where
        name = f"{place.name} ({place.region or place.kind})" if known else place.name
        return self.places.find(name) or self._new_place(place, name)

    def _new_place(self, place: PlaceFound, name: str) -> Entity:
        forms = tuple(form for form in (place.name, *place.forms) if not self.places.find(form) and fold(form) != fold(name))
        made = Entity(
            name,
            tuple({fold(f): f for f in forms}.values()),
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            region=place.region,
            kind=place.kind,
            geonames=place.geonames,
        )
        self.places.add(made)
        self.new_places.append(made)
        self._note_place(made)
        return made

    def _note_place(self, place: Entity) -> None:
        """A country has other names in other languages: its code tells that it is the same, as the number in GeoNames does."""
        if place.geonames:
            self._numbered.setdefault(place.geonames, place)
        if place.kind == "country" and place.country:
            self._countries.setdefault(place.country, place)


def _leads(found: list[tuple[Join, Entity]]) -> bool:
    """Whether more speaks for the first than for any other."""
    scores = sorted((join.score for join, _ in found), reverse=True)
    return scores[0] > scores[1]


def _company(article: AnnotatedArticle) -> set[str]:
    """The folded names of an article, but for countries and parts of the world, which half of the archive may name."""
    places = (place.name for place in article.places if place.kind not in ("country", "area"))
    return {fold(name) for name in (*(person.name for person in article.people), *places)}


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
