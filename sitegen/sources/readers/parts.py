"""What stands beside saved pages and mirrored sites: style sheets, scripts, fonts, and what systems leave. Passed over."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Never

from sitegen.core.types import SourceRef
from sitegen.sources.options import ReadOptions

NAME = "a part of a web page"
_SUFFIXES = tuple(".css .scss .less .js .mjs .map .woff .woff2 .ttf .otf .eot .ico .cur .svg .webmanifest".split())
_NAMES = frozenset("robots.txt ads.txt app-ads.txt humans.txt security.txt thumbs.db desktop.ini".split())


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By its name: of itself a script is a text like any other."""
    return name.endswith(_SUFFIXES) or name in _NAMES


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Never]:  # noqa: ARG001
    """Nothing."""
    yield from ()
