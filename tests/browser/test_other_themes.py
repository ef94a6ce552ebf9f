"""The themes besides the default one: valid, accessible, and as wide as the screen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import HERE, served
from tests.browser.test_pages import KINDS
from tests.conftest import copy_demo, require
from tests.sitetest import SiteTest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("themes")]
SOME = ("home", "article", "person", "place", "series", "year", "timeline", "map", "figures", "search", "data")


@pytest.fixture(scope="module", params=["plain", "dossier"])
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SiteTest, str]]:
    site = SiteTest(copy_demo(tmp_path_factory.mktemp(request.param) / "site"))
    site.replace("site.yaml", "language: en", f"language: en\ntheme: {request.param}")
    site.build()
    site.close()
    with served(site) as address:
        yield site, address


def test_a_theme_s_pages_are_valid(themed: tuple[SiteTest, str]) -> None:
    validator = HERE / "node_modules/.bin/html-validate"
    require(validator.exists(), "html-validate (npm ci in tests/browser)")
    pages = f"{themed[0].root}/public/**/*.html"
    command = [str(validator), "--config", str(HERE / ".htmlvalidate.json"), "--formatter", "json", pages]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    found = json.loads(ended.stdout)
    assert [f"{each['filePath']}: {m['line']}: {m['message']}" for each in found for m in each["messages"]] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_a_theme_s_pages_are_for_everybody(browser: Browser, themed: tuple[SiteTest, str], scheme: str, width: int) -> None:
    axe = HERE / "node_modules/axe-core/axe.min.js"
    require(axe.exists(), "axe-core (npm ci in tests/browser)")
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", bypass_csp=True
    )
    page = context.new_page()
    found, wide = {}, {}
    for kind in SOME:
        page.goto(themed[1] + KINDS[kind].partition("?")[0])
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide[kind] = page.evaluate("document.documentElement.scrollWidth")
        page.add_script_tag(path=str(axe))
        found[kind] = page.evaluate(
            "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]))"
        )
    context.close()
    assert {kind: violations for kind, violations in found.items() if violations} == {}
    assert wide == {}
