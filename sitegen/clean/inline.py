"""The running text of a page's blocks: what links, line breaks, bold type, quotations and raised signs within it make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sitegen.core.text import one_line

BREAK = "\v"  # stands for a line break until a block is done
LONGEST_LINE = 90  # characters
_BOLD = frozenset(("b", "strong"))
_QUOTES = frozenset("\"“”„‟«»‹›'‘’‚「『")
_POWER = re.compile(r"[0-9+−-]{1,4}")
_RAISED = str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


@dataclass(slots=True)
class Running:
    """The text of one block as it stands between its elements."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    """For each piece whether it is in bold type."""
    linked: int = 0
    """Characters that are links."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """(text, address as written) of each."""

    def bold_line(self) -> str:
        """The first line, or all of it, where it is in bold type from end to end."""
        line: list[str] = []
        says = False
        for piece, bold in zip(self.pieces, self.bold, strict=True):
            if piece == BREAK and says:
                break
            if not piece.isspace():
                if not bold:
                    return ""
                says = True
            line.append(piece)
        return one_line("".join(line))


class Inline:
    """Gathers the running text of one block after the other, along a walk through a page."""

    def __init__(self) -> None:
        self._open = Running()
        self._links: list[int] = []  # that are open: the number of the piece with which each begins
        self._quotes: list[bool] = []  # that are open: whether signs are to be put around each
        self._bold = 0  # elements that are open

    def add(self, text: str | None) -> None:
        """Text between two tags."""
        if text:
            self._open.pieces.append(text)
            self._open.bold.append(self._bold > 0)
            if self._links:
                self._open.linked += len(text)

    def is_sign(self, tag: str, element: Any) -> bool:
        """Whether an element stands for a line break or a number in raised type, which is added then."""
        sign = BREAK if tag == "br" else _raised(element) if tag == "sup" else ""
        self.add(sign)
        return bool(sign)

    def begin(self, tag: str, element: Any) -> None:
        """An element within the text."""
        if tag == "a":
            self._links.append(len(self._open.pieces))
        elif tag == "q":
            self._quotes.append(self._is_bare(element))
            self.add("“" if self._quotes[-1] else None)
        self._bold += tag in _BOLD
        self.add(element.text)

    def end(self, tag: str, element: Any) -> None:
        """Its end."""
        self._bold -= tag in _BOLD
        if tag == "q":
            self.add("”" if self._quotes.pop() else None)
        elif tag == "a":
            start = self._links.pop()
            text = one_line("".join(self._open.pieces[start:])) if start <= len(self._open.pieces) else ""
            address = (element.get("href") or "").strip()
            if text and address:
                self._open.links.append((text, address))

    def take(self) -> Running:
        """The text of the block that ends here."""
        done, self._open = self._open, Running()
        return done

    def _is_bare(self, quotation: Any) -> bool:
        """Whether nobody has written the signs that browsers put around a quotation."""
        before = self._open.pieces[-1].rstrip()[-1:] if self._open.pieces else ""
        return not _QUOTES & {before, (quotation.text or "").lstrip()[:1]}


def _raised(element: Any) -> str:
    """What stands for a number in raised type ("10⁶", "km²", "[1]" for a footnote), so that nobody reads "106"."""
    around = (element.getparent(), *element.iterchildren("a"))
    leads = any(each is not None and each.tag == "a" and "#" in (each.get("href") or "") for each in around)
    return raised(one_line(element.text_content()), leads)


def raised(text: str, leads: bool) -> str:
    """A number in raised type as signs of its own, one that leads to a footnote in brackets; nothing for any other text."""
    if text.isdigit() and leads:
        return f"[{text}]"
    return text.translate(_RAISED) if _POWER.fullmatch(text) else ""


def lines_of(part: str) -> tuple[str, ...]:
    """The lines of a paragraph with single line breaks in it, where they are lines of their own and none was only wrapped."""
    lines = [line for each in part.split(BREAK) if (line := one_line(each))]
    apart = len(lines) > 1 and all(len(line) <= LONGEST_LINE and not line[0].islower() for line in lines)
    return tuple(lines) if apart else ()
