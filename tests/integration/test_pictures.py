"""Pictures of articles: linked, copied out of what the sources hold, or left."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.integration.test_piles import story
from tests.sitetest import SiteTest
from tests.unit.sources.warcs import warc


def png(red: int, width: int = 640, height: int = 360) -> bytes:
    """A real picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((red, 90, 120)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def page(number: int, *pictures: str) -> str:
    paragraphs = [f"<p>{each}</p>" for each in story(number, 8).split("\n\n")]
    shown = "".join(
        f'<figure><img src="{each}" alt=""><figcaption>The mill at work, seen from the bridge.</figcaption></figure>'
        for each in pictures
    )
    return f"<html lang='en'><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>{paragraphs[0]}{shown}{''.join(paragraphs[1:])}</article></body></html>"


@pytest.fixture
def album(site: SiteTest) -> SiteTest:
    for path in site.articles():
        (site.root / "content/articles" / path).unlink()
    site.write(
        "site.yaml",
        "title: Album\nurl: https://example.org/album/\nsources: [inbox]\nentities: {engine: none}\nclean: {images: copy}\n",
    )
    return site


def shown(site: SiteTest) -> str:
    (text,) = site.articles().values()
    return text.decode()


def media(site: SiteTest) -> list[bytes]:
    folder = site.root / "content/media"
    return [each.read_bytes() for each in sorted(folder.iterdir())] if folder.is_dir() else []


def test_a_picture_beside_a_saved_page_is_copied_and_shown(album: SiteTest) -> None:
    album.write("inbox/page.html", page(1, "page_files/old%20mill.png"))
    album.write("inbox/page_files/old mill.png", png(10))
    report = album.ingest()
    assert (len(report.added), report.refused) == (1, []), "and the picture itself is no article"
    assert media(album) == [png(10)]
    assert "![The mill at work, seen from the bridge.](/media/" in shown(album)
    album.build()
    (address,) = album.articles()
    html = album.page(f"articles/{address.removesuffix('.md')}/")
    assert '<figure class="picture"><img src="/album/media/' in html
    assert 'alt="" loading="lazy" width="640" height="360"' in html
    assert "<figcaption>The mill at work, seen from the bridge.</figcaption></figure>" in html
    assert [name for name in album.published() if name.startswith("media/")]


def test_pictures_come_out_of_mhtml_warc_zip_and_the_page_itself(album: SiteTest) -> None:
    message = EmailMessage()
    message["Content-Location"] = "https://one.example/a"
    message.set_content(page(1, "cid:mill@one", "https://one.example/b.png"), subtype="html")
    message.make_related()
    message.add_related(png(1), "image", "png", cid="<mill@one>")
    message.add_related(png(2), "image", "png", headers=["Content-Location: https://one.example/b.png"])
    album.write("inbox/a.mhtml", message.as_bytes())
    answers = (
        ("https://two.example/news/b", page(2, "/p/c.png").encode(), "text/html"),
        ("https://two.example/p/c.png", png(3), "image/png"),
    )
    album.write("inbox/b.warc.gz", warc(*answers))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("pages/c.html", page(3, "img/d.png"))
        archive.writestr("pages/img/d.png", png(4))
    album.write("inbox/c.zip", packed.getvalue())
    album.write("inbox/d.html", page(4, "data:image/png;base64," + base64.b64encode(png(5, 1600, 900)).decode()))
    report = album.ingest()
    assert (len(report.added), report.refused) == (4, [])
    assert sorted(media(album)) == sorted([png(1), png(2), png(3), png(4), png(5, 1600, 900)])
    assert sum(text.count(b"](/media/") for text in album.articles().values()) == 5
    assert not (album.root / ".sitegen/pictures").exists()


def test_a_picture_that_no_source_holds_stays_a_link(album: SiteTest) -> None:
    album.write("inbox/page.html", page(1, "https://elsewhere.example/a.jpg", "gone.jpg"))
    album.ingest()
    assert media(album) == []
    assert '[The mill at work, seen from the bridge.](https://elsewhere.example/a.jpg "picture")' in shown(album)
    assert "gone.jpg" not in shown(album)


@pytest.mark.parametrize("address", ["../../secret.png", "/etc/hostname", "program.svg", "text.png"])
def test_only_pictures_from_a_pages_own_folder_are_copied(album: SiteTest, address: str) -> None:
    album.write("secret.png", png(9))
    album.write("inbox/saved/program.svg", "<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>")
    album.write("inbox/saved/text.png", "no picture at all, but a text that is long enough for one")
    album.write("inbox/saved/page.html", page(1, address))
    album.ingest("inbox/saved/page.html")
    assert media(album) == []


@pytest.mark.parametrize(("images", "there"), [("link", True), ("drop", False)])
def test_without_copies_pictures_are_linked_or_left(album: SiteTest, images: str, there: bool) -> None:
    album.replace("site.yaml", "copy", images)
    album.write("inbox/page.html", page(1, "https://elsewhere.example/a.jpg", "page_files/a.png"))
    album.write("inbox/page_files/a.png", png(1))
    album.ingest()
    assert ("elsewhere.example/a.jpg" in shown(album), "page_files" in shown(album), media(album)) == (there, False, [])


def test_a_picture_that_somebody_else_hosts_is_linked_and_never_loaded(album: SiteTest) -> None:
    album.write(
        "content/articles/2019/05/own.md",
        "---\nid: own1\ntitle: Own\n---\n\nSee ![a mill](https://elsewhere.example/x.png) here.\n",
    )
    album.write("inbox/page.html", page(1))
    album.build()
    html = album.page("articles/undated/own/")
    assert '<a href="https://elsewhere.example/x.png" title="picture">a mill</a>' in html
    assert "<img" not in html


def test_two_articles_share_a_copy(album: SiteTest, tmp_path: Path) -> None:
    for number in (1, 2):
        album.write(f"inbox/{number}.html", page(number, "mill.png"))
    album.write("inbox/mill.png", png(1))
    album.ingest()
    assert media(album) == [png(1)]
    assert all(b"/media/" in text for text in album.articles().values())
