"""What an HTML page states in structured data: JSON-LD first, then Open Graph and meta elements.

These are written by a site's software for each article, so they go before what is guessed from the page's look.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from sitegen.clean.stated import cut_site_name, is_site, squeezed
from sitegen.core.bylines import read_authors
from sitegen.core.dates import day, read_date
from sitegen.core.text import fold, one_line
from sitegen.core.types import Stated

# schema.org types that describe one article (https://schema.org/Article and its kinds).
_ARTICLES = {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
             "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report"}  # fmt: skip
WHOLE = 300  # characters of an `articleBody`; below that it is a summary
_TAG = re.compile(r"<[^>]*>")


def stated(tree: HtmlElement, address: str = "") -> Stated:
    """What the page says of its article; `address` is where it was fetched from, if that is known."""
    data = next(_json_ld(tree), {})
    meta = _meta(tree)
    url = _url(tree, meta, data)
    host = urlsplit(address or url).netloc
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("og:locale") or "").replace(
        "_", "-"
    )
    site_name = _site_name(tree, meta, data, host)
    return Stated(
        title=_title(tree, meta, data, site_name, host),
        subtitle=one_line(_text(data.get("alternativeHeadline"))),
        date=_published(tree, meta, data, address or url, language),
        modified=read_date(
            _text(data.get("dateModified")) or _first(meta, "article:modified_time", "og:updated_time", "lastmod"), language
        ),
        authors=persons(_authors(data.get("author")), site_name, host) or persons(_named_authors(tree, meta), site_name, host),
        site_name=site_name,
        section=one_line(_name(data.get("articleSection")) or meta.get("article:section", "")),
        url=url,
        language=_language(tree, data),
        tags=_tags(tree, meta, data),
    )


# ---------------------------------------------------------------------------------------------- title and site


def _title(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], site_name: str, host: str) -> str:
    """The headline as the page shows it, without the site's name.

    Of 845 pages the first-level heading is right on 84 % of those that have just one, JSON-LD on 81, Open Graph on 60, the
    document's title on 15; a heading that stands in one of the others is nearly always right.
    """
    named = _text(data.get("headline"))
    others = [
        one_line(_unescaped(each))
        for each in (named, meta.get("og:title", ""), meta.get("twitter:title", ""), _text_of(tree, _DOCUMENT_TITLE))
        if each
    ]
    if named and not is_site(named, site_name, host):
        return cut_site_name(one_line(_unescaped(named)), site_name, host)
    headings = [(each.tag == "h1", one_line(each.text_content())) for each in tree.xpath(_HEADINGS)[:80]]
    headings = [(first, text) for first, text in headings if len(text) > 1 and not is_site(text, site_name, host)]
    fitting = []
    for place, (first, text) in enumerate(headings):
        around = [cut_site_name(other, site_name, host) for other in others if fold(text) in fold(other)]
        if around and len(text) >= SHARE * min(len(other) for other in around):
            fitting.append((len(text.split()), first, -place, text))
    if fitting:
        return max(fitting)[3]
    alone = [text for first, text in headings if first]
    if len(alone) == 1 and len(alone[0].split()) >= 3:
        return alone[0]
    return next(
        (cut_site_name(other, site_name, host) for other in others if not is_site(other, site_name, host)),
        others[0] if others else "",
    )


_HEADINGS = (
    "//h1 | //h2 | //h3 | //*[@itemprop='headline'] | //*[contains(@class, 'entry-title') or contains(@class, 'post-title')]"
)
_DOCUMENT_TITLE = "//head/title | //body//title[not(ancestor::svg)]"  # parsers move it out of a damaged head
SHARE = 0.4  # of the title's length that a heading in it must have: "Politics" in "Talks resume - Politics - The Daily" has less


def _site_name(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], host: str) -> str:
    """The publication's name; a bare domain only where nothing better is there, and then without what follows its dots."""
    found = (meta.get("og:site_name"), _name(data.get("publisher")), meta.get("application-name"), _behind_heading(tree, host),
             meta.get("publisher"), meta.get("apple-mobile-web-app-title"))  # fmt: skip
    names = [
        name
        for each in found
        if each and (name := one_line(_unescaped(each))) and not re.match(r"https?:|[@#]", name) and len(name) <= LONGEST_NAME
    ]
    domain = next((name for name in names if _DOMAIN.fullmatch(name)), "")
    best = next((name for name in names if not _DOMAIN.fullmatch(name)), "")
    if best:
        return best
    label = (domain or host).lower().removeprefix("www.").partition(".")[0]
    return label.upper() if 1 < len(label) <= 3 else domain or host.removeprefix("www.")


LONGEST_NAME = 60
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?", re.I)


def _unescaped(text: str) -> str:
    """Structured data is often escaped once too often."""
    return html.unescape(text) if "&" in text else text


# ---------------------------------------------------------------------------------------------- date and authors

_DATES = ("article:published_time", "og:article:published_time", "datepublished", "cxenseparse:recs:publishtime",
          "parsely-pub-date", "sailthru.date", "dc.date.issued", "date", "dc.date", "dcterms.created", "pubdate",
          "publish-date", "publication_date")  # fmt: skip
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")


def _published(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], address: str, language: str) -> dt.date | None:
    """The day of publication as the page's data, its marked times or its address state it.

    What a page says in Universal Time may be the day after that on which its readers saw it; where its address names
    the day beside, that is the one.
    """
    named = (read_date(each, language) for each in (_text(data.get("datePublished")), *(meta.get(name, "") for name in _DATES)))
    stated_ = next((each for each in named if each), None) or _time_element(tree, language)
    match = _IN_ADDRESS.search(address)
    in_address = day(int(match[1]), int(match[2]), int(match[3])) if match else None
    if in_address and (stated_ is None or abs((in_address - stated_).days) == 1):
        return in_address
    return stated_


def _time_element(tree: HtmlElement, language: str) -> dt.date | None:
    """The day in a `<time>` that is marked as the publication's, that stands in the article's head, or that is the only one."""
    times = tree.xpath("//time")
    marked = tree.xpath(
        '//time[@pubdate or @itemprop="datePublished" or contains(@class, "publish") or contains(@class, "entry-date")]'
    )
    marked += tree.xpath('//*[@itemprop="datePublished"]') + tree.xpath("//header//time") + tree.xpath("//article//time")
    for each in marked or (times if len(times) == 1 else ()):
        if found := read_date(each.get("datetime") or each.get("content") or one_line(each.text_content())[:60], language):
            return found
    return None


def _named_authors(tree: HtmlElement, meta: dict[str, str]) -> tuple[str, ...]:
    """Names out of meta elements, then out of what the page marks as its byline."""
    if found := read_authors(
        _first(meta, "author", "parsely-author", "dc.creator", "article:author_name", "sailthru.author", "cxenseparse:author")
    ):
        return found
    for path in _BYLINES:
        texts = (one_line(each.text_content()) for each in tree.xpath(path)[:4])
        names = tuple(dict.fromkeys(name for text in texts if 3 <= len(text) <= 90 for name in read_authors(text)))
        if names:
            return names
    return ()


_BYLINES = (
    '//*[@itemprop="author"]//*[@itemprop="name"]',
    '//*[@itemprop="author"]',
    '//a[@rel="author"]',
    '//*[contains(concat(" ", @class, " "), " author ")]//a',
    '//a[contains(@href, "/author/") or contains(@href, "/autor/")]',
    '//*[contains(@class, "author-name") or contains(@class, "author__name") or contains(@class, "byline-name")]',
)


def persons(names: tuple[str, ...], site_name: str, host: str) -> tuple[str, ...]:
    """The names without the site's own, which many sites give as their author."""
    own = {squeezed(site_name), squeezed(host.removeprefix("www."))}
    return tuple(name for name in names if squeezed(name) not in own)


# ---------------------------------------------------------------------------------------------- the page's data


def article_body(tree: HtmlElement) -> list[str]:
    """The lines of the article's text, where the page carries it whole in its JSON-LD."""
    text = next((text for data in _json_ld(tree) if len(text := _text(data.get("articleBody"))) >= WHOLE), "")
    return [line for each in _TAG.sub("\n", text).split("\n") if (line := one_line(each))]


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


def _behind_heading(tree: HtmlElement, host: str) -> str:
    """The site's name where the document's title is the heading and something more: "Talks resume | The Daily"."""
    heading, title = _heading(tree), _text_of(tree, _DOCUMENT_TITLE)
    if not heading or not title.startswith(heading) or is_site(heading, "", host):
        return ""
    rest = re.fullmatch(r"\s*[|·•»–—-]\s*([^|·•»]{2,40})", title[len(heading) :])
    return rest[1].strip() if rest else ""


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
