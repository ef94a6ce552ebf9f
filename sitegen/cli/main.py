"""`sitegen`: the commands and their options.

A command imports what it alone needs when it is called: to load the cleaning and the finders takes longer than a build of
nothing new.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen import __version__
from sitegen.build.site import BuildOptions, BuildReport, check, surveyed
from sitegen.build.site import build as build_site
from sitegen.cli.report import Reporter
from sitegen.cli.shared import FINE, SOME_REFUSED, WRONG, run, shared
from sitegen.cli.theme import theme
from sitegen.config import load
from sitegen.config.schema import SiteConfig, SourceConfig
from sitegen.core.problems import Problem, UserError
from sitegen.infra.files import lock
from sitegen.infra.index import FOLDER, discard_index, open_index

if TYPE_CHECKING:
    from sitegen.build.cleaning import Cleaned
    from sitegen.build.figures import Archive
    from sitegen.store.authority_edit import AuthorityFile


def main() -> None:
    """Run the command line."""
    cli(prog_name="sitegen")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def cli() -> None:
    """Turn a pile of scraped news articles into a public, searchable archive of static pages."""


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make a new site in FOLDER: a commented site.yaml and its folders, ready to build."""
    from sitegen.build.new import new_site

    reporter = Reporter()
    try:
        new_site(folder)
    except UserError as error:
        reporter.refused(error)
        sys.exit(WRONG)
    reporter.say(f"made {folder}/; put articles into {folder}/inbox/, then run: cd {folder} && sitegen build")


@cli.command("import")
@click.argument("sources", nargs=-1)
@click.option("--again", is_flag=True, help="Work through unchanged sources too, as after a change of engine.")
@shared
def import_(sources: tuple[str, ...], again: bool, site: Path, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Import raw articles from SOURCES (files, folders, globs), or from those that site.yaml names."""
    reporter = Reporter(quiet, verbose, as_json)

    def work(config: SiteConfig) -> int:
        if not sources and not config.sources:
            raise UserError(Problem(load.FILE, "names no sources; name some there (sources: [inbox]) or on the command line"))
        return _import(site, config, tuple(SourceConfig(each) for each in sources), reporter, again)

    run(site, reporter, work)


@cli.command("clean")
@click.argument("sources", nargs=-1, required=True)
@click.option("--jsonl", is_flag=True, help="Print a JSON object for each article: id, title, date, authors, site, text.")
@click.option("--explain", is_flag=True, help="Show the text with what was cut, and by which rule.")
@click.option("--stories", is_flag=True, help="With --jsonl: say which articles are versions of one story (cluster).")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="Folder of the site, for the options of its site.yaml.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def clean_(sources: tuple[str, ...], jsonl: bool, explain: bool, stories: bool, site: Path, quiet: bool) -> None:
    """Show what the import would take from SOURCES (files, folders, JSON lines, archives); nothing is written."""
    from sitegen.build.cleaning import clean_all

    reporter = Reporter(quiet or jsonl)
    try:
        config = load.load(site) if (site / load.FILE).exists() else SiteConfig("")
        refused = _clean(clean_all(sources, Path.cwd(), config, reporter), reporter, jsonl, explain, stories)
    except UserError as error:
        reporter.refused(error)
        sys.exit(WRONG)
    sys.exit(SOME_REFUSED if refused else FINE)


def _clean(found: Iterator[Cleaned], reporter: Reporter, jsonl: bool, explain: bool, stories: bool) -> int:
    if jsonl and stories:
        from sitegen.build.cleaning import stories_of

        held: list[Cleaned] = []
        clusters = stories_of(found, held.append)
        return sum(reporter.cleaned_row(each, clusters.get(each.name, each.name)) for each in held)
    return sum(reporter.cleaned_row(each) if jsonl else reporter.cleaned_text(each, explain) for each in found)


@cli.command("annotate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", default="en", show_default=True, help="Language of the texts.")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="Folder of the site, for the options of its site.yaml.",
)
def annotate_(file: Path, language: str, site: Path) -> None:
    """Show the people, places and figures that would be found in FILE; nothing is written.

    For a file of JSON lines, {id, text}, a JSON object is printed for each, with offsets and coordinates; for any other
    its text in colours.
    """
    from sitegen.build.annotating import annotate_article, annotate_lines

    reporter = Reporter()
    try:
        config = load.load(site) if (site / load.FILE).exists() else SiteConfig("")
        if file.suffix in (".jsonl", ".ndjson"):
            for row in annotate_lines(file, config.entities, language):
                reporter.row(row)
        else:
            reporter.annotated(*annotate_article(file, config.entities, language))
    except UserError as error:
        reporter.refused(error)
        sys.exit(WRONG)


@cli.command("check")
@click.argument("what", type=click.Choice(["entities"]))
@shared
def check_(what: str, site: Path, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Prove that every name in the articles' front matter stands in their text."""
    from sitegen.build.proving import unproven

    reporter = Reporter(quiet, verbose, as_json)
    run(site, reporter, lambda config: reporter.checked(what, list(unproven(site / config.content))))


@cli.group("entities")
def entities_() -> None:
    """Look at the archive's people and places, and correct them once for all."""


def _editing(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")(command)
    return click.option("--site", type=click.Path(file_okay=False, path_type=Path), default=".", help="Folder of the site.")(
        command
    )


def _edit(site: Path, names: tuple[str, ...], change: Callable[[AuthorityFile], None], dry_run: bool) -> None:
    from sitegen.build.editing import edit

    reporter = Reporter()
    run(site, reporter, lambda config: reporter.edited(edit(site / config.content, names, change, dry_run), dry_run))


@entities_.command()
@click.argument("name")
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), default=".", help="Folder of the site.")
def show(name: str, site: Path) -> None:
    """Show the records in one of whose names NAME stands, and the articles that name them."""
    from sitegen.build.editing import matching

    reporter = Reporter()
    run(site, reporter, lambda config: reporter.entities(matching(site / config.content, name)))


@entities_.command()
@click.option("--list", "listed", is_flag=True, help="Only list the questions, as where there is nobody at a terminal to answer.")
@click.option(
    "--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the questions to a YAML file to be filled in."
)
@click.option("--apply", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Carry out the answers of such a file.")
@click.option("--dry-run", is_flag=True, help="With --apply: only say whether the answers are right.")
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), default=".", help="Folder of the site.")
def review(listed: bool, write: Path | None, apply: Path | None, dry_run: bool, site: Path) -> None:
    """Ask about what is doubtful, the likeliest mistakes first, each with its evidence.

    Answered at the terminal, or in a file (--write, then --apply). What was answered is never asked again.
    """
    from sitegen.build.reviewing import decide, doubts, read_answers, write_questions

    reporter = Reporter()

    def work(config: SiteConfig) -> int:
        content = site / config.content
        if apply:
            return reporter.decided(decide(content, read_answers(apply), dry_run), dry_run)
        with closing(open_index(site, reporter.say)) as db:
            found = doubts(content, db)
            if write:
                return reporter.written(write_questions(write, found), write)
            if listed or not (sys.stdin.isatty() and sys.stdout.isatty()):
                return reporter.doubts(found)
            return reporter.asked(found, lambda doubt, answer: decide(content, [(doubt, answer)]))

    run(site, reporter, work)


@entities_.command()
@click.argument("old")
@click.argument("new")
@_editing
def rename(old: str, new: str, dry_run: bool, site: Path) -> None:
    """Call OLD by the name NEW everywhere; its old address redirects."""
    _edit(site, (old,), lambda file: file.rename(old, new), dry_run)


@entities_.command()
@click.argument("kept")
@click.argument("others", nargs=-1, required=True)
@_editing
def merge(kept: str, others: tuple[str, ...], dry_run: bool, site: Path) -> None:
    """Take OTHERS into KEPT: one page for all of them; the old addresses redirect."""
    _edit(site, (kept, *others), lambda file: file.merge(kept, others), dry_run)


@entities_.command("split")
@click.argument("name")
@click.argument("alias")
@_editing
def split_(name: str, alias: str, dry_run: bool, site: Path) -> None:
    """Make ALIAS, a name of NAME so far, somebody of its own."""
    _edit(site, (name,), lambda file: file.split(name, alias), dry_run)


@entities_.command()
@click.argument("name")
@click.argument("other")
@_editing
def distinct(name: str, other: str, dry_run: bool, site: Path) -> None:
    """Note that NAME and OTHER are not the same: they are never joined, and the review doesn't ask again."""
    _edit(site, (name, other), lambda file: file.keep_apart(name, other), dry_run)


@entities_.command()
@click.argument("name")
@_editing
def hide(name: str, dry_run: bool, site: Path) -> None:
    """Take NAME off the site: no page, no links, in no list."""
    _edit(site, (name,), lambda file: file.hide(name), dry_run)


@cli.group("figures")
def figures_() -> None:
    """Look at the numbers that the archive's articles claim, one by one and side by side."""


def _listing(command: Callable[..., Any]) -> Callable[..., Any]:
    formats = click.Choice(["table", "csv", "json"])
    command = click.option("--format", "form", type=formats, default="table", show_default=True, help="How to print them.")(command)
    return click.option("--site", type=click.Path(file_okay=False, path_type=Path), default=".", help="Folder of the site.")(
        command
    )


def _figures(site: Path, form: str, rows: Callable[[Archive], Iterator[dict[str, Any]]]) -> None:
    reporter = Reporter(quiet=form != "table")

    def work(config: SiteConfig) -> int:
        with closing(open_index(site, reporter.say)) as db:
            return reporter.table(rows(surveyed(site, config, db, reporter)), form)

    run(site, reporter, work)


@figures_.command("list")
@click.option("--by", default="", help="Only those of a claimant, in whose name this stands.")
@click.option("--of", default="", help="Only those of something, in whose words this stands.")
@_listing
def list_(by: str, of: str, form: str, site: Path) -> None:
    """List all figures: value, unit, what, who claims it, as of when, article and sentence."""
    from sitegen.build.figures import all_figures

    _figures(site, form, lambda found: all_figures(found, by, of))


@figures_.command("show")
@click.argument("name")
@_listing
def show_figures(name: str, form: str, site: Path) -> None:
    """Show the figures of the series in whose name NAME stands, side by side."""
    from sitegen.build.figures import series_figures

    _figures(site, form, lambda found: series_figures(found, name))


@figures_.command()
@_listing
def conflicts(form: str, site: Path) -> None:
    """List the figures of one thing and time that can't both be right."""
    from sitegen.build.figures import contradictions

    _figures(site, form, contradictions)


@cli.command()
@click.option("--no-search", is_flag=True, help="Leave the search index out.")
@click.option("--clean", is_flag=True, help="Start over: forget what earlier builds know, and make everything anew.")
@click.option(
    "--verify-inputs", is_flag=True, help="Read every article, also those whose file seems unchanged by its size and time."
)
@click.option(
    "--explain",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="",
    help="Say why each page was rendered, or why the page at ADDRESS was or was not.",
)
@shared
def build(
    no_search: bool, clean: bool, verify_inputs: bool, explain: str | None, site: Path, quiet: bool, verbose: bool, as_json: bool
) -> None:
    """Import the sources that site.yaml names, build the pages that changed, and publish them."""
    reporter = Reporter(quiet, verbose, as_json)
    options = BuildOptions(not no_search, clean, verify_inputs, explain)
    run(site, reporter, lambda config: _build(site, config, reporter, options))


def _known_host(_ctx: click.Context, _param: click.Parameter, name: str) -> str:
    from sitegen.build.hosting import hosts  # their file is read when one is asked for

    if name not in hosts():
        raise click.BadParameter(f"'{name}' is not one of: {', '.join(hosts())}")
    return name


@cli.command()
@click.option("--host", metavar="NAME", callback=_known_host, default="any", show_default=True,
              help="Where the site is to be published: cloudflare-pages, github-pages, gitlab-pages, netlify, or any.")  # fmt: skip
@shared
def plan(host: str, site: Path, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Weigh the built site against a host's limits: files, bytes, the largest file, what costs most, what would shrink it."""
    from sitegen.build.hosting import weigh

    reporter = Reporter(quiet, verbose, as_json)
    run(site, reporter, lambda config: reporter.planned(weigh(site, config, host)))


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--no-search", is_flag=True, help="Leave the search index out.")
@shared
def serve(port: int, no_search: bool, site: Path, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Build, serve on this machine alone, rebuild when something changes, reload the browser."""
    from sitegen.build.watch import serve as serve_site

    reporter = Reporter(quiet, verbose, as_json)
    try:
        load.load(site)
        serve_site(site, port, lambda: _once(site, reporter, not no_search), reporter)
    except UserError as error:
        reporter.refused(error)
        sys.exit(WRONG)


def _once(site: Path, reporter: Reporter, search: bool) -> SiteConfig | None:
    """One build while serving: a mistake is shown, and the last good site stays."""
    try:
        with lock(site / FOLDER / "lock"):
            config = load.load(site)
            _build(site, config, reporter, BuildOptions(search))
            return config
    except UserError as error:
        reporter.refused(error)
        return None


def _import(site: Path, config: SiteConfig, given: tuple[SourceConfig, ...], reporter: Reporter, again: bool) -> int:
    from sitegen.build.ingest import ingest

    sources, base = (given, Path.cwd()) if given else (load.sources(config), site)
    with closing(open_index(site, reporter.say)) as db:
        report = ingest(site, config, sources, base, db, reporter, again)
    reporter.imported(report)
    return len(report.refused)


def _build(site: Path, config: SiteConfig, reporter: Reporter, options: BuildOptions) -> int:
    check(site, config)  # before the import, so that a mistake leaves everything as it was
    refused = _import(site, config, (), reporter, again=False) if config.sources else 0
    try:
        report = _once_built(site, config, reporter, options)
    except sqlite3.DatabaseError as error:
        discard_index(site, reporter.say, error)
        report = _once_built(site, config, reporter, options)
    reporter.built(report, config.published.folder)
    return refused + len(report.problems)


def _once_built(site: Path, config: SiteConfig, reporter: Reporter, options: BuildOptions) -> BuildReport:
    with closing(open_index(site, reporter.say)) as db:
        return build_site(site, config, db, reporter, options)


cli.add_command(theme)

if __name__ == "__main__":
    main()
