"""Parsers: text into tokens, sentences and names. Two of them, one interface."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Protocol

from sitegen.entities.lexicon import Lexicon, lexicon

Label = Literal["person", "place", "location", "group", "organisation", "other"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a text."""

    text: str
    start: int
    """Offset into the text in code points; `[start, end)` is half-open."""
    end: int
    lemma: str
    """Base form, lower case."""
    pos: str
    """Universal part of speech: NOUN, PROPN, VERB, AUX, ADJ, ADV, NUM, DET, ADP, PRON, PUNCT, …"""
    tag: str
    """Penn Treebank tag where the parser knows it (VBN, VBG), else empty."""
    dep: str
    """Relation to the head (ClearNLP labels, as spaCy's English models give them), else empty."""
    head: int
    """Place of the head among the text's tokens; the token's own for a root, and everywhere without a parse."""
    sentence: int
    """Number of the sentence that it stands in."""


@dataclass(frozen=True, slots=True)
class Span:
    """A name that the model found: tokens `[first, last)`."""

    first: int
    last: int
    label: Label


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed text."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    """Token ranges `[first, last)`."""
    spans: tuple[Span, ...]
    has_heads: bool
    language: str = "en"
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What finders found out about the text, so that no other need ask again."""

    @property
    def words(self) -> Lexicon:
        """The finders' words of the text's language."""
        return lexicon(self.language)


class Parser(Protocol):
    """Reads many texts at once; loaded once in a process."""

    name: str

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One parse for each text, in order. Paragraphs are apart by empty lines; no sentence crosses them."""


def full_is_installed(package: str) -> bool:
    """Whether spaCy and the model's package can be imported (neither is)."""
    return all(importlib.util.find_spec(name) is not None for name in ("spacy", package))


@cache
def parser(package: str, language: str = "en") -> Parser:
    """The parser of a language with a spaCy model's package, or the one that needs none for an empty name."""
    if not package:
        from sitegen.entities.parsers.light import LightParser

        return LightParser(language)
    from sitegen.entities.parsers.full import FullParser

    return FullParser(package, language)
