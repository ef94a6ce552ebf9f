"""What every page knows of the site."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from sitegen import __version__
from sitegen.config.schema import SiteConfig
from sitegen.render.language import Language

VERSION = 13  # of all that this package makes of the same values: raise it, and every page is rendered again


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What templates may know of `site.yaml` (as `config`): every page is rendered again when any of it changes."""

    title: str
    url: str
    description: str
    language: str
    publisher: str

    @classmethod
    def of(cls, config: SiteConfig) -> SiteInfo:
        """Of a site."""
        return cls(config.title, config.url, config.description, config.language, config.publisher)


def site_digest(config: SiteConfig, language: Language) -> str:
    """Of all that every page is made from besides its template and its articles: what templates know of the site, its language's
    words, and this code."""
    made_by = (__version__, VERSION, language.digest)
    return hashlib.sha256(repr((SiteInfo.of(config), made_by)).encode()).hexdigest()[:10]


def base_path(config: SiteConfig) -> str:
    """The path of the site's address, with slashes at both ends."""
    return urlsplit(config.url).path or "/"
