"""Places: the model's, and the gazetteer's outside the names of persons, each resolved to one point on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.core.types import PlaceFound
from sitegen.entities.lexicon import lexicon
from sitegen.entities.names import Mention, capital_runs, is_capital, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer, Place

# Without a model, only what is hardly ever anything else: countries, regions, and cities of some size after a
# preposition of place.
MIN_CITY = 15_000
WELL_KNOWN = 300_000  # people; such a city is meant without a preposition too
REGION_WEIGHT = 3_000_000  # a state or province counts like a city of that size ("Ontario", but "New York" the city)
COUNTRY_WEIGHT = 10**9
IN_COUNTRY = 30  # times likelier where the article speaks of the country anyway
_PREPOSITIONS = frozenset("in at from to near of for off into across toward towards outside around through between reached left".split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    form: str
    sure: bool
    """The model says that it is a place, too."""


def find_places(
    parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer
) -> tuple[tuple[PlaceFound, ...], tuple[Mention, ...]]:
    """The places of a text, each once under the gazetteer's name (or its own, where the gazetteer has none), and the
    mentions. A nationality before an office of state counts as its country: "the French President" speaks of France.
    """
    candidates = _candidates(parse, people, gazetteer)
    countries = _countries(parse, candidates, gazetteer)
    found: dict[str, PlaceFound] = {}
    forms: dict[str, list[str]] = {}
    mentions = []
    for each in candidates:
        options = gazetteer.find(each.form)
        best = _best(options, countries, _region_behind(parse, each, gazetteer))
        if best is None and not each.sure:
            continue
        place = _found(best) if best else PlaceFound(each.form)
        found.setdefault(place.name, place)
        forms.setdefault(place.name, []).append(each.form)
        mentions.append(Mention(each.first, each.last, place.name))
    for mention in _offices_of_state(parse, gazetteer):
        country = gazetteer.country(gazetteer.demonym(mention.name))
        if country:
            found.setdefault(country.name, _found(country))
            mentions.append(Mention(mention.first, mention.last, country.name))
    return tuple(_with_forms(place, forms.get(name, [])) for name, place in found.items()), tuple(mentions)


def _found(place: Place) -> PlaceFound:
    return PlaceFound(place.name, round(place.lat, 4), round(place.lon, 4), place.kind, place.country)


def _with_forms(place: PlaceFound, forms: list[str]) -> PlaceFound:
    others = tuple(dict.fromkeys(form for form in forms if form != place.name))
    return PlaceFound(place.name, place.lat, place.lon, place.kind, place.country, others)


def _candidates(parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer) -> list[_Candidate]:
    """Names that may be places, in the text's order: never inside a person's name, the longest where they overlap."""
    taken = {n for each in people for n in range(each.first, each.last)}
    found: list[_Candidate] = []
    for each in (*_model(parse), *_scan(parse, taken, gazetteer)):
        span = range(each.first, each.last)
        if not any(n in taken for n in span):
            taken.update(span)
            found.append(each)
    return sorted(found, key=lambda each: each.first)


def _model(parse: Parse) -> Iterator[_Candidate]:
    words = lexicon()
    for span in parse.spans:
        first, last = span.first, span.last
        while first < last and not is_capital(parse.tokens[first]):
            first += 1
        if first < last and parse.tokens[first].text in ("The", "A") and last - first > 1:
            first += 1
        while last > first and parse.tokens[last - 1].text in ("'s", "’s", ".", "’", "'"):
            last -= 1
        form = text_of(parse, first, last) if first < last else ""
        if span.label != "place" or len(form) < 2 or fold(form) in words.not_names or not form[-1].isalpha():
            continue
        yield _Candidate(first, last, form, sure=True)


def _scan(parse: Parse, taken: set[int], gazetteer: Gazetteer) -> Iterator[_Candidate]:
    """Names of the gazetteer among the runs of capitals, the longest first."""
    organisations = {n for s in parse.spans if s.label in ("organisation", "other") and s.last - s.first > 1 for n in range(s.first, s.last)}
    for run, end in capital_runs(parse):
        place = run
        while place < end:
            for last in range(min(end, place + 4), place, -1):
                if _is_place(parse, place, last, run, end, taken, gazetteer) and place not in organisations:
                    yield _Candidate(place, last, text_of(parse, place, last), sure=False)
                    place = last
                    break
            else:
                place += 1


def _is_place(parse: Parse, first: int, last: int, run: int, end: int, taken: set[int], gazetteer: Gazetteer) -> bool:
    words, tokens = lexicon(), parse.tokens
    form = text_of(parse, first, last)
    low = fold(form)
    if any(n in taken for n in range(first, last)) or low in words.not_names or low in words.given_names or len(form) < 2:
        return False
    if last < end and tokens[last].text.lower() in words.organisation_words:  # "Belfast Telegraph", "Russia Company"
        return False
    options = [p for p in gazetteer.find(form) if p.kind != "city" or p.main_name or p.population > WELL_KNOWN]
    if not options:
        return False
    best = max(options, key=_weight)
    if best.kind == "country" or (best.kind == "region" and best.main_name):
        return True
    before = tokens[first - 1].text.lower() if first > 0 else ""
    placed = before in _PREPOSITIONS and first == run
    whole = first == run and last == end  # not one word of a longer name
    return whole and (best.population >= WELL_KNOWN or (placed and (best.population >= MIN_CITY or best.kind == "region")))


def _weight(place: Place) -> float:
    if place.kind == "country":
        return COUNTRY_WEIGHT + place.population
    size = REGION_WEIGHT if place.kind == "region" else place.population
    return size * (10 if place.capital else 1) * (1 if place.main_name else 0.5)


def _best(options: tuple[Place, ...], countries: Counter[str], region: tuple[str, str]) -> Place | None:
    """The likeliest place of one name: in the region named behind it, else by size and by what the article speaks of."""
    country, division = region
    inside = [p for p in options if country and p.country == country and (not division or p.region == division)]
    if inside:
        return max(inside, key=_weight)

    def score(place: Place) -> float:
        near = place.kind != "country" and countries[place.country] > 0
        return _weight(place) * (IN_COUNTRY if near else 1)

    return max(options, key=score, default=None)


def _countries(parse: Parse, candidates: list[_Candidate], gazetteer: Gazetteer) -> Counter[str]:
    """Countries that the article speaks of for certain: by name, by nationality, or by a name that only one place has."""
    counted: Counter[str] = Counter()
    for each in candidates:
        options = gazetteer.find(each.form)
        codes = {p.country for p in options if p.kind == "country"} or {p.country for p in options}
        if len(codes) == 1:
            counted[codes.pop()] += 1
    for token in parse.tokens:
        if is_capital(token) and (code := gazetteer.demonym(token.text)):
            counted[code] += 1
    return counted


def _region_behind(parse: Parse, each: _Candidate, gazetteer: Gazetteer) -> tuple[str, str]:
    """(country, division) of the name behind a comma: "Paris, Texas", "Halifax, Nova Scotia"."""
    tokens = parse.tokens
    if each.last + 1 >= len(tokens) or tokens[each.last].text != "," or not is_capital(tokens[each.last + 1]):
        return "", ""
    for last in range(min(each.last + 4, len(tokens)), each.last + 1, -1):
        for place in gazetteer.find(text_of(parse, each.last + 1, last)):
            if place.kind == "region" and place.main_name:
                return place.country, place.region if place.country == "US" else ""
            if place.kind == "country":
                return place.country, ""
    return "", ""


def _offices_of_state(parse: Parse, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Nationalities before an office or body of a state."""
    for place, token in enumerate(parse.tokens[:-1]):
        following = [each.text.lower() for each in parse.tokens[place + 1 : place + 3]]
        if is_capital(token) and following[0] in lexicon().state_offices and gazetteer.demonym(token.text):
            yield Mention(place, place + 1, token.text)
