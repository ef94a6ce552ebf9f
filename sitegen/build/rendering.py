"""Which pages are stale, and their rendering by the workers."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.build.progress import Progress
from sitegen.build.publishing import Publication
from sitegen.build.shop import Order, changed_inputs, shop
from sitegen.core.markdown import MEDIA
from sitegen.infra.engines import Workers, chunked
from sitegen.model.pages import SITEMAP, PageSpec, Plan, showing, sitemaps
from sitegen.model.pending import Pending, Section
from sitegen.model.site import Site
from sitegen.render.site import site_digest
from sitegen.store.pictures import kept

if TYPE_CHECKING:
    from sitegen.build.site import BuildReport

RENDER_CHUNK = 64  # pages in one call of a worker
PARALLEL_FROM = 24  # chunks; worker processes take about as long to start as ten, and two of them
REASONS = {
    "template": "its template, one that this extends or includes, or a file whose address it writes",
    "site": "title, address, language or publisher of the site, or sitegen itself",
    "plan": "its place in the list, or the number of pages",
    "options": "options of site.yaml",
    "text": "the text",
    "article": "the article's head",
    "articles": "an article that it lists",
    "in common": "the rarest names on it",
    "related": "the articles that have most in common with it",
    "versions": "other versions of its story",
    "times": "when it is named",
    "together": "who and what is named together with it",
    "before": "the article before it in time",
    "after": "the article after it in time",
    "total": "how many articles there are",
    "days": "how many articles the days have",
    "months": "how many articles the months have",
    "entity": "the name, the record or the number of articles of what it is about",
    "entities": "a name that it lists",
    "folded": "an article of a name that it lists",
    "people": "the people on it",
    "places": "the places on it",
    "tags": "the tags on it",
    "claims": "the figures on it",
    "claimants": "who claims the figures on it",
    "claim total": "how many figures there are",
    "series": "figures that stand side by side",
    "contradictions": "which figures contradict each other",
    "mentions": "an article or a sentence on it",
    "beside people": "people named together with it",
    "beside places": "places named together with it",
    "addresses": "the pages of the site",
}


def render_pages(db: sqlite3.Connection, order: Order, stage: Path, workers: Workers, progress: Progress,
                 publication: Publication, report: BuildReport, explain: str | None) -> None:  # fmt: skip
    """Stage every page that is not as its inputs would have it now, and note those that are gone."""
    rendering = _Rendering(db, order, stage, workers, progress, publication, report, explain)
    rendering.note_global_changes()
    rendering.stale()
    rendering.redirects()
    rendering.sitemaps()
    publication.assets(stage, {f"assets/{name}": file for name, file in order.theme.static().items()}, "assets")
    content = order.site / order.config.content
    publication.assets(stage, {f"{MEDIA}{file.name}": file for file in kept(content)}, MEDIA.rstrip("/"))
    rendering.explain_the_rest()
    report.articles = Site(db).count()
    report.pages = db.execute("select count(*) from page").fetchone()[0]


class _Rendering:
    def __init__(self, db: sqlite3.Connection, order: Order, stage: Path, workers: Workers, progress: Progress,
                 publication: Publication, report: BuildReport, explain: str | None):  # fmt: skip
        self._db, self._order, self._stage, self._workers = db, order, stage, workers
        self._progress, self._publication, self._report, self._explain = progress, publication, report, explain
        self._packed = order.packed()
        self._plan = Plan(db, order.config.pages, [page.name for page in order.pages])
        self._pending = Pending(db)
        db.execute("create temp table if not exists seen (url text primary key) without rowid")

    def note_global_changes(self) -> None:
        """What concerns every page: then all are compared."""
        made = repr(
            (
                sorted(self._order.templates.items()),
                self._order.config.pages,
                self._order.config.published.data,
                site_digest(self._order.config, self._order.language),
            )
        )
        if self._publication.changed("global", made):
            self._pending.add_everything()

    # ---- the main pass

    def stale(self) -> None:
        """Pages of the sections that may have changed."""
        sections = [] if self._pending.everything else list(self._pending.sections())
        own_pages_changed = self._publication.changed("own pages", repr((self._order.pages, self._order.media)))
        if not self._pending.everything and not sections and not own_pages_changed:
            return
        self._pass(self._candidates(sections))
        if self._pending.everything:
            self._orphans(f"section not in ('{Section('redirects')}', '{Section('addresses')}')")
        else:
            self._orphans("section like 'page\t%'", *(section for section, _ in sections))

    def _candidates(self, sections: list[tuple[Section, frozenset[str]]]) -> Iterator[PageSpec]:
        if self._pending.everything:
            yield from self._seen(self._plan.everything())
            return
        yield from self._seen([PageSpec("home", "")])
        for section, articles in sections:
            if section.kind not in ("redirects", "addresses"):
                yield from showing(self._seen(self._plan.section(section)), articles)
        yield from self._seen(self._plan.fixed())

    def redirects(self) -> None:
        """Pages at old addresses, where a name, an alias or a page came or went."""
        noted = any(section == Section("redirects") for section, _ in self._pending.sections())
        if self._pending.everything or noted or self._publication.pages_moved:
            self._pass(self._seen(self._plan.redirects()))
            self._orphans("", Section("redirects"))

    def sitemaps(self) -> None:
        """The list of all pages, where it changed."""
        if not self._publication.pages_moved and not self._pending.everything:
            return
        (count,) = self._db.execute("select count(*) from page where listed").fetchone()
        site = Site(self._db)
        self._db.execute("delete from temp.seen")
        for spec in sitemaps(count):
            addresses = self._db.execute(
                "select url, modified from page where listed order by url limit ? offset ?",
                (SITEMAP, (spec.number - 1) * SITEMAP),
            ).fetchall()
            self._db.execute("insert or ignore into temp.seen values (?)", (spec.url,))
            [known] = self._publication.known([spec.url])
            [inputs] = shop(self._packed).press.render(self._stage, [spec], [known], addresses, site)
            self._settle([(spec, known, inputs)])
        self._orphans("", Section("addresses"))

    def explain_the_rest(self) -> None:
        """Of a page that was asked for and not looked at: that nothing touched it, or that there is none."""
        if self._explain and not self._report.explained:
            asked = self._explain.strip("/")
            found = self._db.execute("select url from page where trim(url, '/') = ?", (asked,)).fetchone()
            self._report.explained.append((found[0], _why("=", "=")) if found else (asked, "there is no page at this address"))

    # ---- parts

    def _seen(self, specs: Iterable[PageSpec]) -> Iterator[PageSpec]:
        for chunk in chunked(specs, RENDER_CHUNK):
            self._db.executemany("insert or ignore into temp.seen values (?)", ((spec.url,) for spec in chunk))
            yield from chunk

    def _pass(self, specs: Iterator[PageSpec]) -> None:
        self._db.execute("delete from temp.seen")
        under_way: deque[_Work] = deque()

        def work() -> Iterator[_Work]:
            for chunk in chunked(specs, RENDER_CHUNK):
                known = tuple(self._publication.known([spec.url for spec in chunk]))
                under_way.append(_Work(self._packed, self._stage, chunk, known))
                yield under_way[-1]

        done = self._workers.map(_render_chunk, work(), PARALLEL_FROM)
        for inputs in self._progress.track(done, "rendering", None):
            asked = under_way.popleft()
            self._settle(list(zip(asked.specs, asked.known, inputs, strict=True)))

    def _settle(self, pages: list[tuple[PageSpec, str, str]]) -> None:
        """Note what became of pages, each with its inputs before and now."""
        stale = [page for page in pages if page[1] != page[2]]
        self._publication.pages(stale)
        self._report.rendered += len(stale)
        for spec, known, inputs in pages if self._explain is not None else ():
            if self._explain.strip("/") == spec.url.strip("/") if self._explain else known != inputs:
                self._report.explained.append((spec.url, _why(known, inputs)))

    def _orphans(self, where: str, *sections: Section) -> None:
        """Pages of some sections, or where something holds, that are in their plan no more."""
        wanted = [("section = ?", (str(section),)) for section in sections] + ([(where, ())] if where else [])
        rows = [
            row
            for condition, values in wanted
            for row in self._db.execute(f"select url from page where {condition} and url not in temp.seen", values).fetchall()
        ]
        for (url,) in rows:
            self._publication.remove_page(url, f"{url}index.html" if url.endswith("/") or not url else url)
            self._report.removed += 1
            if self._explain is not None and self._explain.strip("/") in ("", url.strip("/")):
                self._report.explained.append((url, "removed: nothing is to stand there any more"))


def _why(known: str, inputs: str) -> str:
    if not known:
        return "rendered: it is new"
    if known == inputs:
        return "not rendered: nothing of what it is made from changed"
    return "rendered: " + "; ".join(REASONS.get(name, name) for name in changed_inputs(known, inputs))


@dataclass(frozen=True, slots=True)
class _Work:
    order: bytes
    stage: Path
    specs: tuple[PageSpec, ...]
    known: tuple[str, ...]


def _render_chunk(work: _Work) -> list[str]:
    """What a worker does: render those pages that are stale and write them into the stage; the inputs of each."""
    return shop(work.order).press.render(work.stage, work.specs, work.known)
