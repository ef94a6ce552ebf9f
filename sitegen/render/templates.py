"""A theme's templates in Jinja2: compiled in the site's language, and the digests by which a build knows that one changed."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, MutableMapping
from functools import cached_property
from keyword import iskeyword
from pathlib import Path
from typing import Any

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
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from sitegen.render.language import ENGLISH, Language
from sitegen.render.site import VERSION
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
        bytecode_cache=FileSystemBytecodeCache(str(compiled), f"%s.{language.digest}.{VERSION}") if compiled else None,
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


class _CodeGenerator(CodeGenerator):
    """Calls functions and escapes values without the detours that Jinja2 takes for what no template here has.

    Those are functions that ask for the context, and escaping that is switched on and off: docs/decisions/0015.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.written({finalize.src or ''}")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        unusual = node.dyn_args or node.dyn_kwargs or forward_caller or any(map(iskeyword, (each.key for each in node.kwargs)))
        if unusual:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for place, each in enumerate((*node.args, *node.kwargs)):
            self.write(", " if place else "")
            self.visit(each, frame)
        self.write(")")


class _Macro(Macro):
    """Called with all that it takes, in place, it goes straight to its function; Jinja's own way takes twice as long."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What it writes. An evaluation context may come first, as in Jinja's own calls."""
        if kwargs or len(args) != self._in_place or (args and args[0].__class__ is EvalContext):
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._func(*args))

    @cached_property
    def _in_place(self) -> int:
        """How many arguments make a plain call; none where a macro takes more than it names, or escapes nothing."""
        plain = self._default_autoescape and not (self.catch_kwargs or self.catch_varargs or self.caller)
        return len(self.arguments) if plain else -1


class _Environment(Environment):
    """Puts messages in the site's language when a template is compiled, so that none is looked up when it is rendered."""

    language: Language
    code_generator_class = _CodeGenerator
    Macro = _Macro

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The same for all templates, which have none of their own: every page takes a copy, and one of a chain is slow."""
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def written(value: Any) -> str:
        """A value as it stands in a page."""
        if value.__class__ is Markup:
            return value
        return html.escape(value) if value.__class__ is str else escape(value)

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
