"""`sitegen new`: a site to begin with."""

from __future__ import annotations

from pathlib import Path

from sitegen.config.describe import commented_yaml
from sitegen.core.problems import Problem, UserError
from sitegen.infra.files import write_atomic

_ABOUT = """---
title: About this archive
---

Say here what this archive holds, where its articles come from, and whom to write to.
"""
_IGNORE = "/public/\n/quarantine/\n/.sitegen/\n"


def new_site(folder: Path) -> None:
    """Make `site.yaml`, the folders and an about page. Raises `UserError` where the folder is in use."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError(Problem(str(folder), "this folder is not empty; name a new one"))
    for name in ("inbox", "content/articles", "content/entities", "content/pages", "overrides"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        write_atomic(folder / name / ".gitkeep", b"")
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "News archive"
    write_atomic(folder / "site.yaml", commented_yaml(title, "http://localhost:8000/", ("inbox",)).encode())
    write_atomic(folder / "content/pages/about.md", _ABOUT.encode())
    write_atomic(folder / ".gitignore", _IGNORE.encode())
