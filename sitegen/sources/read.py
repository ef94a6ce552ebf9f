"""Reading one source."""

from __future__ import annotations

import hashlib

from sitegen.core.types import RawDocument, Refusal, SourceRef
from sitegen.sources.decode import CantDecode, decode
from sitegen.sources.readers import media_of

VERSION = 1


def read(ref: SourceRef, max_bytes: int) -> RawDocument | Refusal:
    """The decoded document, or why it can't be used. A file over `max_bytes` is not read."""
    try:
        size = ref.path.stat().st_size
        if size > max_bytes:
            return Refusal(ref, f"{size:,} bytes are more than site.yaml allows (clean.max_bytes: {max_bytes:,})")
        data = ref.path.read_bytes()
    except OSError as error:
        return Refusal(ref, f"the file can't be read: {error.strerror}")
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        return Refusal(ref, "the file is empty", digest)
    try:
        text, encoding = decode(data)
    except CantDecode as error:
        return Refusal(ref, str(error), digest)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return RawDocument(ref, media_of(text[:4096], ref.path.suffix.lower()), text, encoding, digest)
