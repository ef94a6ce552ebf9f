"""Workers: everything parallel goes through a `concurrent.futures.Executor` and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from sitegen.core.problems import Problem, UserError

MUCH = 1000  # calls, after which starting other processes costs little beside the work that was done
A = TypeVar("A")
B = TypeVar("B")


class SerialExecutor(Executor):
    """Does the work at once, in this process: no start-up, plain tracebacks, the same results."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the call now; the future that comes back is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def executor(jobs: int, chunks: int) -> Executor:
    """An executor of `jobs` processes (0: one for each core), or a serial one where there's too little to share."""
    workers = min(jobs or os.cpu_count() or 1, chunks)
    if workers <= 1:
        return SerialExecutor()
    # 'spawn' behaves alike on all systems and doesn't copy locks that threads of the parent hold.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let a worker process end when its parent is killed, which can't tell it any more: it would wait for work for ever."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


class Workers:
    """One executor for a whole run, made when work comes that is worth it; less is done in this process."""

    def __init__(self, jobs: int):
        self._jobs = jobs
        self._pool: Executor | None = None
        self._calls = 0

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *failed: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=failed[0] is not None)

    def renew(self) -> None:
        """Between two kinds of work: let go of processes that did much, and with them of the memory that it left in them.

        On 100,000 articles two workers held 190 MB after rendering, while the search index was made beside them.
        """
        if self._pool is not None and self._calls >= MUCH:
            self._pool.shutdown()
            self._pool, self._calls = None, 0

    def map(self, fn: Callable[[A], B], items: Iterable[A], parallel_from: int, ahead: int = 8) -> Iterator[B]:
        """`fn` of each item, in order; in other processes where there are `parallel_from` items or more."""
        iterator = iter(items)
        first = list(islice(iterator, parallel_from))
        if self._pool is None and len(first) >= parallel_from and self._jobs != 1:
            self._pool = executor(self._jobs, parallel_from)
        pool = self._pool if self._pool is not None and len(first) >= parallel_from else SerialExecutor()
        try:
            for done in map_ordered(pool, fn, chain(first, iterator), ahead):
                self._calls += 1
                yield done
        except BrokenExecutor:
            raise UserError(Problem("build", WORKER_DIED)) from None


WORKER_DIED = (
    "a worker process was ended from outside, as a system does that runs out of memory; what was published before still stands. "
    "Run it again, with fewer workers (build: {jobs: 1}) where it happens again"
)


def chunked(items: Iterable[A], size: int) -> Iterator[tuple[A, ...]]:
    """The items in runs of `size`, the last one shorter."""
    iterator = iter(items)
    while chunk := tuple(islice(iterator, size)):
        yield chunk


def map_ordered(pool: Executor, fn: Callable[[A], B], items: Iterable[A], ahead: int = 8) -> Iterator[B]:
    """`map`, in order, with only `ahead` calls under way: the input is read, and results are held, a few at a time.

    `Executor.map` submits everything at once, which for a large archive holds all of it in memory.
    """
    waiting: list[Future[B]] = []
    for item in items:
        waiting.append(pool.submit(fn, item))
        if len(waiting) >= ahead or isinstance(pool, SerialExecutor):
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


__all__ = ["SerialExecutor", "Workers", "chunked", "executor", "map_ordered"]
