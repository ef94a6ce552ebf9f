"""Take the pictures that the documentation shows, of the built demo archive.

usage: screenshots.py FOLDER

Besides those of the README, one sheet for each kind of page: at 360, 768 and 1280 pixels, in light and in dark.
"""

from __future__ import annotations

import base64
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

from sitegen.infra.devserver import DevServer
from tests.browser.conftest import FLAGS, chromium
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = {
    "home": ("", 1280, 900),
    "article-phone": ("articles/1912/07/lord-merseys-report-1490-lost-and-excessive-speed-the-cause/", 390, 844),
}
SHEETS = {
    "home": "",
    "article": "articles/1912/04/carpathia-lands-745-survivors-in-the-rain-at-new-york/",
    "person": "people/arthur-rostron/",
    "place": "places/halifax/",
    "map": "places/map/",
    "figures": "figures/",
    "side-by-side": "figures/saved-from-the-titanic/",
    "calendar": "articles/1912/",
    "search": "search/?q=iceberg",
}
WIDTHS, HEIGHT, SCALE = (360, 768, 1280), 1000, 0.5
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    server = DevServer(ROOT / "public", "/titanic/", 0)
    server.inject = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, (path, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(server.address + path)
            page.screenshot(path=str(folder / f"{name}.png"))
            page.close()
        for name, path in SHEETS.items():
            sheet(browser, server.address + path, folder / "pages" / f"{name}.jpg")
        browser.close()
    server.shutdown()


def sheet(browser: Browser, address: str, target: Path) -> None:
    """One picture of a page at all widths and in both schemes."""
    shots = []
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
            page.goto(address, wait_until="networkidle")
            shots.append((width, base64.b64encode(page.screenshot()).decode()))
            page.close()
    images = "".join(f'<img width="{width * SCALE}" src="data:image/png;base64,{shot}">' for width, shot in shots)
    across = int(sum(WIDTHS) * SCALE + 12 * (len(WIDTHS) + 1))
    page = browser.new_page(viewport={"width": across, "height": int(HEIGHT * SCALE * 2 + 36)})
    page.set_content("<style>body { margin: 12px; background: #777; display: flex; flex-wrap: wrap; gap: 12px; }</style>" + images)
    page.screenshot(path=str(target), type="jpeg", quality=68)
    page.close()


if __name__ == "__main__":
    main()
