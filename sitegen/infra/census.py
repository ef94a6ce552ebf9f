"""Given names and surnames, as the United States census of 1990 counted them."""

from __future__ import annotations

from functools import cache
from gzip import decompress
from importlib import resources


@cache
def census() -> tuple[frozenset[str], frozenset[str]]:
    """(given names, the 20,000 commonest surnames), lower case."""
    data = decompress((resources.files("sitegen.infra") / "data" / "names.txt.gz").read_bytes()).decode()
    given, _, last = data.partition("\n\n")
    return frozenset(given.split()), frozenset(last.split())
