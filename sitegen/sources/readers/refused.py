"""Formats that get lost among articles and are not read, so that the reason for a refusal can name them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from sitegen.core.types import Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.record import digest
from sitegen.sources.stream import head as first_bytes

NAME = "a file of another kind"
_MAGIC = (
    (b"%PDF-", "a PDF; its text must be taken out first, for instance with pdftotext"),
    (b"\x89PNG", "a PNG image, not text"),
    (b"\xff\xd8\xff", "a JPEG image, not text"),
    (b"GIF8", "a GIF image, not text"),
    (b"RIFF", "a media file, not text"),
    (b"ID3", "a sound file, not text"),
    (b"OggS", "a sound file, not text"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text or HTML first"),
    (b"PAR1", "a Parquet table; export its articles as CSV or JSON lines first"),
    (b"SQLite format 3", "a database; export its articles as CSV or JSON lines first"),
    (b"\x7fELF", "a program, not text"),
    (b"{\\rtf", "an RTF document; save it as text or HTML first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; pack it as zip or tar"),
    (b"Rar!\x1a\x07", "a RAR archive; pack it as zip or tar"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first, for instance with unzstd"),
    (b"bplist00", "a property list, not text"),
)

# Known by their names alone: of itself a program is a text like any other.
_PROGRAMS = tuple(
    ".py .ipynb .sh .bat .ps1 .rb .pl .c .h .cpp .java .go .rs .ts .tsx .jsx .vue .sql .ini .cfg .toml .yaml .yml .lock".split()
)
_PROGRAM_NAMES = frozenset("makefile dockerfile gemfile procfile".split())


def reads(head: bytes, name: str) -> bool:
    """By its first bytes."""
    return not name.endswith((".warc.zst", ".warc.zstd")) and _kind(head, name) is not None


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Refusal]:  # noqa: ARG001
    """A refusal that names the format."""
    head = first_bytes(stream)
    yield Refusal(ref, f"this is {_kind(head, ref.path.name.lower())}", digest(head))


def _kind(head: bytes, name: str) -> str | None:
    if b"mimetypeapplication/epub+zip" in head[:100]:
        return "an EPUB book, not an article"
    if head.startswith(b"PK\x03\x04") and (
        b"[Content_Types].xml" in head[:4096] or name.endswith((".docx", ".xlsx", ".pptx", ".odt", ".ods"))
    ):
        return "an office document; save it as text or HTML first"
    if name.endswith(_PROGRAMS) or name in _PROGRAM_NAMES:
        return "a program or its settings, not an article"
    return next((what for magic, what in _MAGIC if head.startswith(magic)), None)
