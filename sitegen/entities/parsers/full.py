"""The parser of the extra `[ner]`: a spaCy model from an installed package."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sitegen.entities.atlas import atlas
from sitegen.entities.lexicon import lexicon
from sitegen.entities.parsers import Label, Parse, Span, Token
from sitegen.entities.parsers.headlines import headlines_lowered
from sitegen.entities.tagger import has_tagger, tagger
from sitegen.infra.census import census

_LABELS: dict[str, Label] = {"PERSON": "person", "PER": "person", "GPE": "place", "LOC": "location", "NORP": "group",
                             "ORG": "organisation"}  # fmt: skip
SURE = 0.6  # probability that the small tagger must have where the model finds nothing; swept 0 to 0.8
SURER = 0.9  # the same for places, which are added only where the gazetteer has them too, and where it overrules the model
BATCH = 32  # texts in one call of the model
MOST = 100_000  # characters in one piece; the model's memory grows with them
# Universal Dependencies, of which the models of other languages speak, in the terms of the English ones.
_RELATIONS = {"nsubj:pass": "nsubjpass", "aux:pass": "auxpass", "aux:tense": "aux", "acl:relcl": "relcl", "flat:name": "flat",
              "obl:agent": "agent", "obl:mod": "obl", "obl:arg": "obl", "root": "ROOT"}  # fmt: skip


class FullParser:
    """Tokens, parts of speech, heads and names by a statistical model."""

    def __init__(self, package: str, language: str = "en"):
        self._language = language
        self._model: Any = importlib.import_module(package).load()
        self._labels = frozenset(self._model.get_pipe("ner").labels)
        meta = self._model.meta
        self.name = f"{meta['lang']}_{meta['name'].removeprefix(meta['lang'] + '_')} {meta['version']} and gazetteer"

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One parse for each text, in order."""
        whole: list[tuple[str, int]] = []  # (text, its pieces), in the model's order

        def pieces() -> Iterator[str]:
            for text in texts:
                cut = list(_pieces(headlines_lowered(text)))
                whole.append((text, len(cut)))
                yield from cut

        parts: list[Parse] = []
        for doc in self._model.pipe(pieces(), batch_size=BATCH):
            parts.append(_convert(doc, self._language, self._labels))
            if len(parts) == whole[0][1]:
                text, _ = whole.pop(0)
                yield replace(_together(parts), text=text)
                parts = []


def _pieces(text: str) -> Iterator[str]:
    """A text that a model could not hold, in parts that end between words, at a paragraph's end where there is one."""
    while len(text) > MOST:
        cut = max(text.rfind("\n", 0, MOST), text.rfind(" ", 0, MOST) if "\n" not in text[:MOST] else -1) + 1 or MOST
        yield text[:cut]
        text = text[cut:]
    yield text


def _together(parts: list[Parse]) -> Parse:
    """The parses of the pieces of a text as one."""
    first, *others = parts
    for each in others:
        chars, words, lines = len(first.text), len(first.tokens), len(first.sentences)
        moved = (
            replace(t, start=t.start + chars, end=t.end + chars, head=t.head + words, sentence=t.sentence + lines)
            for t in each.tokens
        )
        first = replace(
            first,
            text=first.text + each.text,
            tokens=(*first.tokens, *moved),
            sentences=(*first.sentences, *((a + words, b + words) for a, b in each.sentences)),
            spans=(*first.spans, *(replace(s, first=s.first + words, last=s.last + words) for s in each.spans)),
        )
    return first


def _convert(doc: Any, language: str, labels: Collection[str]) -> Parse:
    """spaCy's document as plain values. Blank tokens go; a sentence ends at a paragraph's end, whatever the model says."""
    text = doc.text  # made from all its tokens whenever it is asked for
    words = [word for word in doc if not word.is_space]
    place = {word.i: n for n, word in enumerate(words)}
    forms = lexicon(language).claim_forms
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    first = 0
    for n, word in enumerate(words):
        gap = text[words[n - 1].idx + len(words[n - 1]) : word.idx] if n else ""
        if n and (word.is_sent_start or "\n" in gap):
            ranges.append((first, n))
            first = n
        dep = _RELATIONS.get(word.dep_, word.dep_)
        lemma = word.lemma_.lower()
        if word.pos_ == "VERB":  # the model's own tables take "rated" for a form of "rat"
            lemma = forms.get(word.lower_, lemma)
        tokens.append(Token(word.text, word.idx, word.idx + len(word), lemma, word.pos_, _tag(word, language), dep,
                            place.get(word.head.i, n), len(ranges)))  # fmt: skip
    ranges.append((first, len(words)))
    tokens = [_within_sentence(token, n, tokens) for n, token in enumerate(tokens)]
    spans = []
    for entity in doc.ents:
        inside = [place[word.i] for word in entity if word.i in place]
        # A byline and the dateline below it are no one name.
        inside = [n for n in inside if tokens[n].sentence == tokens[inside[0]].sentence]
        if inside:
            label = _LABELS.get(entity.label_, "other")
            if label == "location" and "GPE" not in labels:  # models that have one label for towns and seas
                label = "place"
            spans.append(Span(inside[0], inside[-1] + 1, label))
    names = tuple(spans)
    if has_tagger(language):
        small = [(span, sure) for span, sure in tagger(language).scored(tokens, ranges) if sure >= SURE]
        surer = frozenset(span for span, sure in small if sure >= SURER)
        names = _joined(tokens, spans, tuple(span for span, _ in small), surer)
    return Parse(text, tuple(tokens), tuple(ranges), names, has_heads=True, language=language)


def _tag(word: Any, language: str) -> str:
    """The Penn tag; of another language's participles the English one's."""
    if language == "en" or word.pos_ not in ("VERB", "AUX"):
        return str(word.tag_)
    form, tense = word.morph.get("VerbForm"), word.morph.get("Tense")
    return ("VBN" if "Past" in tense else "VBG") if "Part" in form else "VBD" if "Past" in tense else "VB"


def _joined(tokens: list[Token], model: list[Span], small: tuple[Span, ...], sure: frozenset[Span]) -> tuple[Span, ...]:
    """The model's spans, and the persons and surest places that the small tagger of the base install finds where the model finds
    nothing, or an organisation.

    The two err differently: the tagger knows lists of names and what the rest of the article says, the model knows language. A
    person of the model's that the tagger is sure is none stays only under a given name; of a whole name that the tagger is sure is
    a person's, the model makes no organisation ("Ivan Lendl's Grand Slam").
    """
    whole = [each for each in small if each.label == "person" and each in sure and each.last - each.first > 1]
    overruled = {
        each: [name for name in whole if each.first <= name.first and name.last <= each.last]
        for each in model
        if each.label in ("organisation", "other", "place")
    }
    model = sorted((span for each in model for span in (overruled.get(each) or [each])), key=lambda each: each.first)
    places = frozenset(each for each in small if each.label == "place" and each in sure and _is_in_gazetteer(tokens, each))
    free = [each for each in small if not any(_overlap(each, other) for other in model)]
    added = [each for each in free if each.label == "person" or each in places]
    others = [each for each in small if each.label != "person"]
    kept = [
        replace(each, label="place") if each.label == "organisation" and replace(each, label="place") in places else each
        for each in model
        if each.label != "person"
        or tokens[each.first].text.lower() in census()[0]
        or not any(_overlap(each, other) for other in others)
    ]
    return tuple(sorted([*kept, *added], key=lambda each: each.first))


def _is_in_gazetteer(tokens: list[Token], span: Span) -> bool:
    """Whether a span is the main name of a place, and no longer name goes on behind it ("St Paul's Cathedral")."""
    behind = tokens[span.last].text if span.last < len(tokens) else ""
    name = " ".join(token.text for token in tokens[span.first : span.last])
    return behind not in ("'s", "’s") and any(place.main_name for place in atlas("en").find(name))


def _overlap(one: Span, other: Span) -> bool:
    return one.first < other.last and other.first < one.last


def _within_sentence(token: Token, place: int, tokens: list[Token]) -> Token:
    """The token as a root where its head stands in another sentence, across the end of a paragraph."""
    return token if tokens[token.head].sentence == token.sentence else replace(token, head=place, dep="ROOT")
