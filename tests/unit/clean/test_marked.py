"""Markdown of other tools: what is the article's, without what is theirs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.clean.clean import clean
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, RawDocument, SourceRef, Stated
from tests.unit.clean.cleaning import BRIDGE, LONG, cleaned


def test_markdown_of_other_tools_gives_its_text_and_nothing_of_theirs() -> None:
    text = (
        f"# The bridge\n\n{{% include toc.html %}}\n\n{LONG} See [[Ann Lee|the mayor]] and [[Notes#Roofs]], {{{{< ref x >}}}}now.\n\n"
        f"<!-- more -->\n\n![A bridge in the fog](img/bridge.png)\n\n> [!note] Aside\n> {LONG}\n\n%% to do %%\n\n"
        f'{{{{<figure src="a.jpg">}}}}\n\n<div class="x"><p>{LONG} <a href="https://v.example/">There</a>.</p></div>\n\n'
        f'![[map of the valley.png|The valley]]\n\n[The old mill](media/mill.jpg "picture")\n\nOne<br>two <b>three</b>.\n'
    )
    article = cleaned(text, "markdown")
    assert article.title == "The bridge"
    assert [(block.kind, block.text) for block in article.blocks if block.kind != "image"] == [
        ("paragraph", f"{LONG} See the mayor and Roofs, now."),
        ("quote", f"Aside {LONG}"),
        ("paragraph", f"{LONG} There."),
        ("paragraph", "One two three."),
    ]
    assert [link.url for block in article.blocks if block.kind == "paragraph" for link in block.links] == ["https://v.example/"]
    assert [cut.text for cut in article.cuts] == ["{% include toc.html %}", "%% to do %%", '{{<figure src="a.jpg">}}']


def test_footnotes_are_paragraphs_of_their_own() -> None:
    text = f"# The budget\n\n{LONG}[^1] Nobody knows `[^x]`.[^a.b]\n\n[^1]: The vote was 12 to 9.\n[^a.b]: Or 10.\n"
    assert [block.text for block in cleaned(text, "markdown").blocks] == [
        f"{LONG}[1] Nobody knows [^x].[a.b]", "[1] The vote was 12 to 9.", "[a.b] Or 10."]  # fmt: skip


MENU = "\n".join(f"- [{name}](https://v.example/{name})" for name in ("Home", "News", "Sport", "Weather", "Subscribe"))


def test_a_whole_page_as_markdown_is_cleaned() -> None:
    text = (
        f"{MENU}\n\n![Valley News](https://v.example/logo.png)\n\n# The bridge opens\n\nBy [Ann Lee](https://v.example/lee)\n\nFebruary 3, 2021\n\n"
        f"![The bridge in the fog](https://v.example/b.jpg)\n\n{LONG}\n\n{LONG} It is.\n\n## What next\n\n{LONG} Or not.\n\n"
        f"## Most read\n\n{MENU}\n\n© 2021 Valley News. All rights reserved.\n"
    )
    article = cleaned(text, "markdown")
    assert (article.title, article.authors, str(article.date)) == ("The bridge opens", ("Ann Lee",), "2021-02-03")
    assert [block.text for block in article.blocks] == [
        "The bridge in the fog", LONG, f"{LONG} It is.", "What next", f"{LONG} Or not."]  # fmt: skip


def test_a_persons_own_markdown_is_left_as_it_is() -> None:
    text = f"# The bridge\n\n{LONG}\n\n## Sources\n\n- Minutes\n- Jo Roe\n\nCall Ann.\n"
    assert [block.text for block in cleaned(text, "markdown").blocks] == [LONG, "Sources", "Minutes", "Jo Roe", "Call Ann."]


def test_pictures_in_markdown_are_pictures() -> None:
    text = f"{LONG}\n\n![A bridge in the fog](https://v.example/bridge.png)\n\n{LONG} More."
    pictures = [block for block in cleaned(text, "markdown").blocks if block.kind == "image"]
    assert [(picture.text, picture.links[0].url) for picture in pictures] == [
        ("A bridge in the fog", "https://v.example/bridge.png")
    ]


def test_a_line_in_bold_type_over_a_paragraph_is_a_heading_in_markdown_too() -> None:
    text = f"# Bridge opens\n\n{LONG}\n\n**What it cost**\n\n{LONG} Yes.\n\n**{LONG}**\n\n**Anzeige**\n\n**So** it ends.\n\n**Harwick**\n"
    kinds = [(block.kind, block.level) for block in cleaned(text, "markdown").blocks]
    assert kinds == [
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
        ("paragraph", 0),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("It has 30 km<sup>2</sup> and 10<sup>6</sup> trees.", "It has 30 km² and 10⁶ trees."),
        ("It cost 12 million<sup>1</sup>.", "It cost 12 million¹."),
        ("It cost 12 million<sup>[1](#n1)</sup>.", "It cost 12 million[1]."),
        ("It cost 12 million[<sup>1</sup>](#n1).", "It cost 12 million[1]."),
        ("The 1<sup>er</sup> mai", "The 1er mai"),
        ("It cost ~~2~~ 3 million.", "It cost 3 million."),
        ("It cost ~2 million.", "It cost ~2 million."),
    ],
)
def test_numbers_in_raised_type_and_what_is_struck_out_in_markdown(written: str, shown: str) -> None:
    assert cleaned(f"# Bridge opens\n\n{LONG}\n\n{written}\n", "markdown").blocks[1].text == shown


def test_lines_with_breaks_are_lines_and_a_place_for_contents_is_no_text() -> None:
    text = f"# Bridge opens\n\n[TOC]\n\n{LONG}\n\nThe tide came in,  \nThe boats lay<br>And no one came.\n"
    article = cleaned(text, "markdown")
    assert [block.text for block in article.blocks] == [LONG, "The tide came in,", "The boats lay", "And no one came."]
    assert [cut.text for cut in article.cuts] == ["[TOC]"]


MENU = "".join(f"*   [{name}](https://daily.example/{name})\n" for name in ("Home", "News", "Sport", "Weather", "Jobs"))


def test_what_a_scraper_notes_above_the_markdown_of_a_page_is_read() -> None:
    head = "Title: Bridge opens\n\nURL Source: https://daily.example/bridge\n\nPublished Time: 2022-03-04T10:00:00Z\n\nMarkdown Content:\n"
    article = cleaned(f"{head}{MENU}\nBridge opens\n============\n\n{BRIDGE}\n", "markdown")
    assert (article.title, str(article.date), article.url) == ("Bridge opens", "2022-03-04", "https://daily.example/bridge")
    assert [block.text[:4] for block in article.blocks] == ["The ", "“We ", "The "]


def test_markdown_in_a_table_of_scraped_pages_is_cleaned_and_curated_markdown_is_not() -> None:
    text = f"[Home](https://daily.example/)\n\n[News](https://daily.example/n)\n\n# Bridge opens\n\n{BRIDGE}\n\nShare\n"
    stated = Stated(title="Bridge opens | The Daily", site_name="The Daily")
    doc = RawDocument(SourceRef("x", Path("x")), "markdown", text, "utf-8", "0", stated)
    curated, scraped = (clean(each, CleanConfig(min_characters=1)) for each in (doc, replace(doc, scraped=True)))
    assert isinstance(curated, CleanArticle)
    assert isinstance(scraped, CleanArticle)
    assert (scraped.title, scraped.blocks[0].text[:9], scraped.blocks[-1].text[:10]) == ("Bridge opens", "The mayor", "The bridge")
    assert curated.blocks[0].text == "Home"
