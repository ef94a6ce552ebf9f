"""The parser of the extra `[ner]`: a spaCy model from an installed package."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sitegen.entities.parsers import Label, Parse, Span, Token
from sitegen.entities.tagger import tagger
from sitegen.entities.tagger.features import census

_LABELS: dict[str, Label] = {"PERSON": "person", "PER": "person", "GPE": "place", "LOC": "location", "NORP": "group",
                             "ORG": "organisation"}  # fmt: skip
SURE = 0.6  # probability that the small tagger must have where the model finds nothing; swept 0 to 0.8
BATCH = 32  # texts in one call of the model


class FullParser:
    """Tokens, parts of speech, heads and names by a statistical model."""

    def __init__(self, package: str):
        self._model: Any = importlib.import_module(package).load()
        meta = self._model.meta
        self.name = f"{meta['lang']}_{meta['name'].removeprefix(meta['lang'] + '_')} {meta['version']} and gazetteer"

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One parse for each text, in order."""
        for doc in self._model.pipe(texts, batch_size=BATCH):
            yield _convert(doc)


def _convert(doc: Any) -> Parse:
    """spaCy's document as plain values. Blank tokens go; a sentence ends at a paragraph's end, whatever the model says."""
    words = [word for word in doc if not word.is_space]
    place = {word.i: n for n, word in enumerate(words)}
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    first = 0
    for n, word in enumerate(words):
        gap = doc.text[words[n - 1].idx + len(words[n - 1]) : word.idx] if n else ""
        if n and (word.is_sent_start or "\n" in gap):
            ranges.append((first, n))
            first = n
        tokens.append(Token(word.text, word.idx, word.idx + len(word), word.lemma_.lower(), word.pos_, word.tag_, word.dep_,
                            place.get(word.head.i, n), len(ranges)))  # fmt: skip
    ranges.append((first, len(words)))
    tokens = [_within_sentence(token, n, tokens) for n, token in enumerate(tokens)]
    spans = []
    for entity in doc.ents:
        inside = [place[word.i] for word in entity if word.i in place]
        # A byline and the dateline below it are no one name.
        inside = [n for n in inside if tokens[n].sentence == tokens[inside[0]].sentence]
        if inside:
            spans.append(Span(inside[0], inside[-1] + 1, _LABELS.get(entity.label_, "other")))
    return Parse(
        doc.text, tuple(tokens), tuple(ranges), _joined(tokens, spans, tagger().spans(tokens, ranges, SURE)), has_heads=True
    )


def _joined(tokens: list[Token], model: list[Span], small: tuple[Span, ...]) -> tuple[Span, ...]:
    """The model's spans, and the persons that the small tagger of the base install finds where the model finds nothing.

    The two err differently: the tagger knows lists of names and what the rest of the article says, the model knows language. A
    person of the model's that the tagger is sure is none stays only under a given name.
    """
    added = [each for each in small if each.label == "person" and not any(_overlap(each, other) for other in model)]
    others = [each for each in small if each.label != "person"]
    kept = [
        each
        for each in model
        if each.label != "person"
        or tokens[each.first].text.lower() in census()[0]
        or not any(_overlap(each, other) for other in others)
    ]
    return tuple(sorted([*kept, *added], key=lambda each: each.first))


def _overlap(one: Span, other: Span) -> bool:
    return one.first < other.last and other.first < one.last


def _within_sentence(token: Token, place: int, tokens: list[Token]) -> Token:
    """The token as a root where its head stands in another sentence, across the end of a paragraph."""
    return token if tokens[token.head].sentence == token.sentence else replace(token, head=place, dep="ROOT")
