"""Reading `content/articles/`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sitegen.core.problems import Problem
from sitegen.store.front_matter import Parsed, parse

VERSION = 1
ARTICLES = "articles"
ENTITIES = "entities"
PAGES = "pages"


def article_paths(content: Path) -> Iterator[str]:
    """Paths of all articles below `content/articles/`, with forward slashes, in order."""
    yield from _below(str(content / ARTICLES), "")


def _below(folder: str, prefix: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except FileNotFoundError:
        return
    for each in entries:
        if each.name.startswith("."):
            continue
        if each.is_dir(follow_symlinks=False):
            yield from _below(each.path, f"{prefix}{each.name}/")
        elif each.name.endswith(".md") and each.is_file():
            yield prefix + each.name


def read_article(content: Path, path: str) -> Parsed:
    """One article, or what is wrong with its file."""
    file = content / ARTICLES / path
    shown = f"{content.name}/{ARTICLES}/{path}"
    try:
        return parse(file.read_bytes(), path, shown)
    except OSError as error:
        return Parsed(None, (Problem(shown, f"the file can't be read: {error.strerror}"),))
