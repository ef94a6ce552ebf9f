"""Finding names and figures without importing: what `sitegen annotate` shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sitegen.config.schema import EntitiesConfig
from sitegen.core.problems import Problem, UserError
from sitegen.entities.annotate import model_for
from sitegen.entities.describe import described
from sitegen.entities.lexicon import has_lexicon, languages
from sitegen.entities.parsers import Parse, parser
from sitegen.store.front_matter import split

BATCH = 64  # texts that are held at a time


def annotate_lines(file: Path, config: EntitiesConfig, language: str) -> Iterator[dict[str, Any]]:
    """For each `{id, text}` of a file of JSON lines what the finders find in it; `home` may say where its publication is at home.

    Raises `UserError` naming the line that is none.
    """
    reader = _reader(config, language)
    with file.open(encoding="utf-8") as lines:
        rows = (_row(line, number, file) for number, line in enumerate(lines, 1) if line.strip())
        while batch := list(islice(rows, BATCH)):
            for (id_, _, home), parse in zip(batch, reader.parse(text for _, text, _ in batch), strict=True):
                yield {"id": id_, **described(parse, home)}


def annotate_article(file: Path, config: EntitiesConfig, language: str) -> tuple[Parse, dict[str, Any]]:
    """What the finders find in one article's file, and its text."""
    try:
        _, body = split(file.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(Problem(str(file), f"the file can't be read as UTF-8 text: {error}")) from None
    parse = next(iter(_reader(config, language).parse([body])))
    return parse, described(parse)


def _reader(config: EntitiesConfig, language: str) -> Any:
    if not has_lexicon(language):
        raise UserError(
            Problem("site.yaml", f"names can't be found in language '{language}' yet; known are {', '.join(languages())}")
        )
    return parser(model_for(language, config), language)


def _row(line: str, number: int, file: Path) -> tuple[Any, str, str]:
    try:
        row = json.loads(line)
        return row["id"], str(row["text"]), str(row.get("home", ""))
    except (ValueError, KeyError, TypeError):
        raise UserError(Problem(str(file), 'this line is no JSON object with "id" and "text"', number)) from None
