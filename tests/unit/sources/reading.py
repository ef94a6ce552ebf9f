"""Files to read, and what the readers make of them."""

from __future__ import annotations

from pathlib import Path

from sitegen.core.types import RawDocument, RawRecord, Refusal, SourceRef
from sitegen.sources.options import ReadOptions
from sitegen.sources.read import document, records
from sitegen.sources.readers import Found

PAGE = "<!DOCTYPE html><html><head><title>Mill burns</title></head><body><p>The old mill burned down.</p></body></html>"


BODY = "The old mill at the lower end of the valley burned down in the night, and nobody was hurt."


def read(folder: Path, name: str, data: bytes | str, **options: object) -> list[Found]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(records(SourceRef(name, file), ReadOptions(**options)))  # type: ignore[arg-type]


def articles(found: list[Found]) -> list[RawRecord]:
    return [each for each in found if isinstance(each, RawRecord)]


def reasons(found: list[Found]) -> list[str]:
    return [each.reason for each in found if isinstance(each, Refusal)]


def text(record: RawRecord) -> str:
    made = document(record)
    assert isinstance(made, RawDocument), made
    return made.text
