"""From bytes to text: byte order mark, then what the document declares, then detection by a library."""

from __future__ import annotations

import codecs
import re
import string

from sitegen.infra.identifier import identifier

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b\x08") | {127})
MAX_CONTROL_SHARE = 0.01  # of the first 64 KiB; text has almost none, pictures and programs over a tenth
# What browsers read when a page says one of these (WHATWG Encoding Standard, "names and labels").
_LABELS = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "ascii": "windows-1252",
           "us-ascii": "windows-1252", "iso-8859-9": "windows-1254", "gb2312": "gb18030", "gbk": "gb18030",
           "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932"}  # fmt: skip


_CENTRAL, _BALTIC = ("cp1250", "iso8859_2"), ("cp1257", "iso8859_13")
_BY_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), _CENTRAL),
    **dict.fromkeys(("lt", "lv", "et"), _BALTIC),
    **dict.fromkeys(("tr", "az"), ("cp1254",)),
}
_GREEK = ("cp1253", "iso8859_7")
SAMPLE = 2000  # bytes by which the language of a text is told
# In a word: a sign of the upper half, and a capital between small letters.
_ODD = re.compile(
    r"(?<=[^\W\d_])(?:[\x80-\x9f¡-¬®-¶¸-¿×÷‚ƒ„†‡ˆ‰‹•˜™›€∂∑∏π∫Ω√≈∆◊░▒▓│┤╡╢╖╕╣║╗╝]|(?<=[a-zß-ÿ])[À-ÞŠŽŸŒ](?=[a-zß-ÿ]))(?=[^\W\d_])"
)
_RUSSIAN, _SERBIAN = re.compile("[ыэъщё]"), re.compile("[ђѓѕїјљњћџ]")


class CantDecode(ValueError):
    """The bytes are no text; the message says what they seem to be."""


def decode(data: bytes, stated: str = "") -> tuple[str, str]:
    """The text and the name of the encoding that it was in; `stated` is what a header says of it.

    Raises `CantDecode` for binary files and for bytes that no encoding explains.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                break
    if wide := _wide(data):
        return wide
    if b"\x1b$" in data and (japanese := _decoded(data, "iso2022_jp")):
        return japanese, "iso2022_jp"
    data = _without_controls(data)
    try:  # real text in another encoding is almost never valid UTF-8, so this test goes before what is declared
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if stated and (found := _named(data, stated)):
        return found
    if found := _declared(data):
        return found
    if mended := _nearly_utf8(data):
        return mended
    return _detected(data)


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a byte order mark: every second byte of mostly Western text is zero."""
    head = data[:4096]
    if len(head) < 8 or len(data) % 2 or head.count(0) * 3 < len(head):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        return data.decode(name), name
    except UnicodeDecodeError:
        return None


def _without_controls(data: bytes) -> bytes:
    """The data without the few zero bytes that a text may have caught; raises `CantDecode` where there are more."""
    head = data[:65536]
    if len(head) - len(head.translate(None, _CONTROLS)) > MAX_CONTROL_SHARE * len(head):
        raise CantDecode("this is a binary file, not text")
    return data.replace(b"\0", b"") if b"\0" in data else data


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a damaged place or two, as where a text was cut within a character."""
    text = data.decode("utf-8", "replace")
    wrong, right = text.count("\ufffd"), sum(byte >= 0xC2 for byte in data)
    return (text, "utf-8") if wrong * 20 <= right else None


def _declared(data: bytes) -> tuple[str, str] | None:
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    return _named(data, match[1].decode("ascii"))


def _named(data: bytes, label: str) -> tuple[str, str] | None:
    label = label.strip().lower()
    name = _LABELS.get(label, label)
    try:
        return data.decode(name), name
    except (UnicodeDecodeError, LookupError):
        return None


def _detected(data: bytes) -> tuple[str, str]:
    if _is_latin(data):
        return _latin(data)
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=None).best()
    if best is None:
        raise CantDecode("no encoding explains these bytes; they are no text, or a damaged file")
    text = str(best)
    if _RUSSIAN.search(text) and _SERBIAN.search(text):  # Greek in one of these is taken for Cyrillic, and then has letters of both
        for name in _GREEK:
            if found := _named(data, name):
                return found
    return text, best.encoding


def _is_latin(data: bytes) -> bool:
    """Whether most letters are ASCII's, and the others stand among them."""
    letters = len(data) - len(data.translate(None, string.ascii_letters.encode()))
    others = len(data) - len(data.translate(None, bytes(range(128, 256))))
    return others * 2 <= letters and not re.search(rb"[\x80-\xff]{4}", data)


def _latin(data: bytes) -> tuple[str, str]:
    """Text in Latin letters: in the encoding of its language, or of the West, in which its words hold the fewest odd signs.

    Detection by bytes can't tell these from one another on a text with three accents; its language is told by the other letters.
    """
    language, _ = identifier().classify(data[:SAMPLE].decode("cp1252", "replace"))
    names = (*_BY_LANGUAGE.get(str(language), ()), "cp1252", "mac_roman", "cp850")
    found = [(text, name) for name in names if (text := _decoded(data, name))]
    text, name = min(found, key=lambda pair: len(_ODD.findall(pair[0])))
    return text, "windows-1252" if name == "cp1252" else name


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return ""
