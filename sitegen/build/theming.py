"""Themes for those who make one: which there are, a copy to begin with, a look for mistakes."""

from __future__ import annotations

import dataclasses
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from sitegen.config.schema import SiteConfig
from sitegen.core.problems import Problem, UserError
from sitegen.render.theme import BASE, builtin_themes, load_theme
from sitegen.render.theme_check import problems


@dataclass(frozen=True, slots=True)
class Known:
    """A theme that can be named in `site.yaml`."""

    name: str
    description: str
    extends: str
    own: bool
    """Whether it is the site's own; else it comes with sitegen."""
    used: bool


def known_themes(site: Path, config: SiteConfig) -> list[Known]:
    """All themes, the site's own before those that come with sitegen, of which it may replace some. Raises `UserError`."""
    found: dict[str, Known] = {}
    for place, own in ((site / "themes", True), (builtin_themes(), False)):
        for file in sorted(place.glob("*/theme.yaml")):
            name = file.parent.name
            if name != BASE and name not in found:
                theme = load_theme(site, dataclasses.replace(config, theme=name))
                of_site = own and place.resolve() != builtin_themes()
                found[name] = Known(name, theme.description, theme.extends, of_site, name == config.theme)
    return list(found.values())


def copy_theme(site: Path, config: SiteConfig, name: str, new: str, whole: bool) -> Path:
    """A new theme in the site's `themes/`: one that extends `name`, ready to be changed; with `whole` a copy of all its files.

    Raises `UserError` where there is no such theme, or where the new one's folder is there already.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", new):
        raise UserError(Problem("theme", f"'{new}' can't be a theme's name; use small letters, digits and hyphens"))
    theme = load_theme(site, dataclasses.replace(config, theme=name))
    target = site / "themes" / new
    if target.exists():
        raise UserError(Problem(f"themes/{new}", "it is there already; choose another name, or remove it first"))
    target.mkdir(parents=True)
    if whole:
        folder = dict(theme.layers)[name]
        for part in ("templates", "static", "locale"):
            if (folder / part).is_dir():
                shutil.copytree(folder / part, target / part)
        extends = theme.extends
    else:
        (target / "templates").mkdir()
        (target / "static").mkdir()
        (target / "templates" / "layout.html").write_text(LAYOUT.format(name=new), encoding="utf-8")
        (target / "static" / f"{new}.css").write_text(STYLE.format(name=new), encoding="utf-8")
        extends = name
    (target / "theme.yaml").write_text(f"name: {new}\ndescription: Made from {name}.\nextends: {extends}\n", encoding="utf-8")
    return target


def check_theme(site: Path, config: SiteConfig, name: str) -> list[Problem]:
    """What is wrong with a theme; of the one that `site.yaml` names where none is given. Raises `UserError`."""
    return problems(load_theme(site, dataclasses.replace(config, theme=name or config.theme)))


LAYOUT = """{{% extends "base:layout.html" %}}
{{% block styles %}}
{{{{ super() }}}}
<link rel="stylesheet" href="{{{{ asset('{name}.css') }}}}">
{{% endblock %}}
"""
STYLE = """/* {name}: what is to look another way. The colours are variables of :root in the theme that this extends. */
:root {{
  --accent: #1f4e79;
}}
"""
