"""What an import did, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Literal

from sitegen.core.problems import Problem
from sitegen.core.types import Note, Refusal, SourceRef
from sitegen.infra.files import write_atomic
from sitegen.infra.index import FOLDER

REPORT = f"{FOLDER}/import-report.json"
Fate = Literal["imported", "updated", "unchanged", "duplicates", "kept", "quarantined"]


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """(source, article that has its text already)."""
    kept: list[Problem] = field(default_factory=list)
    """Articles left as a person edited them, though their source changed."""
    refused: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    engines: dict[str, str] = field(default_factory=dict)
    """Language → what found the names in it."""
    versions: int = 0
    """Articles that are another version of one in the archive."""
    by_source: dict[str, Counter[str]] = field(default_factory=dict)
    coverage: tuple[Coverage, ...] = ()

    @property
    def unchanged(self) -> int:
        """How many articles needed no work."""
        return sum(counts["unchanged"] for counts in self.by_source.values())

    def count(self, ref: SourceRef, fate: Fate, number: int = 1) -> None:
        """Count what became of an article, for the source that it came from."""
        file, sign, _ = ref.key.partition("#")
        source = ref.name or (file if sign else str(PurePosixPath(file).parent))
        self.by_source.setdefault(source, Counter())[fate] += number


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which months a publication is there for."""

    site: str
    articles: int
    undated: int
    months: dict[str, int]
    """`YYYY-MM` → articles; only months that have some."""
    gaps: tuple[str, ...]
    """Months without any between the first and the last, as `YYYY-MM` or `YYYY-MM to YYYY-MM`."""


def coverage(db: sqlite3.Connection) -> tuple[Coverage, ...]:
    """The archive's publications with their months, by name."""
    by_site: dict[str, dict[str, int]] = {}
    for site, month, count in db.execute(
        "select site, coalesce(substr(date, 1, 7), ''), count(*) from stored where id <> '' group by 1, 2 order by 1, 2"
    ):
        by_site.setdefault(site, {})[month] = count
    return tuple(
        Coverage(site, sum(months.values()), months.pop("", 0), months, _gaps(sorted(months)))
        for site, months in ((site, dict(found)) for site, found in by_site.items())
    )


def _gaps(months: list[str]) -> tuple[str, ...]:
    gaps = []
    for before, after in pairwise(months):
        first, last = _shifted(before, 1), _shifted(after, -1)
        if first <= last:
            gaps.append(first if first == last else f"{first} to {last}")
    return tuple(gaps)


def _shifted(month: str, by: int) -> str:
    day = dt.date(int(month[:4]), int(month[5:]), 15) + dt.timedelta(days=30 * by)
    return f"{day:%Y-%m}"


def write_report(site: Path, db: sqlite3.Connection, report: ImportReport) -> None:
    """The report as `.sitegen/import-report.json`."""
    report.coverage = coverage(db)
    record = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": [{"source": source, "article": article} for source, article in report.duplicates],
        "versions": report.versions,
        "kept": [str(problem) for problem in report.kept],
        "quarantined": [{"source": each.ref.key, "reason": each.reason} for each in report.refused],
        "reasons": dict(Counter(each.reason for each in report.refused).most_common()),
        "notes": [{"source": each.ref.key, "note": each.text} for each in report.notes],
        "sources": {source: dict(counts) for source, counts in sorted(report.by_source.items())},
        "coverage": [
            {"site": each.site, "articles": each.articles, "undated": each.undated, "months": each.months, "gaps": each.gaps}
            for each in report.coverage
        ],
        "engines": report.engines,
    }
    write_atomic(site / REPORT, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))
