"""From bytes to text: byte order mark, then what the document declares, then detection by a library."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Formats that get lost among articles, by their first bytes, so that the reason for a refusal can name them.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b\x08") | {127})
MAX_CONTROL_SHARE = 0.01  # of the first 64 KiB; text has almost none, pictures and programs over a tenth
# What browsers read when a page says one of these (WHATWG Encoding Standard, "names and labels").
_LABELS = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "ascii": "windows-1252",
           "us-ascii": "windows-1252", "iso-8859-9": "windows-1254", "gb2312": "gb18030", "gbk": "gb18030",
           "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932"}  # fmt: skip


class CantDecode(ValueError):
    """The bytes are no text; the message says what they seem to be."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding that it was in.

    Raises `CantDecode` for binary files and for bytes that no encoding explains.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                break
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise CantDecode(f"this is {what}, not text")
    _refuse_binary(data)
    try:  # real text in another encoding is almost never valid UTF-8, so this test goes before what is declared
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if found := _declared(data):
        return found
    return _detected(data)


def _refuse_binary(data: bytes) -> None:
    head = data[:65536]
    if not head:
        return
    if b"\0" in head:
        raise CantDecode("this is a binary file, not text")
    if len(head) - len(head.translate(None, _CONTROLS)) > MAX_CONTROL_SHARE * len(head):
        raise CantDecode("this is a binary file, not text")


def _declared(data: bytes) -> tuple[str, str] | None:
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    label = match[1].decode("ascii").lower()
    name = _LABELS.get(label, label)
    try:
        return data.decode(name), name
    except (UnicodeDecodeError, LookupError):
        return None


def _detected(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    # The likeliest first: nearly all Western text that is not UTF-8 is windows-1252, which detection on a short
    # text with three accents can't tell from its many cousins.
    best = from_bytes(data, cp_isolation=None).best()
    if best is None:
        raise CantDecode("no encoding explains these bytes; they are no text, or a damaged file")
    western = {
        "cp1252",
        "cp1250",
        "cp1257",
        "cp1254",
        "latin_1",
        "iso8859_15",
        "cp850",
        "cp858",
        "mac_roman",
        "hp_roman8",
    }
    if best.encoding in western:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            pass
        else:
            if not re.search("[\x80-\x9f]", text):
                return text, "windows-1252"
    return str(best), best.encoding
