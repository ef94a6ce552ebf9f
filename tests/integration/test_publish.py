"""Publishing in one step: a build that is killed leaves the site that was there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.core.problems import UserError
from sitegen.publish import swap
from tests.sitetest import SiteTest

# A real process that is killed hard when it enters the function that the second argument names.
KILLED = """
import importlib, os, signal, sys
from pathlib import Path
from tests.sitetest import SiteTest
module, _, name = sys.argv[2].rpartition(".")
owner = importlib.import_module(module)
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, die)
SiteTest(Path(sys.argv[1])).build(search=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process with SIGKILL")
@pytest.mark.parametrize(
    "moment",
    [
        "sitegen.model.catalogue.Catalogue.settle_entities",
        "sitegen.build.site.copy_static",
        "sitegen.build.site.build_index",
        "sitegen.build.site.publish",
        "sitegen.publish.swap.exchange",
        "sitegen.publish.swap.shutil.rmtree",
    ],
)
def test_a_killed_build_leaves_a_whole_site(site: SiteTest, moment: str) -> None:
    site.build(search=True)
    before = site.published()
    site.replace("content/articles/1912/04/ship-sails.md", "at noon", "at one")
    site.close()

    code = (
        KILLED
        if "Catalogue" not in moment
        else KILLED.replace(
            "importlib.import_module(module)", "getattr(importlib.import_module('sitegen.model.catalogue'), 'Catalogue')"
        )
    )
    code = code if "rmtree" not in moment else code.replace("importlib.import_module(module)", "__import__('shutil')")
    ended = subprocess.run(
        [sys.executable, "-c", code, str(site.root), moment], check=False, capture_output=True, cwd=Path(__file__).parents[2]
    )

    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    after = site.published()
    assert after == before or "at one" in site.page("articles/1912/04/ship-sails/")
    assert len(after) == len(before)
    site.build(search=True)
    assert "at one" in site.page("articles/1912/04/ship-sails/")
    leftovers = {each.name for each in (site.root / ".sitegen").iterdir()} - {
        "index.sqlite",
        "index.sqlite-wal",
        "index.sqlite-shm",
        "lock",
    }
    assert not leftovers


def test_without_an_exchange_two_renames_do(site: SiteTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    site.build()
    site.replace("content/articles/1912/04/ship-sails.md", "at noon", "at one")
    site.build()
    assert "at one" in site.page("articles/1912/04/ship-sails/")


def test_a_crash_between_two_renames_is_mended_by_the_next_build(site: SiteTest) -> None:
    site.build()
    before = site.published()
    (site.root / "public").rename(site.root / ".sitegen/previous")
    swap.recover(site.root / ".sitegen", site.root / "public")
    assert site.published() == before


def test_somebody_elses_folder_is_never_replaced(site: SiteTest) -> None:
    site.write("public/thesis.txt", "mine")
    with pytest.raises(UserError, match="holds files that sitegen did not make"):
        site.build()
    assert site.read("public/thesis.txt") == "mine"
