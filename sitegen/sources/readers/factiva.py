"""Exports of Factiva: many articles in one page, or in one text as word processors save it.

Above each text stand the headline, the author, and lines of which only the number of words can be known by itself: the day and the
publication are the next. With "indexing", each field has a code of two letters before it instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from lxml import html as lxml_html
from lxml.etree import LxmlError

from sitegen.core.text import one_line
from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.several import articles, parts
from sitegen.sources.stream import head as first_bytes

NAME = "an export of Factiva"
_PAGE = re.compile(rb"<title>\s*Factiva\s*</title>", re.I)
_PAGE_MARK = re.compile(rb'(?:<div id="article-[^"<>]{0,60}"[^<>]{0,60}>\s{0,9})?<div class="article \w\wArticle"')
_END = re.compile(rb"^[^\S\n]*[^\s\d]{6,24} [A-Z][A-Z0-9]{1,9}0{4}(?:19|20)\d{6}\w{6,12}[^\S\n]*$", re.M)
_ID = re.compile(r"\b[A-Z][A-Z0-9]{1,9}0{4}(?:19|20)\d{6}\w{6,12}\b")
_UNITS = "words|word|mots|Wörter|palabras|parole|palavras|woorden|слов|слова|語|字|单词"
_WORDS = re.compile(rf"\d[\d.,\s]*\s?(?:{_UNITS})")
_WORDS_LINE = re.compile(rf"^[^\S\n]*(?:WC\s+)?\d[\d.,]*\s?(?:{_UNITS})[^\S\n]*$".encode(), re.M)
_TIME = re.compile(r"\d\d?:\d\d(?:\s?[AP]M)?", re.I)
# A tab or two spaces behind a code: "IN BRIEF" and "BY Friday" may begin a line of the text.
_CODED = re.compile(
    r"^(HD|BY|CR|WC|PD|ET|SN|SC|ED|SE|PG|VOL|LA|CY|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPD|IPC|PUB|AN)(?:\t[^\S\n]*|[^\S\n]{2,}|[^\S\n]*$)",
    re.M,
)
_FIELDS = {"HD": "title", "BY": "authors", "PD": "date", "SN": "site_name", "SE": "section"}
_BY = re.compile(r"(?:By|Von|Par|Por|Di|Da|Door|Av|Af|Od)\s", re.I)
_COPYRIGHT = re.compile(r"copyright|©|\(c\)|all rights reserved", re.I)
_PRINTED = re.compile(r"\s*(?:Page|Seite) \d+ .*Factiva.*", re.I)  # at the foot of each sheet
_ABOVE, _BELOW = 6, 12  # lines at most above and below the number of words that are the article's head


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """A page by its title, a text by the database's own number behind an article, and the number of words above it."""
    return bool(_PAGE.search(head)) or bool(_WORDS_LINE.search(head) and _END.search(head))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """Each article."""
    if _PAGE.search(first_bytes(stream)):
        return articles(parts(stream, _PAGE_MARK, options.max_bytes), ref, options, _of_page)
    return articles(parts(stream, _END, options.max_bytes, behind=True), ref, options, _of_text)


def _of_page(page: str) -> dict[str, Any] | None:
    if not page.startswith("<div"):
        return None
    try:
        tree = lxml_html.fromstring(page)
    except (LxmlError, ValueError):
        return {}
    row: dict[str, Any] = {
        "id": _number(page),
        "title": _text(tree, "//span[contains(@class, 'Headline')]"),
        "authors": _text(tree, "//div[@class='author']"),
        "text": "\n\n".join(_texts(tree, "//p[contains(@class, 'articleParagraph')]")),
    }
    coded = {name: _text(cell, ".") for name, cell in _cells(tree)}
    return {**_below(_texts(tree, "//div[not(@*)]")), **{key: value for key, value in row.items() if value}, **_named(coded)}


def _cells(tree: Any) -> Iterator[tuple[str, Any]]:
    """The code and the cell of each row of an article's table."""
    for row in tree.xpath("//tr[count(td) >= 2]"):
        name = one_line(row.xpath("string(td[1])"))
        if _CODED.fullmatch(name):
            yield name, row.xpath("td[2]")[0]


def _named(coded: dict[str, str]) -> dict[str, str]:
    """What coded fields say, in our own names."""
    return {_FIELDS[name]: value for name, value in coded.items() if name in _FIELDS and value}


def _of_text(text: str) -> dict[str, Any] | None:
    pieces = _CODED.split(text)
    coded = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    if "HD" in coded and ("LP" in coded or "TD" in coded):
        body = "\n\n".join(coded[name].strip() for name in ("LP", "TD") if name in coded)
        return {"id": _number(text), "text": body, **_named({name: one_line(value) for name, value in coded.items()})}
    lines = text.split("\n")
    told = [place for place, line in enumerate(lines) if line.strip() and not _PRINTED.fullmatch(line)]
    words = next((n for n, place in enumerate(told[: _ABOVE + 1]) if _WORDS.fullmatch(lines[place].strip())), None)
    if words is None:
        return {"id": _number(text)} if _number(text) else None
    above = [one_line(lines[place]) for place in told[:words]]
    below = [one_line(lines[place]) for place in told[words : words + _BELOW]]
    last = next((n for n, line in enumerate(below) if _COPYRIGHT.search(line)), min(3, len(below) - 1))
    rest = [line for line in lines[told[words + last] + 1 :] if not _PRINTED.fullmatch(line)]
    authors = above.pop() if len(above) > 1 and _BY.match(above[-1]) else ""
    title = above.pop() if above else ""
    return {
        "id": _number(text),
        "title": title,
        "authors": authors,
        "section": above[-1] if above else "",
        "text": "\n".join(line for line in rest if not _END.fullmatch(line.encode())),
        **_below(below),
    }


def _below(values: list[str]) -> dict[str, str]:
    """The day and the publication, which stand behind the number of words; between them the time of day may."""
    start = next((place + 1 for place, value in enumerate(values) if _WORDS.fullmatch(value)), len(values))
    told = [value for value in values[start:] if not _TIME.fullmatch(value)]
    return dict(zip(("date", "site_name"), told, strict=False))


def _number(text: str) -> str:
    """The database's own number of an article: the last one that its text names."""
    found = [match[0] for match in _ID.finditer(text)]
    return found[-1] if found else ""


def _text(tree: Any, path: str) -> str:
    return next(iter(_texts(tree, path)), "")


def _texts(tree: Any, path: str) -> list[str]:
    return [text for each in tree.xpath(path) if (text := one_line(each.text_content()))]
