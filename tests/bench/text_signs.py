"""Whether the days and the blanks of plain texts are right, beside what score_text.py says of lines and authors.

usage: text_signs.py LABELS.jsonl PREDICTED.jsonl

Of the main-column texts: how many dated ones were given their day, how many a wrong one, how many undated ones none, and how
many without an author were left blank.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path


def main() -> None:
    labels, predicted = (
        [json.loads(line) for line in Path(name).read_text(encoding="utf-8").split("\n") if line] for name in sys.argv[1:]
    )
    by_id = {row["id"]: row for row in predicted}
    count: Counter[str] = Counter()
    for row in labels:
        if row["variant"] != "column" or not row.get("lines"):
            continue
        found = by_id.get(row["id"], {})
        right, given = (row.get("date") or "")[:10], (found.get("date") or "")[:10]
        if "date" in row and right:
            count["dated"] += 1
            count["right"] += given == right
            count["wrong"] += given not in ("", right)
        elif "date" in row:
            count["undated"] += 1
            count["left"] += not given
        if "authors" in row and not row["authors"]:
            count["nobody"] += 1
            count["blank"] += not found.get("author")
    print(f"{count['dated']} dated: {count['right']} right, {count['wrong']} wrong; {count['undated']} undated: {count['left']} left so; "
          f"{count['nobody']} without an author: {count['blank']} left blank")  # fmt: skip


if __name__ == "__main__":
    main()
