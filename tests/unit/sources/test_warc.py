"""WARC and WACZ: pages as crawlers keep them, and texts made from them."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
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


NUMBERED = [record("response", f"https://v.example/{n}", "application/http; msgtype=response",
                   b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.replace("Mill", f"Mill {n}").encode(), n) for n in range(6)]  # fmt: skip


def _damaged(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\x00\xff" * 20 + data[len(data) // 2 + 40 :]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([gzip.compress(each) for each in NUMBERED[:2]] + [_damaged(gzip.compress(NUMBERED[2]))] + [gzip.compress(each) for each in NUMBERED[3:]], 5),
        ([gzip.compress(NUMBERED[0]), gzip.compress(NUMBERED[1])[:90], *(gzip.compress(each) for each in NUMBERED[2:])], 5),
        ([NUMBERED[0], b"junk\r\n\r\n" * 9, *NUMBERED[1:]], 6),
        ([NUMBERED[0], NUMBERED[1][:-40], *NUMBERED[2:]], 6),
    ],
    ids=["damaged member", "cut member", "junk between", "cut record"],
)  # fmt: skip
def test_records_behind_a_damaged_one_are_read(tmp_path: Path, parts: list[bytes], whole: int) -> None:
    found = read(tmp_path, "a.warc" if parts[0][:4] == b"WARC" else "a.warc.gz", b"".join(parts))
    assert len(articles(found)) == whole
    assert len({each.ref.key for each in articles(found)}) == whole
    (reason,) = reasons(found)
    assert "damaged" in reason
    assert "before and behind" in reason


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())[2:-4]),  # as some servers understand it
        ("gzip", PAGE.encode()),  # unpacked by the crawler, or never packed
        ("br", PAGE.encode()),
        ("identity", PAGE.encode()),
        ("", PAGE.encode()),
    ],
)
@pytest.mark.parametrize("chunked", ["", "chunked", "not really"])
def test_an_answer_is_unpacked_whatever_its_headers_say(tmp_path: Path, encoding: str, body: bytes, chunked: str) -> None:
    sent = b"%x\r\n%s\r\n5;x=1\r\n<br/>\r\n0\r\n\r\n" % (len(body), body) if chunked == "chunked" else body
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n"
    head += "Transfer-Encoding: chunked\r\n\r\n" if chunked else "\r\n"
    data = record("response", "https://v.example/1", "application/http; msgtype=response", head.encode() + sent)
    (found,) = articles(read(tmp_path, "a.warc", data))
    assert text(found).startswith(PAGE)


def test_an_answer_that_cant_be_unpacked_costs_only_itself(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bad = record("response", "https://v.example/1", "application/http; msgtype=response", head + b"\x00\x01\x02 no gzip")
    found = read(tmp_path, "a.warc", bad + NUMBERED[1])
    assert len(articles(found)) == 1
    assert reasons(found) == ["the answer can't be unpacked (Content-Encoding: gzip)"]


def test_an_answer_that_unpacks_to_more_than_an_article_may_have_is_refused(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    bomb = record(
        "response", "https://v.example/1", "application/http; msgtype=response", head + gzip.compress(b"<p>" * 20_000_000)
    )
    (reason,) = reasons(read(tmp_path, "a.warc", bomb))
    assert "MB" in reason or "bytes" in reason
