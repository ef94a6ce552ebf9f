"""What tests of the cleaning share."""

from __future__ import annotations

from pathlib import Path

from sitegen.clean.clean import clean
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, Media, RawDocument, SourceRef

LONG = "This paragraph is long enough to stand under a heading and ends as sentences do, with a full stop."


def cleaned(text: str, media: Media = "text") -> CleanArticle:
    """The article of a document with this text."""
    article = clean(RawDocument(SourceRef("x", Path("x")), media, text, "utf-8", "0"), CleanConfig(min_characters=1))
    assert isinstance(article, CleanArticle), article
    return article
