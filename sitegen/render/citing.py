"""An article as others cite it: a CSL record, tags for reference managers, schema.org for search engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.config.schema import SiteConfig
from sitegen.core.types import SITES
from sitegen.model.cards import Card, Claim, Details, EntityCard

Record = dict[str, Any]
_WEB = ("https://", "http://")


def csl(card: Card, details: Details, config: SiteConfig) -> Record:
    """The article as CSL-JSON, the form that citation programs share (docs.citationstyles.org)."""
    record: Record = {
        "id": card.id,
        "type": "article-newspaper",
        "title": card.title,
        "URL": card.source_url if card.source_url.startswith(_WEB) else config.url + card.url,
        "language": card.language or config.language,
        "archive": config.title,
        "archive_location": config.url + card.url,
    }
    authors = [_person(name) for name in card.authors] + [{"literal": name} for name in card.corporate_authors]
    if authors:
        record["author"] = authors
    if card.source:
        record["container-title"] = card.source
    if details.section:
        record["section"] = details.section
    if card.date:
        record["issued"] = _parts(card.date.isoformat())
    if details.retrieved:
        record["accessed"] = _parts(details.retrieved)
    return record


def _person(name: str) -> Record:
    """Given and family name; particles in lower case ("de la") are of the family name."""
    words = name.split()
    first = next((place for place, word in enumerate(words) if place and word[0].islower()), len(words) - 1)
    return {"family": " ".join(words[first:]), "given": " ".join(words[:first])} if first else {"literal": name}


def _parts(iso: str) -> Record:
    return {"date-parts": [[int(part) for part in iso.split("-")]]}


def citation_tags(card: Card, details: Details, config: SiteConfig) -> Iterator[tuple[str, str]]:
    """(name, content) of `meta` elements, as Google Scholar asks for them and Zotero's translator "Embedded Metadata" reads them.

    The type stands in `z:itemType`. With `citation_journal_title` it would be an article in a learned journal.
    """
    yield "z:itemType", "newspaperArticle"
    yield "citation_title", card.title
    for author in (*card.authors, *card.corporate_authors):
        yield "citation_author", author
    if card.date:
        yield "citation_publication_date", f"{card.date:%Y/%m/%d}"
        yield "dc.date", card.date.isoformat()
    if card.source:
        yield "prism.publicationName", card.source
        yield "dc.publisher", card.source
    if details.section:
        yield "prism.section", details.section
    yield "citation_language", card.language or config.language
    yield "citation_public_url", config.url + card.url
    yield "dc.title", card.title
    for author in (*card.authors, *card.corporate_authors):
        yield "dc.creator", author
    yield "dc.identifier", config.url + card.url
    if card.excerpt:
        yield "dcterms.abstract", card.excerpt


def json_ld(
    card: Card,
    details: Details,
    config: SiteConfig,
    people: Sequence[EntityCard],
    places: Sequence[EntityCard],
    claims: Sequence[Claim],
) -> Record:
    """schema.org's NewsArticle."""
    url = config.url + card.url
    record: Record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "headline": card.title,
        "url": url,
        "mainEntityOfPage": url,
        "description": card.excerpt,
        "inLanguage": card.language or config.language,
        "wordCount": details.words,
        "publisher": {"@type": "Organization", "name": card.source or config.publisher or config.title},
        "isPartOf": {"@type": "ArchiveComponent", "name": config.title, "url": config.url},
    }
    if details.subtitle:
        record["alternativeHeadline"] = details.subtitle
    if details.section:
        record["articleSection"] = details.section
    if card.date:
        record["datePublished"] = card.date.isoformat()
    if details.modified:
        record["dateModified"] = details.modified
    authors = [{"@type": "Person", "name": name} for name in card.authors]
    authors += [{"@type": "Organization", "name": name} for name in card.corporate_authors]
    if authors:
        record["author"] = authors
    if card.source_url.startswith(_WEB):
        record["isBasedOn"] = card.source_url
    if details.archived.startswith(_WEB):
        record["archivedAt"] = details.archived
    if about := [_mentioned("Person", each, config) for each in people] + [_mentioned("Place", each, config) for each in places]:
        record["mentions"] = about
    if places:
        record["contentLocation"] = [{"@id": config.url + each.url} for each in places if each.page] or [
            {"@type": "Place", "name": each.name} for each in places
        ]
    if claims:
        record["hasPart"] = [_claim(each, url) for each in claims]
    return record


def _mentioned(kind: str, entity: EntityCard, config: SiteConfig) -> Record:
    made: Record = {"@type": kind, "name": entity.name}
    if entity.page:
        made |= {"@id": config.url + entity.url, "url": config.url + entity.url}
    if entity.record.wikidata:
        made["sameAs"] = f"https://www.wikidata.org/entity/{entity.record.wikidata}"
    if kind == "Place" and entity.record.kind in SITES:  # its coordinates are its town's
        if entity.record.region:
            made["containedInPlace"] = {"@type": "Place", "name": entity.record.region}
    elif kind == "Place" and entity.record.lat is not None and entity.record.lon is not None:
        made["geo"] = {"@type": "GeoCoordinates", "latitude": entity.record.lat, "longitude": entity.record.lon}
    return made


def _claim(claim: Claim, url: str) -> Record:
    made: Record = {"@type": "Claim", "@id": f"{url}#{claim.anchor}", "text": claim.figure.text}
    if claim.figure.by:
        made["author"] = {"@type": "Thing", "name": claim.figure.by}
    return made
