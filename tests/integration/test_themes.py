"""The themes that come with sitegen, and the commands for those who make one."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli.main import cli
from tests.conftest import ROOT, copy_demo
from tests.sitetest import SiteTest

ARTICLE = "articles/1912/04/carpathia-lands-745-survivors-in-the-rain-at-new-york/"


def themed(tmp_path: Path, theme: str) -> SiteTest:
    site = SiteTest(copy_demo(tmp_path / "site"))
    site.replace("site.yaml", "language: en", f"language: en\ntheme: {theme}")
    site.build()
    return site


def test_plain_has_no_script_and_weighs_little(tmp_path: Path) -> None:
    site = themed(tmp_path, "plain")
    pages = list((site.root / "public").rglob("*.html"))
    assert len(pages) > 100
    assert [page for page in pages if "<script" in page.read_text(encoding="utf-8")] == []
    for address in (ARTICLE, "people/arthur-rostron/", "figures/saved-from-the-titanic/", "timeline/"):
        page = site.page(address)
        words = re.sub(r"<[^>]+>", "", page[page.index("<main") :])
        style = (site.root / "public/assets/style.css").read_bytes()
        over_the_wire = len(gzip.compress(page.encode())) + len(gzip.compress(style)) - len(gzip.compress(words.encode()))
        assert over_the_wire < 10_000, address


def test_a_dossier_begins_with_what_is_claimed(tmp_path: Path) -> None:
    page = themed(tmp_path, "dossier").page("")
    places = [page.index(f'id="{name}"') for name in ("side-by-side", "dossier-1", "documents")]
    assert places == sorted(places) and "dossier.css" in page and "style.css" in page


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/site.yaml").write_text("title: Small\n", encoding="utf-8")
    return tmp_path / "site"


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    return result.exit_code, result.output


def test_a_child_theme_is_made_used_and_checked(site: Path) -> None:
    code, said = run("theme", "list", "--site", site)
    assert code == 0 and "* broadsheet" in said and "plain" in said and "dossier" in said and "base (" not in said
    code, said = run("theme", "copy", "broadsheet", "mine", "--site", site)
    assert code == 0 and (site / "themes/mine/theme.yaml").is_file()
    assert run("theme", "copy", "broadsheet", "mine", "--site", site)[0] == 2, "what is there stays"
    (site / "site.yaml").write_text("title: Small\ntheme: mine\n", encoding="utf-8")
    assert run("theme", "check", "--site", site)[0] == 0
    assert run("build", "--no-search", "--site", site)[0] == 0
    assert "assets/mine.css" in (site / "public/index.html").read_text(encoding="utf-8")
    code, said = run("theme", "list", "--site", site)
    assert "* mine (extends broadsheet; themes/ of this site)" in said


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "article.html",
            "{% extends 'layuot.html' %}\n",
            "themes/mine/templates/article.html:1: it uses the template 'layuot.html'",
        ),
        ("home.html", "one\n{% if %}\n", "themes/mine/templates/home.html:2"),
        ("page.html", "\n{{ asset('lost.css') }}", "themes/mine/templates/page.html:2: it writes the address of the static file"),
        ("page.html", "{{ title | shout }}", "there is no filter 'shout'"),
    ],
)
def test_a_theme_s_mistakes_are_told_with_their_lines(site: Path, name: str, text: str, told: str) -> None:
    run("theme", "copy", "plain", "mine", "--site", site)
    (site / "themes/mine/templates" / name).write_text(text, encoding="utf-8")
    code, said = run("theme", "check", "mine", "--site", site)
    assert code == 2 and told in said.replace("\n", " ").replace("  ", " ")


@pytest.mark.parametrize("name", ["base", "broadsheet", "plain", "dossier"])
def test_the_themes_that_come_along_are_in_order(site: Path, name: str) -> None:
    assert run("theme", "check", name, "--site", site)[0] == 0
    assert (ROOT / "themes" / name / "theme.yaml").is_file()
