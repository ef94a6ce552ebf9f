"""What is indexed of an article: a page of its own, never published, that holds what a search may find and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

VERSION = 4
# Languages whose words Pagefind brings to their stems (pagefind.app, "Multilingual search").
STEMMED = frozenset("ar ca da de el en es et eu fi fr ga hi hu hy id it lt ne nl no pl pt ro ru sr sv ta tr yi".split())
# A word that every document ends with. Asked for no word at all, as where only a time or a name is chosen, Pagefind loads all
# words of a bundle; asked for this one, it loads the piece that has it. (The search page knows it, and never shows it.)
EVERY = "sitegenall"


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the search knows it."""

    url: str
    """From the root of the site, with a slash at the end."""
    title: str
    day: str
    """ISO; empty where it isn't known."""
    source: str
    language: str
    names: tuple[tuple[str, str], ...]
    """(kind, folded name) of the people, places and tags, as the article has them: by these a search is narrowed."""
    paragraphs: tuple[str, ...]


def write_documents(folder: str, documents: Iterable[Document], language: str) -> list[str]:
    """Write the documents for Pagefind, those of each language below a folder of its own; the languages.

    Those of a language whose words Pagefind can't bring to their stems stand with `language`, the site's. Pagefind takes an
    article's address from its file's: a folder less an article is needed where files end with `.html` (the search page puts the
    slash back).
    """
    made: set[str] = set()
    languages: set[str] = set()
    language = language.partition("-")[0].lower()
    for document in documents:
        own = document.language.partition("-")[0].lower()
        languages.add(own if own in STEMMED else language)
        path = f"{folder}/{own if own in STEMMED else language}/{document.url.rstrip('/')}.html"
        parent = path.rpartition("/")[0]
        if parent not in made:
            Path(parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        Path(path).write_text(html(document), encoding="utf-8")
    return sorted(languages)


def html(document: Document) -> str:
    """The page of a document."""
    day = document.day or "0000-00-00"
    filters: list[tuple[str, str]] = [("day", day), ("source", document.source or "unknown"), *document.names]
    meta: Mapping[str, str] = {"day": document.day, "source": document.source}
    marks = "".join(f'<p data-pagefind-filter="{kind}:{escape(value)}"></p>' for kind, value in filters)
    marks += "".join(f'<p data-pagefind-meta="{name}:{escape(value)}"></p>' for name, value in meta.items() if value)
    text = "".join(f"<p>{escape(each, quote=False)}</p>\n" for each in document.paragraphs)
    head = f'<!DOCTYPE html><html lang="{escape(document.language)}"><head><meta charset="utf-8"></head>'
    body = f"<h1>{escape(document.title)}</h1>\n{text}<p>{EVERY}</p>"
    return f'{head}<body>{marks}<main data-pagefind-body data-pagefind-sort="day:{day}">{body}</main></body></html>'
