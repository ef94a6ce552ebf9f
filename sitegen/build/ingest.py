"""The import: raw sources in, `content/articles/` out.

Most imports, with each build, find nothing new: what works on articles is loaded when one comes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.build.import_report import ImportReport, write_report
from sitegen.build.learning import Learnt
from sitegen.build.pictures import Pictures
from sitegen.build.progress import Progress
from sitegen.build.work import CHUNK, PARALLEL_FROM, Work, cleaned
from sitegen.clean.markdown import to_markdown
from sitegen.config.schema import SiteConfig, SourceConfig
from sitegen.core.problems import Problem, UserError
from sitegen.core.text import fold
from sitegen.core.types import AnnotatedArticle, CleanArticle, Note, RawPicture, RawRecord, Refusal, SourceRef
from sitegen.infra.engines import chunked, executor, map_ordered
from sitegen.infra.index import FOLDER, Ledger, Shelf, SourceRecord, Stored, Taken
from sitegen.sources.discover import discover
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import records
from sitegen.store.authority import append_entities, read_authority
from sitegen.store.write import FULL, article_id, article_path, front_matter, quarantine, release, write_article

if TYPE_CHECKING:
    from sitegen.build.stories import Stories
    from sitegen.core.shingles import Shingles
    from sitegen.entities.resolve import Resolved, Resolver


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
    The report also goes to `.sitegen/import-report.json`. Raises `UserError` where the disk is full; what was written
    before stays, and the next import goes on behind it.
    """
    refs = tuple(discover(sources, base, site))
    importer = _Importer(site, config, db, again)
    try:
        importer.run(refs, progress)
        db.commit()
    except (OSError, sqlite3.OperationalError) as error:
        full = error.errno in FULL if isinstance(error, OSError) else "full" in str(error)
        if not full:
            raise
        done = len(importer.report.added) + len(importer.report.updated)
        message = f"the disk is full; {done} articles were written. Free some space and import again"
        raise UserError(Problem(str(site), message)) from None
    write_report(site, db, importer.report)
    return importer.report


class _Outcome(NamedTuple):
    """What a worker made of a record."""

    found: AnnotatedArticle | Refusal
    runs: Shingles | None = None


class _Importer:
    """One run of the import: what it writes to, and what it has done so far."""

    def __init__(self, site: Path, config: SiteConfig, db: sqlite3.Connection, again: bool):
        self._site, self._config, self._db, self._again = site, config, db, again
        self._content = site / config.content
        self._ledger = Ledger(db)
        self._read_whole: list[tuple[SourceRef, int]] = []
        self._pictures = Pictures(self._content, site / FOLDER / "pictures") if config.clean.images == "copy" else None
        self.report = ImportReport()

    @cached_property
    def _stories(self) -> Stories:
        from sitegen.build.stories import Stories

        return Stories(self._db, self._content)

    @cached_property
    def _shelf(self) -> Shelf:
        """What stands in `content/articles/`: looked through only when something new comes in."""
        from sitegen.build.shelf import refreshed_shelf

        return refreshed_shelf(self._db, self._content, self._stories)

    def run(self, refs: tuple[SourceRef, ...], progress: Progress) -> None:
        """Work through sources, a chunk at a time; after each, all that it gave is on disk."""
        learnt = Learnt(self._ledger, self._config, self._again)
        due = learnt.learn(lambda: self._due(refs, told=False), progress) if self._config.clean.repetition else None
        if due == 0:
            for _ in self._due(refs):  # for its counts and notes
                pass
            self._note_containers()
            return
        from sitegen.entities.resolve import Resolver

        people, wrong_people = read_authority(self._content, "person")
        places, wrong_places = read_authority(self._content, "place")
        if wrong_people or wrong_places:
            raise UserError(*wrong_people, *wrong_places)
        resolver = Resolver(people, places, self._ledger, self._config.language)
        jobs = self._config.build.jobs if due is None or due >= PARALLEL_FROM else 1
        chunks = -(-due // CHUNK) if due is not None else None
        if self._pictures:
            progress.say("gathering pictures")
            self._pictures.gather(self._changed(refs, told=False), ReadOptions(self._config.clean.max_bytes))
        work = (Work(chunk, self._config, learnt.often(chunk)) for chunk in chunked(self._due(refs), CHUNK))
        with executor(jobs, chunks or 8) as pool:
            for outcomes in progress.track(map_ordered(pool, _process, work), "importing", chunks):
                self._take(outcomes, resolver)
                self._db.commit()
        if self._pictures:
            self._pictures.close()
        self._note_containers()
        self.report.versions = self._stories.settle(self._shelf)

    def _note_containers(self) -> None:
        """Files of many articles need not be opened again while they stay the same: told only when all they gave is on disk.

        A file with a record that was refused is opened again, as another `site.yaml` may make it good.
        """
        refused = {each.ref.key.partition("#")[0] for each in self.report.refused}
        for ref, records_ in self._read_whole:
            if ref.key not in refused:
                self._ledger.put_container(ref.key, _file_digest(ref.path), records_)

    # ---- what is due

    def _due(self, refs: tuple[SourceRef, ...], told: bool = True) -> Iterator[RawRecord | Refusal]:
        """The records that must be worked through: not seen before, changed since, or refused the last time.

        The sources are read twice in an import, to learn and to work; only one of the passes tells its counts and notes.
        """
        for ref in self._changed(refs, told):
            yield from self._due_of(ref, told)

    def _changed(self, refs: tuple[SourceRef, ...], told: bool) -> Iterator[SourceRef]:
        """The files that must be opened: all but containers that are as they were when all that they hold was taken."""
        for ref in refs:
            known = None if self._again else self._ledger.container(ref.key)
            if known and known[0] == _file_digest(ref.path):
                if told:
                    self.report.count(dataclasses.replace(ref, key=f"{ref.key}#"), "unchanged", known[1])
            else:
                yield ref

    def _due_of(self, ref: SourceRef, told: bool) -> Iterator[RawRecord | Refusal]:
        found = refused = 0
        holds_many = False
        for each in records(ref, ReadOptions(self._config.clean.max_bytes, dict(ref.fields))):
            if isinstance(each, Note | RawPicture):
                if told and isinstance(each, Note):
                    self.report.notes.append(each)
                continue
            found += 1
            refused += isinstance(each, Refusal)
            holds_many = holds_many or each.ref.key != ref.key
            if isinstance(each, Refusal) or self._is_due(each):
                yield each
            elif told:
                self.report.count(each.ref, "unchanged")
        if told and holds_many and not refused:
            self._read_whole.append((ref, found))

    def _is_due(self, record: RawRecord) -> bool:
        """In a fresh clone the index is empty, but the articles say themselves which bytes they were made from."""
        known = self._ledger.get(record.ref.key)
        if self._again or (known and known.reason):
            return True
        if known is not None:
            return known.sha256 != record.sha256
        there = self._shelf.by_source(record.ref.key)
        if there is None or there.sha256 != record.sha256:
            return True
        self._ledger.put(record.ref.key, SourceRecord(record.sha256, there.path, None))
        return False

    # ---- what came out

    def _take(self, outcomes: list[_Outcome], resolver: Resolver) -> None:
        fresh: dict[str, str] = {}
        wanted = [
            each for each in outcomes if isinstance(each.found, AnnotatedArticle) and self._is_to_be_written(each.found, fresh)
        ]
        found = [each.found for each in wanted if isinstance(each.found, AnnotatedArticle)]
        resolved = resolver.resolve(found)
        append_entities(self._content, "person", resolver.new_people)
        append_entities(self._content, "place", resolver.new_places)
        resolver.new_people.clear()
        resolver.new_places.clear()
        for article, outcome, names in zip(found, wanted, resolved, strict=True):
            self._write(article, names, outcome.runs)
        for each in outcomes:
            if isinstance(each.found, Refusal):
                self._refuse(each.found)

    def _refuse(self, refusal: Refusal) -> None:
        quarantine(self._site, refusal)
        self.report.refused.append(refusal)
        self.report.count(refusal.ref, "quarantined")
        self._ledger.put(refusal.ref.key, SourceRecord(refusal.sha256, None, refusal.reason))

    def _is_to_be_written(self, found: AnnotatedArticle, fresh: dict[str, str]) -> bool:
        """Whether an article is to be written; what stands in its place, or why it stays, is noted otherwise.

        Asked before names are resolved: an article that is not written adds nobody to the authority files. `fresh` are the
        texts that were let through before it in the same chunk, and their keys.
        """
        article = found.article
        self.report.engines[article.language or self._config.language] = found.engine
        known, record = self._shelf.by_source(article.ref.key), self._ledger.get(article.ref.key)
        verdict = _verdict(known, record, article.sha256, self._again)
        if verdict in ("edited", "removed"):
            path = known.path if known else record.article if record else ""
            shown = f"{self._config.content}/articles/{path}"
            self.report.kept.append(Problem(shown, _KEPT[verdict].format(source=article.ref.key)))
            self.report.count(article.ref, "kept")
        elif verdict == "same" and known:
            self.report.count(article.ref, "unchanged")
            self._note(article, known.path)
        elif known is None and (first := self._copy_of(article, fresh)):
            self.report.duplicates.append((article.ref.key, first))
            self.report.count(article.ref, "duplicates")
            self._ledger.put(article.ref.key, SourceRecord(article.sha256, first, None, duplicate=True))
            release(self._site, article.ref.key)
            return False
        if verdict == "write":
            fresh.setdefault(_text_of(article), article.ref.key)
        return verdict == "write"

    def _copy_of(self, article: CleanArticle, fresh: dict[str, str]) -> str:
        """The article that has just this text already, from the same publication or address, or its source's key."""
        for there in self._shelf.by_text(article.text_sha256):
            same = (there.url, there.site) == (article.url, article.site_name)
            if there.source != article.ref.key and (same or (article.url and there.url == article.url)):
                return there.path
        return fresh.get(_text_of(article), "")

    def _note(self, article: CleanArticle, path: str) -> None:
        """Remember what a source became and what was cut from it; it is in quarantine no longer."""
        self._ledger.put(article.ref.key, SourceRecord(article.sha256, path, None), ((cut.rule, cut.text) for cut in article.cuts))
        release(self._site, article.ref.key)

    def _write(self, found: AnnotatedArticle, names: Resolved, runs: Shingles | None) -> None:
        """Write an article's file; an article that is there already keeps its id, its address and its place."""
        from sitegen.build.shelf import stored

        article = found.article
        known = self._shelf.by_source(article.ref.key)
        id_ = known.id if known else article_id(article.ref.key, article.url, Taken(self._db, "id"))
        path = known.path if known else article_path(article.title, article.date, Taken(self._db, "path"))
        slug = known.slug if known else path.rpartition("/")[2].removesuffix(".md")
        figures = tuple(dataclasses.replace(each, by=names.claimants.get(each.by, each.by)) for each in found.figures)
        meta = front_matter(dataclasses.replace(found, figures=figures), id_, slug, self._config.language,
                            names.people, names.places, known.story if known else "")  # fmt: skip
        shown = self._pictures.copied(article) if self._pictures else article
        changed = write_article(self._content, path, meta, to_markdown(shown.blocks))
        self._shelf.put(stored(self._content, path, meta, untouched=True))
        if runs is not None:
            self._stories.add(id_, runs)
        towns = (place.name for place in found.places if place.kind not in ("country", "area"))
        self._ledger.put_named(path, map(fold, (*names.people, *towns)), map(dataclasses.astuple, names.merges))
        if known is None:
            self.report.added.append(path)
        elif changed:
            self.report.updated.append(path)
        self.report.count(article.ref, "imported" if known is None else "updated" if changed else "unchanged")
        self._note(article, path)


def _text_of(article: CleanArticle) -> str:
    return f"{article.text_sha256} {article.url} {article.site_name}"


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


# ---------------------------------------------------------------------------------------------- what a worker does


def _process(work: Work) -> list[_Outcome]:
    """What a worker does: decode, clean and annotate some records. One bad record never stops the others."""
    from sitegen.core.shingles import shingles
    from sitegen.entities.annotate import annotate

    outcomes: dict[str, _Outcome] = {}
    by_language: dict[str, list[CleanArticle]] = {}
    for record in work.records:
        made = cleaned(record, work.config.clean, work.often)
        if isinstance(made, Refusal):
            outcomes[record.ref.key] = _Outcome(made)
        else:
            by_language.setdefault(made.language or work.config.language, []).append(made)
    for language, articles in sorted(by_language.items()):
        for found in annotate(articles, language, work.config.entities):
            if isinstance(found, Refusal):
                outcomes[found.ref.key] = _Outcome(found)
            else:
                text = "\n".join(block.text for block in found.article.blocks)
                outcomes[found.article.ref.key] = _Outcome(found, shingles(text))
    return [outcomes[record.ref.key] for record in work.records]


_KEPT = {
    "edited": "this file was edited by hand, so the change in {source} was not taken over; merge it by hand, "
    "or remove the file to have it written anew",
    "removed": "this article was removed by hand and is not written again; to get it back, change its source",
}


def _verdict(known: Stored | None, record: SourceRecord | None, sha256: str, again: bool) -> str:
    """What to do with an imported article, by what stands in `content/` and in the index.

    `write` it; `same`: it stands there already (perhaps out of another clone, so that only the index is new);
    `edited` or `removed`: a person has the last word.
    """
    if known is None:
        gone = record and record.article and not record.duplicate and record.sha256 == sha256
        return "removed" if gone else "write"
    if known.sha256 == sha256 and not (again and known.untouched):
        return "same"
    return "write" if known.untouched else "edited"
