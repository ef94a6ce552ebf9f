"""Places: the model's, and the gazetteer's outside the names of persons, each resolved to one point on the map."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.core.types import PlaceFound
from sitegen.entities.names import Mention, capital_runs, is_capital, text_of, things
from sitegen.entities.parsers import Parse, Token
from sitegen.infra.gazetteer import Gazetteer, Place

# Without a model, only what is hardly ever anything else: countries, regions, and cities of some size after a
# preposition of place.
MIN_CITY = 15_000
METROPOLIS = 1_000_000
WELL_KNOWN = 300_000  # people; such a city is meant without a preposition too
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
HINTED = 0.3  # only a nationality, or a name of that country alone, is in the article


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    form: str
    sure: bool
    """The model says that it is a place, too."""
    location: bool = False
    """The model says that it is a sea, a mountain or a part of the world."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place where the text names it: tokens `[first, last)`."""

    first: int
    last: int
    form: str
    """As the text spells it, in the usual letters."""
    place: PlaceFound
    nationality: bool = False
    """It is the name of a nationality ("the French President"), which speaks of the country."""
    metonym: bool = False
    """It stands for those who govern there ("Washington said", "the Kremlin")."""


def find_places(
    parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer, home: str = ""
) -> tuple[tuple[PlaceFound, ...], tuple[Located, ...]]:
    """The places of a text, each once under the gazetteer's name (or its own, where the gazetteer has none), and where
    they are named. A nationality before an office of state counts as its country: "the French President" speaks of France.
    `home` is the country or region of the publication, whose towns it means before others.
    """
    no_places = things(parse)
    candidates = [c for c in _candidates(parse, people, gazetteer) if fold(c.form) not in no_places or _takes_article(c, gazetteer)]
    countries = dataclasses.replace(_countries(parse, candidates, gazetteer), home=_home(home, gazetteer))
    chosen, sure = _chosen(parse, candidates, countries, gazetteer)
    found: dict[object, PlaceFound] = {}
    forms: dict[str, list[str]] = {}
    mentions: list[Located] = []
    for each in candidates:
        best = chosen[fold(each.form)]
        if best is None and not (each.sure and _may_be_place(parse, each)):
            continue
        made = _found(best, each.form, gazetteer, fold(each.form) in sure) if best else PlaceFound(each.form)
        place = found.setdefault(best.id if best else fold(each.form), made)
        forms.setdefault(place.name, []).append(each.form)
        mentions.append(Located(each.first, each.last, each.form, place, metonym=_acts(parse, each)))
    for mention in _offices_of_state(parse, gazetteer):
        country = gazetteer.country(_nation(mention.name, gazetteer))
        if country:
            place = found.setdefault(country.id, _found(country, country.name, gazetteer))
            mentions.append(Located(mention.first, mention.last, mention.name, place, nationality=True))
    return tuple(_with_forms(place, forms.get(place.name, [])) for place in found.values()), tuple(mentions)


def nationalities(parse: Parse, gazetteer: Gazetteer, taken: set[int]) -> Iterator[Located]:
    """Every nationality that the text names outside of the tokens `taken`, with its country."""
    for place, token in enumerate(parse.tokens):
        if place not in taken and _is_nationality(token, parse, gazetteer):
            country = gazetteer.country(_nation(token.text, gazetteer))
            if country:
                yield Located(place, place + 1, token.text, _found(country, country.name, gazetteer), nationality=True)


def seats(parse: Parse, gazetteer: Gazetteer, taken: set[int]) -> Iterator[Located]:
    """Seats of power that the text names outside of the tokens `taken`, each with the country for which it speaks."""
    known = parse.words.seats
    for first, end in capital_runs(parse):
        for last in range(min(end, first + 4), first, -1):
            for start in range(first, last):
                code = known.get(text_of(parse, start, last).lower(), "")
                country = gazetteer.country(code) if code and taken.isdisjoint(range(start, last)) else None
                if country is not None:
                    yield Located(start, last, text_of(parse, start, last), _found(country, country.name, gazetteer), metonym=True)
                    taken.update(range(start, last))


def _acts(parse: Parse, each: _Candidate) -> bool:
    """Whether a place says or does something, as only those who govern there can."""
    tokens = parse.tokens
    if parse.has_heads:
        name = tokens[each.last - 1]
        head = tokens[name.head]
        return name.dep == "nsubj" and head.lemma in parse.words.claim_verbs and head.pos == "VERB"
    behind = tokens[each.last] if each.last < len(tokens) else None
    before = tokens[each.first - 1].text.lower() if each.first else ""
    said = behind is not None and behind.pos == "VERB" and behind.lemma in parse.words.claim_verbs
    return said and before not in parse.words.place_prepositions


def _may_be_place(parse: Parse, each: _Candidate) -> bool:
    """Whether a name that the gazetteer doesn't have is one all the same: where it says so ("Black Hawk County"), or where a
    preposition does. What models take for places beyond that are firms and people."""
    words = each.form.lower().split()
    if len(words) > 1 and parse.words.features_of_land & {words[0], words[-1]}:  # "Cape Race" as well
        return True
    if re.search(r"[a-z][A-Z]|^[A-Z.]+$", each.form):  # "SpaceX", "AI"
        return False
    before = parse.tokens[each.first - 1].text.lower() if each.first else ""
    return before in ("in", "near", "at", "from") and all(word[:1].isupper() for word in each.form.split())


def _chosen(
    parse: Parse, candidates: list[_Candidate], countries: _Countries, gazetteer: Gazetteer
) -> tuple[dict[str, Place | None], set[str]]:
    """The place of each name, one for the whole article, by the mention that has the best evidence; and the names about which
    there is little doubt.

    Chosen twice: the second time each name also looks at where the others are.
    """
    first, _ = _chosen_beside(parse, candidates, countries, gazetteer, {})
    return _chosen_beside(parse, candidates, countries, gazetteer, first)


def _chosen_beside(
    parse: Parse, candidates: list[_Candidate], countries: _Countries, gazetteer: Gazetteer, others: dict[str, Place | None]
) -> tuple[dict[str, Place | None], set[str]]:
    chosen: dict[str, tuple[float, Place | None]] = {}
    sure: set[str] = set()
    points = [(name, place) for name, place in others.items() if place and place.kind in ("city", "region")][:AROUND]
    for each in candidates:
        form = fold(each.form)
        around = [place for name, place in points if name != form]
        near = _region_behind(parse, each, gazetteer)
        sentence = parse.tokens[each.first].sentence
        options = (*gazetteer.find(each.form), *gazetteer.towns(each.form, countries.regions | {near, countries.home}))
        score, place = _best(options, countries, near, sentence, around)
        if score > chosen.get(form, (-1.0, None))[0]:
            chosen[form] = score, place
            second, _ = _best(tuple(p for p in options if place is None or p.id != place.id), countries, ("", ""), sentence, around)
            (sure.add if score - second >= CLEAR else sure.discard)(form)
            if place is not None and place.kind == "county" and score - second < COUNTY_LEAD:
                chosen[form] = score, None  # one of the four Adair Counties, and nothing says which
    return {form: place for form, (_, place) in chosen.items()}, sure


def _found(place: Place, form: str, gazetteer: Gazetteer, sure: bool = True) -> PlaceFound:
    """The place under the gazetteer's name, or under the article's where that is the same but for marks on letters, the
    short form of "New York City", or the English name of a region."""
    usual = fold(form) == fold(place.name) or place.name == f"{form} City" or (place.kind == "region" and not place.main_name)
    name = form if usual and not form.endswith(".") else place.name
    inside = gazetteer.region_name(place.country, place.region) if place.kind in ("city", "county") else ""
    number = place.id if place.kind in ("country", "city") else None  # the others have numbers of the gazetteer's own
    return PlaceFound(
        name, round(place.lat, 4), round(place.lon, 4), place.kind, place.country, inside, place.population, number, sure=sure
    )


def _with_forms(place: PlaceFound, forms: list[str]) -> PlaceFound:
    others = tuple(dict.fromkeys(form for form in forms if form != place.name))
    return dataclasses.replace(place, forms=others)


def _takes_article(candidate: _Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a name may have "the" before it: a sea or a mountain by the model, or a country ("the Netherlands")."""
    return candidate.location or any(p.kind == "country" for p in gazetteer.find(candidate.form))


def _candidates(parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer) -> list[_Candidate]:
    """Names that may be places, in the text's order: never inside a person's name, the longest where they overlap."""
    taken = {n for each in people for n in range(each.first, each.last)}
    found: list[_Candidate] = []
    for each in (*_model(parse, gazetteer), *_scan(parse, taken, gazetteer)):
        span = range(each.first, each.last)
        if not any(n in taken for n in span):
            taken.update(span)
            found.append(each)
    return sorted(found, key=lambda each: each.first)


def _model(parse: Parse, gazetteer: Gazetteer) -> Iterator[_Candidate]:
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
        yield _Candidate(first, last, form, sure=True, location=span.label == "location")


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


def _scan(parse: Parse, taken: set[int], gazetteer: Gazetteer) -> Iterator[_Candidate]:
    """Names of the gazetteer among the runs of capitals, the longest first."""
    organisations = {
        n for s in parse.spans if s.label in ("organisation", "other") and s.last - s.first > 1 for n in range(s.first, s.last)
    }
    for run, end in capital_runs(parse):
        place = run
        while place < end:
            for last in range(min(end, place + 4), place, -1):
                if _is_place(parse, place, last, run, end, taken, gazetteer) and place not in organisations:
                    yield _Candidate(place, last, _cased(text_of(parse, place, last)), sure=False)
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
    best = max(options, key=_weight)
    if low in words.given_names and not (
        best.capital and (first, last) == (run, end)
    ):  # "Washington said", but not "Washington Dodge"
        return False
    if best.kind in ("country", "area", "county") or (
        best.kind == "region" and (best.main_name or _is_shortened(parse, first, last))
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


def _is_shortened(parse: Parse, first: int, last: int) -> bool:
    """Whether a region's short name stands as such: with its full stop, or in capitals behind a town ("Glasgow, KY")."""
    tokens = parse.tokens
    form = text_of(parse, first, last)
    stopped = form.endswith(".") or (last < len(tokens) and tokens[last].text == "." and tokens[last].start == tokens[last - 1].end)
    behind_town = first > 1 and tokens[first - 1].text == "," and is_capital(tokens[first - 2])
    return (stopped and len(form) > 1) or (behind_town and form.isupper())


def _weight(place: Place) -> float:
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
        return REGION_NAMED, max(inside, key=_weight)
    if division and all(p.kind == "city" for p in options):
        return REGION_NAMED, None  # "Edmonton, Ky.", of which nobody knows where it is, and which is not the one in Canada

    def score(place: Place) -> float:
        if place.kind in ("country", "area"):
            return _weight(place)
        sentences = countries.named.get(place.country, frozenset())
        near = (
            SAME_SENTENCE if sentence in sentences else SAME_ARTICLE if sentences else HINTED * (place.country in countries.hinted)
        )
        return _weight(place) + near + _nearness(place, around) + _at_home(place, countries.home)

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


def _countries(parse: Parse, candidates: list[_Candidate], gazetteer: Gazetteer) -> _Countries:
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
    hinted |= {_nation(token.text, gazetteer) for token in parse.tokens if _is_nationality(token, parse, gazetteer)}
    hinted |= {each.place.country for each in seats(parse, gazetteer, set())}
    regions = {
        (option.country, option.region)
        for each in candidates
        for option in gazetteer.find(each.form)
        if option.kind == "region" and (option.main_name or _is_shortened(parse, each.first, each.last))
    }
    behind = {_region_behind(parse, each, gazetteer) for each in candidates}
    regions |= {(country, division) for country, division in behind if division}
    return _Countries({code: frozenset(places) for code, places in named.items()}, frozenset(hinted), frozenset(regions))


def _region_behind(parse: Parse, each: _Candidate, gazetteer: Gazetteer) -> tuple[str, str]:
    """(country, division) of the name behind a comma or "in": "Paris, Texas", "Queenstown in Ireland"."""
    tokens = parse.tokens
    if each.last + 1 >= len(tokens) or tokens[each.last].text not in (",", "in") or not is_capital(tokens[each.last + 1]):
        return "", ""
    for last in range(min(each.last + 4, len(tokens)), each.last + 1, -1):
        for place in gazetteer.find(text_of(parse, each.last + 1, last)):
            if place.kind == "region" and place.main_name:
                return place.country, place.region if place.country in ("US", "CA", "AU") else ""
            if place.kind == "country":
                return place.country, ""
    return "", ""


def _offices_of_state(parse: Parse, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Nationalities beside an office or body of a state ("French Finance Minister", "président russe")."""
    words, tokens = parse.words, parse.tokens
    for place, token in enumerate(tokens):
        if not _is_nationality(token, parse, gazetteer):
            continue
        around = tokens[max(0, place - 2) : place][::-1] if words.adjectives_follow else tokens[place + 1 : place + 4]
        for other in around:
            if other.sentence == token.sentence and other.text.lower() in words.state_offices:
                yield Mention(place, place + 1, token.text)
                break
            if not (is_capital(other) or words.adjectives_follow):
                break


def _is_nationality(token: Token, parse: Parse, gazetteer: Gazetteer) -> bool:
    """Whether a word names a nationality; English writes them with a capital."""
    return (is_capital(token) or parse.words.adjectives_follow) and bool(_nation(token.text, gazetteer))


def _nation(word: str, gazetteer: Gazetteer) -> str:
    """The code of the country of a nationality, in the singular or the plural."""
    return gazetteer.demonym(word) or (gazetteer.demonym(word[:-1]) if word.endswith("s") else "")
