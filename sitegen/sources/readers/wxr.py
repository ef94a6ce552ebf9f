"""WordPress exports (WXR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from lxml import etree

from sitegen.core.types import Note, RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.readers.xml_ import elements, local, text_of
from sitegen.sources.record import OWN_NAMES, digest, from_fields, reference

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "a WordPress export"
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|[a-z][\w-]*(?=\s+\w+=))(?:\s[^\]]*)?/?\]"
)
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|table|figure|pre|section)\b", re.I)


def reads(head: bytes, name: str) -> bool:  # noqa: ARG001
    """By the namespace of its export format."""
    return b"wordpress.org/export/" in head


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The published posts. Pages, attachments, drafts and the like are counted in a note."""
    site, language = "", ""
    people: dict[str, str] = {}
    others = 0
    for element in elements(stream, "item", ("author", "title", "language")):
        name, parent = local(element), element.getparent()
        if name == "item":
            if text_of(element, "post_type") != "post" or text_of(element, "status") not in ("publish", ""):
                others += 1
                continue
            yield _post(element, ref, options, site, language, people)
        elif name == "author":
            people[text_of(element, "author_login")] = text_of(element, "author_display_name")
        elif parent is not None and local(parent) == "channel":
            site, language = ((element.text or "").strip(), language) if name == "title" else (site, (element.text or "").strip())
    if others:
        yield Note(ref, f"{others} items are no published posts (pages, pictures, drafts, menus)")


def _post(item: Any, ref: SourceRef, options: ReadOptions, site: str, language: str, people: dict[str, str]) -> RawRecord | Refusal:
    raw = etree.tostring(item, with_tail=False)
    number, link = text_of(item, "post_id"), text_of(item, "link")
    inner = reference(ref, number or link or text_of(item, "guid"))
    if len(raw) > options.max_bytes:
        return too_large(inner, options)
    login = text_of(item, "creator")
    terms = [(each.get("domain"), "".join(each.itertext()).strip()) for each in item if local(each) == "category"]
    row = {
        "html": _with_paragraphs(text_of(item, "encoded")),
        "title": re.sub(r"<[^>]*>", "", text_of(item, "title")),
        "date": text_of(item, "post_date", "post_date_gmt", "pubDate"),
        "modified": text_of(item, "post_modified"),
        "authors": people.get(login) or login,
        "site_name": site,
        "section": next((term for domain, term in terms if domain == "category"), ""),
        "url": link,
        "language": language,
        "tags": [term for domain, term in terms if domain == "post_tag"],
    }
    found = from_fields(inner, row, OWN_NAMES, raw)
    return Refusal(inner, found if row["html"] else "the post has no text", digest(raw), raw) if isinstance(found, str) else found


def _with_paragraphs(text: str) -> str:
    """WordPress keeps paragraphs as empty lines and puts the marks in when it shows a post."""
    text = _SHORTCODE.sub("", text)
    parts = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "\n".join(part if _BLOCK.match(part) or part.startswith("<!--") else f"<p>{part}</p>" for part in parts if part)
