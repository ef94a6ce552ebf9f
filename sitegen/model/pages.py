"""The list of pages of a site, each with what it is made from. Pure planning: nothing is rendered here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.config.schema import PagesConfig
from sitegen.core.slug import slug
from sitegen.model.site import FOLDERS, Site

PageKind = Literal["home", "article", "articles", "entity", "entities", "figures", "series", "page", "search", "not-found",
                   "redirect", "feed", "sitemap", "sitemaps", "robots"]  # fmt: skip
SITEMAP = 40_000  # addresses in one sitemap; the protocol allows 50,000 (sitemaps.org)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page to render."""

    kind: PageKind
    url: str
    """From the root of the site, without a leading slash; a folder's address ends with one."""
    subject: str = ""
    """What it shows: an article's id, an entity's slug, a period, the target of a redirect."""
    entity_kind: str = ""
    number: int = 1
    """Which page of a list, from 1."""
    pages: int = 1
    """How many pages the list has."""
    modified: str = ""
    """Day for the sitemap, in ISO form."""

    @property
    def file(self) -> str:
        """The file that a server sends for the address."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url


def plan(site: Site, config: PagesConfig, own_pages: tuple[str, ...]) -> Iterator[PageSpec]:
    """Every page of the site, in an order that depends on the content alone. `own_pages`: slugs of `content/pages/`."""
    yield PageSpec("home", "")
    for id_, url, date in site.article_urls():
        yield PageSpec("article", url, id_, modified=date)
    yield from _lists_of_articles(site, config)
    for kind, folder in FOLDERS.items():
        entities = site.entities(kind)
        yield from _paged("entities", f"{folder}/", "", len(entities), config.per_page, kind)
        for each in entities:
            yield from _paged("entity", each.url, each.slug, each.count, config.per_page, kind)
    yield from _paged("figures", "figures/", "", site.count_claims(), config.figures_per_page)
    for series in site.all_series():
        yield PageSpec("series", series.url, series.slug)
    for name in sorted({"about", *own_pages}):
        yield PageSpec("page", f"{name}/", name)
    yield PageSpec("search", "search/")
    yield PageSpec("not-found", "404.html")
    yield PageSpec("feed", "feed.xml")
    yield PageSpec("robots", "robots.txt")


def redirects(site: Site, taken: set[str]) -> Iterator[PageSpec]:
    """Pages at old addresses: articles' aliases, and names of entities that now go by another name."""
    wanted = [(alias.strip("/"), url) for alias, url in site.aliases()]
    for kind, folder in FOLDERS.items():
        wanted += [(f"{folder}/{slug(name)}", f"{folder}/{target}/") for name, target in site.moved_entities(kind)]
    for old, target in wanted:
        url = old if "." in old.rpartition("/")[2] else f"{old}/"
        if url not in taken and old:
            taken.add(url)
            yield PageSpec("redirect", url, target)


def sitemaps(count: int) -> Iterator[PageSpec]:
    """One sitemap, or an index of several for more addresses than one may hold."""
    parts = -(-count // SITEMAP)
    if parts <= 1:
        yield PageSpec("sitemap", "sitemap.xml")
        return
    yield PageSpec("sitemaps", "sitemap.xml", pages=parts)
    for number in range(1, parts + 1):
        yield PageSpec("sitemap", f"sitemap-{number}.xml", number=number, pages=parts)


def _lists_of_articles(site: Site, config: PagesConfig) -> Iterator[PageSpec]:
    yield from _paged("articles", "articles/", "", site.count(), config.per_page)
    months = site.months()
    for year in sorted({month.year for month in months}):
        count = sum(month.count for month in months if month.year == year)
        yield from _paged("articles", f"articles/{year:04}/", f"{year:04}", count, config.per_page)
    for month in months:
        yield from _paged("articles", month.url, f"{month.year:04}-{month.month:02}", month.count, config.per_page)
    if undated := site.count_in("undated"):
        yield from _paged("articles", "articles/undated/", "undated", undated, config.per_page)


def _paged(kind: PageKind, url: str, subject: str, count: int, per_page: int, entity_kind: str = "") -> Iterator[PageSpec]:
    """The pages of a list: `url`, `url` + `page/2/`, …; a list without entries has one page."""
    pages = max(1, -(-count // per_page))
    for number in range(1, pages + 1):
        yield PageSpec(kind, url if number == 1 else f"{url}page/{number}/", subject, entity_kind, number, pages)
