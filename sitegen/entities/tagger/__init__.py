"""The tagger of the base install: names of people, places and organisations by a linear-chain CRF of our own.

Lafferty, McCallum and Pereira (2001); python-crfsuite runs it. The weights are made by scripts/train_tagger.py from freely
licensed text (PROVENANCE.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from sitegen.entities.atlas import atlas
from sitegen.entities.parsers import Label, Span, Token
from sitegen.entities.tagger.features import Known, features_within, stretches, uses_of

_LABELS: dict[str, Label] = {"PER": "person", "LOC": "place", "ORG": "organisation"}


class Tagger:
    """Finds names in tokens."""

    def __init__(self, language: str) -> None:
        import pycrfsuite

        self._model = pycrfsuite.Tagger()
        self._data = _weights(language).read_bytes()  # the library reads it where it lies
        self._model.open_inmemory(self._data)
        self._known = Known(atlas(language))

    def spans(self, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """The names of a text, in its order."""
        return tuple(span for span, _ in self._found(tokens, sentences, scored=False))

    def scored(self, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[tuple[Span, float]]:
        """The names of a text, in its order, with the probability of the least likely of each one's tags."""
        return list(self._found(tokens, sentences, scored=True))

    def _found(self, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], scored: bool) -> Iterator[tuple[Span, float]]:
        uses = uses_of(tokens, self._known)
        for first, last in sentences:
            parts = list(stretches(tokens, first, last))
            for (begin, _), rows in zip(parts, features_within(tokens, first, last, parts, self._known, uses), strict=True):
                tags = self._model.tag(rows)
                for span in decoded(tags, begin):
                    inside = range(span.first - begin, span.last - begin)
                    yield span, min(self._model.marginal(tags[n], n) for n in inside) if scored else 1.0


def decoded(tags: Sequence[str], offset: int) -> list[Span]:
    """The spans of BIO tags."""
    found: list[Span] = []
    start, label = 0, ""
    for n, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            found.append(Span(offset + start, offset + n, _LABELS[label]))
            label = ""
        if tag.startswith("B-") or (tag.startswith("I-") and not label):
            start, label = n, tag[2:]
    return found


def _weights(language: str) -> Traversable:
    return resources.files("sitegen.entities.tagger") / f"{language}.crfsuite"


@cache
def has_tagger(language: str) -> bool:
    """Whether there are weights for a language."""
    return _weights(language).is_file()


@cache
def tagger(language: str) -> Tagger:
    """The tagger of a language, loaded once in a process."""
    return Tagger(language)
