"""An incremental build gives, byte for byte, what a clean build gives: after any edits, in any order."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from sitegen.build.figures import all_figures
from sitegen.build.progress import Silent
from sitegen.build.site import surveyed
from sitegen.core.problems import UserError
from tests.sitetest import SiteTest

# Names that fold, make slugs and contain each other in all ways that matter.
PEOPLE = ["Ann Lee", "A. Lee", "José Ruiz", "Jose Ruiz", "Jose-Ruiz", "Bo Young", "Mr Wilson", "Wilson", "Edward Wilson"]
PLACES = ["Kyiv", "Kiev", "Paris", "paris", "Paris, Texas"]
TAGS = ["war", "War", "sea"]
DAYS = [None, "1999-12-31", "2000-01-01", "2000-01-02", "2000-02-01", "2001-01-01"]
THINGS = ["Russian soldiers killed", "interest rate", "people lost"]
PNG = "89504e470d0a1a0a0000000d49484452000000{:02x}000000010802000000"  # the head of a picture, as wide as is put in

ARTICLES = st.integers(0, 7)
PERSON, PLACE = st.sampled_from(PEOPLE), st.sampled_from(PLACES)


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True)


FIGURES = st.lists(
    st.fixed_dictionaries({
        "value": st.sampled_from([400, 450, 9000]),
        "unit": st.sampled_from(["soldiers", "%"]),
        "of": st.sampled_from(THINGS),
        "by": st.sampled_from(["", "Ann Lee", "Kyiv", "the bank"]),
        "text": st.sampled_from(["Ann Lee told Kyiv of it.", "It was so."]),
    }),
    max_size=2,
)  # fmt: skip


class Edits(RuleBasedStateMachine):
    """A site, edited and built; after each build a clean build of the same files is compared with it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sitegen-test-"))
        self.site = SiteTest(self.folder / "site")
        self.articles: dict[int, dict[str, Any]] = {}
        self.bodies: dict[int, str] = {}
        self.files: dict[int, str] = {}
        self.records: dict[str, dict[str, dict[str, Any]]] = {"people": {}, "places": {}, "tags": {}}
        self.options: dict[str, Any] = {
            "title": "Small",
            "url": "https://example.org/small/",
            "pages": {"per_page": 2, "figures_per_page": 2, "home": 3, "feeds": ["people"]},
        }
        self.stale, self.edits, self.builds = True, 0, 0

    def teardown(self) -> None:
        self.site.close()
        shutil.rmtree(self.folder)

    # ---- writing what was edited

    def _write(self, number: int) -> None:
        meta = {key: value for key, value in self.articles[number].items() if value not in (None, [], "", False)}
        self.site.write(
            f"content/articles/{self.files[number]}", f"---\n{yaml.safe_dump(meta, allow_unicode=True)}---\n\n{self.bodies[number]}"
        )
        self.stale = True

    def _write_records(self, kind: str) -> None:
        records = [{"name": name, **record} for name, record in self.records[kind].items()]
        self.site.write(f"content/entities/{kind}.yaml", yaml.safe_dump(records, allow_unicode=True) if records else "")
        self.stale = True

    def _write_options(self) -> None:
        self.site.write("site.yaml", yaml.safe_dump(self.options))
        self.stale = True

    @initialize(numbers=st.lists(ARTICLES, min_size=2, max_size=6, unique=True), data=st.data())
    def begin(self, numbers: list[int], data: st.DataObject) -> None:
        self._write_options()
        (self.site.root / "content/articles").mkdir(parents=True)
        for number in numbers:
            self._add(
                number, data.draw(some(PEOPLE)), data.draw(some(PLACES)), data.draw(st.sampled_from(DAYS)), data.draw(FIGURES)
            )
        self.site.build(search=False)

    def _add(self, number: int, people: list[str], places: list[str], day: str | None, figures: list[dict[str, Any]]) -> None:
        self.articles[number] = {"id": f"a{number}", "title": f"Title {number % 3}", "people": people, "places": places,
                                 "date": day, "figures": figures, "slug": f"s{number}"}  # fmt: skip
        self.bodies[number] = "Ann Lee met José Ruiz in Kyiv. A. Lee left Paris.\n\nMr Wilson and Edward Wilson spoke.\n"
        self.files[number] = f"{number % 2}/{number}.md"
        self._write(number)

    # ---- edits of articles

    @rule(number=ARTICLES, people=some(PEOPLE), places=some(PLACES), day=st.sampled_from(DAYS), figures=FIGURES)
    def add_or_replace(
        self, number: int, people: list[str], places: list[str], day: str | None, figures: list[dict[str, Any]]
    ) -> None:
        if number in self.files:
            (self.site.root / "content/articles" / self.files[number]).unlink()
        self._add(number, people, places, day, figures)

    @precondition(lambda self: self.articles)
    @rule(
        data=st.data(),
        field=st.sampled_from(
            [
                "title",
                "date",
                "people",
                "places",
                "tags",
                "figures",
                "draft",
                "aliases",
                "slug",
                "story",
                "id",
                "source",
                "language",
            ]
        ),
    )
    def edit(self, data: st.DataObject, field: str) -> None:
        number = data.draw(st.sampled_from(sorted(self.articles)))
        values: dict[str, st.SearchStrategy[Any]] = {
            "title": st.sampled_from(["Title 0", "Title 1", "Another & <title>"]),
            "date": st.sampled_from(DAYS),
            "people": some(PEOPLE),
            "places": some(PLACES),
            "tags": some(TAGS),
            "figures": FIGURES,
            "draft": st.booleans(),
            "aliases": some(["/old/one/", "/people/ann-lee/", "/articles/2000/", "/file.html"]),
            "slug": st.sampled_from([f"s{number}", "shared"]),
            "story": st.sampled_from(["", "a0"]),
            "id": st.sampled_from([f"a{number}", "a0"]),
            "language": st.sampled_from(["", "fr", "uk"]),
            "source": st.sampled_from([None, {"name": "The Paper", "url": "https://paper.example/"}]),
        }
        self.articles[number][field] = data.draw(values[field])
        self._write(number)

    @precondition(lambda self: self.articles)
    @rule(
        data=st.data(),
        text=st.sampled_from(
            [
                "Bo Young came.\n",
                "Ann Lee met José Ruiz in Kyiv. A. Lee left Paris.\n\nWilson was there.\n\n![A picture](/media/picture.png)\n",
                "*One*\n\n> Two\n",
            ]
        ),
    )
    def edit_text(self, data: st.DataObject, text: str) -> None:
        number = data.draw(st.sampled_from(sorted(self.articles)))
        self.bodies[number] = text
        self._write(number)

    @precondition(lambda self: self.articles)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.articles)))
        (self.site.root / "content/articles" / self.files.pop(number)).unlink()
        del self.articles[number], self.bodies[number]
        self.stale = True

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), name=st.sampled_from(["z/{}.md", "{}.md", "0/{}.md", "a/b/{}.md"]))
    def rename(self, data: st.DataObject, name: str) -> None:
        number = data.draw(st.sampled_from(sorted(self.articles)))
        (self.site.root / "content/articles" / self.files[number]).unlink()
        self.files[number] = name.format(number)
        self._write(number)

    @precondition(lambda self: self.articles)
    @rule(data=st.data())
    def spoil(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.articles)))
        self.site.write(f"content/articles/{self.files[number]}", "---\ntitel: wrong\n---\nText\n")
        self.stale = True

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), seconds=st.integers(-(10**8), 10**8))
    def move_the_clock(self, data: st.DataObject, seconds: int) -> None:
        number = data.draw(st.sampled_from(sorted(self.articles)))
        file = self.site.root / "content/articles" / self.files[number]
        os.utime(file, (1_700_000_000 + seconds, 1_700_000_000 + seconds))
        self.stale = True

    # ---- edits of all else

    @rule(kind=st.sampled_from(["people", "places", "tags"]), data=st.data())
    def edit_record(self, kind: str, data: st.DataObject) -> None:
        names = {"people": PEOPLE, "places": PLACES, "tags": TAGS}[kind]
        name = data.draw(st.sampled_from(names))
        before = {each: dict(record) for each, record in self.records[kind].items()}
        self.records[kind].pop(name, None)
        if data.draw(st.booleans()):
            record = {
                "aliases": data.draw(some(names)),
                "description": data.draw(st.sampled_from(["", "Somebody."])),
                "not": data.draw(some(names)),
                "hidden": data.draw(st.booleans()),
                "id": data.draw(st.sampled_from(["", "own-address"])),
            }
            self.records[kind][name] = {key: value for key, value in record.items() if value}
        self._write_records(kind)
        if self._refused():  # a name in two records, say
            self.records[kind] = before
            self._write_records(kind)

    def _refused(self) -> bool:
        from sitegen.build.survey import read_authorities

        try:
            read_authorities(self.site.root / "content")
        except UserError:
            return True
        return False

    @rule(
        record=st.sampled_from(
            [
                "",
                "- name: Losses\n  of: [Russian soldiers killed, people lost]\n",
                "- name: Struck\n  of: [interest rate]\n  ignore: true\n",
                "- name: Interest rate\n  claims: ['a1:400']\n",
            ]
        )
    )
    def edit_series(self, record: str) -> None:
        self.site.write("content/entities/figures.yaml", record)
        self.stale = True

    @rule(
        name=st.sampled_from(["404.html", "article.html", "parts.html", "layout.html", "entity.html"]),
        text=st.sampled_from(["", "<!-- one -->", "<!-- two -->"]),
    )
    def edit_template(self, name: str, text: str) -> None:
        original = (Path(__file__).parents[2] / "themes/base/templates" / name).read_text(encoding="utf-8")
        changed = (
            original.replace("<h1", f"{text}<h1")
            .replace("<header", f"{text}<header")
            .replace('<ul class="names">', f'{text}<ul class="names">')
        )
        file = self.site.root / "overrides/templates" / name
        if text:
            self.site.write(f"overrides/templates/{name}", changed)
        else:
            file.unlink(missing_ok=True)
        self.stale = True

    @rule(name=st.sampled_from(["style.css", "extra.js"]), text=st.sampled_from([None, "/* one */", "/* two */"]))
    def edit_static(self, name: str, text: str | None) -> None:
        if text:
            self.site.write(f"overrides/static/{name}", text)
        else:
            (self.site.root / "overrides/static" / name).unlink(missing_ok=True)
        self.stale = True

    @rule(name=st.sampled_from(["title", "url", "description", "publisher", "language", "theme"]), other=st.booleans())
    def edit_options(self, name: str, other: bool) -> None:
        values = {
            "title": ("Small", "Other"),
            "url": ("https://example.org/small/", "https://example.org/"),
            "description": ("", "What it is."),
            "publisher": ("", "The Press"),
            "language": ("en", "fr"),
            "theme": ("broadsheet", "base"),
        }
        self.options[name] = values[name][other]
        self._write_options()

    @rule(count=st.integers(1, 3))
    def fold(self, count: int) -> None:
        self.options["output"] = {"fold_terms_below": count}
        self._write_options()

    @rule(name=st.sampled_from(["per_page", "figures_per_page", "home", "feed"]), count=st.integers(1, 3))
    def edit_page_options(self, name: str, count: int) -> None:
        self.options["pages"][name] = count
        self._write_options()

    @rule(name=st.sampled_from(["about", "terms"]), text=st.sampled_from([None, "One.\n", "Two. ![](/media/picture.png)\n"]))
    def edit_own_page(self, name: str, text: str | None) -> None:
        if text:
            self.site.write(f"content/pages/{name}.md", f"---\ntitle: {name}\n---\n{text}")
        else:
            (self.site.root / f"content/pages/{name}.md").unlink(missing_ok=True)
        self.stale = True

    @rule(width=st.sampled_from([0, 1, 2]))
    def edit_picture(self, width: int) -> None:
        if width:
            self.site.write("content/media/picture.png", bytes.fromhex(PNG.format(width)))
        else:
            (self.site.root / "content/media/picture.png").unlink(missing_ok=True)
        self.stale = True

    # ---- what else happens between builds

    @rule()
    def look_at_the_figures(self) -> None:
        """Another command brings the index up to date; the next build must know nonetheless what to publish."""
        list(all_figures(surveyed(self.site.root, self.site.config, self.site.db, Silent())))

    @rule(name=st.sampled_from(["index.html", "articles", "feed.xml"]))
    def lose_published_files(self, name: str) -> None:
        """Somebody empties the output, or restores another one."""
        shutil.rmtree(self.site.root / "public", ignore_errors=True)
        if name == "articles":
            self.site.write("public/.sitegen-output", "Made by sitegen; another build.\npages: 0123\n")
            self.site.write("public/articles/old/index.html", "old")
        self.stale = True

    @invariant()
    def as_a_clean_build(self) -> None:
        """After one edit mostly, after three in a row at times."""
        self.edits += self.stale
        if not self.stale or self.edits % 5 in (2, 3):
            return
        self.builds += 1
        search = self.builds % 4 == 1  # Pagefind takes longer than all else; what it is to index again is kept from build to build
        self.site.build(search=search)
        self.stale = False
        with SiteTest(self.folder / "clean") as clean:
            shutil.rmtree(clean.root, ignore_errors=True)
            shutil.copytree(self.site.root, clean.root, ignore=shutil.ignore_patterns("public", ".sitegen"))
            clean.build(search=search)
            if search:
                assert self.site.searchable() == clean.searchable()
            mine, theirs = (
                {name: made for name, made in site.published().items() if not name.startswith("pagefind/")}
                for site in (self.site, clean)
            )
            assert sorted(mine) == sorted(theirs)
            for name in (name for name in mine if mine[name] != theirs[name]):
                texts = [(root / "public" / name).read_text(encoding="utf-8") for root in (self.site.root, clean.root)]
                assert texts[0] == texts[1], name


@pytest.mark.slow
def test_an_incremental_build_is_a_clean_build() -> None:
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=int(os.environ.get("EXAMPLES", "15")),
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
