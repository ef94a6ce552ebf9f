from __future__ import annotations

import re

from sitegen.config.describe import commented_yaml, markdown
from sitegen.config.schema import SiteConfig
from sitegen.core.typed_yaml import load
from tests.conftest import ROOT


def test_the_reference_of_options_is_what_the_schema_says() -> None:
    """Mend with: python -c 'from sitegen.config.describe import markdown; print(markdown(), end="")' > docs/reference/site-yaml.md"""
    assert (ROOT / "docs/reference/site-yaml.md").read_text(encoding="utf-8") == markdown()


def test_the_commented_file_shows_every_option_with_its_default() -> None:
    text = commented_yaml("T", "https://example.org/", ("inbox",))
    assert load(text, SiteConfig, "f").value == SiteConfig("T", "https://example.org/", sources=("inbox",))
    bare = re.sub(
        r"^# ?", "", "\n".join(line for line in text.splitlines() if re.match(r"(# +\w+:|# *\w+: |\w|- )", line)), flags=re.M
    )
    options = "\n".join(
        line for line in bare.splitlines() if re.match(r" *(\w+: ?[^ ]*|- inbox)", line) and not line.startswith("#")
    )
    for name in ("title", "max_bytes", "engine", "models", "per_page", "jobs", "theme"):
        assert f"{name}:" in options


def test_links_between_documents_lead_somewhere() -> None:
    for file in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (file.parent / target).exists(), f"{file.name}: {target}"
