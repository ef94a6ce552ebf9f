"""`sitegen serve`: a real server process, asked over the loopback."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from tests.sitetest import SiteTest


@pytest.fixture
def served(site: SiteTest) -> Iterator[tuple[SiteTest, str]]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "sitegen", "serve", "--port", "0", "--no-search", "--site", str(site.root)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr
        address = ""
        for line in process.stderr:
            if found := re.search(r"serving (http://127\.0\.0\.1:\d+/small/)", line):
                address = found[1]
                break
        assert address
        yield site, address
    finally:
        process.terminate()
        process.wait(10)


def get(url: str, timeout: float = 10) -> str:
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        return str(answer.read().decode())


def test_it_serves_the_site_and_rebuilds_on_a_change(served: tuple[SiteTest, str]) -> None:
    site, address = served
    assert "Ship sails" in get(address)
    host = address.removesuffix("/small/")
    assert get(host + "/").count("Small archive") > 0, "the bare address leads to the site"
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(address + "nothing/")
    assert missing.value.code == 404
    assert "Page not found" in missing.value.read().decode()
    with pytest.raises(urllib.error.HTTPError):
        get(address + "%2e%2e/site.yaml")

    assert "/-sitegen/reload.js" in get(address)
    version = get(host + "/-sitegen/reload?")
    site.replace("content/articles/1912/04/ship-sails.md", "at noon", "at one o’clock")
    for _ in range(60):
        if get(f"{host}/-sitegen/reload?{version}", timeout=30) != version:
            break
        time.sleep(0.5)
    assert "at one o’clock" in get(address + "articles/1912/04/ship-sails/")


def test_a_mistake_while_serving_leaves_the_last_good_site(served: tuple[SiteTest, str]) -> None:
    site, address = served
    site.write("site.yaml", "title: [broken")
    time.sleep(2)
    assert "Ship sails" in get(address)
