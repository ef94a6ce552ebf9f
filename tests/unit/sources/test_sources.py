from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.config.schema import SourceConfig
from sitegen.core.types import RawDocument, RawRecord, SourceRef
from sitegen.sources.decode import CantDecode, decode
from sitegen.sources.discover import discover
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import document, records

TEXT = "L’été à Zürich – “naïve” œuvre, 5 € l’unité. Déjà vu, garçon; les élèves français étaient là."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (b'<meta charset="windows-1252">' + TEXT.encode("cp1252"), "windows-1252"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">' + TEXT.encode("cp1252"), "windows-1252"),
        (b'<?xml version="1.0" encoding="cp1252"?>' + TEXT.encode("cp1252"), "cp1252"),
        (b'<meta charset="iso-8859-1">' + TEXT.encode(), "utf-8"),
        (b'<meta charset="utf-8">' + TEXT.encode("cp1252"), "windows-1252"),
        (TEXT.encode("cp1252"), "windows-1252"),
    ],
)
def test_bytes_are_decoded_by_mark_then_validity_then_declaration_then_detection(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert text.endswith(TEXT)
    assert found == encoding


@pytest.mark.parametrize("name", ["koi8-r", "cp1251", "shift_jis", "gb18030"])
def test_other_scripts_are_detected(name: str) -> None:
    words = {"koi8-r": "Вчера правительство объявило о новых мерах поддержки населения и промышленности. ",
             "cp1251": "Вчера правительство объявило о новых мерах поддержки населения и промышленности. ",
             "shift_jis": "政府は昨日、新しい支援策を発表しました。国会で審議される見通しです。",
             "gb18030": "政府昨天宣布了新的支持措施。预计议会将于下周进行审议。"}  # fmt: skip
    assert decode(words[name].encode(name) * 5)[0] == words[name] * 5


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"abc\0\0\0def", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(CantDecode, match=what):
        decode(data)


@pytest.mark.parametrize(
    ("name", "text", "media"),
    [
        ("a.txt", "<!DOCTYPE html><p>x", "html"),
        ("a", "\n <html><body>", "html"),
        ("a.html", "<p>One</p><div>two</div>", "html"),
        ("a.html", "No tags here at all.", "text"),
        ("a.txt", "In HTML, <p> opens a paragraph.", "text"),
    ],
)
def test_a_format_is_known_by_content_and_not_only_by_suffix(tmp_path: Path, name: str, text: str, media: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    (record,) = records(SourceRef(name, file), ReadOptions())
    assert isinstance(record, RawRecord)
    read = document(record)
    assert isinstance(read, RawDocument)
    assert read.media == media


def test_of_what_a_browser_saved_beside_a_page_only_the_pictures_are_found(tmp_path: Path) -> None:
    names = ["Mill.html", "Mill_files/frame.html", "Mill_files/a.JPG", "Mill_files/more/b.txt", "Moulin.htm", "Moulin_fichiers/frame.html",
             "old_files/a.html"]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [ref.path.relative_to(tmp_path).as_posix() for ref in discover((SourceConfig(str(tmp_path)),), tmp_path, tmp_path)]
    assert found == ["Mill.html", "Mill_files/a.JPG", "Moulin.htm", "old_files/a.html"]


def test_discovery_finds_each_file_once_in_order_without_hidden_ones_and_links(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", ".hidden/x.txt", "b/.DS_Store", "b/c/three.html"):
        (tmp_path / "inbox" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "inbox" / name).write_text("x")
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "inbox/link.txt").symlink_to(tmp_path / "secret.txt")
    sources = (SourceConfig("inbox"), SourceConfig("inbox/*.txt"), SourceConfig("inbox/b/two.txt", name="Other"))
    found = list(discover(sources, tmp_path, tmp_path))
    assert [ref.key for ref in found] == ["inbox/a.txt", "inbox/b/c/three.html", "inbox/b/two.txt"]
