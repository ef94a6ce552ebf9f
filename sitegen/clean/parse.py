"""A page's tree as browsers see it, where the parser sees another: they mend what people write, in silence."""

from __future__ import annotations

from lxml import html as lxml_html
from lxml.etree import SubElement
from lxml.html import HtmlElement

_OF_HEAD = frozenset("title meta link script style base noscript template object basefont isindex".split())


def parsed(text: str) -> HtmlElement:
    """The page's tree: one element `html` with one `body` at the most. Raises what lxml does where there is none."""
    tree = lxml_html.document_fromstring(without_declaration(text))
    _end_head(tree)
    _join_bodies(tree)
    _open_shadows(tree)
    return tree


def without_declaration(text: str) -> str:
    """lxml refuses decoded text that still declares an encoding."""
    start = text.lstrip()
    return start[start.find("?>") + 2 :] if start.startswith("<?xml") else text


def _end_head(tree: HtmlElement) -> None:
    """Where the body's tag is left out, as it may be, all from the first element on that no head has is the body's.

    The parser knows that of a paragraph, but not of the elements of HTML 5 ("<title>…</title><article>…").
    """
    head = tree.find("head")
    belongs = [each.tag in _OF_HEAD or not isinstance(each.tag, str) for each in head] if head is not None else [True]
    if not all(belongs):
        _body(tree)[:0] = head[belongs.index(False) :]


def _join_bodies(tree: HtmlElement) -> None:
    """What stands behind the end of the body or of the page is the body's: pages made from pieces end too early."""
    for part in list(tree.iterchildren("body"))[1:]:
        _append(tree, part)
        tree.remove(part)
    for page in list(tree.itersiblings("html")):
        _add_text(_body(tree), page.text)
        for part in list(page):
            if part.tag in ("head", "body"):
                _append(tree, part)
            else:
                _body(tree).append(part)


def _append(tree: HtmlElement, part: HtmlElement) -> None:
    body = _body(tree)
    _add_text(body, part.text)
    body.extend(part)


def _add_text(body: HtmlElement, text: str | None) -> None:
    if len(body):
        body[-1].tail = (body[-1].tail or "") + (text or "")
    else:
        body.text = (body.text or "") + (text or "")


def _open_shadows(tree: HtmlElement) -> None:
    """A template that says that it is the shadow of its element is shown in its place, other templates aren't shown."""
    for each in list(tree.iter("template")):
        if each.get("shadowrootmode") or each.get("shadowroot"):
            each.tag = "div"


def _body(tree: HtmlElement) -> HtmlElement:
    body = tree.find("body")
    return SubElement(tree, "body") if body is None else body
