"""What is a picture, by its first bytes; and the names that one is kept under."""

from __future__ import annotations

import hashlib

MAX_PICTURE = 20_000_000  # bytes; a larger file is no picture for a reader's browser
SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")


def suffix_of(data: bytes) -> str:
    """The suffix for a picture that every browser shows; empty for anything else. SVG is a program, and none."""
    if data.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return ".gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return ".avif" if data[4:12] in (b"ftypavif", b"ftypavis") else ""


def kept_as(data: bytes) -> str:
    """The name of a picture's copy: by its bytes, so that one picture is kept once. Empty where it is none."""
    suffix = suffix_of(data)
    return hashlib.sha256(data).hexdigest()[:20] + suffix if suffix else ""
