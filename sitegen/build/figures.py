"""What `sitegen figures` shows: the claims of an archive as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.core.text import fold
from sitegen.model.cards import Claim
from sitegen.model.pages import Plan
from sitegen.model.pending import Section
from sitegen.model.site import Site


@dataclass(frozen=True, slots=True)
class Archive:
    """The articles, and the plan that knows the order of all figures."""

    site: Site
    plan: Plan


def all_figures(archive: Archive, by: str = "", of: str = "") -> Iterator[dict[str, Any]]:
    """Every figure, those of the newest articles first; only those in whose claimant and in whose words the given texts stand."""
    for page in archive.plan.section(Section("figures")):
        yield from (
            row(each)
            for each in archive.site.claims(page.claims)
            if fold(by) in fold(each.figure.by) and fold(of) in fold(f"{each.figure.of} {each.figure.unit}")
        )


def series_figures(archive: Archive, name: str) -> Iterator[dict[str, Any]]:
    """The figures of the series in whose names a text stands, in the order of time."""
    site = archive.site
    for series in site.all_series():
        if fold(name) in fold(series.name):
            yield from ({"series": series.name, **row(each)} for each in site.claims_in(series.slug))


def contradictions(archive: Archive) -> Iterator[dict[str, Any]]:
    """Pairs of figures that can't both be right."""
    site = archive.site
    for series in site.all_series():
        by_anchor = {each.anchor: each for each in site.claims_in(series.slug)} if series.conflicts else {}
        for one, other in site.contradicting(series.slug) if series.conflicts else ():
            first, second = row(by_anchor[one]), row(by_anchor[other])
            yield {
                "series": series.name,
                **first,
                **{
                    f"other_{name}": second[name]
                    for name in ("value", "value_to", "bound", "by", "as_of", "article", "title", "source", "text")
                },
            }


def row(claim: Claim) -> dict[str, Any]:
    """A figure as plain values."""
    figure, article = claim.figure, claim.article
    return {
        "value": figure.value,
        "value_to": figure.value_to,
        "bound": figure.bound,
        "change": figure.change,
        "unit": figure.unit,
        "of": figure.of,
        "by": figure.by,
        "via": figure.via,
        "as_of": figure.as_of or (article.date.isoformat() if article.date else ""),
        "certainty": figure.certainty,
        "article": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "text": figure.text,
    }
