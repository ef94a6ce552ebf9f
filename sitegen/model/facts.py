"""What lists and entity pages need of one article, so that no list ever reads its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

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
    everything = Sentences([text[start:end] for text in texts for start, end in sentences(text)])
    named: tuple[tuple[EntityKind, tuple[str, ...]], ...] = (
        ("person", article.meta.people),
        ("place", article.meta.places),
    )
    mentions = tuple(
        Mention(kind, name, everything.first(mention_forms(kind, forms(kind, name)))) for kind, names in named for name in names
    )
    bare = StoredArticle(article.path, article.meta, "", article.digest)
    words = sum(len(text.split()) for text in texts)
    return ArticleFacts(bare, article_url(article), _excerpt(texts), words, mentions)


def mention_forms(kind: EntityKind, names: Sequence[str]) -> tuple[str, ...]:
    """The forms to look for, the surest first: all names, then of a person the surname."""
    surnames = [name.split()[-1] for name in names if kind == "person" and " " in name]
    return tuple(dict.fromkeys((*sorted(names, key=len, reverse=True), *(s for s in surnames if len(s) > 2))))


class Sentences:
    """The sentences of an article, searched for many names."""

    def __init__(self, texts: Sequence[str]):
        self._texts = texts

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(text) for text in self._texts]

    def first(self, forms: Sequence[str]) -> str:
        """The first sentence that has the surest form that occurs at all; else one that has it in another spelling."""
        for form in forms:
            pattern = None
            for text in self._texts:
                if form in text:  # cheaper than the pattern, and mostly enough to say no
                    pattern = pattern or re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
                    if pattern.search(text):
                        return text
        wanted = [fold(form) for form in forms]
        return next((self._texts[n] for n, text in enumerate(self._folded) if any(form in text for form in wanted)), "")


def _excerpt(texts: Sequence[str]) -> str:
    """The beginning of the text, cut between words."""
    text = one_line(" ".join(texts))
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
