"""The parser of the base install: words and sentences by rule, parts of speech by a good guess, names by the tagger, no heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.core.text import sentences
from sitegen.entities.lexicon import lexicon
from sitegen.entities.parsers import Parse, Token

# A possessive 's is a token of its own, as in models: what stands before it is the name.
_TOKEN = re.compile(
    r"\d+(?:[.,\u202f]\d+)*|['’]s\b|[^\W\d_]+(?:(?!['’][sS]\b)[-'’.](?=[^\W\d_])[^\W\d_]+)*(?:(?<=\b[A-Z])\.)?|[^\w\s]|\w+"
)
_CLOSED = {
    "DET": "the a an this that these those its his her their our my some any no every each both all another such which",
    "ADP": "of in on at by for from to with into onto about after before over under between among against during without within "
    "through across along behind beyond despite since until toward towards upon per near aboard off out up down as than like",
    "PRON": "he she it they him her them who whom which what i we you us me himself herself itself themselves others one",
    "AUX": "is are was were be been being has have had do does did will would can could may might shall should must",
    "CCONJ": "and or but nor yet",
    "SCONJ": "that if because while although though when where whether",
    "ADV": "not also only there then now still already again meanwhile here soon too very just even ever never nearly almost "
    "more less fewer least most about around",
}
_POS = {word: pos for pos, words in _CLOSED.items() for word in words.split()}
_VERBS = frozenset("said says say told made came went took found gave left saw got put set sent held kept".split())


class LightParser:
    """Splits and guesses; fast, and good enough for the finders' rules."""

    name = "tagger and gazetteer"

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One parse for each text, in order."""
        from sitegen.entities.tagger import tagger

        for text in texts:
            found = parsed(text)
            yield replace(found, spans=tagger().spans(found.tokens, found.sentences))


def parsed(text: str) -> Parse:
    """The text's tokens and sentences, without names."""
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        for start, end in sentences(paragraph[0]):
            first = len(tokens)
            offset = paragraph.start()
            for match in _TOKEN.finditer(text, offset + start, offset + end):
                tokens.append(_token(match, len(tokens), len(ranges), len(tokens) == first))
            ranges.append((first, len(tokens)))
    return Parse(text, tuple(tokens), tuple(ranges), (), has_heads=False)


def _token(match: re.Match[str], place: int, sentence: int, opens: bool) -> Token:
    word = match[0]
    pos, tag = _guess(word, opens)
    lemma = lexicon().claim_forms.get(word.lower(), word.lower())
    if lemma not in lexicon().claim_verbs:
        for ending, base in (("ies", "y"), ("ied", "y"), ("ed", ""), ("ed", "e"), ("s", ""), ("ing", ""), ("ing", "e")):
            if lemma.endswith(ending) and lemma[: -len(ending)] + base in lexicon().claim_verbs:
                lemma, pos = lemma[: -len(ending)] + base, "VERB"
                break
    else:
        pos = "VERB"
    return Token(word, match.start(), match.end(), lemma, pos, tag, "", place, sentence)


def _guess(word: str, opens: bool) -> tuple[str, str]:
    low = word.lower()
    if word[0].isdigit():
        return "NUM", "CD"
    if not word[0].isalpha():
        return "PUNCT", ""
    if low in _POS:
        return _POS[low], ""
    if low in lexicon().units_words or low in lexicon().tens_words:
        return "NUM", "CD"
    if low in _VERBS:
        return "VERB", "VBD"
    if word[0].isupper() and not opens:
        return "PROPN", ""
    if low.endswith("ly") and len(low) > 4:
        return "ADV", ""
    if low.endswith("ed") and len(low) > 4:
        return "VERB", "VBN"
    if low.endswith("ing") and len(low) > 5:
        return "VERB", "VBG"
    if low.endswith(("ous", "ful", "ible", "able", "ish", "ive", "less", "ic", "al", "ary")):
        return "ADJ", ""
    return ("PROPN" if word[0].isupper() else "NOUN"), ""
