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


RUSSIAN = "Вчера правительство объявило о новых мерах поддержки населения и промышленности. "
POLISH = "Burmistrz otworzyła w piątek nowy most nad rzeką, dwa lata po zamknięciu starego. "
GERMAN = (
    "Die Bürgermeisterin eröffnete am Freitag für viele Männer die neue Brücke über den Fluß, zwei Jahre später als gewünscht. "
)
GREEK = "Η δήμαρχος εγκαινίασε την Παρασκευή τη νέα γέφυρα πάνω από το ποτάμι, δύο χρόνια μετά το κλείσιμο της παλιάς. "
JAPANESE = "政府は昨日、新しい支援策を発表しました。国会で審議される見通しです。"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (RUSSIAN, "iso8859-5"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"), ("政府昨天宣布了新的支持措施。预计议会将于下周进行审议。", "gb18030"), (GREEK, "cp1253"), (GREEK, "iso8859-7"),
        (POLISH, "cp1250"), (POLISH, "iso8859-2"), (GERMAN, "cp1252"), (GERMAN, "mac_roman"), (GERMAN, "cp850"),
        ("Starostka v pátek otevřela nový most přes řeku, dva roky po uzavření starého. ", "cp1250"),
        ("Belediye başkanı, eskisi kapandıktan iki yıl sonra cuma günü nehrin üzerindeki yeni köprüyü açtı. ", "cp1254"),
        ("Meras penktadienį atidarė naują tiltą per upę, praėjus dvejiems metams po senojo uždarymo. ", "cp1257"),
        ("“It’s fine”, she said – and paid 5 € for the café’s crème brûlée, which was the mayor’s favourite dish. ", "cp1252"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 5])
def test_encodings_that_nothing_declares_are_detected(text: str, name: str, times: int) -> None:
    assert decode((text * times).encode(name))[0] == text * times


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
