"""Plain texts are read and shown without the parser: the same as with it, to the byte."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.core import markdown
from sitegen.core.markdown import paragraphs, parser, plain_paragraphs, text_blocks
from sitegen.render import body
from sitegen.render.body import Link, body_html

# What texts of articles have, with all that Markdown makes something of, and white space of all kinds.
PIECES = st.sampled_from(
    [*"\n\n\n  abcAB12.,;:!?'\"()-–—…&<>*_`#+=~|[]\\/$%@\t\r\x00\x0b\x0c\x1c\x85\u00a0\u2003\u2028\u3000",
     "\n\n", "Ann Lee", "ANN LEE", "Lee", " said ", "1. ", "12) ", "- ", "---", "===", "```", "&amp;", "&#35;", "AT&T", "<b>", "http://x.example"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
LINKS = [Link("/people/ann-lee/", "person", ("Ann Lee", "Lee")), Link('/places/"&/', "place", ("Paris", "said"))]


@given(TEXTS)
@example("a\n- b")
@example("a\n\n\u00a0\n\nb")
@example("1986. A year")
@example("a \nb")
@settings(max_examples=1500, deadline=None)
def test_what_is_taken_for_plain_is_what_the_parser_makes_of_it(text: str) -> None:
    text = text.strip("\n") + "\n"
    if plain_paragraphs(text) is None:
        return
    assert text_blocks(text) == paragraphs(parser().parse(text))
    fast = body_html(text, LINKS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "plain_paragraphs", lambda _: None)
        assert fast == body_html(text, LINKS)


def test_most_articles_are_plain() -> None:
    text = "LONDON, 3 May. “It sank at 2:20,” he said; 1,490 were lost – the line (White Star) said so.\n\nA second one.\nOf two lines."
    assert plain_paragraphs(text) == text.split("\n\n")
    assert markdown.plain_paragraphs("* a list") is None
