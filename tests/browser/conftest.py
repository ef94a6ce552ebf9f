"""The demo archive in a real Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.infra.devserver import DevServer
from tests.conftest import copy_demo, require
from tests.sitetest import SiteTest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

HERE = Path(__file__).parent
# Chromium calls home at start; on a machine without a network that only makes noise.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def chromium() -> str | None:
    """The Chromium of this machine; None leaves it to Playwright's own."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@contextmanager
def served(site: SiteTest) -> Iterator[str]:
    """The address of a site's published pages, as they are; ends with a slash."""
    server = DevServer(site.root / "public", "/titanic/", 0)
    server.inject = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.address
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    """The demo archive, built with its search index."""
    site = SiteTest(copy_demo(tmp_path_factory.mktemp("demo") / "site"))
    site.ingest()
    site.build(search=True)
    site.close()
    return site


@pytest.fixture(scope="session")
def address(demo: SiteTest) -> Iterator[str]:
    """Where the demo is served, ending with a slash."""
    with served(demo) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        except Error as error:
            require(False, f"Chromium ({str(error).splitlines()[0]})")
            raise
        yield launched
        launched.close()


class Watched:
    """A page, and all that went wrong on it."""

    def __init__(self, page: Page, address: str):
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A page at desktop width; at the end of the test nothing may have gone wrong on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = Watched(context.new_page(), address)
    yield made
    context.close()
    assert made.errors == []
    assert made.elsewhere == []
