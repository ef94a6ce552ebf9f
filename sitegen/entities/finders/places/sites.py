"""Streets and buildings: no gazetteer has them, but their names say what they are, and the text says in which town.

A site stands on the map where its town does; that it is a street's or a building's name, its kind tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sitegen.core.text import fold
from sitegen.core.types import PlaceFound
from sitegen.entities.finders.places.choosing import Candidate
from sitegen.entities.names import capital_runs, is_capital, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

MAX_WORDS = 7
LARGE = 200_000  # people


@dataclass(frozen=True, slots=True)
class Site:
    """A street or a building where the text names it: tokens `[first, last)`."""

    first: int
    last: int
    name: str
    kind: str
    """`street` or `building`."""
    clear: bool
    """Its word for what it is has no other use."""


def sites(parse: Parse, taken: set[int]) -> list[Site]:
    """Streets and buildings outside of the tokens `taken`, in the text's order.

    A street's last word is enough ("Fore Street"). Words that have other uses ("Way", "Park") need a preposition of place before
    the name, or a town behind it, somewhere in the text: "in Hyde Park", but not a film's "Jurassic Park".
    """
    found = [each for each in _named(parse) if taken.isdisjoint(range(each.first, each.last))]
    placed = {fold(each.name) for each in found if _is_placed(parse, each)}
    return [each for each in found if each.clear or fold(each.name) in placed]


def owner_in_name(parse: Parse, site: Site, named: Collection[str], gazetteer: Gazetteer) -> Candidate | None:
    """The town that a building's name begins with ("Seattle Art Museum"): a large one, or one that is `named` (folded) by itself
    too, as the Whitney Museum is in no Whitney. Streets are named after towns far away.
    """
    for last in range(site.last - 1, site.first, -1):
        form = text_of(parse, site.first, last)
        towns = [p for p in gazetteer.find(form) if p.kind == "city" and p.main_name]
        if site.kind == "building" and towns and (fold(form) in named or towns[0].population >= LARGE):
            return Candidate(site.first, last, form, sure=False)
    return None


def town_of(parse: Parse, site: Site, towns: Sequence[tuple[int, int, PlaceFound]]) -> PlaceFound | None:
    """The town behind a site ("Fore Street, Edmonton"), before it ("Toronto's Pearson International Airport"), the last before it
    in its sentence, or the one that the text names most.

    `towns` are tokens `[first, last)` with what stands there, in the text's order.
    """
    tokens = parse.tokens
    behind = [town for first, _, town in towns if first == site.last + 1 and tokens[site.last].text.lower() in parse.words.in_place]
    owner = [town for _, last, town in towns if last == site.first - 1 and tokens[last].text in ("'s", "’s")]
    here = parse.sentences[tokens[site.first].sentence][0]
    before = [town for first, _, town in towns if here <= first < site.first][-1:]
    most = Counter(town.name for _, _, town in towns).most_common(1)
    usual = [town for _, _, town in towns if most and town.name == most[0][0]]
    return next(iter([*behind, *owner, *before, *usual]), None)


def located(site: Site, town: PlaceFound | None) -> PlaceFound:
    """The site at the point of its town, whose name is its `region`; without a point where the text names no town."""
    if town is None:
        return PlaceFound(site.name, kind=site.kind, sure=False)
    return PlaceFound(site.name, town.lat, town.lon, site.kind, town.country, town.name)


def _named(parse: Parse) -> Iterator[Site]:
    words, tokens = parse.words, parse.tokens
    for run, end in capital_runs(parse):
        first, last = run, end
        if parse.words.adjectives_follow:
            first = _opening(parse, run)
            kind = _kind(parse, tokens[first].text)
        else:
            kind = _kind(parse, tokens[last - 1].text)
            first = _beginning(parse, run, last)
            if tokens[last - 1].text.lower() in ("st", "st.") and tokens[last - 2].text[:1].isupper() and last - first > 1:
                kind = "street"  # "Wooster St."; what goes on is a saint's: "Fort St. John"
            if not kind and end - run > 1 and tokens[run].text.lower() in words.sites_first:
                kind = "street"
            if tokens[last - 1].text.lower() in words.saintly and tokens[first].text.lower() not in words.saints:
                continue  # "the Evangelical Church" is its believers
        name = text_of(parse, first, last) if 1 < last - first <= MAX_WORDS else ""
        if (
            name
            and kind
            and not _is_general(parse, first, last)
            and name.lower() not in words.no_sites
            and name.lower() not in words.seats
        ):
            said = {tokens[first].text.lower(), tokens[last - 1].text.lower().rstrip(".")}
            yield Site(first, last, name, kind, not said.isdisjoint(words.streets | words.sites_first))


def _kind(parse: Parse, word: str) -> str:
    low = word.lower().rstrip(".")
    words = parse.words
    if low in words.streets or low in words.addresses:
        return "street"
    return "building" if low in words.buildings else ""


def _beginning(parse: Parse, run: int, last: int) -> int:
    """Where the name in a run begins: behind "The", "In", a road's number; before a possessor ("St. Michael's Hospital")."""
    words, tokens = parse.words, parse.tokens
    while run < last - 1 and (tokens[run].text.lower() in words.not_names or any(c.isdigit() for c in tokens[run].text)):
        run += 1
    while (
        run > 1
        and tokens[run - 1].text == "-"
        and tokens[run - 1].end == tokens[run].start
        and not _kind(parse, tokens[run - 2].text)
    ):
        run -= 2  # "Mont-Royal Avenue"; but "the Trafalgar Street-Clarke Road intersection"
        while (
            run > 0
            and is_capital(tokens[run - 1])
            and tokens[run - 1].sentence == tokens[run].sentence
            and tokens[run - 1].text.lower() not in words.not_names
        ):
            run -= 1
    if run > 1 and tokens[run - 1].text in ("'s", "’s") and tokens[run - 1].start == tokens[run - 2].end:
        owner = run - 2
        while (
            owner > 0
            and tokens[owner - 1].sentence == tokens[run].sentence
            and (
                is_capital(tokens[owner - 1]) or (tokens[owner - 1].text == "." and tokens[owner - 2].text.lower() in words.saints)
            )
        ):
            owner -= 1
        if is_capital(tokens[run - 2]) and (last - run == 1 or tokens[owner].text.lower() in words.saints):
            return owner
    return run


def _opening(parse: Parse, run: int) -> int:
    """Where a name that opens with what it is begins: "rue de Rivoli", "hôpital Necker"."""
    tokens, place = parse.tokens, run
    while place > 0 and run - place < 4 and tokens[place - 1].text.lower() in parse.words.site_links:
        place -= 1
    return (
        place - 1 if place and tokens[place - 1].sentence == tokens[run].sentence and _kind(parse, tokens[place - 1].text) else run
    )


def _is_general(parse: Parse, first: int, last: int) -> bool:
    """Whether every town has one of that name: "University Hospital"."""
    inside = {token.text.lower() for token in parse.tokens[first:last]}
    return all(word in parse.words.general or _kind(parse, word) == "building" for word in inside)


def _is_placed(parse: Parse, site: Site) -> bool:
    words, tokens = parse.words, parse.tokens
    before = site.first - 1
    if before >= 0 and tokens[before].text.lower() in words.thing_articles:
        before -= 1
    if before > 0 and tokens[before].text in ("'s", "’s"):  # "Whittier's Penn Park"
        return True
    if (
        before >= 0
        and tokens[before].sentence == tokens[site.first].sentence
        and tokens[before].text.lower() in words.site_prepositions
    ):
        return True
    behind = tokens[site.last : site.last + 2]
    return len(behind) == 2 and behind[0].text in words.in_place - {","} and is_capital(behind[1])
