"""The stage: clean articles in, the same with people, places and figures out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.config.schema import EntitiesConfig
from sitegen.core.types import AnnotatedArticle, CleanArticle, Refusal
from sitegen.entities.atlas import atlas
from sitegen.entities.finders.figures import claims, find_figures
from sitegen.entities.finders.people import find_people
from sitegen.entities.finders.places import find_places
from sitegen.entities.lexicon import has_lexicon
from sitegen.entities.parsers import Parse, full_is_installed, parser

VERSION = 9
NOT_ASKED = "nothing: site.yaml says so (entities.engine: none)"
NO_ENGINE = "nothing: this language is not known yet"


def model_for(language: str, config: EntitiesConfig) -> str:
    """The package of the spaCy model for a language, or nothing where rules and the gazetteer do the work."""
    package = config.models.get(language, "")
    wanted = config.engine != "light" and package
    return package if wanted and full_is_installed(package) else ""


def annotate(articles: Sequence[CleanArticle], language: str, config: EntitiesConfig) -> Iterator[AnnotatedArticle | Refusal]:
    """Find the names and figures of the articles, which are all in one language.

    In a language that the finders have no words of they would find mostly mistakes, so nothing is looked for. Texts go
    through the model in batches; it is loaded once in a process.
    """
    if config.engine == "none":
        yield from (AnnotatedArticle(article, engine=NOT_ASKED) for article in articles)
        return
    if not has_lexicon(language):
        yield from (AnnotatedArticle(article, engine=NO_ENGINE) for article in articles)
        return
    reader = parser(model_for(language, config), language)
    for article, parse in zip(articles, reader.parse(map(_text, articles)), strict=True):
        try:
            yield _annotated(article, parse, reader.name)
        except Exception as error:  # one article that trips a finder is kept aside; the others go on
            yield Refusal(article.ref, f"finding names failed: {type(error).__name__}: {error}", article.sha256)


def _text(article: CleanArticle) -> str:
    """Title and blocks, apart by empty lines; tables are left out, as no sentence stands in them."""
    return "\n\n".join([article.title, *(block.text for block in article.blocks if block.kind not in ("table", "image"))])


def _annotated(article: CleanArticle, parse: Parse, engine: str) -> AnnotatedArticle:
    places = atlas(parse.language)
    people, mentions = find_people(parse, places)
    found, _ = find_places(parse, mentions, places, article.ref.home)
    figures = claims(find_figures(parse, mentions, places, article.date), skip=len(article.title) + 1)
    authors = set(article.authors)  # a byline is no person of the story
    people = tuple(person for person in people if person.name not in authors)
    return AnnotatedArticle(article, people, found, figures, engine)
