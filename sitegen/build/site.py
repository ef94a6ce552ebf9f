"""The build: `content/` in, `public/` out."""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.build.exporting import export_data
from sitegen.build.figures import Archive
from sitegen.build.progress import Progress
from sitegen.build.publishing import Publication
from sitegen.build.rendering import render_pages
from sitegen.build.searching import index_search
from sitegen.build.shop import Order, closing_shop, media_digest
from sitegen.build.survey import curated_series, read_authorities, survey
from sitegen.config.schema import SiteConfig
from sitegen.core.problems import Problem, UserError
from sitegen.infra.engines import Workers
from sitegen.infra.files import sha256
from sitegen.infra.index import FOLDER, stored_state, undone
from sitegen.model.catalogue import Catalogue, records_of
from sitegen.model.pages import OWN, Plan
from sitegen.model.site import Site
from sitegen.publish.apply import check_output
from sitegen.render.theme import Theme, load_theme
from sitegen.store.authority import FILES, authority_digest
from sitegen.store.read import PAGES, OwnPage, own_pages


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a build is to be done."""

    search: bool = True
    clean: bool = False
    """Start over: forget what earlier builds know."""
    verify: bool = False
    """Read every file, whatever its size and time say."""
    explain: str | None = None
    """Say why pages are rendered: of the page at this address, or of all where empty."""


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    articles: int = 0
    pages: int = 0
    rendered: int = 0
    """Pages that were made anew."""
    removed: int = 0
    indexed: int | None = None
    """Articles that can be searched; None where the search was left out."""
    searched_before: bool = False
    """Whether an earlier build made a search index, which this one left as it was."""
    shards: int = 0
    """Of the search index, made anew."""
    problems: list[Problem] = field(default_factory=list)
    """Of articles that could not be published."""
    explained: list[tuple[str, str]] = field(default_factory=list)
    """(address, why its page was rendered or not), where that was asked for."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall seconds of each part."""


def build(site: Path, config: SiteConfig, db: sqlite3.Connection, progress: Progress,
          options: BuildOptions = BuildOptions()) -> BuildReport:  # fmt: skip
    """Build and publish the site in the folder `site`: what changed since the last build, and nothing else.

    Raises `UserError` before anything is touched where the configuration, the theme, an authority file or an own page
    is wrong. An article whose file is wrong is left out and reported.
    """
    report = BuildReport()
    publication = Publication(db, site / FOLDER, site / config.published.folder)
    with _failures_told(site / FOLDER), undone(db), Workers(config.build.jobs) as workers, closing_shop():
        publication.finish()
        order = _order(site, config, db)
        with _timed(report, "read"):
            report.problems += survey(db, order, workers, progress, options.verify, options.clean)
        with publication.staged() as stage:
            with _timed(report, "render"):
                render_pages(db, order, stage, workers, progress, publication, report, options.explain)
                export_data(db, order, stage, publication)
            workers.renew()
            if options.search:
                with _timed(report, "search"):
                    index_search(db, order, stage, workers, progress, publication, report)
            else:
                report.searched_before = db.execute("select 1 from shard limit 1").fetchone() is not None
            with _timed(report, "publish"):
                publication.publish()
    return report


def surveyed(site: Path, config: SiteConfig, db: sqlite3.Connection, progress: Progress) -> Archive:
    """The archive as it stands in `content/`, without building it. Raises `UserError` where what a build needs is wrong."""
    with undone(db), Workers(config.build.jobs) as workers, closing_shop():
        survey(db, _order(site, config, db), workers, progress)
    return Archive(Site(db), Plan(db, config.pages, ()))


def check(site: Path, config: SiteConfig) -> tuple[Theme, tuple[OwnPage, ...]]:
    """What a build needs besides articles: the theme and the own pages, and authority files, which are read if they changed.

    Raises `UserError` where any of these is wrong, or where publishing would replace somebody's files. Changes nothing.
    """
    found = _theme_and_pages(site, config)
    content = site / config.content
    read_authorities(content, [kind for kind in FILES if stored_state(site, records_of(kind)) != authority_digest(content, kind)])
    curated_series(content)
    return found


def _theme_and_pages(site: Path, config: SiteConfig) -> tuple[Theme, tuple[OwnPage, ...]]:
    check_output(site / config.published.folder, config.published.folder)
    theme = load_theme(site, config)
    pages, problems = own_pages(site / config.content)
    problems += tuple(
        Problem(
            f"{config.content}/{PAGES}/{page.name}.md", f"{page.name}/ is an address of the site's own; call the file otherwise"
        )
        for page in pages
        if page.name in OWN
    )
    if problems:
        raise UserError(*problems)
    return theme, pages


def _order(site: Path, config: SiteConfig, db: sqlite3.Connection) -> Order:
    theme, pages = _theme_and_pages(site, config)
    assets = {name: sha256(file.read_bytes()) for name, file in theme.static().items()}
    return Order(site, config, theme, assets, _template_digests(db, theme, assets), pages,
                 media_digest(site / config.content), uuid.uuid4().hex)  # fmt: skip


def _template_digests(db: sqlite3.Connection, theme: Theme, assets: dict[str, str]) -> dict[str, str]:
    """Of each template; parsing them all takes longer than a small build, so what was found is kept."""

    def found() -> dict[str, str]:
        from sitegen.render.templates import template_digests

        return template_digests(theme, assets)

    return Catalogue(db).cached("templates", f"{theme.digest()} {sorted(assets.items())}", found)


@contextmanager
def _failures_told(folder: Path) -> Iterator[None]:
    """A full disk, or another failure of the system's, as an error that says what became of the site."""
    stands = "what was published before still stands, and the next build goes on from there"
    try:
        yield
    except OSError as error:
        raise UserError(Problem(str(error.filename or folder), f"it can't be written ({error.strerror}); {stands}")) from error
    except sqlite3.OperationalError as error:
        if "full" not in str(error) and "I/O" not in str(error):
            raise
        raise UserError(Problem(str(folder), f"the index can't be written ({error}); {stands}")) from error


@contextmanager
def _timed(report: BuildReport, part: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    report.seconds[part] = round(time.perf_counter() - start, 3)


__all__ = ["BuildOptions", "BuildReport", "build", "check", "surveyed"]
