"""Publishing: what was staged takes its place in the public tree, and what is gone goes.

Everything is staged and noted in the index before the first file moves. From there on each step can be done again: a run that
is killed between two of them is carried to its end by the next one, whatever that is called for, before it does anything else.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.core.problems import Problem, UserError
from sitegen.infra.files import exchange

# Marks a folder as made by sitegen, so that a mistyped `output:` never deletes somebody's files, and says which build's pages it
# holds. It is published with the site: it has to survive a copy of the folder to another machine.
MARK = ".sitegen-output"
_TEXT = "Made by sitegen; the next build replaces what is in this folder.\npages: {}\n"


def check_output(output: Path, name: str) -> None:
    """Raise `UserError` where the output folder holds files that sitegen did not put there, or can't be written."""
    if output.exists() and not output.is_dir():
        raise UserError(Problem("site.yaml", f"'{name}' is a file; name a folder with 'output:'"))
    if output.is_dir() and any(output.iterdir()) and not (output / MARK).exists():
        message = (
            f"'{name}' holds files that sitegen did not make, and publishing would replace them; "
            f"empty the folder, or name another with 'output:'"
        )
        raise UserError(Problem("site.yaml", message))
    there = next(folder for folder in (output, *output.absolute().parents) if folder.exists())
    if not _writable(there):
        raise UserError(Problem("site.yaml", f"'{name}' can't be written: mend the rights of {there}, or name another folder"))


def _writable(folder: Path) -> bool:
    """Whether a file can be made there: asked by making one, as rights alone don't tell of a file system mounted read-only.

    It has no name where the system can do without: one that a killed run left behind would be published.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def mark(folder: Path, state: str) -> None:
    """Mark a tree as ours, with the digest of its pages."""
    (folder / MARK).write_text(_TEXT.format(state), encoding="utf-8")


def marked(output: Path) -> str:
    """The digest with which a published tree is marked; empty where there is none."""
    try:
        return (output / MARK).read_text(encoding="utf-8").rpartition("pages: ")[2].strip()
    except OSError:
        return ""


def whole_parts(stage: Path, kept: Iterable[str]) -> dict[str, int]:
    """Folders of the stage that hold all that is to stand below their names (nothing of `kept` does), each with its inode.

    Such a folder changes places with the public one in a single step of the file system.
    """
    others = set(kept)
    return {each.name: each.stat().st_ino for each in stage.iterdir() if each.is_dir() and each.name not in others}


def apply(stage: Path, output: Path, whole: Mapping[str, int], gone: Iterable[str]) -> None:
    """Move the stage into its place, part by part, then remove what is gone. Can be called again after it was cut short.

    `whole`: see `whole_parts`; `gone`: files below `output`.
    """
    output.mkdir(parents=True, exist_ok=True)
    for name, inode in whole.items():
        _take_place(stage / name, output / name, inode)
    if stage.exists():
        _move(stage, output)
    for name in gone:
        _remove(output, name)


def _take_place(new: Path, old: Path, inode: int) -> None:
    if old.is_dir() and old.stat().st_ino == inode:  # the exchange was done before we were cut short
        shutil.rmtree(new, ignore_errors=True)
    elif not new.exists():
        return
    elif old.is_dir() and exchange(new, old):
        shutil.rmtree(new)
    else:  # a system that can't exchange: two steps, between which a kill leaves the new one to be moved by the next run
        aside = new.parent.with_name(f"previous-{old.name}")
        shutil.rmtree(aside, ignore_errors=True)
        if old.is_dir():
            old.rename(aside)
        new.rename(old)
        shutil.rmtree(aside, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    for each in sorted(os.scandir(source), key=lambda entry: entry.name == MARK):  # the mark last: then all is there
        to = target / each.name
        if each.is_dir(follow_symlinks=False):
            if to.is_dir():
                _move(Path(each.path), to)
                continue
            to.unlink(missing_ok=True)
        elif to.is_dir():
            shutil.rmtree(to)
        os.replace(each.path, to)  # noqa: PTH105  # a path as text: one of very many
    source.rmdir()


def _remove(output: Path, name: str) -> None:
    file = output / name
    if file.is_dir():
        shutil.rmtree(file)
    file.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # folders that are empty now; one that is not ends it
        for folder in file.parents:
            if folder == output:
                return
            folder.rmdir()
