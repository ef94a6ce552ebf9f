"""Addresses."""

from __future__ import annotations

import pytest

from sitegen.core.urls import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Valley.example:8080/a", "valley.example"),
        ("https://xn--mhle-0ra.example/a", "mühle.example"),
        ("https://xn--a-ecp.ru/a", "xn--a-ecp.ru"),
        ("https://[broken/a", ""),
        ("", ""),
    ],
)
def test_the_host_as_a_reader_names_it(url: str, host: str) -> None:
    assert host_of(url) == host
