"""Mending of characters: mojibake, invisible characters, spaces, and one set of quotation marks."""

from __future__ import annotations

import re

import ftfy

from sitegen.core.text import is_in_word

_FTFY = ftfy.TextFixerConfig(
    unescape_html=True,
    uncurl_quotes=False,
    fix_latin_ligatures=True,
    fix_character_width=True,
    normalization="NFC",
    explain=False,
)
_FTFY_WIDE = _FTFY._replace(fix_character_width=False)
# What ftfy may change in a line without control characters: an entity; a character that is neither ASCII nor a letter or sign of
# European and East Asian texts; two characters in a row that aren't ASCII, but for letters that stand for no part of a longer
# character in any encoding that is read for another; and the four letters that alone can speak of mojibake. The test asks ftfy
# about all others. It takes forty times as long to say no.
_PAIRED = "\u0391-\u03ce\u0410-\u044f\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
_SUSPECT = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u0131\u0134-\u0148\u014a-\u017e\u0386\u0388-\u0390\u0400-\u040f\u0450-\u045f"
    f"\u2010-\u2026\u2030\u2039\u203a\u20ac\u2122\u3001\u3002\u300c\u300d{_PAIRED}]"
    f"|[^ -~{_PAIRED}][^ -~]|[^ -~][^ -~{_PAIRED}\u3001\u3002\u300c\u300d]|[ÃÂŒœ]|&#?[0-9A-Za-z]{{1,24}};"
)
_SUSPECT_ASCII = re.compile("[^ -~]|&#?[0-9A-Za-z]{1,24};")  # the same of a line in ASCII, in less than half of the time
_WIDE_SCRIPTS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # in which wide digits and brackets are usual: "１３日"
# A non-joiner is part of words in Persian and in scripts of India.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e]|(?<![\u0600-\u06ff\u0900-\u0dff])\u200c")
# What is left of ” where its third byte, which many programs drop, is gone; ftfy takes it and the space behind for "†".
_LOST_CLOSING = re.compile(r"(?<=[.,!?…])â€(?=[\s.,;:!?)]|$)")
_ODD_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_SPACES = re.compile(" {2,}")
_DOUBLE = re.compile(r"``|''|,,(?=\w)|[\"“”„‟]")
_BEFORE_POINT = re.compile(r" +([,.;!?…])(?=\s|$|[”’\"»)])")
_LOW_HIGH, _LOW = str.maketrans({"“": "„", "”": "“"}), str.maketrans({"“": "„"})
_DASHES = re.compile(r"(?<=[\w,.”’)])--(?=[\w“‘(])|(?<=\s)--(?=\s)")
_SINGLE = re.compile("['`´‘’‛ʼ]")
_IN_WORD, _OPENING, _CLOSING = frozenset("'`´‘’ʼ"), frozenset("'`‘‛"), frozenset("'´’")  # what each of them may be written as
_BEFORE_OPENING, _BEHIND_CLOSING = frozenset("([“—–-"), frozenset(")].,;:!?”—–-")
# Without any of these the patterns above change nothing: most lines are seen to be right by one search.
_MENDABLE = re.compile("[\t\"'`\u00a0´\u2000-\u200a‘-‟\u202f\u205f\u3000ʼ]|--|,,| [ .,;!?…]")
_ELISION = re.compile(r"‘(?=\d\ds\b|\d\d\b|em\b|til\b|tis\b|twas\b|n’)")


def mend(text: str) -> str:
    """One line of text with its characters mended.

    Mojibake and HTML entities that were left are decoded; invisible characters go; all spaces are plain ones, single
    and not before a full stop or comma; quotation marks are “double”, ‘single’ and ’ for the apostrophe. French
    guillemets stay as they are, and where a text opens its quotations „below“ it goes on to do so. Two hyphens are a dash.
    """
    if (_SUSPECT_ASCII if text.isascii() else _SUSPECT).search(text):
        text = _LOST_CLOSING.sub("”", text)
        text = _INVISIBLE.sub("", ftfy.fix_text(text, config=_FTFY_WIDE if _WIDE_SCRIPTS.search(text) else _FTFY))
    if not _MENDABLE.search(text):
        return text.strip()
    text = _ODD_SPACES.sub(" ", text)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    text = text.strip()
    low, high = "„" in text, "“" in text or "”" not in text
    text = _double_quotes(text)
    if _SINGLE.search(text):
        text = _single_quotes(text)
    if "--" in text:
        text = _DASHES.sub("–", text)
    if low:  # German and its neighbours open below; where they close with ” and never with “, that stays
        text = text.translate(_LOW_HIGH if high else _LOW)
    # In French a space before ; ! ? is right, but before a comma or a full stop it is right nowhere.
    return _BEFORE_POINT.sub(lambda m: m[0] if m[1] in ";!?" and "«" in text else m[1], text)


def _double_quotes(text: str) -> str:
    """Every double quote made “ or ”, by what stands beside it, and by turns where both sides are alike.

    A quote that hangs in space ("“to disarm “." after a bad translation) is drawn to the side that it belongs to.
    """
    out: list[str] = []
    last, is_open = 0, False
    for match in _DOUBLE.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        loose_before, loose_after = before in " ([—–-", after in " .,;:!?…)]—–-"
        if _is_inches(match[0], before, after):
            continue
        opens = not is_open if loose_before == loose_after else loose_before
        if match.end() == len(text) or after in ".,;:!?…)]":  # nothing that opens stands there
            opens = False
        piece = text[last : match.start()]
        if not opens:
            piece = piece.rstrip(" ") if piece.strip() else piece
        out += [piece, "“" if opens else "”"]
        last = match.end()
        while opens and last < len(text) and text[last] == " ":
            last += 1
        is_open = opens
    out.append(text[last:])
    return "".join(out)


def _is_inches(mark: str, before: str, after: str) -> bool:
    """5'10" is a measure."""
    return mark == '"' and before.isdigit() and after in " .,;x×"


def _single_quotes(text: str) -> str:
    return _ELISION.sub("’", _SINGLE.sub(_single_quote, text))


def _single_quote(match: re.Match[str]) -> str:
    """A mark made ‘ or ’ by what stands beside it; as it was where neither side tells."""
    mark, text = match[0], match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    in_word, into_word = is_in_word(before), is_in_word(after)
    if in_word and into_word:
        return "’" if mark in _IN_WORD else mark
    if into_word and (not before or before.isspace() or before in _BEFORE_OPENING):
        return "‘" if mark in _OPENING else mark
    closes = (in_word or before in ".,;!?…") and before and (not after or after.isspace() or after in _BEHIND_CLOSING)
    return "’" if closes and mark in _CLOSING else mark
