"""WARC files of web crawlers, plain or packed with gzip or zstd; WACZ brings them in a zip archive."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, Any, cast

from sitegen.core.dates import read_date
from sitegen.core.pictures import MAX_PICTURE
from sitegen.core.types import Media, Note, RawPicture, RawRecord, Refusal, SourceRef, Stated
from sitegen.core.urls import web_url
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import digest, reference
from sitegen.sources.stream import Damaged

if TYPE_CHECKING:
    from sitegen.sources.readers import Found

NAME = "a WARC file"
_GZIP, _ZSTD, _SKIPPABLE = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
_PAGES = ("text/html", "application/xhtml+xml")


def reads(head: bytes, name: str) -> bool:
    """By its first bytes, also where they are packed."""
    if head.startswith(b"WARC/"):
        return True
    if head.startswith(_GZIP):
        try:
            return zlib.decompressobj(31).decompress(head, 16).startswith(b"WARC/")
        except zlib.error:
            return False
    return head.startswith((_ZSTD, _SKIPPABLE)) and name.endswith((".warc.zst", ".warc.zstd"))


def records(stream: BufferedReader, ref: SourceRef, options: ReadOptions) -> Iterator[Found]:
    """The pages that were answered with success, one at a time, and those that were put in without an answer (`resource`).

    Of what was made from pages (`conversion`) the texts, as Common Crawl's WET files hold them. A page that was fetched again
    unchanged (`revisit`) is counted in a note: its text is in the first record.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    revisits = others = 0
    kinds = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.resource | WarcRecordType.conversion
    iterator = ArchiveIterator(cast(Any, _ReadOnly(stream)), record_types=kinds, parse_http=True, auto_decode="all")
    seen: set[str] = set()
    for record in _until_damage(iterator):
        if record.record_type == WarcRecordType.revisit:
            revisits += 1
            continue
        answered = record.record_type == WarcRecordType.response
        given = record.http_content_type if answered else (record.headers.get("Content-Type") or "").partition(";")[0]
        kind, good = (given or "").strip().lower(), not answered or 200 <= _status(record) < 300
        if options.pictures and kind.startswith("image/") and good:
            yield from _picture(record, ref)
        media: Media | None = "html" if kind in _PAGES else "text" if kind == "text/plain" and not answered else None
        if media is None or not good:
            others += 1
            continue
        yield _page(record, ref, options, seen, media)
    if revisits:
        yield Note(ref, f"{revisits} records say that a page was fetched again unchanged")
    if others:
        yield Note(ref, f"{others} records are no pages (pictures, scripts, redirects, errors)")


class _ReadOnly:
    """A stream that can be read and nothing else: the library would seek in any that has a method for it."""

    def __init__(self, stream: BufferedReader):
        self._stream, self._place = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place


def _until_damage(iterator: Any) -> Iterator[Any]:
    """The records up to where the file is cut or damaged."""
    count = 0
    try:
        for record in iterator:
            count += 1
            yield record
    except BaseException as error:
        # What goes wrong in the library's own code comes as an exception that is none of Python's ordinary ones.
        if not isinstance(error, OSError | ValueError | EOFError) and type(error).__name__ != "PanicException":
            raise
        raise Damaged(f"the file can't be read behind its record {count} ({error}); all before it was taken") from error


def _status(record: Any) -> int:
    try:
        return int(record.http_headers.status_code or 0)
    except (AttributeError, TypeError, ValueError):
        return 0


def _picture(record: Any, ref: SourceRef) -> Iterator[RawPicture]:
    data = record.reader.read(MAX_PICTURE + 1)
    if 0 < len(data) <= MAX_PICTURE:
        yield RawPicture(ref, _address(record), bytes(data))


def _address(record: Any) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _page(record: Any, ref: SourceRef, options: ReadOptions, seen: set[str], media: Media) -> RawRecord | Refusal:
    url = _address(record)
    when = record.headers.get("WARC-Date") or ""
    name = f"{when} {url}".strip() or str(record.record_id)
    if name in seen:
        name = f"{name} {record.record_id}"
    seen.add(name)
    inner = reference(ref, name)
    data = record.reader.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        return too_large(inner, options)
    if not data.strip():
        return Refusal(inner, "the answer is empty", digest(data))
    stated = Stated(url=web_url(url), retrieved=read_date(when))
    return RawRecord(inner, bytes(data), stated, media, record.http_charset or "", digest(data))
