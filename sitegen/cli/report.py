"""All that sitegen says in a terminal. No other module prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sitegen.build.cleaning import Cleaned
from sitegen.build.import_report import REPORT, ImportReport
from sitegen.build.site import BuildReport
from sitegen.clean.markdown import to_markdown
from sitegen.core.problems import UserError
from sitegen.core.types import Refusal

T = TypeVar("T")
MOST_SITES, MOST_GAPS = 8, 4  # of the summary of an import; the whole is in its report


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
            "duplicates": len(report.duplicates),
            "versions": report.versions,
            "kept": [str(problem) for problem in report.kept],
            "refused": [{"source": each.ref.key, "reason": each.reason} for each in report.refused],
            "sources": {source: dict(counts) for source, counts in sorted(report.by_source.items())},
            "engines": report.engines,
            "report": REPORT,
        }
        for note in report.notes:
            self.say(f"{note.ref.key}: {note.text}")
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
        for source, article in report.duplicates if self.verbose else ():
            self.say(f"{source}: its text is in the archive already ({article})")
        if len(report.added) + len(report.updated):
            self._covered(report)
        counts = [(len(report.added), "new"), (len(report.updated), "updated"), (report.unchanged, "unchanged")]
        counts += [
            (count, name)
            for count, name in ((len(report.duplicates), "duplicates"), (len(report.refused), "in quarantine"))
            if count
        ]
        self._result("imported: " + ", ".join(f"{count} {name}" for count, name in counts))

    def _covered(self, report: ImportReport) -> None:
        """From when to when each publication is there, and where it has gaps; of many publications the largest."""
        for each in sorted(report.coverage, key=lambda each: -each.articles)[: None if self.verbose else MOST_SITES]:
            months = sorted(each.months)
            span = f", {months[0]} to {months[-1]}" if months else ""
            undated = f", {each.undated} undated" if each.undated else ""
            gaps = f", none in {'; '.join(each.gaps[:MOST_GAPS])}{' …' if len(each.gaps) > MOST_GAPS else ''}" if each.gaps else ""
            self.say(f"{each.site or 'publication unknown'}: {each.articles} articles{span}{undated}{gaps}")

    def cleaned_row(self, cleaned: Cleaned, cluster: str = "") -> int:
        """One document as a line of JSON; 1 where it was refused.

        Authors and site stand there twice, the second time under the names that published benchmarks of extractors read:
        `author` is everybody who is credited.
        """
        found = cleaned.found
        row: dict[str, Any] = {"id": cleaned.name}
        if isinstance(found, Refusal):
            row |= {
                "title": None,
                "date": None,
                "authors": [],
                "corporate_authors": [],
                "site": None,
                "text": "",
                "refused": found.reason,
            }
        else:
            text = "\n".join(block.text for block in found.blocks if block.kind != "image")
            row |= {"title": found.title, "date": found.date.isoformat() if found.date else None, "authors": list(found.authors),
                    "corporate_authors": list(found.corporate_authors), "site": found.site_name or None, "text": text}  # fmt: skip
        row |= {"author": "; ".join(row["authors"] + row["corporate_authors"]) or None, "sitename": row["site"]}
        if cluster:
            row["cluster"] = cluster
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return int(isinstance(found, Refusal))

    def cleaned_text(self, cleaned: Cleaned, explain: bool) -> int:
        """One document for people: its text, and with `explain` what was cut; 1 where it was refused."""
        found = cleaned.found
        if isinstance(found, Refusal):
            self._warn(f"{found.ref.key}: {found.reason}")
            return 1
        byline = ", ".join(found.authors + found.corporate_authors) or "no author"
        head = (found.title, f"{found.date or 'undated'} · {byline} · {found.site_name or 'no site'}")
        for line in (*head, ""):
            self._out.print(line)
        cuts = list(found.cuts) if explain else []
        for place, block in enumerate((*found.blocks, None)):
            while cuts and (cuts[0].before <= place or block is None):
                cut = cuts.pop(0)
                self._out.print(f"- [{cut.rule}] {cut.text}", style="red" if self._out.is_terminal else None)
            if block is not None:
                self._out.print(f"{'  ' if explain else ''}{to_markdown((block,)).rstrip()}")
        self._out.print("")
        return 0

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
