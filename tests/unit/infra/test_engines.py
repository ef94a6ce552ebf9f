from __future__ import annotations

from collections.abc import Iterator

import pytest

from sitegen.infra.engines import SerialExecutor, chunked, executor, map_ordered


def test_results_come_in_order_from_any_executor() -> None:
    for jobs in (1, 2):
        with executor(jobs, 5) as pool:
            assert list(map_ordered(pool, abs, range(-20, 0), ahead=3)) == list(range(20, 0, -1))


def test_little_work_starts_no_processes() -> None:
    assert isinstance(executor(4, 1), SerialExecutor)
    assert isinstance(executor(1, 100), SerialExecutor)


def test_input_is_read_only_as_far_as_work_goes() -> None:
    read: list[int] = []

    def numbers() -> Iterator[int]:
        for n in range(100):
            read.append(n)
            yield n

    results = map_ordered(SerialExecutor(), abs, numbers(), ahead=3)
    next(results)
    assert len(read) <= 4


def test_an_error_reaches_the_caller() -> None:
    with pytest.raises(TypeError):
        list(map_ordered(SerialExecutor(), abs, ["x"]))  # type: ignore[arg-type]


def test_chunks_are_of_one_size_but_the_last() -> None:
    assert list(chunked(range(7), 3)) == [(0, 1, 2), (3, 4, 5), (6,)]
