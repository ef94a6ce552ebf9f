"""What stands in `content/articles/`, brought up to date in the index: only files that changed are read."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from sitegen.build.stories import Stories
from sitegen.core.shingles import shingles
from sitegen.core.types import FrontMatter
from sitegen.infra.index import Shelf, Stored
from sitegen.store.front_matter import is_untouched
from sitegen.store.read import ARTICLES, article_paths, read_article

_TARGET = re.compile(r"\]\([^)]*\)")


def refreshed_shelf(db: sqlite3.Connection, content: Path, stories: Stories) -> Shelf:
    """The shelf, after a look at each file's size and time.

    A file that can't be read is passed over: the build names what is wrong with it, and the import keeps clear of its path.
    """
    shelf = Shelf(db)
    there = set()
    for path in article_paths(content):
        there.add(hash(path))
        status = (content / ARTICLES / path).stat()
        if shelf.seen(path) != (status.st_size, status.st_mtime_ns):
            _read(shelf, content, path, stories)
    for path in list(shelf.paths()):
        if hash(path) not in there:
            gone = shelf.by_path(path)
            shelf.remove(path)
            if gone:
                stories.forget(gone.id)
    return shelf


def _read(shelf: Shelf, content: Path, path: str, stories: Stories) -> None:
    article = read_article(content, path).article
    if article is None:
        status = (content / ARTICLES / path).stat()
        shelf.put(Stored(path, status.st_size, status.st_mtime_ns, "", "", "", "", "", "", "", None, 0, "", untouched=False))
        return
    data = (content / ARTICLES / path).read_bytes()
    shelf.put(stored(content, path, article.meta, is_untouched(article, data)))
    if not stories.knows(article.meta.id):
        stories.add(article.meta.id, shingles(_TARGET.sub("]", article.body)))


def stored(content: Path, path: str, meta: FrontMatter, untouched: bool) -> Stored:
    """What the import remembers of an article's file."""
    status = (content / ARTICLES / path).stat()
    return Stored(path, status.st_size, status.st_mtime_ns, meta.id, meta.source.key, meta.slug, meta.source.sha256,
                  meta.imported.text_sha256, meta.source.url, meta.source.name, meta.date.isoformat() if meta.date else None,
                  status.st_size, meta.story, untouched)  # fmt: skip
