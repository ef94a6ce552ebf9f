"""Who wrote a plain text: the names that its lines offer, and which of them the model believes.

A byline has no form of its own. "Von Ann Lee, Redakteurin" says what it is; "Ann Lee" between a date and a button may as well be a
tag, a caption or the author of another article. What tells is where the line stands to the headline and to the text, what stands
around it, and how often the name comes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sitegen.clean.learned.around import Around, is_of_embedded
from sitegen.clean.learned.features import Matrix, Vector
from sitegen.clean.learned.tokens import any_of
from sitegen.core.bylines import AGENCY, COMPANY, DESK, PARTICLES, credited, is_name, names_in
from sitegen.core.recall import recalled
from sitegen.infra.census import census

LONGEST, LONGEST_NAME = 140, 90  # characters of a line that says "by", and of one that is a name or has one between signs
SHORT = 200  # characters of a line that may have a name to tell of it, as captions do
MOST = 120  # lines that may name authors, those nearest to the headline
LEAST, SURE = 0.3, 0.6  # probability that the likeliest line needs, and others beside it; swept 0.2 to 0.6 across hosts
_LED = re.compile(
    r"(?:^|[\s|·•⋅–—(:-])(?:(?:written|story|words|text|posted|published|reported|opinion|analysis|report|guide|geschrieben|verfasst"
    r"|(?:ein |un )?(?:gast)?beitrag|(?:ein )?(?:artikel|kommentar)|escrito|artículo|publié)\s+)?"
    r"(?:by|von|par|por|door|di|af|av|texte?|autor(?:in)?|authors?|auteur)\b\s*:?\s*(?=(?-i:[A-ZÀ-ÞА-Я]))|^(?-i:By)(?=(?-i:[A-Z]))",
    re.I,
)
# A word without which the pattern above finds nothing, in small letters: most lines have none, as is seen in a sixth of the time.
_LEADS = re.compile(rf"\b(?:by|(?:{any_of('von|par|por|door|di|af|av|texte?|autor(?:in)?|authors?|auteur')})\b)")
_SIGN = re.compile(r"[|·•⋅]|\s[–—/-]\s")
_PARTED = re.compile(r"\s*[|·•⋅]\s*|\s+[–—/-]\s+")
_BEHIND_LED = re.compile(r"\s*[|·•⋅—–].*|\s+[-/]\s.*")
_WORD = r"[^\W\d_](?:[\w.'’-]*[^\W\d_.]|\.)?\.?"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,4}}")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that may name authors."""

    place: int
    """Number of the line."""
    form: str
    """`opens`: "By Ann Lee"; `says`: "4 May by Ann Lee"; `alone`: "Ann Lee"; `parted`: "4 May | Ann Lee"."""
    names: tuple[str, ...]


def bylines(around: Around) -> list[Byline]:
    """The lines that may name the authors, in their order."""
    lines = ((place, line) for place in around.near if not is_of_embedded(line := around.lines[place]))
    offers = ((place, _offered(line)) for place, line in lines if 3 <= len(line) <= LONGEST)
    found = [Byline(place, *offer) for place, offer in offers if offer]
    nearest = sorted(found, key=lambda each: abs(each.place - around.title))[:MOST]
    return sorted(nearest, key=lambda each: each.place)


def believed(found: Sequence[Byline], sure: Vector) -> tuple[str, ...]:
    """The names to believe: of the likeliest line, and of those that are likely by themselves."""
    if not found or sure.max() < LEAST:
        return ()
    best = int(sure.argmax())
    taken = [each for place, each in enumerate(found) if place == best or sure[place] >= SURE]
    return tuple(dict.fromkeys(name for each in taken for name in each.names))


def signing(found: Sequence[Byline], sure: Vector) -> tuple[int, ...]:
    """The places of the lines that say "by" and whom to believe: what else they say ("By Ann Lee, in Rome") is no text either."""
    best = max(LEAST, min(SURE, float(sure.max(initial=0.0))))
    return tuple(each.place for place, each in enumerate(found) if each.form == "opens" and sure[place] >= best)


# ---------------------------------------------------------------------------------------------- reading a line


@recalled
def _offered(line: str) -> tuple[str, tuple[str, ...]] | None:
    """The form and the names of what a line offers."""
    if _LEADS.search(line.lower()) and (match := _LED.search(line)):
        names = tuple(name for name in names_in(_BEHIND_LED.sub("", line[match.end() :])) if is_name(name) or credited(name))
        if 1 <= len(names) <= 6:
            return "says" if match.start() else "opens", names
    if len(line) > LONGEST_NAME or line.endswith(("!", "?", ":")) or (sum(map(str.isupper, line)) < 2 and not AGENCY.match(line)):
        return None
    parts = _PARTED.split(line) if _SIGN.search(line) else [line]
    for part in parts:
        names = tuple(names_in(part))
        if 1 <= len(names) <= 6 and all((_is_formed(name) and is_name(name)) or AGENCY.match(name) for name in names):
            return "alone" if len(parts) == 1 else "parted", names
    return None


def _is_formed(name: str) -> bool:
    """Whether a text has the form of a whole name."""
    words = name.split()
    return (
        bool(_NAME.fullmatch(name))
        and len(name) <= LONGEST_NAME // 2
        and all(word[0].isupper() or word.lower() in PARTICLES for word in words)
        and words[0][0].isupper()
        and words[-1][0].isupper()
    )


# ---------------------------------------------------------------------------------------------- what the model sees


def byline_rows(around: Around, found: Sequence[Byline]) -> Matrix:
    """One row a byline."""
    if not found:
        return np.zeros((0, 0), dtype=np.float32)
    lines = around.lines
    alone, short = Counter(lines), "\n".join(line for line in lines if len(line) < SHORT)
    within = "\n".join(lines[place] for place in around.text)
    dated = [place for place, line in enumerate(lines) if len(line) < 80 and _DATE.search(line)]
    led = [each.place for each in found if each.form in ("opens", "says")]
    gaps = [other.place - one.place for one, other in pairwise(found)]
    given, surnames = census()
    rows = []
    for number, each in enumerate(found):
        line, names = lines[each.place], each.names
        rows.append((
            *around.row(each.place),
            *(each.form == form for form in ("opens", "says", "alone", "parted")),
            *(any(map(kind.search, each.names)) for kind in (AGENCY, COMPANY, DESK)),
            len(names), _mean([name.count(" ") + 1 for name in names]), _mean([len(name) for name in names]),
            sum(map(len, names)) / len(line), line.isupper(), all(map(str.isascii, names)),
            *(bool(_DATE.search(near)) for near in (line, around.before(each.place), around.behind(each.place))),
            min((abs(other - each.place) for other in dated), default=9),
            min(sum(alone[name] for name in names), 9), min(sum(map(short.count, names)), 20),
            min(sum(map(within.count, names)), 9),
            sum(other < each.place for other in led), len(led), len(found), number,
            min(gaps[max(0, number - 1) : number + 1], default=99),
            _mean([name.split()[0].lower() in given for name in names]),
            _mean([name.split()[-1].lower() in surnames for name in names]),
        ))  # fmt: skip
    return np.array(rows, dtype=np.float32)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
