"""The finders' words of each language, read once from `lexicons/{language}/*.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from typing import Any

import yaml

from sitegen.core.types import Bound

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
    noble_titles: Words = NONE
    vessels: Words = NONE
    not_names: Words = NONE
    streets: Words = NONE
    features_of_land: Words = NONE
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

    # grammar.yaml
    closed: dict[str, list[str]] = field(default_factory=dict)
    endings: list[list[str]] = field(default_factory=list)
    verb_endings: list[list[str]] = field(default_factory=list)
    elisions: tuple[str, ...] = ()

    # figures.yaml
    bounds: tuple[tuple[re.Pattern[str], Bound], ...] = ()
    """(pattern that ends where the number begins, bound), the longest phrases first."""
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
    phrases = sorted(((p, bound) for bound, all_ in groups.pop("bounds", {}).items() for p in all_), key=lambda x: -len(x[0]))
    bounds = tuple((re.compile(rf"(?:^|[\s(“\"‘—–,]){re.escape(p)}\s+$", re.I), bound) for p, bound in phrases)
    sets = {each.name for each in fields(Lexicon) if each.type == "Words"}
    values: dict[str, Any] = {name: frozenset(value) if name in sets else value for name, value in groups.items()}
    return Lexicon(language, bounds=bounds, **values)


@cache
def given_names() -> Words:
    """The given names of all languages."""
    return frozenset().union(*(lexicon(language).given_names for language in languages()))
