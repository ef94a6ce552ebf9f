"""Names in a text: runs of capitalised words, where they stand, and forms of one person's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sitegen.core.text import fold
from sitegen.entities.lexicon import lexicon
from sitegen.entities.parsers import Parse, Token

LIST = 12  # tokens of a list of names
_OPENERS = ("SCONJ", "ADV", "ADP", "CCONJ", "DET", "PRON", "AUX")  # parts of speech that open a sentence and no name


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in a text: tokens `[first, last)`."""

    first: int
    last: int
    name: str


def is_capital(token: Token) -> bool:
    """Begins with a capital letter."""
    return token.text[0].isupper()


def text_of(parse: Parse, first: int, last: int) -> str:
    """The text's own characters from the first token to the last, white space made single."""
    return " ".join(parse.text[parse.tokens[first].start : parse.tokens[last - 1].end].split())


def capitals(parse: Parse) -> tuple[int, ...]:
    """Places of the tokens that begin with a capital letter, a fifth of a text's."""
    if "capitals" not in parse.memo:
        parse.memo["capitals"] = tuple(place for place, token in enumerate(parse.tokens) if token.text[0].isupper())
    found: tuple[int, ...] = parse.memo["capitals"]
    return found


def capital_runs(parse: Parse) -> tuple[tuple[int, int], ...]:
    """Longest runs `[first, last)` of capitalised words in a sentence; particles may stand inside ("Pieter van Dam")."""
    if "runs" not in parse.memo:
        parse.memo["runs"] = tuple(_capital_runs(parse))
    runs: tuple[tuple[int, int], ...] = parse.memo["runs"]
    return runs


def _capital_runs(parse: Parse) -> Iterator[tuple[int, int]]:
    tokens = parse.tokens
    for first, last in parse.sentences:
        place = first
        while place < last:
            if not is_capital(tokens[place]):
                place += 1
                continue
            end = place + 1
            while end < last and _joined(tokens, end):
                if is_capital(tokens[end]):
                    end += 1
                elif tokens[end].text.lower() in parse.words.particles and end + 1 < last and is_capital(tokens[end + 1]):
                    end += 2
                else:
                    break
            yield place, end
            place = end


def _joined(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token follows the one before it after white space alone."""
    return 0 < tokens[place].start - tokens[place - 1].end <= 1


def is_partial(part: str, whole: str) -> bool:
    """Whether `part` names the person of the longer `whole`.

    All its words occur in the whole name in order (an initial stands for a word), and among them is the whole's first
    or last word: "Medinski" and "V. Medinski" are "Vladimir Medinski".
    """
    words, full = fold(part).split(), fold(whole).split()
    if not words or len(words) > len(full) or words == full:
        return False
    place, matched = 0, []
    for word in words:
        while place < len(full) and not (full[place] == word or (len(word) == 1 and full[place][0] == word)):
            place += 1
        if place == len(full):
            return False
        matched.append(place)
        place += 1
    real = [n for n, word in zip(matched, words, strict=True) if len(word) > 1]
    return bool(real) and (matched[0] == 0 or matched[-1] == len(full) - 1)


def strip_titles(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The tokens without what stands before the name up to its last title ("Ukrainian President"), and a possessive."""
    words = parse.words
    titles, no_names = _titles(parse.language)
    # "Dean Jones" is a man's whole name, "Judge Jones" and "Dean Ann Jones" are not.
    is_whole = last - first == 2 and parse.tokens[first].text.lower() in words.given_names & words.honorifics
    for place in range(first, last - 1):
        if parse.tokens[place].text.lower().rstrip(".") in titles and not is_whole:
            first = place + 1
    while parse.has_heads and first < last - 1 and parse.tokens[first].pos in _OPENERS:  # "Whether Epstein", but "Will Smith"
        if is_whole or parse.tokens[first].text.lower() in words.given_names:
            break
        first += 1
    while first < last and not is_whole:
        if parse.tokens[first].text.lower().rstrip(".") not in no_names and is_capital(parse.tokens[first]):
            break
        first += 1
    while last > first and (
        parse.tokens[last - 1].text in ("'s", "’s", "'", "’", ".") or parse.tokens[last - 1].text.lower() in words.not_names
    ):
        last -= 1
    return first, last


@cache
def _titles(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """(titles and offices, the same and all other words that are no names) of a language."""
    words = lexicon(language)
    return words.honorifics | words.offices, words.honorifics | words.offices | words.not_names


def is_called_place(parse: Parse, run: int) -> bool:
    """Whether "town of" stands before a name, or before the list that it is in."""
    place = list_opener(parse, run)
    if place < 1 or parse.tokens[place].text.lower() not in parse.words.of_places:
        return False
    return parse.tokens[place - 1].text.lower() in parse.words.settlements


def list_opener(parse: Parse, first: int) -> int:
    """The word before a name, or before the list of names that it stands in ("from Hornsey, Stoke Newington and Walthamstow"); -1
    where the sentence begins."""
    tokens = parse.tokens
    place = first - 1
    while place >= max(0, first - LIST) and (
        tokens[place].text in parse.words.joiners or (place < first - 1 and is_capital(tokens[place]))
    ):
        place -= 1
    return place if place >= 0 and tokens[place].sentence == tokens[first].sentence else -1


def things(parse: Parse) -> frozenset[str]:
    """Folded names that the text uses for things: with "the" before them most of the time, or behind a vessel's noun.

    "The Carpathia" is a ship and "the Albert Hall" a building; nobody says "the Rostron".
    """
    if "things" not in parse.memo:
        parse.memo["things"] = _things(parse)
    found: frozenset[str] = parse.memo["things"]
    return found


def _things(parse: Parse) -> frozenset[str]:
    articles = parse.words.thing_articles
    seen: dict[str, list[int]] = {}
    for first, last in capital_runs(parse):
        start = first + 1 if parse.tokens[first].text.lower() in articles and last - first > 1 else first
        for begin in {
            start,
            last - 1,
        }:  # the whole run, and its last word ("the Cunard steamer", "Leyland liner Californian")
            before = parse.tokens[begin - 1].text.lower() if begin else ""
            counts = seen.setdefault(fold(text_of(parse, begin, last)), [0, 0])
            behind = parse.tokens[last] if last < len(parse.tokens) else None
            modifies = behind is not None and (  # "the London mayor", "a Washington-based firm"
                behind.text == "-" or (behind.pos in ("NOUN", "ADJ") and behind.text[0].islower())
            )
            counts[0] += (before in articles and not modifies) or before in parse.words.vessels
            counts[1] += 1
    marked = {name for name, (articled, all_) in seen.items() if articled * 2 > all_}
    return frozenset(marked | set(_listed_vessels(parse)))


def _listed_vessels(parse: Parse) -> Iterator[str]:
    """Names in a list behind a vessel's noun: "the cruisers Birmingham and Chester"."""
    tokens = parse.tokens
    for place, token in enumerate(tokens):
        if token.text.lower() not in parse.words.vessels:
            continue
        here = place + 1
        while here < len(tokens) and tokens[here].sentence == token.sentence:
            if is_capital(tokens[here]):
                yield fold(tokens[here].text)
            elif tokens[here].text.lower() not in (",", "and", "the", "et", "le", "la"):
                break
            here += 1
