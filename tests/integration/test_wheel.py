"""The wheel: installed into an empty environment, it works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, require


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    made = subprocess.run(pip, capture_output=True, text=True, check=False)
    require(
        made.returncode == 0 or "No matching distribution" not in made.stderr, "the build back end (no package index is reached)"
    )
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_themes_and_the_lexicons(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "sitegen/themes/broadsheet/static/style.css" in names
    assert "sitegen/themes/base/templates/layout.html" in names
    assert "sitegen/entities/lexicons/en/names.yaml" in names
    assert not any(name.startswith(("tests/", "content/")) for name in names)


def test_an_installed_sitegen_builds_a_site_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--disable-pip-version-check",
        str(wheel),
    ]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    require(done.returncode == 0 or "No matching distribution" not in done.stderr, "a package index")
    assert done.returncode == 0, done.stderr

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(python.with_name("sitegen")), *arguments]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": ""}
        )

    assert run("new", "press").returncode == 0
    (tmp_path / "press/inbox/a.txt").write_text("Bridge opens\n\n" + "Mayor Ann Lee opened the bridge in Paris on Friday. " * 3)
    text = "".join(
        f"<p>The harbour board of Paris met for hour {hour} and heard {hour} more boats ask for room.</p>" for hour in range(9)
    )
    (tmp_path / "press/inbox/b.html").write_text(
        f"<html><head><title>Board meets</title></head><body><article><h1>Board meets</h1>{text}</article></body></html>"
    )
    built = run("build", "--site", "press")
    assert built.returncode == 0, built.stderr
    assert "tagger and gazetteer" in built.stderr, "without the extra there is no model, and it says so"
    page = (tmp_path / "press/public/articles/undated/bridge-opens/index.html").read_text()
    assert "/people/ann-lee/" in page and "/places/paris/" in page
    assert (tmp_path / "press/public/articles/undated/board-meets/index.html").exists()
    assert (tmp_path / "press/public/pagefind/program/pagefind.js").exists()
