"""The staging tree: everything is written here first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from sitegen.core.types import RenderedPage

NAME = "staging"


def fresh_stage(folder: Path) -> Path:
    """An empty staging tree in the site's own folder (the same file system as the output)."""
    stage = folder / NAME
    if stage.exists():
        shutil.rmtree(stage)
    stage.mkdir(parents=True)
    return stage


def write_pages(stage: Path, pages: Iterable[RenderedPage]) -> None:
    """Write rendered pages. A page's file always lies inside the stage.

    By file descriptors: a page costs little but the system's calls, and these are the fewest.
    """
    root = str(stage)
    for page in pages:
        path = f"{root}/{page.file}"
        parent = path.rpartition("/")[0]
        try:  # most pages have a folder of their own, and that in which it lies is there
            os.mkdir(parent)  # noqa: PTH102
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            text = page.text.encode()
            while text:
                text = text[os.write(handle, text) :]
        finally:
            os.close(handle)


def copy_file(stage: Path, name: str, source: Path | bytes) -> None:
    """Copy a file, or write bytes, to a name in the stage."""
    target = stage / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, bytes):
        target.write_bytes(source)
    else:
        shutil.copyfile(source, target)
