"""The build: `content/` in, `public/` out."""

from __future__ import annotations

import hashlib
import pickle
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from sitegen.build.progress import Progress
from sitegen.config.schema import SiteConfig
from sitegen.core.markdown import MEDIA
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import Entity, EntityKind, Figure, Thing
from sitegen.entities.things import thing_of
from sitegen.infra.engines import chunked, executor, map_ordered
from sitegen.infra.files import sha256
from sitegen.infra.index import FOLDER, open_read_only
from sitegen.model import facts as model_facts
from sitegen.model.catalogue import Catalogue
from sitegen.model.facts import ArticleFacts
from sitegen.model.pages import PageSpec, plan, redirects, sitemaps
from sitegen.model.site import Site
from sitegen.publish.stage import copy_media, copy_static, fresh_stage, write_pages
from sitegen.publish.swap import check_output, publish, recover
from sitegen.render.body import Shown
from sitegen.render.context import Contexts
from sitegen.render.page import Renderer, base_path
from sitegen.render.theme import Theme, load_theme
from sitegen.search.pagefind import build_index
from sitegen.store.authority import FILES, SERIES, Authority, authority_digest, read_authority, read_series
from sitegen.store.pictures import kept, picture_file, picture_size
from sitegen.store.read import ENTITIES, OwnPage, article_paths, own_pages, read_article

READ_CHUNK = 64  # articles in one call of a worker
RENDER_CHUNK = 64  # pages in one call of a worker
PARALLEL_FROM = 8  # chunks; a worker process takes about a second to start, as long as some chunks take


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    articles: int = 0
    pages: int = 0
    indexed: int | None = None
    """Articles in the search index; None where none was made."""
    problems: list[Problem] = field(default_factory=list)
    """Of articles that could not be published."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall seconds of each part."""


def build(site: Path, config: SiteConfig, db: sqlite3.Connection, progress: Progress, search: bool = True,
          clean: bool = False) -> BuildReport:  # fmt: skip
    """Build and publish the site in the folder `site`.

    Raises `UserError` before anything is touched where the configuration, the theme, an authority file or an own page
    is wrong. An article whose file is wrong is left out and reported.
    """
    output, folder, report = site / config.output, site / FOLDER, BuildReport()
    theme, records, pages = check(site, config)
    recover(folder, output)
    assets = {name: sha256(file.read_bytes()) for name, file in theme.static().items()}
    shop = pickle.dumps(_Order(site, config, theme, assets, pages, authority_digest(site / config.content)))

    with _timed(report, "read"):
        _survey(site, config, db, shop, records, progress, report, clean)
    stage = fresh_stage(folder)
    try:
        with _timed(report, "render"):
            _render(stage, Site(db), config, shop, progress, report)
            copy_static(stage, theme.static())
            copy_media(stage, kept(site / config.content))
        if search:
            with _timed(report, "search"):
                progress.say("indexing for search")
                build_index(stage, config.language)
                report.indexed = report.articles
        with _timed(report, "publish"):
            publish(stage, output, folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return report


def surveyed(site: Path, config: SiteConfig, db: sqlite3.Connection, progress: Progress) -> Site:
    """The archive as it stands in `content/`, without building it. Raises `UserError` where what a build needs is wrong."""
    theme, records, pages = check(site, config)
    shop = pickle.dumps(_Order(site, config, theme, {}, pages, authority_digest(site / config.content)))
    _survey(site, config, db, shop, records, progress, BuildReport(), clean=False)
    return Site(db)


def check(site: Path, config: SiteConfig) -> tuple[Theme, dict[EntityKind, Authority], tuple[OwnPage, ...]]:
    """What a build needs besides articles: the theme, the authority files, the own pages.

    Raises `UserError` where any of them is wrong, or where publishing would replace somebody's files. Touches nothing.
    """
    check_output(site / config.output, config.output)
    theme = load_theme(site, config)
    records = _authorities(site / config.content)
    pages, problems = own_pages(site / config.content)
    if problems:
        raise UserError(*problems)
    return theme, records, pages


def _authorities(content: Path) -> dict[EntityKind, Authority]:
    read = {kind: read_authority(content, kind) for kind in FILES}
    problems = [problem for _, wrong in read.values() for problem in wrong]
    if problems := [*problems, *read_series(content)[1]]:
        raise UserError(*problems)
    return {kind: authority for kind, (authority, _) in read.items()}


# ---------------------------------------------------------------------------------------------- reading content/


def _survey(site: Path, config: SiteConfig, db: sqlite3.Connection, shop: bytes, records: dict[EntityKind, Authority],
            progress: Progress, report: BuildReport, clean: bool) -> None:  # fmt: skip
    """Bring the catalogue up to date with `content/`: changed files are read again, those that are gone forgotten."""
    catalogue = Catalogue(db)
    if clean:
        catalogue.clear()
    content = site / config.content
    key = hashlib.sha256(f"{model_facts.VERSION}:{authority_digest(content)}".encode()).hexdigest()[:16]
    known = catalogue.known()
    paths = list(article_paths(content))
    for path in known.keys() - set(paths):
        catalogue.remove(path)
    work = [
        _Reading(shop, tuple((path, *known.get(path, ("", ""))) for path in chunk), key) for chunk in chunked(paths, READ_CHUNK)
    ]
    with executor(config.build.jobs if len(work) >= PARALLEL_FROM else 1, len(work)) as pool:
        for outcomes in progress.track(map_ordered(pool, _read_chunk, work), "reading", len(work)):
            for path, found, problems in outcomes:
                _take_in(catalogue, path, found, problems, key, report, config.content)
    catalogue.settle_entities({kind: each.entities for kind, each in records.items()})
    report.problems += catalogue.settle_series(read_series(content)[0], f"{config.content}/{ENTITIES}/{SERIES}")
    db.commit()
    for url, one, other in Site(db).doubles():
        message = f"this article would stand at the same address as {one} ({url}); give one of them another slug"
        report.problems.append(Problem(f"{config.content}/articles/{other}", message))


def _take_in(catalogue: Catalogue, path: str, found: ArticleFacts | None, problems: tuple[Problem, ...], key: str,
             report: BuildReport, content: str) -> None:  # fmt: skip
    if problems:
        catalogue.remove(path)
        report.problems += problems
    elif found is not None:
        owner = catalogue.owner(found.article.meta.id)
        if owner not in (None, path):
            message = f"its id '{found.article.meta.id}' is that of {owner} too; give one of them another id"
            report.problems.append(Problem(f"{content}/articles/{path}", message))
        else:
            catalogue.put(found, key)


@dataclass(frozen=True, slots=True)
class _Reading:
    shop: bytes
    files: tuple[tuple[str, str, str], ...]
    """(path, digest, key) as the catalogue knows them; the last two empty for a new file."""
    key: str


_Outcome = tuple[str, ArticleFacts | None, tuple[Problem, ...]]


def _read_chunk(work: _Reading) -> list[_Outcome]:
    """What a worker does: the facts of those files that changed; nothing for the others."""
    shop = _shop(work.shop)
    outcomes: list[_Outcome] = []
    for path, digest, key in work.files:
        parsed = read_article(shop.content, path)
        if parsed.article is None:
            outcomes.append((path, None, parsed.problems))
        elif parsed.article.digest != digest or key != work.key:
            outcomes.append((path, model_facts.facts(parsed.article, shop), ()))
    return outcomes


# ---------------------------------------------------------------------------------------------- rendering


def _render(stage: Path, site: Site, config: SiteConfig, shop: bytes, progress: Progress, report: BuildReport) -> None:
    addresses: list[tuple[str, str]] = []
    specs = list(_all_specs(site, config, _shop(shop).own_pages, addresses))
    report.articles, report.pages = site.count(), len(specs)
    work = [_Rendering(shop, stage, chunk) for chunk in chunked(specs, RENDER_CHUNK)]
    with executor(config.build.jobs if len(work) >= PARALLEL_FROM else 1, len(work)) as pool:
        for _ in progress.track(map_ordered(pool, _render_chunk, work), "rendering", len(work)):
            pass
    maps = list(sitemaps(len(addresses)))
    _shop(shop).render(stage, tuple(maps), addresses)
    report.pages += len(maps)


def _all_specs(site: Site, config: SiteConfig, own: tuple[str, ...], addresses: list[tuple[str, str]]) -> Iterator[PageSpec]:
    """The pages of the plan, then redirects to them; `addresses` gets those that belong in the sitemap."""
    taken = set()
    for spec in plan(site, config.pages, own):
        taken.add(spec.url)
        if spec.file.endswith("index.html"):
            addresses.append((spec.url, spec.modified))
        yield spec
    yield from redirects(site, taken)


@dataclass(frozen=True, slots=True)
class _Rendering:
    shop: bytes
    stage: Path
    specs: tuple[PageSpec, ...]


def _render_chunk(work: _Rendering) -> int:
    """What a worker does: render some pages and write them into the stage."""
    _shop(work.shop).render(work.stage, work.specs)
    return len(work.specs)


# ---------------------------------------------------------------------------------------------- a worker's tools


@dataclass(frozen=True, slots=True)
class _Order:
    """What a worker needs to know, pickled once and sent along with each call."""

    site: Path
    config: SiteConfig
    theme: Theme
    assets: dict[str, str]
    pages: tuple[OwnPage, ...]
    authority: str
    """Digest of the authority files: a process that builds again has read them when they change."""


class _Shop:
    """What a worker keeps between calls: the authority's names, the templates, a connection to the index."""

    def __init__(self, order: _Order):
        self._order = order
        self.content = order.site / order.config.content

    @property
    def own_pages(self) -> tuple[str, ...]:
        """Names of the site's own pages."""
        return tuple(page.name for page in self._order.pages)

    @cached_property
    def _authorities(self) -> dict[EntityKind, Authority]:
        return _authorities(self.content)

    def forms(self, kind: EntityKind, name: str) -> tuple[str, ...]:
        """All names of the entity that has this one."""
        entity: Entity | None = self._authorities[kind].find(name)
        return (name, entity.name, *entity.aliases) if entity else (name,)

    def told_apart(self, kind: EntityKind, name: str) -> tuple[str, ...]:
        """Names that look like this one's and have a record of their own."""
        entity: Entity | None = self._authorities[kind].find(name)
        others = ((other, self._authorities[kind].find(other)) for other in (entity.not_ if entity else ()))
        return tuple(other for other, record in others if record is not None and record is not entity)

    def thing_of(self, figure: Figure, language: str) -> Thing:
        """What a figure is a number of."""
        return thing_of(figure, language or self._order.config.language)

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self._order.theme, self._order.config, self._order.assets)

    @cached_property
    def _site(self) -> Site:
        return Site(open_read_only(self._order.site))

    def _contexts(self, addresses: list[tuple[str, str]]) -> Contexts:
        config = self._order.config
        return Contexts(self._site, config, base_path(config), self._article_body, self._page_text, self._picture, addresses)

    def _article_body(self, path: str) -> str:
        article = read_article(self.content, path).article
        return article.body if article else ""

    def _page_text(self, name: str) -> tuple[str, str]:
        page = next((page for page in self._order.pages if page.name == name), None)
        return (page.title, page.body) if page else ("About this archive", "")

    def _picture(self, address: str) -> Shown | None:
        """A picture of `content/media/`, as articles and own pages name it ("/media/…")."""
        file = picture_file(self.content, address)
        return Shown(base_path(self._order.config) + MEDIA + file.name, *picture_size(file)) if file else None

    def render(self, stage: Path, specs: tuple[PageSpec, ...], addresses: list[tuple[str, str]] | None = None) -> None:
        """Render pages and write them into the stage."""
        contexts = self._contexts(addresses or [])
        write_pages(stage, [self._renderer.render(spec, contexts.values(spec)) for spec in specs])


@lru_cache(maxsize=1)
def _shop(packed: bytes) -> _Shop:
    return _Shop(pickle.loads(packed))


class _timed:  # used like a function
    def __init__(self, report: BuildReport, part: str):
        self._report, self._part = report, part

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._report.seconds[self._part] = round(time.perf_counter() - self._start, 3)
