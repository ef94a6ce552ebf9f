"""Which names of a text may be places': the model's, and the gazetteer's outside the names of persons."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.text import fold
from sitegen.entities.finders.places.choosing import Candidate, is_shortened, weight
from sitegen.entities.names import Mention, capital_runs, is_capital, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

# Without a model, only what is hardly ever anything else: countries, regions, and cities of some size after a
# preposition of place.
MIN_CITY = 15_000
METROPOLIS = 1_000_000
WELL_KNOWN = 300_000  # people; such a city is meant without a preposition too


def candidates(parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer) -> list[Candidate]:
    """Names that may be places, in the text's order: never inside a person's name, the longest where they overlap."""
    taken = {n for each in people for n in range(each.first, each.last)}
    found: list[Candidate] = []
    for each in (*_model(parse, gazetteer), *_scan(parse, taken, gazetteer)):
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
        while last > first and parse.tokens[last - 1].text in ("'s", "’s", "’", "'"):
            last -= 1
        if first < last < len(parse.tokens) and _has_possessive(parse, first, last, gazetteer):
            last += 1
        first, last = _whole_name(parse, first, last, gazetteer) if first < last else (first, last)
        form = _cased(text_of(parse, first, last)) if first < last else ""
        if form.endswith(".") and any(place.main_name for place in gazetteer.find(form)):
            form = form[:-1]  # the sentence's full stop ("NEW YORK. The liner …"), not a shortening's
        words_ = form.lower().split()
        if words_ and (words_[-1] in parse.words.streets or (len(words_) == 1 and words_[0] in words.honorifics | words.offices)):
            continue
        if (
            span.label not in ("place", "location")
            or len(form) < 2
            or fold(form) in words.not_names | words.months
            or not (form[-1].isalpha() or form[-1] == ".")
            or (gazetteer.demonym(form) and not gazetteer.find(form))  # "Ukrainian"
            or (not parse.has_heads and _in_organisation(parse, last))
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


def _scan(parse: Parse, taken: set[int], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Names of the gazetteer among the runs of capitals, the longest first."""
    organisations = {
        n for s in parse.spans if s.label in ("organisation", "other") and s.last - s.first > 1 for n in range(s.first, s.last)
    }
    for run, end in capital_runs(parse):
        place = run
        while place < end:
            for last in range(min(end, place + 4), place, -1):
                if _is_place(parse, place, last, run, end, taken, gazetteer) and place not in organisations:
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
    if last < end and tokens[last].text.lower() in words.organisation_words:  # "Belfast Telegraph", "Russia Company"
        return False
    options = [p for p in gazetteer.find(form) if p.kind != "city" or p.main_name or p.population > WELL_KNOWN]
    if not options:
        return False
    best = max(options, key=weight)
    if low in words.given_names and not (
        best.capital and (first, last) == (run, end)
    ):  # "Washington said", but not "Washington Dodge"
        return False
    if best.kind in ("country", "area", "county") or (
        best.kind == "region" and (best.main_name or is_shortened(parse, first, last))
    ):
        return True
    before = tokens[first - 1].text.lower() if first > 0 else ""
    begins = all(tokens[n].text.lower() in words.not_names for n in range(run, first))  # "In Paris", "À Kiev"
    placed = before in words.place_prepositions and begins
    whole = begins and last == end  # not one word of a longer name
    opens = first == parse.sentences[tokens[first].sentence][0] and last - first == 1  # any word has a capital there ("Reading")
    return whole and (
        best.population >= (METROPOLIS if opens and not best.capital else WELL_KNOWN)
        or (placed and (best.population >= MIN_CITY or best.kind == "region"))
    )
