"""On which processors of the machine a program runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_PROCESSOR = 36  # fields behind the name in /proc/self/stat, proc_pid_stat(5)


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Within the block this process, and whatever program it starts, stays on the processor on which it runs now.

    A program whose threads hand each other little pieces of work loses more by waking other processors than it wins by them.
    Systems other than Linux, and those that don't allow it, go on as they will.
    """
    before = _stay()
    try:
        yield
    finally:
        if before and sys.platform == "linux":
            os.sched_setaffinity(0, before)


def _stay() -> set[int]:
    """Keep this process where it is; the processors that it might use before, none where nothing was changed."""
    if sys.platform != "linux":
        return set()
    try:
        usable = os.sched_getaffinity(0)
        here = int(Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[_PROCESSOR])
        os.sched_setaffinity(0, {here} & usable or usable)
    except OSError:  # no /proc, or a sandbox that forbids it
        return set()
    return usable
