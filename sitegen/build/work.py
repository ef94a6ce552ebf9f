"""What one call of a worker is given, and the cleaning of one record in it.

What cleans is loaded when there is something to clean: most imports, with each build, find nothing new.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitegen.build.learning import group_of
from sitegen.config.schema import CleanConfig, SiteConfig
from sitegen.core.types import CleanArticle, RawRecord, Refusal
from sitegen.sources.read import document

if TYPE_CHECKING:
    from sitegen.clean.corpus import Often

CHUNK = 16  # articles for one worker call: enough for a model's batch, few enough to keep bars and memory smooth
PARALLEL_FROM = 64  # articles; below it a second model would load longer than it helps


@dataclass(frozen=True, slots=True)
class Work:
    """Some records, and what their cleaning must know."""

    records: tuple[RawRecord | Refusal, ...]
    config: SiteConfig
    often: dict[str, Often]
    """Source (`group_of`) → the lines that its articles have in common."""


def cleaned(record: RawRecord | Refusal, config: CleanConfig, often: dict[str, Often]) -> CleanArticle | Refusal:
    """The record's article, or why there is none; never raises."""
    from sitegen.clean.clean import clean

    if isinstance(record, Refusal):
        return record
    doc = document(record)
    if isinstance(doc, Refusal):
        return doc
    try:
        found = clean(doc, config, often.get(group_of(record)))
    except Exception as error:  # a document that trips a parser is kept aside like any other that can't be used
        found = Refusal(record.ref, f"cleaning failed: {type(error).__name__}: {error}", record.sha256)
    within = "#" in record.ref.key
    return replace(found, data=record.data) if isinstance(found, Refusal) and within else found
