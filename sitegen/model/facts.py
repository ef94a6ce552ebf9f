"""What lists and entity pages need of one article, so that no list ever reads its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sitegen.core.markdown import paragraphs, parser
from sitegen.core.slug import slug
from sitegen.core.text import fold, one_line, sentences
from sitegen.core.types import EntityKind, StoredArticle

VERSION = 1
EXCERPT = 220  # characters: two lines of a list on a wide screen, what search engines show of a description


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity's first mention in an article."""

    kind: EntityKind
    name: str
    """As in the front matter."""
    sentence: str
    """Empty where the text doesn't name it in any known form."""


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article without its body."""

    article: StoredArticle
    """With an empty body."""
    url: str
    """From the root of the site, without a leading slash, with one at the end."""
    excerpt: str
    words: int
    mentions: tuple[Mention, ...]


Forms = Callable[[EntityKind, str], Sequence[str]]
"""All names by which an entity is known, given one of them."""


def article_url(article: StoredArticle) -> str:
    """Where an article stands on the site: by its date and slug, wherever its file lies."""
    meta = article.meta
    name = meta.slug or slug(article.path.rpartition("/")[2].removesuffix(".md"))
    folder = f"{meta.date:%Y/%m}" if meta.date else "undated"
    return f"articles/{folder}/{name}/"


def facts(article: StoredArticle, forms: Forms) -> ArticleFacts:
    """Read an article's text once for all lists."""
    texts = paragraphs(parser().parse(article.body))
    everything = [text[start:end] for text in texts for start, end in sentences(text)]
    named: tuple[tuple[EntityKind, tuple[str, ...]], ...] = (
        ("person", article.meta.people),
        ("place", article.meta.places),
    )
    mentions = tuple(
        Mention(kind, name, first_sentence(everything, mention_forms(kind, forms(kind, name))))
        for kind, names in named
        for name in names
    )
    bare = StoredArticle(article.path, article.meta, "", article.digest)
    words = sum(len(text.split()) for text in texts)
    return ArticleFacts(bare, article_url(article), _excerpt(texts), words, mentions)


def mention_forms(kind: EntityKind, names: Sequence[str]) -> tuple[str, ...]:
    """The forms to look for, the surest first: all names, then of a person the surname."""
    surnames = [name.split()[-1] for name in names if kind == "person" and " " in name]
    return tuple(dict.fromkeys((*sorted(names, key=len, reverse=True), *(s for s in surnames if len(s) > 2))))


def first_sentence(texts: Sequence[str], forms: Sequence[str]) -> str:
    """The first sentence that has the surest form that occurs at all."""
    for form in forms:
        pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
        for text in texts:
            if pattern.search(text):
                return text
    folded = [fold(form) for form in forms]
    return next((text for text in texts if any(form in fold(text) for form in folded)), "")


def _excerpt(texts: Sequence[str]) -> str:
    """The beginning of the text, cut between words."""
    text = one_line(" ".join(texts))
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
