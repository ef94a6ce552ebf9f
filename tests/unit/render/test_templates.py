"""Templates as they are compiled here say what Jinja2's own code would."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from sitegen.render.templates import environment
from sitegen.render.theme import Theme

PARTS = """{% macro item(text, level=2, class="") %}<h{{ level }} class="{{ class }}">{{ text }}</h{{ level }}>{% endmacro %}
{% macro framed() %}<p>{{ caller("inner & outer") }}</p>{% endmacro %}"""
LAYOUT = "<title>{% block title %}{{ odd }}{% endblock %}</title>{% block content %}{% endblock %}"
TEMPLATES = {
    "values": "<a title='{{ odd }}' href=\"{{ odd }}\">{{ odd }} {{ safe }} {{ 5 }} {{ 2.5 }} {{ none }} {{ names | join(', ') }}</a>",
    "calls": "{{ made(odd) }} {{ made(odd, end='<') }} {{ made(*names) }} {{ made(**{'start': odd}) }} {{ odd.replace('<', safe) }}",
    "keywords": "{% import 'parts' as parts %}{{ parts.item(odd, class='wide') }}{{ parts.item(safe, 3) }}",
    "arguments": "{% import 'parts' as parts %}{{ parts.item(odd, 2, 'a') }}{{ parts.item(*[odd, 3]) }}{{ parts.item(*[odd, 3, 'b']) }}",
    "any number": "{% macro many(first) %}{{ first }} {{ varargs | join(',') }}{% endmacro %}{{ many(odd, safe, odd) }}{{ many(odd) }}",
    "unescaped": "{% autoescape false %}{% macro raw(x) %}{{ x }}{% endmacro %}{{ raw(odd) }}{% endautoescape %}",
    "with context": "{% from 'parts' import item with context %}{{ item(odd) }}",
    "caller": "{% import 'parts' as parts %}{% call(text) parts.framed() %}{{ text }} {{ odd }}{% endcall %}",
    "loops": "{% for name in names recursive %}{{ loop.cycle('a', 'b') }}{{ name }}{% if name is not string %}{{ loop(name) }}{% endif %}{% endfor %}",
    "blocks": "{% extends 'layout' %}{% block title %}{{ super() }} – {{ made(odd) }}{% endblock %}{% block content %}{{ self.title() }}{% endblock %}",
    "escaping": "{% autoescape false %}{{ odd }}{% endautoescape %}{{ odd | safe }}{{ odd | e }}{{ odd ~ safe }}",
    "range": "{% set seen = namespace(last=0) %}{% for n in range(1, 4) %}{% set seen.last = n %}{% endfor %}{{ seen.last }}",
}
ODD = "<script>alert('&amp;\"')</script>"


def values() -> dict[str, object]:
    def made(text: str = "", *more: str, start: str = "", end: str = ">") -> str:
        return f"{start}{text}{''.join(map(str, more))}{end}"

    return {"odd": ODD, "safe": Markup("<b>bold</b>"), "names": ["Ann <Lee>", "Bo & Jo"], "made": made}


@pytest.fixture
def ours(tmp_path: Path) -> Environment:
    folder = tmp_path / "theme/templates"
    folder.mkdir(parents=True)
    for name, source in {**TEMPLATES, "parts": PARTS, "layout": LAYOUT}.items():
        (folder / name).write_text(source, encoding="utf-8")
    return environment(Theme("theme", (("theme", tmp_path / "theme"),)))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_what_jinja_itself_says(ours: Environment, name: str) -> None:
    loader = DictLoader({**TEMPLATES, "parts": PARTS, "layout": LAYOUT})
    theirs = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    said = ours.get_template(name).render(values())
    expected = theirs.get_template(name).render(values())
    assert said.replace("&quot;", "&#34;").replace("&#x27;", "&#39;") == expected


def test_nothing_of_a_value_is_markup(ours: Environment) -> None:
    said = ours.get_template("blocks").render(values())
    assert "<script" not in said
    assert ODD in html.unescape(said)


def test_a_name_that_is_not_there_is_told(ours: Environment) -> None:
    with pytest.raises(UndefinedError, match="'mistake' is undefined"):
        ours.from_string("{{ mistake(1) }}").render()
