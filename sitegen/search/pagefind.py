"""Running Pagefind: one bundle of its files from a folder of documents."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.core.problems import Problem, UserError

VERSION = 3
FOLDER = "pagefind"
SCRIPT = "pagefind.js"
# What a bundle needs of its own; the script and the program are the same in all of them and stand above them once.
_OWN = ("fragment", "index", "filter", "pagefind-entry.json")
UNDATED = "0000-00-00"
_MARK = b"pagefind_dcd"  # with which the content of Pagefind's files begins


@dataclass(frozen=True, slots=True)
class Bundle:
    """An index that Pagefind made."""

    path: Path
    digest: str
    """Of its content."""
    count: int
    """Articles in it."""


def index_folder(documents: Path, target: Path, language: str, shared: Path) -> Bundle:
    """Index a folder of documents, all in one language, into the folder `target`.

    Pagefind would split an index by language itself, and a reader's search would find only those in the search page's.
    The script and the program go to `shared`, which is published as `program/` beside the bundles: in the
    language's entry of each, the program's name leads there, so that a browser loads it once.
    Raises `UserError` where Pagefind fails.
    """
    from pagefind.service import get_executable

    command = [str(get_executable()), "--silent", "--site", str(documents), "--output-path", str(target)]
    command += ["--force-language", language]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip().splitlines()
        reason = said[-1] if said else f"code {ended.returncode}"
        raise UserError(Problem("search", f"Pagefind could not index {documents.name}: {reason}"))
    entry = json.loads((target / "pagefind-entry.json").read_text(encoding="utf-8"))
    [(name, about)] = entry["languages"].items()
    program = f"wasm.{about['wasm'] or 'unknown'}.pagefind"
    shared.mkdir(parents=True, exist_ok=True)
    for each in (SCRIPT, program):
        (target / each).replace(shared / each)
    about["wasm"] = f"/../../program/{program.removesuffix('.pagefind')}"
    entry["languages"] = {name: about}
    (target / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")
    for file in target.iterdir():
        if file.name not in _OWN and file.suffix != ".pf_meta":
            shutil.rmtree(file) if file.is_dir() else file.unlink()
    _write_days(target)
    return Bundle(target, str(about["hash"]).rpartition("_")[2], int(about["page_count"]))


def _write_days(bundle: Path) -> None:
    """The articles of each day by Pagefind's ids: by it the search page dates, orders and counts results before it loads them."""
    days: dict[str, list[str]] = {}
    for id_, fragment in fragments(bundle):
        days.setdefault(_meta(fragment).get("day", UNDATED), []).append(id_)
    (bundle / "days.json").write_text(json.dumps(days, sort_keys=True, separators=(",", ":")), encoding="utf-8")


def _meta(fragment: dict[str, object]) -> dict[str, str]:
    meta = fragment["meta"]
    return meta if isinstance(meta, dict) else {}


def fragments(bundle: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """(Pagefind's id, what it holds) of each article in a bundle; its address is under `url`."""
    for file in sorted((bundle / "fragment").iterdir()):
        data = gzip.decompress(file.read_bytes())
        yield file.stem, json.loads(data.removeprefix(_MARK))


def address(fragment: dict[str, object]) -> str:
    """The address of an article on the site, from that of its document."""
    return str(fragment["url"]).strip("/").removesuffix(".html") + "/"
