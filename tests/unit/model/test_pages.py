from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator

import pytest

from sitegen.config.schema import PagesConfig
from sitegen.core.types import Entity, Figure, FrontMatter, StoredArticle, Thing
from sitegen.model.catalogue import Catalogue, rows_of
from sitegen.model.facts import ArticleFacts, Mention, article_url
from sitegen.model.pages import SITEMAP, PageSpec, Plan, sitemaps
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
        id_,
        tuple(Mention("person", name, f"{name} spoke.", name) for name in people),
        (Thing(),) * len(figures),
    )


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:")
    catalogue = Catalogue(made)
    for n in range(1, 6):
        catalogue.put(
            rows_of(stored(f"a{n}", dt.date(2020 + n % 2, n, 1), ("Ann Lee",) if n < 4 else ("A. Lee", "Bo Young"))), "1:1"
        )
    catalogue.put(rows_of(stored("u1", None)), "1:1")
    catalogue.put(rows_of(stored("d1", dt.date(2020, 1, 1), ("Draft Only",), draft=True)), "1:1")
    catalogue.settle_records({"person": [Entity("Ann Lee", ("A. Lee",)), Entity("Nobody")], "place": []}, {})
    yield made
    made.close()


@pytest.fixture
def site(db: sqlite3.Connection) -> Site:
    return Site(db)


def pages(db: sqlite3.Connection, per_page: int = 2) -> dict[str, PageSpec]:
    return {spec.url: spec for spec in Plan(db, PagesConfig(per_page=per_page), ("about", "terms")).everything()}


def test_articles_come_newest_first_and_undated_last(db: sqlite3.Connection, site: Site) -> None:
    lists = pages(db, per_page=10)
    assert lists["articles/"].ids == ("a5", "a3", "a1", "a4", "a2", "u1")
    assert lists["articles/2021/03/"].ids == ("a3",)
    assert lists["articles/undated/"].ids == ("u1",)
    assert [card.id for card in site.newest(2)] == ["a5", "a3"]
    assert [card.id for card in site.articles(["a3", "a5"])] == ["a3", "a5"]
    assert [(month.year, month.month, month.count) for month in site.months()] == [
        (2021, 5, 1),
        (2021, 3, 1),
        (2021, 1, 1),
        (2020, 4, 1),
        (2020, 2, 1),
    ]


def test_neighbours_in_time(site: Site) -> None:
    older, newer = site.neighbours(site.article("a1")[0])
    assert older and newer and ("a4" in older.url, "a3" in newer.url)
    assert site.neighbours(site.article("u1")[0]) == (None, None)


def test_names_and_aliases_are_one_entity_and_drafts_name_nobody(db: sqlite3.Connection, site: Site) -> None:
    slugs = pages(db, per_page=10)["people/"].ids
    assert [(each.name, each.count) for each in site.entities("person", slugs)] == [("Ann Lee", 5), ("Bo Young", 2)], "by surname"
    mentions = site.mentions("person", "ann-lee", pages(db)["people/ann-lee/"].ids)
    assert [each.sentence for each in mentions] == ["A. Lee spoke.", "Ann Lee spoke."]
    assert [each.name for each in site.company(site.entity("person", "bo-young"), {"person": 9}).people] == ["Ann Lee"]
    assert len(site.claims_by(("Ann Lee", "A. Lee"), 9)) == 5


def test_the_plan_has_every_page_once_and_lists_in_pages(db: sqlite3.Connection) -> None:
    specs = list(Plan(db, PagesConfig(per_page=2), ("about", "terms")).everything())
    files = [spec.file for spec in specs]
    assert len(files) == len(set(files))
    assert {"index.html", "articles/page/3/index.html", "articles/2021/page/2/index.html", "articles/undated/index.html",
            "people/ann-lee/page/3/index.html", "terms/index.html", "404.html", "feed.xml"} <= set(files)  # fmt: skip
    assert not any("draft" in file or "d1" in file or "nobody" in file for file in files)
    assert files == [spec.file for spec in Plan(db, PagesConfig(per_page=2), ("about", "terms")).everything()]


def test_a_section_plans_what_the_whole_does(db: sqlite3.Connection) -> None:
    plan = Plan(db, PagesConfig(per_page=2), ("about",))
    everything = list(plan.everything())
    for section in {spec.section for spec in everything if spec.kind in ("article", "articles", "entity", "entities", "figures")}:
        assert list(plan.section(section)) == [spec for spec in everything if spec.section == section]


def test_another_name_in_articles_redirects(db: sqlite3.Connection) -> None:
    redirects = Plan(db, PagesConfig(), ()).redirects()
    assert [(spec.url, spec.subject) for spec in redirects] == [("people/a-lee/", "people/ann-lee/")]


def test_a_large_archive_has_several_sitemaps() -> None:
    assert [spec.file for spec in sitemaps(SITEMAP)] == ["sitemap.xml"]
    assert [spec.file for spec in sitemaps(SITEMAP + 1)] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]


def test_records_that_all_changed_are_compared_in_a_time_that_grows_with_their_number() -> None:
    def steps(count: int) -> int:
        """Of SQLite's machine, in hundreds, for renaming all of so many records."""
        db = sqlite3.connect(":memory:")
        catalogue = Catalogue(db)
        catalogue.settle_records({"person": [Entity(f"Ann Lee {n}") for n in range(count)]}, {})
        taken = 0

        def step() -> int:
            nonlocal taken
            taken += 1
            return 0

        db.set_progress_handler(step, 100)
        catalogue.settle_records({"person": [Entity(f"Bo Young {n}") for n in range(count)]}, {})
        db.close()
        return taken

    assert steps(800) < 3 * steps(400), "that of comparing each with all would be four times as many"
