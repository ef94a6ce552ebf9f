"""The finders' words of each language, read once from `lexicons/{language}/*.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from typing import Any

import yaml

from sitegen.core.types import Bound, Certainty

Words = frozenset[str]
NONE: Words = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """The words of one language; what each group is for stands in the files. A group that a language lacks is empty."""

    language: str

    # names.yaml
    honorifics: Words = NONE
    offices: Words = NONE
    state_offices: Words = NONE
    given_names: Words = NONE
    organisation_words: Words = NONE
    firm_endings: Words = NONE
    ends_of_others: Words = NONE
    firm_nouns: Words = NONE
    firm_nouns_behind: Words = NONE
    hyphened_surnames: Words = NONE
    noble_titles: Words = NONE
    vessels: Words = NONE
    not_names: Words = NONE
    streets: Words = NONE
    addresses: Words = NONE
    buildings: Words = NONE
    saintly: Words = NONE
    sites_first: Words = NONE
    no_sites: Words = NONE
    general: Words = NONE
    site_prepositions: Words = NONE
    site_links: Words = NONE
    features_of_land: Words = NONE
    divisions: Words = NONE
    settlements: Words = NONE
    of_places: Words = NONE
    joiners: Words = NONE
    saints: Words = NONE
    in_place: Words = NONE
    directions: Words = NONE
    authorities: Words = NONE
    authority_modifiers: Words = NONE
    place_prepositions: Words = NONE
    particles: Words = NONE
    thing_articles: Words = NONE
    seats: dict[str, str] = field(default_factory=dict)
    nationalities: dict[str, list[str]] = field(default_factory=dict)
    """Country's code → names of its nationality, where the gazetteer's English ones don't serve."""
    adjectives_follow: bool = False

    # saying.yaml
    claim_verbs: Words = NONE
    claim_forms: dict[str, str] = field(default_factory=dict)
    claim_nouns: Words = NONE
    selves: Words = NONE
    verbs_or_nouns: Words = NONE
    according: Words = NONE
    quoting: Words = NONE
    nobodies: Words = NONE
    claim_openers: Words = NONE
    plan_openers: Words = NONE
    plans: Words = NONE
    owned_links: Words = NONE
    saying_verbs: Words = NONE
    claim_links: Words = NONE

    # grammar.yaml
    closed: dict[str, list[str]] = field(default_factory=dict)
    endings: list[list[str]] = field(default_factory=list)
    verb_endings: list[list[str]] = field(default_factory=list)
    elisions: tuple[str, ...] = ()

    # figures.yaml
    bounds: dict[str, Bound] = field(default_factory=dict)
    """Phrase before a number → what it says."""
    bounds_behind: dict[str, Bound] = field(default_factory=dict)
    between_change: Words = NONE
    articles: Words = NONE
    of: Words = NONE
    old: Words = NONE
    pronouns: Words = NONE
    levels: Words = NONE
    comparing: Words = NONE
    before_pronoun_one: Words = NONE
    range_openers_and: str = ""
    no_nouns: Words = NONE
    indices: Words = NONE
    time_nouns: Words = NONE
    temperature_words: Words = NONE
    bare_scales: Words = NONE
    happenings: dict[str, str] = field(default_factory=dict)
    """Word → the one word for what befell somebody or something."""
    people_nouns: Words = NONE
    weekdays: dict[str, int] = field(default_factory=dict)
    month_numbers: dict[str, int] = field(default_factory=dict)
    ordinal_endings: Words = NONE
    coming: Words = NONE
    relative_days: dict[str, int] = field(default_factory=dict)
    relative_months: dict[str, int] = field(default_factory=dict)
    relative_years: dict[str, int] = field(default_factory=dict)
    before_times: Words = NONE
    certainty: dict[str, Certainty] = field(default_factory=dict)
    unverified_sentences: Words = NONE
    money_words: Words = NONE
    month_verbs: Words = NONE
    temperatures: dict[str, str] = field(default_factory=dict)
    merely: Words = NONE
    people_behind: Words = NONE
    relative_times: Words = NONE
    led_modifiers: Words = NONE
    eras: Words = NONE
    age_verbs: Words = NONE
    age_subjects: Words = NONE
    behind_ages: Words = NONE
    singulars: dict[str, str] = field(default_factory=dict)
    plural_endings: list[list[str]] = field(default_factory=list)
    no_modifiers: Words = NONE
    durations_behind: Words = NONE
    loose_scales: dict[str, list[float]] = field(default_factory=dict)
    fractions: dict[str, float] = field(default_factory=dict)
    multiples: dict[str, float] = field(default_factory=dict)
    range_words: Words = NONE
    range_openers: Words = NONE
    negatives: Words = NONE
    compound_links: Words = NONE
    alternatives: Words = NONE
    rate_things: Words = NONE
    rate_words: Words = NONE
    weighing: Words = NONE
    metre_signs: Words = NONE
    rises: Words = NONE
    falls: Words = NONE
    decimal_comma: bool = False
    """Whether a comma stands before decimals and a space between thousands."""
    events: dict[str, str] = field(default_factory=dict)
    people_events: Words = NONE
    event_nouns: Words = NONE
    total_nouns: Words = NONE
    measuring_verbs: Words = NONE
    plurals: Words = NONE
    partitive: Words = NONE
    time_relations: Words = NONE
    months: Words = NONE
    before_years: Words = NONE
    clock_words: Words = NONE
    numbered: Words = NONE
    units_words: dict[str, float] = field(default_factory=dict)
    tens_words: dict[str, float] = field(default_factory=dict)
    scale_words: dict[str, float] = field(default_factory=dict)
    glued_scales: dict[str, float] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)


def has_lexicon(language: str) -> bool:
    """Whether there are words of a language, without which the finders find nothing in it."""
    return language.isalpha() and (resources.files("sitegen.entities") / "lexicons" / language).is_dir()


def languages() -> list[str]:
    """Codes of the languages that there are words of."""
    return sorted(each.name for each in (resources.files("sitegen.entities") / "lexicons").iterdir() if each.is_dir())


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The words of a language that `has_lexicon`."""
    groups: dict[str, Any] = {}
    for file in sorted((resources.files("sitegen.entities") / "lexicons" / language).iterdir(), key=lambda each: each.name):
        groups |= yaml.safe_load(file.read_text(encoding="utf-8"))
    for name in ("bounds", "bounds_behind", "certainty", "happenings"):
        groups[name] = {phrase: bound for bound, phrases in groups.get(name, {}).items() for phrase in phrases}
    sets = {each.name for each in fields(Lexicon) if each.type == "Words"}
    values: dict[str, Any] = {name: frozenset(value) if name in sets else value for name, value in groups.items()}
    return Lexicon(language, **values)


@cache
def given_names() -> Words:
    """The given names of all languages."""
    return frozenset().union(*(lexicon(language).given_names for language in languages()))
