"""`content/` as it stands now, brought into the index: only files that changed are read."""

from __future__ import annotations

import sqlite3
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.build.progress import Progress
from sitegen.build.shop import Order, shop
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import EntityKind, SeriesRecord
from sitegen.infra.engines import Workers, chunked
from sitegen.model import facts as model_facts
from sitegen.model.catalogue import ArticleRows, Catalogue, rows_of
from sitegen.store.authority import FILES, SERIES, Authority, authority_digest, read_authority, read_series
from sitegen.store.read import ENTITIES, article_files, read_changed

READ_CHUNK = 64  # articles in one call of a worker
PARALLEL_FROM = 8  # chunks; a worker process takes about as long to start as some chunks
SOME = 200  # articles that changed, from which on (and from a tenth of all) every page is compared, rather than notes taken
# A file that changed this shortly before it was looked at may change again within the same tick of its clock, and with the same
# size; its time is not noted, and it is read once more by the next build. (The rule is git's, for its index.)
FRESH = 2_000_000_000  # nanoseconds


def read_authorities(content: Path, kinds: Iterable[EntityKind] = FILES) -> dict[EntityKind, Authority]:
    """The authority files of some kinds. Raises `UserError` where one is wrong."""
    read = {kind: read_authority(content, kind) for kind in kinds}
    problems = [problem for _, wrong in read.values() for problem in wrong]
    if problems:
        raise UserError(*problems)
    return {kind: authority for kind, (authority, _) in read.items()}


def curated_series(content: Path) -> tuple[SeriesRecord, ...]:
    """The records of `figures.yaml`. Raises `UserError` where one is wrong."""
    read, problems = read_series(content)
    if problems:
        raise UserError(*problems)
    return read


def survey(db: sqlite3.Connection, order: Order, workers: Workers, progress: Progress, verify: bool = False,
           anew: bool = False) -> list[Problem]:  # fmt: skip
    """Bring the catalogue up to date with `content/`, and note what has to be published anew; what is wrong with articles.

    With `verify`, every file is read, whatever its size and time say; with `anew`, all that was known is forgotten. Commits.
    Raises `UserError`, with nothing changed, where an authority file is wrong.
    """
    config, content = order.config, order.site / order.config.content
    catalogue = Catalogue(db, config.published.fold_terms_below)
    digests = {kind: authority_digest(content, kind) for kind in FILES}
    changed = {kind: digest for kind, digest in digests.items() if anew or not catalogue.knows_records(kind, digest)}
    records, series = read_authorities(content, changed), curated_series(content)
    if anew:
        catalogue.clear()
    if changed:
        catalogue.settle_records({kind: each.entities for kind, each in records.items()}, changed)
    catalogue.read_again_if("facts", f"{model_facts.VERSION}:{config.language}")
    catalogue.read_again_if("media", order.media, "body like '%m'")
    db.commit()  # workers read the names from here
    listing = _Listing(catalogue, content, verify)
    problems = _take_in(catalogue, listing, order, workers, progress)
    catalogue.settle_names()
    problems += catalogue.settle_series(series, f"{config.content}/{ENTITIES}/{SERIES}")
    db.commit()
    for url, one, other in catalogue.doubles():
        message = f"this article would stand at the same address as {one} ({url}); give one of them another slug"
        problems.append(Problem(f"{config.content}/articles/{other}", message))
    return problems


class _Listing:
    """What changed in the folder of articles, by sizes and times."""

    def __init__(self, catalogue: Catalogue, content: Path, verify: bool):
        self.gone: list[str] = []
        self.changed: list[tuple[str, str, str]] = []
        """(path, stamp, digest as it was) of files that are new or may have changed, ordered by path."""
        known = catalogue.files()
        path, stamp, digest = next(known, ("", "", ""))
        now = time.time_ns()
        for name, size, changed in article_files(content):
            while path and path < name:
                self.gone.append(path)
                path, stamp, digest = next(known, ("", "", ""))
            made = f"{size}:{changed}" if changed < now - FRESH else ""
            if path != name or verify or not made or made != stamp:
                self.changed.append((name, made, digest if path == name else ""))
            if path == name:
                path, stamp, digest = next(known, ("", "", ""))
        if path:
            self.gone += [path, *(rest for rest, _, _ in known)]

    def reads(self, path: str) -> bool:
        """Whether a file is among those that are read now."""
        place = bisect_left(self.changed, path, key=lambda each: each[0])
        return place < len(self.changed) and self.changed[place][0] == path


def _take_in(catalogue: Catalogue, listing: _Listing, order: Order, workers: Workers, progress: Progress) -> list[Problem]:
    problems: list[Problem] = []
    most, changed = max(SOME, catalogue.count() // 10), 0
    if len(listing.gone) + sum(not digest for _, _, digest in listing.changed) > most:
        catalogue.pending.add_everything()
    for path in listing.gone:
        catalogue.remove(path)
    packed = order.packed()
    work = (_Reading(packed, chunk) for chunk in chunked(listing.changed, READ_CHUNK))
    count = -(-len(listing.changed) // READ_CHUNK)
    found = workers.map(_read_chunk, work, PARALLEL_FROM)
    for outcomes in progress.track(found, "reading", count) if count else ():
        for outcome in outcomes:
            if outcome.problems:
                catalogue.remove(outcome.path)
                problems += outcome.problems
            elif outcome.found is None:
                catalogue.touch(outcome.path, outcome.stamp)
            else:
                changed += 1  # a file of another time may be the same as it was: a clone's are all of another time
                if changed > most and not catalogue.pending.everything:
                    catalogue.pending.add_everything()
                problems += _put(catalogue, outcome.found, outcome.stamp, order.config.content, listing)
    return problems


def _put(catalogue: Catalogue, found: ArticleRows, stamp: str, content: str, listing: _Listing) -> Iterator[Problem]:
    """Take an article in. Of two with one id the one whose path comes first has it, in whatever order they came."""
    path, id_ = found.path, found.id
    owner = catalogue.owner(id_)
    if owner not in (None, path) and owner < path:
        catalogue.remove(path)
        yield _same_id(content, path, id_, owner)
        return
    if owner not in (None, path):
        catalogue.remove(owner)
        if not listing.reads(owner):  # else it is told when its turn comes
            yield _same_id(content, owner, id_, path)
    catalogue.put(found, stamp)


def _same_id(content: str, path: str, id_: str, owner: str) -> Problem:
    return Problem(f"{content}/articles/{path}", f"its id '{id_}' is that of {owner} too; give one of them another id")


@dataclass(frozen=True, slots=True)
class _Reading:
    order: bytes
    files: tuple[tuple[str, str, str], ...]
    """(path, stamp, digest as the catalogue knows it, empty for a new file)."""


class _Outcome(NamedTuple):
    path: str
    stamp: str
    found: ArticleRows | None = None
    problems: tuple[Problem, ...] = ()


def _read_chunk(work: _Reading) -> list[_Outcome]:
    """What a worker does: the rows of those files that changed; neither rows nor problems for the others."""
    tools = shop(work.order)
    outcomes = []
    for path, stamp, digest in work.files:
        parsed = read_changed(tools.content, path, digest)
        if parsed is None:
            outcomes.append(_Outcome(path, stamp))
        elif parsed.article is None:
            outcomes.append(_Outcome(path, stamp, problems=parsed.problems))
        else:
            outcomes.append(_Outcome(path, stamp, rows_of(model_facts.facts(parsed.article, tools))))
    return outcomes
