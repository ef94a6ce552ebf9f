"""What the commands have in common: options, exit codes, and how their work is done."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sitegen.cli.report import Reporter
from sitegen.config import load
from sitegen.config.schema import SiteConfig
from sitegen.core.problems import UserError
from sitegen.infra.files import lock
from sitegen.infra.index import FOLDER

FINE, SOME_REFUSED, WRONG = 0, 1, 2


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that the commands have in common."""
    options = (
        click.option("--site", type=click.Path(file_okay=False, path_type=Path), default=".", help="Folder of the site."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong."),
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object at the end and nothing else."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def run(site: Path, reporter: Reporter, work: Callable[[SiteConfig], int]) -> None:
    """Do a command's work and end with its exit code."""
    try:
        config = load.load(site)
        with lock(site / FOLDER / "lock"):
            refused = work(config)
    except UserError as error:
        reporter.refused(error)
        reporter.close(0)
        sys.exit(WRONG)
    reporter.close(refused)
    sys.exit(SOME_REFUSED if refused else FINE)
