"""What a built site weighs against the limits of a host, what costs most, and what would shrink it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from sitegen.config.schema import SiteConfig
from sitegen.core import typed_yaml
from sitegen.core.problems import Problem, UserError
from sitegen.infra.index import open_read_only
from sitegen.search.pagefind import FOLDER as SEARCH

_FILE = Path(__file__).with_name("hosts.yaml")


@dataclass(frozen=True, slots=True)
class Host:
    """What a host takes. A limit that it doesn't state is None."""

    name: str
    checked: date
    """When its documents were read."""
    files: int | None = None
    entries: int | None = None
    """Files and folders together."""
    bytes: int | None = None
    file: int | None = None
    """Bytes of the largest file."""
    folder: int | None = None
    """Entries in one folder."""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one part of the site costs."""

    part: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of a host and how near the site is to it."""

    what: str
    has: int
    most: int | None
    where: str = ""

    @property
    def kept(self) -> bool:
        """Whether the site is within it."""
        return self.most is None or self.has <= self.most


@dataclass(slots=True)
class Weighed:
    """A site on the scales."""

    host: Host
    limits: list[Limit] = field(default_factory=list)
    parts: list[Weight] = field(default_factory=list)
    """What costs most first."""
    savings: list[str] = field(default_factory=list)
    """What would shrink it, with what it would save."""

    @property
    def fits(self) -> bool:
        """Whether the host takes it."""
        return all(limit.kept for limit in self.limits)


@cache
def hosts() -> dict[str, Host]:
    """The hosts whose limits are known, by name."""
    loaded = typed_yaml.load(_FILE.read_text(encoding="utf-8"), tuple[Host, ...], _FILE.name)
    assert loaded.value is not None, loaded.problems
    return {host.name: host for host in loaded.value}


def weigh(site: Path, config: SiteConfig, host: str) -> Weighed:
    """Weigh the published tree. Raises `UserError` where there is none."""
    output = site / config.published.folder
    if not output.is_dir():
        raise UserError(Problem(config.published.folder, "there is no built site yet; run 'sitegen build' first"))
    weighed = Weighed(hosts()[host])
    files = folders = total = 0
    largest, fullest = (0, ""), (0, "")
    parts: dict[str, list[int]] = {}
    for folder, entries in _folders(output):
        folders += 1
        fullest = max(fullest, (len(entries), folder or "."))
        for name, size in entries:
            if size is None:
                continue
            files, total = files + 1, total + size
            largest = max(largest, (size, f"{folder}/{name}".lstrip("/")))
            part = parts.setdefault(_part(folder, name), [0, 0])
            part[0], part[1] = part[0] + 1, part[1] + size
    limits = weighed.host
    weighed.limits = [
        Limit("files", files, limits.files),
        Limit("files and folders", files + folders, limits.entries),
        Limit("bytes", total, limits.bytes),
        Limit("bytes of the largest file", largest[0], limits.file, largest[1]),
        Limit("entries of the fullest folder", fullest[0], limits.folder, fullest[1]),
        Limit("bytes of the search index", sum(each[1] for name, each in parts.items() if name.startswith("search: ")), None),
    ]
    weighed.parts = sorted((Weight(name, *part) for name, part in parts.items()), key=lambda each: -each.bytes)
    weighed.savings = list(_savings(site, config, parts, files))
    return weighed


def _folders(root: Path) -> Iterator[tuple[str, list[tuple[str, int | None]]]]:
    """Each folder below a root with its entries: (name, size; None of a folder)."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        entries: list[tuple[str, int | None]] = []
        with os.scandir(root / folder) as found:
            for each in found:
                inside = each.is_dir(follow_symlinks=False)
                entries.append((each.name, None if inside else each.stat().st_size))
                if inside:
                    waiting.append(f"{folder}/{each.name}".lstrip("/"))
        yield folder, entries


def _part(folder: str, name: str) -> str:
    parts = folder.split("/")
    if parts[0] == SEARCH:
        kinds = {"fragment": "texts", "index": "words", "filter": "choices", "names": "names", "program": "program"}
        return f"search: {next((kinds[each] for each in reversed(parts) if each in kinds), 'parts')}"
    if "page" in parts and parts[0] in ("articles", "people", "places", "tags", "figures"):
        return f"{parts[0]}: further pages of lists"
    if parts[0] == "articles":
        return "articles: their pages" if len(parts) > 3 or (parts[1:2] == ["undated"] and len(parts) > 2) else "articles: lists"
    if parts[0] in ("people", "places", "tags", "figures"):
        return f"{parts[0]}: their pages" if len(parts) > 1 else f"{parts[0]}: lists"
    return parts[0] or name


def _savings(site: Path, config: SiteConfig, parts: dict[str, list[int]], files: int) -> Iterator[str]:
    try:
        with closing(open_read_only(site)) as db:
            once = db.execute("select count(*) from entity where page and count = 1").fetchone()[0]
    except sqlite3.Error:  # built elsewhere, or by another version
        once = 0
    if once and config.published.fold_terms_below < 2:
        yield (
            f"output: {{fold_terms_below: 2}} spares {once:,} pages of people, places and tags that one article names "
            f"({once / files:.0%} of all files)"
        )
    further = sum(part[0] for name, part in parts.items() if name.endswith("further pages of lists"))
    if further:
        yield f"pages: {{per_page: {2 * config.pages.per_page}}} spares about {further // 2:,} further pages of lists"
    texts = parts.get("search: texts", [0, 0])
    if texts[0]:
        yield (
            f"the search index holds {texts[0]:,} files, one for each article; build --no-search leaves it out, and larger parts "
            f"(search: {{shard_articles: {2 * config.search.shard_articles}}}) spare some of its other files"
        )
    if config.pages.feed > 20:
        yield "pages: {feed: 20} makes a smaller feed"


__all__ = ["Host", "Limit", "Weighed", "Weight", "hosts", "weigh"]
