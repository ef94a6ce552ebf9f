"""The stage: one raw document in, one clean article out."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.metadata import version

from sitegen.clean.address import day_in_name, headline_in
from sitegen.clean.corpus import Often
from sitegen.clean.draft import Draft
from sitegen.clean.extract import from_fragment, from_html
from sitegen.clean.headings import with_headings
from sitegen.clean.language import language_of
from sitegen.clean.marked import from_markdown
from sitegen.clean.no_article import why_no_article
from sitegen.clean.overrule import Overrule
from sitegen.clean.plain import from_text, told
from sitegen.clean.rules import cut_residue
from sitegen.clean.saved import as_published
from sitegen.clean.stated import cut_site_name, merged, title_case, without_name
from sitegen.clean.typography import mend
from sitegen.config.schema import CleanConfig
from sitegen.core.dates import read_date
from sitegen.core.text import SENTENCE_END, fold, one_line, word_count
from sitegen.core.types import Block, CleanArticle, Cut, Link, Media, RawDocument, Refusal, SourceRef, Stated
from sitegen.core.urls import host_of

VERSION = 24
HEADING, HEADING_SURE = 20, 0.5  # words of a line that may be a headline, and how likely it must belong to the article
HEAD_BLOCKS = 3  # byline, date, place of publication: more lines of that kind are a list
_READ: dict[Media, Callable[[RawDocument], Draft]] = {
    "text": from_text,
    "markdown": from_markdown,
    "html": from_html,
    "fragment": from_fragment,
}


def clean(doc: RawDocument, config: CleanConfig, often: Often | None = None) -> CleanArticle | Refusal:
    """The article of the document, without its residue, or the reason why there is none.

    `often` is what the archive knows of the lines of this document's source. `language` is told where the document or
    its text tells it; a date that nothing states stays None.
    """
    doc = as_published(doc)
    draft = _mended(_READ[doc.media](doc))
    stated = merged(doc.stated, draft.stated)
    name = often.name(doc) if often else ""
    stated = replace(stated, title=mend(one_line(stated.title)), subtitle=mend(one_line(stated.subtitle)))
    title = cut_site_name(stated.title, stated.site_name) if stated.site_name else stated.title
    stated = replace(stated, title=without_name(title, name) or _heading_above(draft))
    stated, draft = _without_head(stated, draft)
    stated = _dated(stated, draft.blocks, doc.ref)
    overrule = Overrule(config.keep, config.drop)
    shares = [often.share(block.text) for block in draft.blocks] if often else ()
    blocks, cuts = cut_residue(draft.blocks, draft.keep, shares, overrule)
    if doc.media == "text":
        blocks = with_headings(blocks)
    blocks, bare = _without_bare_end(blocks)
    blocks, cuts = _headings_in_order(blocks), (*cuts, *bare)
    length = sum(len(block.text) for block in blocks if block.kind != "image")
    if length < config.min_characters:
        cuts = _in_order(draft.cuts, cuts)
        reason = f"only {length} characters of text are left after cleaning (clean.min_characters: {config.min_characters})"
        reason += "; `sitegen clean --explain` shows what was cut" if cuts else ""
        return Refusal(doc.ref, reason, doc.sha256, cuts=cuts)
    if reason := draft.wanting or why_no_article(stated.title, blocks):
        return Refusal(doc.ref, reason, doc.sha256, cuts=_in_order(draft.cuts, cuts))
    title = stated.title or headline_in(stated.url, " ".join(block.text for block in blocks)) or _title_from(blocks)
    return CleanArticle(
        ref=doc.ref,
        sha256=doc.sha256,
        title=title_case(title) if config.lower_titles else title,
        subtitle=stated.subtitle if fold(stated.subtitle) != fold(title) else "",
        blocks=tuple(block for block in blocks if block.kind != "image" or _is_shown(block, config)),
        date=stated.date,
        inferred=stated.inferred,
        modified=stated.modified if stated.modified != stated.date else None,
        authors=tuple(mend(author) for author in stated.authors),
        corporate_authors=tuple(mend(name) for name in stated.corporate_authors),
        site_name=mend(stated.site_name) or doc.ref.name or mend(name) or host_of(stated.url),
        section=mend(stated.section),
        url=stated.url,
        archived=stated.archived,
        retrieved=stated.retrieved,
        language=language_of(blocks, stated.language),
        tags=tuple(mend(tag) for tag in stated.tags),
        cuts=_in_order(draft.cuts, cuts),
        extractor=_extractor(doc.media),
        text_sha256=hashlib.sha256("\n".join(block.text for block in blocks).encode()).hexdigest(),
    )


def _is_shown(picture: Block, config: CleanConfig) -> bool:
    """Whether a picture stays: without a copy of it only where it has an address that a reader can follow."""
    linked = picture.links[0].url.startswith(("https://", "http://"))
    return config.images == "copy" or (config.images == "link" and linked)


@cache
def _extractor(media: Media) -> str:
    """What took the text out of its source, with its version."""
    from sitegen import __version__

    return f"sitegen {__version__}" + (f", trafilatura {version('trafilatura')}" if media == "html" else "")


def _in_order(first: tuple[Cut, ...], second: tuple[Cut, ...]) -> tuple[Cut, ...]:
    """The cuts of reading and those of the rules, counted by the blocks that are left after both."""
    gone = [cut.before + done for done, cut in enumerate(second)]  # places among the blocks before the rules
    moved = (replace(cut, before=cut.before - sum(place < cut.before for place in gone)) for cut in first)
    return tuple(sorted((*moved, *second), key=lambda cut: cut.before))


# "WASHINGTON, March 2, 2022 (Agency) – ", "Paris, le 2 mars 2022 –"
_DATELINE = re.compile(r"[^.!?]{2,60}?\d{4}\s*(?:\([^)]{2,30}\)\s*)?[–—:-]\s|[^.!?]{2,40}\([^)]{2,40}\d{4}\)\s*[–—:-]")


def _dated(stated: Stated, blocks: tuple[Block, ...], ref: SourceRef) -> Stated:
    """`stated` with the day of the text's own dateline, or else of its file's name, where nothing else dates it: as inferred.

    A date that is still to come is a mistake of somebody's clock, and none at all.
    """
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    date = stated.date if stated.date is None or stated.date <= tomorrow else None
    if date is None:
        told = (block.text for block in blocks if block.kind == "paragraph" and SENTENCE_END.search(block.text))
        dateline = _DATELINE.match(next(told, ""))
        found = (read_date(dateline[0], stated.language) if dateline else None) or day_in_name(ref.key)
        if found and found <= tomorrow:
            return replace(stated, date=found, inferred=True)
    return replace(stated, date=date)


def _mended(draft: Draft) -> Draft:
    """The draft with its characters mended; a block that was nothing but invisible characters is gone."""
    pairs = [
        (made, sure)
        for block, sure in zip(draft.blocks, draft.keep, strict=True)
        if (made := _mended_block(block)).text or made.links
    ]
    cuts = tuple(replace(cut, text=one_line(cut.text)) for cut in draft.cuts)  # as they stood: nobody publishes them
    return Draft(draft.stated, tuple(block for block, _ in pairs), tuple(sure for _, sure in pairs), cuts, draft.wanting)


def _mended_block(block: Block) -> Block:
    text = block.text if block.kind == "table" else mend(one_line(block.text))
    if text == block.text and not block.links:
        return block
    return Block(block.kind, text, block.level, tuple(Link(mend(one_line(link.text)), link.url) for link in block.links))


def _without_head(stated: Stated, draft: Draft) -> tuple[Stated, Draft]:
    """The draft without a first block that only says the title again, and without the byline and date lines there.

    `stated` gets what those lines tell.
    """
    above = next((n for n, block in enumerate(draft.blocks) if block.kind != "image"), 0)  # pictures over the text stay there
    blocks, keep = draft.blocks[above:], draft.keep[above:]
    gone: list[Cut] = []
    if blocks and stated.title and fold(blocks[0].text) == fold(stated.title):
        gone.append(Cut(blocks[0].text, "title", above))
        blocks, keep = blocks[1:], keep[1:]
    for _ in range(HEAD_BLOCKS):
        made = told(stated, blocks[0].text) if blocks and blocks[0].kind in ("paragraph", "heading") else None
        if made is None:
            break
        gone.append(Cut(blocks[0].text, "metadata", above))
        stated, blocks, keep = made, blocks[1:], keep[1:]
    cuts = tuple(replace(cut, before=max(above, cut.before - len(gone))) if cut.before > above else cut for cut in draft.cuts)
    pictures, sure = draft.blocks[:above], draft.keep[:above]
    return stated, replace(draft, blocks=(*pictures, *blocks), keep=(*sure, *keep), cuts=(*gone, *cuts))


def _heading_above(draft: Draft) -> str:
    """The first block of a document that nobody gave a title, where it is a heading, or a line that stands over text like one."""
    shown = [(block, sure) for block, sure in zip(draft.blocks, draft.keep, strict=True) if block.kind != "image"]
    if not shown or shown[0][1] < HEADING_SURE:
        return ""
    first, *rest = [block for block, _ in shown[:2]]
    over_text = any(len(block.text) > len(first.text) and SENTENCE_END.search(block.text) for block in rest)
    is_line = first.kind == "paragraph" and word_count(first.text) <= HEADING and not SENTENCE_END.search(first.text)
    return first.text if first.kind == "heading" or (is_line and over_text and told(Stated(), first.text) is None) else ""


def _title_from(blocks: tuple[Block, ...]) -> str:
    """The beginning of the text, for an article that nobody gave a title."""
    words = next((block.text for block in blocks if block.text), "").split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _without_bare_end(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Cut, ...]]:
    """The blocks without headings at the end that have no text below them, and those as cuts."""
    end = len(blocks)
    while end and blocks[end - 1].kind == "heading":
        end -= 1
    return blocks[:end], tuple(Cut(block.text, "bare_heading", end) for block in blocks[end:])


def _headings_in_order(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with headings from level 2 on, and no level left out."""
    levels = sorted({block.level for block in blocks if block.kind == "heading"})
    rank = {level: min(2 + place, 4) for place, level in enumerate(levels)}
    return tuple(replace(block, level=rank[block.level]) if block.kind == "heading" else block for block in blocks)
