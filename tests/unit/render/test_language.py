"""The interface in other languages."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from sitegen.core.problems import UserError
from sitegen.render.language import Language, direction, read_catalogue
from sitegen.render.words import Words
from tests.conftest import ROOT

LOCALE = ROOT / "themes/base/locale"
CODES = ("fr", "uk")


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts/messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_word_of_the_interface_is_translated(messages: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main(check=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_values_of_its_message(code: str) -> None:
    values = re.compile(r"%\(\w+\)s|\{\w+\}")
    for message, forms in read_catalogue(LOCALE / f"{code}.po").messages.items():
        for form in forms:
            assert sorted(values.findall(form)) == sorted(values.findall(message)), form


def test_dates_numbers_and_lists_in_three_languages() -> None:
    day = dt.date(1912, 4, 15)
    english, french, ukrainian = (Language(code, [LOCALE / f"{code}.po"] if code != "en" else []) for code in ("en", *CODES))
    assert (english.day(day), french.day(day)) == ("15 April 1912", "15 avril 1912")
    assert ukrainian.day(day).startswith("15 квітня 1912") and ukrainian.month(day).startswith("квітень 1912")
    assert (english.number(1234567.5), french.number(1234567.5)) == ("1,234,567.5", "1\u202f234\u202f567,5")
    assert french.listed(["A", "B", "C"]) == "A, B et C" and english.listed(["A", "B", "C"]) == "A, B and C"
    assert [english.weekday_name(0), french.weekday_name(0), ukrainian.weekday_name(0)] == ["M", "L", "П"]
    assert french.month_name(2, short=True) == "févr." and english.day_of_year(4, 5) == "5 April"


@pytest.mark.parametrize(
    ("count", "shown"), [(1, "1 стаття"), (3, "3 статті"), (5, "5 статей"), (11, "11 статей"), (21, "21 стаття")]
)
def test_ukrainian_has_three_forms_of_number(count: int, shown: str) -> None:
    words = Words(Language("uk", [LOCALE / "uk.po"]))
    assert words.counted("%(n)s article", "%(n)s articles", count) == shown
    assert words.plural_forms("%(n)s article", "%(n)s articles")["few"] == "{n} статті"


def test_a_message_is_escaped_and_so_are_its_values(tmp_path: Path) -> None:
    (tmp_path / "xx.po").write_text('msgid "By %(name)s"\nmsgstr "<b>%(name)s"\n', encoding="utf-8")
    words = Words(Language("xx", [tmp_path / "xx.po"]))
    assert str(words.message("By %(name)s", name="<i>")) == "&lt;b&gt;&lt;i&gt;"


def test_an_earlier_catalogue_goes_before_a_later_one(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text('msgid "Search"\nmsgstr "Chercher"\n', encoding="utf-8")
    language = Language("fr", [tmp_path / "fr.po", LOCALE / "fr.po"])
    assert (language.gettext("Search"), language.gettext("Data"), language.gettext("unknown")) == ("Chercher", "Données", "unknown")


def test_a_catalogue_that_can_t_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_bytes('msgid "Data"\nmsgstr "Données"\n'.encode("latin-1"))
    with pytest.raises(UserError) as told:
        Language("fr", [tmp_path / "fr.po"]).gettext("Search")
    assert "locale/fr.po" in str(told.value.problems[0])


def test_which_way_a_language_is_written() -> None:
    assert [direction(code) for code in ("en", "ar", "he-IL", "fa", "uk")] == ["ltr", "rtl", "rtl", "rtl", "ltr"]
