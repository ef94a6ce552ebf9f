"""The build: what is published, and what is gone."""

from __future__ import annotations

import json
import os
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.build import survey
from sitegen.core.problems import UserError
from sitegen.model.pending import Pending
from sitegen.store import read
from tests.sitetest import SiteTest


def test_a_build_publishes_every_kind_of_page(site: SiteTest) -> None:
    report = site.build()
    assert report.articles == 3
    for url in ["", "articles/1912/04/ship-sails/", "articles/", "articles/1912/", "articles/1912/04/", "articles/undated/",
                "people/", "people/edward-smith/", "places/", "places/southampton/", "tags/", "tags/losses/", "figures/",
                "about/", "search/", "404.html", "feed.xml", "sitemap.xml", "robots.txt"]:  # fmt: skip
        assert site.page(url), url


def test_first_mentions_link_to_entity_pages(site: SiteTest) -> None:
    site.build()
    page = site.page("articles/1912/04/ship-sails/")
    assert page.count('<a href="/small/people/edward-smith/" class="entity person">Edward Smith</a>') == 1
    assert page.count('class="entity place">Southampton</a>') == 1


def test_an_entity_page_lists_its_articles_with_the_sentence(site: SiteTest) -> None:
    site.build()
    page = site.page("people/edward-smith/")
    assert "About 2,200 people are aboard, said Edward Smith." in page
    assert "The ship of E. J. Smith sank." in page, "an alias belongs to the same person"
    assert page.index("Ship sinks") < page.index("Ship sails")


def test_another_name_of_an_entity_redirects_to_its_page(site: SiteTest) -> None:
    site.build()
    assert 'content="0; url=/small/people/edward-smith/"' in site.page("people/e-j-smith/")
    assert 'url=/small/articles/1912/04/ship-sails/"' in site.page("old/ship/")


def test_the_figures_page_is_a_table_of_every_claim(site: SiteTest) -> None:
    site.build()
    rows = re.findall(r"<tr>\n<th scope=\"row\".*?</tr>", site.page("figures/"), re.S)
    assert len(rows) == 2
    assert "about</span> 2,200" in rows[1] and "people aboard" in rows[1]
    assert 'href="/small/people/edward-smith/">Edward Smith</a>' in rows[1]
    assert "1,500" in rows[0] and "the company" in rows[0] and "15 April 1912" in rows[0]


def test_heads_tell_machines_what_a_page_is(site: SiteTest) -> None:
    site.build()
    page = site.page("articles/1912/04/ship-sails/")
    assert '<link rel="canonical" href="https://example.org/small/articles/1912/04/ship-sails/">' in page
    assert '<meta name="description" content="The ship left Southampton at noon.' in page
    assert '<meta property="og:type" content="article">' in page
    record = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert (record["@type"], record["headline"]) == ("NewsArticle", "Ship sails & waves")
    assert record["datePublished"] == "1912-04-10"
    assert record["author"] == [{"@type": "Person", "name": "Ann Lee"}]


def test_feed_and_sitemap_are_valid_xml_with_whole_addresses(site: SiteTest) -> None:
    site.build()
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(site.page("feed.xml"))
    assert [each.findtext(f"{atom}title") for each in feed.iter(f"{atom}entry")] == ["Ship sinks", "Ship sails & waves", "A letter"]
    sitemap = ET.fromstring(site.page("sitemap.xml"))
    addresses = [each.text or "" for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "https://example.org/small/articles/1912/04/ship-sails/" in addresses
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        assert site.page(address.removeprefix("https://example.org/small/")), address


def test_scraped_text_cannot_inject_markup(site: SiteTest) -> None:
    site.build()
    page = site.page("articles/undated/letter/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert 'href="javascript' not in page


def test_no_page_speaks_to_another_host(site: SiteTest) -> None:
    site.build(search=True)
    for name in site.published():
        if name.endswith(".html"):
            loaded = re.findall(r'<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="([^"]*)"', site.page(name))
            assert all(not url.startswith(("http", "//")) or url.startswith("https://example.org/small/") for url in loaded)
            if 'http-equiv="refresh"' not in site.page(name):
                assert "default-src 'none'" in site.page(name)


def test_the_index_is_written_once_and_nowhere_else(site: SiteTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    site.build(search=True)
    site.build(search=True)
    assert sorted(each.name for each in (site.root / "public/pagefind/program").iterdir()) == ["pagefind.js", "wasm.en.pagefind"]
    assert len(list((site.root / "public/pagefind").rglob("*.pf_meta"))) == 2, "articles with a date, and those without"
    assert len(list((site.root / "public/pagefind").rglob("*.pf_fragment"))) == 3
    assert not any(elsewhere.iterdir())


def test_what_no_longer_belongs_is_gone(site: SiteTest) -> None:
    site.build()
    (site.root / "content/articles/1912/04/ship-sinks.md").unlink()
    site.build()
    names = site.published()
    assert not any("ship-sinks" in name or "losses" in name for name in names)
    assert "Ship sinks" not in site.page("people/edward-smith/")


@pytest.mark.parametrize(
    "edit",
    [
        lambda site: site.replace("content/articles/1912/04/ship-sails.md", "at noon", "at one"),
        lambda site: site.replace("content/articles/1912/04/ship-sails.md", "1912-04-10", "1913-01-02"),
        lambda site: site.replace("content/entities/people.yaml", "name: Edward Smith", "name: Edward John Smith"),
        lambda site: site.replace("content/articles/1912/04/ship-sinks.md", "tags: [losses]", "draft: true"),
        lambda site: site.write("overrides/templates/404.html", "<p>lost</p>"),
        lambda site: site.replace("site.yaml", "Small archive", "Another name"),
    ],
)
def test_a_second_build_gives_what_a_clean_build_gives(site: SiteTest, edit: Callable[[SiteTest], object]) -> None:
    site.build()
    edit(site)
    site.build()
    second = site.published()
    site.forget()
    site.build(clean=True)
    assert site.published() == second


def test_files_of_another_time_that_are_the_same_are_neither_parsed_nor_asked_about(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a clone's files have other times, and nothing else")

    site.build()
    for file in (site.root / "content/articles").rglob("*.md"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(survey, "SOME", 0)
    monkeypatch.setattr(read, "parse", never)
    monkeypatch.setattr(Pending, "add_everything", never)
    assert site.build().rendered == 0


def test_where_most_articles_turn_out_to_be_others_a_build_gives_what_a_clean_build_gives(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey, "SOME", 1)
    site.build()
    for path in site.articles():
        site.replace(f"content/articles/{path}", "title: ", "title: Once more, ")
    site.build()
    edited = site.published()
    site.build(clean=True)
    assert site.published() == edited


def test_a_clean_build_that_an_authority_file_stops_forgets_nothing(site: SiteTest) -> None:
    site.build()
    records = site.read("content/entities/people.yaml")
    site.write("content/entities/people.yaml", "- {name: [Edward}")
    with pytest.raises(UserError, match=r"people\.yaml"):
        site.build(clean=True)
    site.write("content/entities/people.yaml", records)
    assert site.build().rendered == 0


def test_building_twice_gives_the_same_bytes(site: SiteTest) -> None:
    site.build()
    first = site.published()
    site.build()
    assert site.published() == first


def test_workers_give_the_same_bytes(site: SiteTest) -> None:
    for n in range(600):
        site.write(
            f"content/articles/2001/01/a{n}.md",
            f"---\nid: b{n:04}\ntitle: Story {n}\ndate: 2001-01-{n % 28 + 1:02}\n---\n\nText.\n",
        )
    site.write("site.yaml", site.read("site.yaml") + "build: {jobs: 1}\n")
    site.build()
    alone = site.published()
    site.replace("site.yaml", "jobs: 1", "jobs: 2")
    site.forget()
    site.build()
    assert site.published() == alone
    assert "Page 13 of 13" in site.page("articles/page/13/")


def test_a_broken_article_is_left_out_and_named(site: SiteTest) -> None:
    site.write("content/articles/bad.md", "---\nid: x\ntitle: Bad\ndate: 31/02/2020\npeople: Ann\n---\nText\n")
    site.write("content/articles/copy.md", site.read("content/articles/1912/04/ship-sinks.md"))
    report = site.build()
    assert [str(problem) for problem in report.problems] == [
        "content/articles/bad.md:4: date '31/02/2020' is not a real day; write YYYY-MM-DD or remove the line",
        "content/articles/bad.md:5: 'people' must be a list: write each entry on a line of its own after '- '",
        "content/articles/copy.md: its id 'aaaa0002' is that of 1912/04/ship-sinks.md too; give one of them another id",
    ]
    assert report.articles == 3


def test_an_id_taken_over_among_very_many_changes_is_named_at_once(site: SiteTest) -> None:
    site.write("content/articles/z.md", "---\nid: same\ntitle: Z\n---\n\nText.\n")
    site.build()
    time.sleep(2.1)  # its file is looked at no more
    site.build()
    for n in range(70):
        site.write(f"content/articles/a{n}.md", f"---\nid: {'same' if n == 3 else f'b{n}'}\ntitle: A {n}\n---\n\nText.\n")
    told = [str(problem) for problem in site.build().problems]
    assert told == ["content/articles/z.md: its id 'same' is that of a3.md too; give one of them another id"]
    assert [str(problem) for problem in site.build().problems] == told


def test_two_articles_of_one_address_are_named(site: SiteTest) -> None:
    site.write("content/articles/again.md", "---\nid: other\ntitle: Other\ndate: 1912-04-15\nslug: ship-sinks\n---\nText\n")
    report = site.build()
    assert "would stand at the same address" in str(report.problems[0])
    assert "Ship sinks" in site.page("articles/1912/04/ship-sinks/")


def test_overrides_go_before_the_theme_and_the_theme_before_its_parent(site_from: Callable[[str], SiteTest]) -> None:
    site = site_from("themed")
    site.build()
    assert "By the theme" in site.page("articles/1912/04/ship-sails/")
    assert "In this article" in site.page("articles/1912/04/ship-sails/"), "the parent's content stays"
    assert "<h1>Lost at sea</h1>" in site.page("404.html")
    assert (site.root / "public/assets/extra.css").exists()
    assert "broadsheet: one serif" in (site.root / "public/assets/style.css").read_text()


def test_a_broken_template_is_named_with_its_line(site: SiteTest) -> None:
    site.build()
    before = site.published()
    site.write("overrides/templates/404.html", "<p>\n{{ nothing.there }}\n</p>\n")
    with pytest.raises(UserError, match=r"404\.html:2: this template of theme 'broadsheet' fails"):
        site.build()
    assert site.published() == before, "the last good site stays"


def test_a_broken_template_is_named_from_a_worker_too(site: SiteTest) -> None:
    for n in range(600):
        site.write(f"content/articles/2001/01/a{n}.md", f"---\nid: b{n:04}\ntitle: Story {n}\ndate: 2001-01-01\n---\n\nText.\n")
    site.write("site.yaml", site.read("site.yaml") + "build: {jobs: 2}\n")
    site.write("overrides/templates/article.html", "<p>\n{{ nothing.there }}\n</p>\n")
    with pytest.raises(UserError) as raised:
        site.build()
    [problem] = raised.value.problems
    assert (problem.path.endswith("article.html"), problem.line) == (True, 2)


def test_an_empty_archive_builds(site: SiteTest) -> None:
    for path in site.articles():
        (site.root / "content/articles" / path).unlink()
    site.build(search=True)
    assert "There are no articles here yet" in site.page("")
