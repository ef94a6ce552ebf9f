"""What lists and entity pages need of one article, so that no list ever reads its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Protocol

from sitegen.core.markdown import text_blocks
from sitegen.core.slug import slug
from sitegen.core.text import fold, folded_text, one_line, sentences, whole_words
from sitegen.core.types import EntityKind, Figure, StoredArticle, Thing

VERSION = 5
EXCERPT = 220  # characters: two lines of a list on a wide screen, what search engines show of a description


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity's first mention in an article."""

    kind: EntityKind
    name: str
    """As in the front matter."""
    sentence: str
    """Empty where the text doesn't name it in any known form."""
    listed: str
    """The name in the front matter of which it is read."""


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article without its body."""

    article: StoredArticle
    """With an empty body."""
    url: str
    """From the root of the site, without a leading slash, with one at the end."""
    excerpt: str
    words: int
    body_digest: str
    """Of the text that was taken away, and of the pictures in it."""
    mentions: tuple[Mention, ...]
    things: tuple[Thing, ...] = ()
    """What each of its figures is a number of."""


class Names(Protocol):
    """What the authority files know of names."""

    def forms(self, kind: EntityKind, name: str) -> tuple[str, ...]:
        """All names by which an entity is known, given one of them."""

    def told_apart(self, kind: EntityKind, name: str) -> Sequence[str]:
        """Names that look like this one's and have a record of their own."""

    def thing_of(self, figure: Figure, language: str) -> Thing:
        """What a figure is a number of."""

    def text_digest(self, text: str) -> str:
        """Of a text and of all that is shown with it."""


def article_url(article: StoredArticle) -> str:
    """Where an article stands on the site: by its date and slug, wherever its file lies."""
    meta = article.meta
    name = meta.slug or slug(article.path.rpartition("/")[2].removesuffix(".md"))
    if name.isdigit() and len(name) == 2:  # there a day has its page
        name = f"article-{name}"
    folder = f"{meta.date:%Y/%m}" if meta.date else "undated"
    return f"articles/{folder}/{name}/"


def facts(article: StoredArticle, names: Names) -> ArticleFacts:
    """Read an article's text once for all lists.

    Where an editor told two names apart after the article was imported, its text decides which of them it means.
    """
    texts = text_blocks(article.body)
    everything, whole = Sentences(texts), Sentences([article.meta.title, *texts])
    listed_by_kind: tuple[tuple[EntityKind, tuple[str, ...]], ...] = (
        ("person", article.meta.people),
        ("place", article.meta.places),
    )
    meant = {kind: {name: _meant(kind, name, whole, names) for name in listed} for kind, listed in listed_by_kind}
    mentions = []
    for kind, of_kind in meant.items():
        read_of = {name: listed for listed, names_ in reversed(of_kind.items()) for name in names_}
        for name in dict.fromkeys(name for all_ in of_kind.values() for name in all_):
            mentions.append(Mention(kind, name, everything.first(mention_forms(kind, names.forms(kind, name))), read_of[name]))
    figures = tuple(replace(each, by=meant["person"].get(each.by, (each.by,))[0]) for each in article.meta.figures)
    bare = StoredArticle(article.path, replace(article.meta, figures=figures), "", article.digest)
    words = sum(len(text.split()) for text in texts)
    things = tuple(names.thing_of(figure, article.meta.language) for figure in figures)
    digest = names.text_digest(article.body)
    return ArticleFacts(bare, article_url(article), _excerpt(texts), words, digest, tuple(mentions), things)


def _meant(kind: EntityKind, name: str, text: Sentences, names: Names) -> tuple[str, ...]:
    """The names that an article means by one in its head: that one, and others that were told apart from it and stand in its text.

    A name that is a part of the first one's ("Wilson") is meant only where the first stands nowhere in full.
    """
    others = [other for other in names.told_apart(kind, name) if text.first([other])]
    if not others:
        return (name,)
    if not text.first([form for form in names.forms(kind, name) if form not in others]):
        return tuple(others)
    return (name, *(other for other in others if fold(other) not in fold(name)))


@lru_cache(maxsize=1 << 13)
def mention_forms(kind: EntityKind, names: tuple[str, ...]) -> tuple[str, ...]:
    """The forms to look for, the surest first: all names, then of a person the surname."""
    surnames = [name.split()[-1] for name in names if kind == "person" and " " in name]
    return tuple(dict.fromkeys((*sorted(names, key=len, reverse=True), *(s for s in surnames if len(s) > 2))))


class Sentences:
    """The sentences of an article, searched for many names. Only those paragraphs are split in which a name stands."""

    def __init__(self, paragraphs: Sequence[str]):
        self._paragraphs = paragraphs
        self._text = "\n".join(paragraphs)

    def first(self, forms: Sequence[str]) -> str:
        """The first sentence that has the surest form that occurs at all; else one that has it in another spelling."""
        for form in forms:
            for start, end in whole_words(form, self._text):
                if found := self._around(start, end):
                    return found
        wanted = [folded for form in forms if (folded := fold(form)) and folded.split()[-1] in self._lower]
        wanted = [form for form in wanted if form in self._folded]
        if not wanted:
            return ""
        every = (text[start:end] for text in self._paragraphs for start, end in sentences(text))
        return next((each for each in every if any(form in folded_text(each) for form in wanted)), "")

    def _around(self, start: int, end: int) -> str:
        """The sentence that has a piece of the text whole; empty where it runs over the end of one."""
        at = self._text.rfind("\n", 0, start) + 1
        behind = self._text.find("\n", start)
        paragraph = self._text[at : behind if behind >= 0 else None]
        return next((paragraph[one:two] for one, two in sentences(paragraph) if one <= start - at and end - at <= two), "")

    @cached_property
    def _lower(self) -> str:
        return self._text.casefold() if self._text.isascii() else self._folded

    @cached_property
    def _folded(self) -> str:
        return folded_text(self._text)


def _excerpt(texts: Sequence[str]) -> str:
    """The beginning of the text, cut between words."""
    whole = " ".join(texts)
    text = one_line(whole[: 2 * EXCERPT])
    if len(text) <= EXCERPT:  # a short text, or one that begins with much white space
        text = one_line(whole)
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
