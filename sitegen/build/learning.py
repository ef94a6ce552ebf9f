"""The first pass over the sources: which lines their articles have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.build.progress import Progress
from sitegen.config.schema import SiteConfig
from sitegen.core.types import RawRecord, Refusal
from sitegen.core.urls import host_of
from sitegen.infra.engines import chunked, executor, map_ordered
from sitegen.infra.index import Ledger
from sitegen.sources.read import document

if TYPE_CHECKING:
    from sitegen.clean.corpus import Often, Recurrence, Sample

CHUNK = 64  # documents for one worker call; looking through one is quick
COUNTED = 300_000  # lines of all sources together that are counted at a time
TOLD = 5_000  # recurring lines of one source that a worker is told: the most frequent


def group_of(record: RawRecord) -> str:
    """The source whose lines a record's lines are compared with: its host, its publication, or where it was found."""
    if host := host_of(record.stated.url):
        return host
    file, _, within = record.ref.key.partition("#")
    return record.ref.name or (file if within else str(PurePosixPath(file).parent))


_Source = Callable[[], Iterator[RawRecord | Refusal]]


class Learnt:
    """What is known of each source's lines: learnt now, and in earlier imports if there is a ledger."""

    def __init__(self, ledger: Ledger | None, config: SiteConfig, again: bool):
        self._ledger, self._config, self._again = ledger, config, again
        self._sources: dict[str, Recurrence] = {}

    def learn(self, due: _Source, progress: Progress) -> int:
        """Look through what is due; how much that is. What was learnt is remembered for later imports."""
        count = 0
        work = chunked((each for each in due() if isinstance(each, RawRecord)), CHUNK)
        first = next(work, ())
        if not first:
            return sum(1 for _ in due())
        with executor(self._config.build.jobs if len(first) == CHUNK else 1, 8) as pool:
            for samples in progress.track(map_ordered(pool, _samples, chain((first,), work)), "looking for recurring lines", None):
                count += len(samples)
                for each in samples:
                    if each is not None:
                        self._of(each.group).add(each)
                if sum(len(known.counts) for known in self._sources.values()) > COUNTED:
                    for known in self._sources.values():
                        known.forget()
        for group, known in self._sources.items() if self._ledger else ():
            assert self._ledger
            frequent = sorted(((n, line) for line, n in known.counts.items() if n > 1), reverse=True)[: TOLD * 4]
            self._ledger.put_counted(group, known.articles, ((line, n) for n, line in frequent))
        return max(count, 1)

    def _of(self, group: str) -> Recurrence:
        from sitegen.clean.corpus import Recurrence

        if group not in self._sources:
            self._sources[group] = Recurrence() if self._again or not self._ledger else Recurrence.of(*self._ledger.counted(group))
        return self._sources[group]

    def often(self, chunk: tuple[RawRecord | Refusal, ...]) -> dict[str, Often]:
        """What a worker is told for a chunk: the recurring lines of its sources."""
        groups = {group_of(each) for each in chunk if isinstance(each, RawRecord)}
        return {
            group: self._sources[group].often(TOLD)
            for group in sorted(groups)
            if group in self._sources and self._sources[group].enough
        }


def _samples(chunk: tuple[RawRecord, ...]) -> list[Sample | None]:
    """What a worker does in the first pass."""
    from sitegen.clean.corpus import sample

    out: list[Sample | None] = []
    for record in chunk:
        doc = document(record)
        try:
            out.append(sample(doc, group_of(record)) if not isinstance(doc, Refusal) else None)
        except Exception:  # it will be told when the document is cleaned
            out.append(None)
    return out
