"""What goes wrong while a site is built: the one that was published before stands, and the next build is right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli.main import cli
from sitegen.core.problems import UserError
from sitegen.infra.files import lock
from sitegen.publish import apply
from tests.sitetest import SiteTest

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="kills a process with SIGKILL")

# A real process that is killed hard when it enters the function that the second argument names.
KILLED = """
import os, pkgutil, signal, sys
from pathlib import Path
from tests.sitetest import SiteTest
owner, _, name = sys.argv[2].rpartition(".")
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(pkgutil.resolve_name(owner), name, die)
SiteTest(Path(sys.argv[1])).build(search=True)
"""


def clean(site: SiteTest, folder: Path) -> dict[str, str]:
    """What a clean build of the same files publishes, and a check that its search finds the same."""
    shutil.copytree(site.root, folder, ignore=shutil.ignore_patterns("public", ".sitegen"))
    with SiteTest(folder) as other:
        other.build(search=True)
        assert site.searchable() == other.searchable()
        return pages(other)


def pages(site: SiteTest) -> dict[str, str]:
    return {name: digest for name, digest in site.published().items() if not name.startswith("pagefind/")}


@posix
@pytest.mark.parametrize(
    "moment",
    [
        "sitegen.model.catalogue.Catalogue.settle_names",
        "sitegen.build.rendering._Rendering.sitemaps",
        "sitegen.build.site.index_search",
        "sitegen.build.searching._Indexing.settle",
        "sitegen.build.publishing.mark",
        "sitegen.build.publishing.apply",
        "sitegen.publish.apply._move",
        "sitegen.publish.apply._remove",
        "sitegen.publish.apply.os.replace",
    ],
)
def test_a_killed_build_is_carried_to_its_end_or_never_was(site: SiteTest, tmp_path: Path, moment: str) -> None:
    site.build(search=True)
    before = pages(site)
    site.replace("content/articles/1912/04/ship-sails.md", "at noon", "at one")
    (site.root / "content/articles/1912/04/ship-sinks.md").unlink()
    site.close()

    ended = subprocess.run([sys.executable, "-c", KILLED, str(site.root), moment], check=False, capture_output=True, cwd=ROOT)

    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    between = pages(site)
    site.build(search=True)
    after = pages(site)
    assert after == clean(site, tmp_path / "clean")
    assert all(digest in (before.get(name), after.get(name)) for name, digest in between.items()), (
        "every file is of the one or the other"
    )
    assert before.keys() & after.keys() <= between.keys(), "and none is missing"
    if not moment.startswith(("sitegen.publish", "sitegen.build.publishing.apply")):
        assert between == before
    assert not [each.name for each in (site.root / ".sitegen").iterdir() if each.name not in LEFT]


LEFT = {"index.sqlite", "index.sqlite-wal", "index.sqlite-shm", "lock", "templates", "pagefind-0.lock"}


@posix
@pytest.mark.slow
def test_builds_killed_at_random_moments_lose_nothing(site: SiteTest, tmp_path: Path) -> None:
    for n in range(120):
        site.write(
            f"content/articles/2001/{n % 12 + 1:02}/a{n}.md",
            f"---\nid: b{n}\ntitle: T {n}\ndate: 2001-{n % 12 + 1:02}-03\npeople: [P {n % 30}]\n---\n\nP {n % 30} spoke.\n",
        )
    site.build(search=True)
    site.close()
    chance = random.Random(5)
    command = [sys.executable, "-m", "sitegen", "build", "--quiet", "--site", str(site.root)]
    start = time.perf_counter()
    subprocess.run(command, check=False, cwd=ROOT)
    length = time.perf_counter() - start
    killed = 0
    for n in range(20):
        before = pages(site)
        site.write("overrides/templates/404.html" if n % 4 else "overrides/templates/parts.html",
                   (ROOT / "themes/base/templates" / ("404.html" if n % 4 else "parts.html")).read_text() + f"<!-- {n} -->")  # fmt: skip
        site.write(
            f"content/articles/2001/01/a{n}.md",
            f"---\nid: b{n}\ntitle: Edited {n}\ndate: 2001-02-0{n % 9 + 1}\n---\n\nP {n} went.\n",
        )
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 2.0) * length)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        between = pages(site)
        with SiteTest(site.root) as again:
            again.build(search=True)
            after = pages(again)
        assert all(digest in (before.get(name), after.get(name)) for name, digest in between.items())
        assert before.keys() & after.keys() <= between.keys()
    assert killed > 5
    assert pages(site) == clean(site, tmp_path / "clean")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no small file system can be mounted here: that takes root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_leaves_the_site_that_was_there(site: SiteTest, small_disk: Path, tmp_path: Path) -> None:
    with SiteTest.copy(site.root, small_disk / "site") as full:
        full.build()
        before = pages(full)
        full.write("content/articles/new.md", "---\nid: new\ntitle: New\ndate: 1912-04-12\n---\n\nText.\n")
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
            while file.write(b"x" * 4096):
                pass
        with pytest.raises(UserError, match=r"No space left on device|disk is full"):
            full.build()
        assert pages(full) == before
        full.close()
        filler.unlink()
        full.build()
        assert "New" in full.page("articles/1912/04/new/")


def test_an_output_that_cannot_be_written_is_named_before_anything_is_done(site: SiteTest, tmp_path: Path) -> None:
    (site.root / "public").write_text("a file")
    with pytest.raises(UserError, match="'public' is a file; name a folder"):
        site.build()
    (site.root / "public").unlink()
    mount = subprocess.run(["mount", "--bind", "-o", "ro", str(tmp_path), str(tmp_path)], check=False, capture_output=True)
    if mount.returncode == 0:
        try:
            site.write("site.yaml", site.read("site.yaml"))
            message = "no error"
            try:
                apply.check_output(tmp_path / "site/public", "public")
            except UserError as error:
                message = str(error)
        except OSError:
            message = "can't be written"
        finally:
            subprocess.run(["umount", str(tmp_path)], check=True)
        assert "can't be written" in message


@posix
def test_a_worker_that_dies_is_told_and_nothing_is_lost(site: SiteTest) -> None:
    for n in range(1700):  # so many that rendering takes worker processes
        site.write(f"content/articles/2001/01/a{n}.md", f"---\nid: b{n}\ntitle: T {n}\ndate: 2001-01-01\n---\n\nText.\n")
    site.write("site.yaml", site.read("site.yaml") + "build: {jobs: 2}\n")
    site.build()
    before = pages(site)
    site.write("overrides/templates/article.html", "x")
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom tests.sitetest import SiteTest\nimport sitegen.build.rendering as r\n"
        "import tests.integration.dying as d\nr._render_chunk = d.render\nif __name__ == '__main__':\n    SiteTest(Path(sys.argv[1])).build()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(site.root)], check=False, capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    assert "a worker process was ended from outside" in ended.stderr
    assert pages(site) == before
    shutil.rmtree(site.root / "overrides")
    site.close()
    site.build()
    assert pages(site) == before


def test_a_second_build_says_who_is_at_work(site: SiteTest) -> None:
    with lock(site.root / ".sitegen/lock"):
        result = CliRunner().invoke(cli, ["build", "--site", str(site.root)])
    assert result.exit_code == 2
    assert f"another sitegen is at work here (process {os.getpid()}, since " in result.stderr
    assert CliRunner().invoke(cli, ["build", "--no-search", "--site", str(site.root)]).exit_code == 0


def spoil(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[100:-100] = os.urandom(len(data) - 200)
    file.write_bytes(data)


def age(file: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("pragma user_version = 1")
    db.close()


@pytest.mark.parametrize(("harm", "said"), [
    (spoil, "is damaged: everything is read and made anew"),
    (age, "was made by another version of sitegen: everything is read and made anew"),
    (lambda file: file.write_bytes(b"not a database, and long enough to be read as one"), "is damaged"),
])  # fmt: skip
def test_a_damaged_or_older_index_is_made_anew(site: SiteTest, harm: Callable[[Path], object], said: str) -> None:
    site.build(search=True)
    before = pages(site)
    site.close()
    harm(site.root / ".sitegen/index.sqlite")
    result = CliRunner().invoke(cli, ["build", "--site", str(site.root)])
    assert (result.exit_code, said in result.stderr) == (0, True), result.output
    assert pages(site) == before


def test_without_an_exchange_files_move_one_by_one(site: SiteTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "exchange", lambda *_: False)
    site.build(search=True)
    site.replace("site.yaml", "Small archive", "Another name")
    (site.root / "content/articles/1912/04/ship-sinks.md").unlink()
    site.build(search=True)
    assert pages(site) == clean(site, tmp_path / "clean")


def test_without_an_exchange_nothing_old_stays_of_a_folder(site: SiteTest, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    site.write("public/people/stray/index.html", "old")
    monkeypatch.setattr(apply, "exchange", lambda *_: False)
    site.build(clean=True)
    assert not (site.root / "public/people/stray").exists()
    assert not [each.name for each in (site.root / ".sitegen").iterdir() if each.name not in LEFT]


def test_somebody_elses_folder_is_never_replaced(site: SiteTest) -> None:
    site.write("public/thesis.txt", "mine")
    with pytest.raises(UserError, match="holds files that sitegen did not make"):
        site.build()
    assert site.read("public/thesis.txt") == "mine"


def test_old_parts_of_the_search_never_pile_up(site: SiteTest) -> None:
    site.build(search=True)
    for n in range(4):
        site.write("content/articles/new.md", f"---\nid: new\ntitle: New {n}\ndate: 1912-04-12\n---\n\nText {n}.\n")
        site.build(search=True)
    folders = {each.name for each in (site.root / "public/pagefind").iterdir() if each.is_dir()}
    manifest = site.read("public/pagefind/shards.json")
    assert all(name in manifest for name in folders - {"names", "program"})
    assert len(folders) == 5, "two of dated articles, one of undated ones, names, program"


def test_an_article_in_another_language_is_still_found(site: SiteTest, tmp_path: Path) -> None:
    """What Pagefind keeps of it stays the same, so what was made of it before must not hide it."""
    site.build(search=True)
    site.replace("content/articles/1912/04/ship-sinks.md", "date:", "language: uk\ndate:")
    site.build(search=True)
    assert any(url.endswith("ship-sinks/") for url in site.searchable())
    clean(site, tmp_path / "clean")
