"""`sitegen theme`: for those who make themes."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.report import Reporter
from sitegen.cli.shared import run, shared
from sitegen.config.schema import SiteConfig
from sitegen.core.problems import UserError


@click.group()
def theme() -> None:
    """Themes: which there are, a new one to begin with, a look for mistakes."""


@theme.command("list")
@shared
def theme_list(site: Path, quiet: bool, verbose: bool, as_json: bool) -> None:
    """The themes that site.yaml may name."""
    reporter = Reporter(quiet, verbose, as_json)
    from sitegen.build import theming

    run(site, reporter, lambda config: reporter.themes(theming.known_themes(site, config)))


@theme.command("copy")
@click.argument("name")
@click.argument("new")
@click.option("--whole", is_flag=True, help="Copy all its templates and static files, rather than begin a theme that extends it.")
@shared
def theme_copy(name: str, new: str, whole: bool, site: Path, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Begin the theme NEW in themes/, which extends the theme NAME."""
    reporter = Reporter(quiet, verbose, as_json)

    from sitegen.build import theming

    def work(config: SiteConfig) -> int:
        theming.copy_theme(site, config, name, new, whole)
        reporter.say(f"made themes/{new}/; name it in site.yaml: theme: {new}")
        return 0

    run(site, reporter, work)


@theme.command("check")
@click.argument("name", default="")
@shared
def theme_check(name: str, site: Path, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Read all templates of the theme NAME (else that of site.yaml) and say what is wrong with them."""
    reporter = Reporter(quiet, verbose, as_json)

    from sitegen.build import theming

    def work(config: SiteConfig) -> int:
        if found := theming.check_theme(site, config, name):
            raise UserError(*found)
        reporter.say("all templates, static files and catalogues are in order")
        return 0

    run(site, reporter, work)
