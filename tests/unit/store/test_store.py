from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sitegen.core.types import Entity, Figure, FrontMatter, Imported, Source
from sitegen.store.authority import append_entities, read_authority
from sitegen.store.front_matter import is_untouched, parse, render
from sitegen.store.write import article_id, article_path

FULL = FrontMatter(
    id="7c1f0a2e",
    title="Talks: “resume” # now",
    date=dt.date(2022, 3, 2),
    slug="talks",
    language="no",
    authors=("Ann Lee",),
    source=Source("The Daily", "https://daily.example/a", "", dt.date(2022, 3, 3), "inbox/a.txt", "00" * 32),
    people=("Volodymyr Zelenskyy",),
    places=("Kyiv",),
    figures=(
        Figure(498, None, "soldiers", "Russian soldiers killed", "Russia", as_of="2022-03-02", text="A sentence."),
        Figure(0.5, 0.7, "%", certainty="forecast", change="rise"),
    ),
    tags=("yes", "1912"),
    aliases=("/old/",),
    imported=Imported("rules"),
)


def test_front_matter_comes_back_as_it_was_written() -> None:
    data = render(FULL, "Text.\n")
    article = parse(data, "a.md", "a.md").article
    assert article
    assert article.body == "Text.\n"
    assert article.meta == FrontMatter(**{**{f: getattr(FULL, f) for f in FULL.__slots__}, "imported": article.meta.imported})
    assert is_untouched(article, data)


def test_it_reads_as_the_contract_says() -> None:
    text = render(FULL, "Text.\n").decode()
    assert text.startswith("---\nid: 7c1f0a2e\ntitle: 'Talks: “resume” # now'\ndate: 2022-03-02\n")
    assert (
        "- value: 498\n  unit: soldiers\n  of: Russian soldiers killed\n  by: Russia\n  as_of: 2022-03-02\n  bound: exact\n" in text
    )


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_survives(title: str, tags: list[str]) -> None:
    meta = FrontMatter(id="a", title=title or "x", tags=tuple(tags))
    try:
        data = render(meta, "b\n")
    except ValueError:
        return  # surrogates can't be encoded at all
    read = parse(data, "a", "a")
    if title.strip() and "\r" not in title + "".join(tags) and "\x85" not in title:
        assert read.article, read.problems
        assert read.article.meta.title == title


def test_an_edit_anywhere_shows() -> None:
    data = render(FULL, "Text.\n")
    for edited in (data.replace(b"Text", b"Test"), data.replace(b"Kyiv", b"Kiev"), data + b"\n"):
        article = parse(edited, "a", "a").article
        assert article
        assert not is_untouched(article, edited)
    windows = data.replace(b"\n", b"\r\n")
    article = parse(windows, "a", "a").article
    assert article
    assert is_untouched(article, windows), "line ends that git changed are no edit"


def test_ids_are_stable_and_never_collide() -> None:
    first = article_id("a.txt", "https://x.example/1", set())
    assert first == article_id("b.txt", "https://x.example/1", set()), "the address is the article's, wherever its file lies"
    second = article_id("b.txt", "https://x.example/1", {first})
    assert second != first
    assert len({article_id(f"{n}.txt", "", set()) for n in range(2000)}) == 2000


def test_paths_go_by_date_and_are_never_shared() -> None:
    assert article_path("Talks", dt.date(2022, 3, 2), set()) == "2022/03/talks.md"
    assert article_path("Talks", None, {"undated/talks.md"}) == "undated/talks-2.md"


def test_appending_keeps_what_stands_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "entities/people.yaml"
    file.parent.mkdir()
    file.write_text("# mine\n- {name: Zoe} # last of the line")
    append_entities(tmp_path, "person", [Entity("Ann", ("A.",)), Entity("No", description="yes")])
    assert (
        file.read_text()
        == "# mine\n- {name: Zoe} # last of the line\n- name: Ann\n  aliases:\n  - A.\n- name: 'No'\n  description: 'yes'\n"
    )
    authority, problems = read_authority(tmp_path, "person")
    assert not problems
    assert authority.find("a") == Entity("Ann", ("A.",))
