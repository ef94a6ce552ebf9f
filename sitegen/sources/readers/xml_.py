"""XML of feeds and exports, read as a stream and past its mistakes."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator, Mapping
from io import BufferedReader
from typing import Any

from lxml import etree

from sitegen.core.text import one_line
from sitegen.sources.stream import Damaged

# Characters that XML forbids; a scraped text has them now and then, and none of them means anything.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(rb"&(?!#[0-9]{1,8};|#x[0-9a-fA-F]{1,8};|[A-Za-z][A-Za-z0-9]{1,31};)")
_SECTION = re.compile(rb"(<!\[CDATA\[|\]\]>)")
# What may go on in the next piece: an entity, the mark of a section's beginning, and that of its end.
_OPEN_END = re.compile(rb"(?:&#?[A-Za-z0-9]{0,32}|<(?:!(?:\[(?:C(?:D(?:A(?:T(?:A)?)?)?)?)?)?)?|\]{1,2})$")
_OWN = (b"amp", b"lt", b"gt", b"quot", b"apos")
CHUNK = 1 << 16


class _Mended:
    """A stream without forbidden characters; entities of HTML, which XML doesn't know, become numbers, a bare "&" one of XML's.

    What stands in CDATA stays as it is.
    """

    def __init__(self, stream: BufferedReader):
        self._stream, self._left, self._wide, self._in_section = stream, b"", False, False

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002
        """Some bytes, not just `size` of them; none at the end."""
        while True:
            piece = self._stream.read(CHUNK)
            if piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
                self._wide = True  # UTF-16: bytes are no characters there, and the parser must do with what it gets
            if self._wide:
                return piece
            data = self._left + piece.translate(None, _CONTROLS)
            open_end = _OPEN_END.search(data) if piece else None
            end = open_end.start() if open_end else len(data)
            data, self._left = data[:end], data[end:]
            if data or not piece:
                return b"".join(map(self._mended, _SECTION.split(data)))

    def _mended(self, part: bytes) -> bytes:
        if part in (b"<![CDATA[", b"]]>"):
            self._in_section = part != b"]]>"
            return part
        return part if self._in_section else _BARE.sub(b"&amp;", _ENTITY.sub(_number, part))


def _number(match: re.Match[bytes]) -> bytes:
    if match[1] in _OWN:
        return match[0]
    text = html.unescape(match[0].decode())
    return "".join(f"&#{ord(c)};" for c in text).encode() if text != match[0].decode() else b"&amp;" + match[0][1:]


def elements(stream: BufferedReader, articles: str, others: tuple[str, ...]) -> Iterator[Any]:
    """The elements with these local names; those of articles are freed once they were looked at.

    Entities of the document's own are not unfolded and nothing is fetched. Raises `Damaged` where nothing can be read on.
    """
    options = {"recover": True, "resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
    try:
        for _, element in etree.iterparse(
            _Mended(stream), events=("end",), tag=[f"{{*}}{name}" for name in (*articles.split(), *others)], **options
        ):
            yield element
            if local(element) not in articles.split():
                continue
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None and len(parent):
                del parent[0]
    except etree.LxmlError as error:
        raise Damaged(f"its XML can't be read on: {error}") from error


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: Any, *names: str) -> Any:
    """The first child with one of these names (`content:encoded` is `encoded`), in the order of the names, or None."""
    for name in names:
        for each in element:
            if local(each) == name:
                return each
    return None


def text_of(element: Any, *names: str) -> str:
    """The text of the first child with one of these names."""
    found = child(element, *names)
    return "".join(found.itertext()).strip() if found is not None else ""


# ---------------------------------------------------------------------------------------------- markups of texts


def found(element: Any, name: str) -> Iterator[Any]:
    """The elements with a local name, at any depth, the element itself among them."""
    elements_: Iterator[Any] = element.iter(f"{{*}}{name}")
    return elements_


def said(element: Any) -> str:
    """All that an element says, on one line."""
    return one_line("".join(element.itertext()))


def first(element: Any, name: str) -> str:
    """What the first element of that name says that says anything."""
    return next((text for each in found(element, name) if (text := said(each))), "")


def attribute(element: Any, name: str, key: str) -> str:
    """An attribute of the first element of that name that has it."""
    return next((value for each in found(element, name) if (value := each.get(key))), "")


def as_html(element: Any, names: Mapping[str, str], left: Container[str]) -> Iterator[str]:
    """What stands in an element, in HTML's names as `names` has them; of others the text, of those that are `left` nothing."""
    if element.text:
        yield html.escape(element.text)
    for each in element:
        if local(each) and local(each) not in left:
            tag = names.get(local(each), "")
            yield f"<{tag}>" if tag else ""
            yield from as_html(each, names, left)
            yield f"</{tag.split()[0]}>" if tag and tag != "br" else ""
        if each.tail:
            yield html.escape(each.tail)
