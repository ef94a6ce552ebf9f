"""The demo archive: raw, dirty sources and exactly the Markdown that the import makes of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.core.types import StoredArticle
from sitegen.store.front_matter import parse
from tests.conftest import ROOT, copy_demo
from tests.sitetest import SiteTest


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteTest]:
    site = SiteTest(copy_demo(tmp_path_factory.mktemp("demo") / "site"))
    yield site
    site.close()


@pytest.fixture(scope="module")
def articles(demo: SiteTest) -> list[StoredArticle]:
    return [article for path, data in demo.articles().items() if (article := parse(data, path, path).article)]


@pytest.mark.xdist_group("model")
def test_the_articles_are_what_the_import_makes_of_the_inbox(demo: SiteTest, model: str, tmp_path: Path) -> None:
    committed = demo.articles()
    with SiteTest(copy_demo(tmp_path / "again")) as again:
        shutil.rmtree(again.root / "content/articles")
        report = again.ingest()
        assert again.articles() == committed
    assert sorted(each.ref.key for each in report.refused) == [
        "content/inbox/atlantic-ledger/1912-04-16-front-page.txt",
        "content/inbox/harbour-courier/consent.html",
    ]


def test_there_are_at_least_thirty_articles_of_150_to_500_words(articles: list[StoredArticle]) -> None:
    assert len(articles) >= 30
    for article in articles:
        assert 150 <= len(article.body.split()) <= 520, article.path
        assert article.meta.date and article.meta.date.year == 1912, article.path
        assert article.meta.source.name and article.meta.tags, article.path


def test_no_residue_is_left(articles: list[StoredArticle]) -> None:
    residue = re.compile(
        r"cookies|newsletter|Akismet|Share this|Facebook|Related|Read also|See also|Leave a|Advertisement|Most read|©|â€|min read"
    )
    for article in articles:
        assert not residue.search(article.body), (article.path, residue.search(article.body))


def test_the_inbox_is_as_dirty_as_the_web() -> None:
    raw = b"".join(file.read_bytes() for file in sorted((ROOT / "content/inbox").rglob("*.*")))
    for dirt in (
        b"We use cookies",
        b"Share on Facebook",
        b"Related Articles",
        b"Akismet",
        b'charset="windows-1252"',
        b"\xff\xfe",
        "â€™".encode(),
    ):
        assert dirt in raw, dirt


def test_one_story_was_sent_by_two_papers(articles: list[StoredArticle]) -> None:
    one, two = (
        next(a for a in articles if a.path.endswith(f"{end}.md")) for end in ("in-rain-at-new-york", "in-the-rain-at-new-york")
    )
    assert one.meta.source.name != two.meta.source.name
    shared = set(one.body.split("\n\n")) & set(two.body.split("\n\n"))
    assert len(shared) >= 4
