"""The list of pages of a site, each with what it shows. Pure planning: nothing is rendered here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sitegen.config.schema import PagesConfig
from sitegen.core.slug import slug
from sitegen.model.cards import CHANGES, FOLDERS
from sitegen.model.pending import Section
from sitegen.model.series import IGNORED

PageKind = Literal["home", "article", "changes", "articles", "entity", "entities", "map", "map-data", "figures",
                   "figures-day", "series", "timeline", "on-this-day", "page", "search", "data", "not-found", "redirect",
                   "feed", "feed-json", "opensearch", "sitemap", "sitemaps", "robots"]  # fmt: skip
DATA = "data"  # folder of the archive's data
# First parts of addresses that pages and files of the site's own stand at: no page of `content/pages/` can.
OWN = frozenset(
    (*FOLDERS.values(), "articles", "assets", "figures", "media", "on-this-day", "pagefind", "search", "timeline", DATA)
)
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
    ids: tuple[str, ...] = ()
    """What the list shows on this page: articles by their ids, entities by their slugs, claims by `article:place`."""
    total: int = 0
    """How many entries the list has, on all its pages."""
    modified: str = ""
    """Day for the sitemap, in ISO form."""

    @property
    def file(self) -> str:
        """The file that a server sends for the address."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def claims(self) -> list[tuple[str, int]]:
        """The figures that a page of the ledger shows: article and place."""
        return [(article, int(place)) for article, _, place in (each.rpartition(":") for each in self.ids)]

    @property
    def section(self) -> Section:
        """The section that plans it."""
        match self.kind:
            case "article":
                return Section("article", "", self.url)
            case "changes":
                return Section("article", "", self.url.removesuffix(f"{CHANGES}/"))
            case "map" | "map-data":
                return Section("map")
            case "figures-day":
                return Section("figures-day", "", self.subject)
            case "on-this-day":
                return Section("on-this-day", "", self.subject)
            case "redirect":
                return Section("redirects")
            case "sitemap" | "sitemaps":
                return Section("addresses")
            case "entities":
                return Section("entities", self.entity_kind)
            case "feed" | "feed-json" if self.subject:
                return Section("entity", self.entity_kind, self.subject)
            case "entity" | "articles" | "series" | "page":
                return Section(self.kind, self.entity_kind, self.subject)
        return Section(self.kind)

    @property
    def listed(self) -> bool:
        """Whether the sitemap names it."""
        return self.file.endswith("index.html") and self.kind not in ("redirect", "changes")


class Plan:
    """Plans the pages of a site from its tables, whole or a section at a time. `own_pages`: slugs of `content/pages/`."""

    def __init__(self, db: sqlite3.Connection, config: PagesConfig, own_pages: Sequence[str]):
        self._db, self._config, self._own = db, config, own_pages

    def everything(self) -> Iterator[PageSpec]:
        """Every page but redirects and sitemaps, which depend on the others; in an order that depends on the content alone."""
        yield PageSpec("home", "")
        yield from self._articles("", ())
        for period in self._periods():
            yield from self.section(Section("articles", "", period))
        for kind in FOLDERS:
            yield from self.section(Section("entities", kind))
            for (entity,) in self._all("select slug from entity where kind = ? and page order by sort, slug", (kind,)):
                yield from self.section(Section("entity", kind, entity))
        yield from self.section(Section("map"))
        yield from self.section(Section("timeline"))
        for day in ("", *self._ids("select distinct substr(day, 6) from article where draft = 0 and day != '' order by 1")):
            yield from self.section(Section("on-this-day", "", day))
        yield from self.section(Section("figures"))
        days = "select distinct a.day from claim c cross join article a on a.id = c.article where a.draft = 0 order by 1"
        for day in self._ids(days):
            yield from self.section(Section("figures-day", "", day or "undated"))
        for (series,) in self._all("select slug from series order by slug"):
            yield from self.section(Section("series", "", series))
        yield from self.fixed()

    def fixed(self) -> Iterator[PageSpec]:
        """Pages that there are whatever the archive holds, the home page apart."""
        for name in sorted({"about", *self._own}):
            yield PageSpec("page", f"{name}/", name)
        yield PageSpec("search", "search/")
        yield PageSpec("not-found", "404.html")
        yield PageSpec("data", f"{DATA}/")
        yield PageSpec("feed", "feed.xml")
        yield PageSpec("feed-json", "feed.json")
        yield PageSpec("opensearch", "opensearch.xml")
        yield PageSpec("robots", "robots.txt")

    def section(self, section: Section) -> Iterator[PageSpec]:
        """The pages of a section as they should be; none where it is gone."""
        subject, kind = section.subject, section.entity_kind
        match section.kind:
            case "article":
                yield from self._articles("and a.url = ?", (subject,), "a.id")
            case "articles":
                ids = self._ids(f"select a.id from article a where a.draft = 0 and {_within(subject)} order by {_NEWEST}")
                if ids or not subject:
                    yield from _paged("articles", _list_url(subject), subject, ids, self._config.per_page)
            case "entities":
                slugs = self._ids(
                    "select slug from entity where kind = ? and count > 0 and hidden = 0 order by sort, slug", (kind,)
                )
                yield from _paged("entities", f"{FOLDERS[kind]}/", "", slugs, self._config.per_page, kind)
            case "entity":
                ids = self._ids(
                    "select distinct a.id from entity e cross join entity_name n on n.kind = e.kind and n.slug = e.slug "
                    "cross join term t on t.kind = n.kind and t.folded = n.folded "
                    f"cross join article a on a.id = t.article and a.draft = 0 where e.kind = ? and e.slug = ? and e.page "
                    f"order by {_NEWEST}",
                    (kind, subject),
                )
                if ids:
                    url = f"{FOLDERS[kind]}/{subject}/"
                    yield from _paged("entity", url, subject, ids, self._config.per_page, kind)
                    if FOLDERS[kind] in self._config.feeds:
                        newest = tuple(ids[: self._config.feed])
                        yield PageSpec("feed", f"{url}feed.xml", subject, kind, ids=newest)
                        yield PageSpec("feed-json", f"{url}feed.json", subject, kind, ids=newest)
            case "timeline":
                yield PageSpec("timeline", "timeline/")
            case "on-this-day":
                found = "select a.id from article a where a.draft = 0 and substr(a.day, 6) = ?"
                ids = self._ids(f"{found} order by {_NEWEST}", (subject,)) if subject else []
                if ids or not subject:
                    url = f"on-this-day/{subject}/" if subject else "on-this-day/"
                    yield from _paged("on-this-day", url, subject, ids, self._config.per_page)
            case "map":
                yield PageSpec("map", "places/map/")
                yield PageSpec("map-data", "places/map.json")
            case "figures":
                keys = self._ids(
                    "select c.article || ':' || c.place from article a cross join claim c on c.article = a.id "
                    f"where a.draft = 0 and c.series != '{IGNORED}' order by {_NEWEST}, c.place"
                )
                yield from _paged("figures", "figures/", "", keys, self._config.figures_per_page)
            case "figures-day":
                day = "" if subject == "undated" else subject
                found = "select 1 from article a cross join claim c on c.article = a.id where a.draft = 0 and a.day = ?"
                if self._ids(f"{found} and c.series != '{IGNORED}' limit 1", (day,)):
                    yield PageSpec("figures-day", f"figures/{subject.replace('-', '/')}/", subject)
            case "series":
                if self._ids("select slug from series where slug = ?", (subject,)):
                    yield PageSpec("series", f"figures/{subject}/", subject)

    def redirects(self) -> Iterator[PageSpec]:
        """Pages at old addresses: articles' aliases, and names of entities that now go by another name.

        Where another page stands, or where a redirect was planned already, none is.
        """
        wanted = sorted(self._aliases())
        for kind, folder in FOLDERS.items():
            rows = self._all(
                "select distinct t.name, e.slug from term t "
                "cross join entity_name n on n.kind = t.kind and n.folded = t.folded "
                "cross join entity e on e.kind = n.kind and e.slug = n.slug where t.kind = ? and e.page "
                "and (t.name != e.name or json_extract(e.record, '$.id') != '') order by t.name",
                (kind,),
            )
            wanted += [(f"{folder}/{slug(name)}", f"{folder}/{target}/") for name, target in rows]
        taken = set()
        for old, target in wanted:
            url = old if "." in old.rpartition("/")[2] else f"{old}/"
            if old and url not in taken and not self._ids(_OTHER_PAGE, (url, str(Section("redirects")))):
                taken.add(url)
                yield PageSpec("redirect", url, target)

    def _aliases(self) -> Iterator[tuple[str, str]]:
        rows = self._all(
            "select json_each.value, a.url from article a, json_each(a.aliases) where a.draft = 0 and a.aliases != '[]'", ()
        )
        yield from ((alias.strip("/"), url) for alias, url in rows)

    def _articles(self, where: str, values: tuple[str, ...], order: str = "a.day, a.title, a.id") -> Iterator[PageSpec]:
        """Articles' own pages; where two stand at one address, the one whose file comes first has it.

        Of one address alone another order is asked for: for the sake of theirs SQLite went through all articles.
        """
        query = (
            "select a.id, a.url, a.day, exists (select 1 from article m where m.id = a.story and m.draft = 0 and m.id != a.id) "
            f"from article a where a.draft = 0 {where} and not exists "
            f"(select 1 from article b where b.url = a.url and b.draft = 0 and b.path < a.path) order by {order}"
        )
        for id_, url, day, version in self._all(query, values):
            yield PageSpec("article", url, id_, modified=day)
            if version:
                yield PageSpec("changes", f"{url}{CHANGES}/", id_)

    def _periods(self) -> list[str]:
        rows = self._db.execute(
            "select distinct substr(day, 1, 4) from article where draft = 0 and day != '' union "
            "select distinct substr(day, 1, 7) from article where draft = 0 and day != '' union "
            "select distinct day from article where draft = 0 and day != '' order by 1"
        )
        undated = ["undated"] if self._ids("select id from article where draft = 0 and day = '' limit 1") else []
        return ["", *(period for (period,) in rows), *undated]

    def _ids(self, query: str, values: tuple[str, ...] = ()) -> list[str]:
        return [id_ for (id_, *_) in self._db.execute(query, values)]

    def _all(self, query: str, values: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        """Rows a few at a time, on a cursor of their own."""
        cursor = self._db.cursor().execute(query, values)
        while rows := cursor.fetchmany(1000):
            yield from rows


_NEWEST = "a.day desc, a.title, a.id"
_OTHER_PAGE = "select url from page where url = ? and section != ?"


def _within(period: str) -> str:
    if period == "undated":
        return "a.day = ''"
    return f"a.day >= '{period}' and a.day < '{period}~'" if period else "1"


def _list_url(period: str) -> str:
    return f"articles/{period.replace('-', '/')}/" if period else "articles/"


def sitemaps(count: int) -> Iterator[PageSpec]:
    """One sitemap, or an index of several for more addresses than one may hold."""
    parts = -(-count // SITEMAP)
    if parts <= 1:
        yield PageSpec("sitemap", "sitemap.xml")
        return
    yield PageSpec("sitemaps", "sitemap.xml", pages=parts)
    for number in range(1, parts + 1):
        yield PageSpec("sitemap", f"sitemap-{number}.xml", number=number, pages=parts)


def showing(specs: Iterable[PageSpec], articles: frozenset[str]) -> Iterator[PageSpec]:
    """Of a section's pages the first, and those that show one of the articles (all of them where none is given)."""
    for spec in specs:
        if not articles or spec.number == 1 or any(id_.partition(":")[0] in articles for id_ in spec.ids):
            yield spec


def _paged(kind: PageKind, url: str, subject: str, ids: Sequence[str], per_page: int, entity_kind: str = "") -> Iterator[PageSpec]:
    """The pages of a list: `url`, `url` + `page/2/`, …; a list without entries has one page."""
    pages = max(1, -(-len(ids) // per_page))
    for number in range(1, pages + 1):
        shown = tuple(ids[(number - 1) * per_page : number * per_page])
        yield PageSpec(kind, url if number == 1 else f"{url}page/{number}/", subject, entity_kind, number, pages, shown, len(ids))
