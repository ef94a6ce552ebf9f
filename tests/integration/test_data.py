"""What machines read: the archive's data, feeds, structured data, the description of the search."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sitegen.build import exporting
from sitegen.model.export import TABLES, Row, Some, Table
from tests.conftest import copy_demo
from tests.sitetest import SiteTest

ADDRESS = "https://example.org/titanic/"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteTest]:
    site = SiteTest(copy_demo(tmp_path_factory.mktemp("data") / "site"))
    site.replace("site.yaml", "language: en", "language: en\npages: {feeds: [people]}")
    site.build()
    yield site
    site.close()


@pytest.fixture
def data(demo: SiteTest) -> Path:
    return demo.root / "public/data"


def lines(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8", newline="\n") as opened:
        return [json.loads(line) for line in opened]


def test_the_same_rows_stand_in_every_form(data: Path, demo: SiteTest) -> None:
    assert len(lines(data / "articles.jsonl")) == len(demo.articles())
    for name in ("articles", "people", "places", "figures"):
        rows = lines(data / f"{name}.jsonl")
        with (data / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
            table = list(csv.DictReader(opened))
        with closing(sqlite3.connect(data / "archive.sqlite")) as db:
            db.row_factory = sqlite3.Row
            stored = [dict(row) for row in db.execute(f'select * from "{name}"')]
        assert [row["id"] for row in rows] == [row["id"] for row in table] and len(rows) > 20
        assert {row["id"]: row["url"] for row in rows} == {row["id"]: row["url"] for row in stored}
        assert list(rows[0]) == list(table[0]) == list(stored[0])


def test_figures_tell_who_says_what(data: Path) -> None:
    [found] = [row for row in lines(data / "figures.jsonl") if row["value"] == 711]
    assert found["series"] == "saved-from-the-titanic" and found["by"] == "report" and "711 were saved" in found["text"]
    assert found["url"].startswith(f"{ADDRESS}articles/1912/07/") and "#claim-" in found["url"]


def test_frictionless_finds_the_package_right(data: Path) -> None:
    from frictionless import Package

    package = Package(str(data / "datapackage.json"))
    rows = 0
    for resource in package.resources:
        report = resource.validate()
        assert report.valid, (resource.name, report.flatten(["rowNumber", "fieldNumber", "type", "note"])[:5])
        rows += sum(task.stats.get("rows") or 0 for task in report.tasks)
    assert len(package.resources) == 10 and rows > 400


def test_places_are_points(data: Path) -> None:
    made = json.loads((data / "places.geojson").read_text(encoding="utf-8"))
    [halifax] = [each for each in made["features"] if each["id"] == "halifax"]
    assert halifax["geometry"]["coordinates"] == pytest.approx([-63.58, 44.64], abs=0.1)
    assert halifax["properties"]["articles"] == 7 and made["type"] == "FeatureCollection"


def test_a_formula_in_a_csv_is_text(tmp_path: Path) -> None:
    from sitegen.publish.data import write_table

    write_table(tmp_path, "t", [("id", "string", ""), ("n", "number", "")], [{"id": "=1+1", "n": -2.0}], "; ")
    assert (tmp_path / "t.csv").read_text() == "id,n\n'=1+1,-2\n"
    assert lines(tmp_path / "t.jsonl") == [{"id": "=1+1", "n": -2.0}]


def test_without_data_none_stays(tmp_path: Path) -> None:
    site = SiteTest(copy_demo(tmp_path / "site"))
    site.build()
    assert (site.root / "public/data/archive.sqlite").is_file()
    site.replace("site.yaml", "language: en", "language: en\noutput: {data: false}")
    site.build()
    assert [each.name for each in (site.root / "public/data").iterdir()] == ["index.html"]
    assert "figures.csv" not in site.page("figures/")


def test_the_data_follows_what_changes_and_only_that(tmp_path: Path) -> None:
    site = SiteTest(copy_demo(tmp_path / "site"))
    site.build()
    file = site.root / "public/data/people.csv"
    before = file.stat().st_mtime_ns
    article = next((site.root / "content/articles").rglob("*lands-745-survivors-in-the-rain*.md"))
    site.write(article.relative_to(site.root).as_posix(), article.read_text(encoding="utf-8") + "\nAnother word.\n")
    site.build()
    assert file.stat().st_mtime_ns == before, "a text alone is not in it"
    site.replace(article.relative_to(site.root).as_posix(), "- Margaret Brown\n", "")
    site.build()
    [row] = [row for row in lines(site.root / "public/data/people.jsonl") if row["id"] == "margaret-brown"]
    assert row["articles"] == 2


def tables(site: SiteTest) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (site.root / "public/data").iterdir() if file.name != "index.html"}


def test_rows_that_did_not_change_are_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = SiteTest(copy_demo(tmp_path / "site"))
    site.build()
    asked: dict[str, Some] = {}

    def noting(table: Table) -> Table:
        def rows(db: sqlite3.Connection, root: str, some: Some) -> Iterator[Row]:
            asked[table.name] = some
            return table.rows(db, root, some)

        return dataclasses.replace(table, rows=rows)

    monkeypatch.setattr(exporting, "TABLES", tuple(map(noting, TABLES)))
    one, other, third = (f"content/articles/{name}" for name in list(site.articles())[:3])
    site.write(one, re.sub("(?m)^title: .*$", 'title: "A \\"quoted\\" title, with a comma"', site.read(one)))
    (site.root / other).unlink()
    site.write("content/articles/new.md", site.read(third).replace("\nid: ", "\nid: a-new-"))
    site.build()
    assert asked["articles"] is not None and 3 <= len(asked["articles"]) < 8, "these, and one whose figures stand elsewhere now"
    after = tables(site)
    site.build(clean=True)
    assert asked["articles"] is None
    assert tables(site) == after
    assert any(row["title"] == 'A "quoted" title, with a comma' for row in lines(site.root / "public/data/articles.jsonl"))


def test_what_was_published_is_not_trusted_where_it_changed(tmp_path: Path) -> None:
    site = SiteTest(copy_demo(tmp_path / "site"))
    site.build()
    file = site.root / "public/data/articles.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("Titanic", "Gigantic"), encoding="utf-8")
    site.replace(f"content/articles/{next(iter(site.articles()))}", "\ntitle: ", "\ntitle: Once more, ")
    site.build()
    assert "Gigantic" not in file.read_text(encoding="utf-8") and "Once more, " in file.read_text(encoding="utf-8")


def test_a_line_break_in_a_cell_ends_no_record(tmp_path: Path) -> None:
    from sitegen.publish.data import Kept, write_table

    columns = [("id", "string", ""), ("text", "string", "")]
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    rows = [{"id": "a", "text": 'one\n"two"\r\nthree'}, {"id": "b", "text": "gone"}, {"id": "d", "text": "é\u2028"}]
    write_table(old, "t", columns, rows, "; ")
    write_table(new, "t", columns, [{"id": "c", "text": "new"}], "; ", Kept(old, "id", {"b", "c"}))
    assert lines(new / "t.jsonl") == [rows[0], {"id": "c", "text": "new"}, rows[2]]
    with (new / "t.csv").open(encoding="utf-8", newline="") as opened:
        assert list(csv.DictReader(opened)) == lines(new / "t.jsonl")


def test_a_table_of_which_some_rows_changed_is_to_the_byte_what_it_would_be_if_written_anew(tmp_path: Path) -> None:
    from sitegen.publish.data import Kept, write_table

    def row(of: str, n: int, said: str = "as before") -> dict[str, Any]:
        return {"id": f"{of}-{n}", "of": of, "n": n / 2, "sure": n > 1, "_text": f"{said}, by {of}", "many": [said, of]}

    columns = [("id", "string", ""), ("of", "string", ""), ("n", "number", ""), ("sure", "boolean", ""), ("_text", "string", ""),
               ("many", "list", "")]  # fmt: skip
    before = [row(of, n) for of in ("a", "b", "ä", "é", "ﬀ", "😀") for n in (2, 1, 3)]
    changed = [row(of, n, "now") for of, some in (("Z", (1,)), ("b", (3, 1)), ("é", (1, 2, 4, 5)), ("😂", (7,))) for n in some]
    gone = {"Z", "b", "é", "😂", "ﬀ"}
    after = sorted([*changed, *(each for each in before if each["of"] not in gone)], key=lambda each: each["of"].encode())
    for name in ("old", "new", "whole"):
        (tmp_path / name).mkdir()
    write_table(tmp_path / "old", "t", columns, before, "; ")
    write_table(tmp_path / "new", "t", columns, changed, "; ", Kept(tmp_path / "old", "of", gone))
    write_table(tmp_path / "whole", "t", columns, after, "; ")
    for file in (tmp_path / "whole").iterdir():
        assert (tmp_path / "new" / file.name).read_bytes() == file.read_bytes(), file.name


# ---------------------------------------------------------------------------------------------- feeds and records


@pytest.mark.parametrize("url", ["feed.xml", "people/arthur-rostron/feed.xml"])
def test_feeds_are_read_by_feedparser(demo: SiteTest, url: str) -> None:
    import feedparser

    feed = feedparser.parse(demo.page(url))
    assert not feed.bozo and feed.version == "atom10"
    assert len(feed.entries) == (20 if url == "feed.xml" else 4)
    assert feed.entries[0].link.startswith(ADDRESS) and feed.entries[0].updated_parsed
    assert feed.feed.links[1]["href"] == ADDRESS + url


@pytest.mark.parametrize("url", ["feed.json", "people/arthur-rostron/feed.json"])
def test_json_feeds_keep_the_rules(demo: SiteTest, url: str) -> None:
    feed = json.loads(demo.page(url))
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["feed_url"] == ADDRESS + url and feed["title"]
    for item in feed["items"]:
        assert item["id"] == item["url"] and item["url"].startswith(ADDRESS) and item["content_text"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", item["date_published"])
        assert all(set(author) <= {"name", "url", "avatar"} for author in item.get("authors", []))


def test_an_article_s_record_is_news_with_claims(demo: SiteTest) -> None:
    page = demo.page("articles/1912/04/carpathia-lands-745-survivors-in-the-rain-at-new-york/")
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    record = json.loads(text)
    assert record["@type"] == "NewsArticle" and record["datePublished"] == "1912-04-19"
    assert {"Arthur Rostron", "New York"} <= {each["name"] for each in record["mentions"]}
    claims = [each for each in record["hasPart"] if each["@type"] == "Claim"]
    assert len(claims) == 11 and claims[0]["@id"].startswith(record["url"] + "#claim-")
    assert 'name="z:itemType" content="newspaperArticle"' in page and "citation_journal_title" not in page


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All records within one."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)
    if isinstance(value, dict):
        yield value


def test_records_have_no_property_that_schema_org_lacks(demo: SiteTest) -> None:
    import msgspec_schemaorg.models as schema

    checked = set()
    for file in (demo.root / "public/articles/1912").rglob("index.html"):
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', file.read_text(encoding="utf-8"))
        for node in nodes(json.loads(found[0])) if found else ():
            if "@type" not in node:
                assert set(node) == {"@id"}, "only a reference has no type"
                continue
            properties = set(getattr(schema, node["@type"]).__struct_fields__)
            assert {name for name in node if not name.startswith("@")} <= properties, node
            checked.add(node["@type"])
    assert checked == {"NewsArticle", "Person", "Place", "GeoCoordinates", "Organization", "ArchiveComponent", "Claim", "Thing"}


def test_the_search_describes_itself(demo: SiteTest) -> None:
    root = ElementTree.fromstring(demo.page("opensearch.xml"))
    [url] = root.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{ADDRESS}search/?q={{searchTerms}}"
    name = root.findtext("{http://a9.com/-/spec/opensearch/1.1/}ShortName") or ""
    assert 0 < len(name) <= 16
