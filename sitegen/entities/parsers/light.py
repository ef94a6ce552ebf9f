"""The parser of the base install: words and sentences by rule, parts of speech by a good guess, names by the tagger, no heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial

from sitegen.core.text import sentences
from sitegen.entities.lexicon import Lexicon, lexicon
from sitegen.entities.parsers import Parse, Token
from sitegen.entities.parsers.headlines import headlines_lowered
from sitegen.entities.tagger import has_tagger, tagger

# A possessive 's is a token of its own, as in models: what stands before it is the name.
_TOKEN = r"\d+(?:[.,\u202f]\d+)*|['’]s\b|[^\W\d_]+(?:(?!['’][sS]\b)[-'’.](?=[^\W\d_])[^\W\d_]+)*(?:(?<=\b[A-Z])\.)?|[^\w\s]|\w+"
LONGEST = 400  # tokens of a sentence; what has more is no sentence, and the tagger's memory grows with the longest


class LightParser:
    """Splits and guesses; fast, and good enough for the finders' rules."""

    def __init__(self, language: str = "en"):
        self._language = language
        self.name = "tagger and gazetteer" if has_tagger(language) else "rules and gazetteer"

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """One parse for each text, in order."""
        for text in texts:
            found = parsed(headlines_lowered(text), self._language)
            names = tagger(self._language).spans(found.tokens, found.sentences) if has_tagger(self._language) else ()
            yield replace(found, text=text, spans=names)


def parsed(text: str, language: str = "en") -> Parse:
    """The text's tokens and sentences, without names."""
    guess = _guesser(language)
    token_of = _token_pattern(language)
    nouns = lexicon(language).verbs_or_nouns
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        for start, end in sentences(paragraph[0]):
            first = len(tokens)
            offset = paragraph.start()
            for match in token_of.finditer(text, offset + start, offset + end):
                if len(tokens) - first == LONGEST:
                    ranges.append((first, len(tokens)))
                    first = len(tokens)
                pos, tag, lemma = guess.opening(match[0]) if len(tokens) == first else guess.within(match[0])
                place = len(tokens)
                if (
                    pos == "VERB"
                    and place > first
                    and match[0].lower() in nouns
                    and _makes_noun(tokens[-1], match[0].lower() == lemma)
                ):
                    pos, tag = "NOUN", ""
                tokens.append(Token(match[0], match.start(), match.end(), lemma, pos, tag, "", place, len(ranges)))
            ranges.append((first, len(tokens)))
    return Parse(text, tuple(tokens), tuple(ranges), (), has_heads=False, language=language)


def _makes_noun(before: Token, bare: bool) -> bool:
    """Whether a word that may be a verb or a noun is a noun by the word before it: "the report", "interest rate"."""
    led = before.pos in ("DET", "ADJ", "NUM", "ADP") or before.text in ("'s", "’s")
    return led or (bare and before.pos == "NOUN" and not before.text.endswith("s"))


@cache
def _token_pattern(language: str) -> re.Pattern[str]:
    """Tokens; before a vowel French shortens some words, which are tokens of their own ("l'Ukraine", "d'Orsay")."""
    elided = "|".join(lexicon(language).elisions)
    return re.compile(rf"\b(?:{elided})['’](?=\w)|{_TOKEN}" if elided else _TOKEN, re.I if elided else 0)


@cache
def _guesser(language: str) -> _Guesser:
    return _Guesser(lexicon(language))


class _Guesser:
    """Guesses a word's part of speech, Penn tag and lemma; each word once."""

    def __init__(self, words: Lexicon):
        self._words = words
        self._closed = {form: pos for pos, forms in words.closed.items() for form in forms}
        self.opening = lru_cache(maxsize=1 << 14)(partial(self._guessed, opens=True))
        self.within = lru_cache(maxsize=1 << 16)(partial(self._guessed, opens=False))

    def _guessed(self, word: str, opens: bool) -> tuple[str, str, str]:
        pos, tag = self._part_of_speech(word, opens)
        lemma = self._words.claim_forms.get(word.lower(), word.lower())
        if pos == "PROPN" and not opens:  # "the United States"
            return pos, tag, lemma
        if lemma in self._words.claim_verbs:
            return "VERB", tag, lemma
        for ending, base in self._words.verb_endings:
            if lemma.endswith(ending) and lemma[: -len(ending)] + base in self._words.claim_verbs:
                return "VERB", tag, lemma[: -len(ending)] + base
        return pos, tag, lemma

    def _part_of_speech(self, word: str, opens: bool) -> tuple[str, str]:
        low = word.lower()
        if word[0].isdigit():
            return "NUM", "CD"
        if low in self._closed:
            return self._closed[low], "VBD" if self._closed[low] == "VERB" else ""
        if not word[0].isalpha():
            return "PUNCT", ""
        if low in self._words.units_words or low in self._words.tens_words:
            return "NUM", "CD"
        if word[0].isupper() and not opens:
            return "PROPN", ""
        for ending, pos, tag in self._words.endings:
            if low.endswith(ending) and len(low) > len(ending) + 2:
                return pos, tag
        return ("PROPN" if word[0].isupper() else "NOUN"), ""
