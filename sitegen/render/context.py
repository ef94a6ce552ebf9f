"""What each kind of page shows: one function a kind, from the site to the values of its template."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from sitegen.config.schema import SiteConfig
from sitegen.model.cards import FOLDERS, Card, Details, EntityCard
from sitegen.model.facts import mention_forms
from sitegen.model.pages import PageSpec
from sitegen.model.site import Site
from sitegen.render.body import Link, Pictures, body_html
from sitegen.render.words import number

VERSION = 1
_NAMES = {"person": ("Person", "People"), "place": ("Place", "Places"), "tag": ("Tag", "Tags")}
BESIDE = 8  # entities named beside one on its page
CLAIMS_BY = 50
CLAIMS_ABOUT = 30

Values = dict[str, Any]
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
        base: str,
        article_body: ReadBody,
        page_text: Callable[[str], tuple[str, str, str]],
        pictures: Pictures = lambda _: None,
        addresses: Sequence[tuple[str, str]] = (),
    ):
        self._site, self._config, self._base, self._addresses = site, config, base, addresses
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
            values["body"] = body_html(self._article_body(values.pop("path")), links, self._pictures)
            values["json_ld"] = self._json_ld(values["article"], values["details"], values["people"], values["places"])
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
        }

    def _article(self, spec: PageSpec) -> Values:
        card, details, path = self._site.article(spec.subject)
        named = self._site.entities_of(card.id)
        older, newer = self._site.neighbours(card)
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
            "older": older,
            "newer": newer,
        }

    def _articles(self, spec: PageSpec) -> Values:
        year, _, month = spec.subject.partition("-") if spec.subject != "undated" else ("", "", "")
        name = {"": "All articles", "undated": "Undated articles"}.get(spec.subject, year)
        if month:
            name = f"{dt.date(int(year), int(month), 1):%B %Y}"
        first = spec.number == 1  # the months to choose from stand on the first page alone
        return {
            "title": _numbered(name, spec),
            "heading": name,
            "period": spec.subject,
            "year": year,
            "articles": self._site.articles(spec.ids),
            "total": spec.total,
            "months": self._site.months(year) if first and spec.subject in ("", year) else [],
            "undated": self._site.count("undated") if first and not spec.subject else 0,
        }

    def _entity(self, spec: PageSpec) -> Values:
        card = self._site.entity(spec.entity_kind, spec.subject)
        names = (card.name, *card.record.aliases)
        first = spec.number == 1  # what stands beside the list stands on its first page alone
        with_claims = spec.entity_kind != "tag" and first
        return {
            "title": _numbered(card.name, spec),
            "description": card.record.description or f"{card.name}: {card.count} articles in {self._config.title}.",
            "entity": card,
            "kind_name": _NAMES[spec.entity_kind][0],
            "folder": FOLDERS[spec.entity_kind],
            "folder_name": _NAMES[spec.entity_kind][1],
            "mentions": self._site.mentions(spec.entity_kind, spec.subject, spec.ids),
            "people": self._site.beside(spec.entity_kind, spec.subject, "person", BESIDE) if first else [],
            "places": self._site.beside(spec.entity_kind, spec.subject, "place", BESIDE) if first else [],
            "claims": self._site.claims_by(names, CLAIMS_BY) if with_claims else [],
            "claims_about": self._site.claims_about(spec.entity_kind, spec.subject, names, CLAIMS_ABOUT) if with_claims else [],
        }

    def _entities(self, spec: PageSpec) -> Values:
        name = _NAMES[spec.entity_kind][1]
        entities = self._site.entities(spec.entity_kind, spec.ids)
        return {
            "title": _numbered(name, spec),
            "heading": name,
            "entity_kind": spec.entity_kind,
            "entities": entities,
            "folded": self._site.folded(entities),
            "description": f"{name} named in {self._config.title}.",
        }

    def _figures(self, spec: PageSpec) -> Values:
        return {
            "title": _numbered("Figures", spec),
            "claims": self._site.claims(spec.claims),
            "total": spec.total,
            "all_series": self._site.all_series() if spec.number == 1 else [],
            "description": f"Every number that the articles of {self._config.title} claim, and who claims it.",
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
            "articles": len({claim.article.id for claim in claims}),
            "contradicted": {anchor for pair in pairs for anchor in pair},
            "description": series.description
            or f"{series.name}: what {series.count} reports in {self._config.title} say, side by side.",
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
        return {"title": "Search", "months": self._site.months(), "total": self._site.count()}

    def _not_found(self, spec: PageSpec) -> Values:
        return {"title": "Page not found"}

    def _redirect(self, spec: PageSpec) -> Values:
        return {"title": "Moved", "target": spec.subject}

    def _feed(self, spec: PageSpec) -> Values:
        articles = self._site.newest(self._config.pages.feed)
        dates = [article.date for article in articles if article.date]
        return {"title": self._config.title, "articles": articles, "updated": max(dates, default=None)}

    def _sitemap(self, spec: PageSpec) -> Values:
        self._site.note("addresses", tuple(self._addresses))
        return {"title": "", "addresses": self._addresses}

    def _sitemaps(self, spec: PageSpec) -> Values:
        return {"title": "", "numbers": range(1, spec.pages + 1)}

    def _robots(self, spec: PageSpec) -> Values:
        return {"title": ""}

    # ---- parts

    def _link(self, entity: EntityCard) -> Link:
        forms = mention_forms("person" if entity.kind == "person" else "place", (entity.name, *entity.record.aliases))
        return Link(self._base + entity.url, entity.kind, forms)

    def _json_ld(self, card: Card, details: Details, people: list[EntityCard], places: list[EntityCard]) -> Markup:
        """schema.org's NewsArticle, as a script element may hold it."""
        publisher = card.source or self._config.publisher or self._config.title
        record: Values = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": card.title,
            "url": self._config.url + card.url,
            "mainEntityOfPage": self._config.url + card.url,
            "description": card.excerpt,
            "inLanguage": card.language or self._config.language,
            "wordCount": details.words,
            "publisher": {"@type": "Organization", "name": publisher},
        }
        if card.date:
            record["datePublished"] = card.date.isoformat()
        authors = [{"@type": "Person", "name": name} for name in card.authors]
        authors += [{"@type": "Organization", "name": name} for name in card.corporate_authors]
        if authors:
            record["author"] = authors
        if card.source_url:
            record["isBasedOn"] = card.source_url
        about = [self._mentioned("Person", each) for each in people] + [self._mentioned("Place", each) for each in places]
        if about:
            record["mentions"] = about
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))

    def _mentioned(self, kind: str, entity: EntityCard) -> Values:
        return {"@type": kind, "name": entity.name} | ({"url": self._config.url + entity.url} if entity.page else {})


def _numbered(title: str, spec: PageSpec) -> str:
    return f"{title}, page {number(spec.number)} of {number(spec.pages)}" if spec.number > 1 else title
