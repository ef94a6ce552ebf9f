"""From the paths that a user names to the files that may hold an article."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.config.schema import SourceConfig
from sitegen.core.pictures import SUFFIXES
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import SourceRef

_PARTS = re.compile(
    "[_-](?:files|fichiers|dateien|archivos|file|bestanden|filer|arquivos|pliki|soubory)$", re.I
)  # in browsers' languages


def discover(sources: tuple[SourceConfig, ...], base: Path, site: Path) -> Iterator[SourceRef]:
    """All files of the sources, each once, folder by folder in the order of their names.

    Paths are relative to `base`. Hidden files and folders are passed over, links are not followed out of a folder.
    Raises `UserError` naming every source that isn't there, before the first file is given.
    """
    found = [(source, _roots(source.path, base)) for source in sources]
    problems = [
        Problem(source.path, "this source is not there; mend its path, or make the folder") for source, roots in found if not roots
    ]
    if problems:
        raise UserError(*problems)
    return _refs(found, site)


def _refs(found: list[tuple[SourceConfig, list[Path]]], site: Path) -> Iterator[SourceRef]:
    done: list[Path] = []
    for source, roots in found:
        for root in roots:
            before = tuple(done)
            for file in _files(root):
                if not any(file.resolve().is_relative_to(each) for each in before):
                    yield SourceRef(_key(file, root, site), file, source.name, tuple(sorted(source.fields.items())), source.home)
            done.append(root.resolve())


def _roots(pattern: str, base: Path) -> list[Path]:
    path = base / Path(pattern).expanduser()
    if path.exists():
        return [path]
    found = (Path(each) for each in sorted(glob.glob(str(path), recursive=True)))  # noqa: PTH207  # of an absolute pattern
    return [each for each in found if not each.is_symlink()]


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    try:
        with os.scandir(root) as entries:
            names = sorted(
                (each.name, each.is_dir(follow_symlinks=False))
                for each in entries
                if not (each.name.startswith(".") or each.is_symlink())
            )
    except PermissionError:
        yield root  # reading it will fail, and be told
        return
    files = {name for name, is_folder in names if not is_folder}
    for name, is_folder in names:
        if not is_folder:
            yield root / name
        elif _is_of_page(name, files):
            yield from (file for file in _files(root / name) if file.name.lower().endswith(SUFFIXES))
        else:
            yield from _files(root / name)


def _is_of_page(folder: str, files: set[str]) -> bool:
    """Whether a browser made this folder for what a saved page shows: its pictures, and frames with advertisements."""
    page = _PARTS.sub("", folder)
    return page != folder and not files.isdisjoint((f"{page}.html", f"{page}.htm", f"{page}.xhtml"))


def _key(file: Path, root: Path, site: Path) -> str:
    resolved, home = file.resolve(), site.resolve()
    named = root if root.is_dir() else root.parent
    top = home if resolved.is_relative_to(home) else named.resolve().parent
    key = resolved.relative_to(top).as_posix()
    # A name that is no UTF-8 reaches Python with lone surrogates, which neither a database nor a file of text takes.
    return key.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("#", "%23")
