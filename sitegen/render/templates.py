"""A theme's templates in Jinja2: compiled in the site's language, and the digests by which a build knows that one changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
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

from sitegen.render.language import ENGLISH, Language
from sitegen.render.theme import Theme

NAVIGATION = "navigation.html"
MESSAGE = "_"  # the function of templates that gives a message in the site's language


def environment(theme: Theme, compiled: Path | None = None, language: Language | None = None) -> Environment:
    """A theme's templates, ready to render; with a folder, compiled ones are kept in it from one run to the next.

    A name that a template misspells is an error, not an empty place.
    """
    if compiled:
        compiled.mkdir(parents=True, exist_ok=True)
    language = language or Language(ENGLISH)
    named: dict[str, BaseLoader] = {name: FileSystemLoader(folder / "templates") for name, folder in theme.layers}
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


def template_digests(theme: Theme, assets: dict[str, str]) -> dict[str, str]:
    """Name of each template → digest of it, of all templates that it extends, includes or imports, and of the static files
    (`assets`: their digests by name) whose addresses it writes."""
    env = environment(theme)
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
