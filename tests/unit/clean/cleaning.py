"""What tests of the cleaning share."""

from __future__ import annotations

from pathlib import Path

from sitegen.clean.clean import clean
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, Media, RawDocument, SourceRef

LONG = "This paragraph is long enough to stand under a heading and ends as sentences do, with a full stop."
BRIDGE = """The mayor opened the new bridge over the river on Friday, two years after the old one was closed. Hundreds of people walked
across it in the first hour, and some of them had waited since the early morning.

“We waited long for this day,” she told the crowd, and thanked the engineers who had worked through the winter.

The bridge cost 12 million euros, of which the state paid a third. Buses will cross it from Monday on, the town said."""


def cleaned(text: str, media: Media = "text") -> CleanArticle:
    """The article of a document with this text."""
    article = clean(RawDocument(SourceRef("x", Path("x")), media, text, "utf-8", "0"), CleanConfig(min_characters=1))
    assert isinstance(article, CleanArticle), article
    return article
