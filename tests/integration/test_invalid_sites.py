"""Sites with mistakes: every mistake is named with its line, at once, and nothing is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli.main import cli
from tests.conftest import ROOT

SITES = sorted(each.name for each in (ROOT / "tests/sites_invalid").iterdir() if each.is_dir())


@pytest.mark.parametrize("name", SITES)
def test_every_mistake_is_named_and_nothing_is_touched(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/sites_invalid" / name, site)
    expected = (site / "expected.txt").read_text(encoding="utf-8")
    (site / "expected.txt").unlink()
    before = snapshot(site)

    result = CliRunner().invoke(cli, ["build", "--site", str(site)])

    assert result.stderr == expected
    assert result.exit_code == 2
    assert snapshot(site) == before


def snapshot(site: Path) -> dict[str, bytes]:
    """All files but the lock, which an attempt may leave."""
    files = (file for file in site.rglob("*") if file.is_file() and file.name != "lock")
    return {str(file.relative_to(site)): file.read_bytes() for file in files}


def test_a_folder_without_a_site_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["build", "--site", str(tmp_path)])
    assert result.exit_code == 2
    assert "there is no site here" in result.stderr
    assert not any(tmp_path.iterdir())


def test_a_source_that_is_not_there_stops_the_import(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: Archive\nsources: [inbox, more]\n")
    result = CliRunner().invoke(cli, ["import", "--site", str(tmp_path)])
    assert result.exit_code == 2
    assert "inbox: this source is not there" in result.stderr
    assert "more: this source is not there" in result.stderr
    assert not (tmp_path / "content").exists()
