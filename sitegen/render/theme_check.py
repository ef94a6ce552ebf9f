"""Whether a theme's templates can be used: read without rendering anything."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, meta, nodes

from sitegen.core.problems import Problem, UserError
from sitegen.render.language import ENGLISH, Language, read_catalogue
from sitegen.render.templates import environment, used_assets
from sitegen.render.theme import OVERRIDES, Theme
from sitegen.render.words import Words


def problems(theme: Theme) -> list[Problem]:
    """What is wrong with a theme's own templates and catalogues, each with its file and line."""
    return [*_templates(theme), *_catalogues(theme)]


def _templates(theme: Theme) -> Iterator[Problem]:
    env = environment(theme)
    loader = env.loader
    assert loader is not None
    known = set(loader.list_templates())
    static = set(theme.static())
    filters, tests = {*env.filters, *Words(Language(ENGLISH)).filters()}, set(env.tests)
    for layer, folder in theme.layers:
        for file in sorted((folder / "templates").rglob("*")):
            if not file.is_file():
                continue
            name = f"{layer}:{file.relative_to(folder / 'templates').as_posix()}"
            shown = (
                f"{'' if layer == OVERRIDES else 'themes/'}{layer}/templates/{file.relative_to(folder / 'templates').as_posix()}"
            )
            try:
                tree = env.parse(loader.get_source(env, name)[0])
            except TemplateSyntaxError as error:
                yield Problem(shown, f"{error.message}", error.lineno)
                continue
            for other in meta.find_referenced_templates(tree):
                if other is not None and other not in known:
                    yield Problem(shown, f"it uses the template '{other}', which there is not", _line(tree, other))
            for asset in used_assets(tree):
                if asset is not None and asset not in static:
                    yield Problem(
                        shown, f"it writes the address of the static file '{asset}', which there is not", _line(tree, asset)
                    )
            for node in tree.find_all((nodes.Filter, nodes.Test)):
                if node.name not in (filters if isinstance(node, nodes.Filter) else tests):
                    yield Problem(shown, f"there is no {type(node).__name__.lower()} '{node.name}'", node.lineno)


def _line(tree: nodes.Template, value: str) -> int | None:
    return next((node.lineno for node in tree.find_all(nodes.Const) if node.value == value), None)


def _catalogues(theme: Theme) -> Iterator[Problem]:
    for _, folder in theme.layers:
        for file in sorted((folder / "locale").glob("*.po")) if (folder / "locale").is_dir() else ():
            try:
                read_catalogue(file)
            except UserError as error:
                yield from error.problems
