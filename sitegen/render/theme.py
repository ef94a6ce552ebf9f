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

from sitegen.config.schema import SiteConfig
from sitegen.core import typed_yaml
from sitegen.core.problems import Problem, UserError, shown

BASE = "base"
OVERRIDES = "overrides"  # name of the layer of a site's own replacements


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
