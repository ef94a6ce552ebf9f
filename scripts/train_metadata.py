"""Train the models that choose a page's title, day and authors, from the development sets beside the project.

usage: train_metadata.py [--shared ../shared] [--score]

Needs catboost beside sitegen itself. Learns from `fu-dev` (gold of fundus, MIT) and `tr` (trafilatura's evaluation,
Apache-2.0): which of the values that a page offers is the one that people noted. With `--score` it also prints what
score_html.py says of answers by models that have not seen a page's host.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from cleaning_examples import FOLDS, fold_of, published
from lxml import html as lxml_html
from model_files import write

from sitegen.clean.extract import looked_through
from sitegen.clean.learned.forest import logistic
from sitegen.clean.metadata import authors, believed_names, best_date, best_title, dates, titles
from sitegen.clean.parse import parsed
from sitegen.sources.decode import CantDecode

FOREST: dict[str, Any] = {"iterations": 250, "learning_rate": 0.06, "depth": 4, "l2_leaf_reg": 5, "rsm": 0.5, "border_count": 128,
                          "thread_count": 2, "verbose": False, "allow_writing_files": False}  # fmt: skip
SEEDS = 4  # models whose mean is taken: one of them differs from the next by half a point
NEWS = 4  # how much a page of fu-dev, all news, counts against one of tr, which has blogs, shops and forums too
FIELDS = ("title", "date", "author")


@dataclass(slots=True)
class Example:
    """The offers of one page for one field, with the right ones marked."""

    id: str
    host: str
    field: str
    offers: list[Any]
    rows: Any
    label: Any
    sure: Any = field(default=None)

    @property
    def fold(self) -> int:
        """Pages of one host are never on both sides of a split."""
        return fold_of(self.host)


def _of_page(job: tuple[str, dict[str, Any], Path]) -> list[Example]:
    import common
    import score_html

    kind, gold, folder = job
    try:
        page = published(folder / "pages" / f"{gold['id']}.html", gold.get("url") or "")
        tree = parsed(page.text)
    except (CantDecode, ValueError, lxml_html.etree.LxmlError):
        return []
    seen = looked_through(tree, page.stated.url)
    if not seen.look.blocks:
        return []
    found, span = seen.gathered, seen.span
    title_rows = titles.rows(found.titles, found.page, span, None)
    title_label = [common.fold(each.value) == common.fold(gold.get("title") or "") for each in found.titles]
    headline = next(
        (
            min(each.places, key=lambda place: abs(place - span.first))
            for each, good in zip(found.titles, title_label, strict=True)
            if good and each.places
        ),
        None,
    )
    made = {
        "title": (found.titles, title_rows, title_label, bool(gold.get("title"))),
        "date": (
            found.dates,
            dates.rows(found.dates, found.page, span, headline),
            [each.value.isoformat() == gold.get("date") for each in found.dates],
            "date" in gold and ("title" in gold or bool(gold["date"])),
        ),
        "author": (
            found.authors,
            authors.rows(found.authors, found.page, span, headline),
            [
                bool(names := score_html.names(each.value)) and names <= score_html.names(gold.get("authors"))
                for each in found.authors
            ],
            "authors" in gold,
        ),
    }
    return [
        Example(
            f"{kind}:{gold['id']}",
            gold["host"],
            name,
            offers,
            np.array(rows, dtype=np.float32),
            np.array(label),
        )
        for name, (offers, rows, label, known) in made.items()
        if known and len(offers)
    ]


def examples(shared: Path, work: Path) -> list[Example]:
    """All examples of both sets."""
    sys.path.insert(0, str(shared / "measure/cleaning"))
    import common

    for name in ("fu-dev", "tr"):
        with tarfile.open(shared / f"corpora/cleaning/{name}.tar.gz") as archive:
            archive.extractall(work, filter="data")
    jobs = [(name, gold, work / name) for name in ("fu", "tr") for gold in common.read_jsonl(work / f"{name}/gold.jsonl")]
    with Pool(initializer=sys.path.insert, initargs=(0, str(shared / "measure/cleaning"))) as pool:
        return [each for found in pool.imap(_of_page, jobs, 8) for each in found]


def train(some: list[Example]) -> Any:
    """Boosted oblivious trees over all offers; a page counts the same however many it has."""
    import catboost

    weight = np.concatenate(
        [np.full(len(each.label), (NEWS if each.id.startswith("fu") else 1) / np.sqrt(len(each.label))) for each in some]
    )
    x, y = np.vstack([each.rows for each in some]), np.concatenate([each.label for each in some])
    models = [
        catboost.CatBoostClassifier(**FOREST, random_seed=seed).fit(x, y, sample_weight=weight / weight.mean())
        for seed in range(SEEDS)
    ]
    return catboost.sum_models(models, weights=[1 / SEEDS] * SEEDS)


def cross(all_: list[Example]) -> None:
    """Let each page be answered by a model that has not seen its host."""
    for fold in range(FOLDS):
        model = train([each for each in all_ if each.fold != fold])
        for each in all_:
            if each.fold == fold:
                each.sure = logistic(model.predict(each.rows))


def show(found: list[Example], work: Path) -> None:
    """What the scoring script says of the answers across hosts."""
    import common
    import score_html

    for name in ("fu", "tr"):
        gold = common.read_jsonl(work / f"{name}/gold.jsonl")
        answers: dict[str, dict[str, str]] = {}
        for each in found:
            set_, _, id_ = each.id.partition(":")
            if set_ != name:
                continue
            answer = answers.setdefault(id_, {})
            if each.field == "author":
                answer["author"] = "; ".join(believed_names(each.offers, each.sure))
            elif best := (best_title if each.field == "title" else best_date)(each.offers, each.sure):
                answer[each.field] = str(best.value)
        print(name, {key: round(value, 3) for key, value in score_html.score(gold, answers)["metadata"].items()})


def main() -> None:
    """Train and write, and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--score", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        found = examples(given.shared.resolve(), work)
        for name in FIELDS:
            some = [each for each in found if each.field == name]
            print(
                name,
                len(some),
                "pages,",
                sum(len(each.label) for each in some),
                "offers,",
                sum(bool(each.label.any()) for each in some),
                "with the right one",
            )
            if given.score:
                cross(some)
            write(name, train(some))
        if given.score:
            show(found, work)


if __name__ == "__main__":
    main()
