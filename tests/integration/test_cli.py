"""The command line: what it says, where it says it, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli.main import cli

TEXT = "Bridge opens\n\n3 May 2019\n\n" + "The new bridge over the river was opened on Friday by the mayor of the town. " * 3


@pytest.fixture
def site(tmp_path: Path) -> Path:
    result = CliRunner().invoke(cli, ["new", str(tmp_path / "my-archive")])
    assert result.exit_code == 0, result.output
    config = tmp_path / "my-archive/site.yaml"
    config.write_text(config.read_text() + "\nentities: {engine: light}\n")
    return tmp_path / "my-archive"


def test_a_new_site_builds_at_once(site: Path) -> None:
    result = CliRunner().invoke(cli, ["build", "--site", str(site)])
    assert result.exit_code == 0, result.output
    assert "My archive" in (site / "public/index.html").read_text()


def test_a_new_site_takes_articles_from_its_inbox(site: Path) -> None:
    (site / "inbox/bridge.txt").write_text(TEXT)
    result = CliRunner().invoke(cli, ["build", "--site", str(site), "--no-search"])
    assert result.exit_code == 0
    assert "imported: 1 new, 0 updated, 0 unchanged" in result.stdout
    assert "built: 1 articles" in result.stdout and "no search index" in result.stdout
    assert (site / "public/articles/2019/05/bridge-opens/index.html").exists()
    assert not (site / "public/pagefind").exists()


def test_a_build_of_nothing_new_loads_only_what_it_needs(site: Path) -> None:
    (site / "inbox/bridge.txt").write_text(TEXT)
    program = "import atexit, sys; from sitegen.cli.main import main; atexit.register(lambda: print(*sys.modules)); main()"
    build = [sys.executable, "-c", program, "build", "--quiet", "--no-search", "--site", str(site)]
    first, second = (subprocess.run(build, capture_output=True, text=True, check=True).stdout.split() for _ in range(2))
    heavy = {"jinja2", "markdown_it", "numpy"}
    assert heavy <= {*first}, "or their absence shows nothing"
    assert heavy.isdisjoint(second)


def test_new_refuses_a_folder_in_use(site: Path) -> None:
    before = (site / "site.yaml").read_bytes()
    result = CliRunner().invoke(cli, ["new", str(site)])
    assert result.exit_code == 2
    assert "not empty" in result.stderr
    assert (site / "site.yaml").read_bytes() == before


def test_refused_articles_give_code_1_and_the_last_line_says_where_to_look(site: Path) -> None:
    (site / "inbox/bridge.txt").write_text(TEXT)
    (site / "inbox/empty.txt").write_text("")
    (site / "content/articles/bad.md").write_text("no front matter")
    result = CliRunner().invoke(cli, ["build", "--site", str(site)])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "2 articles were refused; see .sitegen/import-report.json"
    assert "inbox/empty.txt: the file is empty" in result.stderr
    assert "content/articles/bad.md:1: the file has no front matter" in result.stderr
    assert (site / ".sitegen/import-report.json").exists()


def test_json_is_one_object_and_nothing_else(site: Path) -> None:
    (site / "inbox/bridge.txt").write_text(TEXT)
    (site / "inbox/empty.txt").write_text("")
    result = CliRunner().invoke(cli, ["build", "--site", str(site), "--json"])
    record = json.loads(result.stdout)
    assert (record["import"]["added"], len(record["import"]["refused"]), record["build"]["articles"]) == (1, 1, 1)
    assert result.stderr == ""
    assert result.exit_code == 1


def test_quiet_says_only_what_is_wrong(site: Path) -> None:
    (site / "inbox/bridge.txt").write_text(TEXT)
    result = CliRunner().invoke(cli, ["build", "--site", str(site), "--quiet"])
    assert result.output == ""


def test_verbose_names_each_article(site: Path) -> None:
    (site / "inbox/bridge.txt").write_text(TEXT)
    result = CliRunner().invoke(cli, ["import", "--site", str(site), "--verbose"])
    assert "added 2019/05/bridge-opens.md" in result.stderr
    assert "install sitegen[ner]" in result.stderr


def test_a_plain_import_takes_sources_from_where_one_stands(site: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/bridge.txt").write_text(TEXT)
    ended = subprocess.run(
        [sys.executable, "-m", "sitegen", "import", "raw", "--site", "my-archive"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert (site / "content/articles/2019/05/bridge-opens.md").exists()


def test_a_wrong_call_gives_code_2() -> None:
    assert CliRunner().invoke(cli, ["build", "--no-serach"]).exit_code == 2


def test_two_runs_never_write_one_site_at_once(site: Path) -> None:
    from sitegen.infra.files import lock

    with lock(site / ".sitegen/lock"):
        result = CliRunner().invoke(cli, ["build", "--site", str(site)])
    assert result.exit_code == 2
    assert "another sitegen is at work here" in result.stderr


def test_clean_prints_a_line_of_json_for_each_document_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><head><title>Mill burns</title></head><body><article><h1>Mill burns</h1><p>{TEXT[28:]}</p><p>{TEXT[28:]}!</p></article></body></html>"
    rows = [
        {"id": "one", "html": page, "url": "https://v.example/1"},
        {"id": "two", "text": TEXT},
        {"id": "three", "text": TEXT + "More."},
        {"id": "four", "text": ""},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["clean", "in.jsonl", "--jsonl", "--stories"])
    assert result.exit_code == 1, "one of them has no text"
    found = {row["id"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert [found[name]["title"] for name in ("one", "two", "four")] == ["Mill burns", "Bridge opens", None]
    assert {"id", "title", "date", "authors", "site", "text"} <= set(found["two"])
    assert (found["two"]["date"], found["two"]["text"].count("The new bridge")) == ("2019-05-03", 3)
    assert found["two"]["cluster"] == found["three"]["cluster"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


def test_clean_explains_what_it_cuts_and_obeys_the_site(site: Path) -> None:
    file = site / "inbox/bridge.txt"
    file.write_text(TEXT + "\n\nThe Herald has it first.\n\nLeave a comment\n\nName")
    config = site / "site.yaml"
    config.write_text(config.read_text() + '\nclean: {drop: ["^The Herald"], lower_titles: true}\n')
    shown = CliRunner().invoke(cli, ["clean", str(file), "--explain", "--site", str(site)])
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[0] == "Bridge opens"
    assert [line for line in lines if line.startswith("- [")] == [
        "- [title] Bridge opens", "- [metadata] 3 May 2019", "- [drop] The Herald has it first.", "- [comments] Leave a comment",
        "- [comments] Name"]  # fmt: skip


def test_clean_shows_lists_as_they_will_stand(site: Path) -> None:
    file = site / "inbox/soup.md"
    file.write_text(
        "# Soup\n\nIt is said that the soup of the valley is the best there is, and here is how.\n\n1. Chop.\n2. Boil.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
    )
    shown = CliRunner().invoke(cli, ["clean", str(file), "--explain", "--site", str(site)])
    assert shown.stdout.splitlines()[-6:] == ["  1. Chop.", "  2. Boil.", "  | a | b |", "  | --- | --- |", "  | 1 | 2 |", ""]


def test_clean_explains_a_refusal(site: Path) -> None:
    file = site / "inbox/form.txt"
    file.write_text("Mill burns\n\nLeave a comment\n\nName")
    shown = CliRunner().invoke(cli, ["clean", str(file), "--explain", "--site", str(site)])
    assert shown.exit_code == 1
    assert "`sitegen clean --explain` shows what was cut" in shown.stderr
    assert shown.stdout.splitlines() == ["- [title] Mill burns", "- [comments] Leave a comment", "- [comments] Name"]


def test_import_without_sources_says_where_to_name_them(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: Empty\n")
    result = CliRunner().invoke(cli, ["import", "--site", str(tmp_path)])
    assert result.exit_code == 2
    assert "site.yaml: names no sources" in result.output


def test_a_pattern_that_is_none_is_named(site: Path) -> None:
    config = site / "site.yaml"
    config.write_text(config.read_text() + '\nclean: {drop: ["("]}\n')
    result = CliRunner().invoke(cli, ["build", "--site", str(site)])
    assert result.exit_code == 2
    assert "clean.drop" in result.output
