"""What shows that a name is a person's: the model, a title or an office, a given name, initials, a verb of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sitegen.core.text import fold
from sitegen.entities.lexicon import Lexicon, lexicon
from sitegen.entities.names import Mention, capital_runs, capitals, is_capital, strip_titles, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.census import census
from sitegen.infra.gazetteer import Gazetteer

_WORD = r"['’]?[^\W\d_](?:['’.-]*[^\W\d_])*['’.]*"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{0,5}}")
MAX_WORDS = 5


def by_model(parse: Parse) -> Iterator[Mention]:
    """The model's persons."""
    for span in parse.spans:
        if span.label == "person":
            yield from mention(parse, span.first, span.last)


def mention(parse: Parse, first: int, last: int) -> Iterator[Mention]:
    """The tokens as a name, without titles; nothing where they are no name."""
    words = parse.words
    first, last = strip_titles(parse, first, last)
    last = next((n for n in range(first + 1, last) if parse.tokens[n].text in ("'s", "’s")), last)  # "Block’s bond"
    while last - first > 1 and is_capital(parse.tokens[first]) and _is_no_part(parse, last - 1):
        last -= 1
    if first == last or last - first > MAX_WORDS or _owns_building(parse, last):
        return
    if last - first > 1 and _is_short_form(parse.tokens[first].text) and parse.tokens[first + 1].text.lower() in census()[0]:
        if last - first == 2:
            return  # "GM Rolf"
        first += 1  # "CEO Tim Cook"
    if _is_firm(parse, first, last):
        return
    name = re.sub(r"['’]s$", "", text_of(parse, first, last)).strip(" '’")
    parts = [part.lower() for part in re.split(r"[ -]", name)]
    if not _NAME.fullmatch(name) or len(name) < 3 or (name.isupper() and len(parts) == 1 and len(name) < 5):
        return
    if not name.isupper() and any(
        word.isupper() and len(word) > 2 and word.isalpha() and not NUMERAL.fullmatch(word) for word in name.split()
    ):
        return  # "CTV Edmonton"
    if len(parts) == 1 and (parts[0].endswith("shire") or _INNER_CAPITAL.search(name)):
        return
    if parts[-1].rstrip(".") in _ends_of_others(parse.language) or any(
        word in words.not_names and word not in words.particles for word in name.lower().split()
    ):
        return
    yield Mention(first, last, _cased(name))


def _is_no_part(parse: Parse, place: int) -> bool:
    """Whether a word behind a name is none of it: "Graham told", "Sir Keir tens of thousands", but "Kim In-so"."""
    token = parse.tokens[place]
    return token.text.islower() and token.text not in parse.words.particles and token.start > parse.tokens[place - 1].end


@cache
def _ends_of_others(language: str) -> frozenset[str]:
    """Last words of names that are no person's: "Belfast Telegraph", "Pope County"."""
    words = lexicon(language)
    streets = words.streets | ({"st"} if "street" in words.streets else set())
    things = words.buildings | words.firm_endings | words.divisions | streets | words.ends_of_others
    return words.organisation_words | words.offices | things


def _owns_building(parse: Parse, last: int) -> bool:
    """Whether a building or a body of that name follows: "St. Mark's Hospital"."""
    owned = parse.tokens[last : last + 2]
    named = len(owned) == 2 and owned[0].text in ("'s", "’s") and is_capital(owned[1])
    return named and owned[1].text.lower() in parse.words.organisation_words | parse.words.buildings


def _is_short_form(word: str) -> bool:
    return word.isupper() and word.isalpha() and 2 <= len(word) <= 3


def _is_firm(parse: Parse, first: int, last: int) -> bool:
    """Whether a name is a firm's, a club's or a paper's: "the daily Der Spiegel", "Edward D. Jones & Co", "SC Freiburg"."""
    tokens, words = parse.tokens, parse.words
    behind = tokens[last].text if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else ""
    if behind == "&" or behind in words.firm_nouns_behind:
        return True
    given, surnames = census()
    opening = tokens[first].text
    if opening.lower() not in given and first and tokens[first - 1].text in words.firm_nouns:
        return True
    shouted = parse.text[tokens[first].start : tokens[last - 1].end].isupper()
    if shouted or last - first < 2 or not _is_short_form(opening):
        return False
    return "J" not in opening and tokens[last - 1].text.lower() not in surnames  # "JD Vance", "AJP Taylor"


def _cased(name: str) -> str:
    """A name in capitals, as headlines print it, in the usual form."""
    return " ".join(w.capitalize() if len(w) > 2 else w for w in name.split()) if name.isupper() and " " in name else name


def by_rule(parse: Parse, places: Gazetteer) -> Iterator[Mention]:
    """Runs of capitals that a title, an office, a given name or a verb of saying marks as a person."""
    words = parse.words
    tokens = parse.tokens
    taken = {n for span in parse.spans if span.label in ("organisation",) for n in range(span.first, span.last)}
    for run, end in capital_runs(parse):
        first, last = strip_titles(parse, run, end)
        before = tokens[first - 1].text.lower().rstrip(".") if first else ""
        # What stands behind an office, and no firm's word in it, is a person's name whatever the model says of it.
        role = before in words.offices and tokens[first - 1].text.islower() and last - first in (2, 3)
        if first == last or (not role and any(n in taken for n in range(first, last))):
            continue
        titled = before in words.honorifics or (before in words.offices and first - 1 > 0)
        given = last - first >= 2 and is_given(tokens[first].text, words)
        after = tokens[last] if last < len(tokens) else None
        says = after is not None and last - first >= 2 and after.lemma in words.claim_verbs and after.pos in ("VERB", "")
        said = (
            first > 0
            and last - first >= 2
            and tokens[first - 1].lemma in ("say", "add", "tell")
            and tokens[first - 1].pos == "VERB"
        )
        known = last - first >= 2 and any(p.main_name for p in places.find(text_of(parse, first, last)))
        if known and not titled:
            continue
        if titled or given or ((says or said) and not parse.has_heads):
            if titled and last - first == 1 and before not in words.honorifics:
                continue  # "President Wilson" is clear, "chief Engineer" is not; the model or a full form decides
            yield from mention(parse, first, last)


_QUOTES = {'"': '"', "“": "”", "‘": "’", "'": "'", "(": ")"}


def by_insertion(parse: Parse) -> Iterator[Mention]:
    """A given name or a nickname that is put in: "(Tom) Seaver", "Hector “Macho” Camacho", "James Leander (Leo) Nichols"."""
    tokens = parse.tokens
    for place, token in enumerate(tokens):
        closing = _QUOTES.get(token.text)
        end = place + 2
        while closing and end < min(len(tokens), place + 5) and tokens[end].text != closing:
            end += 1
        if not closing or end + 1 >= len(tokens) or tokens[end].text != closing or tokens[end + 1].sentence != token.sentence:
            continue
        inside, behind = tokens[place + 1 : end], tokens[end + 1]
        if not is_capital(inside[0]) or not is_capital(behind) or not behind.text.isalpha() or behind.start - tokens[end].end != 1:
            continue
        first = place
        while first > 0 and place - first < 3 and is_capital(tokens[first - 1]) and tokens[first - 1].sentence == token.sentence:
            first -= 1
        first, _ = strip_titles(parse, first, place) if first < place else (place, place)
        given = tokens[first].text.lower() if first < place else inside[0].text.lower()
        if given not in census()[0] or behind.text.lower() in parse.words.organisation_words | parse.words.not_names:
            continue
        if first < place:
            yield Mention(first, end + 2, text_of(parse, first, end + 2))
        elif closing == ")" and len(inside) == 1:
            yield Mention(place + 1, end + 2, f"{inside[0].text} {behind.text}")


def by_nationality(parse: Parse, places: Gazetteer) -> Iterator[Mention]:
    """A given name and another behind a nationality: "American Dennis Mitchell"."""
    for run, end in capital_runs(parse):
        words = [token.text.lower() for token in parse.tokens[run:end]]
        if 3 <= len(words) <= 4 and places.demonym(parse.tokens[run].text) and words[1] in census()[0]:
            yield from mention(parse, run + 1, end)


def is_given(word: str, words: Lexicon) -> bool:
    """Whether a word is a given name, or the first part of a double one ("Jean-Luc")."""
    low = word.lower()
    return low in words.given_names or ("-" in low and low.partition("-")[0] in words.given_names)


_INNER_CAPITAL = re.compile(r"^(?!Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’]).*[a-z][A-Z]")  # "SpaceX", "OpenAI"
NUMERAL = re.compile(r"[IVX]{2,5}|[VX]")
INITIALS = 6  # characters of "J.R.R."
_INITIALS = re.compile(r"(?:[B-HJ-Z]\.?){1,3}")


def by_initial(parse: Parse, places: Gazetteer) -> Iterator[Mention]:
    """ "J. Russell", "G Kersey": initials before a capitalised word. A lone "A" or "I" is a word more often."""
    tokens = parse.tokens
    for place in capitals(parse):
        if len(tokens[place].text) > INITIALS or place + 1 == len(tokens):
            continue
        dotted = tokens[place].text.endswith(".") or (
            tokens[place + 1].text == "." and tokens[place + 1].start == tokens[place].end
        )
        listed = dotted and place > 0 and tokens[place - 1].text in ("(", ";", ",")  # "(A. Dale 69, H. Morris 69)"
        if not (_INITIALS.fullmatch(tokens[place].text) or (listed and tokens[place].text.rstrip(".") in ("A", "I"))):
            continue
        if place and is_capital(tokens[place - 1]):
            continue
        end = place + 1
        while end < len(tokens) and tokens[end].text == "." and tokens[end].start == tokens[end - 1].end:
            end += 1
        if end == len(tokens) or tokens[end].sentence != tokens[place].sentence or not is_capital(tokens[end]):
            continue
        word = tokens[end].text
        common = fold(word) in parse.words.organisation_words or fold(word) in parse.words.not_names
        if len(word) > 2 and not word.isupper() and not common and not _is_compass(tokens[place].text, word, places):
            yield from mention(parse, place, end + 1)


def _is_compass(initials: str, behind: str, places: Gazetteer) -> bool:
    """Whether initials are a country's or an alliance's ("U.S. Open", "U.N. Interim"), or a direction ("S. Africa")."""
    letters = initials.replace(".", "")
    if len(letters) > 1:
        return letters in ("UN", "EU") or bool(places.find(initials))
    return letters in ("N", "S", "E", "W") and bool(places.find(behind) or places.demonym(behind))
