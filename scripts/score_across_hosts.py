"""What the whole cleaning makes of the texts of `residue-dev`, and of those that are clean already, each by models that have not
seen its host.

usage: score_across_hosts.py FOLDER [--shared ../shared]

FOLDER is what `train_cleaning.py --only texts --folds FOLDER` filled: for each fifth of the hosts the models that were trained on
the other four. The figures of `make score` are of the shipped models, which know these hosts.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaning_examples import FOLDS, VARIANT, Example, fold_of, made_up

from sitegen.clean.clean import clean
from sitegen.clean.learned import forest
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, RawDocument, SourceRef, Stated


def answers(rows: list[dict[str, Any]], models: Path) -> Iterator[tuple[str, CleanArticle]]:
    """The id of each text, and what is left of it."""
    for fold in range(FOLDS):
        forest.WEIGHTS = models / str(fold)
        forest.forest.cache_clear()
        forest.gram_weights.cache_clear()
        for row in rows:
            if fold_of(row["host"]) == fold:
                doc = RawDocument(
                    SourceRef(row["id"], Path(row["id"])), "text", row["text"], "utf-8", "", Stated(url=row["url"] or "")
                )
                found = clean(doc, CleanConfig(min_characters=1))
                if isinstance(found, CleanArticle):
                    yield row["id"], found


def _told(article: CleanArticle) -> dict[str, str]:
    return {
        "text": "\n".join(block.text for block in article.blocks if block.kind != "image"),
        "title": article.title,
        "author": "; ".join((*article.authors, *article.corporate_authors)),
    }


def words_lost(texts: list[Example], models: Path) -> float:
    """Share of the words of clean texts that were cut as residue."""
    rows = [{"id": each.id, "host": each.host, "url": "", "text": "\n".join(each.lines)} for each in texts]
    cut = [cut for _, found in answers(rows, models) for cut in found.cuts if cut.rule not in ("title", "metadata")]
    return sum(len(each.text.split()) for each in cut) / sum(len(line.split()) for each in texts for line in each.lines)


def main() -> None:
    """Clean, and print a line for each set and width of text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    sys.path.insert(0, str(given.shared.resolve() / "measure/cleaning"))
    import common
    import make_dirty
    import score_html
    import score_text

    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(given.shared / "corpora/cleaning/residue-dev.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        for name in ("fu", "wx"):
            work = Path(folder) / "residue" / name
            rows = common.read_jsonl(work / "dirty.jsonl")
            found = {id_: _told(article) for id_, article in answers(list(rows), given.models)}
            labels = [row for row in common.read_jsonl(work / "labels.jsonl") if row.get("lines")]
            for variant in VARIANT:
                if some := [row for row in labels if row["variant"] == variant]:
                    print(name, variant, {key: round(value, 3) for key, value in score_text.score(some, found).items()})
            columns = [row | {"url": ""} for row in labels if row["variant"] == "column"]
            some = [each for row in columns for each in made_up(row, 1.0, make_dirty, score_html) if each.variant == "clean"]
            print(name, "clean texts: words lost", f"{words_lost(some, given.models):.2%}")


if __name__ == "__main__":
    main()
