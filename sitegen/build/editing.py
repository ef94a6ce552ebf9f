"""What `sitegen entities` does with the authority files: look at people, places and tags, and correct them once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.core.problems import Problem, UserError
from sitegen.core.text import fold
from sitegen.core.types import Entity, EntityKind, StoredArticle
from sitegen.model.cards import FOLDERS
from sitegen.model.entities import entity_slugs
from sitegen.store.authority import FILES, Authority, parse_authority, read_authority
from sitegen.store.authority_edit import AuthorityFile
from sitegen.store.read import article_paths, read_article


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit changes."""

    kind: EntityKind
    articles: tuple[str, ...]
    """Files of the articles that name one of the records."""
    addresses: tuple[tuple[str, str], ...]
    """(old, new) address of each page of a record that moves; the new one is empty where the page goes."""


def edit(content: Path, names: tuple[str, ...], change: Callable[[AuthorityFile], None], dry_run: bool) -> Edit:
    """Change the authority file in which the first of the names stands. Raises `UserError` where none has it."""
    kind = next((each for each in FILES if authority(content, each).find(names[0])), None)
    if kind is None:
        *others, last = FILES.values()
        raise UserError(Problem(f"{content.name}/entities", f"'{names[0]}' stands neither in {', '.join(others)} nor in {last}"))
    known = authority(content, kind)
    wanted = {fold(each) for name in names if (entity := known.find(name)) for each in (entity.name, *entity.aliases)}
    touched = tuple(path for path, article in all_articles(content) if wanted & {fold(name) for name in names_in(article, kind)})
    file = AuthorityFile(content, kind)
    change(file)
    changed, problems = parse_authority(file.dumped(), file.shown)
    if problems:
        raise UserError(*problems)
    if not dry_run:
        file.write()
    return Edit(kind, touched, tuple(_moved(kind, known, changed)))


def _moved(kind: EntityKind, before: Authority, after: Authority) -> Iterator[tuple[str, str]]:
    """(old, new) addresses of the records that are another page's after an edit."""
    new = {entity.name: made for entity, made in entity_slugs(kind, after.entities) if not entity.hidden}
    for entity, made in entity_slugs(kind, before.entities):
        now = after.find(entity.name)
        target = new.get(now.name, "") if now else ""
        if target != made and not entity.hidden:
            yield f"/{FOLDERS[kind]}/{made}/", f"/{FOLDERS[kind]}/{target}/" if target else ""


def matching(content: Path, part: str) -> Iterator[tuple[EntityKind, Entity, tuple[str, ...]]]:
    """Records in one of whose names a text stands, and the articles that name them; the articles are read once."""
    found: list[tuple[EntityKind, Entity, list[str]]] = []
    by_name: dict[tuple[EntityKind, str], list[str]] = {}
    for kind in FILES:
        for entity in authority(content, kind).entities:
            names = {fold(each) for each in (entity.name, *entity.aliases)}
            if any(fold(part) in each for each in names):
                articles: list[str] = []
                found.append((kind, entity, articles))
                by_name |= {(kind, name): articles for name in names}
    for path, article in all_articles(content) if found else ():
        for kind in FILES:
            for name in names_in(article, kind):
                articles = by_name.get((kind, fold(name)), [])
                if not articles or articles[-1] != path:
                    articles.append(path)
    yield from ((kind, entity, tuple(articles)) for kind, entity, articles in found)


def authority(content: Path, kind: EntityKind) -> Authority:
    """The records of a kind. Raises `UserError` where their file is wrong."""
    found, problems = read_authority(content, kind)
    if problems:
        raise UserError(*problems)
    return found


def all_articles(content: Path) -> Iterator[tuple[str, StoredArticle]]:
    """(path, article) of every article whose file is right."""
    for path in article_paths(content):
        if article := read_article(content, path).article:
            yield path, article


def names_in(article: StoredArticle, kind: EntityKind) -> tuple[str, ...]:
    """The names of a kind in an article's head."""
    return {"person": article.meta.people, "place": article.meta.places, "tag": article.meta.tags}[kind]
