"""What the models of cleaning learn from: texts and pages of the development sets, with a label for each line or block.

All of it has gold under free licences:
- `residue-dev`: texts with a label for every line (made from pages of fundus, MIT, and of the web content extraction
  benchmark, CC BY 4.0);
- `fu-dev`: pages with their whole text (fundus, MIT);
- `tr`: pages with segments that belong and segments that don't (trafilatura's evaluation, Apache-2.0). Where an extractor's
  text holds all of the one and none of the other it is taken for the gold of that page's plain text.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tarfile
from collections.abc import Iterator, Sequence
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
from sitegen.clean.extract import extracted
from sitegen.clean.learned.bylines import Byline
from sitegen.clean.learned.datelines import Dateline
from sitegen.clean.learned.lines import line_of
from sitegen.clean.learned.pages import Look, look, page_grams
from sitegen.clean.learned.texts import text_rows
from sitegen.clean.parse import parsed
from sitegen.clean.saved import as_published
from sitegen.core.types import RawDocument, SourceRef, Stated
from sitegen.sources.decode import CantDecode, decode

FOLDS = 5
KEEP, DROP, OPEN = 1, 0, -1
# How much a text counts: the main column of a page is what scrapers leave; labels made from an extractor are less sure.
VARIANT = {"column": 1.0, "resili": 0.7, "recall": 0.7, "page": 0.3, "clean": 0.4, "excerpt": 0.12}
SILVER = 0.5
MIXED = 2  # texts with another's residue that are made of each
MIXED_WEIGHT = 0.5


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
    whole: Any = field(default=None)
    first: Any = field(default=None)
    addressed: Any = field(default=None)
    named: list[Byline] = field(default_factory=list)
    signed: Any = field(default=None)
    told: list[Dateline] = field(default_factory=list)
    dated: Any = field(default=None)
    donor: str = ""
    """Host of the text whose residue stands in this one."""

    @property
    def variant(self) -> str:
        """Which of `VARIANT` a text is."""
        last = self.id.rpartition(":")[2].rstrip("01")
        return last if last in VARIANT else self.id.split(":")[1]

    @property
    def fold(self) -> int:
        """Texts of one host are never on both sides of a split."""
        return fold_of(self.host)


def fold_of(host: str) -> int:
    """Which fifth of the hosts this one belongs to."""
    return int(hashlib.md5(host.encode()).hexdigest(), 16) % FOLDS


def _plain(row: dict[str, Any], weight: float, score: Any) -> Example:
    lines = [line for _, line in row["lines"]]
    label = np.array([{"K": KEEP, "H": KEEP, "D": DROP}.get(kind, OPEN) for kind, _ in row["lines"]])
    title = row.get("title") or ""
    headline = np.array([bool(title) and score.token_f1(line, title) >= 0.8 for line in lines])
    return Example(row["id"], row["host"], weight, lines, label, [line_of(line).grams for line in lines], headline=headline,
                   address=headline_words(row["url"]), authors=score.names(row["authors"]) if "authors" in row else None,
                   date=(row["date"] or "")[:10] if "date" in row else None)  # fmt: skip


def _silver(gold: dict[str, Any], text: str) -> str:
    """The extractor's text where the page's segments agree with it, else nothing."""
    flat = " ".join(text.split())
    fits = all(" ".join(each.split()) in flat for each in gold["with"]) and not any(
        " ".join(each.split()) in flat for each in gold["without"]
    )
    return text if fits and flat else ""


def published(path: Path, url: str) -> RawDocument:
    """A page as it was published: without what a web archive wrote into it."""
    text, encoding = decode(path.read_bytes())
    return as_published(RawDocument(SourceRef(path.stem, path), "html", text, encoding, "", Stated(url=url)))


def _of_page(job: tuple[str, dict[str, Any], Path]) -> list[Example]:
    """The examples that one page gives: its text at several widths, and itself."""
    import make_dirty
    import score_html

    kind, gold, folder = job
    path = folder / "pages" / f"{gold['id']}.html"
    data = path.read_bytes()
    try:
        tree = parsed(published(path, gold.get("url") or "").text)
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
                out += made_up(row | {"text": best}, SILVER, make_dirty, score_html)
    return out


def made_up(row: dict[str, Any], weight: float, make_dirty: Any, score: Any) -> Iterator[Example]:
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
                    out += made_up(row, 1.0, make_dirty, score_html)
    jobs = [(name, gold, work / name) for name in ("fu", "tr") for gold in common.read_jsonl(work / f"{name}/gold.jsonl")]
    with Pool(initializer=sys.path.insert, initargs=(0, str(shared / "measure/cleaning"))) as pool:
        for found in pool.imap(_of_page, jobs, 8):
            out += found
    return out


# ---------------------------------------------------------------------------------------------- made-up texts


def mixed(texts: Sequence[Example]) -> Iterator[Example]:
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
    made.score = np.concatenate([source.score[where] for source, where in parts])
    made.own, made.rows = text_rows([line_of(line) for line in lines], made.score)
    return made


def _runs(label: Any) -> list[tuple[bool, slice]]:
    """Runs of lines that are residue, and of those that are not."""
    ends = [0, *(np.flatnonzero(np.diff(label == DROP)) + 1).tolist(), len(label)]
    return [(bool(label[start] == DROP), slice(start, end)) for start, end in pairwise(ends)]
