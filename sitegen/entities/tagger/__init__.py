"""The tagger of the base install: names of people, places and organisations by a linear-chain CRF of our own.

Lafferty, McCallum and Pereira (2001); python-crfsuite runs it. The weights are made by scripts/train_tagger.py from freely
licensed text (PROVENANCE.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from sitegen.entities.atlas import atlas
from sitegen.entities.parsers import Label, Span, Token
from sitegen.entities.tagger.features import Known, features, uses_of

_LABELS: dict[str, Label] = {"PER": "person", "LOC": "place", "ORG": "organisation"}


class Tagger:
    """Finds names in tokens."""

    def __init__(self, language: str) -> None:
        import pycrfsuite

        self._model = pycrfsuite.Tagger()
        self._data = _weights(language).read_bytes()  # the library reads it where it lies
        self._model.open_inmemory(self._data)
        self._known = Known(atlas(language))

    def spans(self, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], least: float = 0.0) -> tuple[Span, ...]:
        """The names of a text, in its order; `least` is the probability that each of their tags must have."""
        uses = uses_of(tokens, self._known)
        found: list[Span] = []
        for first, last in sentences:
            if any(token.text[:1].isupper() for token in tokens[first:last]):
                tags = self._model.tag(features(tokens, first, last, self._known, uses))
                for span in decoded(tags, first):
                    inside = range(span.first - first, span.last - first)
                    if not least or min(self._model.marginal(tags[n], n) for n in inside) >= least:
                        found.append(span)
        return tuple(found)


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
