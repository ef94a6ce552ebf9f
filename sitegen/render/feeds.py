"""JSON Feed (jsonfeed.org, version 1.1); the Atom feed is a template."""

from __future__ import annotations

from typing import Any

from sitegen.config.schema import SiteConfig
from sitegen.model.cards import Card


def json_feed(values: dict[str, Any], config: SiteConfig, url: str) -> dict[str, Any]:
    """The feed as a record, from the values that the Atom feed is made of."""
    made: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": values["title"],
        "home_page_url": config.url + values["home"],
        "feed_url": config.url + url,
        "language": config.language,
        "authors": [{"name": config.publisher or config.title}],
        "items": [_item(card, config) for card in values["articles"]],
    }
    if config.description:
        made["description"] = config.description
    return made


def _item(card: Card, config: SiteConfig) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": config.url + card.url,
        "url": config.url + card.url,
        "title": card.title,
        "content_text": card.excerpt,
        "summary": card.excerpt,
        "language": card.language or config.language,
    }
    if card.date:
        item["date_published"] = f"{card.date.isoformat()}T00:00:00Z"
    if card.source_url.startswith(("https://", "http://")):
        item["external_url"] = card.source_url
    if names := (*card.authors, *card.corporate_authors):
        item["authors"] = [{"name": name} for name in names]
    return item
