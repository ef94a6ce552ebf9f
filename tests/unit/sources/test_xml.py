"""Feeds and the XML that presses, agencies and libraries keep."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sitegen.core.types import Note, Stated
from sitegen.sources.readers import xml_
from tests.unit.sources.reading import BODY, articles, read, reasons, text

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Valley News</title><language>en</language>
<item><title>Mill &amp; bridge</title><link>https://v.example/1</link><guid>g1</guid><dc:creator>Ann Lee</dc:creator>
<pubDate>Fri, 03 May 2019 10:00:00 GMT</pubDate><category>Fire</category><content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded></item>
<item><title>Short\x0b &nbsp;one</title><guid>g2</guid><description>Only a summary.</description></item></channel></rss>"""


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>La Vallée</title><entry><id>urn:1</id><title>Le moulin</title>
<link href="https://v.example/1"/><published>2019-05-03T10:00:00Z</published><author><name>Ann Lee</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content></entry></feed>"""


def test_rss_with_full_content(tmp_path: Path) -> None:
    found = read(tmp_path, "feed.xml", RSS)
    (one,) = articles(found)
    assert (one.stated.title, one.stated.site_name, str(one.stated.date)) == ("Mill & bridge", "Valley News", "2019-05-03")
    assert (one.stated.authors, one.stated.tags, one.media) == (("Ann Lee",), ("Fire",), "fragment")
    assert BODY in text(one)
    assert reasons(found) == ["the feed carries no more than a summary of it"]


def test_atom_with_xhtml(tmp_path: Path) -> None:
    (one,) = articles(read(tmp_path, "feed.atom", ATOM))
    assert (one.stated.title, one.stated.language, one.stated.url) == ("Le moulin", "fr", "https://v.example/1")
    assert BODY in text(one)


def wxr(*items: str) -> str:
    return ('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Valley News</title>'
            "<wp:author><wp:author_login>al</wp:author_login><wp:author_display_name>Ann Lee</wp:author_display_name></wp:author>"
            f"{''.join(items)}</channel></rss>")  # fmt: skip


def post(number: int, body: str, kind: str = "post", status: str = "publish") -> str:
    return (f"<item><title>Mill {number}</title><link>https://v.example/{number}</link><dc:creator>al</dc:creator><wp:post_id>{number}</wp:post_id>"
            f"<wp:post_date>2019-05-03 10:00:00</wp:post_date><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>")  # fmt: skip


def test_wordpress_exports_past_their_mistakes(tmp_path: Path) -> None:
    bad = f'[caption id="x"]A mill[/caption]{BODY}\n\nSecond \x08paragraph &nbsp; &eacute; \x0b.\n\n<h2>Heading</h2>'
    found = read(tmp_path, "export.xml", wxr(post(1, bad), post(2, "x", "page"), post(3, BODY, status="draft"), post(4, BODY)))
    one, four = articles(found)
    assert (one.stated.title, one.stated.authors, str(one.stated.date)) == ("Mill 1", ("Ann Lee",), "2019-05-03")
    assert f"<p>A mill{BODY}</p>\n<p>Second paragraph" in text(one)
    assert (one.ref.key, four.ref.key) == ("export.xml#1", "export.xml#4")
    assert [each.text for each in found if isinstance(each, Note)] == [
        "2 items are no published posts (pages, pictures, drafts, menus)"
    ]


def test_entities_that_xml_does_not_know_and_loose_ampersands(tmp_path: Path) -> None:
    data = wxr(post(1, BODY).replace("Mill 1", "Caf&eacute; &nope; & more"), post(2, BODY))
    one, two = articles(read(tmp_path, "export.xml", data))
    assert one.stated.title.startswith("Café")
    assert two.stated.title == "Mill 2"


def test_a_billion_laughs_stay_unlaughed(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = RSS.replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss').replace("Mill &amp; bridge", "&l9;")
    found = read(tmp_path, "feed.xml", data)
    assert sum(len(each.data) for each in articles(found)) < 10_000


MILL = ("Mill & bridge", "Nobody hurt", ("Ann Lee",), "2019-05-03", "Valley News", "https://v.example/1", ("fire",))


def told(stated: Stated) -> tuple[object, ...]:
    """What both formats state of the article about the mill."""
    return (stated.title, stated.subtitle, stated.authors, str(stated.date), stated.site_name, stated.url, stated.tags)


NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
<nitf><head><title>Mill</title><docdata><doc-id id-string="17"/><key-list><keyword key="fire"/></key-list></docdata>
<pubdata date.publication="20190503T000000" ex-ref="https://v.example/1" name="Valley News" position.section="Local"/></head>
<body><body.head><hedline><hl1>Mill &amp; bridge</hl1><hl2>Nobody hurt</hl2></hedline><byline>By <person>Ann Lee</person></byline></body.head>
<body.content><block class="lead_paragraph"><p>{BODY}</p></block><block class="full_text"><p>{BODY}</p><hl2>Inquiry</hl2><p>1 &lt; 2.</p>
<media><media-caption>A mill</media-caption></media></block></body.content></body></nitf>"""


def test_nitf_as_agencies_hand_over_their_archives(tmp_path: Path) -> None:
    (one,) = articles(read(tmp_path, "17.xml", NITF))
    assert (told(one.stated), one.stated.section) == (MILL, "Local")
    assert (one.ref.key, text(one).replace("\n", "")) == ("17.xml", f"<p>{BODY}</p><h3>Inquiry</h3><p>1 &lt; 2.</p>")


def test_several_nitf_articles_in_one_file(tmp_path: Path) -> None:
    article = NITF[NITF.index("<nitf>") :]
    found = read(tmp_path, "wire.xml", f"<newsMessage>{article}{article.replace('17', '18')}</newsMessage>")
    assert [each.ref.key for each in articles(found)] == ["wire.xml#17", "wire.xml#18"]


TEI = f"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v17"><teiHeader><fileDesc><titleStmt>
<title type="main">Mill &amp; bridge</title><title type="sub">Nobody hurt</title><author><persName>Ann Lee</persName></author></titleStmt>
<publicationStmt><publisher>The library</publisher><date when="2021-01-01">2021</date></publicationStmt><sourceDesc><biblStruct><monogr>
<title level="j">Valley News</title><imprint><date when="2019-05-03">3 May</date></imprint></monogr><ptr target="https://v.example/1"/></biblStruct>
</sourceDesc></fileDesc><profileDesc><langUsage><language ident="en">English</language></langUsage><textClass><keywords><term>fire</term></keywords>
</textClass></profileDesc></teiHeader><text><body><fw>page 3</fw><p>{BODY} <hi>It is.</hi></p><head>Inquiry</head><lg><l>The mill is gone,</l>
<l>so is the wheel.</l></lg></body></text></TEI>"""


def test_tei(tmp_path: Path) -> None:
    (one,) = articles(read(tmp_path, "v17.xml", TEI))
    assert (told(one.stated), one.stated.language) == (MILL, "en")
    assert one.ref.key == "v17.xml"
    assert text(one).replace("\n", "") == (
        f"<p>{BODY} It is.</p><h2>Inquiry</h2><p>The mill is gone,</p><p>so is the wheel.</p>")  # fmt: skip


def test_a_tei_corpus_and_a_text_of_several_articles(tmp_path: Path) -> None:
    one = TEI[TEI.index("<TEI") :]
    issue = (
        one[: one.index("<body>")]
        + "".join(
            f'<body><div type="article" xml:id="a{n}"><head>Story {n}</head><p>{BODY} {n}</p></div></body>'.replace(
                "</body><body>", ""
            )
            for n in (1, 2)
        ).replace("</body><body>", "")
        + "</text></TEI>"
    )
    found = articles(
        read(tmp_path, "c.xml", f"<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/>{one}{issue}</teiCorpus>")
    )
    assert [(each.ref.key, each.stated.title) for each in found] == [
        ("c.xml#v17", "Mill & bridge"), ("c.xml#a1", "Story 1"), ("c.xml#a2", "Story 2")]  # fmt: skip
    assert {each.stated.site_name for each in found} == {"Valley News"}
    assert [f"{BODY} 1" in text(each) for each in found] == [False, True, False]


def test_the_xml_of_trafilatura(tmp_path: Path) -> None:
    doc = (
        '<doc sitename="Valley News" title="Mill &amp; bridge" author="Ann Lee; Jo Roe" date="2019-05-03" source="https://v.example/1" '
        f'hostname="v.example" categories="Local" tags="fire;mills" fingerprint="ab12"><main><p>{BODY}</p><head rend="h2">Inquiry</head>'
        '<list rend="ul"><item>One</item></list></main><comments><p>So sad!</p></comments></doc>'
    )
    for name, data, key in (("a.xml", doc, "a.xml"), ("b.xml", f"<collection>{doc}</collection>", "b.xml#ab12")):
        (one,) = articles(read(tmp_path, name, data))
        stated = one.stated
        assert (stated.title, stated.authors, str(stated.date)) == ("Mill & bridge", ("Ann Lee", "Jo Roe"), "2019-05-03")
        assert (stated.site_name, stated.url, stated.tags) == ("Valley News", "https://v.example/1", ("fire", "mills", "Local"))
        assert (one.ref.key, text(one)) == (key, f"<p>{BODY}</p><h2>Inquiry</h2><ul><li>One</li></ul>")


@pytest.mark.parametrize("data", ["<?xml version='1.0'?><catalogue><entry_/></catalogue>", "\ufeff<catalogue/>"])
def test_xml_that_no_reader_knows_is_not_taken_for_text(tmp_path: Path, data: str) -> None:
    (reason,) = reasons(read(tmp_path, "a.xml", data))
    assert "XML of a kind that is not read (<catalogue>)" in reason


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 11, 64, 1 << 16])
def test_bare_signs_are_mended_outside_of_sections_wherever_a_piece_ends(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    written = (
        b"<a>Fish & chips &amp; peas&nbsp;&#233;&#x41;; AT&T<![CDATA[A & B &nbsp; <b>&amp;</b> ]] > ]]>C & D<![CDATA[&]]>&</a>"
    )
    mended = b"<a>Fish &amp; chips &amp; peas&#160;&#233;&#x41;; AT&amp;T<![CDATA[A & B &nbsp; <b>&amp;</b> ]] > ]]>C &amp; D<![CDATA[&]]>&amp;</a>"
    monkeypatch.setattr(xml_, "CHUNK", chunk)
    stream = xml_._Mended(io.BufferedReader(io.BytesIO(written)))
    assert b"".join(iter(lambda: stream.read(1), b"")) == mended
