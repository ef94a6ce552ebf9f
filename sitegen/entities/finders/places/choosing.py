"""Which place of the gazetteer each name of an article means."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.entities.finders.places.nationality import named_nations, nation, seats
from sitegen.entities.names import is_capital, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer, Place

# Weights on a scale of powers of ten of population: a factor of ten in size counts 1.
COUNTY_SIZE = 20_000
COUNTY_LEAD = 0.5
REGION_SIZE = 3_000_000  # a state or province counts like a city of that size ("Ontario", but "New York" the city)
COUNTRY = 12.0
REGION_NAMED = 100.0  # "Paris, Texas" leaves no doubt
CAPITAL = 1.0
OTHER_NAME = 1.5  # found by another name than the main one: often a namesake's or an old one
SAME_SENTENCE = 1.2  # its country is named in the sentence
SAME_ARTICLE = 0.7
REGION_IN_ARTICLE = 2.0  # its state is named: who writes of Kentucky and of Glasgow means the town there
CLEAR = 1.5  # lead of the best place of a name over the next, from which on there is little doubt
SAME_REGION, NEAR, CLOSE = 0.8, 0.8, 150.0  # another place of the article is of its region, or within so many kilometres
AROUND = 100  # other places of an article that are looked at
COMPATRIOT = 0.5  # for each of two other towns of its country
HOME_REGION, HOME_COUNTRY = 2.5, 1.0  # a local paper means the town next door, but by Paris the city in France
CODE = 3  # letters
SHORTENING = ("US", "CA")  # whose news shortens the names of states and provinces
METROPOLIS = 1_000_000
HINTED = 0.3  # only a nationality, or a name of that country alone, is in the article


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a place's: tokens `[first, last)`."""

    first: int
    last: int
    form: str
    """As the text spells it, in the usual letters."""
    sure: bool
    """The model says that it is a place, too."""
    location: bool = False
    """The model says that it is a sea, a mountain or a part of the world."""
    said: bool = False
    """The text says so: "the village of Xinmo", "Haram district"."""


def choose(parse: Parse, candidates: list[Candidate], gazetteer: Gazetteer, home: str) -> tuple[dict[str, Place | None], set[str]]:
    """The place of each name, one for the whole article, by the mention that has the best evidence; and the names about which
    there is little doubt. Names are folded. `home` is the country or region of the publication.

    Chosen twice: the second time each name also looks at where the others are.
    """
    countries = dataclasses.replace(_countries(parse, candidates, gazetteer), home=_home(home, gazetteer))
    first, _ = _chosen_beside(parse, candidates, countries, gazetteer, {})
    return _chosen_beside(parse, candidates, countries, gazetteer, first)


def _chosen_beside(
    parse: Parse, candidates: list[Candidate], countries: _Countries, gazetteer: Gazetteer, others: dict[str, Place | None]
) -> tuple[dict[str, Place | None], set[str]]:
    chosen: dict[str, tuple[float, Place | None]] = {}
    sure: set[str] = set()
    points = [(name, place) for name, place in others.items() if place and place.kind in ("city", "region")][:AROUND]
    named_in: dict[int, list[str]] = defaultdict(list)
    for code, sentences in countries.named.items():
        for sentence in sentences:
            named_in[sentence].append(code)
    looked_at = set()
    for each in candidates:
        near = region_behind(parse, each, gazetteer)
        sentence = parse.tokens[each.first].sentence
        evidence = (each.form, near, is_shortened(parse, each.first, each.last), *named_in.get(sentence, ()))
        if evidence in looked_at:
            continue
        looked_at.add(evidence)
        form = fold(each.form)
        around = [place for name, place in points if name != form]
        options = (
            *readings(parse, each.first, each.last, each.form, gazetteer),
            *gazetteer.towns(each.form, countries.regions | {near, countries.home}),
        )
        score, place = _best(options, countries, near, sentence, around)
        if score > chosen.get(form, (-1.0, None))[0]:
            chosen[form] = score, place
            second, _ = _best(tuple(p for p in options if place is None or p.id != place.id), countries, ("", ""), sentence, around)
            (sure.add if score - second >= CLEAR else sure.discard)(form)
            if place is not None and place.kind == "county" and score - second < COUNTY_LEAD:
                chosen[form] = score, None  # one of the four Adair Counties, and nothing says which
    return {form: place for form, (_, place) in chosen.items()}, sure


def readings(parse: Parse, first: int, last: int, form: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """What the gazetteer has of a name, without what its form rules out.

    A state's short form behind a town means the state ("Churchill, Man."). Of other names of cities many are codes of their
    airports: "GOP" is no Gorakhpur, and "Can" no Guangzhou.
    """
    found = gazetteer.find(form)
    if is_shortened(parse, first, last):
        found = tuple(p for p in found if p.kind == "region" and not p.main_name and p.country in SHORTENING) or found
    letters = form.replace(".", "")
    if len(letters) > CODE:
        return found
    return tuple(p for p in found if p.kind != "city" or p.main_name or (letters.isupper() and p.population >= METROPOLIS))


def weight(place: Place) -> float:
    """How likely a name means the place, before anything is known of the article: by the logarithm of its size."""
    if place.kind in ("country", "area"):
        return COUNTRY
    known = {"region": REGION_SIZE, "county": COUNTY_SIZE}.get(place.kind, place.population)
    size = math.log10(known + 1)
    return size + CAPITAL * place.capital - OTHER_NAME * (not place.main_name)


@dataclass(frozen=True, slots=True)
class _Countries:
    """Countries that the article speaks of, and in which of its sentences each is named."""

    named: dict[str, frozenset[int]]
    hinted: frozenset[str]
    regions: frozenset[tuple[str, str]] = frozenset()
    """States and provinces that it names, as (country, code)."""
    home: tuple[str, str] = ("", "")
    """Country and region of the publication."""


def _best(
    options: tuple[Place, ...], countries: _Countries, region: tuple[str, str], sentence: int, around: Sequence[Place] = ()
) -> tuple[float, Place | None]:
    """(score, place): the likeliest place of a name, in the region named behind it, else by size, by the article's countries and by
    its other places."""
    country, division = region
    inside = [p for p in options if country and p.country == country and (not division or p.region == division)]
    if inside:
        return REGION_NAMED, max(inside, key=weight)
    if division and all(p.kind == "city" for p in options):
        return REGION_NAMED, None  # "Edmonton, Ky.", of which nobody knows where it is, and which is not the one in Canada

    def score(place: Place) -> float:
        if place.kind in ("country", "area"):
            return weight(place)
        sentences = countries.named.get(place.country, frozenset())
        near = (
            SAME_SENTENCE if sentence in sentences else SAME_ARTICLE if sentences else HINTED * (place.country in countries.hinted)
        )
        return weight(place) + near + _nearness(place, around) + _at_home(place, countries.home)

    best = max(options, key=score, default=None)
    return (score(best), best) if best else (0.0, None)


def _home(name: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """(country, region) of a publication's home; both empty where the gazetteer doesn't know it."""
    for place in gazetteer.find(name) if name else ():
        if place.kind == "country" or (place.kind == "region" and place.main_name):
            return place.country, place.region
    return "", ""


def _at_home(place: Place, home: tuple[str, str]) -> float:
    country, region = home
    if not country or place.country != country:
        return 0.0
    return HOME_REGION if region and place.region == region else HOME_COUNTRY


def _nearness(place: Place, around: Sequence[Place]) -> float:
    """What the article's other places say for this one: of its region, or not far away."""
    if place.kind not in ("city", "region", "county"):
        return 0.0
    if place.kind == "region":  # a town of a state speaks for the state as much as for a namesake in it
        return (SAME_REGION + NEAR) * any(other.country == place.country and other.region == place.region for other in around)
    # England is no evidence for one town of it against another.
    same = [other for other in around if place.country != "GB" and (other.country, other.region) == (place.country, place.region)]
    close = any(other.kind == "city" and other.id != place.id and distance(place, other) < CLOSE for other in around)
    named = any(other.kind == "region" for other in same)
    compatriots = sum(other.country == place.country and other.id != place.id for other in around)
    return (REGION_IN_ARTICLE if named else SAME_REGION * bool(same)) + NEAR * close + COMPATRIOT * min(compatriots, 2)


def distance(place: Place, other: Place) -> float:
    """Kilometres, on a sphere of the Earth's mean radius; precise enough to compare."""
    lat, other_lat = math.radians(place.lat), math.radians(other.lat)
    x = math.radians(other.lon - place.lon) * math.cos((lat + other_lat) / 2)
    return 6371.0 * math.hypot(x, other_lat - lat)


def _countries(parse: Parse, candidates: list[Candidate], gazetteer: Gazetteer) -> _Countries:
    """Countries by name (or by the name of one of their regions), and by nationality or a name that one country has."""
    named: dict[str, set[int]] = {}
    hinted: set[str] = set()
    for each in candidates:
        options = gazetteer.find(each.form)
        larger = {p.country for p in options if p.kind == "country"} or {
            p.country for p in options if p.kind == "region" and p.main_name
        }
        if len(larger) == 1:
            named.setdefault(larger.pop(), set()).add(parse.tokens[each.first].sentence)
        elif len({p.country for p in options}) == 1:
            hinted.add(options[0].country)
    hinted |= {nation(parse.tokens[place].text, gazetteer) for place in named_nations(parse, gazetteer)}
    hinted |= {code for _, code in seats(parse, set())}
    regions = {
        (option.country, option.region)
        for each in candidates
        for option in gazetteer.find(each.form)
        if option.kind == "region" and (option.main_name or is_shortened(parse, each.first, each.last))
    }
    behind = {region_behind(parse, each, gazetteer) for each in candidates}
    regions |= {(country, division) for country, division in behind if division}
    return _Countries({code: frozenset(places) for code, places in named.items()}, frozenset(hinted), frozenset(regions))


def region_behind(parse: Parse, each: Candidate, gazetteer: Gazetteer) -> tuple[str, str]:
    """(country, division) of the name behind a comma or "in": "Paris, Texas", "Queenstown in Ireland"."""
    tokens = parse.tokens
    if each.last + 1 >= len(tokens) or tokens[each.last].text not in (",", "in") or not is_capital(tokens[each.last + 1]):
        return "", ""
    for last in range(min(each.last + 4, len(tokens)), each.last + 1, -1):
        for place in gazetteer.find(text_of(parse, each.last + 1, last)):
            if place.kind == "region" and (place.main_name or is_shortened(parse, each.last + 1, last)):
                return place.country, place.region if place.country in ("US", "CA", "AU") else ""
            if place.kind == "country":
                return place.country, ""
    return "", ""


def is_shortened(parse: Parse, first: int, last: int) -> bool:
    """Whether a region's short name stands as such: with its full stop, or in capitals behind a town ("Glasgow, KY")."""
    tokens = parse.tokens
    form = text_of(parse, first, last)
    stopped = form.endswith(".") or (last < len(tokens) and tokens[last].text == "." and tokens[last].start == tokens[last - 1].end)
    behind_town = first > 1 and tokens[first - 1].text == "," and is_capital(tokens[first - 2])
    return (stopped and len(form) > 1) or (behind_town and form.isupper())
