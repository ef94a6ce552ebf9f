"""Articles with names in common, versions of one story, and addresses beside which other pages stand."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator

import pytest

from sitegen.core.types import Entity, FrontMatter, StoredArticle
from sitegen.model.catalogue import Catalogue, rows_of
from sitegen.model.facts import ArticleFacts, Mention, article_url
from sitegen.model.site import Site


def stored(id_: str, people: tuple[str, ...], places: tuple[str, ...] = (), story: str = "") -> ArticleFacts:
    article = StoredArticle(f"{id_}.md", FrontMatter(id_, id_, date=dt.date(2020, 1, 1), slug=id_, story=story), "", id_)
    named = [Mention("person", name, "", name) for name in people] + [Mention("place", name, "", name) for name in places]
    return ArticleFacts(article, article_url(article), "", 1, id_, tuple(named))


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:")
    catalogue = Catalogue(made)
    for found in (
        stored("one", ("Ann", "Bo"), ("Kyiv", "Map")),
        stored("both", ("Ann", "Bo"), ("Kyiv",)),
        stored("some", ("Ann",), ("Kyiv",)),
        stored("copy", ("Ann", "Bo"), ("Kyiv", "Map"), story="one"),
        stored("itself", (), story="itself"),
        *(stored(f"other{n}", (), ("Kyiv",)) for n in range(70)),
    ):
        catalogue.put(rows_of(found), "1:1")
    catalogue.settle_records({"person": [Entity("Ann")], "place": []}, {})
    yield made
    made.close()


def test_rare_names_in_common_relate_articles_but_versions_are_told_apart(db: sqlite3.Connection) -> None:
    related = Site(db).related("one", 5)
    assert [(each.article.title, each.names) for each in related] == [("both", ("Bo", "Ann"))], "Kyiv is named everywhere"
    assert [each.article.title for each in Site(db).related("copy", 5)] == ["both"]


def test_a_story_leads_to_its_versions_and_they_to_it(db: sqlite3.Connection) -> None:
    main, versions = Site(db).versions("one")
    assert main is None and [(each.article.title, each.changes) for each in versions] == [
        ("copy", "articles/2020/01/copy/changes/")
    ]
    main, versions = Site(db).versions("copy")
    assert main and main.title == "one" and versions == []
    assert Site(db).versions("itself") == (None, []), "that it is its own version says nothing"


def test_who_stands_with_whom(db: sqlite3.Connection) -> None:
    site = Site(db)
    found = site.company(site.entity("person", "ann"), {"person": 5, "place": 5})
    assert [(each.name, each.count) for each in found.people] == [("Bo", 3)], "and not Ann herself"
    assert [(each.name, each.count) for each in found.places] == [("Kyiv", 4), ("Map", 2)]
    assert found.together == {("bo", "kyiv"): 3, ("bo", found.places[1].slug): 2}
    assert (found.months, found.first_day, found.last_day) == ({"2020-01": 4}, "2020-01-01", "2020-01-01")


def test_hidden_ones_give_way_to_the_next_and_equals_stand_by_name(db: sqlite3.Connection) -> None:
    catalogue = Catalogue(db)
    catalogue.put(rows_of(stored("more", ("Ann",), ("Zadar", "Ålesund", "Arles"))), "1:1")
    catalogue.settle_names()
    db.execute("update entity set hidden = 1 where name in ('Kyiv', 'Map')")
    found = Site(db).company(Site(db).entity("person", "ann"), {"place": 2})
    assert [each.name for each in found.places] == ["Arles", "Zadar"]


def test_no_place_stands_where_the_map_does(db: sqlite3.Connection) -> None:
    (made,) = db.execute("select slug from entity where name = 'Map'").fetchone()
    assert made != "map" and made.startswith("map-")
