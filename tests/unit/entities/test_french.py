"""The finders in French, by rules alone and with the French model."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from sitegen.core.types import AnnotatedArticle, CleanArticle, PlaceFound, SourceRef
from sitegen.entities.atlas import atlas
from sitegen.entities.describe import described
from sitegen.entities.parsers import parser
from sitegen.entities.resolve import Resolver
from sitegen.store.authority import Authority

TEXT = """Le paquebot Rosalie quitte Odessa

Le président ukrainien Volodymyr Zelensky a appelé mardi à Londres le Royaume-Uni à l'aide. « Il nous faut des ailes », a déclaré \
M. Zelensky devant le Parlement britannique.

Dominique de Villepin, ancien Premier ministre, et Jean-Luc Mélenchon, député, ont répondu d'une voix. À Kiev, la maire adjointe Olga \
Petrenko s'est tue. Les soldats russes avaient quitté Kherson.
"""


@pytest.fixture(
    params=["", pytest.param("fr_core_news_sm", marks=pytest.mark.skipif(not find_spec("fr_core_news_sm"), reason="no model"))]
)
def found(request: pytest.FixtureRequest) -> dict[str, Any]:
    return described(next(iter(parser(request.param, "fr").parse([TEXT]))))


@pytest.mark.xdist_group("spacy")
def test_people_under_their_full_names(found: dict[str, Any]) -> None:
    names = {person["name"] for person in found["people"]}
    assert {"Volodymyr Zelensky", "Dominique de Villepin", "Jean-Luc Mélenchon", "Olga Petrenko"} == names


@pytest.mark.xdist_group("spacy")
def test_places_and_nationalities(found: dict[str, Any]) -> None:
    by_name = {place["name"]: place for place in found["places"]}
    assert {"Londres", "Royaume-Uni", "Kiev", "Kherson", "Odessa"} <= by_name.keys()
    assert by_name["Odessa"]["country"] == "UA"
    assert (by_name["russes"]["canonical"], by_name["russes"]["nationality"]) == ("Russie", True)
    assert "Rosalie" not in by_name  # a ship


@pytest.mark.parametrize(("word", "country"), [("Russie", "RU"), ("États-Unis", "US"), ("Maurice", "MU")])
def test_countries_go_by_their_french_names(word: str, country: str) -> None:
    assert atlas("fr").find(word)[0].country == country


@pytest.mark.xdist_group("spacy")
@pytest.mark.parametrize("package", ["", "fr_core_news_sm"])
def test_streets_buildings_and_villages(package: str) -> None:
    if package and not find_spec(package):
        pytest.skip("no model")
    text = """Un incendie a détruit un immeuble de la rue de Rivoli, à Paris. Il habite boulevard Voltaire.

Les blessés ont été conduits à l'hôpital Necker. Le village de Foua a été bombardé. La place de la femme change."""
    places = {each["name"]: each for each in described(next(iter(parser(package, "fr").parse([text]))))["places"]}
    assert {name: (each["kind"], each["region"]) for name, each in places.items() if name != "Paris"} == {
        "rue de Rivoli": ("street", "Paris"),
        "boulevard Voltaire": ("street", "Paris"),
        "hôpital Necker": ("building", "Paris"),
        "Foua": ("", ""),
    }


def test_french_names_of_countries_are_none_in_english() -> None:
    assert not [place for place in atlas("en").find("Maurice") if place.kind == "country"]


def test_a_country_has_one_record_in_all_languages() -> None:
    resolver = Resolver(Authority(()), Authority(()))
    article = CleanArticle(SourceRef("a", Path("a")), "", "T", ())
    found = [
        AnnotatedArticle(article, places=(PlaceFound(name, 60.0, 100.0, "country", "RU"),))
        for name in ("Russia", "Russie", "Russia")
    ]
    assert [each.places for each in resolver.resolve(found)] == [("Russia",)] * 3


@pytest.mark.parametrize(("language", "name", "alias"), [("en-GB", "Russia", "Russie"), ("fr", "Russie", "Russia")])
def test_a_country_goes_by_its_name_in_the_archives_language(language: str, name: str, alias: str) -> None:
    resolver = Resolver(Authority(()), Authority(()), language=language)
    article = CleanArticle(SourceRef("a", Path("a")), "", "T", ())
    found = AnnotatedArticle(article, places=(PlaceFound(alias, 60.0, 100.0, "country", "RU", forms=(alias,)),))
    assert [each.places for each in resolver.resolve([found])] == [(name,)]
    assert [(each.name, each.aliases) for each in resolver.new_places] == [(name, (alias,))]
