"""What a reader does, in a real browser."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from sitegen.infra.devserver import DevServer
from tests.browser.conftest import HERE, Watched, served
from tests.conftest import require
from tests.sitetest import SiteTest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KINDS = {
    "home": "",
    "article": "articles/1912/05/senate-committee-counts-1517-lost-and-blames-speed-and-old-rules/",
    "table": "articles/1912/07/how-many-died-three-months-five-counts/",
    "articles": "articles/",
    "year": "articles/1912/",
    "month": "articles/1912/04/",
    "day": "articles/1912/04/15/",
    "version": "articles/1912/04/carpathia-lands-745-survivors-in-rain-at-new-york/",
    "changes": "articles/1912/04/carpathia-lands-745-survivors-in-rain-at-new-york/changes/",
    "person": "people/arthur-rostron/",
    "people": "people/",
    "place": "places/southampton/",
    "places": "places/",
    "map": "places/map/",
    "figures": "figures/",
    "series": "figures/saved-from-the-titanic/",
    "figures of a day": "figures/1912/04/19/",
    "timeline": "timeline/",
    "on this day": "on-this-day/",
    "a day": "on-this-day/04-15/",
    "data": "data/",
    "tag": "tags/losses/",
    "tags": "tags/",
    "about": "about/",
    "search": "search/?q=iceberg",
    "not found": "404.html",
}


def until(true: Callable[[], bool]) -> None:
    """Wait for something on a page. (Playwright's own `wait_for_function` needs eval, which the pages' policy forbids.)"""
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    assert true()


def test_from_home_to_an_article_to_a_person_to_a_place(watched: Watched) -> None:
    page = watched.open("")
    assert page.title() == "The Titanic Inquiry Archive"
    page.get_by_role("link", name="Lord Mersey’s report: 1,490 lost, and excessive speed the cause").click()
    page.wait_for_url("**/articles/1912/07/**")
    assert page.locator("h1").inner_text() == "Lord Mersey’s report: 1,490 lost, and excessive speed the cause"
    page.locator(".text a.entity.person").first.click()
    page.wait_for_url("**/people/lord-mersey/")
    assert page.locator("h1").inner_text() == "Lord Mersey"
    assert page.locator(".timeline li").count() >= 5
    page.get_by_role("link", name="London", exact=True).first.click()
    page.wait_for_url("**/places/london/")
    assert "51.51° N" in page.locator(".point").inner_text().replace("\u00a0", " ")


def test_a_claim_leads_to_its_sentence(watched: Watched) -> None:
    page = watched.open("figures/")
    row = page.locator("tr", has=page.locator("th", has_text=re.compile(r"^1,517$"))).filter(has_text="people lost").first
    row.get_by_role("link").last.click()
    page.wait_for_url("**/articles/1912/05/**#claim-*")
    target = page.locator(":target")
    assert "1,517" in target.inner_text()
    assert "1,517 were lost" in target.locator("q").inner_text()


def test_search_finds_filters_and_sorts(watched: Watched) -> None:
    page = watched.open("search/")
    page.get_by_label("Words in the articles").fill("iceberg")
    until(lambda: page.locator("#results li").count() > 3)
    assert "q=iceberg" in page.url
    everything = page.locator("#results li").count()
    first = page.locator("#results li").first
    assert first.locator("mark").count() > 0
    assert re.search(r"\d{1,2} \w+ 1912", first.locator(".meta").inner_text())

    source = first.locator(".source").inner_text()
    page.get_by_label("Source").select_option(source)
    until(lambda: 0 < page.locator("#results li").count() < everything)
    assert set(page.locator("#results .source").all_inner_texts()) == {source}

    page.get_by_label("Source").select_option("")
    page.get_by_label("Order").select_option("oldest")
    until(lambda: page.locator("#results li").count() == everything)
    until(lambda: "April" in page.locator("#results .meta").first.inner_text())
    dates = page.locator("#results .meta span:first-child").all_inner_texts()
    days = page.evaluate("dates => dates.map((each) => Date.parse(each + ' UTC'))", dates)
    assert days == sorted(days)
    page.get_by_label("Order").select_option("newest")
    until(lambda: "July" in page.locator("#results .meta").first.inner_text())


def test_a_search_stands_in_its_address(watched: Watched) -> None:
    page = watched.open("search/?q=rostron&year=1912&sort=newest")
    until(lambda: page.locator("#results li").count() > 1)
    assert page.get_by_label("Words in the articles").input_value() == "rostron"
    assert page.get_by_label("From").input_value() == "1912-01-01"
    assert page.get_by_label("To").input_value() == "1912-12-31"
    assert "articles for “rostron”" in page.get_by_role("status").inner_text()
    page.locator("#results a").first.click()
    page.wait_for_url("**/articles/1912/**")


def test_search_works_from_the_keyboard(watched: Watched) -> None:
    page = watched.open("search/?q=marconi")
    until(lambda: page.locator("#results li").count() > 1)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('#results a')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.get_by_label("Words in the articles").input_value() == "marconi"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/1912/**")


def test_a_search_for_nothing_known_says_so(watched: Watched) -> None:
    page = watched.open("search/?q=zeppelin")
    until(lambda: "Nothing was found" in page.locator("#status").inner_text())


def test_every_article_is_found(watched: Watched, demo: SiteTest) -> None:
    page = watched.open("search/?year=1912")
    until(lambda: "articles" in page.locator("#status").inner_text())
    assert page.get_by_role("status").inner_text() == f"{len(demo.articles())} articles."


def test_a_name_leads_to_its_page_and_narrows_the_search(watched: Watched) -> None:
    page = watched.open("search/?q=rostr")
    until(lambda: page.locator("#suggestions li").count() == 1)
    assert page.locator("#suggestions a").get_attribute("href") == "/titanic/people/arthur-rostron/"
    page.get_by_role("button", name="only articles with this name").click()
    until(lambda: "with Arthur Rostron" in page.locator("#status").inner_text())
    found = page.locator("#status").inner_text()
    assert "person=arthur-rostron" in page.url
    page.get_by_label("Words in the articles").fill("senate")
    until(lambda: "for “senate”" in page.locator("#status").inner_text())
    assert int(page.locator("#status").inner_text().split()[0]) < int(found.split()[0])
    page.reload()
    until(lambda: "for “senate” with Arthur Rostron" in page.locator("#status").inner_text())
    page.get_by_role("button", name="with Arthur Rostron").click()
    until(lambda: "with Arthur Rostron" not in page.locator("#status").inner_text())


def test_the_bars_tell_when_and_narrow_to_it(watched: Watched, demo: SiteTest) -> None:
    page = watched.open("search/?q=titanic")
    until(lambda: page.locator("#results li").count() > 2)
    total = int(page.locator("#status").inner_text().split()[0])
    assert sum(int(each) for each in page.locator("#histogram .number").all_inner_texts()) == total
    page.get_by_role("button", name="May 1912").click()
    until(lambda: page.get_by_label("From").input_value() == "1912-05-01")
    assert page.get_by_label("To").input_value() == "1912-05-31"
    until(lambda: all("May 1912" in each for each in page.locator("#results .meta").all_inner_texts()))


def ordered(browser: Browser, site: SiteTest, asked: str) -> tuple[str, list[str]]:
    """What the search page of a published site tells and lists, all of it."""
    page = browser.new_page()

    def shown() -> tuple[str, int]:
        return page.locator("#status").inner_text(), page.locator("#results li").count()

    with served(site) as address:
        page.goto(f"{address}search/{asked}")
        until(lambda: bool(page.locator("#status").inner_text()))
        button = page.locator("#more button").first
        while button.is_visible():
            before = shown()
            button.click()
            until(lambda before=before: shown() != before or not button.is_visible())  # type: ignore[misc]
        told, titles = page.locator("#status").inner_text(), page.locator("#results h2").all_inner_texts()
        page.close()
    return told, titles


@pytest.fixture(scope="module")
def in_parts(demo: SiteTest, tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    """The demo with an index of many small parts, one of which an article was edited in, one left and one came to."""
    site = SiteTest.copy(demo.root, tmp_path_factory.mktemp("parts") / "site")
    site.forget()
    site.write("site.yaml", site.read("site.yaml") + "search: {shard_articles: 10}\n")
    site.build(search=True)
    files = sorted(site.articles())
    (site.root / "content/articles" / files[3]).unlink()
    text = site.read(f"content/articles/{files[5]}")
    site.write(f"content/articles/{files[5]}", text + "\nThe iceberg was seen by a zeppelin.\n")
    site.write(
        "content/articles/new.md", "---\nid: new\ntitle: A new one\ndate: 1912-05-04\n---\n\nOf an iceberg and a zeppelin.\n"
    )
    site.build(search=True)
    site.close()
    return site


@pytest.mark.parametrize("asked", ["?q=iceberg", "?q=iceberg&sort=newest", "?q=iceberg&sort=oldest", "?q=zeppelin&sort=newest",
                                   "?from=1912-04-20&to=1912-05-10", "?q=captain&person=arthur-rostron+Rostron&sort=oldest"])  # fmt: skip
def test_many_parts_give_what_one_gives(browser: Browser, in_parts: SiteTest, tmp_path: Path, asked: str) -> None:
    shards = json.loads((in_parts.root / "public/pagefind/shards.json").read_text())["shards"]
    assert len(shards) > 3
    assert any(shard["bundles"] and shard["since"] for shard in shards)
    assert any(shard["gone"] for shard in shards)
    with SiteTest.copy(in_parts.root, tmp_path / "whole") as whole:
        whole.forget()
        whole.replace("site.yaml", "shard_articles: 10", "shard_articles: 1000")
        whole.build(search=True)
        assert whole.searchable() == in_parts.searchable()
        one, many = ordered(browser, whole, asked), ordered(browser, in_parts, asked)
    assert many[0] == one[0]
    assert sorted(many[1]) == sorted(one[1])
    if "sort" in asked or "from" in asked:
        assert many[1] == one[1], "in the same order"


def test_all_parts_are_searched_at_a_click(browser: Browser, in_parts: SiteTest) -> None:
    """Nothing more is loaded than is needed before that."""
    page = browser.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    shards = json.loads((in_parts.root / "public/pagefind/shards.json").read_text())["shards"]
    with served(in_parts) as address:
        page.goto(f"{address}search/?q=the&sort=newest")
        until(lambda: "not searched yet" in page.locator("#status").inner_text())
        opened = [shard for shard in shards if any(f"/{shard['bundles'][0]}/" in url for url in loaded)]
        assert 0 < len(opened) < len(shards)
        assert opened == shards[: len(opened)], "the newest"
        page.locator("#all").click()
        until(
            lambda: (
                page.locator("#status").inner_text().endswith("articles for “the”.") and page.locator("#results li").count() == 10
            )
        )
        assert int(page.locator("#status").inner_text().split()[0]) > 20
        page.close()


def test_without_script_the_search_says_so_and_the_rest_works(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/")
    assert "needs JavaScript, which is off" in page.locator("main").inner_text()
    assert not page.locator("form").is_visible()
    page.get_by_role("link", name="All 32 articles").click()
    page.wait_for_url(f"{address}articles/")
    assert page.locator(".card").count() == 32
    context.close()


def test_a_keyboard_reader_can_skip_the_menu(watched: Watched) -> None:
    page = watched.open(KINDS["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    until(lambda: page.evaluate("document.activeElement.id") == "content")


def open_kind(page: Page, address: str, kind: str) -> None:
    page.goto(address + KINDS[kind])
    if kind == "search":
        until(lambda: page.locator("#results li").count() > 1)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    widths = {}
    for kind in KINDS:
        open_kind(page, address, kind)
        widths[kind] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {kind: found for kind, found in widths.items() if found > width} == {}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_no_violation(browser: Browser, address: str, scheme: Literal["light", "dark"], width: int) -> None:
    axe = HERE / "node_modules/axe-core/axe.min.js"
    require(axe.exists(), "axe-core (npm ci in tests/browser)")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for kind in KINDS:
        open_kind(page, address, kind)
        page.add_script_tag(path=str(axe))
        found[kind] = page.evaluate(
            "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]))"
        )
    context.close()
    assert {kind: violations for kind, violations in found.items() if violations} == {}


def test_every_page_is_valid_html(demo: SiteTest) -> None:
    validator = HERE / "node_modules/.bin/html-validate"
    require(validator.exists(), "html-validate (npm ci in tests/browser)")
    command = [
        str(validator),
        "--config",
        str(HERE / ".htmlvalidate.json"),
        "--formatter",
        "json",
        str(demo.root / "public/**/*.html"),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    found = json.loads(ended.stdout)
    messages = [f"{each['filePath']}: {m['line']}: {m['message']}" for each in found for m in each["messages"]]
    assert messages == []
    assert ended.returncode == 0


def test_pages_obey_their_own_security_policy(watched: Watched) -> None:
    page = watched.open("")
    blocked = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("securitypolicyviolation", (event) => done(event.violatedDirective));
          const script = document.createElement("script");
          script.textContent = "window.injected = 1";
          document.body.append(script);
          setTimeout(() => done("nothing was blocked"), 3000);
        })"""
    )
    assert blocked.startswith("script-src")
    assert page.evaluate("window.injected") is None
    watched.errors.clear()  # the browser reports what it blocked


def test_an_open_page_loads_again_after_a_build(browser: Browser, tmp_path: Path) -> None:
    page_file = tmp_path / "index.html"
    text = '<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="{}"><title>{}</title></head><body></body></html>'
    policy = "default-src 'none'; script-src 'self'; connect-src 'self'"
    page_file.write_text(text.format(policy, "old"))
    server = DevServer(tmp_path, "/archive/", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(server.address)
    assert page.title() == "old"
    page.wait_for_timeout(500)
    page_file.write_text(text.format(policy, "new"))
    server.changed()
    until(lambda: page.title() == "new")
    page.close()
    server.shutdown()
    server.server_close()


def test_a_printed_article_is_a_clean_cutting(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + KINDS["article"])
    page.emulate_media(media="print")
    assert not page.locator(".masthead nav").is_visible()
    assert not page.locator(".neighbours").is_visible()
    assert page.locator(".origin").is_visible(), "the source line is printed"
    page.close()


def test_words_are_found_by_the_stems_of_each_article_s_language(browser: Browser, tmp_path: Path) -> None:
    site = SiteTest(tmp_path / "site")
    site.write("site.yaml", "title: Two\nurl: https://example.org/titanic/\nlanguage: en\n")
    head = "---\nid: {0}\ntitle: {1}\ndate: 1912-04-15\nslug: {0}\nlanguage: {2}\n---\n\n{3}\n"
    site.write("content/articles/one.md", head.format("one", "One", "en", "The horses were running to the journal."))
    site.write("content/articles/deux.md", head.format("deux", "Deux", "fr", "Les journaux parlaient des chevaux."))
    site.build(search=True)
    site.close()
    [shard] = json.loads((site.root / "public/pagefind/shards.json").read_text())["shards"]
    assert sorted(name.split("-")[-2] for name in shard["bundles"]) == ["en", "fr"]
    assert {asked: sorted(ordered(browser, site, f"?q={asked}")[1]) for asked in ("run", "journal", "cheval")} == {
        "run": ["One"],
        "journal": ["Deux", "One"],
        "cheval": ["Deux"],
    }
