"""All that sitegen says in a terminal. No other module prints.

Rich is loaded for bars, tables and coloured texts alone: most commands say a line or two.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sitegen.build.import_report import REPORT, ImportReport
from sitegen.core.problems import Problem, UserError
from sitegen.core.types import Cut, Entity, Refusal

if TYPE_CHECKING:
    from rich.console import Console

    from sitegen.build.cleaning import Cleaned
    from sitegen.build.editing import Edit
    from sitegen.build.hosting import Weighed
    from sitegen.build.reviewing import Doubt
    from sitegen.build.site import BuildReport
    from sitegen.build.theming import Known
    from sitegen.entities.parsers import Parse

T = TypeVar("T")
MOST_ARTICLES = 10  # of those that an edit touches
MOST_SITES, MOST_GAPS = 8, 4  # of the summary of an import; the whole is in its report


@dataclass(slots=True)
class Reporter:
    """Speaks to the user: bars in a terminal, plain lines elsewhere, one JSON object with `--json`."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False
    _record: dict[str, Any] = field(default_factory=dict)

    # ---- while work goes on

    def track(self, items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
        """A bar in a terminal; a line at the beginning elsewhere."""
        if self.quiet or self.as_json:
            yield from items
        elif sys.stderr.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Progress(*columns, console=_console(stderr=True), transient=True) as bar:
                yield from bar.track(items, total=total, description=what)
        else:
            self.say(what)
            yield from items

    def say(self, message: str) -> None:
        """A plain line, on the error stream so that output can be piped."""
        if not self.quiet and not self.as_json:
            click.echo(message, err=True)

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
        for engine in dict.fromkeys(report.engines.values()):
            languages = sorted(language for language, other in report.engines.items() if other == engine)
            self.say(f"names and figures ({', '.join(languages)}): {engine}")
        if "tagger and gazetteer" in report.engines.values():
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

    def row(self, values: dict[str, Any]) -> None:
        """A line of JSON."""
        sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")

    def annotated(self, parse: Parse, found: dict[str, Any]) -> None:
        """A text with its names in colours, people and places apart, and the figures below it."""
        from rich.text import Text

        out, shown = _console(), Text(parse.text)
        for kind, style in (("people", "bold magenta"), ("places", "bold cyan")):
            for each in found[kind]:
                for start, end in each["mentions"]:
                    shown.stylize("cyan" if each.get("nationality") else style, start, end)
        out.print(shown)
        for each in found["people"]:
            out.print(Text(f"person  {each['name']}", style="magenta"))
        for each in found["places"]:
            point = f"{each['lat']:.2f}, {each['lon']:.2f}" if each["lat"] is not None else "not on the map"
            out.print(Text(f"place   {each['name']} → {each['canonical']} ({point})", style="cyan"))
        for each in found["figures"]:
            by = f", says {each['claimed_by']}" if each["claimed_by"] else ""
            click.echo(f"figure  {each['bound']} {each['value']:g} {each['unit']} {each['counted']}{by}")

    def checked(self, what: str, problems: list[Problem]) -> int:
        """What a check found; how much that is."""
        for each in problems:
            self._warn(str(each))
        self._record["check"] = {"what": what, "problems": [str(each) for each in problems]}
        self._result(f"{what}: {len(problems)} to mend" if problems else f"{what}: nothing to mend")
        return len(problems)

    def edited(self, edit: Edit, dry_run: bool) -> int:
        """What an edit of an authority file changes."""
        for path in edit.articles[: None if self.verbose else MOST_ARTICLES]:
            self.say(f"  {path}")
        more = len(edit.articles) - MOST_ARTICLES
        self.say(f"  and {more} more") if more > 0 and not self.verbose else None
        done = "would change" if dry_run else "change with the next build"
        for old, new in edit.addresses:
            self.say(f"  {old} → {new}" if new else f"  {old} goes")
        self._result(f"{edit.kind}: the pages of {len(edit.articles)} articles {done}")
        return 0

    def table(self, rows: Iterable[dict[str, Any]], form: str) -> int:
        """Rows of values: as a table for people, as CSV, or as one JSON object a line."""
        if form == "json":
            for each in rows:
                self.row(each)
        elif form == "csv":
            writer: csv.DictWriter[str] | None = None
            for each in rows:
                if writer is None:
                    writer = csv.DictWriter(sys.stdout, list(each))
                    writer.writeheader()
                writer.writerow(each)
        else:
            self._figures(rows)
        return 0

    def _figures(self, rows: Iterable[dict[str, Any]]) -> None:
        from rich.table import Table
        from rich.text import Text

        shown, count = Table(box=None, pad_edge=False), 0
        for name in ("Value", "What", "Who says so", "As of", "Article"):
            shown.add_column(name, justify="right" if name == "Value" else "left")
        series = ""
        for count, each in enumerate(rows, 1):  # noqa: B007
            if each.get("series", "") != series:
                series = each["series"]
                shown.add_row("", Text(series, style="bold"), "", "", "")
            shown.add_row(_value(each), each["of"] or each["unit"], each["by"] or each["source"], each["as_of"], each["title"])
            if "other_value" in each:
                other = {name.removeprefix("other_"): value for name, value in each.items() if name.startswith("other_")}
                shown.add_row(f"≠ {_value({**each, **other})}", "", other["by"] or other["source"], other["as_of"], other["title"])
        if count:
            _console().print(shown)
        else:
            self._result("none")

    def entities(self, found: Iterable[tuple[str, Entity, tuple[str, ...]]]) -> int:
        """Records, each with the articles that name it."""
        for kind, entity, articles in found:
            also = f" (also {', '.join(entity.aliases)})" if entity.aliases else ""
            point = f", {entity.lat}, {entity.lon}" if entity.lat is not None else ""
            self._result(f"{kind}  {entity.name}{also}{point}{', hidden' if entity.hidden else ''}: {len(articles)} articles")
            for path in articles[:MOST_ARTICLES]:
                click.echo(f"  {path}")
        return 0

    def doubts(self, found: Iterable[Doubt]) -> int:
        """What an editor may want to look at."""
        count = 0
        for each in found:
            count += 1
            self._doubt(each)
        self.say(f"{count} to look at; --write FILE gives a file to answer them in" if count else "nothing looks doubtful")
        return 0

    def asked(self, found: Iterable[Doubt], decide: Callable[[Doubt, str], int]) -> int:
        """Each doubt in turn, answered at the terminal and carried out at once."""
        from sitegen.build.reviewing import CHOICES

        count = 0
        for each in found:
            self._doubt(each)
            while (answer := click.prompt(f"  {CHOICES[each.what]}; s skips, q stops", default="s")) not in ("s", "q"):
                try:
                    count += decide(each, answer)
                    break
                except UserError as error:
                    self.refused(error)
            if answer == "q":
                break
        self._result(f"{count} decided")
        return 0

    def _doubt(self, doubt: Doubt) -> None:
        self._result(f"{doubt.kind}  {' / '.join(doubt.names)}  {doubt.what}")
        for sentence in doubt.sentences:
            click.echo(f"  “{sentence}”" if sentence else "  (no sentence has this spelling)")
        if doubt.why:
            click.echo(f"  {doubt.why}")

    def written(self, count: int, file: Path) -> int:
        """Questions that were written to a file."""
        self._result(f"{count} questions in {file}" if count else f"nothing looks doubtful; {file} is empty")
        return 0

    def decided(self, count: int, dry_run: bool) -> int:
        """Answers that were carried out."""
        self._result(f"{count} answers are right; nothing was changed" if dry_run else f"{count} decided")
        return 0

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
        self.row(row)
        return int(isinstance(found, Refusal))

    def cleaned_text(self, cleaned: Cleaned, explain: bool) -> int:
        """One document for people: its text, and with `explain` what was cut; 1 where it was refused."""
        from sitegen.clean.markdown import to_markdown

        found = cleaned.found
        if isinstance(found, Refusal):
            self._warn(f"{found.ref.key}: {found.reason}")
            for cut in found.cuts if explain else ():
                self._cut(cut)
            return 1
        byline = ", ".join(found.authors + found.corporate_authors) or "no author"
        head = (found.title, f"{found.date or 'undated'} · {byline} · {found.site_name or 'no site'}")
        for line in (*head, ""):
            click.echo(line)
        cuts = list(found.cuts) if explain else []
        number = 0
        for place, block in enumerate((*found.blocks, None)):
            while cuts and (cuts[0].before <= place or block is None):
                self._cut(cuts.pop(0))
            if block is not None:
                number = number + 1 if block.kind == "item" and block.level else 0
                click.echo(indent(to_markdown((block,), number).rstrip(), "  " if explain else ""))
        click.echo("")
        return 0

    def _cut(self, cut: Cut) -> None:
        click.secho(f"- [{cut.rule}] {cut.text}", fg=_red())

    def built(self, report: BuildReport, output: str) -> None:
        """What a build did."""
        self._record["build"] = {
            "articles": report.articles,
            "pages": report.pages,
            "rendered": report.rendered,
            "removed": report.removed,
            "indexed": report.indexed,
            "shards": report.shards,
            "explained": dict(report.explained),
            "problems": [str(problem) for problem in report.problems],
            "seconds": report.seconds,
            "output": output,
        }
        for problem in report.problems:
            self._warn(str(problem))
        if self.verbose:
            self.say(", ".join(f"{part} {seconds:.1f} s" for part, seconds in report.seconds.items()))
        for url, why in report.explained:
            self._result(f"/{url}  {why}")
        left = ", search index left as it was" if report.searched_before else ", no search index"
        index = left if report.indexed is None else f", {report.indexed} in the search index"
        gone = f", {report.removed} removed" if report.removed else ""
        self._result(
            f"built: {report.articles} articles, {report.pages} pages ({report.rendered} made anew{gone}){index}, in {output}/"
        )

    def themes(self, known: Sequence[Known]) -> int:
        """The themes that there are."""
        self._record["themes"] = [
            {"name": each.name, "description": each.description, "extends": each.extends, "own": each.own, "used": each.used}
            for each in known
        ]
        if not self.as_json:
            for each in known:
                where = "themes/ of this site" if each.own else "comes with sitegen"
                click.echo(f"{'*' if each.used else ' '} {each.name} (extends {each.extends}; {where})")
                click.echo(f"    {each.description}")
        return 0

    def planned(self, weighed: Weighed) -> int:
        """What a site weighs against a host's limits; how many of these it is over."""
        host, over = weighed.host, [limit for limit in weighed.limits if not limit.kept]
        self._record["plan"] = {
            "host": host.name,
            "fits": weighed.fits,
            "limits": [{"what": each.what, "has": each.has, "most": each.most, "where": each.where} for each in weighed.limits],
            "parts": [{"part": each.part, "files": each.files, "bytes": each.bytes} for each in weighed.parts],
            "savings": weighed.savings,
        }
        if self.as_json:
            return len(over)
        from rich.table import Table

        table = Table("", f"this site, for {host.name}", "limit", "", box=None, pad_edge=False)
        for limit in weighed.limits:
            kept = "" if limit.most is None else "fits" if limit.kept else "TOO MUCH"
            table.add_row(
                limit.what, f"{limit.has:,}", "" if limit.most is None else f"{limit.most:,}", f"{kept} {limit.where}".strip()
            )
        costs = Table("what costs most", "files", "bytes", box=None, pad_edge=False)
        for part in weighed.parts:
            costs.add_row(part.part, f"{part.files:,}", f"{part.bytes:,}")
        _console().print(table, "", costs)
        if host.note or host.source:
            click.echo(f"\n{host.note} {host.source} (read {host.checked})".rstrip())
        if weighed.savings:
            click.echo("\nWhat would shrink it:")
        for each in weighed.savings:
            click.echo(f"- {each}")
        return len(over)

    def refused(self, error: UserError) -> None:
        """Mistakes in the configuration or the call, all at once."""
        self._record["errors"] = [str(problem) for problem in error.problems]
        for problem in error.problems:
            self._warn(str(problem))

    def close(self, refused: int) -> None:
        """The last line: how many articles were refused, and where it is written why; or the JSON object."""
        if self.as_json:
            click.echo(json.dumps(self._record, ensure_ascii=False, indent=2))
        elif refused and "plan" not in self._record:
            click.echo(f"{refused} {'article was' if refused == 1 else 'articles were'} refused; see {REPORT}", err=True)

    def _result(self, line: str) -> None:
        if not self.quiet and not self.as_json:
            click.echo(line)

    def _warn(self, line: str) -> None:
        if not self.as_json:
            click.secho(line, fg=_red(), err=True)


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True, markup=False)


def _red() -> str | None:
    """The colour of what is wrong or cut, in a terminal; NO_COLOR (no-color.org) switches it off."""
    return None if os.environ.get("NO_COLOR") else "red"


def _value(row: dict[str, Any]) -> str:
    """A figure's value in words: "about 40–50 km"."""
    bound = "" if row["bound"] == "exact" else f"{row['bound']} "
    to = "" if row["value_to"] is None else f"–{row['value_to']:,.12g}"
    unit = f" {row['unit']}" if row["unit"] and row["unit"] not in row["of"].split() else ""
    return f"{bound}{row['value']:,.12g}{to}{unit}"
