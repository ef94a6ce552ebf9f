"""What the tagger sees of a token: its letters, what the lexicon, the census and the gazetteer know of it, its neighbours, and
how the same word is used elsewhere in the article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from sitegen.core.text import fold
from sitegen.entities.lexicon import lexicon
from sitegen.entities.parsers import Token
from sitegen.infra.census import census
from sitegen.infra.gazetteer import Gazetteer

_VOWEL = re.compile("[aeiouyàâäéèêëîïôöùûü]", re.I)
LARGE = 300_000  # inhabitants of a city that is named without its country
AROUND = 2  # tokens on either side that features look at
MOST = 3  # other places of one word in an article of which the neighbours are looked at


@lru_cache(maxsize=1 << 16)
def shape(word: str) -> str:
    """ "McDonald" → "XxXx", "U.S." → "X.X.", "1992" → "0"."""
    out: list[str] = []
    for c in word:
        kind = "X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c
        if not out or out[-1] != kind or kind == ".":
            out.append(kind)
    return "".join(out[:8])


class Known:
    """What the lists know of words; remembered, as a text says the same word again and again."""

    def __init__(self, gazetteer: Gazetteer):
        self._gazetteer = gazetteer
        self._flags = lru_cache(maxsize=1 << 15)(self._look_up)
        self.place = lru_cache(maxsize=1 << 14)(self._place)
        self.at = lru_cache(maxsize=1 << 16)(self._at)

    def flags(self, word: str) -> tuple[str, ...]:
        """Which lists a word stands in."""
        return self._flags(word)

    def _look_up(self, word: str) -> tuple[str, ...]:
        words, (given, last), low = lexicon(), census(), fold(word)
        found = [
            name
            for name, group in (("given", given), ("given", words.given_names), ("last", last), ("honorific", words.honorifics),
                                ("office", words.offices), ("organisation", words.organisation_words), ("not", words.not_names),
                                ("vessel", words.vessels), ("street", words.streets), ("preposition", words.place_prepositions),
                                ("says", frozenset(words.claim_forms) | words.claim_verbs))
            if low in group
        ]  # fmt: skip
        if word[:1].isupper():
            found += [f"is-{self.place(word)}"] if self.place(word) else []
            found += ["demonym"] if self._gazetteer.demonym(word) else []
        return tuple(dict.fromkeys(found))

    def _at(self, word: str, shouted: bool) -> dict[int, tuple[str, ...]]:
        """What is true of a word, as its neighbours so many words away are told of it."""
        own = _own(word, self, shouted)
        far = [each for each in own if each[:2] in ("w=", "k=", "s=")]
        return {step: tuple(f"{step}:{each}" for each in (far if step in (-2, 2) else own)) for step in (-2, -1, 0, 1, 2)}

    def _place(self, form: str) -> str:
        """The largest kind of place of that name."""
        best = ""
        for place in self._gazetteer.find(form):
            if place.kind == "country":
                return "country"
            if place.kind == "region" and place.main_name:
                best = "region"
            elif not best and place.main_name:
                best = "city" if place.population >= LARGE else "town"
        return best


def stretches(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of the sentence `[first, last)` that may hold names: capitals, and the words that features look at beside them.

    Half of a news text lies further away.
    """
    begin = end = -1
    for place in range(first, last):
        if tokens[place].text[:1].isupper():
            if end >= 0 and place - AROUND > end:
                yield begin, end
                begin = -1
            begin = max(first, place - AROUND) if begin < 0 else begin
            end = min(last, place + AROUND + 1)
    if begin >= 0:
        yield begin, end


def features(tokens: Sequence[Token], first: int, last: int, known: Known, uses: dict[str, Uses]) -> list[list[str]]:
    """For each token of the sentence `[first, last)` the names of what is true of it."""
    return next(features_within(tokens, first, last, [(first, last)], known, uses))


def features_within(
    tokens: Sequence[Token], first: int, last: int, parts: Iterable[tuple[int, int]], known: Known, uses: dict[str, Uses]
) -> Iterator[list[list[str]]]:
    """The same for the tokens of some parts of the sentence."""
    sentence = tokens[first:last]
    letters = [token.text for token in sentence if token.text[:1].isalpha()]
    shouted = len(letters) > 1 and all(word.isupper() for word in letters)
    words = [token.text.capitalize() if shouted else token.text for token in sentence]
    spans = _place_runs(words, known)
    size = len(words)
    for begin, end in parts:
        out = []
        from_, to = max(0, begin - first - AROUND), min(size, end - first + AROUND)
        told = {n: known.at(words[n], shouted) for n in range(from_, to)}
        for n in range(begin - first, end - first):
            word = words[n]
            found = [*told[n][0], *spans.get(n, ())]
            for step in (-2, -1, 1, 2):
                at = n + step
                found.extend(told[at][step] if 0 <= at < size else (f"{step}:end",))
            if n and n + 1 < size:
                found.append(f"around={words[n - 1].lower()}|{words[n + 1].lower()}")
            if n:
                found.append(f"pair={shape(words[n - 1])}|{shape(word)}")
            else:
                found.append("opens")
            if shouted:
                found.append("shouted")
            if word[:1].isupper() and (use := uses.get(word.lower())):
                found += use.features
            out.append(found)
        yield out


def _own(word: str, known: Known, shouted: bool) -> list[str]:
    low = word.lower()
    found = [f"w={low}", f"s={shape(word)}", *(f"k={flag}" for flag in known.flags(word))]
    if len(low) > 3:
        found += [f"e={low[-3:]}", f"e={low[-2:]}", f"b={low[:3]}"]
    if "-" in word or "'" in word or "’" in word:
        found.append("joined")
    if len(word) == 2 and word.endswith("."):
        found.append("initial")
    if not _VOWEL.search(word):
        found.append("no-vowel")
    if shouted:
        found.append("was-shouted")
    return found


def _place_runs(words: Sequence[str], known: Known) -> dict[int, list[str]]:
    """Of each word that stands in a name of several words that the gazetteer has, that it does."""
    out: dict[int, list[str]] = defaultdict(list)
    for n, word in enumerate(words):
        if not word[:1].isupper():
            continue
        for size in (3, 2):
            run = words[n : n + size]
            if len(run) == size and run[-1][:1].isupper() and (kind := known.place(" ".join(run))):
                for place in range(n, n + size):
                    out[place].append(f"in-{kind}-{'B' if place == n else 'I'}")
                break
    return out


class Uses:
    """How an article uses a capitalised word: what stands around it, in all its places."""

    def __init__(self) -> None:
        self.before: Counter[str] = Counter()
        self.after: Counter[str] = Counter()
        self.count = self.lower = self.articled = 0

    @cached_property
    def features(self) -> list[str]:
        """The same for each place of the word; to be asked for when all of them are counted."""
        found = [f"also<{flag}" for flag, _ in self.before.most_common(MOST)] + [
            f"also>{flag}" for flag, _ in self.after.most_common(MOST)
        ]
        if self.lower:
            found.append("also-lower")
        if self.articled * 2 > self.count:
            found.append("articled")
        return found


def uses_of(tokens: Sequence[Token], known: Known) -> dict[str, Uses]:
    """The uses of each word that has a capital somewhere, by its lower case."""
    found: dict[str, Uses] = {}
    for n, token in enumerate(tokens):
        word = token.text
        if not word[:1].isupper() or len(word) < 3:
            continue
        use = found.setdefault(word.lower(), Uses())
        use.count += 1
        before = tokens[n - 1] if n and tokens[n - 1].sentence == token.sentence else None
        after = tokens[n + 1] if n + 1 < len(tokens) and tokens[n + 1].sentence == token.sentence else None
        if before is not None:
            use.articled += before.text.lower() == "the"
            use.before.update(flag for flag in known.flags(before.text) if flag in _TELLING)
        if after is not None:
            use.after.update(flag for flag in known.flags(after.text) if flag in _TELLING)
    for token in tokens:
        if token.text in found:  # the keys are in lower case
            found[token.text].lower += 1
    return found


_TELLING = frozenset(
    ("given", "honorific", "office", "organisation", "vessel", "street", "preposition", "says", "is-country", "is-region")
)
