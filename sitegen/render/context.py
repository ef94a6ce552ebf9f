"""What each kind of page shows: one function a kind, from the site to the values of its template."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from sitegen.config.schema import SiteConfig
from sitegen.model.facts import mention_forms
from sitegen.model.pages import SITEMAP, PageSpec
from sitegen.model.site import FOLDERS, Card, EntityCard, Site
from sitegen.render.body import Link, Pictures, body_html
from sitegen.render.words import number

VERSION = 1
_NAMES = {"person": ("Person", "People"), "place": ("Place", "Places"), "tag": ("Tag", "Tags")}
BESIDE = 8  # entities named beside one on its page
CLAIMS_BY = 50
CLAIMS_ABOUT = 30

Values = dict[str, Any]
ReadBody = Callable[[str], str]
"""From an article's path to its Markdown, from the name of an own page to its Markdown."""


class Contexts:
    """Makes the values of every page. `base` is the path of the site's address, with slashes at both ends."""

    def __init__(
        self,
        site: Site,
        config: SiteConfig,
        base: str,
        article_body: ReadBody,
        page_text: Callable[[str], tuple[str, str]],
        pictures: Pictures = lambda _: None,
        addresses: Sequence[tuple[str, str]] = (),
    ):
        self._site, self._config, self._base, self._addresses = site, config, base, addresses
        self._pictures = pictures
        self._article_body, self._page_text = article_body, page_text

    def values(self, spec: PageSpec) -> Values:
        """The values of one page's template."""
        made: Values = getattr(self, "_" + spec.kind.replace("-", "_"))(spec)
        made.setdefault("description", self._config.description)
        return made

    # ---- pages

    def _home(self, spec: PageSpec) -> Values:
        return {
            "title": self._config.title,
            "articles": self._site.articles(self._config.pages.home),
            "total": self._site.count(),
            "months": self._site.months(),
            "people": self._site.entities("person", 12, by_count=True),
            "places": self._site.entities("place", 12, by_count=True),
            "tags": self._site.entities("tag", 12, by_count=True),
            "claims": [claim for claim in self._site.claims(24) if claim.figure.by and claim.figure.of][:6],
            "claim_total": self._site.count_claims(),
        }

    def _article(self, spec: PageSpec) -> Values:
        card = self._site.article(spec.subject)
        people, places = self._site.entities_of(card.id, "person"), self._site.entities_of(card.id, "place")
        older, newer = self._site.neighbours(card)
        links = [self._link(each) for each in (*people, *places)]
        return {
            "title": card.title,
            "description": card.excerpt,
            "article": card,
            "body": body_html(self._article_body(card.path), links, self._pictures),
            "people": people,
            "places": places,
            "tags": self._site.entities_of(card.id, "tag"),
            "claims": self._site.claims_of(card.id),
            "older": older,
            "newer": newer,
            "json_ld": self._json_ld(card, people, places),
        }

    def _articles(self, spec: PageSpec) -> Values:
        per_page = self._config.pages.per_page
        months = self._site.months()
        names = {f"{each.year:04}-{each.month:02}": f"{each.first_day:%B} {each.year}" for each in months}
        name = names.get(spec.subject) or {"": "All articles", "undated": "Undated articles"}.get(spec.subject, spec.subject)
        year = spec.subject[:4] if spec.subject not in ("", "undated") else ""
        return {
            "title": _numbered(name, spec),
            "heading": name,
            "period": spec.subject,
            "year": year,
            "articles": self._site.articles(per_page, (spec.number - 1) * per_page, spec.subject),
            "total": self._site.count_in(spec.subject),
            "months": [each for each in months if not year or f"{each.year:04}" == year],
            "undated": self._site.count_in("undated"),
        }

    def _entity(self, spec: PageSpec) -> Values:
        per_page = self._config.pages.per_page
        card = self._site.entity(spec.entity_kind, spec.subject)
        names = (card.name, *card.record.aliases)
        with_claims = spec.entity_kind != "tag" and spec.number == 1
        return {
            "title": _numbered(card.name, spec),
            "description": card.record.description or f"{card.name}: {card.count} articles in {self._config.title}.",
            "entity": card,
            "kind_name": _NAMES[spec.entity_kind][0],
            "folder": FOLDERS[spec.entity_kind],
            "folder_name": _NAMES[spec.entity_kind][1],
            "mentions": self._site.mentions(spec.entity_kind, spec.subject, per_page, (spec.number - 1) * per_page),
            "people": self._site.beside(spec.entity_kind, spec.subject, "person", BESIDE),
            "places": self._site.beside(spec.entity_kind, spec.subject, "place", BESIDE),
            "claims": self._site.claims_by(names, CLAIMS_BY) if with_claims else [],
            "claims_about": self._site.claims_about(spec.entity_kind, spec.subject, names, CLAIMS_ABOUT) if with_claims else [],
        }

    def _entities(self, spec: PageSpec) -> Values:
        per_page = self._config.pages.per_page
        name = _NAMES[spec.entity_kind][1]
        return {
            "title": _numbered(name, spec),
            "heading": name,
            "entity_kind": spec.entity_kind,
            "entities": self._site.entities(spec.entity_kind, per_page, (spec.number - 1) * per_page),
            "description": f"{name} named in {self._config.title}.",
        }

    def _figures(self, spec: PageSpec) -> Values:
        per_page = self._config.pages.figures_per_page
        return {
            "title": _numbered("Figures", spec),
            "claims": self._site.claims(per_page, (spec.number - 1) * per_page),
            "total": self._site.count_claims(),
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
        title, text = self._page_text(spec.subject)
        return {
            "title": title,
            "body": body_html(text, (), self._pictures) if text else Markup(""),
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
        articles = self._site.articles(self._config.pages.feed)
        dates = [article.date for article in articles if article.date]
        return {"title": self._config.title, "articles": articles, "updated": max(dates, default=None)}

    def _sitemap(self, spec: PageSpec) -> Values:
        first = (spec.number - 1) * SITEMAP
        return {"title": "", "addresses": self._addresses[first : first + SITEMAP]}

    def _sitemaps(self, spec: PageSpec) -> Values:
        return {"title": "", "numbers": range(1, spec.pages + 1)}

    def _robots(self, spec: PageSpec) -> Values:
        return {"title": ""}

    # ---- parts

    def _link(self, entity: EntityCard) -> Link:
        forms = mention_forms("person" if entity.kind == "person" else "place", (entity.name, *entity.record.aliases))
        return Link(self._base + entity.url, entity.kind, forms)

    def _json_ld(self, card: Card, people: list[EntityCard], places: list[EntityCard]) -> Markup:
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
            "wordCount": card.words,
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
        about = [{"@type": "Person", "name": each.name, "url": self._config.url + each.url} for each in people]
        about += [{"@type": "Place", "name": each.name, "url": self._config.url + each.url} for each in places]
        if about:
            record["mentions"] = about
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _numbered(title: str, spec: PageSpec) -> str:
    return f"{title}, page {number(spec.number)} of {number(spec.pages)}" if spec.number > 1 else title
