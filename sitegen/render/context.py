"""What each kind of page shows: one function a kind, from the site to the values of its template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from sitegen.config.schema import SiteConfig
from sitegen.core.markdown import text_blocks
from sitegen.model.cards import FOLDERS, EntityCard
from sitegen.model.export import TABLES
from sitegen.model.facts import mention_forms
from sitegen.model.pages import PageSpec
from sitegen.model.site import Site
from sitegen.render import calendar, charts, citing, feeds, maps
from sitegen.render.body import Link, Pictures, Said, body_html
from sitegen.render.changes import changes
from sitegen.render.embedding import embedded
from sitegen.render.language import Language
from sitegen.render.numerals import forms
from sitegen.render.words import money

RELATED = 4  # articles that have most in common with one
BESIDE = {"person": 8, "place": 7}  # named beside an entity on its page: fifteen, so that a network of them can be read
_LENGTHS = tuple(enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1))
SERIES_FIRST = 12  # groups of figures on the home page, where a theme shows any
MAPPED = 5000  # places on the map, those that most articles name
CLAIMS_BY = 50
CLAIMS_ABOUT = 30


Values = dict[str, Any]
NOTHING_AROUND: Values = {"people": [], "places": [], "bars": None, "network": None, "first_day": "", "last_day": ""}
ReadBody = Callable[[str], str]
"""From an article's path to its Markdown."""


class Contexts:
    """Makes the values of every page.

    `base` is the path of the site's address, with slashes at both ends; `addresses` are those of a sitemap; `page_text` gives the
    title, the Markdown and the digest of an own page by its name.
    """

    def __init__(
        self,
        site: Site,
        config: SiteConfig,
        language: Language,
        base: str,
        article_body: ReadBody,
        page_text: Callable[[str], tuple[str, str, str]],
        pictures: Pictures = lambda _: None,
        addresses: Sequence[tuple[str, str]] = (),
    ):
        self._site, self._config, self._base, self._addresses = site, config, base, addresses
        self._language, self._ = language, language.gettext
        self._pictures = pictures
        self._article_body, self._page_text = article_body, page_text

    def values(self, spec: PageSpec) -> Values:
        """The values of one page's template, but those that take long to make. `Site` keeps account of what they are made of."""
        made: Values = getattr(self, "_" + spec.kind.replace("-", "_"))(spec)
        made.setdefault("description", self._config.description)
        return made

    def complete(self, spec: PageSpec, values: Values) -> Values:
        """All values of the template, from those that `values` gave."""
        if spec.kind == "article":
            links = [self._link(each) for each in (*values["people"], *values["places"]) if each.page]
            said = [Said(each.anchor, each.figure.text, forms(each.figure.value)) for each in values["claims"]]
            values["body"] = body_html(self._article_body(values.pop("path")), links, self._pictures, said)
            card, details = values["article"], values["details"]
            values["citation_tags"] = list(citing.citation_tags(card, details, self._config))
            values["csl"] = embedded(citing.csl(card, details, self._config))
            made = citing.json_ld(card, details, self._config, values["people"], values["places"], values["claims"])
            values["json_ld"] = embedded(made)
        elif spec.kind == "changes":
            old, new = (text_blocks(self._article_body(path)) for path in values.pop("paths"))
            values["paragraphs"] = changes(old, new)
        elif spec.kind == "page":
            text = values.pop("text")
            values["body"] = body_html(text, (), self._pictures) if text else Markup("")
        return values

    # ---- pages

    def _home(self, spec: PageSpec) -> Values:
        return {
            "title": self._config.title,
            "articles": self._site.newest(self._config.pages.home),
            "total": self._site.count(),
            "months": self._site.months(),
            "people": self._site.most_named("person", 12),
            "places": self._site.most_named("place", 12),
            "tags": self._site.most_named("tag", 12),
            "claims": self._site.newest_claims(6),
            "claim_total": self._site.count_claims(),
            "all_series": self._site.all_series(SERIES_FIRST),
        }

    def _article(self, spec: PageSpec) -> Values:
        card, details, path = self._site.article(spec.subject)
        named = self._site.entities_of(card.id)
        older, newer = self._site.neighbours(card)
        main, versions = self._site.versions(card.id)
        return {
            "title": card.title,
            "description": card.excerpt,
            "article": card,
            "details": details,
            "path": path,
            "people": named["person"],
            "places": named["place"],
            "tags": named["tag"],
            "claims": self._site.claims_of(card.id),
            "main": main,
            "versions": versions,
            "related": self._site.related(card.id, RELATED),
            "older": older,
            "newer": newer,
        }

    def _changes(self, spec: PageSpec) -> Values:
        (main, main_path), (version, version_path) = self._site.compared(spec.subject)
        return {
            "title": self._("How “%(title)s” differs") % {"title": version.title},
            "main": main,
            "version": version,
            "paths": (main_path, version_path),
        }

    def _articles(self, spec: PageSpec) -> Values:
        year, _, month = spec.subject.partition("-") if spec.subject != "undated" else ("", "", "")
        name = {"": self._("All articles"), "undated": self._("Undated articles")}.get(spec.subject, year)
        month, _, day = month.partition("-")
        if day:
            name = self._language.day(dt.date.fromisoformat(spec.subject))
        elif month:
            name = self._language.month(dt.date(int(year), int(month), 1))
        first = spec.number == 1  # the months to choose from stand on the first page alone
        return {
            "title": self._numbered(name, spec),
            "heading": name,
            "period": spec.subject,
            "year": year,
            "articles": self._site.articles(spec.ids),
            "total": spec.total,
            "months": self._site.months(year) if first and spec.subject in ("", year) else [],
            "undated": self._site.count("undated") if first and not spec.subject else 0,
            "calendar": calendar.months(self._site.days(spec.subject), int(year), int(month or 0))
            if first and year and not day
            else [],
        }

    def _timeline(self, spec: PageSpec) -> Values:
        months = {f"{each.year:04}-{each.month:02}": each.count for each in self._site.months()}
        return {
            "title": self._("Timeline"),
            "bars": charts.bars(months),
            "years": calendar.years(months),
            "undated": self._site.count("undated"),
            "description": self._("When the articles of %(site)s are from.") % {"site": self._config.title},
        }

    def _on_this_day(self, spec: PageSpec) -> Values:
        counts = dict(self._site.days_of_all_years()) if not spec.subject else {}
        days = [(f"{month:02}", [(f"{month:02}-{day:02}", day) for day in range(1, length + 1)]) for month, length in _LENGTHS]
        name = self._language.day_of_year(*map(int, spec.subject.split("-"))) if spec.subject else ""
        return {
            "title": self._numbered(self._("On this day: %(day)s") % {"day": name} if name else self._("On this day"), spec),
            "day": name,
            "counts": counts,
            "months": days if not spec.subject else [],
            "articles": self._site.articles(spec.ids),
            "total": spec.total,
        }

    def _entity(self, spec: PageSpec) -> Values:
        card = self._site.entity(spec.entity_kind, spec.subject)
        names = (card.name, *card.record.aliases)
        first = spec.number == 1  # what stands beside the list stands on its first page alone
        self._site.note("options", self._config.pages.feeds)
        with_claims = spec.entity_kind != "tag" and first
        return {
            "title": self._numbered(card.name, spec),
            "description": card.record.description
            or self._counted(
                "%(name)s: %(n)s article in %(site)s.", "%(name)s: %(n)s articles in %(site)s.", card.count, name=card.name
            ),
            "entity": card,
            "has_feed": FOLDERS[spec.entity_kind] in self._config.pages.feeds,
            "folder": FOLDERS[spec.entity_kind],
            "folder_name": self._kind_names(spec.entity_kind),
            "mentions": self._site.mentions(spec.entity_kind, spec.subject, spec.ids),
            "map": maps.near(card) if first and spec.entity_kind == "place" else None,
            **(self._around(card) if first else NOTHING_AROUND),
            "claims": self._site.claims_by(names, CLAIMS_BY) if with_claims else [],
            "claims_about": self._site.claims_about(spec.entity_kind, spec.subject, names, CLAIMS_ABOUT) if with_claims else [],
        }

    def _around(self, card: EntityCard) -> Values:
        """When an entity is named, and with whom."""
        found = self._site.company(card, BESIDE)
        return {
            "people": found.people,
            "places": found.places,
            "bars": charts.bars(found.months),
            "network": charts.network(found.people, found.places, found.together),
            "first_day": found.first_day,
            "last_day": found.last_day,
        }

    def _map(self, spec: PageSpec) -> Values:
        places = self._site.most_named("place", MAPPED)
        placed = [each for each in places if maps.locate(each)][: maps.MOST]
        return {
            "title": self._("Map of places"),
            "map": maps.world(placed),
            "places": placed,
            "unplaced": [each for each in places if not maps.locate(each)][: maps.MOST],
            "description": self._("The places that the articles of %(site)s name, on a map.") % {"site": self._config.title},
        }

    def _map_data(self, spec: PageSpec) -> Values:
        months = self._site.places_by_month(MAPPED)
        rows = [
            [each.slug, each.name, *at, each.count, months.get(each.slug, [])]
            for each in self._site.most_named("place", MAPPED)
            if (at := maps.locate(each))
        ]
        return {"title": "", "data": embedded({"places": rows})}

    def _entities(self, spec: PageSpec) -> Values:
        name = self._kind_names(spec.entity_kind)
        entities = self._site.entities(spec.entity_kind, spec.ids)
        return {
            "title": self._numbered(name, spec),
            "heading": name,
            "entity_kind": spec.entity_kind,
            "entities": entities,
            "folded": self._site.folded(entities),
            "description": self._("%(names)s in %(site)s.") % {"names": name, "site": self._config.title},
        }

    def _figures(self, spec: PageSpec) -> Values:
        self._site.note("options", self._config.published.data)
        return {
            "title": self._numbered(self._("Figures"), spec),
            "publishes_data": self._config.published.data,
            "claims": self._site.claims(spec.claims),
            "total": spec.total,
            "all_series": self._site.all_series() if spec.number == 1 else [],
            "description": self._("Every number that the articles of %(site)s claim, and who claims it.")
            % {"site": self._config.title},
        }

    def _figures_day(self, spec: PageSpec) -> Values:
        day = "" if spec.subject == "undated" else spec.subject
        title = (
            self._("Figures of %(day)s") % {"day": self._language.day(dt.date.fromisoformat(day))}
            if day
            else self._("Undated figures")
        )
        return {
            "title": title,
            "day": day,
            "claims": self._site.claims_of_day(day),
            "description": self._("Every number that the articles of this day claim, and who claims it."),
        }

    def _series(self, spec: PageSpec) -> Values:
        series = self._site.series(spec.subject)
        assert series is not None, "the plan has pages of series that there are"
        claims = self._site.claims_in(series.slug)
        pairs = self._site.contradicting(series.slug)
        return {
            "title": series.name,
            "series": series,
            "claims": claims,
            "chart": charts.points(claims),
            "unit": series.unit if series.unit == "%" or money(series.unit) else "",
            "articles": len({claim.article.id for claim in claims}),
            "contradicted": {anchor for pair in pairs for anchor in pair},
            "description": series.description
            or self._counted(
                "%(name)s: %(n)s claim, side by side.", "%(name)s: %(n)s claims, side by side.", series.count, name=series.name
            ),
        }

    def _page(self, spec: PageSpec) -> Values:
        title, text, digest = self._page_text(spec.subject)
        self._site.note("text", (title, digest))
        return {
            "title": title,
            "text": text,
            "name": spec.subject,
            "total": self._site.count(),
        }

    def _search(self, spec: PageSpec) -> Values:
        return {"title": self._("Search"), "months": self._site.months(), "total": self._site.count()}

    def _not_found(self, spec: PageSpec) -> Values:
        return {"title": self._("Page not found")}

    def _redirect(self, spec: PageSpec) -> Values:
        return {"title": self._("Moved"), "target": spec.subject}

    def _feed(self, spec: PageSpec) -> Values:
        title, home = self._config.title, ""
        if spec.subject:
            card = self._site.entity(spec.entity_kind, spec.subject)
            title, home = f"{card.name} – {title}", card.url
        articles = self._site.articles(spec.ids) if spec.subject else self._site.newest(self._config.pages.feed)
        dates = [article.date for article in articles if article.date]
        return {"title": title, "home": home, "articles": articles, "updated": max(dates, default=None)}

    def _feed_json(self, spec: PageSpec) -> Values:
        return {"title": "", "data": embedded(feeds.json_feed(self._feed(spec), self._config, spec.url))}

    def _opensearch(self, spec: PageSpec) -> Values:
        return {"title": self._config.title}

    def _data(self, spec: PageSpec) -> Values:
        self._site.note("options", self._config.published.data)
        return {
            "title": self._("Data"),
            "tables": TABLES if self._config.published.data else (),
            "description": self._("The articles, people, places and figures of %(site)s as data.") % {"site": self._config.title},
        }

    def _sitemap(self, spec: PageSpec) -> Values:
        self._site.note("addresses", tuple(self._addresses))
        return {"title": "", "addresses": self._addresses}

    def _sitemaps(self, spec: PageSpec) -> Values:
        return {"title": "", "numbers": range(1, spec.pages + 1)}

    def _robots(self, spec: PageSpec) -> Values:
        return {"title": ""}

    # ---- parts

    def _link(self, entity: EntityCard) -> Link:
        named = mention_forms("person" if entity.kind == "person" else "place", (entity.name, *entity.record.aliases))
        return Link(self._base + entity.url, entity.kind, named)

    def _numbered(self, title: str, spec: PageSpec) -> str:
        """The title of one of a list's pages, so that no two pages have the same."""
        if spec.number == 1:
            return title
        values = {"title": title, "number": self._language.number(spec.number), "pages": self._language.number(spec.pages)}
        return self._("%(title)s, page %(number)s of %(pages)s") % values

    def _counted(self, one: str, many: str, count: int, **values: str) -> str:
        known = {"n": self._language.number(count), "site": self._config.title, **values}
        return self._language.ngettext(one, many, count) % known

    def _kind_names(self, kind: str) -> str:
        return {"person": self._("People"), "place": self._("Places"), "tag": self._("Tags")}[kind]
