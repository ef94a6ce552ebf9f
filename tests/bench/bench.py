"""Measure import, rendering and search apart, on an archive of N articles.

usage: bench.py [-n 1000] [--engine light|full] [--import-articles N] [--jobs J]

The articles come from ../shared/bench/make_archive.py. Each part runs in a process of its own; printed are CPU seconds
(user + system, of the process and all that it started), wall seconds and the largest memory of any one process. Wall
seconds of a shared machine say little: compare CPU seconds, and pairs of runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT.parent / "shared/bench/make_archive.py"
SEARCH = (
    "import sys; from pathlib import Path; from sitegen.search.pagefind import build_index; build_index(Path(sys.argv[1]), 'en')"
)


def measured(name: str, articles: int, *command: str | Path) -> None:
    """Run a command and print what it took."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{name} ended with code {code}:\n{errors.decode()}")
    cpu = usage.ru_utime + usage.ru_stime
    megabytes = usage.ru_maxrss / 1024
    print(f"{name:<28}{articles:>8,}{cpu:>10.1f}{1000 * cpu / articles:>12.2f}{wall:>10.1f}{megabytes:>10.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--articles", type=int, default=1000)
    parser.add_argument("--import-articles", type=int, help="fewer for the import, which takes longest")
    parser.add_argument("--engine", choices=("light", "full"), default="light")
    parser.add_argument("--jobs", type=int, default=0)
    args = parser.parse_args()
    if not MAKER.exists():
        sys.exit(f"{MAKER} is not there: this benchmark needs the shared folder beside the project")
    with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as folder:
        run(Path(folder), args)


def run(folder: Path, args: argparse.Namespace) -> None:
    python = sys.executable
    maker = [python, str(MAKER), "--articles", str(args.articles), "--out", str(folder / "made"), "--for", "sitegen,raw"]
    subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    site, raw = folder / "made/sitegen", folder / "made/raw"
    (site / "site.yaml").write_text((site / "site.yaml").read_text() + f"build: {{jobs: {args.jobs}}}\n")
    some = args.import_articles or args.articles
    for file in sorted(raw.iterdir())[some:]:
        file.unlink()
    importing = folder / "importing"
    importing.mkdir()
    (importing / "site.yaml").write_text(f"title: Bench\nentities: {{engine: {args.engine}}}\nbuild: {{jobs: {args.jobs}}}\n")

    print(f"{'':<28}{'articles':>8}{'CPU s':>10}{'ms/article':>12}{'wall s':>10}{'peak MB':>10}")
    sitegen = (python, "-m", "sitegen")
    measured(f"import ({args.engine})", some, *sitegen, "import", raw, "--site", importing, "--quiet")
    measured("build without search, cold", args.articles, *sitegen, "build", "--no-search", "--quiet", "--site", site)
    measured("build without search, again", args.articles, *sitegen, "build", "--no-search", "--quiet", "--site", site)
    staged = folder / "staged"
    shutil.copytree(site / "public", staged)
    measured("search index", args.articles, python, "-c", SEARCH, staged)
    pages = sum(1 for _ in (site / "public").rglob("*.html"))
    size = sum(file.stat().st_size for file in (site / "public").rglob("*") if file.is_file())
    print(f"{pages:,} pages, {size / 1e6:.0f} MB without the index")


if __name__ == "__main__":
    main()
