"""Reading `site.yaml`: a typed configuration, or every mistake in it at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from sitegen.config.schema import FIELDS, SiteConfig, SourceConfig
from sitegen.core import typed_yaml
from sitegen.core.problems import Problem, UserError

FILE = "site.yaml"


def load(site: Path) -> SiteConfig:
    """The configuration of the site in the folder `site`.

    Raises `UserError` with every problem of the file, each with its line and how to mend it.
    """
    file = site / FILE
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        hint = "there is no site here; go to the folder of your site, or make one with `sitegen new DIR`"
        raise UserError(Problem(str(file), hint)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(Problem(str(file), f"the file can't be read as UTF-8 text: {error}")) from None
    loaded = typed_yaml.load(text, SiteConfig, FILE)
    if loaded.value is None:
        raise UserError(*loaded.problems)
    problems = tuple(_check(loaded.value, text))
    if problems:
        raise UserError(*problems)
    url = loaded.value.url if loaded.value.url.endswith("/") else loaded.value.url + "/"
    return replace(loaded.value, url=url)


def sources(config: SiteConfig) -> tuple[SourceConfig, ...]:
    """The sources, each as a record."""
    return tuple(SourceConfig(path=each) if isinstance(each, str) else each for each in config.sources)


def _check(config: SiteConfig, text: str) -> list[Problem]:
    """What the types can't say: addresses that are addresses, folders that stay inside the site."""
    found = []
    if not config.title.strip():
        found.append(Problem(FILE, "'title' is empty; give the archive a name", _line(text, "title")))
    parts = urlsplit(config.url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        message = f"'url' '{config.url}' is not an address; write it whole, like https://example.org/archive/"
        found.append(Problem(FILE, message, _line(text, "url")))
    for name in ("content", "output", "overrides"):
        folder = PurePosixPath(config.published.folder if name == "output" else getattr(config, name))
        if folder.is_absolute() or ".." in folder.parts or folder == PurePosixPath("."):
            message = f"'{name}' '{folder}' must be a folder inside the site; write its name alone, like '{name}'"
            found.append(Problem(FILE, message, _line(text, name)))
    output, content = PurePosixPath(config.published.folder), PurePosixPath(config.content)
    if output == content or output in content.parents or content in output.parents:
        message = "'output' and 'content' must be two folders, neither inside the other; the output is replaced by each build"
        found.append(Problem(FILE, message, _line(text, "output")))
    for name in ("keep", "drop"):
        for pattern in getattr(config.clean, name):
            try:
                re.compile(pattern)
            except re.error as error:
                message = (
                    f"'clean.{name}': '{pattern}' is no regular expression ({error}); put a \\ before signs that mean themselves"
                )
                found.append(Problem(FILE, message, _line(text, "clean")))
    for source in sources(config):
        for unknown in sorted(set(source.fields) - set(FIELDS)):
            message = f"'fields' of the source '{source.path}': there is no '{unknown}'; an article has {', '.join(FIELDS)}"
            found.append(Problem(FILE, message, _line(text, "sources")))
    return found


def _line(text: str, key: str) -> int | None:
    """The line on which a top-level key stands."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(f"{key}:"):
            return number
    return None
