"""The library's model that tells languages apart, loaded once."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def identifier() -> Any:
    """A `py3langid` identifier; `classify(text)` gives (ISO 639-1 code, probability)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
