"""The search index, shard by shard: only shards are made again of which an article changed, and of those as little as serves.

A shard is one bundle of Pagefind's. A few articles that changed since don't make a large one again: they go into a small second
bundle, and the first is told which of its articles are gone. When these grow past a share of it, it is made again whole.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.build.progress import Progress
from sitegen.build.publishing import Publication
from sitegen.build.shop import Order, Shop, shop
from sitegen.infra.cores import one_core
from sitegen.infra.engines import Workers
from sitegen.infra.files import memory_folder, slot
from sitegen.infra.index import FOLDER as OWN
from sitegen.model import search
from sitegen.model.pending import EVERYTHING, NAMES
from sitegen.model.search import Searchable
from sitegen.search import documents, pagefind, shards
from sitegen.search.pagefind import FOLDER, address, fragments
from sitegen.search.shards import Shard

if TYPE_CHECKING:
    from sitegen.build.site import BuildReport

MANIFEST = f"{FOLDER}/shards.json"
PROGRAM = f"{FOLDER}/program"
LOOKUPS = f"{FOLDER}/names"
PARALLEL_FROM = 500  # articles; fewer are indexed in the time that worker processes take to start
EXTRA = 0.05  # share of a shard's articles, from which on those that changed are no longer kept apart
EXTRA_FEW = 20  # articles of a small shard that may
SOURCES = 200  # names of publications to choose from on the search page


@dataclass(frozen=True, slots=True)
class _Kept:
    """A shard as it was made last."""

    shard: Shard
    base: tuple[str, ...]
    """Folders of its bundles, one for each language, and of those with what changed since; the second empty where nothing did."""
    extra: tuple[str, ...]
    gone: tuple[tuple[str, str], ...]
    """(Pagefind's id, day) of articles in the first that it holds no more."""


def index_search(db: sqlite3.Connection, order: Order, stage: Path, workers: Workers, progress: Progress,
                 publication: Publication, report: BuildReport) -> None:  # fmt: skip
    """Stage what the search needs that changed."""
    indexing = _Indexing(db, order, stage, publication)
    work = list(indexing.work())
    many = sum(each.size for each in work) >= PARALLEL_FROM
    done = workers.map(_index, work, parallel_from=2 if many else len(work) + 1)
    for each in progress.track(done, "indexing for search", len(work)) if work else ():
        indexing.take_in(each)
    report.shards = len(work)
    indexing.settle()
    report.indexed = db.execute("select count(*) from searched").fetchone()[0]


class _Indexing:
    def __init__(self, db: sqlite3.Connection, order: Order, stage: Path, publication: Publication):
        self._db, self._order, self._stage, self._publication = db, order, stage, publication
        self._output = order.site / order.config.published.folder
        self._packed = order.packed()
        self._most = order.config.search.shard_articles
        self._unsearched = {url for (url,) in db.execute("select url from unsearched")}
        versions = f"{documents.VERSION} {pagefind.VERSION} {order.config.language} {self._most}"
        if publication.changed("search", versions):
            self._unsearched.add(EVERYTHING)
            db.execute("delete from searched")
            for kept in self._kept().values():
                self._drop(kept)
        self._plan = shards.plan(search.days(db), self._most, lambda day: search.ids_of(db, day))
        self._before = self._kept()
        self._changed = False
        self._whole_ones = 0  # shards that were made anew from nothing

    # ---- what has to be done

    def work(self) -> Iterator[_Work]:
        """What the workers have to index."""
        if not self._unsearched and [kept.shard for kept in self._before.values()] == self._plan:
            return
        self._changed = True
        self._note_changes()
        planned = {shard.name: shard for shard in self._plan}
        for name, old in self._before.items():
            if name not in planned:
                self._drop(old)
        for name, shard in planned.items():
            kept = self._before.get(name)
            changed = self._db.execute("select 1 from temp.to_index where shard = ? limit 1", (name,)).fetchone()
            if kept is None or (kept.shard.first, kept.shard.last) != (shard.first, shard.last):
                yield self._whole(shard, kept)
            elif changed or kept.shard != shard:
                yield from self._little(shard, kept)

    def _note_changes(self) -> None:
        """The articles whose documents changed (temp.to_index), and of each shard those that it holds no more (temp.no_more)."""
        for table in ("to_index (url text primary key, shard, digest, day)", "no_more (url text primary key, shard, day, extra)"):
            self._db.execute(f"drop table if exists temp.{table.split()[0]}")
            self._db.execute(f"create temp table {table} without rowid")
        self._db.execute("create index temp.to_index_by_shard on to_index (shard)")
        everything = EVERYTHING in self._unsearched
        urls = self._unsearched - {EVERYTHING, NAMES}
        found = search.all_searchable(self._db) if everything else search.searchable(self._db, sorted(urls))
        there = set()
        ends = [shard.last for shard in self._plan]  # in order, as shards are runs of time
        for each in found:
            there.add(each.url)
            near = islice(self._plan, bisect_left(ends, each.day), None)
            shard = next(shard.name for shard in near if shard.has(each.day, each.id))
            row = self._db.execute("select shard, digest, day, extra from searched where url = ?", (each.url,)).fetchone()
            if row is None or row[:2] != (shard, each.digest):
                self._db.execute("insert into temp.to_index values (?, ?, ?, ?)", (each.url, shard, each.digest, each.day))
                if row:
                    self._db.execute("insert into temp.no_more values (?, ?, ?, ?)", (each.url, row[0], row[2], row[3]))
        if everything:
            left = [url for (url,) in self._db.execute("select url from searched") if url not in there]
        else:
            left = [url for url in urls if url not in there]
        for url in left:
            self._db.execute("insert or ignore into temp.no_more select url, shard, day, extra from searched where url = ?", (url,))
        self._db.execute("delete from searched where url in (select url from temp.no_more)")

    def _whole(self, shard: Shard, kept: _Kept | None) -> _Work:
        if kept:
            self._drop(kept)
        return _Work(self._packed, self._stage, shard, whole=True)

    def _little(self, shard: Shard, kept: _Kept) -> Iterator[_Work]:
        """A shard of which some articles changed."""
        lost = self._db.execute("select url, day, extra from temp.no_more where shard = ?", (shard.name,)).fetchall()
        new = self._db.execute("select url from temp.to_index where shard = ?", (shard.name,)).fetchall()
        apart = self._db.execute("select url from searched where shard = ? and extra", (shard.name,)).fetchall()
        out_of_base = [(url, day) for url, day, extra in lost if not extra]
        urls = tuple(sorted({url for (url,) in (*apart, *new)}))
        limit = max(EXTRA_FEW, EXTRA * shard.count)
        if (
            len(urls) > limit
            or len(kept.gone) + len(out_of_base) > limit
            or not all(map(Path.is_dir, map(self._bundle, kept.base)))
        ):
            yield self._whole(shard, kept)
            return
        gone = (*kept.gone, *self._ids(kept.base, dict(out_of_base)))
        for bundle in kept.extra:
            self._publication.remove(f"{FOLDER}/{bundle}")
        self._save(replace(kept, shard=shard, extra=(), gone=gone))
        if urls:
            yield _Work(self._packed, self._stage, shard, whole=False, urls=urls)

    def _bundle(self, name: str) -> Path:
        return self._output / FOLDER / name

    def _ids(self, base: tuple[str, ...], days: dict[str, str]) -> list[tuple[str, str]]:
        """Pagefind's ids of articles in some bundles."""
        found = (each for bundle in base for each in fragments(self._bundle(bundle))) if days else ()
        return [(id_, days[url]) for id_, fragment in found if (url := address(fragment)) in days]

    # ---- what was done

    def take_in(self, done: _Done) -> None:
        """Note a bundle that a worker staged."""
        shard = done.work.shard
        kept = self._kept().get(shard.name)
        if done.work.whole:
            self._db.execute("delete from searched where shard = ?", (shard.name,))
            self._whole_ones += 1
            self._save(_Kept(shard, done.bundles, (), ()))
        elif kept:
            self._save(replace(kept, extra=done.bundles))
        self._db.executemany(
            "insert or replace into searched values (?, ?, ?, ?, ?)",
            ((url, shard.name, digest, day, int(not done.work.whole)) for url, digest, day in done.documents),
        )
        for bundle in done.bundles:
            self._publication.keep(f"{FOLDER}/{bundle}")

    def settle(self) -> None:
        """The files that all bundles share: script, program, manifest, names to look up."""
        if not self._changed:
            return
        program = {f"{PROGRAM}/{each.name}": each for each in sorted((self._order.site / OWN / "search" / "program").glob("*"))}
        if self._whole_ones == len(self._plan):  # then none of the languages whose program there was is left but these
            self._publication.assets(self._stage, program, PROGRAM)
        for name, source in program.items():
            self._publication.asset(self._stage, name, source)
        if self._unsearched & {NAMES, EVERYTHING}:
            made = {
                f"{LOOKUPS}/{search.file_of(prefix)}.json": json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
                for prefix, rows in search.lookups(self._db).items()
            }
            self._publication.assets(self._stage, made, LOOKUPS)
        self._publication.asset(self._stage, MANIFEST, self._manifest())
        self._db.execute("delete from unsearched")
        shutil.rmtree(self._order.site / OWN / "search", ignore_errors=True)

    def _manifest(self) -> bytes:
        kept = sorted(self._kept().values(), key=lambda each: (each.shard.last, each.shard.name), reverse=True)
        sources = self._db.execute(
            "select source, count(*) from article where draft = 0 group by source order by 2 desc, 1 limit ?", (SOURCES,)
        ).fetchall()
        made = {
            "count": sum(each.shard.count for each in kept),
            "names": [
                Path(file).stem
                for (file,) in self._db.execute("select file from asset where file like ? order by file", (f"{LOOKUPS}/%",))
            ],
            "sources": sorted(source or "unknown" for source, _ in sources),
            "shards": [
                {
                    "first": each.shard.first,
                    "last": each.shard.last,
                    "count": each.shard.count,
                    "bundles": each.base,
                    "gone": dict(each.gone),  # from those; the same document, in another language, may be among what is new
                    "since": each.extra,
                }
                for each in kept
            ],
        }
        return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()

    # ---- rows

    def _kept(self) -> dict[str, _Kept]:
        rows = self._db.execute("select name, first, last, count, base, extra, gone from shard order by first, name").fetchall()
        return {
            name: _Kept(
                Shard(name, first, last, count, name.partition(".")[2]),
                tuple(base.split()),
                tuple(extra.split()),
                tuple(map(tuple, json.loads(gone))),
            )
            for name, first, last, count, base, extra, gone in rows
        }

    def _save(self, kept: _Kept) -> None:
        shard = kept.shard
        row = (shard.name, shard.first, shard.last, shard.count, " ".join(kept.base), " ".join(kept.extra), json.dumps(kept.gone))
        self._db.execute("insert or replace into shard values (?, ?, ?, ?, ?, ?, ?)", row)

    def _drop(self, kept: _Kept) -> None:
        for bundle in (*kept.base, *kept.extra):
            self._publication.remove(f"{FOLDER}/{bundle}")
        self._db.execute("delete from shard where name = ?", (kept.shard.name,))
        self._db.execute("delete from searched where shard = ?", (kept.shard.name,))


@dataclass(frozen=True, slots=True)
class _Work:
    order: bytes
    stage: Path
    shard: Shard
    whole: bool
    urls: tuple[str, ...] = ()
    """Of the articles, where not the whole shard is to be indexed."""

    @property
    def size(self) -> int:
        """Articles to index."""
        return self.shard.count if self.whole else len(self.urls)


@dataclass(frozen=True, slots=True)
class _Done:
    work: _Work
    bundles: tuple[str, ...]
    """Names of their folders, one for each language."""
    documents: tuple[tuple[str, str, str], ...]
    """(address, digest, day) of what was indexed."""


def _index(work: _Work) -> _Done:
    """What a worker does: write the documents of a shard, let Pagefind index them, and stage the bundle."""
    tools = shop(work.order)
    noted: list[tuple[str, str, str]] = []
    bundles = []
    with tempfile.TemporaryDirectory(prefix="sitegen-", dir=memory_folder()) as folder:
        found = _documents(tools.documents(work.shard, work.urls), noted)
        for language in documents.write_documents(folder, found, tools.language):
            bundles.append(_bundle(work, tools, Path(folder) / language, language))
    return _Done(work, tuple(bundles), tuple(noted))


def _bundle(work: _Work, tools: Shop, folder: Path, language: str) -> str:
    """Let Pagefind index the documents of one language, and stage the bundle; its name, which tells the language."""
    name = f"{work.shard.name}{'' if work.whole else '-new'}-{language}"
    made_in = tools.own / "search" / f"{name}.bundle"
    shutil.rmtree(made_in, ignore_errors=True)
    # Pagefind's threads hand each other every document: on one core they take a sixth less CPU, in the same time.
    with slot(tools.own, "pagefind", tools.slots), one_core():
        made = pagefind.index_folder(folder, made_in, language, tools.own / "search" / "program")
    bundle = f"{name}-{made.digest}"
    target = work.stage / FOLDER / bundle
    with contextlib.suppress(FileExistsError):
        target.parent.mkdir(parents=True)
    made_in.rename(target)
    return bundle


def _documents(
    found: Iterator[tuple[Searchable, documents.Document]], noted: list[tuple[str, str, str]]
) -> Iterator[documents.Document]:
    for article, document in found:
        noted.append((article.url, article.digest, article.day))
        yield document
