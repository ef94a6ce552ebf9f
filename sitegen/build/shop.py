"""What a worker of the build keeps between calls: the templates, the names, a connection to the index."""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.config.schema import SiteConfig
from sitegen.core.markdown import MEDIA, text_blocks
from sitegen.core.types import Figure, Thing
from sitegen.infra.index import FOLDER, open_read_only
from sitegen.model.names import KnownNames
from sitegen.model.search import Searchable, searchable, searchable_between
from sitegen.render.language import Language
from sitegen.render.theme import Theme
from sitegen.search.documents import Document
from sitegen.search.shards import Shard
from sitegen.store.pictures import kept
from sitegen.store.read import OwnPage, read_body

if TYPE_CHECKING:
    from sitegen.build.press import Press


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to know, pickled once and sent along with each call."""

    site: Path
    config: SiteConfig
    theme: Theme
    assets: dict[str, str]
    """Name below `assets/` → digest."""
    templates: dict[str, str]
    """Name of a template → digest of it and of all that it uses."""
    pages: tuple[OwnPage, ...]
    media: str
    """Digest of the archive's pictures."""
    run: str
    """The build's own mark: a worker's tools, its view of the index among them, last for one build."""

    @property
    def language(self) -> Language:
        """Of the site's own words."""
        return Language(self.config.language, self.theme.catalogues(self.config.language))

    def packed(self) -> bytes:
        """For `shop`."""
        return pickle.dumps(self)


@lru_cache(maxsize=1)
def shop(packed: bytes) -> Shop:
    """This process's tools for an order."""
    _open.append(Shop(pickle.loads(packed)))
    return _open[-1]


_open: list[Shop] = []


@contextmanager
def closing_shop() -> Iterator[None]:
    """Let go of this process's own tools at the end, so that the index is closed whole: in a single file."""
    try:
        yield
    finally:
        for each in _open:
            each.close()
        _open.clear()
        shop.cache_clear()


class Shop:
    """The tools, each made when it is first needed."""

    def __init__(self, order: Order):
        self._order = order
        self.content = order.site / order.config.content

    def close(self) -> None:
        """Close the connection to the index."""
        if "_db" in vars(self):
            self._db.close()

    # ---- reading articles (the model's `Names`)

    @cached_property
    def _known(self) -> KnownNames:
        return KnownNames(self._db)

    def forms(self, kind: str, name: str) -> tuple[str, ...]:
        """All names of the entity that has this one."""
        return self._known.forms(kind, name)

    def told_apart(self, kind: str, name: str) -> tuple[str, ...]:
        """Names that look like this one's and have a record of their own."""
        return self._known.told_apart(kind, name)

    def thing_of(self, figure: Figure, language: str) -> Thing:
        """What a figure is a number of."""
        from sitegen.entities.things import thing_of

        return thing_of(figure, language or self._order.config.language)

    def text_digest(self, text: str) -> str:
        """Of an article's text and of the pictures that it shows; ends with `m` where it shows any of the archive's own."""
        made = hashlib.sha256(text.encode())
        shows = f"/{MEDIA}" in text
        if shows:
            made.update(self._order.media.encode())
        return made.hexdigest()[:16] + ("m" if shows else "")

    # ---- rendering

    @cached_property
    def _db(self) -> sqlite3.Connection:
        return open_read_only(self._order.site)

    @cached_property
    def press(self) -> Press:
        """What pages are rendered with; a build of nothing new doesn't load it."""
        from sitegen.build.press import Press

        return Press(self._order, self._db, self.text_digest)

    # ---- searching

    @property
    def own(self) -> Path:
        """The site's own folder."""
        return self._order.site / FOLDER

    @property
    def language(self) -> str:
        """Of the site."""
        return self._order.config.language

    @property
    def slots(self) -> int:
        """How many shards are indexed at once: one takes more memory than all else together."""
        return max(1, (self._order.config.build.jobs or os.cpu_count() or 1) // 2)

    def documents(self, shard: Shard, urls: Sequence[str]) -> Iterator[tuple[Searchable, Document]]:
        """What is searched of a shard's articles, or of those at some addresses."""
        found = searchable(self._db, urls) if urls else searchable_between(self._db, shard.first, shard.last)
        for each in found:
            if shard.has(each.day, each.id):
                texts = text_blocks(read_body(self.content, each.path))
                yield each, Document(each.url, each.title, each.day, each.source, each.language or self.language, each.names,
                                     tuple(texts))  # fmt: skip


def packed_inputs(inputs: dict[str, str]) -> str:
    """Inputs as the index holds them: `name=digest`, one a line."""
    return "\n".join(f"{name}={digest}" for name, digest in inputs.items())


def changed_inputs(before: str, after: str) -> list[str]:
    """Names of inputs that are not what they were."""
    old = dict(line.split("=", 1) for line in before.split("\n") if line)
    new = dict(line.split("=", 1) for line in after.split("\n") if line)
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def media_digest(content: Path) -> str:
    """Of the names, sizes and times of the archive's pictures."""
    made = hashlib.sha256()
    for file in kept(content):
        status = file.stat()
        made.update(f"{file.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return made.hexdigest()[:16]
