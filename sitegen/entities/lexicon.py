"""The finders' words, read once from `lexicons/*.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from sitegen.core.types import Bound


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language; what each group is for stands in the file."""

    honorifics: frozenset[str]
    offices: frozenset[str]
    state_offices: frozenset[str]
    given_names: frozenset[str]
    organisation_words: frozenset[str]
    noble_titles: frozenset[str]
    vessels: frozenset[str]
    not_names: frozenset[str]
    claim_verbs: frozenset[str]
    claim_forms: dict[str, str]
    claim_nouns: frozenset[str]
    bounds: tuple[tuple[re.Pattern[str], Bound], ...]
    """(pattern that ends where the number begins, bound), the longest phrases first."""
    events: dict[str, str]
    people_events: frozenset[str]
    event_nouns: frozenset[str]
    total_nouns: frozenset[str]
    measuring_verbs: frozenset[str]
    plurals: frozenset[str]
    partitive: frozenset[str]
    time_relations: frozenset[str]
    months: frozenset[str]
    before_years: frozenset[str]
    clock_words: frozenset[str]
    numbered: frozenset[str]
    streets: frozenset[str]
    features_of_land: frozenset[str]
    place_prepositions: frozenset[str]
    units_words: dict[str, float]
    tens_words: dict[str, float]
    scale_words: dict[str, float]
    glued_scales: dict[str, float]
    measures: dict[str, str]
    currencies: dict[str, str]


def has_lexicon(language: str) -> bool:
    """Whether there are words of a language, without which the finders find nothing in it."""
    return (resources.files("sitegen.entities") / "lexicons" / f"{language}.yaml").is_file()


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The words of a language; English where there are none of it yet."""
    folder = resources.files("sitegen.entities") / "lexicons"
    file = folder / f"{language}.yaml"
    raw = yaml.safe_load((file if file.is_file() else folder / "en.yaml").read_text(encoding="utf-8"))
    phrases = sorted(((p, bound) for bound, all_ in raw.pop("bounds").items() for p in all_), key=lambda x: -len(x[0]))
    bounds = tuple((re.compile(rf"(?:^|[\s(“\"‘—–,]){re.escape(p)}\s+$", re.I), bound) for p, bound in phrases)
    groups: dict[str, Any] = {name: value if isinstance(value, dict) else frozenset(value) for name, value in raw.items()}
    return Lexicon(bounds=bounds, **groups)
