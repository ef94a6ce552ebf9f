"""What `sitegen entities` and `sitegen check` do: look at the archive's people and places, and correct them once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal

from sitegen.core.problems import Problem, UserError
from sitegen.core.text import fold, sentences
from sitegen.core.types import Entity, EntityKind, StoredArticle
from sitegen.entities.atlas import atlas
from sitegen.entities.lexicon import has_lexicon
from sitegen.entities.names import is_partial
from sitegen.infra.gazetteer import Place
from sitegen.store.authority import FILES, Authority, read_authority
from sitegen.store.authority_edit import AuthorityFile
from sitegen.store.read import ARTICLES, article_paths, read_article

KINDS: tuple[EntityKind, ...] = ("person", "place")


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit changes."""

    kind: EntityKind
    articles: tuple[str, ...]
    """Files of the articles that name one of the records."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a record that an editor may want to look at."""

    kind: EntityKind
    what: Literal["one person?", "where is it?"]
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    """Where the articles name them, one for each name."""
    command: str
    """What mends it, if it is so."""


def edit(content: Path, names: tuple[str, ...], change: Callable[[AuthorityFile], None], dry_run: bool) -> Edit:
    """Change the authority file in which the first of the names stands. Raises `UserError` where none has it."""
    kind = next((each for each in KINDS if _authority(content, each).find(names[0])), None)
    if kind is None:
        files = " nor in ".join(FILES.values())
        raise UserError(Problem(f"{content.name}/entities", f"'{names[0]}' stands neither in {files}"))
    known = _authority(content, kind)
    wanted = {fold(each) for name in names if (entity := known.find(name)) for each in (entity.name, *entity.aliases)}
    touched = tuple(path for path, article in _articles(content) if wanted & {fold(name) for name in _names(article, kind)})
    file = AuthorityFile(content, kind)
    change(file)
    if not dry_run:
        file.write()
    return Edit(kind, touched)


def matching(content: Path, part: str) -> Iterator[tuple[EntityKind, Entity, tuple[str, ...]]]:
    """Records in one of whose names a text stands, and the articles that name them; the articles are read once."""
    found: list[tuple[EntityKind, Entity, list[str]]] = []
    by_name: dict[tuple[EntityKind, str], list[str]] = {}
    for kind in KINDS:
        for entity in _authority(content, kind).entities:
            names = {fold(each) for each in (entity.name, *entity.aliases)}
            if any(fold(part) in each for each in names):
                articles: list[str] = []
                found.append((kind, entity, articles))
                by_name |= {(kind, name): articles for name in names}
    for path, article in _articles(content) if found else ():
        for kind in KINDS:
            for name in _names(article, kind):
                articles = by_name.get((kind, fold(name)), [])
                if not articles or articles[-1] != path:
                    articles.append(path)
    yield from ((kind, entity, tuple(articles)) for kind, entity, articles in found)


def unproven(content: Path) -> Iterator[Problem]:
    """Names in front matter that stand nowhere in their article, neither as the record's name nor as an alias or a part of it."""
    authorities = {kind: _authority(content, kind) for kind in KINDS}
    for path, article in _articles(content):
        text = f"{article.meta.title}\n{article.body}".replace("\\", "")
        folded = fold(text)
        for kind in KINDS:
            for name in _names(article, kind):
                if not _stands_in(name, authorities[kind].find(name), folded, kind, article.meta.language):
                    shown = f"{content.name}/{ARTICLES}/{path}"
                    yield Problem(
                        shown, f"'{name}' stands nowhere in the text; take it out of the head, or give its record an alias"
                    )


def _stands_in(name: str, entity: Entity | None, text: str, kind: EntityKind, language: str) -> bool:
    """Whether a name, one of its record's, or for a person its last word stands in a folded text.

    A place may go by another name of the gazetteer's ("U.S."), or by its nationality ("the French President").
    """
    names = [name, *((entity.name, *entity.aliases) if entity else ())]
    if any(fold(each.partition(" (")[0]) in text for each in names):
        return True
    if kind == "person":
        return any(fold(each).split()[-1] in text for each in names)
    places, wanted = atlas(language if has_lexicon(language) else "en"), {fold(each.partition(" (")[0]) for each in names}
    words = [word.strip(",;:!?\"'()“”’") for word in text.split()]
    for start, word in enumerate(words):
        country = places.country(places.demonym(word) or places.demonym(word.removesuffix("s")))
        if country is not None and _is_record_of(country, wanted, entity):
            return True
        for size in (1, 2, 3):
            if any(_is_record_of(place, wanted, entity) for place in places.find(" ".join(words[start : start + size]))):
                return True
    return False


def _is_record_of(place: Place, names: set[str], entity: Entity | None) -> bool:
    """Whether a place of the gazetteer has one of the names, or is the record's country under the name of another language."""
    same = entity is not None and entity.kind == place.kind == "country" and entity.country == place.country
    return same or fold(place.name) in names


def doubts(content: Path) -> Iterator[Doubt]:
    """The doubtful first: people who may be one, then places without a point on the map. The articles are read once."""
    pairs = list(_alike([each for each in _authority(content, "person").entities if not each.hidden]))
    lost = [each.name for each in _authority(content, "place").entities if each.lat is None and not each.hidden]
    said = _sentences(content, {*(name for pair in pairs for name in pair), *lost})
    for long, short in pairs:
        command = f'sitegen entities merge "{long}" "{short}"'
        yield Doubt("person", "one person?", (long, short), (said.get(long, ""), said.get(short, "")), command)
    for name in lost:
        yield Doubt("place", "where is it?", (name,), (said.get(name, ""),), f'sitegen entities hide "{name}"')


def _alike(people: list[Entity]) -> Iterator[tuple[str, str]]:
    """Names of two records that may be one person, the longer first."""
    by_last: dict[str, list[Entity]] = {}
    for each in people:
        by_last.setdefault(fold(each.name).split()[-1], []).append(each)
    for group in by_last.values():
        for one, other in combinations(group, 2):
            if _may_be_one(one, other):
                long, short = sorted((one.name, other.name), key=len, reverse=True)
                yield long, short


def _may_be_one(one: Entity, other: Entity) -> bool:
    """Whether two records of one surname may be one person: a part of the other's name, or given names that begin alike."""
    if fold(other.name) in map(fold, one.not_) or fold(one.name) in map(fold, other.not_):
        return False
    if is_partial(one.name, other.name) or is_partial(other.name, one.name):
        return True
    first, second = fold(one.name).split()[0], fold(other.name).split()[0]
    return len(first) > 2 and len(second) > 2 and (first.startswith(second) or second.startswith(first))


def _sentences(content: Path, names: set[str]) -> dict[str, str]:
    """For each name the first sentence of the archive in which it stands."""
    found: dict[str, str] = {}
    for _, article in _articles(content):
        for name in [each for each in names if each not in found and each in article.body]:
            paragraph = next((each for each in article.body.split("\n") if name in each), "")
            found[name] = next((paragraph[a:b] for a, b in sentences(paragraph) if name in paragraph[a:b]), paragraph)
    return found


def _authority(content: Path, kind: EntityKind) -> Authority:
    found, problems = read_authority(content, kind)
    if problems:
        raise UserError(*problems)
    return found


def _articles(content: Path) -> Iterator[tuple[str, StoredArticle]]:
    for path in article_paths(content):
        if article := read_article(content, path).article:
            yield path, article


def _names(article: StoredArticle, kind: EntityKind) -> tuple[str, ...]:
    return article.meta.people if kind == "person" else article.meta.places
