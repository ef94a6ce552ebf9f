"""Collects the words of the interface, and brings the catalogues of translations up to date with them.

    python scripts/messages.py            # writes themes/base/locale/sitegen.pot, and merges it into every .po beside it
    python scripts/messages.py --check    # says what is missing, and changes nothing

A new language begins with `cp themes/base/locale/sitegen.pot themes/base/locale/de.po`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from sitegen.model.export import TABLES

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "themes/base/locale"
THEMES = ("base", "broadsheet", "plain", "dossier")
# `name of a function` → whether it takes a singular and a plural
CALLS = {"_": False, "gettext": False, "n_": True, "ngettext": True, "_counted": True, "plural_forms": True}

Message = str | tuple[str, str]


def of_templates() -> Iterator[tuple[str, int, Message]]:
    """(file, line, message) of all templates of the themes that come along."""
    for name in THEMES:
        folder = ROOT / "themes" / name
        for file in sorted((folder / "templates").glob("*")):
            tree = Environment().parse(file.read_text(encoding="utf-8"))
            for line, call, found in extract_from_ast(tree, tuple(CALLS), babel_style=True):
                texts = [found] if isinstance(found, str) else [each for each in found or () if each is not None]
                if texts:
                    yield file.relative_to(ROOT).as_posix(), line, (texts[0], texts[1]) if CALLS[call] else texts[0]


def of_code() -> Iterator[tuple[str, int, Message]]:
    """(file, line, message) of the code."""
    for file in sorted((ROOT / "sitegen/render").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                if texts:
                    name = file.relative_to(ROOT).as_posix()
                    yield name, node.lineno, (texts[0], texts[1]) if CALLS[node.func.attr] else texts[0]
    for table in TABLES:
        yield "sitegen/model/export.py", 1, table.about
        yield from (("sitegen/model/export.py", 1, field.about) for field in table.fields)


def collected() -> Catalog:
    """All messages, each with the files that have it."""
    catalogue = Catalog(project="sitegen", charset="utf-8", fuzzy=False)
    for file, _, message in [*of_templates(), *of_code()]:
        catalogue.add(message, locations=[(file, None)])  # type: ignore[list-item]  # lines would change with every edit
    return catalogue


def write(catalogue: Catalog, path: Path) -> None:
    """A catalogue as a file that changes with its messages alone: without the days and names that Babel puts in its head."""
    made = BytesIO()
    write_po(made, catalogue, width=120, include_lineno=False, sort_output=True)
    kept = ("Language", "Plural-Forms", "MIME-Version", "Content-T")
    head, blank, rest = made.getvalue().decode().partition("\n\n")
    lines = [line for line in head.split("\n") if not line.startswith('"') or line.startswith(tuple(f'"{name}' for name in kept))]
    path.write_text("\n".join(line for line in lines if "Language-Team" not in line) + blank + rest, encoding="utf-8")


def missing(catalogue: Catalog) -> Iterator[str]:
    """What a catalogue of a language lacks."""
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            yield str(message.id)


def main(check: bool) -> int:
    """Write or check the catalogues; how many messages are missing."""
    template = collected()
    lacking = 0
    if not check:
        LOCALE.mkdir(exist_ok=True)
        write(template, LOCALE / "sitegen.pot")
    for path in sorted(LOCALE.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        if not check:
            write(catalogue, path)
        for text in missing(catalogue):
            lacking += 1
            print(f"{path.relative_to(ROOT)}: {text!r} is not translated")
    return lacking


if __name__ == "__main__":
    sys.exit(1 if main("--check" in sys.argv[1:]) else 0)
