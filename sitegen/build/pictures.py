"""Copying the pictures of articles: out of the containers and folders that the articles come from, never from the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from sitegen.core.types import Block, CleanArticle, Link, RawPicture, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import records
from sitegen.store.pictures import Spool, beside, keep, written_out


class Pictures:
    """The pictures of one import."""

    def __init__(self, content: Path, folder: Path):
        self._content, self._spool = content, Spool(folder)

    def gather(self, refs: Iterable[SourceRef], options: ReadOptions) -> None:
        """Keep what containers hold; a page may stand before its pictures. Files that are no container are looked at later."""
        for ref in refs:
            for each in records(ref, replace(options, pictures=True, fields=dict(ref.fields))):
                if isinstance(each, RawPicture) and each.address != ref.key:
                    self._spool.put(each.address, each.data)

    def copied(self, article: CleanArticle) -> CleanArticle:
        """The article with its pictures in `content/media/`; one that no source holds stays a link, or goes if it can't be."""
        blocks = (self._copied(block, article) if block.kind == "image" else block for block in article.blocks)
        return replace(article, blocks=tuple(block for block in blocks if block is not None))

    def _copied(self, block: Block, article: CleanArticle) -> Block | None:
        address = block.links[0].url
        if path := keep(self._content, self._found(address, article.ref)):
            return replace(block, links=(Link("", path),))
        return block if address.startswith(("https://", "http://")) else None

    def _found(self, address: str, ref: SourceRef) -> bytes:
        if address.startswith("data:"):
            return written_out(address)
        container, _, member = ref.key.partition("#")
        local = unquote(address.partition("?")[0].partition("#")[0])
        inside = f"{container}#{normpath(join(dirname(member), local))}" if member else ""
        return (
            self._spool.get(address)
            or self._spool.get(f"{ref.key}#{address}")
            or (self._spool.get(inside) if inside else beside(ref.path, local))
        )

    def close(self) -> None:
        """Forget what was gathered and not copied."""
        self._spool.close()
