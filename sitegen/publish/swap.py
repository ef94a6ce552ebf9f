"""Publishing: the staged tree takes the place of the public one in a single step."""

from __future__ import annotations

import shutil
from pathlib import Path

from sitegen.core.problems import Problem, UserError
from sitegen.infra.files import exchange

# Marks a folder as made by sitegen, so that a mistyped `output:` never deletes somebody's files. It is published with
# the site: it has to survive a copy of the folder to another machine.
MARK = ".sitegen-output"
_OLD = "previous"


def check_output(output: Path, name: str) -> None:
    """Raise `UserError` where the output folder holds files that sitegen did not put there."""
    if output.is_dir() and any(output.iterdir()) and not (output / MARK).exists():
        message = (
            f"'{name}' holds files that sitegen did not make, and publishing would replace them; "
            f"empty the folder, or name another with 'output:'"
        )
        raise UserError(Problem("site.yaml", message))


def recover(folder: Path, output: Path) -> None:
    """Put the previous site back where a run was killed between the two steps of a swap (see `publish`)."""
    old = folder / _OLD
    if old.exists() and not output.exists():
        old.rename(output)
    elif old.exists():
        shutil.rmtree(old)


def publish(stage: Path, output: Path, folder: Path) -> None:
    """Swap the staged tree with the public one.

    Where the system can exchange two folders it is one step, and a reader or a crash sees the old site or the new one.
    Elsewhere it is two renames; `recover` mends a crash between them at the next run.
    """
    (stage / MARK).write_text("Made by sitegen; the next build replaces this folder.\n", encoding="utf-8")
    old = folder / _OLD
    if not output.exists():
        output.parent.mkdir(parents=True, exist_ok=True)
        stage.rename(output)
    elif exchange(stage, output):
        stage.rename(old)
    else:
        output.rename(old)
        stage.rename(output)
    if old.exists():
        shutil.rmtree(old)
