"""Themes: folders of templates and static files, one extending another.

Looked through in this order: the site's overrides, the theme, the theme that it extends (and so on), the built-in
`base`. A template of the same name earlier in that order replaces the later one; `{% extends "base:page.html" %}` names
the theme whose template is meant, so that a replacement can build on what it replaces.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2.visitor import NodeTransformer

from sitegen.config.schema import SiteConfig
from sitegen.core import typed_yaml
from sitegen.core.problems import Problem, UserError, shown
from sitegen.render.language import ENGLISH, Language

BASE = "base"
OVERRIDES = "overrides"  # name of the layer of a site's own replacements
NAVIGATION = "navigation.html"
MESSAGE = "_"  # the function of templates that gives a message in the site's language


@dataclass(frozen=True, slots=True)
class ThemeInfo:
    """`theme.yaml`."""

    name: str
    description: str = ""
    extends: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with all that it extends."""

    name: str
    layers: tuple[tuple[str, Path], ...]
    """(name, folder) from the first looked through to the last."""
    description: str = ""
    extends: str = ""
    """The theme that it builds on."""

    def catalogues(self, language: str) -> list[Path]:
        """The files that translate the theme's messages, from the first looked through to the last."""
        names = dict.fromkeys((language, language.partition("-")[0]))
        files = [folder / "locale" / f"{name}.po" for _, folder in self.layers for name in names]
        return [file for file in files if file.is_file()]

    def environment(self, compiled: Path | None = None, language: Language | None = None) -> Environment:
        """The templates, ready to render; with a folder, compiled ones are kept in it from one run to the next.

        A name that a template misspells is an error, not an empty place.
        """
        if compiled:
            compiled.mkdir(parents=True, exist_ok=True)
        language = language or Language(ENGLISH)
        named: dict[str, BaseLoader] = {name: FileSystemLoader(folder / "templates") for name, folder in self.layers}
        loader = ChoiceLoader([*named.values(), PrefixLoader(named, delimiter=":")])
        made = _Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=FileSystemBytecodeCache(str(compiled), f"%s.{language.digest}") if compiled else None,
            auto_reload=False,
        )
        made.language = language
        return made

    def template_digests(self, assets: dict[str, str]) -> dict[str, str]:
        """Name of each template → digest of it, of all templates that it extends, includes or imports, and of the static files
        (`assets`: their digests by name) whose addresses it writes."""
        env = self.environment()
        loader = env.loader
        assert loader is not None
        used: dict[str, tuple[str, set[str]]] = {}
        for name in sorted(loader.list_templates()):
            source, _, _ = loader.get_source(env, name)
            try:
                tree = env.parse(source)
            except TemplateSyntaxError:  # told with its line when a page needs it
                used[name] = (source, set())
                continue
            others = set(meta.find_referenced_templates(tree)) | ({NAVIGATION} if _calls(tree, "navigation") else set())
            named = set(used_assets(tree))
            parts = sorted(assets) if None in named else sorted(str(each) for each in named)
            source += "\0".join(f"{each}:{assets.get(each, '')}" for each in parts)
            used[name] = (source, {str(each) for each in others} if None not in others else set(loader.list_templates()))
        return {name: _digest_of(name, used) for name in used}

    def static(self) -> dict[str, Path]:
        """Name below `assets/` → file, each from the first layer that has it."""
        found: dict[str, Path] = {}
        for _, folder in self.layers:
            root = folder / "static"
            for file in sorted(root.rglob("*")) if root.is_dir() else ():
                if file.is_file() and not file.name.startswith("."):
                    found.setdefault(file.relative_to(root).as_posix(), file)
        return found

    def digest(self) -> str:
        """Of all templates and static files: changes when any of them does."""
        made = hashlib.sha256()
        for name, folder in self.layers:
            for file in sorted(_files(folder)):
                made.update(f"{name}:{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes() + b"\0")
        return made.hexdigest()


class _Environment(Environment):
    """Puts messages in the site's language when a template is compiled, so that none is looked up when it is rendered."""

    language: Language

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        translated: nodes.Template = _Translator(self.language).visit(tree)
        return translated


class _Translator(NodeTransformer):
    def __init__(self, language: Language):
        self._language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        made = self.generic_visit(node)
        is_message = isinstance(node.node, nodes.Name) and node.node.name == MESSAGE and len(node.args) == 1
        if is_message and isinstance(node.args[0], nodes.Const) and not node.kwargs:
            return nodes.Const(self._language.gettext(node.args[0].value), lineno=node.lineno)
        return made


def used_assets(tree: nodes.Template) -> Iterator[str | None]:
    """Names of the static files whose addresses a template writes; None where it makes up the name."""
    for call in _calls(tree, "asset"):
        first = call.args[0] if call.args else None
        yield str(first.value) if isinstance(first, nodes.Const) else None


def _calls(tree: nodes.Template, name: str) -> list[nodes.Call]:
    return [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == name]


def _digest_of(name: str, used: dict[str, tuple[str, set[str]]]) -> str:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each in used and each not in seen:
            seen.add(each)
            waiting += used[each][1]
    made = hashlib.sha256()
    for each in sorted(seen):
        made.update(f"{each}\0{used[each][0]}\0".encode())
    return made.hexdigest()[:10]


def builtin_themes() -> Path:
    """The folder of the themes that come with sitegen: in the installed package, or beside it in its own repository."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def load_theme(site: Path, config: SiteConfig) -> Theme:
    """The theme that `site.yaml` names. Raises `UserError` where it isn't there or can't be read."""
    layers: list[tuple[str, Path]] = []
    overrides = site / config.overrides
    if overrides.is_dir():
        layers.append((OVERRIDES, overrides))
    name, infos = config.theme, []
    while name and name not in (layer for layer, _ in layers):
        folder = _folder(site, name, layers)
        layers.append((name, folder))
        infos.append(_info(site, folder))
        name = infos[-1].extends or ("" if name == BASE else BASE)
    return Theme(config.theme, tuple(layers), infos[0].description, infos[0].extends or BASE)


def _folder(site: Path, name: str, layers: list[tuple[str, Path]]) -> Path:
    places = (site / "themes", builtin_themes())
    for place in places:
        if (place / name / "theme.yaml").is_file():
            return place / name
    known = sorted({each.parent.name for place in places for each in place.glob("*/theme.yaml")} - {BASE})
    where = f"themes/{layers[-1][0]}/theme.yaml" if layers and layers[-1][0] != "overrides" else "site.yaml"
    near = typed_yaml.nearest(name, known)
    raise UserError(Problem(where, f"there is no theme '{name}'{near}; known are: {', '.join(known)}"))


def _info(site: Path, folder: Path) -> ThemeInfo:
    file = folder / "theme.yaml"
    loaded = typed_yaml.load(file.read_text(encoding="utf-8"), ThemeInfo, shown(file, site))
    if loaded.value is None:
        raise UserError(*loaded.problems)
    return loaded.value


def _files(folder: Path) -> Iterator[Path]:
    for part in ("templates", "static"):
        if (folder / part).is_dir():
            yield from (file for file in (folder / part).rglob("*") if file.is_file())
