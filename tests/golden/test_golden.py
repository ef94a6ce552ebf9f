"""Golden files: many cases in a file, as people can read and write them.

A case is a title in a line of its own, the input between lines of dots, and the expected output, to the next line of dots:

    a title
    .
    input
    .
    expected
    .

Run with `UPDATE_GOLDEN=1` to write what comes out now; then read the difference before committing it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.clean.clean import clean
from sitegen.clean.markdown import to_markdown
from sitegen.config.schema import CleanConfig
from sitegen.core.types import CleanArticle, Figure, RawDocument, SourceRef
from sitegen.entities.finders.figures import claims, find_figures
from sitegen.entities.finders.people import find_people
from sitegen.entities.finders.places import find_places
from sitegen.entities.parsers import Parse, parser
from sitegen.infra.gazetteer import gazetteer
from sitegen.render.body import Link, body_html
from sitegen.sources.readers.html import reads
from sitegen.store.front_matter import number_text
from tests.conftest import MODEL

HERE = Path(__file__).parent
DAY = dt.date(2022, 3, 2)  # of the articles in the golden files: a Wednesday


def cleaned(text: str) -> str:
    document = RawDocument(SourceRef("x", Path("x")), "html" if reads(text.encode(), "") else "text", text, "utf-8", "0")
    article = clean(document, CleanConfig(min_characters=1))
    assert isinstance(article, CleanArticle), article
    cuts = "".join(f"\n- {cut.rule}: {cut.text}" for cut in article.cuts)
    return f"# {article.title}\n\n{to_markdown(article.blocks)}{cuts}".rstrip()


def parsed(text: str) -> Parse:
    return next(iter(parser(MODEL).parse([text])))


def people(text: str) -> str:
    return "\n".join(person.name for person in find_people(parsed(text), gazetteer())[0])


def places(text: str) -> str:
    parse = parsed(text)
    found, _ = find_places(parse, find_people(parse, gazetteer())[1], gazetteer())
    return "\n".join(f"{place.name} ({place.country})" if place.country else place.name for place in found)


def figures(text: str) -> str:
    parse = parsed(text)
    found = claims(find_figures(parse, find_people(parse, gazetteer())[1], gazetteer(), DAY))
    return "\n".join(line(figure) for figure in found)


def line(f: Figure) -> str:
    to = "" if f.value_to is None else f" to {number_text(f.value_to)}"
    more = ", ".join(
        each for each in (f.change, f.certainty, f.as_of, f"was {number_text(f.was)}" if f.was is not None else "") if each
    )
    return f"{number_text(f.value)}{to} | {f.unit} | {f.of} | {f.bound} | {f.by}{f' via {f.via}' if f.via else ''} | {more}"


def rendered(text: str) -> str:
    links = [Link("/people/smith/", "person", ("Edward Smith", "Smith")), Link("/places/southampton/", "place", ("Southampton",))]
    return str(body_html(text, links))


STAGES: dict[str, Callable[[str], str]] = {
    "clean": cleaned,
    "people": people,
    "places": places,
    "figures": figures,
    "render": rendered,
}


def cases() -> list[tuple[Path, int, str]]:
    """(file, number of the case in it, title)."""
    found = []
    for file in sorted(HERE.glob("*/*.txt")):
        titles = segments(file)[::3]
        found += [(file, number, title.strip()) for number, title in enumerate(titles) if title.strip()]
    return found


def segments(file: Path) -> list[str]:
    """Title, input and expected output of each case, one after the other, as they stand between lines of dots."""
    return re.split(r"^\.\n", file.read_text(encoding="utf-8"), flags=re.M)


@pytest.mark.xdist_group("model")
@pytest.mark.parametrize(("file", "number", "title"), cases(), ids=lambda each: each.stem if isinstance(each, Path) else str(each))
def test_golden(file: Path, number: int, title: str, request: pytest.FixtureRequest) -> None:
    stage = file.parent.name
    if stage not in ("clean", "render"):
        request.getfixturevalue("model")
    parts = segments(file)
    given, expected = parts[3 * number + 1], parts[3 * number + 2]
    came = STAGES[stage](given).rstrip("\n") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        parts[3 * number + 2] = came.lstrip("\n")
        file.write_text(".\n".join(parts), encoding="utf-8")
    else:
        assert came.lstrip("\n") == expected
