"""A site under test: copy a sample, edit it, build it, look at what came out."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

from sitegen.build.import_report import ImportReport
from sitegen.build.ingest import ingest
from sitegen.build.progress import Silent
from sitegen.build.site import BuildOptions, BuildReport, build
from sitegen.config import load
from sitegen.config.schema import SiteConfig, SourceConfig
from sitegen.infra.index import open_index
from sitegen.search.pagefind import address, fragments


class SiteTest:
    """Read a test like a story: `site.write(…)`, `site.build()`, `assert … in site.page(…)`."""

    def __init__(self, root: Path):
        self.root = root
        self._db: sqlite3.Connection | None = None

    @classmethod
    def copy(cls, sample: Path, target: Path) -> SiteTest:
        shutil.copytree(sample, target)
        return cls(target)

    def __enter__(self) -> SiteTest:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._db:
            self._db.close()
            self._db = None

    # ---- editing

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def forget(self) -> None:
        """What a fresh clone lacks: the index."""
        self.close()
        shutil.rmtree(self.root / ".sitegen", ignore_errors=True)

    # ---- running

    @property
    def config(self) -> SiteConfig:
        return load.load(self.root)

    @property
    def db(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = open_index(self.root)
        return self._db

    def ingest(self, *sources: str, again: bool = False) -> ImportReport:
        given = tuple(SourceConfig(each) for each in sources) or load.sources(self.config)
        return ingest(self.root, self.config, given, self.root, self.db, Silent(), again)

    def build(self, search: bool = False, clean: bool = False, verify: bool = False, explain: str | None = None) -> BuildReport:
        return build(self.root, self.config, self.db, Silent(), BuildOptions(search, clean, verify, explain))

    # ---- looking

    def page(self, url: str) -> str:
        file = self.root / "public" / url
        return (file / "index.html" if url.endswith("/") or not url else file).read_text(encoding="utf-8")

    def published(self) -> dict[str, str]:
        """Every published file and the digest of its bytes."""
        root = self.root / "public"
        files = (file for file in root.rglob("*") if file.is_file())
        return {file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

    def searchable(self) -> dict[str, object]:
        """Address of every article that a search can find, and what it finds of it."""
        root = self.root / "public/pagefind"
        found: dict[str, object] = {}
        for shard in json.loads((root / "shards.json").read_bytes())["shards"]:
            for bundle in (*shard["bundles"], *shard["since"]):
                for id_, fragment in fragments(root / bundle):
                    if bundle in shard["since"] or id_ not in shard["gone"]:
                        assert address(fragment) not in found, "an article is found once"
                        found[address(fragment)] = fragment
        return found

    def articles(self) -> dict[str, bytes]:
        """Every article's file and its bytes."""
        root = self.root / "content/articles"
        return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*.md"))}
