"""The import: raw sources in, `content/articles/` out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.build.progress import Progress
from sitegen.clean.clean import clean
from sitegen.clean.markdown import to_markdown
from sitegen.config.schema import SiteConfig, SourceConfig
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import AnnotatedArticle, CleanArticle, Refusal, SourceRef
from sitegen.entities.annotate import annotate, model_for
from sitegen.entities.resolve import Resolved, Resolver
from sitegen.infra.engines import chunked, executor, map_ordered
from sitegen.infra.files import write_atomic
from sitegen.infra.index import FOLDER, Ledger, SourceRecord
from sitegen.sources.discover import discover
from sitegen.sources.read import read
from sitegen.store.authority import append_entities, read_authority
from sitegen.store.front_matter import is_untouched
from sitegen.store.read import ARTICLES, article_paths, read_article
from sitegen.store.write import article_id, article_path, front_matter, quarantine, release, write_article

CHUNK = 16  # articles for one worker call: enough for a model's batch, few enough to keep bars and memory smooth
PARALLEL_FROM = 64  # sources; below it a second model would load longer than it helps
REPORT = f"{FOLDER}/import-report.json"


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: list[Problem] = field(default_factory=list)
    """Articles left as a person edited them, though their source changed."""
    refused: list[Refusal] = field(default_factory=list)
    engines: dict[str, str] = field(default_factory=dict)
    """Language → what found the names in it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An article that stands in `content/` already."""

    path: str
    id: str
    slug: str
    sha256: str
    untouched: bool


class _Shelf:
    """What stands in `content/articles/`: read only when something new comes in."""

    def __init__(self, content: Path):
        self.by_source: dict[str, _Known] = {}
        self.ids: set[str] = set()
        self.paths: set[str] = set()
        for path in article_paths(content):
            self.paths.add(path)
            article = read_article(content, path).article
            if article is None:
                continue  # the build names its problems; the import only keeps clear of the file
            self.ids.add(article.meta.id)
            if article.meta.source.file:
                untouched = is_untouched(article, (content / ARTICLES / path).read_bytes())
                known = _Known(path, article.meta.id, article.meta.slug, article.meta.source.sha256, untouched)
                self.by_source[article.meta.source.file] = known


def ingest(site: Path, config: SiteConfig, sources: tuple[SourceConfig, ...], base: Path, db: sqlite3.Connection,
           progress: Progress, again: bool = False) -> ImportReport:  # fmt: skip
    """Import the sources (paths relative to `base`): new and changed ones are cleaned, annotated and stored.

    With `again`, unchanged sources are worked through too; files that a person edited stay as they are in any case.
    The report also goes to `.sitegen/import-report.json`.
    """
    refs = discover(sources, base, site)
    report, ledger = ImportReport(), Ledger(db)
    content = site / config.content
    due = list(_due(refs, config, ledger, content, report, again))
    if due:
        _import(site, config, due, ledger, db, report, progress, again)
    _write_report(site, report)
    return report


def _due(refs: Sequence[SourceRef], config: SiteConfig, ledger: Ledger, content: Path, report: ImportReport,
         again: bool) -> Iterator[SourceRef]:  # fmt: skip
    """The sources that must be worked through: not seen before, changed since, or refused by another limit."""
    for ref in refs:
        record = ledger.get(ref.key)
        if record is None or again or record.reason or record.sha256 != _sha256(ref, config.clean.max_bytes):
            yield ref
        else:
            report.unchanged += 1


def _sha256(ref: SourceRef, max_bytes: int) -> str:
    try:
        return hashlib.sha256(ref.path.read_bytes()).hexdigest() if ref.path.stat().st_size <= max_bytes else ""
    except OSError:
        return ""


def _import(site: Path, config: SiteConfig, due: list[SourceRef], ledger: Ledger, db: sqlite3.Connection,
            report: ImportReport, progress: Progress, again: bool) -> None:  # fmt: skip
    content = site / config.content
    (people, wrong_people), (places, wrong_places) = read_authority(content, "person"), read_authority(content, "place")
    if wrong_people or wrong_places:
        raise UserError(*wrong_people, *wrong_places)
    shelf, resolver = _Shelf(content), Resolver(people, places)
    work = [_Work(chunk, config) for chunk in chunked(due, CHUNK)]
    jobs = config.build.jobs if len(due) >= PARALLEL_FROM else 1
    with executor(jobs, len(work)) as pool:
        for outcomes in progress.track(map_ordered(pool, _process, work), "importing", len(work)):
            found = [each for each in outcomes if isinstance(each, AnnotatedArticle)]
            resolved = resolver.resolve(found)
            append_entities(content, "person", resolver.new_people)
            append_entities(content, "place", resolver.new_places)
            resolver.new_people.clear()
            resolver.new_places.clear()
            for article, names in zip(found, resolved, strict=True):
                _store(site, config, article, names, shelf, ledger, report, again)
            for each in outcomes:
                if isinstance(each, Refusal):
                    _refuse(site, each, ledger, report)
            db.commit()


@dataclass(frozen=True, slots=True)
class _Work:
    refs: tuple[SourceRef, ...]
    config: SiteConfig


def _process(work: _Work) -> list[AnnotatedArticle | Refusal]:
    """What a worker does: read, clean and annotate some sources. One bad source never stops the others."""
    outcomes: list[AnnotatedArticle | Refusal] = []
    by_language: dict[str, list[CleanArticle]] = {}
    for ref in work.refs:
        cleaned = _clean_one(ref, work.config)
        if isinstance(cleaned, Refusal):
            outcomes.append(cleaned)
        else:
            by_language.setdefault(cleaned.language or work.config.language, []).append(cleaned)
    for language, articles in sorted(by_language.items()):
        outcomes += annotate(articles, language, work.config.entities)
    order = {ref.key: place for place, ref in enumerate(work.refs)}
    return sorted(outcomes, key=lambda each: order[_ref(each).key])


def _ref(outcome: AnnotatedArticle | Refusal) -> SourceRef:
    return outcome.ref if isinstance(outcome, Refusal) else outcome.article.ref


def _clean_one(ref: SourceRef, config: SiteConfig) -> CleanArticle | Refusal:
    document = read(ref, config.clean.max_bytes)
    if isinstance(document, Refusal):
        return document
    try:
        return clean(document, config.clean)
    except Exception as error:  # a document that trips a parser is kept aside like any other that can't be used
        return Refusal(ref, f"cleaning failed: {type(error).__name__}: {error}", document.sha256)


def _store(site: Path, config: SiteConfig, found: AnnotatedArticle, names: Resolved, shelf: _Shelf, ledger: Ledger,
           report: ImportReport, again: bool) -> None:  # fmt: skip
    article, content = found.article, site / config.content
    language = article.language or config.language
    report.engines[language] = found.engine
    known, record = shelf.by_source.get(article.ref.key), ledger.get(article.ref.key)
    cuts = tuple((cut.rule, cut.text) for cut in article.cuts)
    verdict = _verdict(known, record, article.sha256, again)
    if verdict in ("edited", "removed"):
        shown = f"{config.content}/{ARTICLES}/{known.path if known else record.article if record else ''}"
        report.kept.append(Problem(shown, _KEPT[verdict].format(source=article.ref.key)))
        return
    if verdict == "same":
        assert known is not None
        report.unchanged += 1
        ledger.put(article.ref.key, SourceRecord(article.sha256, known.path, None), cuts)
        return
    id_ = known.id if known else article_id(article.ref.key, article.url, shelf.ids)
    path = known.path if known else article_path(article.title, article.date, shelf.paths)
    slug = known.slug if known else path.rpartition("/")[2].removesuffix(".md")
    figures = tuple(dataclasses.replace(each, by=names.claimants.get(each.by, each.by)) for each in found.figures)
    meta = front_matter(dataclasses.replace(found, figures=figures), id_, slug, language, names.people, names.places, None)
    changed = write_article(content, path, meta, to_markdown(article.blocks))
    shelf.ids.add(id_)
    shelf.paths.add(path)
    if known is None:
        report.added.append(path)
    elif changed:
        report.updated.append(path)
    else:
        report.unchanged += 1
    ledger.put(article.ref.key, SourceRecord(article.sha256, path, None), cuts)
    release(site, article.ref.key)


_KEPT = {
    "edited": "this file was edited by hand, so the change in {source} was not taken over; merge it by hand, "
    "or remove the file to have it written anew",
    "removed": "this article was removed by hand and is not written again; to get it back, change its source",
}


def _verdict(known: _Known | None, record: SourceRecord | None, sha256: str, again: bool) -> str:
    """What to do with an imported article, by what stands in `content/` and in the index.

    `write` it; `same`: it stands there already (perhaps out of another clone, so that only the index is new);
    `edited` or `removed`: a person has the last word.
    """
    if known is None:
        return "removed" if record and record.article and record.sha256 == sha256 else "write"
    if known.sha256 == sha256 and not (again and known.untouched):
        return "same"
    return "write" if known.untouched else "edited"


def _refuse(site: Path, refusal: Refusal, ledger: Ledger, report: ImportReport) -> None:
    quarantine(site, refusal)
    report.refused.append(refusal)
    ledger.put(refusal.ref.key, SourceRecord(refusal.sha256, None, refusal.reason))


def _write_report(site: Path, report: ImportReport) -> None:
    record = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "kept": [str(problem) for problem in report.kept],
        "refused": [{"source": each.ref.key, "reason": each.reason} for each in report.refused],
        "engines": report.engines,
    }
    write_atomic(site / REPORT, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())


def engine_in_use(config: SiteConfig) -> str:
    """What will find names in the site's language: a model's package, or rules and gazetteer."""
    return model_for(config.language, config.entities) or "rules and gazetteer"
