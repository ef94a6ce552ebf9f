"""Measure the finders of people and places: CPU against a pass of spaCy's model, and places where the gold says which words name one.

usage: names.py [--shared ../shared] [--only cpu|gold-spans]

CPU seconds of reading TR-News and CoNLL testa, by each engine in a process of its own, and of the model of the full engine alone:
compare rows of one run. With gold spans: the share of the toponyms of TR-News that have coordinates which the resolver puts within
161 km, when it is told where they stand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import resource
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.config.schema import EntitiesConfig
from sitegen.core.text import fold
from sitegen.core.types import PlaceFound
from sitegen.entities.annotate import model_for
from sitegen.entities.atlas import atlas
from sitegen.entities.finders.people import find_people
from sitegen.entities.finders.places import find_places
from sitegen.entities.finders.places.choosing import Candidate, choose
from sitegen.entities.finders.places.sites import Site, town_of
from sitegen.entities.parsers import parser
from sitegen.entities.parsers.full import BATCH

SETS = ("tr-news", "conll-testa")
WARM = 3  # texts that are read before the clock starts


def gold(shared: Path, name: str) -> list[dict[str, Any]]:
    """The articles of a set."""
    with gzip.open(shared / f"corpora/entities/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def seconds(shared: Path, what: str) -> float:
    """CPU of reading the sets by `light`, `full`, or the model of the full engine alone (`model`)."""
    texts = [str(row["text"]) for name in SETS for row in gold(shared, name)]
    package = "" if what == "light" else model_for("en", EntitiesConfig())
    places = atlas("en")
    reader: Any = parser(package, "en")
    read = partial(reader._model.pipe, batch_size=BATCH) if what == "model" else reader.parse
    list(read(texts[:WARM]))
    start = time.process_time()
    for parse in read(texts):
        if what != "model":
            _, people = find_people(parse, places)
            find_places(parse, people, places)
    return time.process_time() - start


def within_161_km(shared: Path) -> float:
    """Share of the gold toponyms of TR-News that are put where the gold has them."""
    places = atlas("en")
    articles = gold(shared, "tr-news")
    right = count = 0
    for row, parse in zip(articles, parser("", "en").parse(str(each["text"]) for each in articles), strict=True):
        named = []
        for place in row["places"]:
            for start, end in place["mentions"] if place.get("lat") is not None else ():
                inside = [n for n, token in enumerate(parse.tokens) if token.start < end and token.end > start]
                if inside:
                    named.append((Candidate(inside[0], inside[-1] + 1, parse.text[start:end], sure=True), place))
        named.sort(key=lambda each: each[0].first)
        chosen, _ = choose(parse, [each for each, _ in named], places, "")
        towns = [
            (each.first, each.last, PlaceFound(best.name, best.lat, best.lon))
            for each, _ in named
            if (best := chosen[fold(each.form)]) and best.kind == "city"
        ]
        for each, place in named:
            site = Site(each.first, each.last, each.form, "building", clear=True)
            found = chosen[fold(each.form)] or places.country(places.demonym(each.form)) or town_of(parse, site, towns)
            count += 1
            if found is not None and found.lat is not None and found.lon is not None:
                right += _km(found.lat, found.lon, place["lat"], place["lon"]) <= 161
    return right / count


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    x = math.radians(other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return 6371.0 * math.hypot(x, math.radians(other_lat - lat))


def main() -> None:
    """Print the rows."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--only", choices=["cpu", "gold-spans"])
    options.add_argument("--one", choices=["model", "full", "light"], help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(seconds(given.shared, given.one), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    if given.only != "gold-spans":
        whole = 0.0
        for what in ("model", "full", "light"):
            command = [sys.executable, __file__, "--shared", str(given.shared), "--one", what]
            cpu, megabytes = map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
            whole = whole or cpu
            print(f"{what:<6} {cpu:6.2f} CPU s  {cpu / whole:5.2f} passes of the model  {megabytes:.0f} MB")
    if given.only != "cpu":
        print(f"within 161 km, gold spans: {within_161_km(given.shared):.3f}")


if __name__ == "__main__":
    main()
