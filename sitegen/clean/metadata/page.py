"""What a page carries beside its text: structured data (JSON-LD, meta elements), read once for all fields."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from sitegen.clean.candidates import Candidate, Walked
from sitegen.clean.stated import is_site, title_ends
from sitegen.core.languages import language_code
from sitegen.core.text import fold, one_line, squeezed
from sitegen.core.urls import host_of

# schema.org types that describe one article (https://schema.org/Article and its kinds).
_ARTICLES = {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
             "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report"}  # fmt: skip
_PUBLISHERS = frozenset(("Organization", "NewsMediaOrganization", "WebSite"))
_READERS = frozenset(("comment", "usercomments", "rating"))  # what readers write, as schema.org calls it
WHOLE = 300  # characters of an `articleBody`; below that it is a summary
SHORT = 300  # characters of a block that may be a headline or a byline
LONGEST_NAME = 60  # characters of a site's name
SHORTEST_LABEL = 4  # letters of a domain's label that another spelling is looked for: shorter ones are initials
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu"))
_FORM = r"(?:AS|ASA|AB|A/S|Oy|GmbH|AG|KG|SE|SA|SAS|S\.A\.|SpA|BV|B\.V\.|NV|Ltd|Limited|LLC|Inc|plc|Co|Corp)\.?(?: & Co\.? KG)?"
_COMPANY_FORM = re.compile(rf"[ ,]+{_FORM}$")
# "The Packet - Harwick Press Ltd", "The Packet (www.packet.example)": who publishes it, and where, is not its name.
_PUBLISHED_BY = re.compile(rf"\s+[-–—|·]\s+[^|·]{{2,50}} {_FORM}$|\s+\((?:https?://)?(?:[\w-]+\.)+[a-z]{{2,}}/?\)$")
_TAG = re.compile(r"<[^>]*>")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?", re.I)
_DOMAIN_LABEL = re.compile(r"([\w-]+)\.(?:(?:co|com|org|net|gov|ac|edu)\.)?[\w-]+/?$")
_ORNAMENT = re.compile(r"^\W+|[^\w!.)]+$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
DOCUMENT_TITLE = "//head/title | //body//title[not(ancestor::svg)]"  # parsers move it out of a damaged head


@dataclass(frozen=True)
class Page:
    """A page's tree and blocks, with what its structured data states."""

    tree: HtmlElement
    address: str
    """Where it was fetched from, if that is known."""
    walked: Walked

    @property
    def blocks(self) -> Sequence[Candidate]:
        """The page's blocks, in its order."""
        return self.walked.blocks

    def marked(self, kind: str) -> list[HtmlElement]:
        """The elements with a sign, see `candidates.Walked`; not those of readers' comments and reviews."""
        found = self.walked.signs.get(kind, [])
        asked = kind == "time" or kind.startswith("itemprop")
        return [each for each in found if not self._is_readers(each)] if asked else found

    def _is_readers(self, element: HtmlElement) -> bool:
        """Whether an element with a property is of something that a reader wrote, and not of the article.

        A single review may be the article.
        """
        within = next((kind for each in element.iterancestors() if (kind := each.get("itemtype"))), "").rpartition("/")[2].lower()
        return within in _READERS or (within == "review" and self._reviews > 1)

    @cached_property
    def _reviews(self) -> int:
        return len(self.tree.xpath("//*[contains(@itemtype, 'schema.org/Review')]"))

    @cached_property
    def short_lines(self) -> dict[int, str]:
        """The blocks that may be a headline or a byline, by their places, folded."""
        return {place: fold(block.text) for place, block in enumerate(self.blocks) if len(block.text) <= SHORT}

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """Everything that its JSON-LD describes, in its order; damaged scripts are passed over."""
        return list(_json_ld(self._scripts))

    @cached_property
    def articles(self) -> list[dict[str, Any]]:
        """Those records that describe an article."""
        return [each for each in self.records if _ARTICLES & set(kinds(each))]

    @cached_property
    def meta(self) -> dict[str, str]:
        """The meta elements, by property or name in lower case; of several with one name the first."""
        found: dict[str, str] = {}
        for each in self.tree.xpath("//meta[@content]"):
            name = (each.get("property") or each.get("name") or each.get("itemprop") or "").lower()
            if (
                name
                and each.get("content").strip()
                and not (name == (each.get("itemprop") or "").lower() and self._is_readers(each))
            ):
                found.setdefault(name, each.get("content").strip())
        return found

    @cached_property
    def scripts(self) -> list[str]:
        """The first scripts that stand in the page itself."""
        return [each.text or "" for each in self._scripts if each.get("src") is None][:40]

    @cached_property
    def _scripts(self) -> list[HtmlElement]:
        return list(self.tree.iter("script"))

    @cached_property
    def article(self) -> dict[str, Any]:
        """The first article that its JSON-LD describes; empty where there is none."""
        return next(iter(self.articles), {})

    @cached_property
    def document_title(self) -> str:
        """What the browser shows in its title bar."""
        return text_of(self.tree, DOCUMENT_TITLE)

    @cached_property
    def url(self) -> str:
        """The address that the page gives for itself."""
        canonical = [link.get("href", "") for link in self.tree.xpath('//link[@rel="canonical"]')]
        page = self.article.get("mainEntityOfPage")
        stated = page.get("@id") if isinstance(page, dict) else page
        base = self.meta.get("og:url", "")
        for candidate in (*canonical, base, text(self.article.get("url")), text(stated)):
            try:
                whole = urljoin(base, candidate) if candidate else ""
                parts = urlsplit(whole)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.path not in ("", "/"):
                return whole
        return ""

    @cached_property
    def host(self) -> str:
        """Host of the address that it was fetched from, or that it gives."""
        return host_of(self.address or self.url)

    @cached_property
    def locale(self) -> str:
        """Language tag with its region, if that is stated: the order of day and month goes by it."""
        given = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or self.meta.get("og:locale")
        return (given or "").strip().replace("_", "-")

    @cached_property
    def language(self) -> str:
        """Code of the language that the page states."""
        given = (
            self.tree.xpath("string(/html/@lang)")
            or self.tree.xpath("string(/html/@xml:lang)")
            or text(self.article.get("inLanguage"))
        )
        return language_code(str(given))

    @cached_property
    def site_name(self) -> str:
        """The publication's name; a bare domain only where nothing better is there, and then without what follows its dots."""
        found = (self.meta.get("og:site_name"), name_of(self.article.get("publisher")), self.meta.get("application-name"),
                 self._behind_heading(), self.meta.get("publisher"), self.meta.get("apple-mobile-web-app-title"))  # fmt: skip
        names = [
            name
            for each in found
            if each
            and (name := _PUBLISHED_BY.sub("", one_line(unescaped(each))))
            and not re.match(r"https?:|[@#]", name)
            and len(name) <= LONGEST_NAME
        ]
        domain = next((name for name in names if _DOMAIN.fullmatch(name)), "")
        best = next((name for name in names if not _DOMAIN.fullmatch(name)), "")
        if best:
            return next((whole for whole in self._whole_names() if abbreviates(best, whole)), "") or self._spelled(best) or best
        if spelled := self._spelled(domain or self.host):
            return spelled
        label, *suffix = (domain or self.host).lower().removeprefix("www.").split(".")
        # The site's own label stands before "org" or "co.uk"; one before another's is a part of that site ("he.xinhuanet.com").
        if not 1 < len(label) <= 3 or not (len(suffix) == 1 or (len(suffix) == 2 and suffix[0] in _SECOND_LEVEL)):
            return domain or self.host
        return next((whole for whole in self._whole_names() if abbreviates(label.upper(), whole)), label.upper())

    def _whole_names(self) -> Iterator[str]:
        """Names in full that the page gives its publication or who owns the rights: "AP NEWS" is the Associated Press's."""
        publishers = [each for record in self.records if isinstance(each := record.get("publisher"), dict)]
        stated = [text(each.get(key)) for each in publishers for key in ("name", "legalName")]
        for each in (*stated, self.meta.get("copyright", ""), self.meta.get("dc.publisher", ""), self.meta.get("author", "")):
            if name := _COMPANY_FORM.sub("", one_line(unescaped(each)).lstrip("© ").partition(",")[0]):
                yield name

    def _spelled(self, name: str) -> str:
        """How the page spells the name of its publication elsewhere, where it states only a domain or one run of letters.

        "kleinezeitung.at" is the Kleine Zeitung, "nationalpost" the National Post; nothing where it says so nowhere.
        """
        is_domain = bool(_DOMAIN.fullmatch(name))
        label = next(iter(_DOMAIN_LABEL.findall(name.lower())), "") if is_domain else squeezed(name)
        if len(label) < SHORTEST_LABEL or not (is_domain or name.islower() or name.isupper()):
            return ""
        accents = {letter for letter in name.lower() if not letter.isascii()}
        found = (_ORNAMENT.sub("", one_line(unescaped(each))) for each in self._names_elsewhere())
        spelled = (each for each in found if squeezed(each) == squeezed(label) and accents <= set(each.lower()))
        better = (each for each in spelled if " " in each or (is_domain and not each.islower() and not _DOMAIN.fullmatch(each)))
        return next(better, "")

    def _names_elsewhere(self) -> Iterator[str]:
        """Names that its records give the publication, and the ends of the titles of its feeds and of its own."""
        for record in self.records:
            publisher = record.get("publisher")
            yield from (name_of(publisher), name_of(record.get("isPartOf")))
            logo = publisher.get("logo") if isinstance(publisher, dict) else record.get("logo")
            if isinstance(logo, dict):
                yield text(logo.get("caption"))
            if _PUBLISHERS & set(kinds(record)):
                yield name_of(record)
        feeds = self.tree.xpath('//link[@rel="alternate"][contains(@type, "rss") or contains(@type, "atom")]/@title')
        for title in (*feeds, self.document_title):
            yield from title_ends(one_line(unescaped(title)))

    def _behind_heading(self) -> str:
        """The site's name where the document's title is the heading and something more: "Talks resume | The Daily"."""
        found = [each for heading in self.marked("h1") if (each := one_line(heading.text_content()))]
        heading = found[0] if len(found) == 1 else ""
        if not heading or not self.document_title.startswith(heading) or is_site(heading, "", self.host):
            return ""
        rest = re.fullmatch(r"\s*[|·•»–—-]\s*([^|·•»]{2,40})", self.document_title[len(heading) :])
        return rest[1].strip() if rest else ""

    @cached_property
    def section(self) -> str:
        """Of the publication: "World", "Sport"."""
        return one_line(name_of(self.article.get("articleSection")) or self.meta.get("article:section", ""))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Keywords that the page gives its article."""
        tags = [each.get("content", "") for each in self.tree.xpath('//meta[@property="article:tag"]')]
        if not tags:
            words = self.article.get("keywords") or first(self.meta, "news_keywords", "keywords")
            tags = words if isinstance(words, list) else str(words or "").split(",")
        return tuple(dict.fromkeys(tag for each in tags if isinstance(each, str) and 1 < len(tag := one_line(each)) <= 60))

    def body(self) -> list[str]:
        """The lines of the article's text, where the page carries it whole in its JSON-LD."""
        whole = next((found for data in self.articles if len(found := text(data.get("articleBody"))) >= WHOLE), "")
        return [line for each in _TAG.sub("\n", whole).split("\n") if (line := one_line(each))]


# ---------------------------------------------------------------------------------------------- reading structured data


def _json_ld(scripts: list[HtmlElement]) -> Iterator[dict[str, Any]]:
    for script in scripts:
        if script.get("type") != "application/ld+json":
            continue
        waiting = [_loaded(script.text or "")]
        while waiting:
            each = waiting.pop(0)
            if isinstance(each, list):
                waiting += each
            elif isinstance(each, dict):
                yield each
                waiting += each["@graph"] if isinstance(each.get("@graph"), list) else []
                waiting.append(each.get("mainEntity"))


def _loaded(source: str) -> Any:
    """The script's data; templates that leave a comma before a closing bracket are forgiven."""
    for attempt in (source, _TRAILING_COMMA.sub("", source)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def kinds(record: dict[str, Any]) -> list[str]:
    """The schema.org types of a record."""
    found = record.get("@type", ())
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)]


def abbreviates(short: str, whole: str) -> bool:
    """Whether a name in capitals, or its first word, has the initials of a longer one: "VG" is "Verdens Gang"."""
    letters = short.split(maxsplit=1)[0] if short else ""
    words = re.findall(r"\w+", whole)
    if not (letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 5 and len(words) >= 2 and len(whole) <= LONGEST_NAME):
        return False
    initials = "".join(word[0] for word in words if word[0].isupper())
    return initials == letters


def first(meta: dict[str, str], *names: str) -> str:
    """The first of some meta elements that is there."""
    return next((meta[name] for name in names if name in meta), "")


def text(value: Any) -> str:
    """A value that should be text, or nothing."""
    return value if isinstance(value, str) else ""


def name_of(value: Any) -> str:
    """The name of a record, or of the first in a list of them."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return text(value.get("name") if isinstance(value, dict) else value)


def text_of(tree: HtmlElement, path: str) -> str:
    """The text of the first element at an XPath."""
    found = tree.xpath(path)
    return one_line(found[0].text_content()) if found else ""


def unescaped(value: str) -> str:
    """Structured data is often escaped once too often."""
    return html.unescape(value) if "&" in value else value
