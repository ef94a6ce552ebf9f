"""Staying on one processor."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sitegen.infra.cores import one_core


@pytest.mark.skipif(sys.platform != "linux", reason="other systems choose for themselves")
def test_a_program_stays_on_one_of_the_processors_that_this_process_may_use() -> None:
    before = os.sched_getaffinity(0)
    asked = [sys.executable, "-S", "-c", "import os; print(*os.sched_getaffinity(0))"]
    with pytest.raises(ValueError, match="failed"), one_core():
        found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
        raise ValueError("failed")
    assert len(found) == 1
    assert int(found[0]) in before
    assert os.sched_getaffinity(0) == before


def test_where_a_system_forbids_it_the_block_runs_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", forbidden, raising=False)
    ran = False
    with one_core():
        ran = True
    assert ran
