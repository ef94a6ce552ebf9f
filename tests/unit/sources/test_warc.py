"""WARC and WACZ: pages as crawlers keep them, and texts made from them."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from sitegen.core.types import Note, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import records
from tests.unit.sources.reading import BODY, PAGE, articles, read, reasons, text
from tests.unit.sources.test_readers import JSON_ROWS
from tests.unit.sources.warcs import TWO, record, warc


@pytest.mark.parametrize("packed", [True, False])
def test_warc(tmp_path: Path, packed: bool) -> None:
    found = read(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", warc(*TWO, packed=packed))
    one, _ = articles(found)
    assert (one.stated.url, str(one.stated.retrieved), one.encoding) == ("https://v.example/1", "2019-05-03", "utf-8")
    assert one.ref.key.endswith("#2019-05-03T10:00:00Z https://v.example/1")
    assert text(one) == PAGE
    assert [each.text for each in found if isinstance(each, Note)] == [
        "1 records are no pages (pictures, scripts, redirects, errors)"
    ]


def test_a_revisit_is_no_second_article(tmp_path: Path) -> None:
    found = read(tmp_path, "a.warc.gz", warc(*TWO[:1]) + warc(*TWO[:1], kind="revisit"))
    assert len(articles(found)) == 1
    assert ["fetched again unchanged" in each.text for each in found if isinstance(each, Note)] == [True]


def test_a_warc_that_is_cut_gives_what_stands_before(tmp_path: Path) -> None:
    data = warc(*TWO[:2])
    found = read(tmp_path, "a.warc.gz", data[: len(data) - 60])
    assert len(articles(found)) >= 1
    assert len(articles(found)) + len(reasons(found)) == 2


def test_a_wrong_content_length_is_no_crash(tmp_path: Path) -> None:
    data = warc(*TWO[:2], packed=False).replace(f"Content-Length: {len(PAGE)}".encode(), b"Content-Length: 999", 1)
    found = read(tmp_path, "a.warc", data)
    assert len(articles(found)) == 2


def test_wacz_reads_its_archive_and_not_its_index(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", json.dumps(JSON_ROWS[0]))
        archive.writestr("archive/data.warc.gz", warc(*TWO))
    found = list(records(SourceRef("a.wacz", tmp_path / "a.wacz"), ReadOptions()))
    assert len(articles(found)) == 2
    assert reasons(found) == []


def test_pages_that_were_put_in_without_an_answer_and_texts_made_from_pages_are_read(tmp_path: Path) -> None:
    data = record("resource", "https://v.example/1", "text/html; charset=utf-8", PAGE.encode())
    data += record("conversion", "https://v.example/2", "text/plain", BODY.encode())
    data += record("conversion", "https://v.example/3", "application/json", b"{}")
    found = read(tmp_path, "crawl.warc.wet.gz", gzip.compress(data))
    page, made = articles(found)
    assert (page.media, page.stated.url, text(page)) == ("html", "https://v.example/1", PAGE)
    assert (made.media, made.stated.url, text(made)) == ("text", "https://v.example/2", BODY)
    assert [each.text for each in found if isinstance(each, Note)] == [
        "1 records are no pages (pictures, scripts, redirects, errors)"
    ]
