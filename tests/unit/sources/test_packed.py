"""Archives and packed files: what is in them is read, and nothing leaves the folder."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.core.types import RawRecord, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import records
from tests.unit.sources.reading import BODY, PAGE, articles, read, reasons, text


def test_zip_reads_what_is_in_it_and_nothing_leaves_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("one.txt", "../../evil.txt", "deep/two.html", ".hidden/x.txt", "__MACOSX/y.txt"):
            archive.writestr(name, PAGE if name.endswith("html") else BODY)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found = list(records(SourceRef("a.zip", tmp_path / "a.zip"), ReadOptions()))
    assert sorted(each.ref.key for each in articles(found)) == ["a.zip#deep/two.html", "a.zip#evil.txt", "a.zip#one.txt"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.zip"]


def test_tar_reads_what_is_in_it_and_follows_no_link(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("one.txt")
        info.size = len(BODY)
        archive.addfile(info, io.BytesIO(BODY.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (found,) = records(SourceRef("a.tar.gz", tmp_path / "a.tar.gz"), ReadOptions())
    assert isinstance(found, RawRecord)
    assert (found.ref.key, found.ref.path.name) == ("a.tar.gz#one.txt", "a.tar.gz")


def test_archives_in_archives_only_so_deep(tmp_path: Path) -> None:
    data = BODY.encode()
    for depth in range(4):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("inner.zip" if depth else "one.txt", data)
        data = out.getvalue()
    (reason,) = reasons(read(tmp_path, "a.zip", data))
    assert "more than 2 deep" in reason


def test_bombs_are_defused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"\0" * (70 << 20))
    assert [
        "unpack to more than" in reason for reason in reasons(list(records(SourceRef("a.zip", tmp_path / "a.zip"), ReadOptions())))
    ] == [True]
    zeros = gzip.compress(b"0" * (70 << 20))
    (reason,) = reasons(read(tmp_path, "zeros.txt.gz", zeros))
    assert "clean.max_bytes" in reason
    (reason,) = reasons(read(tmp_path, "zeros.jsonl.gz", gzip.compress(b'{"text": "' + b"0" * (300 << 20)), max_bytes=1000))
    assert "more bytes than can be read at once" in reason


def test_gzip_with_garbage_behind_it_and_gzip_that_is_cut(tmp_path: Path) -> None:
    (found,) = articles(read(tmp_path, "a.txt.gz", gzip.compress(BODY.encode()) + b"garbage"))
    assert text(found) == BODY
    (reason,) = reasons(read(tmp_path, "a.txt.gz", gzip.compress(BODY.encode() * 90)[:-20]))
    assert "gzip data ends or breaks" in reason


@pytest.mark.parametrize(("pack", "suffix", "name"), [(bz2.compress, "bz2", "bzip2"), (lzma.compress, "xz", "xz")])
def test_other_packers_than_gzip(tmp_path: Path, pack: Callable[[bytes], bytes], suffix: str, name: str) -> None:
    (found,) = articles(read(tmp_path, f"a.txt.{suffix}", pack(BODY.encode()) + b"garbage"))
    assert text(found) == BODY
    (reason,) = reasons(read(tmp_path, f"a.txt.{suffix}", pack(BODY.encode() * 90)[:-20]))
    assert f"{name} data ends or breaks" in reason
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        info = tarfile.TarInfo("one.txt")
        info.size = len(BODY)
        archive.addfile(info, io.BytesIO(BODY.encode()))
    (found,) = articles(read(tmp_path, f"a.t{suffix}", pack((tmp_path / "a.tar").read_bytes())))
    assert found.ref.key == f"a.t{suffix}#one.txt"
    (reason,) = reasons(read(tmp_path, f"zeros.txt.{suffix}", pack(b"0" * (70 << 20))))
    assert "clean.max_bytes" in reason or "unpacks to more than" in reason


def _tar(count: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for number in range(count):
            data = f"Mill {number} burns\n\n{BODY}".encode()
            member = tarfile.TarInfo(f"a{number}.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def test_a_damaged_member_of_a_tar_archive_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(_tar(5))
    place = data.find(b"a2.txt")
    data[place : place + 300] = b"\xff" * 300
    found = read(tmp_path, "a.tar", bytes(data))
    assert [each.ref.key[-6:] for each in articles(found)] == ["a0.txt", "a1.txt", "a3.txt", "a4.txt"]
    (reason,) = reasons(found)
    assert "damaged before a3.txt" in reason


def test_a_tar_archive_that_is_cut_in_a_header_says_so_and_one_with_garbage_behind_it_does_not(tmp_path: Path) -> None:
    whole = _tar(3)
    cut = read(tmp_path, "a.tar", whole[: whole.find(b"a2.txt") + 90])
    assert len(articles(cut)) == 2
    assert "damaged, or cut off" in reasons(cut)[0]
    assert reasons(read(tmp_path, "b.tar", whole + b"garbage" * 200)) == []
    assert len(articles(read(tmp_path, "c.tar", whole + _tar(2)))) == 5


@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_the_whole_members_of_a_zip_archive_that_is_cut_off_are_read(tmp_path: Path, streamed: bool, method: int) -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return not streamed

        def seek(self, offset: int, whence: int = 0) -> int:
            if streamed:
                raise io.UnsupportedOperation
            return super().seek(offset, whence)

    out = Unseekable()
    with zipfile.ZipFile(out, "w", method) as archive:
        for number in range(4):
            archive.writestr(f"a{number}.txt", f"Mill {number} burns\n\n{BODY}")
    data = out.getvalue()
    found = read(tmp_path, "a.zip", data[: data.find(b"a3.txt") + 60])
    if streamed and method == zipfile.ZIP_STORED:  # where such a member ends nobody can tell
        assert "can't be opened" in reasons(found)[0]
        return
    assert [each.ref.key[-6:] for each in articles(found)] == ["a0.txt", "a1.txt", "a2.txt"]
    assert all(BODY in text(each) for each in articles(found))
    assert "cut off" in reasons(found)[0]
