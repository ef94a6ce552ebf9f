"""Paragraphs of a plain text: lines that a program wrapped are joined, all others stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sitegen.clean.header import names_field
from sitegen.core.bylines import AGENCY
from sitegen.core.text import SENTENCE_END

FEWEST_LINES = 5  # of a text that tells its width
WIDTHS = (24, 100)  # characters
NARROW = 45  # characters; narrower lines are verse or a list unless they are a column of a printed paper
FULL = 0.75  # share of the width that a line and the next word fill, unless a paragraph ends there
WRAPPED = 0.85  # share of the lines that go on small behind a full one
TOLD = 3  # broken lines from which on it tells how the next ones begin
SMALL = 0.4  # share of them; a name or a German noun may stand anywhere
BROKEN = 60  # characters of a line that may break within a sentence; shorter ones are labels, verse and lists
SHORT = 20  # characters in which a day or a time is told
INDENT = 2  # characters by which the first line of a paragraph stands in from the others
_HYPHENATED = re.compile(
    r"(?<=[^\W\d_]{2})[-¬\xad]\s(?=[a-zà-ÿ]{2})(?!(?:and|or|und|oder|et|ou)\b)"
)  # "the govern- ment" once more
_HYPHEN_END = re.compile(r"[^\W\d_]{2}[-¬\xad]$")
# A line of nothing but signs: drawn under a heading, or between the parts of a text. What is left out in a text ("…", "[...]") is
# no such line.
_ORNAMENT = re.compile(r"\s*(?:[-=_~*#+^·•‒–—―─━═✻❖◆§]\s*){3,}")
_END_MARK = re.compile(r"[\W_]*(?:reuters?|ends?|more|upi|afp|ap)[\W_]*|-\s?30\s?-", re.I)  # "REUTER", "(ENDS)", "-30-"
LONGEST_MARK = 20  # characters
BULLET = re.compile(r"^\s*[•‣▪◦*–-]\s+(?=\S)")
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=\S)")


def paragraph_lines(text: str) -> list[str]:
    """One string for each paragraph: hard-wrapped lines joined, other lines kept apart."""
    paragraphs: list[str] = []
    width = _width(text)
    for chunk in re.split(r"\n[ \t ]*\n+", text):
        lines = [line for line in chunk.split("\n") if line.strip()]
        parts = _rejoined(lines, width) if width else [lines] if _wrapped(lines) else _continued(lines)
        paragraphs += [part[0] if len(part) == 1 else _HYPHENATED.sub("", " ".join(map(str.strip, part))) for part in parts]
    return [line.strip() for line in paragraphs if line.strip()]


def _width(text: str) -> int:
    """The width at which all of a text was wrapped by a program, in characters; 0 where each line is a paragraph of its own.

    Its lines are about equally long, up to 100 characters; none is much longer. Most break within a sentence, and many
    of the next ones begin small: a list of headlines doesn't, of however equal length they are.
    """
    raw = [line.strip() for line in text.split("\n")]
    lines = [line for line in raw if line]
    lengths = sorted(map(len, lines))
    width = lengths[len(lines) * 9 // 10] if len(lines) >= FEWEST_LINES else 0
    if not WIDTHS[0] <= width <= WIDTHS[1] or lengths[-1] > width + 25:
        return 0
    # The first line below an empty one may be a headline, or what is left of a line behind place and day.
    pairs = [
        (line, following) for above, line, following in zip(["", *raw], raw, raw[1:], strict=False) if above and line and following
    ]
    full = [(line, following) for line, following in pairs if _fills(line, following, width)]
    going_on = [(line, following) for line, following in pairs if following[0].isalpha() and not following[0].isupper()]
    # Verse may begin small as well, but goes on behind short lines.
    verse = sum(_fills(line, following, width) for line, following in going_on) < WRAPPED * len(going_on)
    if verse or len(full) < len(pairs) / 2 or (width < NARROW and (len(full) < FULL * len(pairs) or not _hyphenated(lines))):
        return 0
    return width if _breaks(full, 0.6) else 0


def _fills(line: str, following: str, width: int) -> bool:
    """Whether a line had no room for the next word."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) >= FULL * width


def _hyphenated(lines: list[str]) -> bool:
    """Whether a line in forty at least ends within a word, as in the columns of a printed paper."""
    return sum(line.endswith(("-", "¬", "\xad")) and line[-2:-1].isalpha() for line in lines) * 40 >= len(lines)


def _breaks(pairs: Sequence[tuple[str, str]], least: float) -> bool:
    """Whether lines break within their sentences, at least so large a part of them, and the next ones then often begin small."""
    broken = [following for line, following in pairs if not line.endswith((".", "!", "?", "”", '"', ":"))]
    small = sum(following[0].isalpha() and not following[0].isupper() for following in broken)
    return len(broken) >= least * len(pairs) and (len(broken) < TOLD or small >= SMALL * len(broken))


def _rejoined(lines: list[str], width: int) -> Iterator[list[str]]:
    """The lines of a chunk of a wrapped text, paragraph by paragraph.

    A paragraph begins with a bullet or indented, as agencies and mail programs write it without an empty line; and behind a line
    in which its own next word had had room. The first line may be short: the place and the day before it are often cut off.
    """
    margins = [len(line) - len(line.lstrip()) for line in lines]
    inner = min(margins, default=0) + INDENT
    part: list[str] = []
    for line, margin in zip(lines, margins, strict=True):
        begins = bool(BULLET.match(line) or NUMBERED.match(line) or is_ornament(line) or is_end_mark(line.strip()))
        begins = begins or names_field(line)
        if part:
            had_room = not _fills(part[-1].strip(), line, width)
            begun_short = len(part) == 1 and line.lstrip()[0].islower()
            hangs = bool(BULLET.match(part[0]) or NUMBERED.match(part[0]))
            begins = begins or (margin >= inner and not hangs) or (had_room and not begun_short) or is_ornament(part[-1])
        if part and begins:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _continued(lines: list[str]) -> Iterator[list[str]]:
    """Each line by itself, but for those in which the sentence of the line before goes on.

    Of 130 such pairs in the columns of scraped texts, all belong together.
    """
    part: list[str] = []
    for line in lines:
        if part and not _goes_on(part[-1].strip(), line.strip()):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _goes_on(line: str, following: str) -> bool:
    """Whether a long line breaks within a sentence that goes on in the next. "2 hrs." below a headline ends no sentence."""
    breaks = len(line) >= BROKEN and (line[-1].isalpha() or line[-1] == "," or bool(_HYPHEN_END.search(line)))
    ends = len(following) >= BROKEN or (bool(SENTENCE_END.search(following)) and not any(map(str.isdigit, following[:SHORT])))
    return breaks and following[:1].islower() and ends


def _wrapped(lines: list[str]) -> bool:
    """Whether the lines of a chunk are one paragraph, wrapped by a program.

    Such lines are about equally long, up to a width of 50 to 100 characters, and mostly break within a sentence.
    """
    listed = any(BULLET.match(line) or NUMBERED.match(line) for line in lines[1:])
    if len(lines) < 2 or listed or any(map(is_ornament, lines)):
        return False
    bare = [line.strip() for line in lines]
    full = [len(line) for line in bare[:-1]]
    alike = min(full) >= 45 and max(full) <= 100 and max(full) - min(full) <= 25
    return alike and _breaks(list(pairwise(bare)), 0.5) and not any(map(names_field, bare[1:]))


def is_ornament(line: str) -> bool:
    """Whether a line has nothing but signs."""
    return bool(_ORNAMENT.fullmatch(line))


def is_end_mark(line: str) -> bool:
    """Whether a line only says that a text is over, or whose it is."""
    if len(line) > LONGEST_MARK:
        return False
    return bool(_END_MARK.fullmatch(line)) or (not SENTENCE_END.search(line) and bool(AGENCY.search(line)))
