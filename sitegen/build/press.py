"""What a worker renders pages with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from sitegen.build.shop import Order, packed_inputs
from sitegen.core.markdown import MEDIA
from sitegen.infra.index import FOLDER, snapshot
from sitegen.model.pages import PageSpec
from sitegen.model.site import Site
from sitegen.publish.stage import write_pages
from sitegen.render.body import Shown
from sitegen.render.context import Contexts
from sitegen.render.language import Language
from sitegen.render.page import Renderer, template_of
from sitegen.render.site import base_path, site_digest
from sitegen.store.pictures import picture_file, picture_size
from sitegen.store.read import read_body

COMPILED = "templates"  # folder of compiled templates in the site's own folder


class Press:
    """The templates, each loaded once, and the values that they show. `digest` is of a text and of the pictures it shows."""

    def __init__(self, order: Order, db: sqlite3.Connection, digest: Callable[[str], str]):
        self._order, self._db, self._digest = order, db, digest
        self._content = order.site / order.config.content

    @cached_property
    def _language(self) -> Language:
        return self._order.language

    @cached_property
    def _renderer(self) -> Renderer:
        order = self._order
        return Renderer(order.theme, order.config, self._language, order.assets, order.site / FOLDER / COMPILED)

    @cached_property
    def _site_digest(self) -> str:
        return site_digest(self._order.config, self._language)

    def _contexts(self, site: Site, addresses: Sequence[tuple[str, str]] = ()) -> Contexts:
        config = self._order.config
        return Contexts(
            site, config, self._language, base_path(config), self._article_body, self._page_text, self._picture, addresses
        )

    def _article_body(self, path: str) -> str:
        return read_body(self._content, path)

    def _page_text(self, name: str) -> tuple[str, str, str]:
        page = next((page for page in self._order.pages if page.name == name), None)
        return (page.title, page.body, self._digest(page.body)) if page else ("About this archive", "", "")

    def _picture(self, address: str) -> Shown | None:
        """A picture of `content/media/`, as articles and own pages name it ("/media/…")."""
        file = picture_file(self._content, address)
        return Shown(base_path(self._order.config) + MEDIA + file.name, *picture_size(file)) if file else None

    def render(self, stage: Path, specs: Sequence[PageSpec], known: Sequence[str], addresses: Sequence[tuple[str, str]] = (),
               site: Site | None = None) -> list[str]:  # fmt: skip
        """Render the pages whose inputs are not the known ones and write them into the stage; the inputs of each page."""
        if site is None:
            with snapshot(self._db):
                return self.render(stage, specs, known, addresses, Site(self._db))
        contexts = self._contexts(site, addresses)
        rendered, found = [], []
        for spec, before in zip(specs, known, strict=True):
            site.begin()
            values = contexts.values(spec)
            site.note("plan", (spec.entity_kind, spec.subject, spec.number, spec.pages, spec.total))
            inputs = packed_inputs({
                "template": self._order.templates[template_of(spec.kind)],
                "site": self._site_digest,
                **site.inputs(),
            })  # fmt: skip
            found.append(inputs)
            if inputs != before:
                rendered.append(self._renderer.render(spec, contexts.complete(spec, values)))
        write_pages(stage, rendered)
        return found
