"""Every kind of bad input is refused with a reason, and none makes a reader raise."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.core.types import Note, RawRecord, Refusal, SourceRef
from sitegen.sources import readers
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import document, records
from sitegen.sources.readers import BUILT_IN
from tests.unit.sources.reading import BODY, articles, read, reasons, text
from tests.unit.sources.test_readers import JSON_ROWS, LETTER
from tests.unit.sources.test_xml import NITF, RSS, post, wxr
from tests.unit.sources.warcs import TWO, warc


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.4", "a PDF"),
        ("a.epub", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "an EPUB book"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "an office document"),
        ("a.bin", b"\x89PNG\r\n", "a PNG image"),
        ("a.py", b"import os", "a program or its settings"),
        ("Makefile", b"all:", "a program or its settings"),
        ("a.parquet", b"PAR1", "a Parquet table"),
        ("a.plist", b"bplist00", "a property list"),
        ("a.jsonl.zst", b"\x28\xb5\x2f\xfd", "a Zstandard file"),
        ("a.zip", b"PK\x03\x04garbage", "can't be opened"),
        ("a.txt", b"", "the file is empty"),
    ],
)
def test_what_is_refused_is_named(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (given_reason,) = reasons(read(tmp_path, name, data))
    assert reason in given_reason


@pytest.mark.parametrize("name", ["style.css", "main.js", "font.woff2", "logo.svg", "robots.txt", "desktop.ini"])
def test_what_stands_beside_saved_pages_is_passed_over(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, "Disallow: everything that is no article, at length, and with a full stop.") == []


def test_encodings_that_nothing_declares(tmp_path: Path) -> None:
    (found,) = articles(read(tmp_path, "a.txt", ("Café " + BODY + " ").encode("utf-16-le")))
    assert text(found).startswith("Café The old")
    (found,) = articles(read(tmp_path, "b.txt", BODY.replace("mill", "mi\0ll") + BODY * 8))
    assert text(found) == BODY * 9


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    missing = SourceRef("a.txt", tmp_path / "gone.txt")
    assert reasons(list(records(missing, ReadOptions()))) == ["the file can't be read: No such file or directory"]


def test_another_package_may_add_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def own(stream: io.BufferedReader, ref: SourceRef, options: ReadOptions) -> list[RawRecord]:
        return [RawRecord(ref, stream.read()[4:], media="text")]

    reader = SimpleNamespace(NAME="a wire", reads=lambda head, _: head.startswith(b"WIRE"), records=own)
    entry = SimpleNamespace(name="wire", load=lambda: reader)
    monkeypatch.setattr(readers, "entry_points", lambda group: [entry] if group == "sitegen.readers" else [])
    readers.readers.cache_clear()
    try:
        (found,) = articles(read(tmp_path, "a.wire", "WIRE" + BODY))
    finally:
        monkeypatch.undo()
        readers.readers.cache_clear()
    assert found.data == BODY.encode()


SEEDS = [b"bplist00", b"BZh9", b"\xfd7zXZ\x00", b"+++\na = 1\n+++\n", b"<nitf>", b"<?xml version='1.0'?><x>", b"From: a\nSubject: b\nDate: c\nMIME-Version: 1.0\n\n", b"WARC/1.1\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"{", b"[", b"<rss version=", b"<feed xmlns=", b"---\na: b\n---\n", b"<html>",
         b"id,title,text\n", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", b"\xff\xfe", b"wordpress.org/export/", b"\x28\xb5\x2f\xfd"]  # fmt: skip


NAMES = [
    "a.txt",
    "a.json",
    "a.jsonl",
    "a.csv",
    "a.warc.gz",
    "a.warc.zst",
    "a.webarchive",
    "a.md",
    "a.html",
    "a.mhtml",
    "a.eml",
    "a.xml",
    "a.zip",
    "a.tar",
]


@given(st.sampled_from(SEEDS), st.binary(max_size=400), st.sampled_from(NAMES))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_a_reader_raise(tmp_path: Path, start: bytes, rest: bytes, name: str) -> None:
    for found in read(tmp_path, name, start + rest, max_bytes=10_000):
        assert isinstance(found, RawRecord | Refusal | Note)
        if isinstance(found, RawRecord):
            document(found)


WHOLE = {"n.xml": NITF.encode(), "a.eml": LETTER.encode() + BODY.encode(), "a.xml": RSS.encode(), "b.xml": wxr(post(1, BODY)).encode(), "a.warc": warc(*TWO, packed=False), "a.warc.gz": warc(*TWO),
         "a.json": json.dumps(JSON_ROWS).encode(), "a.md": b"---\ntitle: x\n---\ny"}  # fmt: skip


@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 4000), st.binary(min_size=1, max_size=6))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_makes_a_reader_raise(tmp_path: Path, name: str, place: int, damage: bytes) -> None:
    data = WHOLE[name]
    place %= len(data)
    for found in read(tmp_path, name, data[:place] + damage + data[place + len(damage) :]):
        assert isinstance(found, RawRecord | Refusal | Note)


def test_every_reader_says_what_it_reads() -> None:
    assert all(reader.NAME and reader.reads(b"", "") in (True, False) for reader in BUILT_IN)


def test_a_member_of_a_zip_without_a_name_is_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo("x")
        member.filename = ""
        archive.writestr(member, BODY)
    (found,) = articles(read(tmp_path, "a.zip", packed.getvalue()))
    assert found.ref.key.endswith("#unnamed")
