"""Running Pagefind over a staged site."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

VERSION = 1
FOLDER = "pagefind"
# Only articles are searched; their pages alone need to be read.
GLOB = "articles/**/index.html"
# Pagefind's own search pages, which the themes don't use and no reader would ever load.
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


def build_index(stage: Path, language: str) -> None:
    """Index the articles of the staged site into its folder `pagefind/`.

    One index for all languages: Pagefind would split them, and a reader's search would find only those in the language
    of the search page.
    """
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, also where the caller runs in one (a notebook, say)
        thread.submit(asyncio.run, _build(stage, language)).result()
    for pattern in UNUSED:
        for file in (stage / FOLDER).glob(pattern):
            file.unlink()


async def _build(stage: Path, language: str) -> None:
    from pagefind.index import IndexConfig, PagefindIndex

    # Leaving the context writes the files to the configured folder; asked to write besides, it would write them twice.
    async with PagefindIndex(config=IndexConfig(force_language=language, output_path=str(stage / FOLDER))) as index:
        await index.add_directory(str(stage), glob=GLOB)
