"""Cleaning without importing: what `sitegen clean` shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sitegen.build.learning import Learnt
from sitegen.build.progress import Progress
from sitegen.build.work import CHUNK, PARALLEL_FROM, Work, cleaned
from sitegen.config.schema import SiteConfig, SourceConfig
from sitegen.core.shingles import Shingles, shingles
from sitegen.core.types import CleanArticle, Note, RawPicture, RawRecord, Refusal
from sitegen.infra.copies import Copies
from sitegen.infra.engines import chunked, executor, map_ordered
from sitegen.sources.discover import discover
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import records


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of one document."""

    name: str
    """As its line or record is named, or its file without the suffix."""
    found: CleanArticle | Refusal
    runs: Shingles


def clean_all(paths: tuple[str, ...], base: Path, config: SiteConfig, progress: Progress) -> Iterator[Cleaned]:
    """The documents of some files, folders or archives, cleaned and in their order; nothing is written."""
    sources = tuple(SourceConfig(path) for path in paths)
    due = partial(_records, sources, base, config, progress)
    learnt = Learnt(None, config, again=True)
    count = learnt.learn(partial(_records, sources, base, config, None), progress) if config.clean.repetition else PARALLEL_FROM
    work = (Work(chunk, config, learnt.often(chunk)) for chunk in chunked(due(), CHUNK))
    with executor(config.build.jobs if count >= PARALLEL_FROM else 1, 8) as pool:
        for found in map_ordered(pool, _cleaned, work):
            yield from found


def _records(
    sources: tuple[SourceConfig, ...], base: Path, config: SiteConfig, progress: Progress | None
) -> Iterator[RawRecord | Refusal]:
    for ref in discover(sources, base, base):
        for each in records(ref, ReadOptions(config.clean.max_bytes, dict(ref.fields))):
            if not isinstance(each, Note | RawPicture):
                yield each
            elif progress and isinstance(each, Note):
                progress.say(f"{each.ref.key}: {each.text}")


def _cleaned(work: Work) -> list[Cleaned]:
    out = []
    for record in work.records:
        found = cleaned(record, work.config.clean, work.often)
        text = "\n".join(block.text for block in found.blocks) if isinstance(found, CleanArticle) else ""
        out.append(Cleaned(_name(record), found, shingles(text)))
    return out


def _name(record: RawRecord | Refusal) -> str:
    _, _, within = record.ref.key.partition("#")
    return within or record.ref.path.stem


def stories_of(found: Iterator[Cleaned], take: Callable[[Cleaned], None]) -> dict[str, str]:
    """Name of each document that is a version of another one → name of its story; `take` gets each document as it comes."""
    db = sqlite3.connect(":memory:")
    copies = Copies(db)
    for each in found:
        take(each)
        copies.add(each.name, each.runs)
    return {name: names[0] for names in copies.stories() for name in names}
