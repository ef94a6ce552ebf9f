"""Addresses of the web, which sources give in any shape."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.core.dates import day

# "https://web.archive.org/web/20210203040506/https://…", as the Wayback Machine and those who replay like it write addresses, with
# a mark behind the time for pictures and scripts ("im_"); "https://archive.ph/2021.02.03-040506/https://…".
_CAPTURE = re.compile(
    r"((?:https?:)?//[^/\s]+/(?:[\w.-]+/)*?(?:(\d{4})(\d\d)(\d\d)\d{6}|(\d{4})\.(\d\d)\.(\d\d)-\d{6}))(?:[a-z]{2}_)?"
    r"/(https?:)/{1,2}(\S+)",
    re.I,
)

_BARE = re.compile(
    r"^((?:https?:)?//web\.archive\.org/web/\d{14}/)(?=[\w-]+\.[\w.-]+(?:[/?#]|$))"
)  # "…/20210203040506/daily.example/a"


class Capture(NamedTuple):
    """The copy of a page in a web archive."""

    url: str
    """The address of the page itself."""
    archived: str
    """The address of the copy."""
    day: dt.date | None
    """When it was taken."""


def capture(url: str) -> Capture | None:
    """What the address of a page in a web archive tells; None for any other address."""
    match = _CAPTURE.fullmatch(_BARE.sub(r"\1http://", url))
    if not match:
        return None
    year, month, day_ = (int(each) for each in match.groups()[1:7] if each)
    original = f"{match[8]}//{match[9]}"
    return Capture(original, f"{match[1]}/{original}", day(year, month, day_))


def web_url(text: str) -> str:
    """The text where it is an address of the web that can be read, else nothing."""
    try:
        return text if urlsplit(text).scheme in ("http", "https") and urlsplit(text).hostname else ""
    except ValueError:  # "https://[half/an-address"
        return ""


def host_of(url: str) -> str:
    """The host of an address as a reader would name it: in small letters, without "www." and port; empty where there is none.

    Names with letters beyond ASCII are shown with them ("xn--mhle-0ra.example" is "mühle.example").
    """
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host
