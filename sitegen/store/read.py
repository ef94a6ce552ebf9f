"""Reading `content/articles/`."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from sitegen.core import typed_yaml
from sitegen.core.problems import Problem
from sitegen.core.slug import slug
from sitegen.store.front_matter import Parsed, file_digest, parse, split

VERSION = 1
ARTICLES = "articles"
ENTITIES = "entities"
PAGES = "pages"


def article_paths(content: Path) -> Iterator[str]:
    """Paths of all articles below `content/articles/`, with forward slashes, in order."""
    for run in _below(str(content / ARTICLES), ""):
        yield from (path for path, _ in run)


def article_files(content: Path) -> Iterator[tuple[str, int, int]]:
    """(path, size, time of the last change in nanoseconds) of all articles' files, ordered by path."""
    for run in _below(str(content / ARTICLES), ""):
        for path, entry in run:
            status = entry.stat()
            yield path, status.st_size, status.st_mtime_ns


def _below(folder: str, prefix: str) -> Iterator[list[tuple[str, os.DirEntry[str]]]]:
    """Articles' files, in runs of those that follow each other in one folder."""
    try:
        with os.scandir(folder) as found:
            entries = [(f"{each.name}/" if each.is_dir(follow_symlinks=False) else each.name, each) for each in found]
    except FileNotFoundError:
        return
    run: list[tuple[str, os.DirEntry[str]]] = []
    for name, each in sorted(entries, key=itemgetter(0)):  # a folder by its slash: so whole paths are in order too
        if name.startswith("."):
            continue
        if name.endswith("/"):
            yield run
            run = []
            yield from _below(each.path, prefix + name)
        elif name.endswith(".md") and each.is_file():
            run.append((prefix + name, each))
    yield run


def read_article(content: Path, path: str) -> Parsed:
    """One article, or what is wrong with its file."""
    return read_changed(content, path, "") or Parsed(None)  # no file has an empty digest


def read_changed(content: Path, path: str, digest: str) -> Parsed | None:
    """One article, or what is wrong with its file; None where the file still has this digest."""
    shown = f"{content.name}/{ARTICLES}/{path}"
    try:
        data = _bytes(content, path)
    except OSError as error:
        return Parsed(None, (Problem(shown, f"the file can't be read: {error.strerror}"),))
    return None if digest and file_digest(data) == digest else parse(data, path, shown)


def read_body(content: Path, path: str) -> str:
    """The text of an article that was read before, without a look at its head; empty where it is gone."""
    try:
        return split(_bytes(content, path))[1]
    except (OSError, UnicodeDecodeError):
        return ""


def _bytes(content: Path, path: str) -> bytes:
    """An article's file, which a build reads three times: to make its path as a text takes 0.2 µs, by `Path` 8."""
    with open(f"{content}/{ARTICLES}/{path}", "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


@dataclasses.dataclass(frozen=True, slots=True)
class _PageHead:
    title: str


@dataclasses.dataclass(frozen=True, slots=True)
class OwnPage:
    """A page that stands by itself: `content/pages/<name>.md`."""

    name: str
    title: str
    body: str


def own_pages(content: Path) -> tuple[tuple[OwnPage, ...], tuple[Problem, ...]]:
    """The site's own pages, ordered by name, and what is wrong with those that can't be read."""
    pages, problems = [], []
    for file in sorted((content / PAGES).glob("*.md")):
        shown = f"{content.name}/{PAGES}/{file.name}"
        if slug(file.stem) != file.stem:
            problems.append(Problem(shown, f"the file's name becomes an address; call it '{slug(file.stem)}.md'"))
            continue
        try:
            head, body = split(file.read_bytes())
        except UnicodeDecodeError:
            problems.append(Problem(shown, "the file is not UTF-8 text; save it in that encoding"))
            continue
        loaded = typed_yaml.load(head, _PageHead, shown, first_line=2)
        if loaded.value is None:
            problems += loaded.problems
        else:
            pages.append(OwnPage(file.stem, loaded.value.title, body))
    return tuple(pages), tuple(problems)
