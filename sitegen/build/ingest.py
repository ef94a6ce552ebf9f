"""The import: raw sources in, `content/articles/` out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sitegen.build.progress import Progress
from sitegen.clean.clean import clean
from sitegen.clean.markdown import to_markdown
from sitegen.config.schema import SiteConfig, SourceConfig
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import AnnotatedArticle, CleanArticle, Refusal, SourceRef, StoredArticle
from sitegen.entities.annotate import annotate
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
        self._content = content

    @cached_property
    def by_source(self) -> dict[str, _Known]:
        """The articles by the key of their source."""
        return {article.meta.source.file: known for article, known in self._articles if article.meta.source.file}

    @cached_property
    def ids(self) -> set[str]:
        """All ids in use."""
        return {known.id for _, known in self._articles}

    @cached_property
    def paths(self) -> set[str]:
        """All files, also those that can't be read: the build names their problems, the import keeps clear of them."""
        return set(article_paths(self._content))

    @cached_property
    def _articles(self) -> list[tuple[StoredArticle, _Known]]:
        found = []
        for path in sorted(self.paths):
            article = read_article(self._content, path).article
            if article is not None:
                meta, untouched = article.meta, is_untouched(article, (self._content / ARTICLES / path).read_bytes())
                bare = dataclasses.replace(article, body="")
                found.append((bare, _Known(path, meta.id, meta.slug, meta.source.sha256, untouched)))
        return found


def ingest(
    site: Path,
    config: SiteConfig,
    sources: tuple[SourceConfig, ...],
    base: Path,
    db: sqlite3.Connection,
    progress: Progress,
    again: bool = False,
) -> ImportReport:
    """Import the sources (paths relative to `base`): new and changed ones are cleaned, annotated and stored.

    With `again`, unchanged sources are worked through too; files that a person edited stay as they are in any case.
    The report also goes to `.sitegen/import-report.json`.
    """
    refs = discover(sources, base, site)
    importer = _Importer(site, config, db, again)
    due = [ref for ref in refs if importer.is_due(ref)]
    if due:
        importer.run(due, progress)
    db.commit()
    _write_report(site, importer.report)
    return importer.report


class _Importer:
    """One run of the import: what it writes to, and what it has done so far."""

    def __init__(self, site: Path, config: SiteConfig, db: sqlite3.Connection, again: bool):
        self._site, self._config, self._db, self._again = site, config, db, again
        self._content = site / config.content
        self._ledger = Ledger(db)
        self._shelf = _Shelf(self._content)
        self.report = ImportReport()

    def is_due(self, ref: SourceRef) -> bool:
        """Whether a source must be worked through: not seen before, changed since, or refused the last time.

        In a fresh clone the index is empty, but the articles say themselves which bytes they were made from.
        """
        record = self._ledger.get(ref.key)
        if self._again or (record and record.reason):
            return True
        sha256 = _sha256(ref, self._config.clean.max_bytes)
        if record is None:
            known = self._shelf.by_source.get(ref.key)
            if known is None or known.sha256 != sha256:
                return True
            self._ledger.put(ref.key, SourceRecord(sha256, known.path, None))
        elif record.sha256 != sha256:
            return True
        self.report.unchanged += 1
        return False

    def run(self, due: list[SourceRef], progress: Progress) -> None:
        """Work through sources, a chunk at a time; after each, all that it gave is on disk."""
        people, wrong_people = read_authority(self._content, "person")
        places, wrong_places = read_authority(self._content, "place")
        if wrong_people or wrong_places:
            raise UserError(*wrong_people, *wrong_places)
        resolver = Resolver(people, places)
        work = [_Work(chunk, self._config) for chunk in chunked(due, CHUNK)]
        jobs = self._config.build.jobs if len(due) >= PARALLEL_FROM else 1
        with executor(jobs, len(work)) as pool:
            for outcomes in progress.track(map_ordered(pool, _process, work), "importing", len(work)):
                self._take(outcomes, resolver)
                self._db.commit()

    def _take(self, outcomes: list[AnnotatedArticle | Refusal], resolver: Resolver) -> None:
        found = [each for each in outcomes if isinstance(each, AnnotatedArticle) and self._is_to_be_written(each)]
        resolved = resolver.resolve(found)
        append_entities(self._content, "person", resolver.new_people)
        append_entities(self._content, "place", resolver.new_places)
        resolver.new_people.clear()
        resolver.new_places.clear()
        for article, names in zip(found, resolved, strict=True):
            self._write(article, names)
        for each in outcomes:
            if isinstance(each, Refusal):
                quarantine(self._site, each)
                self.report.refused.append(each)
                self._ledger.put(each.ref.key, SourceRecord(each.sha256, None, each.reason))

    def _is_to_be_written(self, found: AnnotatedArticle) -> bool:
        """Whether an article is to be written; what stands in its place, or why it stays, is noted otherwise.

        Asked before names are resolved: an article that is not written adds nobody to the authority files.
        """
        article = found.article
        self.report.engines[article.language or self._config.language] = found.engine
        known, record = self._shelf.by_source.get(article.ref.key), self._ledger.get(article.ref.key)
        verdict = _verdict(known, record, article.sha256, self._again)
        if verdict in ("edited", "removed"):
            path = known.path if known else record.article if record else ""
            shown = f"{self._config.content}/{ARTICLES}/{path}"
            self.report.kept.append(Problem(shown, _KEPT[verdict].format(source=article.ref.key)))
        elif verdict == "same" and known:
            self.report.unchanged += 1
            self._note(article, known.path)
        return verdict == "write"

    def _note(self, article: CleanArticle, path: str) -> None:
        """Remember what a source became and what was cut from it; it is in quarantine no longer."""
        cuts = tuple((cut.rule, cut.text) for cut in article.cuts)
        self._ledger.put(article.ref.key, SourceRecord(article.sha256, path, None), cuts)
        release(self._site, article.ref.key)

    def _write(self, found: AnnotatedArticle, names: Resolved) -> None:
        """Write an article's file; an article that is there already keeps its id, its address and its place."""
        article = found.article
        known = self._shelf.by_source.get(article.ref.key)
        id_ = known.id if known else article_id(article.ref.key, article.url, self._shelf.ids)
        path = known.path if known else article_path(article.title, article.date, self._shelf.paths)
        slug = known.slug if known else path.rpartition("/")[2].removesuffix(".md")
        figures = tuple(dataclasses.replace(each, by=names.claimants.get(each.by, each.by)) for each in found.figures)
        meta = front_matter(dataclasses.replace(found, figures=figures), id_, slug, self._config.language,
                            names.people, names.places)  # fmt: skip
        changed = write_article(self._content, path, meta, to_markdown(article.blocks))
        self._shelf.ids.add(id_)
        self._shelf.paths.add(path)
        if known is None:
            self.report.added.append(path)
        elif changed:
            self.report.updated.append(path)
        else:
            self.report.unchanged += 1
        self._note(article, path)


def _sha256(ref: SourceRef, max_bytes: int) -> str:
    try:
        return hashlib.sha256(ref.path.read_bytes()).hexdigest() if ref.path.stat().st_size <= max_bytes else ""
    except OSError:
        return ""


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
