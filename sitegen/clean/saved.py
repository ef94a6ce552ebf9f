"""Pages as they were published: without what a browser, a mirroring program or a web archive wrote into them when they saved them.

What these write tells where a page comes from and when it was fetched, which the page itself often doesn't. A web archive
also leads every address through itself, and shows a bar of its own above the page.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sitegen.core.dates import read_date
from sitegen.core.types import RawDocument, Stated
from sitegen.core.urls import capture, web_url

HEAD = 20_000  # characters in which programs note where a page comes from
_BROWSER = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*\w{3} (\w{3} \d\d? \d{4})")
_HTTRACK = re.compile(r"<!--\s*Mirrored from (\S+) by HTTrack[^<>]*?,\s*\w{3}, (\d\d? \w{3} \d{4})")
_WOMBAT = re.compile(r'__wm\.wombat\("(https?://[^"]+)","(\d{14})"')
_HREF = re.compile(r"""\bhref=["']?([^"'\s>]+)""", re.I)
_BAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")
# An address led through the archive, at the beginning of an attribute or within a style: what it leads to may itself be one.
_LED = re.compile(
    r"""(?<=["'\s(=,])(?:(?:https?:)?//[\w.:-]+)?/(?:[\w.-]+/){0,3}(?:\d{14}(?:[a-z]{2}_)?|\d{4}\.\d\d\.\d\d-\d{6})"""
    r"/(?=https?:/)",
    re.I,
)


def as_published(doc: RawDocument) -> RawDocument:
    """The document without what was written into it when it was saved, its address and day of retrieval noted."""
    stated, text = doc.stated, doc.text
    if doc.media in ("html", "fragment"):
        found = _copied(text) or _noted(text[:HEAD])
        if found:
            stated = replace(
                stated,
                url=stated.url or found.url,
                archived=stated.archived or found.archived,
                retrieved=stated.retrieved or found.retrieved,
            )
        if (found and found.archived) or capture(stated.url):
            text = _LED.sub("", _without_bar(text))
    if copy := capture(stated.url):
        stated = replace(stated, url=copy.url, archived=stated.archived or copy.archived, retrieved=stated.retrieved or copy.day)
    return doc if (text, stated) == (doc.text, doc.stated) else replace(doc, text=text, stated=stated)


def _copied(text: str) -> Stated | None:
    """What a copy of a web archive says of itself."""
    at = text.find("canonical", 0, HEAD)
    address = _HREF.search(text, text.rfind("<", 0, at), text.find(">", at) + 1) if at > 0 else None
    copy = capture(address[1]) if address else None
    if copy is None and (at := text.find("__wm.wombat(")) >= 0 and (told := _WOMBAT.match(text, at)):
        copy = capture(f"https://web.archive.org/web/{told[2]}/{told[1]}")
    return Stated(url=copy.url, archived=copy.archived, retrieved=copy.day) if copy else None


def _without_bar(text: str) -> str:
    """The page without what the Wayback Machine shows above it."""
    start = text.find(_BAR[0])
    end = text.find(_BAR[1], start) if start >= 0 else -1
    return text[:start] + text[end + len(_BAR[1]) :] if end >= 0 else text


def _noted(head: str) -> Stated | None:
    """What a browser or a mirroring program noted above a page."""
    if told := _BROWSER.search(head):
        return Stated(url=web_url(told[1]))
    if told := _SINGLE_FILE.search(head):
        return Stated(url=web_url(told[1]), retrieved=read_date(told[2], "en"))
    if told := _HTTRACK.search(head):  # which leaves out by which scheme it asked
        return Stated(url=web_url(f"http://{told[1]}"), retrieved=read_date(told[2], "en"))
    return None
