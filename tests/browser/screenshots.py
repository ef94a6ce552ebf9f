"""Take the pictures that the README shows, of the built demo archive.

usage: screenshots.py FOLDER
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from sitegen.infra.devserver import DevServer
from tests.browser.conftest import FLAGS, chromium
from tests.conftest import ROOT

PICTURES = {
    "home": ("", 1280, 900),
    "article-phone": ("articles/1912/07/lord-merseys-report-1490-lost-and-excessive-speed-the-cause/", 390, 844),
}


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
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
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
