"""Train the models of `sitegen/clean/learned/weights/` from the development sets beside the project.

usage: train_cleaning.py [--shared ../shared] [--score] [--only texts|pages] [--folds FOLDER]

Needs catboost, scikit-learn and scipy beside sitegen itself; takes some minutes. Every host is also answered by models trained
on the other four fifths of the hosts; with `--score` it prints what the scoring scripts say of those answers, and with `--folds` it
keeps those models, with which `score_across_hosts.py` runs the whole cleaning.

What it learns from is told in `cleaning_examples.py`. Only weights are written: numbers for hashed words and for the shape of
lines, from which no text can be had back.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from cleaning_examples import DROP, FOLDS, KEEP, OPEN, SILVER, Example, examples, mixed
from model_files import write

from sitegen.clean.learned.addressed import addressed_rows, both
from sitegen.clean.learned.around import Around
from sitegen.clean.learned.bylines import believed, byline_rows, bylines
from sitegen.clean.learned.datelines import believed_day, dateline_rows, datelines
from sitegen.clean.learned.lines import line_of
from sitegen.clean.learned.pages import page_rows
from sitegen.clean.learned.texts import headline_rows, text_rows
from sitegen.clean.learned.tokens import BUCKETS
from sitegen.clean.learned.whole import favoured, whole_rows

# How much the n-grams' weights are held down. Across hosts the area under the curve for lines is 0.81 with 3e-6 (fu; wx 0.81),
# 0.94 (0.89) with this: with less they know their own hosts' lines by heart, and nothing else.
TEXT_ALPHA, PAGE_ALPHA = 1e-4, 1e-5
FOREST: dict[str, Any] = {"iterations": 400, "learning_rate": 0.06, "depth": 6, "l2_leaf_reg": 5, "rsm": 0.5, "border_count": 128,
                          "thread_count": 2, "random_seed": 0, "verbose": False, "allow_writing_files": False}  # fmt: skip
TEXT_FOREST = FOREST | {"iterations": 1000, "learning_rate": 0.08}
HEADLINE_FOREST = FOREST | {"iterations": 1000, "learning_rate": 0.08}
SIGN_FOREST = FOREST | {"iterations": 200, "depth": 5}
# What an extractor's labels count for beside people's, for lines: it takes captions for the article's. Across hosts, threshold 0.6,
# against 1: lines kept F1 fu 0.923 -> 0.928, wx 0.905 -> 0.908, headings 0.790 -> 0.815, 0.698 -> 0.726, dropped as before.
SILVER_LINES = 0.4
WHOLE_FOREST = FOREST | {"iterations": 1000, "depth": 4}
# How much a text counts for whether texts are clean: what a careful extractor leaves is told from that with the greatest pains.
WHOLE_WEIGHT = {"column": 1.5, "recall": 3.0, "resili": 1.0, "page": 0.2, "clean": 1.0, "excerpt": 0.5}
ADDRESS_FOREST = FOREST | {"iterations": 150, "depth": 4}
PAGE_FOREST = FOREST | {"iterations": 1000, "learning_rate": 0.05}


# ---------------------------------------------------------------------------------------------- training


def _sparse(lists: Sequence[list[int]]) -> Any:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0] + [len(each) for each in lists])
    flat = np.array([bucket for each in lists for bucket in each], dtype=np.int64)
    return csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(lists), BUCKETS))


def _labelled(each: Example) -> Any:
    return np.flatnonzero(each.label != OPEN)


def _weights(each: Example, count: int) -> Any:
    """A text of a thousand lines counts as much as some thirty of one line; a segment that people marked, a quarter."""
    return np.full(count, each.weight / np.sqrt(count) if each.weight else 0.25)


def _line_weights(each: Example, count: int) -> Any:
    return _weights(each, count) * (SILVER_LINES if each.id.startswith("tr") else 1.0)


def train_grams(some: Sequence[Example], alpha: float) -> Any:
    """Logistic regression over the n-grams of the labelled lines."""
    from sklearn.linear_model import SGDClassifier

    used = [(each, at) for each in some if len(at := _labelled(each))]
    rows = _sparse([each.grams[place] for each, at in used for place in at])
    model = SGDClassifier(loss="log_loss", alpha=alpha, max_iter=10, tol=None, class_weight="balanced", random_state=0)
    weight = np.concatenate([_weights(each, len(at)) for each, at in used])
    return model.fit(rows, np.concatenate([each.label[at] for each, at in used]), sample_weight=weight * len(weight) / weight.sum())


def gram_score(model: Any, each: Example) -> Any:
    """What `Grams.probability` will say with these weights."""
    raw = _sparse(each.grams) @ model.coef_[0] + model.intercept_[0]
    return (1 / (1 + np.exp(-np.clip(raw, -15, 15)))).astype(np.float32)


def train_forest(
    some: Sequence[Example],
    rows: Callable[[Example], Any],
    labels: Callable[[Example], tuple[Any, Any]],
    options: dict[str, Any],
    weights: Callable[[Example, int], Any] = _weights,
) -> Any:
    """Boosted oblivious trees; `labels` gives the places of an example that count, and their answers."""
    import catboost

    x, y, weight = [], [], []
    for each in some:
        at, answers = labels(each)
        if len(at):
            x.append(rows(each)[at])
            y.append(answers)
            weight.append(weights(each, len(at)))
    all_ = np.concatenate(weight)
    model = catboost.CatBoostClassifier(**options)
    return model.fit(np.vstack(x), np.concatenate(y), sample_weight=all_ * len(all_) / all_.sum())


@dataclass(frozen=True, slots=True)
class Crossing:
    """Lets each example be answered by a model that has not seen its host; keeps those models where there is a folder for them."""

    folder: Path | None = None

    def __call__(
        self, name: str, all_: Sequence[Example], train: Callable[[list[Example]], Any], answer: Callable[[Any, Example], None]
    ) -> None:
        """Train the model of that name five times over, and answer all examples."""
        for fold in range(FOLDS):
            model = train([each for each in all_ if each.fold != fold])
            if self.folder:
                write(name, model, self.folder / str(fold))
            for each in all_:
                if each.fold == fold:
                    answer(model, each)


def _keep_labels(each: Example) -> tuple[Any, Any]:
    at = _labelled(each)
    return at, each.label[at]


def _whole_labels(each: Example) -> tuple[Any, Any]:
    return np.arange(min(1, len(each.label))), np.array([not (each.label == DROP).any()])


def _whole_weights(each: Example, count: int) -> Any:
    return np.full(count, WHOLE_WEIGHT[each.variant] * (SILVER if each.id.startswith("tr") else 1.0))


def _headline_labels(each: Example) -> tuple[Any, Any]:
    known = bool(each.headline is not None and each.headline.any())
    return (np.arange(len(each.lines)) if known else np.arange(0)), each.headline


def _byline_labels(each: Example) -> tuple[Any, Any]:
    import score_html

    if each.authors is None or not each.named:
        return np.arange(0), np.zeros(0, dtype=bool)
    names = [score_html.names("; ".join(line.names)) for line in each.named]
    return np.arange(len(names)), np.array([bool(some) and some <= each.authors for some in names])


def _dateline_labels(each: Example) -> tuple[Any, Any]:
    if each.date is None or not each.told:
        return np.arange(0), np.zeros(0, dtype=bool)
    return np.arange(len(each.told)), np.array([line.day.isoformat() == each.date for line in each.told])


def _set(name: str, rows: Callable[[Example], Any]) -> Callable[[Any, Example], None]:
    def answer(model: Any, each: Example) -> None:
        asked = rows(each)
        setattr(each, name, model.predict_proba(asked)[:, 1].astype(np.float32) if len(asked) else np.zeros(0, dtype=np.float32))

    return answer


def _score_grams(model: Any, each: Example) -> None:
    each.score = gram_score(model, each)


def train_texts(texts: list[Example], crossed: Crossing) -> Iterator[tuple[str, Any]]:
    """The models for plain text; what stands in `keep` and `first` afterwards was answered across hosts."""

    # Made-up texts repeat the lines of real ones, which would teach the words of one article five times over.
    def grams(some: Sequence[Example]) -> Any:
        return train_grams([each for each in some if each.id.count(":") == 2], TEXT_ALPHA)

    crossed("text-grams", texts, grams, _score_grams)
    for each in texts:
        each.own, each.rows = text_rows([line_of(line) for line in each.lines], each.score)
    made_up = list(mixed(texts))

    def of_lines(each: Example) -> Any:
        return each.rows

    def of_headline(each: Example) -> Any:
        return headline_rows(each.rows, each.keep)

    def trees(some: Sequence[Example]) -> Any:
        hosts = {each.host for each in some}
        more = [each for each in made_up if {each.host, each.donor} <= hosts]
        return train_forest([*some, *more], of_lines, _keep_labels, TEXT_FOREST, _line_weights)

    def headlines(some: Sequence[Example]) -> Any:
        return train_forest(some, of_headline, _headline_labels, HEADLINE_FOREST)

    def of_addressed(each: Example) -> Any:
        return addressed_rows(each.lines, each.address, each.keep, each.first)

    def addressed(some: Sequence[Example]) -> Any:
        return train_forest(some, of_addressed, _headline_labels, ADDRESS_FOREST)

    def of_bylines(each: Example) -> Any:
        return byline_rows(Around(each.lines, each.keep, each.first), each.named)

    def of_datelines(each: Example) -> Any:
        return dateline_rows(Around(each.lines, each.keep, each.first), each.told)

    def signatures(some: Sequence[Example]) -> Any:
        return train_forest(some, of_bylines, _byline_labels, SIGN_FOREST)

    def days(some: Sequence[Example]) -> Any:
        return train_forest(some, of_datelines, _dateline_labels, SIGN_FOREST)

    crossed("text", texts, trees, _set("keep", of_lines))

    def of_whole(each: Example) -> Any:
        return whole_rows(each.own, each.score, each.keep)

    def wholes(some: Sequence[Example]) -> Any:
        return train_forest(some, of_whole, _whole_labels, WHOLE_FOREST, _whole_weights)

    crossed("whole", texts, wholes, _set("whole", of_whole))
    crossed("headline", texts, headlines, _set("first", of_headline))
    known = [each for each in texts if each.address]
    crossed("addressed", known, addressed, _set("addressed", of_addressed))
    for each in texts:
        around = Around(each.lines, each.keep, each.first)
        each.named, each.told = bylines(around), datelines(around)
    crossed("byline", texts, signatures, _set("signed", of_bylines))
    crossed("dateline", texts, days, _set("dated", of_datelines))
    yield "text-grams", grams(texts)
    yield "text", trees(texts)
    yield "whole", wholes(texts)
    yield "headline", headlines(texts)
    yield "addressed", addressed(known)
    yield "byline", signatures(texts)
    yield "dateline", days(texts)


def train_pages(pages: list[Example], crossed: Crossing) -> Iterator[tuple[str, Any]]:
    """The models for pages."""
    crossed("page-grams", pages, lambda some: train_grams(some, PAGE_ALPHA), _score_grams)
    for each in pages:
        assert each.look is not None
        each.rows = page_rows(each.look, each.score)

    def trees(some: Sequence[Example]) -> Any:
        return train_forest(some, lambda each: each.rows, _keep_labels, PAGE_FOREST)

    crossed("page", pages, trees, _set("keep", lambda each: each.rows))
    yield "page-grams", train_grams(pages, PAGE_ALPHA)
    yield "page", trees(pages)


def _answered(each: Example) -> Any:
    """What is said of a text's lines in the end."""
    return favoured(each.keep, float(each.whole[0])) if len(each.lines) else each.keep


def show(texts: Sequence[Example], pages: Sequence[Example], work: Path) -> None:
    """What the scoring scripts say of the answers across hosts."""
    import common
    import score_html
    import score_text

    for name in ("fu", "wx") if texts else ():
        labels = [
            row
            for row in common.read_jsonl(work / f"residue/{name}/labels.jsonl")
            if row["variant"] == "column" and row.get("lines")
        ]
        by_id = {each.id: each for each in texts}
        for threshold in (0.4, 0.5, 0.6):
            answers = {
                row["id"]: {
                    "text": "\n".join(line for line, sure in zip(each.lines, _answered(each), strict=True) if sure >= threshold),
                    "title": each.lines[int((both(each.addressed, each.first) if each.address else each.first).argmax())],
                    "author": "; ".join(believed(each.named, each.signed)),
                }
                for row in labels
                if (each := by_id[row["id"]])
            }
            print(name, threshold, {key: round(value, 3) for key, value in score_text.score(labels, answers).items()})
        told = [(each.date, str(believed_day(each.told, each.dated) or "")) for row in labels if (each := by_id[row["id"]])]
        for what, kind in (("dated", True), ("undated", False)):
            some = [day == given for day, given in told if day is not None and bool(day) == kind]
            print(name, what, len(some), "right", round(float(np.mean(some or [0])), 3))
        some = [not believed(each.named, each.signed) for row in labels if (each := by_id[row["id"]]).authors == set()]
        print(name, "without an author", len(some), "left blank", round(float(np.mean(some or [0])), 3))
    for variant in ("clean", "excerpt") if texts else ():
        some = [each for each in texts if f":{variant}" in each.id and each.id.startswith(("fu", "wx"))]
        for threshold in (0.3, 0.5):
            wrong = sum(
                len(line.split())
                for each in some
                for line, sure, label in zip(each.lines, _answered(each), each.label, strict=True)
                if label == KEEP and sure < threshold
            )
            stays = [
                sure >= threshold for each in some for sure, label in zip(_answered(each), each.label, strict=True) if label == DROP
            ]
            words = sum(len(line.split()) for each in some for line in each.lines)
            first = [bool(each.headline[int(each.first.argmax())]) for each in some if each.headline.any()]
            print(
                variant,
                threshold,
                "words lost",
                round(wrong / words, 5),
                "residue left",
                round(float(np.mean(stays or [0])), 3),
                "headline",
                round(float(np.mean(first)), 3),
            )
    for name in ("fu", "tr") if pages else ():
        gold = common.read_jsonl(work / f"{name}/gold.jsonl")
        for threshold in (0.4, 0.5, 0.6):
            answers = {
                each.id.partition(":")[2]: {
                    "text": "\n".join(line for line, sure in zip(each.lines, each.keep, strict=True) if sure >= threshold)
                }
                for each in pages
                if each.id.startswith(name)
            }
            found = score_html.score(gold, answers)
            print(name, threshold, {key: round(value, 3) for key, value in (found.get("body") or found["segments"]).items()})


def main() -> None:
    """Train, then write or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--score", action="store_true")
    parser.add_argument("--only", choices=["texts", "pages"])
    parser.add_argument("--folds", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        found = examples(given.shared.resolve(), work)
        pages, texts = [each for each in found if each.look is not None], [each for each in found if each.look is None]
        print(len(texts), "texts,", len(pages), "pages")
        crossed = Crossing(given.folds)
        models = [
            *(train_texts(texts, crossed) if given.only != "pages" else ()),
            *(train_pages(pages, crossed) if given.only != "texts" else ()),
        ]
        for name, model in models:
            write(name, model)
        if given.score:
            show(texts if given.only != "pages" else [], pages if given.only != "texts" else [], work)


if __name__ == "__main__":
    main()
