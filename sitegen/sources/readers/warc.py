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
from sitegen.sources.http_body import CantUnpack, unpacked
from sitegen.sources.options import ReadOptions
from sitegen.sources.readers.single import too_large
from sitegen.sources.record import digest, reference
from sitegen.sources.resume import Resumable
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
    from fastwarc.warc import WarcRecordType

    revisits = others = 0
    kinds = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.resource | WarcRecordType.conversion
    seen: set[str] = set()
    for record in _whatever_is_whole(stream, ref, kinds):
        if isinstance(record, Refusal):
            yield record
            continue
        if record.record_type == WarcRecordType.revisit:
            revisits += 1
            continue
        answered = record.record_type == WarcRecordType.response
        given = record.http_content_type if answered else (record.headers.get("Content-Type") or "").partition(";")[0]
        kind, good = (given or "").strip().lower(), not answered or 200 <= _status(record) < 300
        if options.pictures and kind.startswith("image/") and good:
            yield from _picture(record, ref, answered)
        media: Media | None = "html" if kind in _PAGES else "text" if kind == "text/plain" and not answered else None
        if media is None or not good:
            others += 1
            continue
        yield _page(record, ref, options, seen, media, answered)
    if revisits:
        yield Note(ref, f"{revisits} records say that a page was fetched again unchanged")
    if others:
        yield Note(ref, f"{others} records are no pages (pictures, scripts, redirects, errors)")


def _whatever_is_whole(stream: BufferedReader, ref: SourceRef, kinds: Any) -> Iterator[Any]:
    """The records, and a refusal for each place that can't be read; the records behind it are found again."""
    from fastwarc.warc import ArchiveIterator

    source = Resumable(stream)
    count, told = 0, -1
    while True:
        begun = source.tell()
        try:
            for record in ArchiveIterator(cast(Any, source), record_types=kinds, parse_http=True, auto_decode="none"):
                begun = record.stream_pos
                source.forget(begun)
                count += 1
                yield record
            return
        except BaseException as error:
            # What goes wrong in the library's own code comes as an exception that is none of Python's ordinary ones.
            if not isinstance(error, OSError | ValueError | EOFError) and type(error).__name__ != "PanicException":
                raise
            if not source.go_on(begun):
                raise Damaged(f"the file can't be read behind its record {count} ({error}); all before it was taken") from error
            if told == count:  # of the same place: its next part is no record either
                continue
            told = count
            where = reference(ref, f"behind record {count}, at byte {begun}")
            yield Refusal(where, f"this part of the file is damaged ({error}); the records before and behind it were read")


def _status(record: Any) -> int:
    try:
        return int(record.http_headers.status_code or 0)
    except (AttributeError, TypeError, ValueError):
        return 0


def _picture(record: Any, ref: SourceRef, answered: bool) -> Iterator[RawPicture]:
    try:
        data = _body(record, MAX_PICTURE, answered)
    except (CantUnpack, OSError):
        return
    if 0 < len(data) <= MAX_PICTURE:
        yield RawPicture(ref, _address(record), data)


def _body(record: Any, limit: int, answered: bool) -> bytes:
    """What a record holds, up to so many bytes and one more. Raises `CantUnpack`."""
    data = bytes(record.reader.read(limit + 1))
    if not answered or len(data) > limit:
        return data
    headers = record.http_headers
    return unpacked(data, headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or "", limit)


def _address(record: Any) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _page(record: Any, ref: SourceRef, options: ReadOptions, seen: set[str], media: Media, answered: bool) -> RawRecord | Refusal:
    url = _address(record)
    when = record.headers.get("WARC-Date") or ""
    name = f"{when} {url}".strip() or str(record.record_id)
    if name in seen:
        name = f"{name} {record.record_id}"
    seen.add(name)
    inner = reference(ref, name)
    try:
        data = _body(record, options.max_bytes, answered)
    except CantUnpack as error:
        return Refusal(inner, str(error))
    except OSError as error:
        return Refusal(inner, f"the answer is damaged ({error})")
    if len(data) > options.max_bytes:
        return too_large(inner, options)
    if not data.strip():
        return Refusal(inner, "the answer is empty", digest(data))
    stated = Stated(url=web_url(url), retrieved=read_date(when))
    return RawRecord(inner, data, stated, media, record.http_charset or "", digest(data))
