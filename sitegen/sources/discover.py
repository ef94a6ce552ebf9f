"""From the paths that a user names to the files that may hold an article."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path

from sitegen.config.schema import SourceConfig
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import SourceRef


def discover(sources: tuple[SourceConfig, ...], base: Path, site: Path) -> tuple[SourceRef, ...]:
    """All files of the sources, each once, ordered by key.

    Paths are relative to `base`. Hidden files and folders are passed over, links are not followed out of a folder.
    Raises `UserError` naming every source that isn't there.
    """
    found: dict[str, SourceRef] = {}
    problems = []
    for source in sources:
        roots = _roots(source.path, base)
        if not roots:
            problems.append(Problem(source.path, "this source is not there; mend its path, or make the folder"))
        for root in roots:
            for file in _files(root):
                ref = SourceRef(_key(file, root, site), file, source.name)
                found.setdefault(ref.key, ref)
    if problems:
        raise UserError(*problems)
    return tuple(found[key] for key in sorted(found))


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
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


def _key(file: Path, root: Path, site: Path) -> str:
    resolved, home = file.resolve(), site.resolve()
    if resolved.is_relative_to(home):
        return resolved.relative_to(home).as_posix()
    named = root if root.is_dir() else root.parent
    top = named.resolve().parent
    return resolved.relative_to(top).as_posix()
