from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator

import pytest

from sitegen.config.schema import PagesConfig
from sitegen.core.types import Entity, Figure, FrontMatter, StoredArticle, Thing
from sitegen.model.catalogue import Catalogue
from sitegen.model.facts import ArticleFacts, Mention, article_url
from sitegen.model.pages import SITEMAP, plan, redirects, sitemaps
from sitegen.model.site import Site


def stored(id_: str, day: dt.date | None, people: tuple[str, ...] = (), **more: object) -> ArticleFacts:
    figures = (Figure(9.0, of="men", by=people[0]),) if people else ()
    meta = FrontMatter(id_, f"Title {id_}", date=day, slug=f"s-{id_}", people=people, figures=figures, **more)  # type: ignore[arg-type]
    article = StoredArticle(f"{id_}.md", meta, "", id_)
    return ArticleFacts(
        article,
        article_url(article),
        "",
        1,
        tuple(Mention("person", name, f"{name} spoke.") for name in people),
        (Thing(),) * len(figures),
    )


@pytest.fixture
def site() -> Iterator[Site]:
    db = sqlite3.connect(":memory:")
    catalogue = Catalogue(db)
    for n in range(1, 6):
        catalogue.put(stored(f"a{n}", dt.date(2020 + n % 2, n, 1), ("Ann Lee",) if n < 4 else ("A. Lee", "Bo Young")), "k")
    catalogue.put(stored("u1", None), "k")
    catalogue.put(stored("d1", dt.date(2020, 1, 1), ("Draft Only",), draft=True), "k")
    catalogue.settle_entities({"person": [Entity("Ann Lee", ("A. Lee",)), Entity("Nobody")], "place": []})
    yield Site(db)
    db.close()


def test_articles_come_newest_first_and_undated_last(site: Site) -> None:
    assert [card.id for card in site.articles(10)] == ["a5", "a3", "a1", "a4", "a2", "u1"]
    assert [card.id for card in site.articles(10, period="2021-03")] == ["a3"]
    assert [card.id for card in site.articles(10, period="undated")] == ["u1"]
    assert [(month.year, month.month, month.count) for month in site.months()] == [
        (2021, 5, 1),
        (2021, 3, 1),
        (2021, 1, 1),
        (2020, 4, 1),
        (2020, 2, 1),
    ]


def test_neighbours_in_time(site: Site) -> None:
    older, newer = site.neighbours(site.article("a1"))
    assert (older and older.id, newer and newer.id) == ("a4", "a3")
    assert site.neighbours(site.article("u1")) == (None, None)


def test_names_and_aliases_are_one_entity_and_drafts_name_nobody(site: Site) -> None:
    people = {each.name: each.count for each in site.entities("person")}
    assert people == {"Ann Lee": 5, "Bo Young": 2}
    assert list(people) == ["Ann Lee", "Bo Young"], "ordered by surname"
    assert [each.sentence for each in site.mentions("person", "ann-lee", 2)] == ["A. Lee spoke.", "Ann Lee spoke."]
    assert [each.name for each in site.beside("person", "bo-young", "person", 9)] == ["Ann Lee"]
    assert len(site.claims_by(("Ann Lee", "A. Lee"), 9)) == 5


def test_the_plan_has_every_page_once_and_lists_in_pages(site: Site) -> None:
    specs = list(plan(site, PagesConfig(per_page=2), ("about", "terms")))
    files = [spec.file for spec in specs]
    assert len(files) == len(set(files))
    assert {"index.html", "articles/page/3/index.html", "articles/2021/page/2/index.html", "articles/undated/index.html",
            "people/ann-lee/page/3/index.html", "terms/index.html", "404.html", "feed.xml"} <= set(files)  # fmt: skip
    assert not any("draft" in file or "d1" in file or "nobody" in file for file in files)
    assert files == [spec.file for spec in plan(site, PagesConfig(per_page=2), ("about", "terms"))]


def test_another_name_in_articles_redirects(site: Site) -> None:
    assert [(spec.url, spec.subject) for spec in redirects(site, set())] == [("people/a-lee/", "people/ann-lee/")]


def test_a_large_archive_has_several_sitemaps() -> None:
    assert [spec.file for spec in sitemaps(SITEMAP)] == ["sitemap.xml"]
    assert [spec.file for spec in sitemaps(SITEMAP + 1)] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
