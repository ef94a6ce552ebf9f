"""What a reader does with the pages: cite, compare, explore by map, time and table, with script and without."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Watched, served
from tests.browser.test_pages import KINDS, until
from tests.sitetest import SiteTest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ARTICLE = "articles/1912/04/carpathia-lands-745-survivors-in-the-rain-at-new-york/"
ARTICLE_LIMIT, SHIFT_LIMIT = 60_000, 0
SHIFTS = (
    "window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) "
    "window.shift += e.value }).observe({ type: 'layout-shift', buffered: true });"
)


@pytest.fixture
def scriptless(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


# ---------------------------------------------------------------------------------------------- articles


def test_an_article_is_cited_in_four_forms(watched: Watched) -> None:
    page = watched.open(ARTICLE)
    page.locator("#cite summary").click()
    assert "Edith Marlow. “Carpathia lands 745 survivors in the rain at New York.”" in page.locator(".citation").inner_text()
    output = page.locator("#cite textarea")
    page.locator("#cite").get_by_role("button", name="BibTeX").click()
    bibtex = output.input_value()
    assert bibtex.startswith("@article{Marlow1912-") and "author = {Marlow, Edith}" in bibtex and "date = {1912-04-19}" in bibtex
    page.locator("#cite").get_by_role("button", name="RIS").click()
    ris = output.input_value()
    assert ris.startswith("TY  - NEWS") and "AU  - Marlow, Edith" in ris and "DA  - 1912/04/19" in ris and "ER  - " in ris
    page.locator("#cite").get_by_role("button", name="CSL-JSON").click()
    [record] = json.loads(output.input_value())
    assert record["type"] == "article-newspaper" and record["container-title"] == "The Harbour Courier"
    page.locator("#cite").get_by_role("button", name="Copy").click()
    until(lambda: page.locator("#cite .copy").inner_text() == "Copied")


def test_what_means_something_to_tex_is_escaped_once(browser: Browser, tmp_path: Path) -> None:
    site = SiteTest(tmp_path / "site")
    site.write("site.yaml", "title: A & B\nurl: https://example.org/titanic/\n")
    site.write("content/articles/one.md", "---\nid: one\ntitle: 'Back\\slash {50%} & a_b ~'\nslug: one\n---\n\nText.\n")
    site.build()
    site.close()
    page = browser.new_page()
    with served(site) as address:
        page.goto(f"{address}articles/undated/one/")
        page.locator("#cite summary").click()
        page.locator("#cite").get_by_role("button", name="BibTeX").click()
        bibtex = page.locator("#cite textarea").input_value()
        page.close()
    assert r"title = {{Back\textbackslash{}slash \{50\%\} \& a\_b \textasciitilde{}}}" in bibtex
    assert r"note = {A \& B, https://example.org/titanic/articles/undated/one/}" in bibtex


def test_a_claim_in_the_text_leads_to_what_is_told_of_it_and_back(scriptless: Page, address: str) -> None:
    page = scriptless
    page.goto(address + ARTICLE)
    claim = page.locator(".text a.claim", has_text="30,000")
    claim.click()
    assert "about 30,000 people" in page.locator(".ledger :target").inner_text().replace("\n", " ")
    page.locator(".ledger :target dt a").click()
    assert page.locator(".text :target").inner_text() == "30,000"
    page.get_by_role("link", name="Among the figures of the day").first.click()
    page.wait_for_url(f"{address}figures/1912/04/19/#claim-*")
    assert page.locator("tr:target").count() == 1
    page.locator("tr:target a").last.click()
    page.wait_for_url(f"{address}{ARTICLE}#claim-*")
    assert page.locator(".ledger :target").count() == 1
    page.locator(".ledger .beside", has_text="Side by side").first.click()
    page.wait_for_url(f"{address}figures/saved-from-the-titanic/#claim-*")
    assert page.locator("tr:target").count() == 1
    assert page.locator(".points a.point").count() >= 5
    page.locator(".points a.point").last.click()
    until(lambda: "711" in page.locator("tr:target").inner_text())


def test_related_articles_tell_why_and_versions_are_compared(scriptless: Page, address: str) -> None:
    page = scriptless
    page.goto(address + ARTICLE)
    assert "both name" in page.locator(".related .reason").first.inner_text()
    page.locator(".versions summary").click()
    page.locator(".versions").get_by_role("link", name="What differs").click()
    page.wait_for_url("**/changes/")
    assert "Mayor William Gaynor" in page.locator(".changes ins").inner_text() and page.locator(".changes del").count() >= 2
    assert page.locator(".changes p:not(:has(ins, del))").count() >= 3, "what both have"


def test_a_paragraph_has_an_address(watched: Watched) -> None:
    page = watched.open(ARTICLE)
    page.locator("#p2").hover()
    page.locator("#p2 .para").click()
    page.wait_for_url("**#p2")
    assert page.locator("p:target").inner_text().startswith("The White Star Line")


def test_a_search_leads_to_its_words(watched: Watched) -> None:
    page = watched.open("search/?q=iceberg")
    until(lambda: page.locator("#results li").count() > 1)
    page.locator("#results h2 a").first.click()
    page.wait_for_url("**?mark=iceberg")
    until(lambda: page.locator(".text mark").count() > 0)
    assert all("iceberg" in each.lower() for each in page.locator(".text mark").all_inner_texts())


# ---------------------------------------------------------------------------------------------- places and time


def test_the_map_moves_closer_and_narrows_to_a_time(watched: Watched) -> None:
    page = watched.open("places/map/")
    until(lambda: page.locator(".map.live").count() == 1)
    before = page.locator(".map svg").first.get_attribute("viewBox")
    page.get_by_role("button", name="Closer").click()
    assert page.locator(".map svg").first.get_attribute("viewBox") != before
    until(lambda: "at=" in page.evaluate("location.search"))
    page.get_by_role("button", name="All").click()

    def shown() -> int:
        return sum(
            int(re.findall(r"[\d,]+$", link.get_attribute("aria-label") or "")[0]) for link in page.locator(".spots a").all()
        )

    everything = shown()
    page.get_by_role("slider", name="To").evaluate("(each) => { each.value = 0; each.dispatchEvent(new Event('input')) }")
    assert 0 < shown() < everything
    until(lambda: "to=1912-04" in page.evaluate("location.search"))
    page.reload()
    until(lambda: page.locator(".map.live").count() == 1)
    assert 0 < shown() < everything, "the address keeps what is shown"


def test_the_map_works_from_the_keyboard(watched: Watched) -> None:
    page = watched.open("places/map/")
    until(lambda: page.locator(".map.live").count() == 1)
    page.locator(".spots a").first.focus()
    width = float((page.locator(".map svg").first.get_attribute("viewBox") or "").split()[2])
    page.keyboard.press("+")
    assert float((page.locator(".map svg").first.get_attribute("viewBox") or "").split()[2]) == pytest.approx(width / 2)
    page.keyboard.press("-")
    page.keyboard.press("ArrowLeft")


def test_without_script_the_map_has_links_and_a_list(scriptless: Page, address: str) -> None:
    page = scriptless
    page.goto(f"{address}places/map/")
    assert page.locator(".spots a").count() > 20 and page.locator(".placed li").count() == page.locator(".spots a").count()
    assert "Mediterranean" in page.locator(".unplaced").inner_text()
    page.locator(".spots a[aria-label^='Halifax']").dispatch_event("click")
    page.wait_for_url("**/places/halifax/")
    assert page.locator(".map circle").count() == 1


def test_from_the_time_line_to_a_day(scriptless: Page, address: str) -> None:
    page = scriptless
    page.goto(f"{address}timeline/")
    page.locator(".coverage td a").first.click()
    page.wait_for_url(f"{address}articles/1912/04/")
    page.get_by_role("link", name="16 April 1912, 2 articles").click()
    page.wait_for_url(f"{address}articles/1912/04/16/")
    assert page.locator(".card").count() == 2
    page.get_by_role("link", name="April 1912").click()
    page.wait_for_url(f"{address}articles/1912/04/")
    page.goto(f"{address}on-this-day/")
    page.get_by_role("link", name="16 April, 2 articles").click()
    page.wait_for_url(f"{address}on-this-day/04-16/")
    assert page.locator(".card").count() == 2


# ---------------------------------------------------------------------------------------------- figures


def test_a_table_of_claims_is_sorted_filtered_and_kept(watched: Watched) -> None:
    page = watched.open("figures/")
    heads = page.locator("table.claims thead th button")
    heads.first.click()
    values = page.locator("table.claims tbody th").evaluate_all("each => each.map((e) => Number(e.dataset.value))")
    assert values == sorted(values) and len(values) > 100
    heads.first.click()
    assert page.locator("table.claims thead th").first.get_attribute("aria-sort") == "descending"
    page.get_by_label("Only rows with").fill("Ismay")
    until(lambda: "with=Ismay" in page.evaluate("location.search"))
    rows = page.locator("table.claims tbody tr:visible")
    assert 0 < rows.count() < len(values) and all("Ismay" in each for each in rows.all_inner_texts())
    kept = rows.all_inner_texts()
    page.reload()
    assert page.locator("table.claims tbody tr:visible").all_inner_texts() == kept


# ---------------------------------------------------------------------------------------------- all pages


def test_colours_are_chosen_and_kept(watched: Watched) -> None:
    page = watched.open("")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#scheme button").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    watched.open("about/")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    page.locator("#scheme button").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_every_page_says_the_same_without_script(scriptless: Page, address: str) -> None:
    for kind, url in KINDS.items():
        scriptless.goto(address + url)
        assert scriptless.locator("main h1, .masthead h1").count() == 1, kind
        assert len(scriptless.locator("main").inner_text()) > 80, kind


def test_nothing_shifts_and_an_article_is_light(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(int(response.headers.get("content-length", 0))))
    page.add_init_script(SHIFTS)
    shifts = {}
    for kind, url in KINDS.items():
        sizes.clear()
        page.goto(address + url, wait_until="networkidle")
        shifts[kind] = page.evaluate("window.shift")
        if kind == "article":
            assert 0 < sum(sizes) < ARTICLE_LIMIT, "not compressed, and yet"
    context.close()
    assert {kind: shift for kind, shift in shifts.items() if shift > SHIFT_LIMIT} == {}


class _Halting(SimpleHTTPRequestHandler):
    """Sends a page in two pieces, and what comes behind `gap` half a second late."""

    server: _HaltingServer

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        file = self.server.root / self.path.partition("?")[0].removeprefix("/titanic/")
        data = (file / "index.html" if file.is_dir() else file).read_bytes()
        at = data.index(self.server.gap) if file.is_dir() else len(data)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8" if file.is_dir() else self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:at])
        time.sleep(0.5 if file.is_dir() else 0)
        self.wfile.write(data[at:])


class _HaltingServer(ThreadingHTTPServer):
    root: Path
    gap: bytes


@pytest.mark.parametrize(("kind", "gap"), [("home", b"Figures</a>"), ("timeline", b"Aug</abbr>")])
def test_nothing_shifts_while_a_page_comes_in(browser: Browser, demo: SiteTest, kind: str, gap: bytes) -> None:
    server = _HaltingServer(("127.0.0.1", 0), _Halting)
    server.root, server.gap = demo.root / "public", gap
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/titanic/{KINDS[kind]}", wait_until="networkidle")
    shift = page.evaluate("window.shift")
    context.close()
    server.shutdown()
    server.server_close()
    assert shift == SHIFT_LIMIT


@pytest.mark.parametrize("kind", ["home", "article", "person", "map", "figures"])
def test_the_largest_text_is_painted_before_any_script(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.add_init_script(
        "window.painted = []; new PerformanceObserver((list) => { for (const e of list.getEntries()) "
        "window.painted.push(e.element?.tagName ?? '') }).observe({ type: 'largest-contentful-paint', buffered: true });"
    )
    page.route("**/*.js*", lambda _: None)  # no script ever comes
    page.goto(address + KINDS[kind], wait_until="commit")
    until(lambda: page.evaluate("window.painted.length > 0"))
    assert page.locator("h1").is_visible()
    assert set(page.evaluate("window.painted")) <= {"H1", "H3", "P", "A", "TH", "TD", "SVG", "IMAGE", "image", "svg"}
    context.close()
