from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import ftfy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.clean import typography
from sitegen.clean.clean import clean
from sitegen.clean.learned import features
from sitegen.clean.learned.texts import Judged, judge
from sitegen.clean.learned.whole import favoured
from sitegen.clean.markdown import escape, to_markdown
from sitegen.clean.metadata.page import abbreviates
from sitegen.clean.rules import RULES
from sitegen.clean.rules.learned import learned
from sitegen.clean.rules.navigation import navigation
from sitegen.clean.rules.newsletter import newsletter
from sitegen.clean.rules.notices import notices
from sitegen.clean.rules.related import related
from sitegen.clean.rules.share_bar import share_bar
from sitegen.clean.stated import cut_site_name, title_case
from sitegen.clean.typography import mend
from sitegen.config.schema import CleanConfig
from sitegen.core.bylines import read_authors
from sitegen.core.dates import read_date
from sitegen.core.markdown import paragraphs, parser
from sitegen.core.types import Block, CleanArticle, Media, RawDocument, Refusal, SourceRef
from tests.unit.clean.cleaning import LONG, cleaned


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("It’s “fine”", "It’s “fine”"),
        ("Itâ€™s â€œfineâ€\x9d", "It’s “fine”"),
        ("He said \"yes\" and 'no'.", "He said “yes” and ‘no’."),
        ("to “convince him “.", "to “convince him”."),
        ("“ stay in touch ” with", "“stay in touch” with"),
        ("``quoted''", "“quoted”"),
        ("the '90s and rock 'n' roll", "the ’90s and rock ’n’ roll"),
        ("l'été d'hier", "l’été d’hier"),
        ("« Oui », dit-il !", "« Oui », dit-il !"),
        ("１３日午後９時、地震（Ｍ６・６）があった。", "１３日午後９時、地震（Ｍ６・６）があった。"),
        ("ＬＯＵＤ news", "LOUD news"),
        ("او نمی\u200cخواهد برود", "او نمی\u200cخواهد برود"),
        ("zero\u200cwidth", "zerowidth"),
        ("a 6'2\" man", 'a 6’2" man'),
        ("one\u00a0two \u200bthree\u00ad", "one two three"),
        ("a word , and a stop .", "a word, and a stop."),
        ("fish &amp; chips", "fish & chips"),
    ],
)
def test_characters_are_mended(raw: str, mended: str) -> None:
    assert mend(raw) == mended


@given(st.text(alphabet="ab “”\"'’.,-—() ", max_size=60))
@settings(max_examples=200, deadline=None)
def test_mending_is_done_after_one_pass(text: str) -> None:
    once = mend(text)
    assert "  " not in once
    assert [c for c in mend(once) if c.isalpha()] == [c for c in text if c.isalpha()]


USUAL = [chr(n) for n in (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x384, 0x460), *range(0x2010, 0x2040), 0x20AC, 0x2122)]


def _by_ftfy(text: str) -> str:
    return ftfy.fix_text(text, ftfy.TextFixerConfig(unescape_html=True, uncurl_quotes=False, explain=False))


def test_a_line_that_is_not_handed_to_ftfy_is_none_that_it_would_mend() -> None:
    around = ("", "a", "A", "o", "1", " ", ".", "'", ")")
    lines = (f"{before}{c}{behind}" for c in USUAL if c != "&" for before in around for behind in around)
    assert not [line for line in lines if not typography._SUSPECT.search(line) and _by_ftfy(line) != line]


@given(st.text(alphabet=USUAL, max_size=30))
@settings(max_examples=500, deadline=None)
def test_no_line_that_is_not_handed_to_ftfy_is_one_that_it_would_mend(text: str) -> None:
    assert typography._SUSPECT.search(text) or _by_ftfy(text) == text


@given(st.text(alphabet=[*USUAL, *"\t`´ʼ\u2003\u202f\u3000"], max_size=30))
@settings(max_examples=500, deadline=None)
def test_a_line_that_is_seen_to_be_right_at_once_is_one_that_nothing_changes(text: str) -> None:
    quick = mend(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typography, "_MENDABLE", re.compile(""))
        assert mend(text) == quick


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-02", dt.date(2022, 3, 2)),
        ("2022-03-02T10:00:00Z", dt.date(2022, 3, 2)),
        ("Published on March 2nd, 2022 at 10:00", dt.date(2022, 3, 2)),
        ("mercredi 2 mars 2022", dt.date(2022, 3, 2)),
        ("1er août 1914", dt.date(1914, 8, 1)),
        ("Lienz, 28.01.22", dt.date(2022, 1, 28)),
        ("31.12.99", dt.date(1999, 12, 31)),
        ("12.30.45", None),
        ("Version 4.10.12, 10.11.12.13", None),
        ("03/04/2022", None),
        ("2022-02-31", None),
        ("Room 12 of 1912", None),
        ("26-FEB-1987 15:01:01.79", dt.date(1987, 2, 26)),
        ("03/Feb/2021:10:00:00 +0000", dt.date(2021, 2, 3)),
        ("Sat Feb 26 15:01:01 +0000 1987", dt.date(1987, 2, 26)),
        ("Thu Feb  3 15:01:01 2021", dt.date(2021, 2, 3)),
        ("2021/2/3 9:05", dt.date(2021, 2, 3)),
        ("25-seat-2010", None),
        ("1-2021-2-3", None),
    ],
)
def test_dates_that_can_be_read_in_one_way_only(text: str, day: dt.date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee and Jo Roe", ("Ann Lee", "Jo Roe")),
        ("Par Zoé Dupont, Luc Petit", ("Zoé Dupont", "Luc Petit")),
        ("Martin King, Jr", ("Martin King, Jr",)),
        ("Pressemitteilung von Ann Lee", ("Ann Lee",)),
        ("Ann Lee Illustration von Jo Roe", ("Ann Lee",)),
        ("About the Author - Ann Lee", ("Ann Lee",)),
        ("© Ann Lee", ("Ann Lee",)),
        ("Zoé Dupont Le 12/03/2020", ("Zoé Dupont",)),
        ("Ursula von der Leyen", ("Ursula von der Leyen",)),
        ("https://www.facebook.com/thedaily", ()),
        ("daily.example.com", ()),
        ("Agencies", ()),
        ("admin", ()),
        ("staff@paper.example", ()),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    assert read_authors(byline) == names


def test_the_sites_own_name_is_cut_from_titles() -> None:
    assert cut_site_name("Talks resume | The Daily", "The Daily") == "Talks resume"
    assert cut_site_name("The Daily - Talks resume", "The Daily") == "Talks resume"
    assert cut_site_name("The Daily", "The Daily") == "The Daily"
    assert cut_site_name("磨坊起火-谷报", "谷报") == "磨坊起火"  # no spaces stand around a sign there


HEADS: dict[str, tuple[str, dict[str, object]]] = {
    "title alone": ("Talks resume\n\nThe talks went on.", {}),
    "lines below": (
        "Talks resume\nBy Ann Lee\n2 March 2022\nSource: The Daily\nhttps://daily.example/talks\n\nThe talks went on.",
        {"authors": ("Ann Lee",), "date": dt.date(2022, 3, 2), "site_name": "The Daily", "url": "https://daily.example/talks"},
    ),
    "one line": (
        "Talks resume\n\nBy Ann Lee | 2 March 2022 | The Daily\n\nThe talks went on.",
        {"authors": ("Ann Lee",), "date": dt.date(2022, 3, 2), "site_name": "The Daily"},
    ),
    "keys first": (
        "Title: Talks resume\nDate: 2022-03-02\nTags: peace, talks\n\nThe talks went on.",
        {"date": dt.date(2022, 3, 2), "tags": ("peace", "talks")},
    ),
    "tags at the foot": ("Talks resume\n\nThe talks went on.\n\nFiled under: peace, talks", {"tags": ("peace", "talks")}),
}


@pytest.mark.parametrize("name", HEADS)
def test_what_a_text_states_of_itself(name: str) -> None:
    text, expected = HEADS[name]
    article = cleaned(text)
    assert article.title == "Talks resume"
    assert [block.text for block in article.blocks] == ["The talks went on."]
    for field, value in expected.items():
        assert getattr(article, field) == value


BRIDGE = """The mayor opened the new bridge over the river on Friday, two years after the old one was closed. Hundreds of people walked
across it in the first hour, and some of them had waited since the early morning.

“We waited long for this day,” she told the crowd, and thanked the engineers who had worked through the winter.

The bridge cost 12 million euros, of which the state paid a third. Buses will cross it from Monday on, the town said."""


@pytest.mark.parametrize(
    "head",
    [
        "New bridge over the river opens after two years",
        "Home » Traffic » New bridge over the river opens after two years\nNew bridge over the river opens after two years",
        "Home Traffic New bridge over the river opens after two years\nNew bridge over the river opens after two years",
        "Town News / Traffic / New bridge over the river opens after two years\nNew bridge over the river opens after two years",
        "New bridge over the river opens after two years | Town News\nShare\nNew bridge over the river opens after two years",
    ],
)
def test_the_headline_is_the_line_without_the_way_to_it(head: str) -> None:
    article = cleaned(f"{head}\nBy Ann Lee\n3 May 2019\n\n{BRIDGE}")
    assert article.title == "New bridge over the river opens after two years"
    assert article.authors == ("Ann Lee",)
    assert article.blocks[0].text.startswith("The mayor opened"), "and the other line is no part of the text"


@pytest.mark.parametrize(
    "head",
    [
        "New bridge opens | The Old Town Daily News\nThe Old Town Daily News",
        "Bridges of the town – new bridge opens after two years\nBridges of the town",
        "Ponts de la ville : un nouveau pont ouvre après deux ans\nPonts de la ville",
        "Home Secretary opens new bridge over the river\nOver the river",
    ],
)
def test_a_topic_or_the_sites_name_below_is_no_headline(head: str) -> None:
    article = cleaned(f"{head}\nBy Ann Lee\n3 May 2019\n\n{BRIDGE}")
    assert article.title == head.partition("\n")[0]


def test_a_text_without_a_headline_begins_with_its_first_paragraph() -> None:
    lead = "The mayor of the old town has resigned after a week of protests over the new tax on water."
    article = cleaned(f"{lead}\n\n{BRIDGE}")
    assert article.title == "The mayor of the old town has resigned after a week of…"
    assert article.blocks[0].text == lead
    japanese = "町長は水道料金の値上げに対する一週間の抗議を受けて、月曜日の朝に記者会見を開き、辞任することを明らかにした。"
    assert cleaned(f"{japanese}\n\n{japanese * 2}").blocks[0].text == japanese


@pytest.mark.parametrize(("sure", "title"), [(0.2, "The mayor opened the new bridge over the river on Friday, two…"), (0.9, "Joy")])
def test_below_a_paragraph_only_a_line_that_is_sure_is_the_headline(
    monkeypatch: pytest.MonkeyPatch, sure: float, title: str
) -> None:
    paragraphs = BRIDGE.replace("\n\n", "\v").replace("\n", " ").split("\v")
    lines = [paragraphs[0], "Joy", *paragraphs[1:]]
    likely = np.array([0.1, sure, *(0.0 for _ in lines[2:])], dtype=np.float32)
    monkeypatch.setattr("sitegen.clean.plain.judge", lambda *_: Judged(np.ones(len(lines), dtype=np.float32), likely))
    article = cleaned("\n\n".join(lines))
    assert article.title == title
    assert ("Joy" in [block.text for block in article.blocks]) is (title != "Joy")


def test_where_no_headline_is_found_the_first_line_is_one_if_it_belongs_to_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["Skip to content", LONG, f"{LONG} It is."]
    for keep, title in ((0.1, "This paragraph is long enough to stand under a heading and ends…"), (0.5, "Skip to content")):
        judged = Judged(np.array([keep, 0.9, 0.9], dtype=np.float32), np.zeros(3, dtype=np.float32))
        monkeypatch.setattr("sitegen.clean.plain.judge", lambda *_, judged=judged: judged)
        assert cleaned("\n\n".join(lines)).title == title


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


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter",
        "Valley Letter is a reader-supported publication. To receive new posts, become a subscriber.",
        "Thanks for reading Valley Letter! Subscribe for free to receive new posts and support my work.",
        "Abonnieren Sie unseren Newsletter", "Suscríbete a nuestro boletín", "Iscriviti alla newsletter", "Abonnez-vous",
    ],
)  # fmt: skip
def test_a_line_that_asks_to_subscribe_is_one_in_many_languages(line: str) -> None:
    blocks = [Block("paragraph", text) for text in (LONG, line, "She is a reader, and supported the publication.")]
    assert list(newsletter(blocks)) == [1]


@pytest.mark.parametrize(
    "label",
    [
        "Read also: ",
        "Lire aussi : ",
        "Lesen Sie auch: ",
        "Mehr zum Thema: ",
        "Das Thema könnte dich auch interessieren: ",
        "Lea también: ",
        "Leggi anche: ",
        "Leia mais: ",
        "Lees ook: ",
    ],
)
def test_a_line_that_leads_to_another_article_is_one_in_many_languages(label: str) -> None:
    blocks = [Block("paragraph", text) for text in (LONG, f"{label}The old bridge", LONG)]
    assert list(related(blocks)) == [1]
    assert list(related([Block("paragraph", LONG), Block("paragraph", "The old bridge"), Block("paragraph", LONG)])) == []


def test_a_servers_warnings_are_no_text() -> None:
    texts = ("Deprecated: f(): The /e modifier is old, use g in /www/a.php on line 82", "PHP Notice: x in b.php on line 2")
    assert list(notices([Block("paragraph", text) for text in (*texts, LONG)])) == [0, 1]
    assert list(notices([Block("paragraph", "Warning: the river is high.")])) == []


def test_the_times_over_the_entries_of_a_live_report_stay() -> None:
    times = ("14.32", "14:10 Uhr", "1.55pm")
    entries = [block for time in times for block in (Block("paragraph", time), Block("paragraph", LONG))]
    assert list(learned(entries, [0.1, 0.9] * 3)) == []
    assert list(learned(entries[:2], [0.1, 0.9])) == [0], "a single one tells when the page was made"
    prices = [replace(block, text=f"${block.text}") if block.text in times else block for block in entries]
    assert list(learned(prices, [0.1, 0.9] * 3)) == [0, 2, 4]


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


def test_short_lines_over_paragraphs_are_headings() -> None:
    river, people = (
        "On the second day the water rose to the steps of the market hall, and the council closed both bridges.",
        "Those who live by the river stayed in their houses, a fireman said, and waited for the boats with their lamps lit.",
    )
    article = cleaned(f"Title\n\n{LONG}\n\nThe second day\n\n{river}\n\n“We are here”\n\n{people}\n\nA last line without stop")
    assert [(b.kind, b.text) for b in article.blocks if b.kind == "heading"] == [
        ("heading", "The second day"), ("heading", "“We are here”")]  # fmt: skip
    assert article.blocks[-1].text == "A last line without stop", "nothing stands below it, so it is no heading, and it stays"


# Lines that belong to articles and look a little like residue: no rule may take any.
KEEP = [
    "Comments by the minister drew protest from three parties on Tuesday.",
    "“No comment,” the spokesman said.",
    "Facebook said on Monday that it would appeal against the fine.",
    "Correction: an earlier version of this article gave the wrong year.",
    "Editor’s note: the names of the witnesses were changed.",
    "Share prices fell by four per cent.",
    "The newspaper’s newsletter has 40,000 subscribers, it reported.",
    "Related crimes rose too, the police said.",
    "The law on cookies was passed by the parliament after a long debate, and companies that break it may be fined up to four "
    "per cent of what they earn in a year, which for the largest of them would be more than any fine that was ever paid in the "
    "history of the union, as ministers said.",
    "WASHINGTON (Reuters) – The Senate voted on Monday.",
    "Who reads the most popular books?",
    "He wrote: the sea is calm tonight.",
]


@pytest.mark.parametrize("line", KEEP)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_what_belongs_to_an_article_stays(line: str, where: str) -> None:
    parts = {"first": [line, LONG, LONG], "middle": [LONG, line, LONG], "last": [LONG, LONG, line]}[where]
    article = cleaned("Title\n\n" + "\n\n".join(parts))
    assert line in [block.text for block in article.blocks], article.cuts


def test_every_rule_is_known_by_its_name() -> None:
    names = [rule.__name__ for rule in RULES]
    assert len(set(names)) == len(names)
    folder = Path(__file__).parents[3] / "sitegen/clean/rules"
    assert {*names, "repeated", "learned"} == {file.stem for file in folder.glob("*.py")} - {"__init__", "form"}


@pytest.mark.parametrize(
    "text",
    ["# not a heading", "* star", "- dash", "+ plus", "1. one", "> quote", "a *b* c", "snake_case and _it_", "[x](y)", "<b>", "`code`",
     "---", "===", "~~~", "a\\b", "&amp; &", "1912. It was"],
)  # fmt: skip
def test_escaped_text_renders_as_itself(text: str) -> None:
    assert paragraphs(parser().parse(escape(text))) == [text]


@given(
    st.lists(
        st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
        .map(str.strip)
        .filter(bool),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_survives_the_way_through_markdown(texts: list[str]) -> None:
    texts = [" ".join(text.split()) for text in texts]
    body = to_markdown(tuple(Block("paragraph", text) for text in texts))
    assert paragraphs(parser().parse(body)) == texts


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
    ("short", "whole", "same"),
    [
        ("VG", "Verdens Gang", True),
        ("AP NEWS", "Associated Press", True),
        ("BBC", "British Broadcasting Corporation", True),
        ("CNN", "Verdens Gang", False),
        ("The Daily", "The Daily News Group", False),
        ("MZ", "MZ", False),
    ],
)
def test_a_publication_in_full_instead_of_its_initials(short: str, whole: str, same: bool) -> None:
    assert abbreviates(short, whole) == same


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


def test_an_undated_page_stays_undated() -> None:
    page = f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>{LONG}</p><p>{LONG} In 2019 he left.</p></article></body></html>"
    assert cleaned(page, "html").date is None


def test_an_article_with_nothing_left_is_refused_and_tells_what_was_cut() -> None:
    document = RawDocument(SourceRef("x", Path("x")), "text", "Title\n\nLeave a comment", "utf-8", "0")
    refused = clean(document, CleanConfig())
    assert isinstance(refused, Refusal)
    assert [cut.text for cut in refused.cuts] == ["Title", "Leave a comment"]


def test_lines_of_signs_are_no_text_and_keep_headings_from_nothing() -> None:
    text = (
        f"COUNCIL PASSES BUDGET AFTER A LONG DEBATE ON ROOFS\n{'=' * 50}\n\nBy Ann Lee\n----\n\n{LONG}\n\n* * *\n\n{LONG}\n\n"
        f"What comes next\n---------------\n\n{LONG} It is.\n\n{LONG} Or not.\n\n________\n"
    )
    article = cleaned(text)
    assert (article.title, article.authors) == ("COUNCIL PASSES BUDGET AFTER A LONG DEBATE ON ROOFS", ("Ann Lee",))
    assert ("heading", "What comes next") in [(block.kind, block.text) for block in article.blocks]
    assert [cut.text for cut in article.cuts if cut.rule == "ornament"] == ["=" * 50, "----", "* * *", "-" * 15, "_" * 8]


def test_a_model_that_leaves_nothing_but_labels_is_not_believed() -> None:
    blocks = [Block("paragraph", LONG), Block("paragraph", "Photo"), Block("paragraph", LONG)]
    assert list(learned(blocks, [0.01, 0.9, 0.01])) == []
    assert list(learned(blocks, [0.01, 0.9, 0.9])) == [0]


def test_a_label_that_recurs_parts_no_heading_from_its_text() -> None:
    blocks = [Block("paragraph", text) for text in (LONG, "Article content", "What comes next", "Article content", LONG)]
    assert list(learned(blocks, [0.9, 0.02, 0.3, 0.02, 0.9])) == [1, 3]
    assert list(learned(blocks, [0.9, 0.02, 0.3, 0.2, 0.9])) == [1, 2, 3], "it may be another article's"
    blocks[1] = Block("paragraph", "Most read")
    assert list(learned(blocks, [0.9, 0.02, 0.3, 0.02, 0.9])) == [1, 2, 3], "that stands there once, over a teaser"


def test_rows_of_a_table_are_no_menu() -> None:
    rows = [Block("paragraph", text) for text in ("Home | News | Sport", LONG, "Passed | 6676 | 6774", "Failed | 47 | 57", LONG)]
    assert list(navigation(rows)) == [0]
    assert list(navigation([Block("paragraph", "Screen: 7 in. | Weight: 1 lb. | Wi-Fi: yes")])) == []
    bars = [Block("paragraph", text) for text in ("Facebook 12", "Facebook $0.50 – $3.00", "Facebook | Twitter")]
    assert list(share_bar(bars)) == [0, 2]


def test_the_steps_of_a_numbered_list_stay_together() -> None:
    blocks = [
        Block("paragraph", LONG),
        *(Block("item", text, 1) for text in ("Chop.", "Boil for an hour.", "Serve hot")),
        Block("paragraph", "Print"),
    ]
    assert list(learned(blocks, [0.9, 0.9, 0.9, 0.1, 0.1])) == [4]
    assert list(learned(blocks, [0.9, 0.1, 0.9, 0.1, 0.1])) == [1, 3, 4]


def test_in_a_text_that_is_clean_nothing_goes_however_odd_a_line_is() -> None:
    keep = np.array([0.95, 0.2, 0.9, 0.01], dtype=np.float32)
    assert favoured(keep, 0.4) is keep
    assert (favoured(keep, 0.6) > 0.6).tolist() == [True, True, True, False]


@pytest.mark.parametrize("text", ["Technical support\n(415) 776-3109", LONG, f"{LONG}\n\nAcumen\n\n{LONG}", "x"])
def test_a_text_is_seen_as_a_whole(text: str) -> None:
    judged = judge(text.split("\n"))
    assert len(judged.keep) == text.count("\n") + 1
    assert ((judged.keep >= 0) & (judged.keep <= 1)).all()


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("„Ja“, sagte sie.", "„Ja“, sagte sie."),
        ("„Tak”, powiedział.", "„Tak”, powiedział."),
        ("the plan--such as it was", "the plan–such as it was"),
        ("yes -- no", "yes – no"),
    ],
)
def test_quotes_and_dashes_go_by_the_language(raw: str, mended: str) -> None:
    assert mend(raw) == mended


def test_a_dateline_dates_a_text_that_nothing_else_does_and_says_so() -> None:
    article = cleaned(f"Title\n\nWASHINGTON, March 2, 2022 (Agency) – {LONG}\n\n{LONG}")
    assert (article.date, article.inferred) == (dt.date(2022, 3, 2), True)
    assert cleaned(f"Title\n\n{LONG} It was on March 2, 2022 – a Wednesday.").date is None


def test_a_date_to_come_is_none() -> None:
    assert cleaned(f"Title\n2 March 2199\n\n{LONG}").date is None


@pytest.mark.parametrize(
    "line",
    [
        "Stand: 04.03.2021, 12:30 Uhr",
        "jueves, 4 de marzo de 2021",
        "4 марта 2021, 12:30",
        "4 marca 2021",
        "2021年3月4日 9時30分",
        "2021년 3월 4일",
    ],
)
def test_a_line_that_dates_the_text_is_understood_in_many_languages(line: str) -> None:
    article = cleaned(f"A title of some words\n\n{line}\n\n{LONG}\n\n{LONG}")
    assert (article.date, len(article.blocks)) == (dt.date(2021, 3, 4), 2)


@pytest.mark.parametrize(
    "line", ["By Ann Lee and Bob Ray", "Par Ann Lee et Bob Ray", "Von Ann Lee und Bob Ray", "Por Ann Lee y Bob Ray"]
)
def test_a_byline_is_understood_in_some_languages(line: str) -> None:
    article = cleaned(f"A title of some words\n\n{line}\n\n{LONG}\n\n{LONG}")
    assert (article.authors, len(article.blocks)) == (("Ann Lee", "Bob Ray"), 2)


def test_a_heading_that_ends_with_a_year_is_no_date() -> None:
    article = cleaned(f"A title of some words\n\nResolution 12, 2021\n\n{LONG}\n\n{LONG}")
    assert (article.date, article.blocks[0].text) == (None, "Resolution 12, 2021")


_JAPANESE = [
    "北の町の港で新しい防波堤が四日に完成し、漁師や家族など約二百人が式典に集まった。工事は三年前に始まり、費用は十二億円だった。",
    "町長は「これで冬の高い波から船を守ることができる」と話した。昨年の冬は高波で小さな船が七隻沈んだ。",
    "一方、環境団体は砂浜への影響を心配している。県は来年の春までに調査の結果を公表すると説明した。",
]
_HINDI = [
    "शहर के बंदरगाह में नई दीवार का काम शुक्रवार को पूरा हुआ और करीब दो सौ लोग समारोह में पहुंचे। यह काम तीन साल पहले शुरू हुआ था।",
    "महापौर ने कहा कि अब सर्दियों की ऊंची लहरों से नावों को बचाया जा सकेगा। पिछले साल सात छोटी नावें डूब गई थीं।",
]


@pytest.mark.parametrize(
    ("title", "above", "text", "below"),
    [
        ("港の新しい防波堤が完成", ["Facebookでシェアする", "印刷する"], _JAPANESE, ["ログイン", "新規登録"]),
        ("बंदरगाह की नई दीवार तैयार", ["शेयर करें"], _HINDI, ["ये भी पढ़ें", "और खबरें"]),
    ],
)
def test_texts_of_other_scripts_keep_their_paragraphs_and_lose_their_buttons(
    title: str, above: list[str], text: list[str], below: list[str]
) -> None:
    article = cleaned("\n".join([title, *above, *text, *below]))
    assert (article.title, [block.text for block in article.blocks]) == (title, text)


def test_the_users_patterns_overrule_all_rules() -> None:
    config = CleanConfig(min_characters=1, keep=("^share this",), drop=("full stop",))
    doc = RawDocument(
        SourceRef("x", Path("x")),
        "text",
        f"A title of some words\n\n{LONG} One.\n\nShare this\n\nThe ships lay in the harbour for a week.",
        "utf-8",
        "0",
    )
    article = clean(doc, config)
    assert isinstance(article, CleanArticle)
    assert [block.text for block in article.blocks] == ["Share this", "The ships lay in the harbour for a week."]
    assert ("drop", f"{LONG} One.") in [(cut.rule, cut.text) for cut in article.cuts]


def test_the_cuts_tell_where_they_were() -> None:
    text = f"A title of some words\n\n{LONG} One.\n\nAdvertisement\n\n{LONG} Two.\n\nLeave a comment\n\nName"
    article = cleaned(text)
    assert [(cut.text, cut.before) for cut in article.cuts] == [
        ("A title of some words", 0),
        ("Advertisement", 1),
        ("Leave a comment", 2),
        ("Name", 2),
    ]


def test_a_page_keeps_its_links_and_pictures() -> None:
    page = f"""<html><head><title>Talks resume</title><link rel="canonical" href="https://daily.example/a"></head><body><article>
    <h1>Talks resume</h1><figure><img src="/p.jpg" alt="x"><figcaption>The hall of the talks</figcaption></figure>
    <p>{LONG} See the <a href="/b?x=(1)">older report</a> and <a href="javascript:x()">that</a>.</p><p>{LONG} Two.</p></article></body></html>"""
    text = to_markdown(cleaned(page, "html").blocks)
    assert '[The hall of the talks](https://daily.example/p.jpg "picture")' in text
    assert "[older report](<https://daily.example/b?x=(1)>) and that." in text


PATTERNS = [
    "[(*_",
    "\"' ",
    "by a and ",
    "a > ",
    ". . ",
    "&am",
    "share this on ",
    "http://a ",
    "# a\n",
    "a | ",
    "facebook ",
    "<b>",
    "<p>x",
    "©",
    "1 2,",
    "- - ",
    "a =\n",
    "Title: x\n",
    "so many words go on in one line-\n",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("media", ["text", "fragment"])
def test_no_text_takes_the_rules_more_than_linear_time(pattern: str, media: Media) -> None:
    """A pattern that backtracks takes minutes for this; the suite's own limit would tell."""
    doc = RawDocument(SourceRef("x", Path("x")), media, pattern * (60_000 // len(pattern)), "utf-8", "0")
    assert isinstance(clean(doc, CleanConfig(min_characters=1)), CleanArticle | Refusal)


@given(
    st.lists(
        st.sampled_from(
            [LONG, "Read more", "Share", "“No.”", "- a point", "12", "©", "By Ann Lee", "a\u200b", "# H", "| a | b |", "é" * 40]
        ),
        max_size=12,
    )
)
@settings(max_examples=80, deadline=None)
def test_no_lines_make_the_rules_raise_and_nothing_is_lost(lines: list[str]) -> None:
    doc = RawDocument(SourceRef("x", Path("x")), "text", "\n\n".join(lines), "utf-8", "0")
    found = clean(doc, CleanConfig(min_characters=1))
    if isinstance(found, CleanArticle):
        assert len(found.blocks) + len(found.cuts) == sum(bool(mend(line)) for line in lines)


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("BRIDGE OPENS IN THE VALLEY", "Bridge opens in the valley"),
        ("U.S. OPENS G7 TALKS TODAY", "U.S. opens G7 talks today"),
        ("Talks on BBC", "Talks on BBC"),
        ("NATO", "NATO"),
    ],
)
def test_titles_in_capitals_are_written_like_sentences_by_option(shouted: str, said: str) -> None:
    assert title_case(shouted) == said


def test_lines_of_one_shape_look_alike_in_every_language_and_shapes_are_no_words() -> None:
    same = ("Ann Lee, The Hague: 12 ships lost", "Ève Noël, Les Halles: 40 pages lues", "Олег Кот, Новый Свет: 7 дней пути")
    assert len({tuple(features.shapes(line)) for line in same}) == 1
    assert features.shapes(same[0]) == ["Aa", "Aa", "S,", "Aa", "Aa", "S:", "N", "L", "L"]
    assert features.shapes("READ MORE » 東京で地震") == ["AA", "AA", "S»", "L"]
    assert not set(features.shapes("aa AA l L n N s, S | ©")) & set(features.words("aa AA l L n N s, S | ©"))
