"""Pictures on disk: those that a run has come across, and the copies in `content/media/`."""

from __future__ import annotations

import base64
import binascii
import hashlib
import shutil
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

from sitegen.core.markdown import MEDIA
from sitegen.core.pictures import MAX_PICTURE, SUFFIXES, kept_as
from sitegen.infra.files import write_atomic


class Spool:
    """What containers hold, kept until it is known which of it an article shows. A folder of its own, gone at the end."""

    def __init__(self, folder: Path):
        self._folder = folder
        shutil.rmtree(folder, ignore_errors=True)

    def put(self, address: str, data: bytes) -> None:
        """Keep a picture under its address; the first one stays."""
        file = self._file(address)
        if kept_as(data) and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def get(self, address: str) -> bytes:
        """The picture at an address; empty where none is there."""
        try:
            return self._file(address).read_bytes()
        except FileNotFoundError:
            return b""

    def close(self) -> None:
        """Forget all of it."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, address: str) -> Path:
        name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / name


def beside(file: Path, address: str) -> bytes:
    """The picture that a page on disk shows from its own folder or below; empty where there is none, or it is elsewhere."""
    try:
        found = (file.parent / address).resolve(strict=True)
        if found.is_relative_to(file.parent.resolve()) and found.is_file() and found.stat().st_size <= MAX_PICTURE:
            return found.read_bytes()
    except (OSError, ValueError):
        pass
    return b""


def written_out(address: str) -> bytes:
    """The picture that an address of the scheme `data` holds; empty where that is damaged."""
    head, _, body = address.partition(",")
    try:
        return base64.b64decode(body, validate=False) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return b""


def keep(content: Path, data: bytes) -> str:
    """Copy a picture into `content/media/`; its path below `content/`, or nothing where the bytes are no picture."""
    name = kept_as(data) if len(data) <= MAX_PICTURE else ""
    if not name:
        return ""
    file = content / MEDIA / name
    if not file.exists():
        write_atomic(file, data)
    return MEDIA + name


def picture_file(content: Path, address: str) -> Path | None:
    """The copy that a text means by "/media/<name>"; None where there is none."""
    name = address.removeprefix("/").removeprefix(MEDIA)
    file = content / MEDIA / name
    return file if name != address and "/" not in name and not name.startswith(".") and file.is_file() else None


@lru_cache(maxsize=4096)
def picture_size(file: Path) -> tuple[int, int]:
    """Width and height in pixels; 0 where the file doesn't tell."""
    import imagesize

    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError):
        return 0, 0
    return max(int(width), 0), max(int(height), 0)


def kept(content: Path) -> list[Path]:
    """All copies, in the order of their names; whatever else lies there is passed over."""
    folder = content / MEDIA
    return sorted(each for each in folder.iterdir() if each.suffix.lower() in SUFFIXES) if folder.is_dir() else []
