"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sitegen.core.problems import Problem, UserError

ROOMY = 1 << 28  # bytes free in memory's folder, from which on some megabytes of ours hinder nobody
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux renameat2(2)
_RENAME_SWAP = 2  # macOS renamex_np(2)


def sha256(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, sees the old bytes or the new ones and never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step of the file system; False where this system can't."""
    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform.startswith("linux") and hasattr(libc, "renameat2"):
        assert libc is not None
        flags = ctypes.c_uint(_RENAME_EXCHANGE)
        return bool(libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), flags) == 0)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        assert libc is not None
        return bool(libc.renamex_np(os.fsencode(one), os.fsencode(other), ctypes.c_uint(_RENAME_SWAP)) == 0)
    return False


@contextlib.contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold a lock file for the length of a block, so that two runs never write one site at once.

    The system lets go of it when the process ends, however it ends. Raises `UserError` where another run holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if not _try_lock(file):
            holder = path.read_text(encoding="utf-8", errors="replace").strip()
            message = f"another sitegen is at work here{f' ({holder})' if holder else ''}; wait for it"
            raise UserError(Problem(str(path.parent.parent), message))
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {time.strftime('%H:%M:%S')}\n")
        file.flush()
        yield


def memory_folder() -> str | None:
    """A folder in memory for many small files that are soon gone, where the system has one; None for its usual one."""
    folder = Path("/dev/shm")
    try:
        return str(folder) if folder.is_dir() and shutil.disk_usage(folder).free > ROOMY else None
    except OSError:
        return None


@contextlib.contextmanager
def slot(folder: Path, name: str, count: int) -> Iterator[None]:
    """Hold one of `count` places for the length of a block, waiting for one where all are taken, by whatever processes."""
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context((folder / f"{name}-{n}.lock").open("a")) for n in range(count)]
        while not any(_try_lock(file) for file in files):
            time.sleep(0.05)
        yield


def _try_lock(file: IO[str]) -> bool:
    """Lock a file, unless another process has; a system without such locks (Windows) never refuses."""
    try:
        import fcntl
    except ImportError:  # no lock is better than no tool
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def file_sha256(file: Path) -> str:
    """SHA-256 of a file of any size, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
