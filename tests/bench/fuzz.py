"""Feed damaged and hostile bytes to every reader and through the whole cleaning, led by coverage, for as long as you like.

usage: fuzz.py [--seconds 3600] [--corpus FOLDER]

Needs atheris (`pip install atheris`). What it finds is written beside the corpus as `crash-…`; feed such a file back with
`fuzz.py --once FILE`. The suite itself does the same with Hypothesis for some seconds (tests/unit/sources, tests/unit/clean).
"""

from __future__ import annotations

import argparse
import bz2
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any

from sitegen.clean.clean import clean
from sitegen.config.schema import CleanConfig
from sitegen.core.types import RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import document, from_stream
from sitegen.sources.stream import peekable

NAMES = (
    "a.txt",
    "a.json",
    "a.jsonl",
    "a.csv",
    "a.warc.gz",
    "a.warc",
    "a.md",
    "a.html",
    "a.mhtml",
    "a.xml",
    "a.zip",
    "a.tar",
    "a.gz",
    "a.eml",
    "a.nitf",
)
MOST = 20  # records of one input that are cleaned


def once(data: bytes) -> None:
    """The first byte chooses the name, the rest is the file."""
    if not data:
        return
    name = NAMES[data[0] % len(NAMES)]
    stream: BufferedReader = peekable(BytesIO(data[1:]))
    ref = SourceRef(name, Path(name))
    for count, found in enumerate(from_stream(stream, ref, ReadOptions(200_000, pictures=True))):
        if isinstance(found, RawRecord) and count < MOST:
            doc = document(found)
            if not isinstance(doc, Refusal):
                clean(doc, CleanConfig())


def seeds(folder: Path) -> None:
    """One small file of each kind, to begin with."""
    page = "<html><head><title>T</title></head><body><article><h1>Talks</h1><p>{}</p></article></body></html>".format(
        "The talks went on. " * 9
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.html", page)
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}"
    warc = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://v.example/1\r\nWARC-Date: 2019-05-03T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n{http}\r\n\r\n"
    )
    text = (
        "Talks resume\n\nBy Ann Lee | 2 May 2019\n\n"
        + "The talks went on in the old mill. " * 9
        + "\n\nShare this\n\nLeave a comment\n"
    )
    rss = f'<rss version="2.0"><channel><item><title>T</title><description>{text}</description></item></channel></rss>'
    letter = f"From: V <v@v.example>\r\nSubject: T\r\nDate: Fri, 3 May 2019 10:00:00 +0200\r\nMIME-Version: 1.0\r\n\r\n{text}"
    nitf = f"<nitf><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><p>{text}</p></body.content></body></nitf>"
    scraped = (
        "Title: T\\nDate: 2019-05-03\\n\\n<p>The <b>talks</b> [went](https://v.example) on</p>\\n"
        + "the talks went on in the old mill and\n" * 9
    )
    made: dict[str, bytes] = {"a.zip": packed.getvalue(), "a.eml": letter.encode(), "a.nitf": nitf.encode()}
    exports = {
        "nexis": f"\n  1 of 2 DOCUMENTS\n\n   The Valley\n\n   May 3, 2019 Friday\n\nTalks\n\nBYLINE: Ann Lee\n\nLENGTH: 9 words\n\n{text}\n\nLANGUAGE: E\n",
        "newer": f"Talks\nThe Valley\nMay 3, 2019\nLength: 9 words\nBody\n\n{text}\n\nLoad-Date: May 4, 2019\n\nEnd of Document\n",
        "proquest": f"{'_' * 60}\nTalks\nFull text: {text}\nSubject: A; B\nTitle: Talks\nPublication title: The Valley\nAuthor: Lee, Ann\n{'_' * 60}\n",
        "factiva": f"Talks\nBy Ann Lee\n453 words\n3 May 2019\nThe Valley\nVALN\nEnglish\n(c) 2019\n\n{text}\n\nDocument VALN000020190503ef530000b\n",
        "coded": f"HD\tTalks\nWC 453 words\nPD 3 May 2019\nSN\tThe Valley\nLP\t\n{text}\nAN\nDocument VALN000020190503ef530000b\n",
        "factiva-page": f'<title>Factiva</title><div class="article enArticle"><div>9 words</div><p class="articleParagraph">{text}</p></div>',
        "europresse": f'<article><span class="DocPublicationName">V</span><section><p>{text}</p></section></article>',
        "tei": f"<TEI><teiHeader><title>T</title><date when='2019-05-03'/></teiHeader><text><body><p>{text}</p></body></text></TEI>",
        "mailbox": f"From a@v.example Fri May  3 10:00:00 2019\n{letter}",
    }
    for name, export in exports.items():
        (folder / f"seed-{name}").write_bytes(bytes([NAMES.index("a.txt")]) + export.encode())
    (folder / "seed-scraped").write_bytes(bytes([NAMES.index("a.txt")]) + scraped.encode())
    (folder / "seed-packed").write_bytes(bytes([NAMES.index("a.gz")]) + bz2.compress(text.encode()))
    made |= {name: each.encode() for name, each in (("a.html", page), ("a.warc", warc), ("a.txt", text), ("a.md", f"---\ntitle: T\n---\n{text}"),
             ("a.xml", rss), ("a.json", '[{"title": "T", "text": "The talks went on in the old mill."}]'), ("a.csv", "title,text\nT,The talks"))}  # fmt: skip
    for name, data in made.items():
        (folder / f"seed-{name}").write_bytes(bytes([NAMES.index(name)]) + data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir()) / "sitegen-fuzz")
    parser.add_argument("--once", type=Path)
    given = parser.parse_args()
    if given.once:
        once(given.once.read_bytes())
        return
    import atheris

    given.corpus.mkdir(parents=True, exist_ok=True)
    seeds(given.corpus)
    hook: Callable[..., Any] = atheris.instrument_func
    for module in [each for name, each in sys.modules.items() if name.startswith("sitegen.")]:
        for name, value in list(vars(module).items()):
            if callable(value) and getattr(value, "__module__", "") == module.__name__ and hasattr(value, "__code__"):
                setattr(module, name, hook(value))
    os.chdir(given.corpus)
    flags = [f"-max_total_time={given.seconds}", "-timeout=20", "-rss_limit_mb=4096", "-max_len=20000", str(given.corpus)]
    atheris.Setup([sys.argv[0], *flags], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
