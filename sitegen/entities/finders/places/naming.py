"""Which names of a text may be places': the model's, and the gazetteer's outside the names of persons."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.text import fold
from sitegen.entities.finders.places.choosing import METROPOLIS, Candidate, is_shortened, readings, region_behind, weight
from sitegen.entities.finders.places.nationality import seats
from sitegen.entities.names import capital_runs, is_called_place, is_capital, list_opener, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

# Without a model, only what is hardly ever anything else: countries, regions, and cities of some size after a
# preposition of place.
MIN_CITY = 15_000
WELL_KNOWN = 300_000  # people; such a city is meant without a preposition too


def candidates(parse: Parse, others: set[int], gazetteer: Gazetteer) -> list[Candidate]:
    """Names that may be places, in the text's order: outside of the tokens `others`, which persons' names and streets' take, and of
    seats of power; the longest where they overlap."""
    taken = others | {n for each, _ in seats(parse, others) for n in range(each.first, each.last)}
    found: list[Candidate] = []
    for each in (*_said(parse, taken, gazetteer), *_model(parse, gazetteer), *_scan(parse, taken, gazetteer)):
        span = range(each.first, each.last)
        if not any(n in taken for n in span):
            taken.update(span)
            found.append(each)
    return sorted(found, key=lambda each: each.first)


def _model(parse: Parse, gazetteer: Gazetteer) -> Iterator[Candidate]:
    words = parse.words
    for span in parse.spans:
        first, last = span.first, span.last
        while first < last and not is_capital(parse.tokens[first]):
            first += 1
        if first < last and parse.tokens[first].text in ("The", "A") and last - first > 1:
            first += 1
        while last > first and (
            parse.tokens[last - 1].text in ("'s", "’s", "’", "'") or parse.tokens[last - 1].text.islower()
        ):  # "Zhejiang province", "Central and"
            last -= 1
        if first < last < len(parse.tokens) and _has_possessive(parse, first, last, gazetteer):
            last += 1
        first, last = _whole_name(parse, first, last, gazetteer) if first < last else (first, last)
        form = _cased(text_of(parse, first, last)) if first < last else ""
        if form.endswith(".") and any(place.main_name for place in gazetteer.find(form)):
            form = form[:-1]  # the sentence's full stop ("NEW YORK. The liner …"), not a shortening's
        words_ = form.lower().split()
        if len(words_) == 1 and (words_[0] in words.honorifics or words_[0] in words.offices):
            continue
        if (
            span.label not in ("place", "location")
            or len(form) < 2
            or fold(form) in words.not_names
            or fold(form) in words.months
            or not (form[-1].isalpha() or form[-1] == ".")
            or (gazetteer.demonym(form) and not gazetteer.find(form))  # "Ukrainian"
            or (not parse.has_heads and _in_organisation(parse, last))
            or (last - first == 1 and _opens(parse, first) and parse.tokens[first].pos not in ("PROPN", ""))  # "Same-store sales"
        ):
            continue
        yield Candidate(first, last, form, sure=True, location=span.label == "location")


def _in_organisation(parse: Parse, last: int) -> bool:
    """Whether the capitalised words behind a name make it an organisation's ("Belfast Steamship Company")."""
    tokens = parse.tokens
    while last < len(tokens) and tokens[last].sentence == tokens[last - 1].sentence and is_capital(tokens[last]):
        if tokens[last].text.lower() in parse.words.organisation_words:
            return True
        last += 1
    return False


def _whole_name(parse: Parse, first: int, last: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """The name with the capitalised word before or behind it, where the gazetteer has both together ("New" before "York")."""
    tokens = parse.tokens
    for start, end in ((first - 1, last), (first, last + 1)):
        if start >= 0 and end <= len(tokens) and tokens[start].sentence == tokens[end - 1].sentence:
            added = tokens[start] if start < first else tokens[end - 1]
            if is_capital(added) and any(place.main_name for place in gazetteer.find(text_of(parse, start, end))):
                return start, end
    return first, last


def _has_possessive(parse: Parse, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether the 's behind a name is a part of it ("St. John's")."""
    if parse.tokens[last].text not in ("'s", "’s"):
        return False
    return any(place.main_name for place in gazetteer.find(text_of(parse, first, last + 1)))


def _cased(form: str) -> str:
    """A name in capitals, as datelines print it, in the usual form ("NEW YORK", but "USA" and "U.S.")."""
    if not form.isupper() or "." in form or len(form) < 4:
        return form
    return " ".join(word.capitalize() for word in form.split())


def _said(parse: Parse, taken: set[int], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Names that the text itself says are places': "the villages of Foua and Kfraya", "Giza's Haram district"."""
    words, tokens = parse.words, parse.tokens
    for run, end in capital_runs(parse):
        if end - run > 3 or not taken.isdisjoint(range(run, end)) or tokens[run].text.lower() in words.not_names:
            continue
        behind = tokens[end].text if end < len(tokens) and tokens[end].sentence == tokens[run].sentence else ""
        divides = behind in words.divisions and _is_placed(parse, run)
        if not divides and not is_called_place(parse, run):
            continue
        word = tokens[end - 1].text.lower()
        if word in words.organisation_words or word in words.features_of_land or gazetteer.demonym(text_of(parse, run, end)):
            continue
        yield Candidate(run, end, _cased(text_of(parse, run, end)), sure=True, said=True)


def _is_placed(parse: Parse, run: int) -> bool:
    before = _precedes(parse, run)
    return before in parse.words.place_prepositions or before in ("'s", "’s")


def _before_list(parse: Parse, first: int) -> str:
    place = list_opener(parse, first)
    return parse.tokens[place].text.lower() if place >= 0 else ""


def _precedes(parse: Parse, place: int) -> str:
    return (
        parse.tokens[place - 1].text.lower() if place and parse.tokens[place - 1].sentence == parse.tokens[place].sentence else ""
    )


def _opens(parse: Parse, place: int) -> bool:
    """Whether a token is the first of its sentence, where any word has a capital ("Reading")."""
    return place == parse.sentences[parse.tokens[place].sentence][0]


def _apart(parse: Parse, gazetteer: Gazetteer) -> set[int]:
    """Tokens inside the model's names of organisations and other things, where no places are looked for.

    But not where the name is a place's all the same ("the Northern Territory"), a list of two ("Hornsey, Stoke Newington"), or
    begins with a dateline in capitals.
    """
    tokens, words = parse.tokens, parse.words
    apart: set[int] = set()
    for span in parse.spans:
        first, last = span.first, span.last
        if span.label not in ("organisation", "other") or last - first < 2:
            continue
        if tokens[first].text.lower() in words.thing_articles:
            first += 1
        inside = [token.text.lower() for token in tokens[first:last]]
        whole = any(place.main_name for place in gazetteer.find(text_of(parse, first, last))) if first < last else False
        is_list = not words.organisation_words.intersection(inside) and not words.joiners.isdisjoint(inside)
        if whole or is_list:
            continue
        opening = tokens[first].text
        if _opens(parse, first) and len(opening) > 3 and opening.isupper() and not tokens[first + 1].text.isupper():
            first += 1
        apart.update(range(first, last))
    return apart


def _is_governed(parse: Parse, last: int) -> bool:
    """Whether what stands behind a name is an authority of that place: "Kentucky State Police", "Danbury police"."""
    words, tokens = parse.words, parse.tokens
    place = last
    while place < min(len(tokens), last + 4) and tokens[place].sentence == tokens[last - 1].sentence:
        word = tokens[place].text.lower()
        if word in words.authorities:
            return True
        if word not in words.authority_modifiers:
            return False
        place += 1
    return False


def _scan(parse: Parse, taken: set[int], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Names of the gazetteer among the runs of capitals, the longest first."""
    apart = _apart(parse, gazetteer)
    for run, end in capital_runs(parse):
        place = run
        while place < end:
            for last in range(min(end, place + 4), place, -1):
                if (place not in apart or _is_governed(parse, last)) and _is_place(parse, place, last, run, end, taken, gazetteer):
                    yield Candidate(place, last, _cased(text_of(parse, place, last)), sure=False)
                    place = last
                    break
            else:
                place += 1


def _is_place(parse: Parse, first: int, last: int, run: int, end: int, taken: set[int], gazetteer: Gazetteer) -> bool:
    words, tokens = parse.words, parse.tokens
    form = text_of(parse, first, last)
    low = fold(form)
    if low in words.honorifics or low in words.offices:
        return False
    if any(n in taken for n in range(first, last)) or low in words.not_names or len(form) < 2:
        return False
    behind = [t.text.lower() for t in tokens[last : last + 2]]
    if behind[:1] in (["’s"], ["'s"]) and behind[1:] and behind[1] in words.organisation_words:  # "St Paul's Cathedral"
        return False
    governed = _is_governed(parse, last)
    if (
        last < end and not governed and tokens[last].text.lower() in words.organisation_words
    ):  # "Belfast Telegraph", "Russia Company"
        return False
    opens = _opens(parse, first) and last - first == 1
    a_name = not opens or (parse.has_heads and tokens[first].pos == "PROPN")  # "Part" is another name of Perth
    options = [
        p
        for p in readings(parse, first, last, form, gazetteer)
        if p.kind != "city" or p.main_name or (p.population > WELL_KNOWN and a_name)
    ]
    if not options:
        return False
    best = max(options, key=weight)
    if best.kind in ("country", "area", "county") or (
        best.kind == "region" and (best.main_name or is_shortened(parse, first, last))
    ):
        return True
    country, division = region_behind(parse, Candidate(first, last, form, sure=False), gazetteer)
    if country and any(p.country == country and p.region == (division or p.region) for p in options):  # "Hugo, Oklahoma"
        return True
    if low in words.given_names and not (
        best.capital and (first, last) == (run, end)
    ):  # "Washington said", but not "Washington Dodge"
        return False
    before = _before_list(parse, first)
    begins = all(tokens[n].text.lower() in words.not_names for n in range(run, first))  # "In Paris", "À Kiev"
    placed = (before in words.place_prepositions or governed) and begins
    whole = begins and (last == end or governed)  # not one word of a longer name
    return whole and (
        best.population >= (METROPOLIS if opens and not best.capital else WELL_KNOWN)
        or (placed and (best.population >= MIN_CITY or best.kind == "region"))
    )
