"""The stage: a page's values through its template."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from sitegen import __version__
from sitegen.config.schema import SiteConfig
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import RenderedPage
from sitegen.model.cards import Card
from sitegen.model.pages import PageSpec
from sitegen.render import maps
from sitegen.render.context import Values
from sitegen.render.language import Language, direction
from sitegen.render.site import SiteInfo, base_path
from sitegen.render.templates import NAVIGATION, environment
from sitegen.render.theme import Theme
from sitegen.render.words import Words, coordinates

TEMPLATES = {
    "not-found": "404.html",
    "map-data": "record.json",
    "feed-json": "record.json",
    "opensearch": "opensearch.xml",
    "feed": "feed.xml",
    "sitemap": "sitemap.xml",
    "sitemaps": "sitemaps.xml",
    "robots": "robots.txt",
}


class Renderer:
    """Renders pages with one theme. `assets` gives each static file's digest, by its name below `assets/`."""

    def __init__(self, theme: Theme, config: SiteConfig, language: Language, assets: dict[str, str], compiled: Path | None = None):
        self._env, self._theme = environment(theme, compiled, language), theme
        words = Words(language)
        base = base_path(config)
        self._menus: dict[tuple[str, str, str], Markup] = {}
        self._env.filters.update(words.filters())
        self._env.globals.update(
            _=words.message,
            n_=words.counted,
            plural_forms=words.plural_forms,
            language=language,
            direction=direction,
            lang_of=partial(_lang_of, language),
            config=SiteInfo.of(config),
            base=base,
            link=lru_cache(1 << 14)(partial(_link, base)),
            absolute=partial(_link, config.url),
            asset=partial(_asset, base, assets),
            coordinates=coordinates,
            world_width=maps.WIDTH,
            world_height=maps.HEIGHT,
            navigation=self._navigation,
            version=__version__,
        )

    def _navigation(self, spec: PageSpec) -> Markup:
        """The menu, from the theme's `navigation.html`: the same on all pages of a kind but those that it leads to."""
        key = (spec.kind, spec.entity_kind, spec.url if spec.url.count("/") == 1 else "")
        if key not in self._menus:
            page = {"kind": spec.kind, "entity_kind": spec.entity_kind, "url": spec.url}
            self._menus[key] = Markup(self._env.get_template(NAVIGATION).render(page=page).rstrip("\n"))
        return self._menus[key]

    def render(self, spec: PageSpec, values: Values) -> RenderedPage:
        """The page's text. Raises `UserError` naming the template and its line where the template is wrong."""
        name = template_of(spec.kind)
        try:
            text = self._env.get_template(name).render(spec=spec, **values)
        except TemplateError as error:
            raise UserError(_problem(error, name, self._theme)) from error
        return RenderedPage(spec.file, text)


def template_of(kind: str) -> str:
    """Name of the template of a kind of page."""
    return TEMPLATES.get(kind, f"{kind}.html")


def _lang_of(site: Language, article: Card) -> Markup | str:
    """The attributes of an element in an article's language, where that is not the site's."""
    if not article.language or article.language == site.code:
        return ""
    way = direction(article.language)
    return Markup(' lang="{}"').format(article.language) + (Markup(' dir="{}"').format(way) if way != site.direction else "")


def _link(base: str, url: str) -> Markup:
    """An address, ready for an attribute."""
    return escape(base + quote(url, safe="/#?=&%:+,;@!$'()*~"))


def _asset(base: str, digests: dict[str, str], name: str) -> str:
    """The address of a static file, which changes with its content so that caches never serve an old one."""
    return f"{base}assets/{name}?v={digests[name][:8]}" if name in digests else f"{base}assets/{name}"


def _problem(error: TemplateError, name: str, theme: Theme) -> Problem:
    line: Any = None
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    else:
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename.endswith((".html", ".xml", ".txt")):
                name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
    return Problem(name, f"this template of theme '{theme.name}' fails: {error}", line)
