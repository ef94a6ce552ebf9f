"""What this build publishes: noted in the index before it takes its place, so that a kill at any moment loses nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sitegen.infra.files import file_sha256, sha256
from sitegen.model.catalogue import Catalogue
from sitegen.model.pages import PageSpec
from sitegen.publish.apply import apply, mark, marked, whole_parts
from sitegen.publish.stage import NAME, copy_file, fresh_stage

_GONE = "create table if not exists gone (file text primary key) without rowid"


class Publication:
    """The tables of what is published, and the stage of what will be. The index is committed when all is staged."""

    def __init__(self, db: sqlite3.Connection, folder: Path, output: Path):
        self._db, self._folder, self._output = db, folder, output
        self._catalogue = Catalogue(db)
        db.execute(_GONE)
        self._tree = 0  # by how much this build changes the digest of all that is published
        self._under_way = False  # whether what is staged is published already, as far as the index knows
        self.pages_moved = False
        """Whether a page came or went, or its day in the sitemap changed."""

    # ---- before a build

    def finish(self) -> None:
        """Carry a publication to its end that was cut short; what can't be trusted any more is forgotten."""
        whole = self._catalogue.state("publishing")
        if whole and (self._folder / NAME).is_dir():
            self._take_place(json.loads(whole))
        elif whole:
            self._forget()
        if marked(self._output) != self._catalogue.state("published") or not self._output.is_dir():
            self._forget()
        self._db.commit()

    @property
    def _fresh(self) -> bool:
        """Whether nothing is known of what the output holds."""
        return not self._catalogue.state("published")

    def _forget(self) -> None:
        """Nothing is known of what the output holds: every page is new."""
        for table in ("page", "asset", "gone", "shard", "searched"):
            self._db.execute(f"delete from {table}")
        self._catalogue.set_state("publishing", "")
        self._catalogue.set_state("published", "")
        self._catalogue.set_state("tree", "0")
        self._catalogue.pending.add_everything()

    # ---- what is staged

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """A fresh stage, gone at the end unless it is to be published yet."""
        published = False
        try:
            yield fresh_stage(self._folder)
            published = True
        finally:
            if published or not self._under_way:
                shutil.rmtree(self._folder / NAME, ignore_errors=True)

    def changed(self, what: str, value: str) -> bool:
        """Whether something that pages are made from is not what it was when they were; noted as it is now."""
        digest = sha256(value.encode())
        if self._catalogue.state(what) == digest:
            return False
        self._catalogue.set_state(what, digest)
        return True

    def known(self, urls: Sequence[str]) -> list[str]:
        """Inputs from which each page was made that is published; empty for one that is not."""
        marks = ",".join("?" * len(urls))
        found = dict(self._db.execute(f"select url, inputs from page where url in ({marks})", urls).fetchall())
        return [found.get(url, "") for url in urls]

    def pages(self, pages: Iterable[tuple[PageSpec, str, str]]) -> None:
        """Note pages that were staged, with their inputs before and now."""
        rows = []
        for spec, old, new in pages:
            if not old or (spec.modified and self._modified(spec.url) != spec.modified):
                self.pages_moved = True
            self._add_to_tree(spec.url, old, new)
            rows.append((spec.url, str(spec.section), new, spec.modified, int(spec.listed)))
        self._db.executemany("insert or replace into page values (?, ?, ?, ?, ?)", rows)

    def _modified(self, url: str) -> str:
        (modified,) = self._db.execute("select modified from page where url = ?", (url,)).fetchone()
        return str(modified)

    def remove_page(self, url: str, file: str) -> None:
        """Note a page that is to go."""
        (inputs,) = self._db.execute("select inputs from page where url = ?", (url,)).fetchone()
        self._add_to_tree(url, inputs, "")
        self._db.execute("delete from page where url = ?", (url,))
        self._db.execute("insert or ignore into gone values (?)", (file,))
        self.pages_moved = True

    def assets(self, stage: Path, files: Mapping[str, Path | bytes], folder: str) -> None:
        """Stage the files of a folder that changed, from other files or from their bytes, and note those that are to go."""
        rows = self._db.execute("select file, digest from asset where file like ? || '/%'", (folder,)).fetchall()
        for name, digest in rows:
            if name not in files:
                self._db.execute("delete from asset where file = ?", (name,))
                self._add_to_tree(name, digest, "")
                self.remove(name)
        for name, source in files.items():
            self.asset(stage, name, source)

    def standing(self, folder: str) -> Path | None:
        """A folder of the output, where all files that are not pages stand in it as they were published."""
        rows = self._db.execute("select file, digest from asset where file like ? || '/%'", (folder,)).fetchall()
        whole = rows and all((file := self._output / name).is_file() and file_sha256(file) == digest for name, digest in rows)
        return self._output / folder if whole else None

    def asset(self, stage: Path, name: str, source: Path | bytes) -> None:
        """Stage one file if it changed."""
        digest = sha256(source) if isinstance(source, bytes) else file_sha256(source)
        row = self._db.execute("select digest from asset where file = ?", (name,)).fetchone()
        if row is None or row[0] != digest:
            copy_file(stage, name, source)
            self._add_to_tree(name, row[0] if row else "", digest)
            self._db.execute("insert or replace into asset values (?, ?)", (name, digest))
            self._db.execute("delete from gone where file = ?", (name,))

    def keep(self, file: str) -> None:
        """Note that a file or folder stays after all."""
        self._db.execute("delete from gone where file = ?", (file,))

    def remove(self, file: str) -> None:
        """Note a file or a folder that is to go."""
        self._db.execute("insert or ignore into gone values (?)", (file,))

    def _add_to_tree(self, name: str, old: str, new: str) -> None:
        """The digest of all that is published is a sum, so that it doesn't depend on the order in which pages were made."""
        if old != new and not name.startswith("pagefind/"):  # search finds the same by other files, as it is kept up to date
            self._tree += (_weight(name, new) if new else 0) - (_weight(name, old) if old else 0)

    # ---- publishing

    def publish(self) -> None:
        """Note that what is staged is published from now on, and let it take its place."""
        stage = self._folder / NAME
        total = (int(self._catalogue.state("tree") or 0) + self._tree) % (1 << 64)
        self._catalogue.set_state("tree", str(total))
        self._tree, state = 0, f"{total:016x}"
        if any(stage.iterdir()) or self._catalogue.state("published") != state or not self._output.is_dir():
            mark(stage, state)
            whole = whole_parts(stage, () if self._fresh else self._kept(stage))
            if self._fresh and self._output.is_dir():
                for each in self._output.iterdir():
                    if not (stage / each.name).exists():
                        self.remove(each.name)
            self._db.execute(
                "delete from gone where exists (select 1 from page where url = gone.file) or (gone.file like '%index.html' "
                "and exists (select 1 from page where url = substr(gone.file, 1, length(gone.file) - length('index.html'))))"
            )
            self._catalogue.set_state("publishing", json.dumps(whole))
            self._catalogue.set_state("published", state)
            self._catalogue.pending.clear()
            self._db.commit()
            self._under_way = True
            self._take_place(whole)
        self._catalogue.pending.clear()
        self._db.commit()

    def _kept(self, stage: Path) -> set[str]:
        """Top folders of which something published stays as it is."""
        kept = {"pagefind"}
        for each in stage.iterdir():
            staged = _count(each)
            pages = "select count(*) from page where url >= ? and url < ?"
            assets = "select count(*) from asset where file >= ? and file < ?"
            bounds = (f"{each.name}/", f"{each.name}0")
            published = sum(self._db.execute(query, bounds).fetchone()[0] for query in (pages, assets))
            if staged != published:
                kept.add(each.name)
        return kept

    def _take_place(self, whole: dict[str, int]) -> None:
        gone = (file for (file,) in self._db.execute("select file from gone").fetchall())
        apply(self._folder / NAME, self._output, whole, gone)
        self._db.execute("delete from gone")
        self._catalogue.set_state("publishing", "")
        self._db.commit()


def _count(path: Path) -> int:
    return sum(1 for each in path.rglob("*") if each.is_file()) if path.is_dir() else 0


def _weight(name: str, inputs: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{name}\0{inputs}".encode(), digest_size=8).digest())
