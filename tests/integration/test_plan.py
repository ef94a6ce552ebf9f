"""`sitegen plan`, and the options that shrink a site."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from sitegen.build import hosting
from sitegen.build.hosting import Host, hosts
from sitegen.cli.main import cli
from tests.sitetest import SiteTest


def run(site: SiteTest, *words: str) -> Result:
    site.close()
    return CliRunner().invoke(cli, ["plan", *words, "--site", str(site.root)])


def test_a_site_is_weighed_by_its_own_files(site: SiteTest) -> None:
    site.build(search=True)
    told = json.loads(run(site, "--host", "cloudflare-pages", "--json").output)["plan"]
    files = [file for file in (site.root / "public").rglob("*") if file.is_file()]
    limits = {each["what"]: each for each in told["limits"]}
    assert limits["files"] == {"what": "files", "has": len(files), "most": 20_000, "where": ""}
    assert limits["bytes"]["has"] == sum(file.stat().st_size for file in files)
    largest = max(files, key=lambda file: file.stat().st_size)
    assert (site.root / "public" / limits["bytes of the largest file"]["where"]).stat().st_size == largest.stat().st_size
    assert sum(each["files"] for each in told["parts"]) == len(files)
    assert limits["bytes of the search index"]["has"] == sum(file.stat().st_size for file in files if "pagefind" in file.parts)
    assert told["fits"] is True


def test_a_site_that_is_too_large_is_told_and_how_to_shrink_it(site: SiteTest, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    site.build()
    small = Host("cloudflare-pages", hosts()["any"].checked, files=10)
    monkeypatch.setattr(hosting, "hosts", lambda: {**hosts(), "cloudflare-pages": small})
    result = run(site, "--host", "cloudflare-pages")
    assert result.exit_code == 1
    assert "TOO MUCH" in result.output
    assert "fold_terms_below: 2} spares 3 pages" in result.output


def test_every_host_has_its_source_and_day() -> None:
    assert set(hosts()) == {"cloudflare-pages", "github-pages", "gitlab-pages", "netlify", "any"}
    assert all(host.source.startswith("https://") and host.checked.year > 2020 for name, host in hosts().items() if name != "any")


def test_the_hosts_are_told_to_who_asks_for_help_or_for_another(site: SiteTest) -> None:
    told = "".join(run(site, "--help").stdout.split())  # names may be broken at their hyphens
    wrong = run(site, "--host", "nowhere")
    assert wrong.exit_code == 2
    for name in hosts():
        assert name in told
        assert name in wrong.stderr


def test_without_a_built_site_there_is_nothing_to_weigh(site: SiteTest) -> None:
    assert "there is no built site yet; run 'sitegen build' first" in run(site).stderr


def test_names_of_one_article_are_folded_into_their_list(site: SiteTest) -> None:
    site.build()
    assert (site.root / "public/tags/losses/index.html").exists()
    site.write("site.yaml", site.read("site.yaml") + "output: {fold_terms_below: 2}\n")
    site.build()
    assert not (site.root / "public/tags/losses").exists()
    assert (site.root / "public/people/edward-smith/index.html").exists(), "two articles name him"
    assert "Ship sinks</a>" in site.page("tags/")
    assert "/tags/losses/" not in site.page("articles/1912/04/ship-sinks/") + site.page("tags/") + site.page("")
    site.replace("content/articles/1912/04/ship-sinks.md", "title: Ship sinks", "title: Ship founders")
    site.build()
    assert "Ship founders</a>" in site.page("tags/")


def test_a_build_says_why(site: SiteTest) -> None:
    site.build()
    site.replace("content/articles/1912/04/ship-sails.md", "title: Ship sails", "title: Ship goes")
    site.close()
    build = ["build", "--no-search", "--site", str(site.root), "--explain"]
    result = CliRunner().invoke(cli, [*build, "/articles/1912/04/ship-sinks/"])
    assert "ship-sinks/  rendered: the article before it in time" in result.output, "it leads there by its title"
    assert "not rendered: nothing of what it is made from changed" in CliRunner().invoke(cli, [*build, "about"]).output
    site.write("overrides/templates/404.html", "<p>lost</p>")
    result = CliRunner().invoke(cli, build)
    assert [line for line in result.output.splitlines() if line.startswith("/")] == [
        "/404.html  rendered: its template, one that this extends or includes, or a file whose address it writes"
    ]


def test_only_with_verify_inputs_is_a_change_seen_that_hides_its_time_and_size(site: SiteTest) -> None:
    import os

    file = site.root / "content/articles/1912/04/ship-sails.md"
    os.utime(file, (1_000_000_000, 1_000_000_000))
    site.build()
    site.replace("content/articles/1912/04/ship-sails.md", "at noon", "at nine")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    assert len("noon") == len("nine")
    site.build()
    assert "at noon" in site.page("articles/1912/04/ship-sails/")
    site.build(verify=True)
    assert "at nine" in site.page("articles/1912/04/ship-sails/")
