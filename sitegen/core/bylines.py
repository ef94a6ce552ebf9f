"""Names of authors, as bylines give them."""

from __future__ import annotations

import re

from sitegen.core.text import one_line

_BY = re.compile(
    r"^(?:(?:written|story|words|text|reported|posted|opinion|analysis|report|article)\s+)?(?:by|par|von|por|door|text:|texte:|words:)(?::|\s)\s*",
    re.I,
)
_AND = re.compile(
    r"\s*(?:[;/|\n•·]|,(?!\s*(?:Jr|Sr|II|III|PhD|Ph\.D|MD)\b)|\band\b|\bet\b|\bund\b|\by\b|\boch\b|\bog\b|\ben\b(?=\s+[A-Z])|&|\s\+\s)\s*",
    re.I,
)
# What stands in bylines and is nobody's name: desks and roles, agencies, addresses.
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|\.(?:com|org|net|de|fr|co\.uk)\b"
    r"|\b(?:staff|admin\w*|newsroom|redaktion|r[eé]daction|redacci[oó]n|redazione|redactie|redaktionen|toimitus|unknown|anonym\w*|author|"
    r"webmaster|newsdesk|desk|team|agencies|agenturen|agences?|online|wires?|press release|pressemitteilung|guest|user|default)\b"
    r"|^(?:(?:by|the|von|par)\s+)?(?:reuters|afp|ap|dpa|apa|sda|ansa|efe|tass|ritzau|tt|ntb|anp|belga|pti|ani|ians|upi|bloomberg|epd|kna|sid|lusa|pap|press association|associated press)(?:\W|$)"
    r"|^(?:editor|editors|editorial|editorial board|news|sport|sports|politics|business|contributor|reporter|correspondent)$", re.I)  # fmt: skip
_ROLE = re.compile(
    r"\s*(?:,|\||\(|–|—|\s-\s)\s*(?:(?:chief|senior|staff|special|foreign|political|science|health|sports?|business|tech\w*|deputy|associate|assistant|managing|executive|news|digital|guest)\s+)*"
    r"(?:reporter|correspondent|editor|writer|columnist|journalist|contributor|producer|author|redakteur\w*|autor\w*|journaliste|for\s.+|in\s.+|is\s.+|the\s.+)\b.*$", re.I)  # fmt: skip
_TITLE = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir|dame)\.?\s+", re.I)
LONGEST = 60  # characters of a name


def read_authors(text: str) -> tuple[str, ...]:
    """The names in a byline, each once: "By Ann Lee and Jo Roe" gives two. Desks, agencies and addresses are no names."""
    names = (_name(part) for part in _AND.split(_BY.sub("", one_line(text))))
    return tuple(dict.fromkeys(name for name in names if name and is_name(name)))


def _name(part: str) -> str:
    name = _ROLE.sub("", _BY.sub("", one_line(part)))
    name = re.sub(r"\s*\([^)]*\)?$", "", name).strip(" .,|-–—:\"“”'")
    return name.title() if name.isupper() and len(name) > 3 else name


def is_name(name: str) -> bool:
    """Whether a person may be called so."""
    words = name.split()
    return 2 < len(name) <= LONGEST and len(words) <= 6 and not _NO_NAME.search(name) and any(c.isalpha() for c in name)
