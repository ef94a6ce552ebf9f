"""Exports of Europresse (Eureka): many articles in one page, each an `article` element with the database's own classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from io import BufferedReader
from typing import Any

from lxml import html as lxml_html
from lxml.etree import LxmlError

from sitegen.core.dates import read_date
from sitegen.core.text import one_line
from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.several import articles, parts

NAME = "an export of Europresse"
_MARK = re.compile(rb"<article\b")
_SIGN = re.compile(rb"""\.DocPublicationName\b|class=["'][^"']*\bDocPublicationName\b""")
_NUMBER = re.compile(r"\w+·(\d{8})·[\w·]+")  # "news·20060315·LM·0q1503_1256056"
_TEXT = ("p", "li", "h1", "h2", "h3", "h4", "blockquote")


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By the class of the publication's name, which the page's style sheet has too."""
    return bool(_SIGN.search(head))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[RawRecord | Refusal]:
    """Each article."""
    return articles(parts(stream, _MARK, options.max_bytes), ref, options, _fields)


def _fields(page: str) -> dict[str, Any] | None:
    if not page.startswith("<article"):
        return None
    try:
        tree = lxml_html.fromstring(page)
    except (LxmlError, ValueError):
        return {}
    number = _NUMBER.search(page)
    above = _text(tree, "DocHeader")  # "Économie, mardi 14 mars 2006, p. 16"
    dated = read_date(above, "fr") or (read_date(number[1]) if number else None)
    section = above.partition(",")[0]
    bodies: list[Any] = _with_class(tree, "docOcurrContainer") or _with_class(tree, "DocText") or [*tree.iter("section")]
    return {
        "id": number[0] if number else "",
        "title": _text(tree, "titreArticleVisu") or _text(tree, "rdp__articletitle") or _text(tree, "titreArticle"),
        "date": dated,
        "authors": _author(tree),
        "site_name": _text(tree, "DocPublicationName"),
        "section": "" if any(map(str.isdigit, section)) else section,
        "html": _html(bodies[0]) if bodies else "",
    }


def _author(tree: Any) -> str:
    """The author's name stands behind the headline in an element without a class."""
    for title in _with_class(tree, "titreArticle"):
        following = title.getnext()
        if following is not None and following.tag == "div":
            return one_line(following.text_content())
    return _text(tree, "docAuthors")


def _html(body: Any) -> str:
    """The paragraphs; where there are none, the whole text as one."""
    found = [(each.tag, one_line(each.text_content())) for each in body.iter(*_TEXT)]
    told = [(tag, text) for tag, text in found if text] or [("p", one_line(body.text_content()))]
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in told if text)


def _with_class(tree: Any, name: str) -> list[Any]:
    found: list[Any] = tree.xpath(".//*[contains(concat(' ', @class, ' '), $name)]", name=f" {name} ")
    return found


def _text(tree: Any, name: str) -> str:
    return next((text for each in _with_class(tree, name) if (text := one_line(each.text_content()))), "")
