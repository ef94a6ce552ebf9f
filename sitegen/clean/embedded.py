"""The article of a page that shows none until its script has run: it stands in the script's data, as HTML or as text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from sitegen.core.text import STOPS, WIDE_STOPS

LEAST = 400  # characters that can be read; shorter strings are teasers and notices
MOST = 4_000_000  # characters of a script that are looked through
# Names under which frameworks and publishing systems keep an article's text.
_TEXT = re.compile(
    r'"(?:content_?html|body_?html|article_?body|article_?html|full_?text|body_?text|story_?body|main_?content|content|body|html|text)"'
    r'\s*:\s*"((?:[^"\\]|\\.){400,}?)"(?=\s*[,}\]])',
    re.I | re.S,
)
_PUSHED = re.compile(r'__next_f\.push\(\[\d+,\s*("(?:[^"\\]|\\.)*")\s*\]\)', re.S)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(rf"[{STOPS}](?=\s|[\"”’»<]|$)|[{WIDE_STOPS}]")


def embedded(scripts: Iterable[str]) -> str:
    """The longest text of an article in the data of a page's scripts, as HTML; empty where there is none."""
    return max(_articles(scripts), key=len, default="")


def _articles(scripts: Iterable[str]) -> Iterator[str]:
    for script in scripts:
        for source in _sources(script[:MOST]):
            for match in _TEXT.finditer(source):
                made = _as_html(_decoded(f'"{match[1]}"'))
                if made:
                    yield made


def _sources(script: str) -> Iterator[str]:
    """The script, and what it hands on as one string: then all quotes in that are escaped once more."""
    yield script
    pushed = "".join(_decoded(match[1]) for match in _PUSHED.finditer(script))
    if pushed:
        yield pushed


def _decoded(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False))
    except ValueError:
        return ""


def _as_html(text: str) -> str:
    """A string as HTML where it reads like an article: long enough, in sentences."""
    marked = text if "<p" in text or "<br" in text or "<div" in text else ""
    shown = html.unescape(_TAG.sub(" ", text)) if marked else text
    if len(" ".join(shown.split())) < LEAST or len(_SENTENCE.findall(shown)) < 4:
        return ""
    return marked or "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
