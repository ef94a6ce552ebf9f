"""What press databases and mail programs export: many articles in one file, each comes out alone and without the database's lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.core.types import RawRecord, Refusal
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers import several
from tests.unit.sources.reading import articles, read, reasons, text

MILL = "The old mill at the lower end of the valley burned down in\nthe night, and nobody was hurt.\n\nThe fire brigade came from three villages."
BRIDGE = "The new bridge over the river was opened on Friday by the\nmayor.\n\nNOTE: it is closed to lorries."

NEXIS = f"""



Download Request: Select Items: 1-2
Time Of Request: Friday, May 10, 2019  16:51:31


                               1 of 2 DOCUMENTS



                               The Valley News (London)

                              May 3, 2019 Friday
                                   Edition 1;
                                    Scotland

Copyright on old mill;
brigade comes too late

BYLINE: ANN Lee and Jo Roe

SECTION: Pg. 3; NEWS

LENGTH: 355 words

DATELINE: RIVERTON, May 2

{MILL}

LOAD-DATE: May 4, 2019

LANGUAGE: ENGLISH

GRAPHIC: The mill, before.

PUBLICATION-TYPE: Newspaper


                     Copyright 2019 Valley Newspapers Limited
                              All Rights Reserved

                               2 of 2 DOCUMENTS


     Copyright 2019 Hill Company, LLC
                              All Rights Reserved

                                 The Hill Post

                             May 10, 2019 Friday
                                 Met 2 Edition

SECTION: A-SECTION; Pg. A01

LENGTH: 3,362 words

HEADLINE: Bridge opens

BYLINE: Wes Low;Kim Kind

BODY:

{BRIDGE}

CORRECTION:

An earlier version gave another day.
"""


def test_nexis_text(tmp_path: Path) -> None:
    first, second = articles(read(tmp_path, "Valley_2019-05-10.TXT", NEXIS))
    assert text(first) == f"RIVERTON, May 2 – {MILL}"
    stated = first.stated
    assert (stated.title, stated.site_name, str(stated.date)) == (
        "Copyright on old mill; brigade comes too late",
        "The Valley News (London)",
        "2019-05-03",
    )
    assert (stated.authors, stated.section) == (("ANN Lee", "Jo Roe"), "NEWS")
    assert first.ref.key == "Valley_2019-05-10.TXT#article 1"
    assert text(second) == f"{BRIDGE}\n\nAn earlier version gave another day."
    stated = second.stated
    assert (stated.title, stated.site_name, str(stated.date)) == ("Bridge opens", "The Hill Post", "2019-05-10")
    assert (stated.authors, stated.section) == (("Wes Low", "Kim Kind"), "A-SECTION")


def test_nexis_page(tmp_path: Path) -> None:
    def document(number: int, title: str, *paragraphs: str) -> str:
        blocks = [f"{number} of 2 DOCUMENTS", "Some Newspaper", 'December</SPAN><SPAN CLASS="c2"> 19, 1991, Sunday', title]
        blocks += ['BYLINE: </SPAN><SPAN CLASS="c2">By ANN LEE', 'LENGTH: </SPAN><SPAN CLASS="c2">584 words']
        foot = ["LANGUAGE: </SPAN><SPAN>ENGLISH", "Copyright 1991 Valley Company"]
        inner = "".join(
            f'<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">{each}</SPAN></P>\n</DIV>\n'
            for each in [*blocks, *paragraphs, *foot]
        )
        return f'<A NAME="DOC_ID_0_{number}"></A><!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->\n{inner}<!-- \n</DOCFULL>\n</DOC> -->\n'

    page = f"<HTML><HEAD><TITLE>&nbsp;</TITLE></HEAD>\n<BODY>{document(1, 'Mill<BR>burns', 'It burned.', '&quot;All is gone&quot;, he said.')}{document(2, 'Bridge', 'It opened.')}</BODY></HTML>"
    first, second = articles(read(tmp_path, "a.HTML", page))
    assert text(first) == 'It burned.\n\n"All is gone", he said.'
    assert (first.stated.title, first.stated.site_name, str(first.stated.date)) == ("Mill burns", "Some Newspaper", "1991-12-19")
    assert first.stated.authors == ("Ann Lee",)
    assert text(second) == "It opened."


def test_nexis_documents_saved_as_text(tmp_path: Path) -> None:
    def document(title: str, body: str) -> str:
        return (
            f"{title}\nThe Guardian (London)\nMay 3, 2019 Friday\n\nCopyright 2019 Valley Newspapers Limited All Rights Reserved\n\n"
            "Section: NEWS; Pg. 3\nLength: 453 words\nByline: Ann Lee\nHighlight: Nobody was hurt\nBody\n\n"
            f"{body}\n\nClassification\n\nLanguage: ENGLISH\nPublication-Type: Newspaper\n\nLoad-Date: May 4, 2019\n\nEnd of Document\n\n"
        )

    first, second = articles(read(tmp_path, "a.txt", document("Mill burns", MILL) + document("Bridge opens", BRIDGE)))
    assert (text(first).strip(), text(second).strip()) == (MILL, BRIDGE)
    stated = first.stated
    assert (stated.title, stated.subtitle, stated.site_name) == ("Mill burns", "Nobody was hurt", "The Guardian (London)")
    assert (str(stated.date), stated.authors, stated.section) == ("2019-05-03", ("Ann Lee",), "NEWS")


def test_proquest(tmp_path: Path) -> None:
    rule = "_" * 60
    export = f"""{rule}

Report Information from ProQuest
May 10 2019 10:00
{rule}

Document 1 of 2

Mill burns

Language: English

Author: Lee, Ann

Publication info: The Valley News ; Riverton [Riverton]03 May 2019: 5.

ProQuest document link

Abstract: The mill has burned down.

Links: https://library.example/?url=1

Full text: {MILL}

Subject: Fires; Mills

Title: Mill burns

Publication title: The Valley News

Section: News

Publication date: May 3, 2019

Publisher: Valley Newspapers

ProQuest document ID: 2219000001

Document URL: https://proquest.example/docview/2219000001

Copyright: Copyright Valley Newspapers May 3, 2019

{rule}

Nothing but an abstract

Abstract: The bridge is open.

Title: Nothing but an abstract

ProQuest document ID: 2219000002

{rule}

Contact us at: https://proquest.example
"""
    found = read(tmp_path, "ProQuestDocuments-2019-05-10.txt", export)
    (first,) = articles(found)
    assert text(first) == MILL
    stated = first.stated
    assert (stated.title, stated.site_name, str(stated.date), stated.section) == (
        "Mill burns",
        "The Valley News",
        "2019-05-03",
        "News",
    )
    assert (stated.authors, stated.url) == (("Ann Lee",), "https://proquest.example/docview/2219000001")
    assert first.ref.key.endswith("#2219000001")
    (reason,) = reasons(found)
    assert "no text is in it, only title" in reason
    assert "site.yaml" not in reason


FACTIVA_HEAD = '<html><head><meta charset="utf-8"><title>Factiva</title></head><body><form>'


def test_factiva_page(tmp_path: Path) -> None:
    def article(number: str, title: str, *paragraphs: str) -> str:
        inner = "\n".join(f'<p class="articleParagraph enarticleParagraph">{each}  </p>' for each in paragraphs)
        return (
            f'<div id="article-{number}" class="article"><div class="article enArticle"><p>\n</p><div>Home Desk; C</div>\n'
            f'<div id="hd"><span class="enHeadline">{title}  </span>\n</div><div class="author">By ANN LEE  </div><div>1,703 Wörter</div>'
            "<div>7 Januar 1993</div><div>10:05</div><div>The Valley News</div><div>VALN</div><div>Late Edition</div><div>1</div><div>Englisch</div>"
            f"<div>Copyright 1993 The Valley Company.  </div>\n<p></p>\n{inner}\n<p>Valley Digital (Full Text)</p><p>Dokument {number}</p></div></div><br><span></span>"
        )

    page = FACTIVA_HEAD + article("VALN000020050408dp1700iyz", "Mill burns", "It <b>burned</b>.", "All is gone.")
    page += article("VALN000020050408dp1700ix3", "Bridge opens", "It opened.") + "</form></body></html>"
    first, second = articles(read(tmp_path, "Factiva.htm", page))
    assert text(first) == "It burned.\n\nAll is gone."
    assert (first.stated.title, first.stated.site_name, str(first.stated.date)) == ("Mill burns", "The Valley News", "1993-01-07")
    assert first.stated.authors == ("Ann Lee",)
    assert first.ref.key.endswith("#VALN000020050408dp1700iyz")
    assert (second.stated.title, text(second)) == ("Bridge opens", "It opened.")


def test_factiva_page_with_indexing(tmp_path: Path) -> None:
    rows = {"HD": "Mill burns", "BY": "By Ann Lee", "WC": "584 words", "PD": "3 May 2019", "SN": "The Valley News", "LA": "English"}
    table = "".join(f"<tr><td><b>{name}</b>&nbsp;</td><td>{value}</td></tr>" for name, value in rows.items())
    body = '<p class="articleParagraph enarticleParagraph">It burned.</p>'
    table += f"<tr><td><b>LP</b></td><td>{body}</td></tr><tr><td><b>TD</b></td><td>{body.replace('burned', 'is gone')}</td></tr>"
    table += "<tr><td><b>AN</b></td><td>Document VALN000020190503ef530000b</td></tr>"
    page = f'{FACTIVA_HEAD}<div class="article enArticle"><table>{table}</table></div></form></body></html>'
    (found,) = articles(read(tmp_path, "Factiva.html", page))
    assert text(found) == "It burned.\n\nIt is gone."
    stated = found.stated
    assert (stated.title, stated.authors, stated.site_name) == ("Mill burns", ("Ann Lee",), "The Valley News")
    assert (str(stated.date), found.ref.key) == ("2019-05-03", "Factiva.html#VALN000020190503ef530000b")


@pytest.mark.parametrize("coded", [False, True])
def test_factiva_text(tmp_path: Path, coded: bool) -> None:
    def article(number: str, title: str, body: str) -> str:
        if coded:
            lead, *rest = body.split("\n\n")
            return (
                f"\nHD\t{title}\nBY\tBy Ann Lee\nWC\t453 words\nPD\t3 May 2019\nSN\tThe Valley News\nSC\tVALN\nLA\tEnglish\nCY\tCopyright 2019\n"
                f"LP\t\n{lead}\nTD\t\n"
                + "\n\n".join(rest)
                + f"\nCO\tvalley : Valley plc\nAN\tDocument {number}\n\nDocument {number}\n"
            )
        return (
            f"\nNews\n{title}\nBy Ann Lee\n453 words\n3 May 2019\n10:05\nThe Valley News\nVALN\nLate Edition\n3\nEnglish\n"
            f"Copyright 2019. Valley Newspapers Ltd.\n\n{body}\n\nDocument {number}\n\nPage 1 of 120 © 2019 Factiva, Inc. All rights reserved.\n"
        )

    export = article("VALN000020190503ef530000b", "Mill burns", MILL) + article("VALN000020190503ef530000c", "Bridge opens", BRIDGE)
    first, second = articles(read(tmp_path, "Factiva-20190510.txt", export))
    assert (text(first).strip(), text(second).strip()) == (MILL, BRIDGE)
    for found, title in ((first, "Mill burns"), (second, "Bridge opens")):
        stated = found.stated
        assert (stated.title, stated.authors, stated.site_name) == (title, ("Ann Lee",), "The Valley News")
        assert str(stated.date) == "2019-05-03"


def test_europresse(tmp_path: Path) -> None:
    def article(title: str, name: str, number: str) -> str:
        return (
            '<article> <header> <div> <span class="DocPublicationName">La Vallée   </span> </div> <div> <span class="DocHeader">Économie, '
            f'mardi 14 mars 2006, p. 16</span> </div>  <div class="titreArticle">  <p class="sm-margin-bottom">Incendie</p> <p class="titreArticleVisu">{title}</p>  </div>'
            f"  <div>{name}</div> </header> <section>   <div class=\"DocText\">   <div class='docOcurrContainer'> <p>Le <mark>moulin</mark> a brûlé.</p> <p>Rien n'est resté.</p> </div> </div> </section>"
            f"<aside> <div> <b>Note(s) : </b> </div>  </aside> <footer> <small>© 2006 La Vallée. Tous droits réservés.</small> <p>Numéro de document : {number}</p> </footer> </article>"
        )

    style = "<style>.DocPublicationName{color:#83724e}article+article{page-break-before:always}</style>"
    page = f"<!DOCTYPE html> <html> <head> {style}</head> <body>  {article('Le moulin brûle', 'Anne Lee', 'news·20060315·LV·0q1503_1')} {article('Un pont', 'Jo Roe', 'news·20060315·LV·0q1503_2')} </body> </html>"
    first, second = articles(read(tmp_path, "europresse.html", page))
    assert text(first) == "<p>Le moulin a brûlé.</p><p>Rien n&#x27;est resté.</p>"
    stated = first.stated
    assert (stated.title, stated.site_name, str(stated.date), stated.section) == (
        "Le moulin brûle",
        "La Vallée",
        "2006-03-14",
        "Économie",
    )
    assert (stated.authors, first.ref.key) == (("Anne Lee",), "europresse.html#news·20060315·LV·0q1503_1")
    assert second.stated.title == "Un pont"


def test_mailbox(tmp_path: Path) -> None:
    def message(subject: str, body: str) -> str:
        return (
            "From letter@valley.example Fri May  3 10:00:00 2019\nFrom: Valley Letter <letter@valley.example>\n"
            f"Subject: {subject}\nDate: Fri, 03 May 2019 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}\n\n"
        )

    found = articles(
        read(tmp_path, "letters.mbox", message("Mill", "It burned.\n>From Riverton came help.") + message("Bridge", "It opened."))
    )
    assert [(each.stated.title, text(each).strip()) for each in found] == [
        ("Mill", "It burned.\nFrom Riverton came help."),
        ("Bridge", "It opened."),
    ]
    assert [each.ref.key for each in found] == ["letters.mbox#message 1", "letters.mbox#message 2"]
    assert found[0].stated.site_name == "Valley Letter"


def test_a_text_that_begins_like_a_mailbox_is_none(tmp_path: Path) -> None:
    (found,) = articles(read(tmp_path, "a.txt", f"From Paris in the spring of 2019\nAuthor: Ann Lee\n\n{MILL}"))
    assert text(found).startswith("From Paris")


LABELLED = f"{MILL}\n\nCOMPANY: the mill was the property of Lee and Sons.\n\nNOTES: it was built in 1811.\n\nNobody lives there."


def test_nexis_paragraphs_that_begin_like_a_label_stay(tmp_path: Path) -> None:
    indexed = NEXIS.replace(MILL, LABELLED).replace("LOAD-DATE: May 4, 2019\n", "COMPANY: LEE & SONS (90%); VALLEY PLC (78%)\n")
    first, _ = articles(read(tmp_path, "a.TXT", indexed))
    assert text(first) == f"RIVERTON, May 2 – {LABELLED}"


def test_a_nexis_document_without_its_text_is_refused(tmp_path: Path) -> None:
    foot = "Classification\n\nLanguage: ENGLISH\n\nLoad-Date: May 4, 2019\n\nEnd of Document\n\n"
    head = "The Guardian (London)\nMay 3, 2019 Friday\n\nSection: NEWS\nLength: 453 words\n"
    found = read(tmp_path, "a.txt", f"Mill burns\n{head}Body\n\n{MILL}\n\n{foot}Bridge opens\n{head}\n{foot}")
    assert [type(each) for each in found] == [RawRecord, Refusal]


def test_proquest_paragraphs_that_begin_like_a_field_stay(tmp_path: Path) -> None:
    body = f"{MILL}\n\nLocation: the lower valley.\n\nTitle: none was ever given to it.\n\nNobody lives there."
    rule = "_" * 60
    foot = "Subject: Fires\n\nLocation: Riverton\n\nTitle: Mill burns\n\nProQuest document ID: 2219000001\n\n"
    (found,) = articles(read(tmp_path, "a.txt", f"{rule}\n\nMill burns\n\nFull text: {body}\n\n{foot}{rule}\n"))
    assert (text(found), found.stated.title) == (body, "Mill burns")


def test_factiva_lines_that_begin_like_a_code_stay(tmp_path: Path) -> None:
    coded = "\nHD\tMill burns\nWC\t453 words\nPD\t3 May 2019\nSN\tThe Valley News\nLA\tEnglish\nLP\t\nIt burned.\nTD\t\n"
    body = "IN BRIEF: what is known.\n\nBY Friday the fire was out.\n\nNobody was hurt."
    whole = (
        f"{coded}{body}\nCO\tvalley : Valley plc\nAN\tDocument VALN000020190503ef530000b\n\nDocument VALN000020190503ef530000b\n"
    )
    without = "\nBridge opens\nThe Valley News\n\nDocument VALN000020190503ef530000c\n"
    found = read(tmp_path, "a.txt", whole + without)
    (first,) = articles(found)
    assert text(first).strip() == f"It burned.\n\n{body}"
    (reason,) = reasons(found)
    assert "no text is in it" in reason


def test_a_damaged_header_of_a_message_is_taken_as_it_stands(tmp_path: Path) -> None:
    (found,) = articles(
        read(
            tmp_path, "a.eml", b"From: a@valley.example\nSubject: =?utf\x80-8?q?Mill?=\nDate: x\nMIME-Version: 1.0\n\nIt burned.\n"
        )
    )
    assert text(found).strip() == "It burned."


def test_parts_come_alike_however_the_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [(text(each), each.stated) for each in articles(read(tmp_path, "a.txt", NEXIS))]
    monkeypatch.setattr(several, "LONGEST", 64)
    for size in (65, 100, 333):
        monkeypatch.setattr(several, "CHUNK", size)
        assert [(text(each), each.stated) for each in articles(read(tmp_path, "a.txt", NEXIS))] == whole


def test_a_part_that_is_too_large_is_refused_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "CHUNK", 2000)
    large = NEXIS.replace(MILL, MILL * 200)
    found = read(tmp_path, "a.txt", large, max_bytes=5000)
    assert [type(each) for each in found] == [Refusal, RawRecord]
    assert "more than the 5,000 bytes" in reasons(found)[0]
    assert ReadOptions().max_bytes > len(large)
