"""Who claims what a sentence says: the subject of the verb of saying that governs it, or "according to …"."""

from __future__ import annotations

import re

from sitegen.core.text import fold
from sitegen.entities.names import Mention, is_partial, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

_SUBJECTS = frozenset({"nsubj", "csubj"})  # who is "found" or "reported" (passive) claims nothing
_IN_NAME = frozenset({"compound", "amod", "nmod", "poss", "case", "nummod", "quantmod", "flat", "punct"})
_PRONOUNS = frozenset("he she him her they them it i we".split())
_RELATIVE = frozenset({"who", "which", "that"})
MAX_WORDS = 9


class Claimants:
    """Finds claimants in one text, in its order, and remembers the last for the pronouns that follow."""

    def __init__(self, parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer):
        self._parse, self._gazetteer = parse, gazetteer
        self._people = people
        self._last = ""
        self._last_sentence = -1

    def of(self, place: int) -> str:
        """Who claims the number at a token; empty where the article says it itself."""
        found = self._according_to(place) or (self._by_heads(place) if self._parse.has_heads else None) or self._by_order(place)
        if found is None:
            return ""
        name = self._named(*found)
        if name:
            self._last, self._last_sentence = name, self._parse.tokens[place].sentence
        return name

    # ---- where the claimant stands

    def _according_to(self, place: int) -> tuple[int, int] | None:
        first, last = self._parse.sentences[self._parse.tokens[place].sentence]
        tokens = self._parse.tokens
        for n in range(first, last - 2):
            if tokens[n].text.lower() == "according" and tokens[n + 1].text.lower() == "to":
                return self._phrase_from(n + 2, last)
        return None

    def _by_heads(self, place: int) -> tuple[int, int] | None:
        """Up the tree from the number to the nearest verb of saying that has a subject."""
        tokens, words = self._parse.tokens, self._parse.words
        seen, here = set(), place
        while here not in seen:
            seen.add(here)
            token = tokens[here]
            if token.pos in ("VERB", "AUX") and token.lemma in words.claim_verbs:
                subject = self._subject(here)
                if subject is not None and subject not in seen:  # "498 soldiers said" is no claim about 498 soldiers
                    return self._phrase_around(subject)
            here = token.head
        return None

    def _subject(self, verb: int) -> int | None:
        """The subject of a verb, or of the verb that it is joined to; the noun that a participle belongs to."""
        tokens = self._parse.tokens
        here = verb
        for _ in range(4):
            first, last = self._parse.sentences[tokens[here].sentence]
            for n in range(first, last):
                if tokens[n].head == here and tokens[n].dep in _SUBJECTS:
                    relative = tokens[n].text.lower() in _RELATIVE and tokens[here].dep == "relcl"
                    return tokens[here].head if relative else n  # "Larsen, who said": Larsen
            token = tokens[here]
            if token.head == here:
                return None
            if token.dep in ("acl", "relcl", "advcl", "ccomp", "xcomp", "conj", "dep", "parataxis"):
                if tokens[token.head].pos in ("NOUN", "PROPN", "PRON") and token.dep in (
                    "acl",
                    "relcl",
                    "dep",
                    "advcl",
                ):
                    return token.head
                here = token.head
                continue
            return None
        return None

    def _by_order(self, place: int) -> tuple[int, int] | None:
        """Without a parse: the words before a verb of saying that stands before the number, or "…, said X" behind it."""
        tokens, words = self._parse.tokens, self._parse.words
        first, last = self._parse.sentences[tokens[place].sentence]
        for n in range(place - 1, first, -1):
            if self._parse.has_heads or tokens[n].pos != "VERB" or tokens[n].lemma not in words.claim_verbs:
                continue
            if phrase := self._phrase_before(n, first):
                return phrase
        for n in range(place + 1, last - 1):
            if tokens[n].lemma in ("say", "report", "announce", "add", "testify", "tell", "estimate") and tokens[n].pos == "VERB":
                behind = self._phrase_from(n + 1, last)
                before = self._phrase_before(n, place + 1) if tokens[n - 1].text not in (",", "”", '"') else None
                return before or behind
        return None

    # ---- its words

    def _phrase_around(self, head: int) -> tuple[int, int]:
        """The head with the words before it that belong to it, and an "of" or "for" phrase right behind it."""
        tokens = self._parse.tokens
        first = head
        while first > 0 and tokens[first - 1].sentence == tokens[head].sentence and self._leads(first - 1, head):
            first -= 1
        last = head + 1
        if last + 1 < len(tokens) and tokens[last].text.lower() in ("of", "for") and tokens[last].sentence == tokens[head].sentence:
            inner = self._phrase_from(last + 1, len(tokens))
            if inner and inner[1] - first <= MAX_WORDS and tokens[inner[0]].text.lower() not in ("its", "their", "his", "her"):
                last = inner[1]
        return first, last

    def _leads(self, place: int, head: int) -> bool:
        token = self._parse.tokens[place]
        return place < token.head <= head and token.dep in _IN_NAME and token.text not in (",", ";", ":", "(", "“", "”")

    def _phrase_from(self, first: int, last: int) -> tuple[int, int] | None:
        """A noun phrase from a token on: determiners and adjectives, then its nouns."""
        tokens = self._parse.tokens
        while first < last and tokens[first].pos in ("DET", "PUNCT"):
            first += 1
        if first >= last:
            return None
        end = first
        while end < last and end - first < MAX_WORDS and (
            tokens[end].pos in ("NOUN", "PROPN", "ADJ", "NUM", "PART") or (end == first and tokens[end].pos == "PRON")
            or tokens[end].text == "-" or (tokens[end].text.lower() in ("of", "the", "for") and end > first and end + 1 < last
                                          and tokens[end + 1].pos in ("PROPN", "DET", "NOUN", "ADJ"))
        ):  # fmt: skip
            if tokens[end].sentence != tokens[first].sentence:
                break
            end += 1
        return (first, end) if end > first else None

    def _phrase_before(self, verb: int, first: int) -> tuple[int, int] | None:
        """The noun phrase that ends before a verb (auxiliaries and adverbs between are passed over)."""
        tokens = self._parse.tokens
        last = verb
        while last > first and tokens[last - 1].pos in ("AUX", "ADV", "PART"):
            last -= 1
        if last - first > 3 and [t.text.lower() for t in tokens[last - 3 : last : 2]] == ["for", "part"]:
            last -= 3  # "Moscow for its part announced"
        if last - first >= 2 and tokens[last - 1].text.lower() in _RELATIVE:  # "Larsen, who said"
            return self._phrase_before(last - (2 if tokens[last - 2].text == "," else 1), first)
        begin = last
        while (
            begin > first
            and last - begin < MAX_WORDS
            and (
                tokens[begin - 1].pos in ("NOUN", "PROPN", "ADJ", "PRON")
                or (tokens[begin - 1].text.lower() == "of" and begin < last and tokens[begin].pos == "PROPN")
            )
        ):
            begin -= 1
        if begin - first >= 2 and tokens[begin - 1].text.lower() == "by" and tokens[begin - 2].text.lower() in ("quoted", "cited"):
            return self._phrase_before(begin - 2, first)  # "officials quoted by the agency": the officials claim it
        return (begin, last) if begin < last else None

    # ---- its name

    def _named(self, first: int, last: int) -> str:
        """The phrase as a name: a person in full, a country for its capital, the last claimant for a pronoun."""
        tokens = self._parse.tokens
        possessive = ("its", "his", "her", "their", "our", "my")
        while first < last and (
            tokens[first].pos in ("DET", "PUNCT", "ADP", "CCONJ") or (tokens[first].text.lower() in possessive and last - first > 1)
        ):
            first += 1
        if first >= last:
            return ""
        phrase = re.sub(r"['’]s?$", "", text_of(self._parse, first, last)).strip(' ,.“”"')
        if fold(phrase) in _PRONOUNS:
            return self._pronoun(phrase, first)
        if fold(phrase) in self._parse.words.not_names or not any(c.isalpha() for c in phrase):
            return ""
        for mention in self._people:
            if mention.first >= first and mention.last <= last:
                return mention.name
        for name in dict.fromkeys(m.name for m in self._people):
            if is_partial(phrase, name) or fold(phrase) == fold(name):
                return name
        return self._state(phrase) or phrase

    def _state(self, phrase: str) -> str:
        """The country for which a capital's name stands as a speaker ("Moscow announced")."""
        best = max(self._gazetteer.find(phrase), key=lambda p: p.population, default=None)
        if best is not None and best.kind == "city" and best.capital:
            country = self._gazetteer.country(best.country)
            return country.name if country else ""
        return best.name if best is not None and best.kind == "country" else ""

    def _pronoun(self, word: str, place: int) -> str:
        sentence = self._parse.tokens[place].sentence
        if fold(word) in ("i", "we"):
            return ""
        if fold(word) in ("he", "she", "him", "her"):
            return self._spoken_of(place, sentence)
        return self._last if sentence - self._last_sentence <= 2 else ""

    def _spoken_of(self, place: int, sentence: int) -> str:
        """The person whom "he" or "she" means: the subject of the nearest sentence before it that names one, or else
        the first person named there; of the same sentence only who stands before the pronoun."""
        tokens = self._parse.tokens
        for back in range(4):
            there = [m for m in self._people if tokens[m.first].sentence == sentence - back and m.last <= place]
            subjects = [m for m in there if any(tokens[n].dep in ("nsubj", "nsubjpass") for n in range(m.first, m.last))]
            if there:
                return (subjects or there)[0].name
        return ""
