"""The hand-overs between the stages, in the order in which an article goes through them.

`SourceRef → RawDocument → CleanArticle → AnnotatedArticle → StoredArticle`. No stage fills in a field of an
earlier type: what it knows more goes into the next one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# ---------------------------------------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A file that may hold an article, found but not read yet."""

    key: str
    """Name of the source that stays the same between runs and machines: its path relative to the site, or, for a
    source outside it, beginning with the name of its folder."""
    path: Path
    name: str = ""
    """Name of the publication, where `site.yaml` gives one for this source."""
    fields: tuple[tuple[str, str], ...] = ()
    """(article field, name in the source) of tables and JSON, as `site.yaml` gives them."""
    home: str = ""
    """Country or region of the publication, where `site.yaml` gives it."""


Media = Literal["text", "markdown", "html", "fragment"]
"""`html` is a whole page, `fragment` the HTML of an article alone, as feeds and exports carry it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source says of its own article; empty where it doesn't."""

    title: str = ""
    subtitle: str = ""
    date: dt.date | None = None
    modified: dt.date | None = None
    authors: tuple[str, ...] = ()
    corporate_authors: tuple[str, ...] = ()
    """Credited where a person's name would stand: an agency, or the publication itself."""
    site_name: str = ""
    section: str = ""
    url: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    archived: str = ""
    """The address of a copy in a web archive."""
    retrieved: dt.date | None = None
    """When the record was fetched, where its container tells."""
    inferred: bool = False
    """Whether `date` comes from the text's own words or the name of its file alone."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The bytes of one article, and what the container that they came from says of it."""

    ref: SourceRef
    data: bytes
    stated: Stated = Stated()
    media: Media | None = None
    """None where the bytes themselves must tell."""
    encoding: str = ""
    """As the container states it; empty where the bytes themselves must tell."""
    sha256: str = ""
    """Of all bytes that the container holds of this article, in hexadecimal."""
    scraped: bool = False
    """Of Markdown: whether a program may have written down a whole page so, with its menus."""


@dataclass(frozen=True, slots=True)
class RawPicture:
    """A picture that a container holds beside its articles."""

    ref: SourceRef
    address: str
    """Where pages look for it: its URL, or the key of the container's member."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader found and the user may want to know: no article, and no mistake."""

    ref: SourceRef
    text: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A source as read: decoded, but nothing taken out yet."""

    ref: SourceRef
    media: Media
    text: str
    """All of it, decoded, with `\\n` line ends."""
    encoding: str
    sha256: str
    """Of the raw bytes, in hexadecimal."""
    stated: Stated = Stated()
    """What the container says of it."""
    scraped: bool = False
    """Of Markdown: whether a program may have written down a whole page so, with its menus."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a source can't be used. Its bytes go to the quarantine."""

    ref: SourceRef
    reason: str
    sha256: str = ""
    data: bytes | None = None
    """The bytes of a record out of a container; None for a whole file, whose bytes are its own."""
    cuts: tuple[Cut, ...] = ()
    """What was taken for residue, where too little was left."""


# ---------------------------------------------------------------------------------------------- clean

BlockKind = Literal["heading", "paragraph", "item", "quote", "table", "image"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a block's text."""

    text: str
    """The words that are the link, as they stand in the block."""
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article's text."""

    kind: BlockKind
    text: str
    """Plain text; for a table its lines in Markdown, for an image its caption."""
    level: int = 0
    """Headings: 2 to 4. Items: 1 for a numbered list, 0 for a bulleted one."""
    links: tuple[Link, ...] = ()
    """Links in the text, in its order. An image has one, to its file, with an empty text."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A block that was taken out as residue, and the rule that did it."""

    text: str
    rule: str
    before: int = 0
    """How many of the article's blocks stand before it."""


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article without its residue, and what its source says of it."""

    ref: SourceRef
    sha256: str
    title: str
    blocks: tuple[Block, ...]
    date: dt.date | None = None
    modified: dt.date | None = None
    authors: tuple[str, ...] = ()
    corporate_authors: tuple[str, ...] = ()
    """Credited where a person's name would stand: an agency, or the publication itself."""
    site_name: str = ""
    url: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    subtitle: str = ""
    section: str = ""
    """Of the publication: "World", "Sport"."""
    archived: str = ""
    """The address of a copy in a web archive."""
    retrieved: dt.date | None = None
    inferred: bool = False
    """Whether `date` is known from the text's own words or the name of its file alone."""
    text_sha256: str = ""
    """Of the text as cleaned: copies of one text have it in common."""
    extractor: str = ""
    """What took the text out of its source, with its version."""


# ---------------------------------------------------------------------------------------------- entities

Bound = Literal["exact", "about", "nearly", "at least", "at most", "more than", "less than"]


Certainty = Literal["", "unverified", "denied", "forecast", "hypothetical"]
Change = Literal["", "rise", "fall"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that an article claims."""

    value: float
    """Of a range the lower end, or the one named first."""
    value_to: float | None = None
    """The other end of a range."""
    unit: str = ""
    """What one of the counted things is, or the unit of measure: "soldiers", "%", "USD", "km"."""
    of: str = ""
    """What is counted or measured, in the sentence's own words: "Russian soldiers killed"."""
    by: str = ""
    """Who claims it; empty where the article itself does."""
    via: str = ""
    """Who quotes the claimant, where somebody stands between."""
    as_of: str = ""
    """The day, month or year that it speaks of: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
    bound: Bound = "exact"
    change: Change = ""
    """Whether the value is by how much something rose or fell."""
    was: float | None = None
    """What it was before, where the sentence says so ("rose to 7.4 from 6.8")."""
    certainty: Certainty = ""
    """Empty where the sentence plainly asserts it."""
    text: str = ""
    """The sentence that claims it, in its own words."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a figure is a number of, in a form by which two figures of the same thing are known."""

    dimension: str = ""
    """What its unit measures ("length", "USD", "people"); empty where nothing is known of it."""
    what: str = ""
    """The one word that says most: "killed", "revenue"."""
    whose: tuple[str, ...] = ()
    """Names and nationalities in what is counted, folded and in order: figures of others are of other things."""

    @property
    def key(self) -> str:
        """Equal for figures that may be of the same thing; empty where it is not known what is counted."""
        return f"{self.dimension}|{self.what}|{' '.join(self.whose)}" if self.dimension and self.what else ""


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person named in one article."""

    name: str
    """The fullest form that the article gives."""
    forms: tuple[str, ...] = ()
    """Other forms in which the article names the person."""


SITES = ("street", "building")  # kinds of places that stand in a town and have no point of their own


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place named in one article, resolved in the gazetteer."""

    name: str
    """The gazetteer's name for it."""
    lat: float | None = None
    """Degrees north, WGS 84."""
    lon: float | None = None
    """Degrees east, WGS 84."""
    kind: str = ""
    """`country`, `region`, `county`, `city`, `area` for a sea or a part of the world, `street`, or `building`."""
    country: str = ""
    """ISO 3166-1 alpha-2."""
    region: str = ""
    """Name of its state or province, where the gazetteer has those of the country; of a street or a building its town, at whose
    point it stands."""
    population: int = 0
    geonames: int | None = None
    """Its number in GeoNames."""
    forms: tuple[str, ...] = ()
    """Forms in which the article names it, other than `name`."""
    sure: bool = True
    """Whether the article leaves little doubt which place of that name it is."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """A clean article with the people, places and figures that were found in it."""

    article: CleanArticle
    people: tuple[PersonFound, ...] = ()
    places: tuple[PlaceFound, ...] = ()
    figures: tuple[Figure, ...] = ()
    engine: str = ""
    """What found them: "tagger and gazetteer", or the model's name and version."""


# ---------------------------------------------------------------------------------------------- store


@dataclass(frozen=True, slots=True)
class Source:
    """Where a stored article came from."""

    name: str = ""
    url: str = ""
    archived: str = ""
    retrieved: dt.date | None = None
    file: str = ""
    """`SourceRef.key` of the file that it was imported from."""
    record: str = ""
    """Which record of that file, where it holds many."""
    sha256: str = ""
    """Of the article's bytes as they were read, before anything was taken out."""

    @property
    def key(self) -> str:
        """`SourceRef.key` of the record."""
        return f"{self.file}#{self.record}" if self.record else self.file


@dataclass(frozen=True, slots=True)
class Imported:
    """How the import wrote the file: tells a file that a person edited from one that nobody touched."""

    by: str = ""
    """The engine that found the names and figures."""
    extractor: str = ""
    """What took the text out of its source, with its version."""
    text_sha256: str = ""
    """Of the cleaned text: copies of one text have it in common."""
    digest: str = ""
    """Of the file as the import wrote it, with this value empty."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of an article's file: the public contract, read by people and by other tools.

    What stands here may be edited by hand. Names are as in `content/entities/*.yaml`, or any alias given there.
    """

    id: str
    title: str
    subtitle: str = ""
    date: dt.date | None = None
    date_inferred: bool = False
    """Whether the date is known from the text's own words alone."""
    modified: dt.date | None = None
    slug: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    corporate_authors: tuple[str, ...] = ()
    """Credited where a person's name would stand: an agency, or the publication itself."""
    section: str = ""
    """Of the publication: "World", "Sport"."""
    story: str = ""
    """Id of the article of which this is another version: a copy, a cut or an update."""
    source: Source = field(default_factory=Source)
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Old addresses of the article, from the root of the site: each becomes a redirect."""
    draft: bool = False
    """A draft stays in `content/` and is not published."""
    imported: Imported = field(default_factory=Imported)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's file in `content/articles/`, read and checked."""

    path: str
    """Relative to `content/articles/`, with forward slashes."""
    meta: FrontMatter
    body: str
    """Markdown."""
    digest: str
    """SHA-256 of the whole file, in hexadecimal."""


EntityKind = Literal["person", "place", "tag"]


@dataclass(frozen=True, slots=True)
class Entity:
    """What is known of a person, a place or a tag: one record of an authority file."""

    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    wikidata: str = ""
    """Item of Wikidata, like Q25173."""
    kind: str = ""
    """Of a place: `country`, `region`, `county`, `city`, `area` for a sea or a part of the world, `street`, or `building`."""
    country: str = ""
    """Of a place: ISO 3166-1 alpha-2."""
    region: str = ""
    """Of a place: its state or province; of a street or a building its town, whose coordinates it has."""
    geonames: int | None = None
    """Of a place: its number in GeoNames."""
    lat: float | None = None
    lon: float | None = None
    links: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    """Names that look like this one and are someone or somewhere else (`not` in the file)."""
    hidden: bool = False
    """A hidden entity gets no page and no links."""
    id: str = ""
    """Name in the page's address, where it is to stay whatever the record is called."""
    checked: tuple[str, ...] = ()
    """Names that an editor found to be rightly this record's, so that no review asks again."""


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """What an editor says of figures of one thing: one record of `content/entities/figures.yaml`.

    It takes in the figures that `of`, `unit`, `about`, `since` and `until` describe, and those that `claims` names.
    """

    name: str
    id: str = ""
    """Name in the page's address; without it made from the name."""
    description: str = ""
    of: tuple[str, ...] = ()
    """What they count, in the articles' words, any of these."""
    unit: str = ""
    about: tuple[str, ...] = ()
    """People and places, all of which their articles name."""
    since: dt.date | None = None
    until: dt.date | None = None
    claims: tuple[str, ...] = ()
    """Single figures, as `article id:value`."""
    not_: tuple[str, ...] = ()
    """Figures that are of something else all the same (`not` in the file)."""
    ignore: bool = False
    """Take them off the site."""


# ---------------------------------------------------------------------------------------------- render


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page, ready to be written."""

    file: str
    """From the root of the output, with forward slashes."""
    text: str
