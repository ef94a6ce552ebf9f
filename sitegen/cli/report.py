"""All that sitegen says in a terminal. No other module prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sitegen.build.ingest import REPORT, ImportReport
from sitegen.build.site import BuildReport
from sitegen.core.problems import UserError

T = TypeVar("T")


@dataclass(slots=True)
class Reporter:
    """Speaks to the user: bars in a terminal, plain lines elsewhere, one JSON object with `--json`."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False
    _record: dict[str, Any] = field(default_factory=dict)
    _out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True, markup=False))
    _err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True, markup=False))

    # ---- while work goes on

    def track(self, items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
        """A bar in a terminal; a line at the beginning elsewhere."""
        if self.quiet or self.as_json:
            yield from items
        elif self._err.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Progress(*columns, console=self._err, transient=True) as bar:
                yield from bar.track(items, total=total, description=what)
        else:
            self.say(what)
            yield from items

    def say(self, message: str) -> None:
        """A plain line, on the error stream so that output can be piped."""
        if not self.quiet and not self.as_json:
            self._err.print(message)

    # ---- when it is done

    def imported(self, report: ImportReport) -> None:
        """What an import did."""
        self._record["import"] = {
            "added": len(report.added),
            "updated": len(report.updated),
            "unchanged": report.unchanged,
            "kept": [str(problem) for problem in report.kept],
            "refused": [{"source": each.ref.key, "reason": each.reason} for each in report.refused],
            "engines": report.engines,
            "report": REPORT,
        }
        for language, engine in sorted(report.engines.items()):
            self.say(f"names and figures ({language}): {engine}")
        if "rules and gazetteer" in report.engines.values():
            self.say("no language model was used: install sitegen[ner] to find more names, more surely")
        for path in report.added if self.verbose else ():
            self.say(f"added {path}")
        for path in report.updated if self.verbose else ():
            self.say(f"updated {path}")
        for problem in report.kept:
            self._warn(str(problem))
        for each in report.refused:
            self._warn(f"{each.ref.key}: {each.reason}")
        self._result(f"imported: {len(report.added)} new, {len(report.updated)} updated, {report.unchanged} unchanged")

    def built(self, report: BuildReport, output: str) -> None:
        """What a build did."""
        self._record["build"] = {
            "articles": report.articles,
            "pages": report.pages,
            "indexed": report.indexed,
            "problems": [str(problem) for problem in report.problems],
            "seconds": report.seconds,
            "output": output,
        }
        for problem in report.problems:
            self._warn(str(problem))
        if self.verbose:
            self.say(", ".join(f"{part} {seconds:.1f} s" for part, seconds in report.seconds.items()))
        index = f", {report.indexed} in the search index" if report.indexed is not None else ", no search index"
        self._result(f"built: {report.articles} articles, {report.pages} pages{index}, in {output}/")

    def refused(self, error: UserError) -> None:
        """Mistakes in the configuration or the call, all at once."""
        self._record["errors"] = [str(problem) for problem in error.problems]
        for problem in error.problems:
            self._warn(str(problem))

    def close(self, refused: int) -> None:
        """The last line: how many articles were refused, and where it is written why; or the JSON object."""
        if self.as_json:
            self._out.print_json(json.dumps(self._record, ensure_ascii=False))
        elif refused:
            self._err.print(f"{refused} {'article was' if refused == 1 else 'articles were'} refused; see {REPORT}")

    def _result(self, line: str) -> None:
        if not self.quiet and not self.as_json:
            self._out.print(line)

    def _warn(self, line: str) -> None:
        if not self.as_json:
            self._err.print(line, style="red" if self._err.is_terminal else None)
