"""From a page of HTML to its article."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from sitegen.clean.clean import clean
from sitegen.clean.markdown import to_markdown
from sitegen.clean.parse import parsed
from sitegen.config.schema import CleanConfig
from sitegen.core.types import RawDocument, Refusal, SourceRef
from tests.unit.clean.cleaning import BRIDGE, LONG, cleaned


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("<p><b>New bridge opens after two years</b></p>", "New bridge opens after two years"),
        ("<p>By Ann Lee</p>", "The mayor opened the new bridge over the river on Friday, two…"),
        ("<p>It is open.</p>", "It is open."),
    ],
)
def test_a_line_over_the_text_of_a_page_that_has_no_title_is_its_headline(first: str, title: str) -> None:
    body = "".join(f"<p>{each}</p>" for each in BRIDGE.split("\n\n"))
    article = cleaned(f"{first}{body}", "fragment")
    assert article.title == title
    assert article.blocks[0].text.startswith("It is open." if title == "It is open." else "The mayor opened")


def test_the_times_of_a_live_report_stay_on_its_page() -> None:
    entries = "".join(
        f'<div class="entry"><time>{time}</time><p>{LONG} At {time}.</p></div>' for time in ("14.32", "14:10", "1.55 pm")
    )
    page = f"<html><head><title>Storm</title></head><body><main><h1>Storm</h1><p>{LONG}</p>{entries}</main></body></html>"
    assert [block.text for block in cleaned(page, "html").blocks][1::2] == ["14.32", "14:10", "1.55 pm"]


def test_lines_that_only_line_breaks_part_are_lines_of_their_own() -> None:
    verse = ("The mill is gone,", "The wheel stands still,", "<a href='https://v.example/r'>The river</a> runs", "As rivers will.")
    head = "<font size=5>The old mill</font><br>Friday, May 3, 2002<br><br>By Ann Lee<br>Staff Writer<br><br>"
    wrapped = "The old mill at the lower end of the valley burned<br>down in the night, and nobody was hurt."
    body = f"{head}{LONG}<br><br>{wrapped}<br><br>{LONG}<br><br>{'<br>'.join(verse)}<br><br>{LONG} It is."
    article = cleaned(
        f"<html><head><title>News - The old mill</title></head><body><table><tr><td>{body}</td></tr></table></body></html>", "html"
    )
    assert (article.title, str(article.date), article.authors) == ("The old mill", "2002-05-03", ("Ann Lee",))
    lines = [block.text for block in article.blocks]
    assert wrapped.replace("<br>", " ") in lines
    assert lines[-5:-1] == ["The mill is gone,", "The wheel stands still,", "The river runs", "As rivers will."]
    assert [len(block.links) for block in article.blocks[-5:-1]] == [0, 0, 1, 0]


def test_a_page_gives_its_article_and_what_it_states() -> None:
    page = f"""<html lang="en-CA"><head><title>Talks | The Daily</title><link rel="canonical" href="https://daily.example/a">
    <script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Talks resume", "datePublished":
    "2022-03-02T08:00:00+01:00", "dateModified": "2022-03-04", "author": [{{"name": "Ann Lee"}}, "Jo Roe"], "keywords": "a1, b2"}}]}}</script>
    <meta property="og:site_name" content="The Daily"></head><body><nav><a href="/">Home</a></nav><article><h1>Talks resume</h1>
    <p>{LONG} One.</p><h2>Next day</h2><p>{LONG} Two.</p><ul><li>a point</li><li>another</li></ul>
    <table><tr><th>Side</th><th>Seats</th></tr><tr><td>East</td><td>12</td></tr></table></article><footer>© The Daily</footer></body></html>"""
    article = cleaned(page, "html")
    assert (article.title, article.site_name, article.language) == ("Talks resume", "The Daily", "en")
    assert (article.date, article.modified) == (dt.date(2022, 3, 2), dt.date(2022, 3, 4))
    assert (article.authors, article.tags, article.url) == (("Ann Lee", "Jo Roe"), ("a1", "b2"), "https://daily.example/a")
    assert [block.kind for block in article.blocks] == ["paragraph", "heading", "paragraph", "item", "item", "table"]
    assert article.blocks[-1].text == "| Side | Seats |\n| --- | --- |\n| East | 12 |"


@pytest.mark.parametrize("body", ["", "<div id=root><p>Loading</p></div>"])
@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("marked", [False, True])
def test_an_article_that_a_script_would_show_is_found(body: str, nested: bool, marked: bool) -> None:
    """Pages of frameworks may have the text in their data alone, once or twice escaped, with or without its own HTML."""
    one, two = f"{LONG} {LONG} {LONG} One.", f"{LONG} {LONG} {LONG} Two, he said."
    text = f"<p>{one}</p><p>{two}</p>" if marked else f"{one}\n{two}"
    data = json.dumps({"state": {"title": "Not this", "contentHtml": text, "teaser": LONG}})
    script = (
        f"self.__next_f.push([1,{json.dumps(data[:300])}]);self.__next_f.push([1,{json.dumps(data[300:])}])" if nested else data
    )
    kind = "text/javascript" if nested else "application/json"
    page = f"""<html><head><title>Talks resume</title><meta property="og:title" content="Talks resume"><meta property="og:site_name"
    content="The Daily"></head><body>{body}<script type="{kind}">{script.replace("</", "<" + chr(92) + "/")}</script></body></html>"""
    article = cleaned(page, "html")
    assert (article.title, article.site_name) == ("Talks resume", "The Daily")
    assert [block.text for block in article.blocks] == [one, two]


def test_data_that_are_no_article_are_not_taken_for_one() -> None:
    data = json.dumps({"text": "key:value;" * 100, "html": "<p>Short. Very. Short. Indeed.</p>"})
    page = f"<html><head><title>Talks</title></head><body><script type='application/json'>{data}</script></body></html>"
    document = RawDocument(SourceRef("x", Path("x")), "html", page, "utf-8", "0")
    assert isinstance(clean(document, CleanConfig()), Refusal)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("[&gt; The old mill", "The old mill"),
        ("The old mill » ☆☆☆☆☆", "The old mill"),
        ("#mill: the old wheel", "#mill: the old wheel"),
        ("谷の町の古い製粉所が夜の間に全焼-谷新聞社", "谷の町の古い製粉所が夜の間に全焼"),
    ],
)
def test_a_title_comes_without_ornaments_and_names(written: str, title: str) -> None:
    body = f"<h1>{title}</h1><p>{LONG}</p><p>{LONG} It is.</p>" if "谷" in title else f"<p>{LONG}</p><p>{LONG} It is.</p>"
    assert (
        cleaned(f"<html><head><title>{written}</title></head><body><article>{body}</article></body></html>", "html").title == title
    )


@pytest.mark.parametrize("placeholder", ["Untitled Document", "New Page 1", "Document sans titre", "Unbenanntes Dokument"])
def test_what_an_editor_calls_a_page_that_nobody_named_is_no_title(placeholder: str) -> None:
    page = f"<html><head><title>{placeholder}</title></head><body><p><b>Mill burns down</b></p><p>{LONG}</p><p>{LONG} It is.</p></body></html>"
    assert cleaned(page, "html").title == "Mill burns down"
    told = page.replace(placeholder, f"{placeholder} found in an old desk")
    assert cleaned(told, "html").title == f"{placeholder} found in an old desk"


def test_the_article_for_readers_without_scripts_is_one() -> None:
    text = f"<p>{LONG}</p>" * 2 + "".join(f"<p>{LONG} That is {n}.</p>" for n in range(4))
    page = "<html><head><title>Mill</title></head><body><h1>Mill</h1><noscript>Please allow scripts.</noscript>{}<p>Home</p></body></html>"
    for body in (f"<noscript>{text}</noscript>", f"<noscript><div id='x'></noscript><div>{text}</div>"):
        lines = [block.text for block in cleaned(page.format(body), "html").blocks]
        assert f"{LONG} That is 3." in lines
        assert "Please allow scripts." not in lines


def test_the_article_of_which_the_page_shows_a_summary_is_taken_from_its_data() -> None:
    summary = (
        f"{LONG} This is what happened in short, and the rest is shown when its script has run, for those who allow it to, here."
    )
    body = " ".join(f"{LONG} That is {n}." for n in range(12))
    for shown, first in (([summary], LONG), ([summary, f"{LONG} More.", f"{LONG} Still more.", f"{LONG} And more."], summary)):
        data = json.dumps({"@type": "NewsArticle", "headline": "The old mill", "articleBody": body})
        page = (
            f'<html><head><title>The old mill</title><script type="application/ld+json">{data}</script></head><body><article>'
            f"<h1>The old mill</h1>{''.join(f'<p>{each}</p>' for each in shown)}</article></body></html>"
        )
        article = cleaned(page, "html")
        assert article.title == "The old mill"
        assert article.blocks[0].text.startswith(first)
        assert ("That is 11." in article.blocks[-1].text) is (len(shown) == 1)


@pytest.mark.parametrize("took", [(50, 55), (0, 0)])
def test_an_article_of_which_the_extractor_took_a_piece_is_whole(monkeypatch: pytest.MonkeyPatch, took: tuple[int, int]) -> None:
    words = [f"{first}{second}" for first in WORDS for second in WORDS]
    lines = [
        f"The {words[n % 81]} of the {words[n * 7 % 80]} was shown to the {words[n * 5 % 79]} on day {n}, and the {words[n * 3 % 77]} went home again."
        for n in range(700)
    ]
    monkeypatch.setattr("sitegen.clean.extract.extracted", lambda _: tuple(lines[slice(*took)]))
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>The old mill</title></head><body><div><a href='/'>Home</a></div><article><h1>The old mill</h1>{body}</article></body></html>"
    kept = {block.text for block in cleaned(page, "html").blocks}
    assert len(kept & set(lines)) >= (690 if took[1] else 500)


WORDS = ("mill", "bridge", "council", "river", "market", "school", "train", "storm", "festival")


def test_sentences_in_large_type_are_paragraphs() -> None:
    page = f"<html><head><title>Mill</title></head><body><article><h1>Mill</h1><h4>{LONG} It is.</h4><h2>What next</h2><h4>{LONG} {LONG}</h4></article></body></html>"
    kinds = [block.kind for block in cleaned(page, "html").blocks]
    assert kinds[-2:] == ["heading", "paragraph"]


def test_what_readers_write_dates_no_page_and_signs_none() -> None:
    readers = "".join(
        f'<div itemprop="comment" itemscope itemtype="https://schema.org/{kind}"><meta itemprop="datePublished" content="2019-05-0{n}">'
        f'<b itemprop="author">Reader {n}</b><time itemprop="dateCreated" datetime="2019-05-0{n}">then</time><p>I liked it there.</p></div>'
        for n, kind in enumerate(("Comment", "UserComments", "Review", "Review"), 1)
    )
    page = f"<html><head><title>The old mill</title></head><body><article><h1>The old mill</h1><p>{LONG}</p><p>{LONG} It is.</p></article>{{}}</body></html>"
    article = cleaned(page.format(readers), "html")
    assert (article.date, article.authors) == (None, ())
    review = f'<div itemscope itemtype="https://schema.org/Review"><meta itemprop="datePublished" content="2019-05-03">{page.format("")}</div>'
    assert str(cleaned(review, "html").date) == "2019-05-03", "a single one is the page's own"


@pytest.mark.parametrize(
    "begins", ["<html><title>{}</title>", "<!doctype html><meta charset=utf-8><title>{}</title><header>x</header>"]
)
@pytest.mark.parametrize("part", ["article", "main", "section", "div"])
def test_a_page_may_leave_out_the_tags_of_its_head_and_body(begins: str, part: str) -> None:
    article = cleaned(f"{begins.format('Bridge opens')}<{part}><h1>Bridge opens</h1><p>{LONG}</p><p>{BRIDGE}</p></{part}>", "html")
    assert article.title == "Bridge opens"
    assert article.blocks[0].text == LONG


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a field of 30 km<sup>2</sup> with 10<sup>6</sup> trees", "a field of 30 km² with 10⁶ trees"),
        ("CO<sub>2</sub> of the 1<sup>er</sup> mai", "CO2 of the 1er mai"),
        ("by 12 million<sup><a href='#n1'>1</a></sup> euros", "by 12 million[1] euros"),
        ("by 12 million<a href='#n1'><sup>1</sup></a> euros", "by 12 million[1] euros"),
        ("by 12 million<sup>1</sup> euros", "by 12 million¹ euros"),
        ("by 12 million<sup class=ref><a href='#n1'>[1]</a></sup> euros", "by 12 million[1] euros"),
        ("she said <q>we waited long</q> and left", "she said “we waited long” and left"),
        ("sie sagte <q>„wir warten“</q> und ging", "sie sagte „wir warten“ und ging"),
        ("it cost <del>12</del> <ins>15</ins> million, <s>she</s> he said", "it cost 15 million, he said"),
    ],
)
def test_what_elements_in_a_line_say_is_kept(written: str, shown: str) -> None:
    page = f"<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>{LONG}</p><p>{LONG} So {written}.</p><p>{LONG} Yes.</p></body></html>"
    assert cleaned(page, "html").blocks[1].text == f"{LONG} So {shown}."


def test_paragraphs_of_a_lists_items_are_items() -> None:
    items = "".join(
        f"<li><p>{part}</p></li>" for part in ("The bridge cost 12 million.", "Buses will cross it from Monday on.", LONG)
    )
    page = f"<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>{BRIDGE}</p><ul>{items}</ul><p>{LONG} Yes.</p></body></html>"
    assert [block.kind for block in cleaned(page, "html").blocks] == ["paragraph", "item", "item", "item", "paragraph"]


def test_a_pull_quote_that_is_a_paragraph_goes_as_well() -> None:
    pulled = '<aside class="pullquote"><p>We waited long for this day</p></aside>'
    page = f"<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>{LONG}</p>{pulled}<p>{BRIDGE}</p><p>{LONG} Yes.</p></body></html>"
    assert [block.text[:4] for block in cleaned(page, "html").blocks] == ["This", "The ", "This"]


MENU = "<ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul>"


@pytest.mark.parametrize(
    "page",
    [
        "<html><head>{head}</head><body>{menu}</body><body>{text}</body></html>",
        "<html><head>{head}</head><body>{menu}</body></html>{text}",
        "<html><head>{head}</head><body>{menu}</body></html><html><head><title>Other</title></head><body>{text}</body></html>",
        "<html><head>{head}</head><body><site-news><template shadowrootmode=open>{menu}{text}</template></site-news></body></html>",
    ],
)
def test_a_page_is_read_as_browsers_show_it(page: str) -> None:
    text = f"<h1>Bridge opens</h1><p>{LONG}</p><p>{BRIDGE}</p>"
    article = cleaned(page.format(head="<title>Bridge opens</title>", menu=MENU, text=text), "html")
    assert (article.title, article.blocks[0].text) == ("Bridge opens", LONG)


def test_text_behind_the_end_of_a_page_is_its_own() -> None:
    page = f"<html><head><title>Bridge opens</title></head><body><p>{LONG}</p></body></html>{BRIDGE}<p>{LONG} Twice.</p>"
    assert parsed(page).text_content().count("\n") == BRIDGE.count("\n")
    assert parsed(page).text_content().endswith(f"{LONG} Twice.")


@pytest.mark.parametrize(
    "bold",
    [
        "<p><b>What it cost</b></p><p>{}</p>",
        "<div><strong>What it cost</strong></div><p>{}</p>",
        "<b>What it cost</b><p>{}</p>",
        "<p><strong>What it <i>cost</i></strong><br>{}</p>",
    ],
)
def test_a_line_in_bold_type_over_a_paragraph_is_a_heading(bold: str) -> None:
    last = BRIDGE.split("\n\n")[-1]
    page = f"<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>{LONG}</p>{bold.format(last)}<p>{LONG} Yes.</p></body></html>"
    shown = [(block.kind, block.text) for block in cleaned(page, "html").blocks]
    assert shown == [("paragraph", LONG), ("heading", "What it cost"), ("paragraph", last), ("paragraph", f"{LONG} Yes.")]


@pytest.mark.parametrize("button", ["Anzeige", "Advertisement", "Leer más", "Teilen"])
def test_a_button_in_bold_type_is_no_heading(button: str) -> None:
    page = f"<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>{LONG}</p><p><b>{button}</b></p><p>{BRIDGE}</p></body></html>"
    assert ("heading", button) not in [(block.kind, block.text) for block in cleaned(page, "html").blocks]


@pytest.mark.parametrize(
    "text", [f"<b>What it cost.</b> {LONG}", f"<b>Harwick</b> {LONG}", f"<b>{LONG}</b>", f"<b>Harwick –</b><br>{LONG}"]
)
def test_bold_words_in_a_paragraph_are_no_heading(text: str) -> None:
    page = f"<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>{LONG} Yes.</p><p>{text}</p><p>{LONG} So.</p></body></html>"
    assert [block.kind for block in cleaned(page, "html").blocks] == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("stamp", "shown", "day"),
    [
        ("2022-05-04T02:30:00Z", "May 3, 2022 at 10:30 p.m.", dt.date(2022, 5, 3)),
        ("2022-05-04T02:30:00.000+00:00", "May 3, 2022", dt.date(2022, 5, 3)),
        ("2022-05-04T02:30:00-04:00", "May 3, 2022", dt.date(2022, 5, 4)),  # no universal time
        ("2022-05-04T14:30:00Z", "May 3, 2022", dt.date(2022, 5, 4)),  # day in the Americas as well
        ("2022-05-04T02:30:00Z", "Published: May 4, 2022. First told on May 3, 2022", dt.date(2022, 5, 4)),
        ("2022-05-04T02:30:00Z", "News", dt.date(2022, 5, 4)),
    ],
)
def test_of_an_evening_in_the_americas_the_day_is_the_one_that_the_page_shows(stamp: str, shown: str, day: dt.date) -> None:
    record = json.dumps({"@type": "NewsArticle", "headline": "Bridge opens", "datePublished": stamp})
    page = f"<title>Bridge opens</title><script type='application/ld+json'>{record}</script><article><h1>Bridge opens</h1>"
    assert cleaned(f"<html lang=en-US>{page}<p>{shown}</p><p>{BRIDGE}</p><p>{LONG}</p></article>", "html").date == day


def test_an_undated_page_stays_undated() -> None:
    page = f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>{LONG}</p><p>{LONG} In 2019 he left.</p></article></body></html>"
    assert cleaned(page, "html").date is None


def test_a_page_keeps_its_links_and_pictures() -> None:
    page = f"""<html><head><title>Talks resume</title><link rel="canonical" href="https://daily.example/a"></head><body><article>
    <h1>Talks resume</h1><figure><img src="/p.jpg" alt="x"><figcaption>The hall of the talks</figcaption></figure>
    <p>{LONG} See the <a href="/b?x=(1)">older report</a> and <a href="javascript:x()">that</a>.</p><p>{LONG} Two.</p></article></body></html>"""
    text = to_markdown(cleaned(page, "html").blocks)
    assert '[The hall of the talks](https://daily.example/p.jpg "picture")' in text
    assert "[older report](<https://daily.example/b?x=(1)>) and that." in text
