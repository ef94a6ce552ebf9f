"""Train the models of `sitegen/clean/learned/weights/` from the development sets beside the project.

usage: train_cleaning.py [--shared ../shared] [--score] [--only texts|pages]

Needs lightgbm, scikit-learn and scipy beside sitegen itself; takes some minutes. Every host is also answered by models trained
on the other four fifths of the hosts; with `--score` it prints what the scoring scripts say of those answers.

What it learns from, all of it with gold under free licences:
- `residue-dev`: texts with a label for every line (made from pages of fundus, MIT, and of the web content extraction
  benchmark, CC BY 4.0);
- `fu-dev`: pages with their whole text (fundus, MIT);
- `tr`: pages with segments that belong and segments that don't (trafilatura's evaluation, Apache-2.0). Where an extractor's
  text holds all of the one and none of the other it is taken for the gold of that page's plain text.

Only weights are written: numbers for hashed words and for the shape of lines, from which no text can be had back.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from lxml import html as lxml_html

from sitegen.clean import metadata
from sitegen.clean.address import headline_words
from sitegen.clean.candidates import walked
from sitegen.clean.extract import extracted, parsed
from sitegen.clean.learned import features
from sitegen.clean.learned.addressed import addressed_rows, both
from sitegen.clean.learned.around import Around
from sitegen.clean.learned.bylines import Byline, believed, byline_rows, bylines
from sitegen.clean.learned.datelines import Dateline, believed_day, dateline_rows, datelines
from sitegen.clean.learned.pages import Look, look, page_grams, page_rows
from sitegen.clean.learned.texts import headline_rows, text_rows
from sitegen.sources.decode import CantDecode, decode

WEIGHTS = Path(__file__).parent.parent / "sitegen/clean/learned/weights"
FOLDS = 5
KEEP, DROP, OPEN = 1, 0, -1
# How much a text counts: the main column of a page is what scrapers leave; labels made from an extractor are less sure.
VARIANT = {"column": 1.0, "resili": 0.7, "recall": 0.7, "page": 0.3, "clean": 0.4, "excerpt": 0.12}
SILVER = 0.5
MIXED = 2  # texts with another's residue that are made of each
MIXED_WEIGHT = 0.5
# How much the n-grams' weights are held down. Across hosts the area under the curve for lines is 0.81 with 3e-6 (fu; wx 0.81),
# 0.94 (0.89) with this: with less they know their own hosts' lines by heart, and nothing else.
TEXT_ALPHA, PAGE_ALPHA = 1e-4, 1e-5
FOREST = {"n_estimators": 250, "learning_rate": 0.06, "num_leaves": 24, "max_depth": 9, "min_child_samples": 40, "reg_lambda": 2.0,
          "subsample": 0.8, "subsample_freq": 1, "colsample_bytree": 0.5, "verbose": -1, "n_jobs": 2,
          "random_state": 0}  # fmt: skip
TEXT_FOREST = FOREST | {"n_estimators": 400, "learning_rate": 0.05}
SIGN_FOREST = FOREST | {"n_estimators": 150, "num_leaves": 12, "max_depth": 7, "min_child_samples": 15, "reg_lambda": 4.0,
                        "colsample_bytree": 0.4}  # fmt: skip
ADDRESS_FOREST = SIGN_FOREST | {"n_estimators": 100, "num_leaves": 8, "min_child_samples": 30}
PAGE_FOREST = FOREST | {"n_estimators": 200, "learning_rate": 0.05, "num_leaves": 16, "min_child_samples": 30, "reg_lambda": 5.0,
                        "colsample_bytree": 0.4}  # fmt: skip


@dataclass(slots=True)
class Example:
    """A text or a page with a label for each of its lines or blocks."""

    id: str
    host: str
    weight: float
    lines: list[str]
    label: Any
    """KEEP, DROP, or OPEN where the gold doesn't tell."""
    grams: list[list[int]]
    own: Any = None
    headline: Any = None
    address: frozenset[str] = frozenset()
    """The words of the headline in the address of the page."""
    authors: Any = None
    """The set of their names, folded; None where the gold doesn't tell."""
    date: str | None = None
    """The day, in ISO form, empty where there is none; None where the gold doesn't tell."""
    look: Look | None = None
    score: Any = field(default=None)
    rows: Any = field(default=None)
    keep: Any = field(default=None)
    first: Any = field(default=None)
    addressed: Any = field(default=None)
    named: list[Byline] = field(default_factory=list)
    signed: Any = field(default=None)
    told: list[Dateline] = field(default_factory=list)
    dated: Any = field(default=None)
    donor: str = ""
    """Host of the text whose residue stands in this one."""

    @property
    def fold(self) -> int:
        """Texts of one host are never on both sides of a split."""
        return fold_of(self.host)


def fold_of(host: str) -> int:
    """Which fifth of the hosts this one belongs to."""
    return int(hashlib.md5(host.encode()).hexdigest(), 16) % FOLDS


# ---------------------------------------------------------------------------------------------- labels


def _plain(row: dict[str, Any], weight: float, score: Any) -> Example:
    lines = [line for _, line in row["lines"]]
    tokens = [features.words(line) for line in lines]
    label = np.array([{"K": KEEP, "H": KEEP, "D": DROP}.get(kind, OPEN) for kind, _ in row["lines"]])
    title = row.get("title") or ""
    headline = np.array([bool(title) and score.token_f1(line, title) >= 0.8 for line in lines])
    return Example(row["id"], row["host"], weight, lines, label, [features.grams(each) for each in tokens],
                   own=features.form(lines, tokens), headline=headline,
                   address=headline_words(row["url"]), authors=score.names(row["authors"]) if "authors" in row else None,
                   date=(row["date"] or "")[:10] if "date" in row else None)  # fmt: skip


def _silver(gold: dict[str, Any], text: str) -> str:
    """The extractor's text where the page's segments agree with it, else nothing."""
    flat = " ".join(text.split())
    fits = all(" ".join(each.split()) in flat for each in gold["with"]) and not any(
        " ".join(each.split()) in flat for each in gold["without"]
    )
    return text if fits and flat else ""


def _of_page(job: tuple[str, dict[str, Any], Path]) -> list[Example]:
    """The examples that one page gives: its text at several widths, and itself."""
    import make_dirty
    import score_html

    kind, gold, folder = job
    data = (folder / "pages" / f"{gold['id']}.html").read_bytes()
    try:
        text, _ = decode(data)
        tree = parsed(text)
    except (CantDecode, ValueError, lxml_html.etree.LxmlError):
        return []
    walk = walked(tree)
    blocks, laid_out = walk.blocks, metadata.Page(tree, "", walk).body()
    found = extracted(tree)
    out = []
    if blocks:
        page = look(blocks, found, laid_out)
        lines = [block.text for block in page.blocks]
        label = _whole(lines, gold, make_dirty) if kind == "fu" else _segments(lines, gold)
        out.append(
            Example(f"{kind}:{gold['id']}", gold["host"], 1.0 if kind == "fu" else 0.0, lines, label, page_grams(page), look=page)
        )
    best = gold["text"] if kind == "fu" else _silver(gold, "\n".join(found))
    if not best:
        return out
    try:
        dirty_tree = make_dirty.parse(data)
    except Exception:
        return out
    titles = make_dirty.page_titles(dirty_tree) + ([gold["title"]] if gold.get("title") else [])
    for variant, dirty in zip(("column", "page"), make_dirty.column(dirty_tree, best), strict=True):
        lines = make_dirty.lines_of(dirty or "")
        if not lines or len(lines) > 1500 or (kind == "fu" and variant == "column"):
            continue
        labels, share = make_dirty.label(lines, best, titles)
        if share >= 0.6:
            row = {
                "id": f"{kind}:{variant}:{gold['id']}",
                "host": gold["host"],
                "title": gold.get("title"),
                "url": gold.get("url") or "",
                "lines": list(zip(labels, lines, strict=True)),
                **{key: gold[key] for key in ("authors", "date") if key in gold and "title" in gold},
            }
            out.append(_plain(row, VARIANT[variant] * (1 if kind == "fu" else SILVER), score_html))
            if variant == "column":
                out += _made_up(row | {"text": best}, SILVER, make_dirty, score_html)
    return out


def _made_up(row: dict[str, Any], weight: float, make_dirty: Any, score: Any) -> Iterator[Example]:
    """The clean text itself, so that nothing is learnt that would cut into it, and short ones with little residue or none."""
    rng = random.Random(row["id"])
    text = [("K", line) for line in make_dirty.lines_of(row["text"])]
    residue = [("D", line) for kind, line in row["lines"] if kind == "D"]
    head = [("T", row["title"])] if row.get("title") else []
    made = {"clean": head + text}
    for number in range(2):
        part = text[: rng.randint(2, 9)]
        waste = rng.sample(residue, min(len(residue), rng.choice((0, 0, 1, 2, 4))))
        where = rng.randrange(1, len(part) + 1) if rng.random() < 0.25 else len(part)
        made[f"excerpt{number}"] = head * rng.choice((0, 1, 1, 1)) + part[:where] + waste + part[where:]
    for name, lines in made.items():
        yield _plain(row | {"id": f"{row['id']}:{name}", "lines": lines}, weight * VARIANT[name.rstrip("01")], score)


def _whole(lines: list[str], gold: dict[str, Any], make_dirty: Any) -> Any:
    labels, share = make_dirty.label(lines, gold["text"], [gold["title"]] if gold.get("title") else [])
    return np.array([OPEN if share < 0.5 else {"K": KEEP, "H": KEEP, "D": DROP}.get(each, OPEN) for each in labels])


def _segments(lines: list[str], gold: dict[str, Any]) -> Any:
    label = np.full(len(lines), OPEN)
    flat = [" ".join(line.split()) for line in lines]
    for segment, value in [(each, KEEP) for each in gold["with"]] + [
        (each, DROP) for each in (*gold["without"], *gold["comments"])
    ]:
        wanted = " ".join(segment.split())
        hits = [
            place for place, line in enumerate(flat) if wanted and (wanted in line or (len(line.split()) >= 4 and line in wanted))
        ]
        if len(hits) <= 3:
            label[hits] = value
    return label


def examples(shared: Path, work: Path) -> list[Example]:
    """All examples of all sets."""
    sys.path.insert(0, str(shared / "measure/cleaning"))
    import common
    import make_dirty
    import score_html

    for name in ("fu-dev", "residue-dev", "tr"):
        with tarfile.open(shared / f"corpora/cleaning/{name}.tar.gz") as archive:
            archive.extractall(work, filter="data")
    out = []
    for name in ("fu", "wx"):
        urls = {row["id"]: row["url"] or "" for row in common.read_jsonl(work / f"residue/{name}/dirty.jsonl")}
        for row in common.read_jsonl(work / f"residue/{name}/labels.jsonl"):
            if row.get("lines"):
                row["url"] = urls[row["id"]]
                out.append(_plain(row, VARIANT[row["variant"]], score_html))
                if row["variant"] == "column":
                    out += _made_up(row, 1.0, make_dirty, score_html)
    jobs = [(name, gold, work / name) for name in ("fu", "tr") for gold in common.read_jsonl(work / f"{name}/gold.jsonl")]
    with Pool(initializer=sys.path.insert, initargs=(0, str(shared / "measure/cleaning"))) as pool:
        for found in pool.imap(_of_page, jobs, 8):
            out += found
    return out


# ---------------------------------------------------------------------------------------------- training


def _sparse(lists: Sequence[list[int]]) -> Any:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0] + [len(each) for each in lists])
    flat = np.array([bucket for each in lists for bucket in each], dtype=np.int64)
    return csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(lists), features.BUCKETS))


def _labelled(each: Example) -> Any:
    return np.flatnonzero(each.label != OPEN)


def _weights(each: Example, count: int) -> Any:
    """A text of a thousand lines counts as much as some thirty of one line; a segment that people marked, a quarter."""
    return np.full(count, each.weight / np.sqrt(count) if each.weight else 0.25)


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
    some: Sequence[Example], rows: Callable[[Example], Any], labels: Callable[[Example], tuple[Any, Any]], options: dict[str, Any]
) -> Any:
    """Boosted trees; `labels` gives the places of an example that count, and their answers."""
    import lightgbm

    x, y, weight = [], [], []
    for each in some:
        at, answers = labels(each)
        if len(at):
            x.append(rows(each)[at])
            y.append(answers)
            weight.append(_weights(each, len(at)))
    weights = np.concatenate(weight)
    return lightgbm.LGBMClassifier(**options).fit(
        np.vstack(x), np.concatenate(y), sample_weight=weights * len(weights) / weights.sum()
    )


def _crossed(all_: Sequence[Example], train: Callable[[list[Example]], Any], answer: Callable[[Any, Example], None]) -> None:
    """Let each example be answered by a model that has not seen its host."""
    for fold in range(FOLDS):
        model = train([each for each in all_ if each.fold != fold])
        for each in all_:
            if each.fold == fold:
                answer(model, each)


def _keep_labels(each: Example) -> tuple[Any, Any]:
    at = _labelled(each)
    return at, each.label[at]


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


def _mixed(texts: Sequence[Example]) -> Iterator[Example]:
    """Texts with the residue of another host's, of the same country's where the address tells.

    So the trees learn that residue is what has nothing to do with the article, and not which residue goes with which site.
    """
    columns = [each for each in texts if each.id.count(":") == 2 and ":column:" in each.id]
    donors: dict[str, list[Example]] = {}
    for each in columns:
        if (each.label == DROP).sum() >= 3:
            donors.setdefault(each.host.rpartition(".")[2], []).append(each)
    for each in columns:
        rng = random.Random(each.id)
        near = [other for other in donors.get(each.host.rpartition(".")[2], ()) if other.host != each.host]
        if near and (each.label == DROP).any():
            for _ in range(MIXED):
                yield _with_residue_of(each, rng.choice(near), rng)


def _with_residue_of(text: Example, donor: Example, rng: random.Random) -> Example:
    """Each run of residue replaced by one of the donor's: the first by its first, the last by its last."""
    runs, given = _runs(text.label), [run for run in _runs(donor.label) if run[0]]
    parts: list[tuple[Example, slice]] = []
    for place, (is_residue, where) in enumerate(runs):
        if not is_residue:
            parts.append((text, where))
        elif place in (0, len(runs) - 1):
            parts.append((donor, given[0 if place == 0 else -1][1]))
        else:
            parts.append((donor, rng.choice(given[1:-1] or given)[1]))
    lines = [line for source, where in parts for line in source.lines[where]]
    label = np.concatenate([source.label[where] for source, where in parts])
    made = Example(f"{text.id}:mixed", text.host, text.weight * MIXED_WEIGHT, lines, label, [], donor=donor.host)
    made.own = features.form(lines, [features.words(line) for line in lines])
    made.score = np.concatenate([source.score[where] for source, where in parts])
    made.rows = features.in_context(made.own, made.score)
    return made


def _runs(label: Any) -> list[tuple[bool, slice]]:
    """Runs of lines that are residue, and of those that are not."""
    ends = [0, *(np.flatnonzero(np.diff(label == DROP)) + 1).tolist(), len(label)]
    return [(bool(label[start] == DROP), slice(start, end)) for start, end in pairwise(ends)]


def train_texts(texts: list[Example]) -> Iterator[tuple[str, Any]]:
    """The models for plain text; what stands in `keep` and `first` afterwards was answered across hosts."""

    # Made-up texts repeat the lines of real ones, which would teach the words of one article five times over.
    def grams(some: Sequence[Example]) -> Any:
        return train_grams([each for each in some if each.id.count(":") == 2], TEXT_ALPHA)

    _crossed(texts, grams, _score_grams)
    for each in texts:
        each.rows = features.in_context(each.own, each.score)
    mixed = list(_mixed(texts))

    def of_lines(each: Example) -> Any:
        return text_rows(each.rows, each.score)

    def of_headline(each: Example) -> Any:
        return headline_rows(each.rows, each.keep)

    def trees(some: Sequence[Example]) -> Any:
        hosts = {each.host for each in some}
        more = [each for each in mixed if {each.host, each.donor} <= hosts]
        return train_forest([*some, *more], of_lines, _keep_labels, TEXT_FOREST)

    def headlines(some: Sequence[Example]) -> Any:
        return train_forest(some, of_headline, _headline_labels, FOREST)

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

    _crossed(texts, trees, _set("keep", of_lines))
    _crossed(texts, headlines, _set("first", of_headline))
    known = [each for each in texts if each.address]
    _crossed(known, addressed, _set("addressed", of_addressed))
    for each in texts:
        around = Around(each.lines, each.keep, each.first)
        each.named, each.told = bylines(around), datelines(around)
    _crossed(texts, signatures, _set("signed", of_bylines))
    _crossed(texts, days, _set("dated", of_datelines))
    yield "text-grams", grams(texts)
    yield "text", trees(texts)
    yield "headline", headlines(texts)
    yield "addressed", addressed(known)
    yield "byline", signatures(texts)
    yield "dateline", days(texts)


def train_pages(pages: list[Example]) -> Iterator[tuple[str, Any]]:
    """The models for pages."""
    _crossed(pages, lambda some: train_grams(some, PAGE_ALPHA), _score_grams)
    for each in pages:
        assert each.look is not None
        each.rows = page_rows(each.look, each.score)

    def trees(some: Sequence[Example]) -> Any:
        return train_forest(some, lambda each: each.rows, _keep_labels, PAGE_FOREST)

    _crossed(pages, trees, _set("keep", lambda each: each.rows))
    yield "page-grams", train_grams(pages, PAGE_ALPHA)
    yield "page", trees(pages)


# ---------------------------------------------------------------------------------------------- writing


def write(name: str, model: Any) -> None:
    """A model as the arrays that `sitegen.clean.learned.forest` reads."""
    arrays = _gram_arrays(model) if hasattr(model, "coef_") else _forest_arrays(model)
    np.savez_compressed(WEIGHTS / f"{name}.npz", **arrays)
    print(f"{name}: {(WEIGHTS / f'{name}.npz').stat().st_size // 1024} KB")


def _gram_arrays(model: Any) -> dict[str, Any]:
    scale = float(np.abs(model.coef_[0]).max()) / 127
    return {
        "weight": np.round(model.coef_[0] / scale).astype(np.int8),
        "scale": np.float32(scale),
        "bias": np.float32(model.intercept_[0]),
    }


def _forest_arrays(model: Any) -> dict[str, Any]:
    nodes: list[tuple[int, float, int, float]] = []
    roots, deepest = [], 0

    def fill(place: int, tree: dict[str, Any], depth: int) -> None:
        nonlocal deepest
        deepest = max(deepest, depth)
        if "split_feature" not in tree:
            nodes[place] = (0, np.inf, place, float(tree.get("leaf_value", 0.0)))
            return
        first = len(nodes)
        nodes.extend([nodes[place]] * 2)
        nodes[place] = (int(tree["split_feature"]), float(tree["threshold"]), first, 0.0)
        fill(first, tree["left_child"], depth + 1)
        fill(first + 1, tree["right_child"], depth + 1)

    for tree in model.booster_.dump_model()["tree_info"]:
        roots.append(len(nodes))
        nodes.append((0, np.inf, roots[-1], 0.0))
        fill(roots[-1], tree["tree_structure"], 0)
    feature, threshold, child, value = zip(*nodes, strict=True)
    return {
        "feature": np.array(feature, dtype=np.int16),
        "threshold": np.array(threshold, dtype=np.float32),
        "child": np.array(child, dtype=np.uint16 if len(nodes) < 65536 else np.uint32),
        "value": np.array(value, dtype=np.float16),
        "roots": np.array(roots, dtype=np.uint32),
        "depth": np.int64(deepest),
    }


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
                    "text": "\n".join(line for line, sure in zip(each.lines, each.keep, strict=True) if sure >= threshold),
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
                for line, sure, label in zip(each.lines, each.keep, each.label, strict=True)
                if label == KEEP and sure < threshold
            )
            stays = [sure >= threshold for each in some for sure, label in zip(each.keep, each.label, strict=True) if label == DROP]
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
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        found = examples(given.shared.resolve(), work)
        pages, texts = [each for each in found if each.look is not None], [each for each in found if each.look is None]
        print(len(texts), "texts,", len(pages), "pages")
        models = [
            *(train_texts(texts) if given.only != "pages" else ()),
            *(train_pages(pages) if given.only != "texts" else ()),
        ]
        WEIGHTS.mkdir(exist_ok=True)
        for name, model in models:
            write(name, model)
        if given.score:
            show(texts if given.only != "pages" else [], pages if given.only != "texts" else [], work)


if __name__ == "__main__":
    main()
