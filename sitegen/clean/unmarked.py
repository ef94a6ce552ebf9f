"""Plain text without the marks that other formats left in it: JSON's escapes, HTML's tags, Markdown's signs, numbers of links.

Scrapers that took a text out of its page by halves leave them. Each kind goes only where several of its marks stand: a text may
well speak of "<b>", or have a star before a word.
"""

from __future__ import annotations

import json
import re

ESCAPES = 3  # line ends that are written out; one or two may be part of a path
TAGS = 2
SIGNS = 2
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/])|([nrt]))')
_SEPARATOR = re.compile("[\v\u2028\u2029]")  # lines and paragraphs of InDesign, Word and their kin
_ANSWERED = re.compile(r"^> ?", re.M)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,500}>[^<]{0,100000}</\1>", re.I)
_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,500}>", re.I)
_BREAK = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|figure|figcaption|br|hr)"
    r"\b[^<>]{0,500}>",
    re.I,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|em|font|i|img|mark|q|s|small|span|strong|sub|sup|td|th|tbody|thead|time|u)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\s]{1,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\((?:https?://|/|#|mailto:)[^()\s]{0,2000}\)")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,500})(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,500})(?<=[^\s*_])\1(?![\w*])")
# What Lynx and its like put below a page that they write down as text, and before the words of each link.
_REFERENCES = re.compile(
    r"^[ \t]{0,40}References:?[ \t]{0,40}\n\s{0,40}"
    r"(?:(?:(?:Visible|Hidden) links:\s{1,40})?(?:\d{1,4}\.|\[\d{1,4}\])[ \t]{1,9}\w{2,9}:\S{0,2000}(?:\s{1,40}|\Z)){3,}",
    re.M,
)
_NUMBER = re.compile(r"\[\d{1,4}\](?=\S)")
_ATX = re.compile(r"^#{1,6} \S", re.M)


def unmarked(text: str) -> str:
    """The text with line ends, headings and quotations where the marks told of them."""
    if _SEPARATOR.search(text):
        text = text.replace("\v", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    if "\x85" in text and "\n" not in text:  # in a text that has others it is what is left of "…"
        text = text.replace("\x85", "\n")
    if text.count("\\n") >= ESCAPES and text.count("\\n") > text.count("\n"):
        text = _of_json(text) or _ESCAPE.sub(_unescaped, text)
    if text.startswith(">") and all(line.startswith(">") for line in text.split("\n") if line.strip()):  # a mail's answer to it
        text = _ANSWERED.sub("", text)
    if "<" in text and len(_BREAK.findall(text)) + len(_INLINE.findall(text)) >= TAGS:
        text = _BREAK.sub("\n", _HEADING.sub(lambda match: f"\n\n{'#' * int(match[1])} ", _SCRIPT.sub("", text)))
        text = _INLINE.sub("", text)
    if len(_LINK.findall(text)) + len(_BOLD.findall(text)) + len(_ATX.findall(text)) >= SIGNS:
        text = _ITALIC.sub(r"\2", _BOLD.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", text))))
    if "References" in text and (found := _REFERENCES.search(text)):
        text = _NUMBER.sub("", text[: found.start()] + text[found.end() :])
    return text


def _of_json(text: str) -> str:
    """The text that is a string of JSON, quotation marks and all; nothing where it is none."""
    try:
        found = json.loads(text, strict=False) if text.lstrip().startswith('"') else ""
    except ValueError:
        return ""
    return found if isinstance(found, str) else ""


def _unescaped(match: re.Match[str]) -> str:
    code, sign, letter = match.groups()
    if code:
        return chr(int(code, 16)) if not 0xD800 <= int(code, 16) <= 0xDFFF else ""
    return sign or {"n": "\n", "r": "", "t": "\t"}[letter]
