from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.core.problems import UserError
from sitegen.infra.files import exchange, lock, write_atomic
from tests.conftest import require


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "deep/er/a.txt"
    write_atomic(file, b"old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_atomic(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert [each.name for each in file.parent.iterdir()] == ["a.txt"], "no part is left behind"


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    require(exchange(tmp_path / "one", tmp_path / "other"), "a file system that can exchange two folders")
    assert (tmp_path / "one" / "other").exists()
    assert (tmp_path / "other" / "one").exists()


def test_a_lock_is_held_once_and_let_go(tmp_path: Path) -> None:
    with lock(tmp_path / "lock"), pytest.raises(UserError, match="another sitegen is at work"), lock(tmp_path / "lock"):
        pass
    with lock(tmp_path / "lock"):
        pass
