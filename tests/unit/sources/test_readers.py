"""Every format gives its articles."""

from __future__ import annotations

import csv
import io
import json
import plistlib
from pathlib import Path

import pytest

from sitegen.core.types import Note, RawPicture, RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import records
from tests.unit.sources.reading import BODY, PAGE, articles, read, reasons, text

# ---------------------------------------------------------------------------------------------- formats


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    front = "---\ntitle: Mill burns\ndate: 2019-05-03\nauthors: [Ann Lee]\nsource: {name: Valley News, url: 'https://v.example/m'}\ntags: [fire]\n---\n"
    (found,) = articles(read(tmp_path, "a.md", front + BODY))
    assert (found.media, text(found)) == ("markdown", BODY)
    stated = found.stated
    assert (stated.title, str(stated.date), stated.authors, stated.tags) == ("Mill burns", "2019-05-03", ("Ann Lee",), ("fire",))
    assert (stated.site_name, stated.url) == ("Valley News", "https://v.example/m")


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_in_toml_as_hugo_and_zola_write_it(tmp_path: Path, name: str) -> None:
    front = (
        '+++\ntitle = "Mill burns"\ndate = 2019-05-03T10:00:00Z\n[taxonomies]\ntags = ["fire"]\n[extra]\nauthor = "Ann Lee"\n+++\n'
    )
    (found,) = articles(read(tmp_path, name, front + BODY))
    stated = found.stated
    assert (stated.title, str(stated.date), stated.authors, stated.tags) == ("Mill burns", "2019-05-03", ("Ann Lee",), ("fire",))
    assert (found.media, text(found)) == ("markdown", BODY)


def test_front_matter_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    (reason,) = reasons(read(tmp_path, "a.md", f'+++\ntitle = "Mill"\ndate = \n+++\n{BODY}'))
    assert "front matter is not TOML" in reason
    assert "line 2" in reason


@pytest.mark.parametrize("front", ["a: &a [x]\nb: *a\n", "a: [\n", "a: b: c\n"])
def test_front_matter_that_is_no_plain_yaml_is_refused_with_its_line(tmp_path: Path, front: str) -> None:
    (reason,) = reasons(read(tmp_path, "a.md", f"---\n{front}---\n{BODY}"))
    assert "front matter is not YAML" in reason


def test_mhtml(tmp_path: Path) -> None:
    message = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://v.example/mill\r\nDate: Fri, 3 May 2019 10:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n'
        "--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://v.example/mill\r\n\r\n{PAGE.replace('=', '=3D')}\r\n--xx--\r\n"
    )
    (found,) = articles(read(tmp_path, "page.mhtml", message))
    assert (found.media, found.stated.url, str(found.stated.retrieved)) == ("html", "https://v.example/mill", "2019-05-03")
    assert "burned down" in text(found)


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive_of_safari(tmp_path: Path, form: plistlib.PlistFormat) -> None:
    page = {"WebResourceData": PAGE.encode("utf-16"), "WebResourceURL": "https://v.example/mill", "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-16"}  # fmt: skip
    picture = {"WebResourceData": b"\x89PNG", "WebResourceURL": "https://v.example/m.png", "WebResourceMIMEType": "image/png"}
    data = plistlib.dumps({"WebMainResource": page, "WebSubresources": [picture, {"WebResourceMIMEType": "text/css"}]}, fmt=form)
    (found,) = articles(read(tmp_path, "page.webarchive", data))
    assert (found.media, found.stated.url) == ("html", "https://v.example/mill")
    assert "burned down" in text(found)
    shown = records(SourceRef("b", tmp_path / "page.webarchive"), ReadOptions(pictures=True))
    assert [(each.address, each.data) for each in shown if isinstance(each, RawPicture)] == [
        ("https://v.example/m.png", b"\x89PNG")
    ]


@pytest.mark.parametrize("data", [b"bplist00 and no more", plistlib.dumps({"WebMainResource": {}}), plistlib.dumps([1])])
def test_a_property_list_without_a_page_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "property list" in reasons(read(tmp_path, "page.webarchive", data))[0]


JSON_ROWS = [{"headline": "Mill burns", "body": BODY, "published_at": "2019-05-03T10:00:00Z", "byline": "By Ann Lee", "link": "https://v.example/1"},
             {"headline": "Bridge opens", "body": f"<p>{BODY}</p><p>Two.</p>", "link": "https://v.example/2"}]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", "\n".join(map(json.dumps, JSON_ROWS)) + "\n"),
        ("a.json", json.dumps(JSON_ROWS)),
        ("a.json", json.dumps(JSON_ROWS, indent=2)),
        ("a.json", json.dumps({"articles": JSON_ROWS, "total": 2})),
        ("a.json", json.dumps({"response": {"results": JSON_ROWS}}, indent=1)),
        ("noname", json.dumps(JSON_ROWS)),
    ],
)
def test_json_in_all_its_shapes(tmp_path: Path, name: str, data: str) -> None:
    found = read(tmp_path, name, data)
    one, two = articles(found)
    assert (one.stated.title, str(one.stated.date), one.stated.authors) == ("Mill burns", "2019-05-03", ("Ann Lee",))
    assert (one.media, two.media) == ("text", "fragment")
    assert one.ref.key == f"{name}#https://v.example/1"
    (note,) = (each for each in found if isinstance(each, Note))
    assert "title ← headline" in note.text
    assert "text ← body" in note.text


INTERFACES = {
    "a newspaper's interface": {"webTitle": "Mill burns", "webUrl": "https://v.example/1", "webPublicationDate": "2019-05-03T00:00:00Z",
                                "fields": {"bodyText": BODY, "byline": "Ann Lee", "publication": "Valley News"}},
    "a search engine": {"_index": "news", "_id": "1", "_source": {"title": "Mill burns", "content": BODY, "author": "Ann Lee",
                        "published_at": "2019-05-03", "url": "https://v.example/1", "source": {"name": "Valley News"}}},
    "a scraper": {"title": "Mill burns", "maintext": BODY, "authors": ["Ann Lee"], "date_publish": "2019-05-03 10:00:00",
                  "date_download": "2020-01-01", "url": "https://v.example/1", "source_domain": "Valley News"},
    "an extractor": {"title": "Mill burns", "text": BODY, "raw_text": "x", "author": "Ann Lee", "date": "2019-05-03",
                     "source": "https://v.example/1", "source-hostname": "Valley News", "hostname": "v.example"},
    "a German table": {"Titel": "Mill burns", "Inhalt": BODY, "Autor": "Ann Lee", "Veröffentlichungsdatum": "3.5.2019",
                       "Link": "https://v.example/1", "Zeitung": "Valley News"},
    "a French table": {"Titre": "Mill burns", "Texte": BODY, "Auteur": "Ann Lee", "Date de publication": "3 mai 2019",
                       "url": "https://v.example/1", "Journal": "Valley News"},
    "a Spanish table": {"título": "Mill burns", "cuerpo": BODY, "autor": "Ann Lee", "fecha": "2019-05-03",
                        "enlace": "https://v.example/1", "periódico": "Valley News"},
}  # fmt: skip


@pytest.mark.parametrize("row", INTERFACES.values(), ids=INTERFACES)
def test_the_usual_names_of_fields_are_known(tmp_path: Path, row: dict[str, object]) -> None:
    (found,) = articles(read(tmp_path, "a.jsonl", json.dumps(row)))
    stated = found.stated
    assert (stated.title, str(stated.date), stated.authors, stated.url, stated.site_name, text(found)) == (
        "Mill burns",
        "2019-05-03",
        ("Ann Lee",),
        "https://v.example/1",
        "Valley News",
        BODY,
    )


def test_documents_as_databases_and_chat_programs_export_them(tmp_path: Path) -> None:
    row = {"_id": {"$oid": "5f"}, "title": "Mill", "text": BODY, "date": {"$date": {"$numberLong": "1556877600000"}}}
    (found,) = articles(read(tmp_path, "a.jsonl", json.dumps(row)))
    assert (found.ref.key, str(found.stated.date)) == ("a.jsonl#5f", "2019-05-03")
    message = {"id": 7, "date": "2019-05-03T10:00:00", "text": ["See ", {"type": "link", "text": "this"}, f": {BODY}"]}
    found_, empty = read(
        tmp_path, "b.json", json.dumps({"name": "Channel", "messages": [message, {"id": 8, "text": ""}]}, indent=1)
    )[1:]
    assert isinstance(found_, RawRecord)
    assert (text(found_), found_.ref.key) == (f"See this: {BODY}", "b.json#7")
    assert isinstance(empty, Refusal)
    assert empty.reason == "its text is empty (text)"


def test_a_page_as_markdown_in_json(tmp_path: Path) -> None:
    page = {
        "markdown": f"# Mill\n\n{BODY}",
        "metadata": {"title": "Mill burns", "sourceURL": "https://v.example/1", "publishedTime": "2019-05-03"},
    }
    (found,) = articles(read(tmp_path, "a.json", json.dumps({"success": True, "data": [page]})))
    assert (found.media, found.stated.title, found.stated.url, str(found.stated.date)) == (
        "markdown", "Mill burns", "https://v.example/1", "2019-05-03")  # fmt: skip


A, B = "The mill burned down on Friday.", "Nobody was hurt, the fire brigade said."
RICH = {
    "ProseMirror": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": A[:8]}, {"type": "text", "text": A[8:]}]},
                                               {"type": "paragraph", "content": [{"type": "text", "text": B}]}]},
    "Slate": {"children": [{"type": "paragraph", "children": [{"text": A[:8]}, {"text": A[8:], "bold": True}]},
                           {"type": "paragraph", "children": [{"text": B}]}]},
    "Sanity": [{"_type": "block", "children": [{"_type": "span", "text": A[:8]}, {"_type": "span", "text": A[8:]}]},
               {"_type": "block", "children": [{"_type": "span", "text": B}]}],
    "Contentful": {"nodeType": "document", "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": A[:8]},
                                              {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": A[8:]}]}]},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": B}]}]},
    "Editor.js": {"blocks": [{"type": "paragraph", "data": {"text": A}}, {"type": "paragraph", "data": {"text": B}}]},
    "blocks": [{"type": "paragraph", "text": A}, {"type": "paragraph", "text": B}],
    "texts": [A, B],
}  # fmt: skip


@pytest.mark.parametrize("body", RICH.values(), ids=RICH)
def test_rich_text_of_editors_is_read_by_its_paragraphs(tmp_path: Path, body: object) -> None:
    (found,) = articles(read(tmp_path, "a.json", json.dumps({"title": "Mill burns", "content": body})))
    assert text(found) == f"{A}\n{B}"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"original": "By Ann Lee"}, ("Ann Lee",)),
        ([{"first_name": "Ann", "last_name": "Lee"}, {"name": "Jo Roe"}], ("Ann Lee", "Jo Roe")),
        ({"firstname": "Ann", "lastname": "Lee"}, ("Ann Lee",)),
    ],
)
def test_authors_as_interfaces_take_them_apart(tmp_path: Path, author: object, names: tuple[str, ...]) -> None:
    row = {
        "headline": {"main": "Mill <em>burns</em>"},
        "body": BODY,
        "byline": author,
        "lang": "English",
        "seendate": "20190503T100000Z",
    }
    (found,) = articles(read(tmp_path, "a.json", json.dumps(row)))
    stated = found.stated
    assert (stated.title, stated.authors, stated.language, str(stated.date)) == ("Mill burns", names, "en", "2019-05-03")


def test_a_page_as_a_scraping_service_gives_it(tmp_path: Path) -> None:
    about = {
        "title": "Mill burns - Valley News",
        "sourceURL": "https://v.example/1",
        "publishedTime": "2019-05-03T10:00:00Z",
        "ogSiteName": "Valley News",
    }
    (found,) = articles(
        read(tmp_path, "a.json", json.dumps({"success": True, "data": {"markdown": f"# Mill burns\n\n{BODY}", "metadata": about}}))
    )
    stated = found.stated
    assert (found.media, found.scraped, stated.url, str(stated.date)) == ("markdown", True, "https://v.example/1", "2019-05-03")
    assert (stated.title, stated.site_name) == ("Mill burns - Valley News", "Valley News")


def test_objects_behind_each_other(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"title": title, "text": BODY}, indent=2) for title in ("Mill", "Bridge"))
    assert [each.stated.title for each in articles(read(tmp_path, "a.json", rows))] == ["Mill", "Bridge"]
    found = read(tmp_path, "b.json", rows + '\n{"title": ')
    assert [each.stated.title for each in articles(found)] == ["Mill", "Bridge"]
    assert len(reasons(found)) == 1


def test_a_row_without_a_text_tells_what_it_has(tmp_path: Path) -> None:
    (reason,) = reasons(read(tmp_path, "a.jsonl", json.dumps({"headline": "Mill", "meta": {"lead": "x"}})))
    assert reason.startswith("no text is in it, only headline, meta.lead; name its field")


def test_the_fields_of_a_source_may_be_given(tmp_path: Path) -> None:
    row = {"kop": "Mill burns", "inhoud": {"tekst": BODY}}
    (found,) = articles(read(tmp_path, "a.jsonl", json.dumps(row), fields={"title": "kop", "text": "inhoud.tekst"}))
    assert (found.stated.title, text(found)) == ("Mill burns", BODY)


def test_a_broken_line_of_json_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps(JSON_ROWS[0]), '{"headline": "cut', json.dumps(JSON_ROWS[1]), "[1, 2]", "{}"]
    found = read(tmp_path, "a.jsonl", "\n".join(lines))
    assert len(articles(found)) == 2
    assert [reason[:18] for reason in reasons(found)] == ["line 2 is no JSON:", "line 4 is no objec", "no text is in it; "]


def test_an_address_that_is_none_costs_nothing_but_itself(tmp_path: Path) -> None:
    rows = [{"text": "One.", "url": "https://[half"}, {"text": "Two.", "url": "https://daily.example/two"}]
    found = read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [each.stated.url for each in articles(found)] == ["", "https://daily.example/two"]


def test_a_list_that_is_cut_gives_what_stands_before(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", json.dumps(JSON_ROWS)[:-30])
    assert len(articles(found)) == 1
    assert len(reasons(found)) == 1


def test_json_feed(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Valley News",
        "items": [{"id": "7", "title": "Mill", "content_html": f"<p>{BODY}</p>"}],
    }
    (found,) = articles(read(tmp_path, "feed.json", json.dumps(feed)))
    assert (found.stated.site_name, found.media, found.ref.key) == ("Valley News", "fragment", "feed.json#7")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables(tmp_path: Path, separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(
        [["id", "Title", "text", "date"], ["1", "Mill", f"{BODY}\nMore.", "03.05.2019"], ["2", "x"], ["3", "B", BODY, ""]]
    )
    found = read(tmp_path, "a.csv", out.getvalue())
    one, three = articles(found)
    assert (one.ref.key, one.stated.title, str(one.stated.date), three.stated.date) == ("a.csv#1", "Mill", "2019-05-03", None)
    assert ["has 2 fields and the header 4" in reason for reason in reasons(found)] == [True]


def test_the_line_by_which_spreadsheets_tell_what_parts_the_fields(tmp_path: Path) -> None:
    (found,) = articles(read(tmp_path, "a.csv", f"\ufeffsep=;\r\nTitle;Text\r\nMill, old;{BODY}\r\n"))
    assert (found.stated.title, text(found)) == ("Mill, old", BODY)


def test_quotation_marks_in_a_field_as_databases_write_them(tmp_path: Path) -> None:
    rows = f'title,text\n"The \\"mill\\" burns","{BODY} \\"Oh\\", he said."\n"Two","A ""second"" text. {BODY}"\n'
    one, two = articles(read(tmp_path, "a.csv", rows))
    assert (one.stated.title, text(one)) == ('The "mill" burns', f'{BODY} "Oh", he said.')
    assert text(two) == f'A "second" text. {BODY}'
    (plain,) = articles(read(tmp_path, "b.csv", f'title,text\nOne,"C:\\new is where it lies. {BODY}"\n'))
    assert text(plain).startswith("C:\\new is")


def test_a_table_without_a_text_says_what_to_write(tmp_path: Path) -> None:
    (reason,) = reasons(read(tmp_path, "a.csv", "number,colour\n1,red\n"))
    assert "number, colour" in reason
    assert "fields: {text: …}" in reason


def test_a_page_below_a_servers_warnings_is_a_page(tmp_path: Path) -> None:
    rows = [{"html": f"Warning: <b>x</b> is <b>old</b>\n{'Notice: y. ' * 400}{PAGE}"}, {"html": f"<p>{BODY}</p><p>{BODY}</p>"}]
    assert [each.media for each in articles(read(tmp_path, "a.json", json.dumps(rows)))] == ["html", "fragment"]


def test_a_text_that_an_interface_cut_off_is_refused_as_that(tmp_path: Path) -> None:
    rows = [
        {"title": "Mill", "content": f"{BODY} The fire bri… [+4711 chars]"},
        {"title": "Bridge", "content": f"{BODY} [+12 people]"},
    ]
    found = read(tmp_path, "news.json", json.dumps({"articles": rows}))
    assert reasons(found) == ["only the beginning of its text is in it ([+4711 chars]), as some news interfaces give it"]
    assert [each.stated.title for each in articles(found)] == ["Bridge"]


# ---------------------------------------------------------------------------------------------- mail

LETTER = (
    "From: Valley News <news@v.example>\r\nTo: reader@x.example\r\nSubject: =?utf-8?q?Mill_burns_=E2=80=93_nobody_hurt?=\r\n"
    "Date: Fri, 3 May 2019 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
)


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
@pytest.mark.parametrize(
    ("rest", "media"),
    [
        (f"Content-Type: text/plain; charset=utf-8\r\n\r\n{BODY}\r\n", "text"),
        (
            'Content-Type: multipart/alternative; boundary="xx"\r\n\r\n--xx\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n'
            f"--xx\r\nContent-Type: text/plain\r\n\r\n{BODY}\r\n--xx--\r\n",
            "text",
        ),
        (f"Content-Type: text/html\r\n\r\n<p>{BODY}</p>\r\n", "html"),
    ],
)
def test_a_newsletter(tmp_path: Path, name: str, rest: str, media: str) -> None:
    (found,) = articles(read(tmp_path, name, LETTER + rest))
    assert (found.stated.title, found.stated.site_name, str(found.stated.date)) == (
        "Mill burns – nobody hurt",
        "Valley News",
        "2019-05-03",
    )
    assert found.media == media
    assert BODY in text(found)


@pytest.mark.parametrize("sender", ["<", '""(a b@:;,', "=?x-none?q?=ff?= <a@v.example>", "@,;:<<>>", "=?utf-8?b?////?="])
def test_a_letter_with_a_damaged_sender_is_read(tmp_path: Path, sender: str) -> None:
    letter = LETTER.replace("Valley News <news@v.example>", sender) + f"\r\n{BODY}"
    (found,) = articles(read(tmp_path, "a.eml", letter))
    assert BODY in text(found)


def test_a_letter_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, "a.eml", LETTER + "Content-Type: image/png\r\n\r\nx")) == ["no text is in this e-mail"]
