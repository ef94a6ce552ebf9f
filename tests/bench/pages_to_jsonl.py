"""Pages with gold as JSON lines {id, html, url}, which `sitegen clean --jsonl` reads.

usage: pages_to_jsonl.py GOLD.jsonl PAGES OUT.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sitegen.sources.decode import CantDecode, decode


def main() -> None:
    gold, pages, out = map(Path, sys.argv[1:])
    with gold.open(encoding="utf-8") as rows, out.open("w", encoding="utf-8") as lines:
        for row in map(json.loads, rows):
            try:
                html, _ = decode((pages / f"{row['id']}.html").read_bytes())
            except CantDecode:
                continue
            lines.write(json.dumps({"id": row["id"], "html": html, "url": row.get("url") or ""}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
