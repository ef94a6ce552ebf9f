"""What an HTML page states in structured data: JSON-LD first, then Open Graph and meta elements.

These are written by a site's software for each article, so they go before what is guessed from the page's look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from sitegen.clean.stated import Stated, cut_site_name, read_authors, read_date
from sitegen.core.text import one_line

# schema.org types that describe one article (https://schema.org/Article and its kinds).
_ARTICLES = {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
             "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report"}  # fmt: skip


def stated(tree: HtmlElement) -> Stated:
    """What the page says of its article."""
    data = next(_json_ld(tree), {})
    meta = _meta(tree)
    site_name = meta.get("og:site_name") or _name(data.get("publisher")) or meta.get("application-name") or _behind_heading(tree)
    title = _text(data.get("headline")) or meta.get("og:title") or meta.get("twitter:title") or _heading(tree)
    title = title or _text_of(tree, "//head/title")
    published = _text(data.get("datePublished")) or _first(meta, "article:published_time", "datepublished", "date",
                                                           "dc.date", "dcterms.created", "parsely-pub-date")  # fmt: skip
    modified = _text(data.get("dateModified")) or _first(meta, "article:modified_time", "og:updated_time", "lastmod")
    authors = _authors(data.get("author")) or read_authors(_first(meta, "author", "parsely-author", "dc.creator"))
    return Stated(
        title=cut_site_name(one_line(title), site_name),
        date=read_date(published) or _time_element(tree),
        modified=read_date(modified),
        authors=authors,
        site_name=one_line(site_name),
        url=_url(tree, meta, data),
        language=_language(tree, data),
        tags=_tags(tree, meta, data),
    )


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The records of articles in the page's JSON-LD; damaged ones are passed over."""
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except ValueError:
            continue
        while waiting:
            each = waiting.pop(0)
            if isinstance(each, list):
                waiting += each
            elif isinstance(each, dict):
                kinds = each.get("@type", ())
                if _ARTICLES & set(kinds if isinstance(kinds, list) else [kinds]):
                    yield each
                waiting += each["@graph"] if isinstance(each.get("@graph"), list) else []


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in tree.xpath("//meta[@content]"):
        name = (each.get("property") or each.get("name") or each.get("itemprop") or "").lower()
        if name and each.get("content").strip():
            found.setdefault(name, each.get("content").strip())
    return found


def _first(meta: dict[str, str], *names: str) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _text(value.get("name") if isinstance(value, dict) else value)


def _authors(value: Any) -> tuple[str, ...]:
    each = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(name for one in each for name in read_authors(_name(one))))


def _text_of(tree: HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return one_line(found[0].text_content()) if found else ""


def _heading(tree: HtmlElement) -> str:
    """The page's first-level heading, where it has just one."""
    found = [text for each in tree.xpath("//h1") if (text := one_line(each.text_content()))]
    return found[0] if len(found) == 1 else ""


def _behind_heading(tree: HtmlElement) -> str:
    """The site's name where the document's title is the heading and something more: "Talks resume | The Daily"."""
    heading, title = _heading(tree), _text_of(tree, "//head/title")
    if not heading or not title.startswith(heading):
        return ""
    rest = re.fullmatch(r"\s*[|·•»–—-]\s*([^|·•»]{2,40})", title[len(heading) :])
    return rest[1].strip() if rest else ""


def _time_element(tree: HtmlElement) -> Any:
    """The day in a `<time>` that is marked as the publication's."""
    marked = tree.xpath('//time[@pubdate or @itemprop="datePublished" or contains(@class, "publish")]')
    for each in marked or tree.xpath("//article//header//time | //header//time"):
        if day := read_date(each.get("datetime") or each.text_content()):
            return day
    return None


def _url(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str:
    canonical = [link.get("href", "") for link in tree.xpath('//link[@rel="canonical"]')]
    page = data.get("mainEntityOfPage")
    stated_page = page.get("@id") if isinstance(page, dict) else page
    base = meta.get("og:url", "")
    for candidate in (*canonical, base, _text(data.get("url")), _text(stated_page)):
        whole = urljoin(base, candidate) if candidate else ""
        if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).path not in ("", "/"):
            return whole
    return ""


def _language(tree: HtmlElement, data: dict[str, Any]) -> str:
    given = tree.xpath("string(/html/@lang)") or tree.xpath("string(/html/@xml:lang)") or _text(data.get("inLanguage"))
    return given.strip().replace("_", "-").split("-")[0].lower()[:3]


def _tags(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> tuple[str, ...]:
    tags = [each.get("content", "") for each in tree.xpath('//meta[@property="article:tag"]')]
    if not tags:
        words = data.get("keywords") or _first(meta, "news_keywords", "keywords")
        tags = words if isinstance(words, list) else str(words or "").split(",")
    return tuple(dict.fromkeys(tag for each in tags if isinstance(each, str) and 1 < len(tag := one_line(each)) <= 60))
