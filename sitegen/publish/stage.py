"""The staging tree: everything is written here first."""

from __future__ import annotations

import shutil
from pathlib import Path

from sitegen.core.markdown import MEDIA
from sitegen.core.types import RenderedPage

NAME = "staging"


def fresh_stage(folder: Path) -> Path:
    """An empty staging tree in the site's own folder (the same file system as the output)."""
    stage = folder / NAME
    if stage.exists():
        shutil.rmtree(stage)
    stage.mkdir(parents=True)
    return stage


def write_pages(stage: Path, pages: list[RenderedPage]) -> None:
    """Write rendered pages. A page's file always lies inside the stage."""
    made: set[Path] = set()
    for page in pages:
        file = stage / page.file
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_text(page.text, encoding="utf-8", newline="\n")


def copy_media(stage: Path, files: list[Path]) -> None:
    """Copy the archive's pictures to `media/`."""
    for source in files:
        target = stage / MEDIA / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def copy_static(stage: Path, files: dict[str, Path]) -> None:
    """Copy the theme's static files to `assets/`."""
    for name, source in files.items():
        target = stage / "assets" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
