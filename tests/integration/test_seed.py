"""The real scraped article, through the whole import with each engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sitegen.core.types import FrontMatter
from sitegen.store.front_matter import parse
from tests.sitetest import SiteTest

PEOPLE = ["Vladimir Putin", "Vladimir Medinski", "Antony Blinken", "Emmanuel Macron", "Volodymyr Zelensky"]
PLACES = ["Ukraine", "Russia", "Belarus", "Poland", "United States", "France", "China", "Kyiv", "Kharkiv"]
# value, bound, word of what is counted, claimant
FIGURES = [
    (9000, "nearly", "Russian soldiers killed", "Volodymyr Zelensky"),
    (498, "exact", "killed", "Russia"),
    (1597, "exact", "injured", "Russia"),
    (5000, "about", "Russian soldiers killed", "American officials"),
    (193, "exact", "members", ""),
    (35, "exact", "abstaining", ""),
]


@pytest.fixture(params=["full", pytest.param("light", marks=[])])
def imported(request: pytest.FixtureRequest, site: SiteTest, seed: Path) -> tuple[FrontMatter, str, SiteTest]:
    if request.param == "full":
        request.getfixturevalue("model")
    site.write("site.yaml", f"title: Seed\nentities: {{engine: {request.param}}}\n")
    report = site.ingest(str(seed))
    article = parse(site.articles()[report.added[0]], report.added[0], "seed").article
    assert article
    return article.meta, article.body, site


@pytest.mark.xdist_group("model")
def test_title_and_place(imported: tuple[FrontMatter, str, SiteTest]) -> None:
    meta, _, _ = imported
    assert meta.title == "Ceasefire talks on Thursday, Washington cites ‘staggering’ human toll"
    assert meta.date is None


@pytest.mark.xdist_group("model")
def test_headings_stay_residue_goes_and_every_sentence_is_kept(imported: tuple[FrontMatter, str, SiteTest], seed: Path) -> None:
    _, body, _ = imported
    headings = re.findall(r"^## (.*)$", body, re.M)
    assert headings == ["Macron wants to “stay in touch” with Putin", "First Russian report"]
    for residue in ("Related", "Laterrière", "Comment", "Akismet"):
        assert residue not in body
    words = re.findall(r"\w+", body)
    lines = [line for line in seed.read_text().splitlines()[1:] if line and not line.startswith(("Related", "Leave", "This site"))]
    assert words == [word for line in lines for word in re.findall(r"\w+", line)]


@pytest.mark.xdist_group("model")
def test_people_each_once_under_the_full_name(imported: tuple[FrontMatter, str, SiteTest]) -> None:
    meta, _, _ = imported
    assert sorted(meta.people) == sorted(PEOPLE)


@pytest.mark.xdist_group("model")
def test_places_each_once_with_coordinates(imported: tuple[FrontMatter, str, SiteTest]) -> None:
    meta, _, site = imported
    assert set(PLACES) <= set(meta.places)
    assert len(set(meta.places)) == len(meta.places)
    assert set(meta.places) <= {*PLACES, "Moscow", "Washington"}
    records = {each["name"]: each for each in yaml.safe_load(site.read("content/entities/places.yaml"))}
    for name in PLACES:
        assert -90 <= records[name]["lat"] <= 90
        assert -180 <= records[name]["lon"] <= 180
    assert "Kiev" in records["Kyiv"]["aliases"]
    assert (round(records["Kyiv"]["lat"]), round(records["Kyiv"]["lon"])) == (50, 31)


@pytest.mark.xdist_group("model")
@pytest.mark.parametrize(("value", "bound", "of", "by"), FIGURES)
def test_figures(imported: tuple[FrontMatter, str, SiteTest], value: int, bound: str, of: str, by: str) -> None:
    meta, _, _ = imported
    [figure] = [each for each in meta.figures if each.value == value]
    assert (figure.bound, figure.by) == (bound, by)
    assert of in figure.of
    assert re.sub(r"\D", "", f"{value:,}") in re.sub(r"\D", "", figure.text)
