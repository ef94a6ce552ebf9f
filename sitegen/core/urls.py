"""Addresses of the web, which sources give in any shape."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_url(text: str) -> str:
    """The text where it is an address of the web that can be read, else nothing."""
    try:
        return text if urlsplit(text).scheme in ("http", "https") and urlsplit(text).hostname else ""
    except ValueError:  # "https://[half/an-address"
        return ""


def host_of(url: str) -> str:
    """The host of an address as a reader would name it: in small letters, without "www." and port; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
