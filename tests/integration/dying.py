"""A worker that is killed while it works, as a system short of memory does."""

from __future__ import annotations

import os
import signal


def render(work: object) -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    return work
