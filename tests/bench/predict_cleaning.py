"""Write sitegen's predictions for a cleaning set, in the form that the cleaning scoring scripts read.

usage: predict_cleaning.py html GOLD.jsonl PAGES OUT.jsonl
       predict_cleaning.py text DIRTY.jsonl OUT.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitegen.clean.clean import clean
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, RawDocument, Refusal, SourceRef
from sitegen.sources.read import read

CONFIG = CleanConfig(min_characters=1)


def rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def page(pages: Path, name: str) -> CleanArticle | Refusal:
    document = read(SourceRef(name, pages / f"{name}.html"), 50_000_000)
    return document if isinstance(document, Refusal) else clean(document, CONFIG)


def text(name: str, body: str) -> CleanArticle | Refusal:
    return clean(RawDocument(SourceRef(name, Path(name)), "text", body, "utf-8", ""), CONFIG)


def predicted(name: str, article: CleanArticle | Refusal, with_title: bool) -> dict[str, Any]:
    if isinstance(article, Refusal):
        return {"id": name, "text": "", "title": None, "date": None, "author": None, "sitename": None}
    lines = [line for block in article.blocks for line in block.text.split("\n")]
    return {
        "id": name,
        "text": "\n".join([article.title, *lines] if with_title else lines),
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "author": "; ".join(article.authors) or None,
        "sitename": article.site_name or None,
    }


def main() -> None:
    kind, *paths = sys.argv[1:]
    files = [Path(path) for path in paths]
    with files[-1].open("w", encoding="utf-8") as out:
        for row in rows(files[0]):
            found = page(files[1], row["id"]) if kind == "html" else text(row["id"], row["text"])
            out.write(json.dumps(predicted(row["id"], found, with_title=kind == "text"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
