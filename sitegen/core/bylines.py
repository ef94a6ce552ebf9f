"""Names of authors, as bylines give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.core.text import one_line

# "Written by", "Von", "Text:", and what blogs put around the name in a link to its other articles.
_BY = re.compile(
    r"^(?:(?:view|show|see|read|zeige|mehr|ver|voir)\s+)?(?:(?:more|all|alle[sn]?|todos|tous)\s+)?(?:(?:posts?|articles?|stories|beiträge|artikel|entries|les articles|las entradas|profile?|archives?)\s+)(?:by|of|from|von|de|par|por)\s*:?\s*"
    r"|^(?:(?:written|story|words|text|texte|reported|posted|published|submitted|created|opinion|analysis|report|article|beitrag|gastbeitrag|kommentar|pressemitteilung|im wortlaut|alles|mehr|more|zum profil|erstellt|geschrieben|eingestellt|gepostet|verfasst|rezept|veröffentlicht|publié|écrit|ein artikel|interview|escrito|reviewed|geprüft|edited)\s+)?(?:by|par|von|vom|por|door|text:|texte:|words:|autor(?:in|en)?:?|author:?|auteure?:?)(?:[:|]|\s|$)\s*"
    r"|^(?:text|texte|words|interview|autor|autorin|author|auteur|foto und text|redaktion)\s*[:|]\s*",
    re.I,
)
_AND = re.compile(
    r"\s*(?:[;/|\n•·]|,(?!\s*(?:Jr|Sr|II|III|PhD|Ph\.D|MD)\b)|\b(?:and|et|und|y|och|og)\b(?=\s)|\ben\b(?=\s+[A-Z])|&|\s\+\s"
    # Italian and Portuguese, between two whole names: "Costa e Silva" is one.
    r"|\be\b(?=\s(?-i:[A-ZÀ-Þ]\w+\s(?:d[aeio]s?\s)?[A-ZÀ-Þ])))\s*",
    re.I,
)
AGENCY = re.compile(
    r"^(?:(?:by|the|von|par)\s+)?(?:reuters|afp|ap|dpa|apa|sda|ansa|efe|agencia efe|tass|ritzau|tt|ntb|anp|belga|pti|ani|ians|upi|bloomberg|epd|kna|sid|lusa|"
    r"pap|jiji(?: press)?|kyodo(?: news)?|yonhap|xinhua|anadolu ajansı|anadolu agency|interfax|ria|press association|pa media|associated press|"
    r"agence france[- ]presse|deutsche presse[- ]agentur|keystone[- ]sda|the canadian press|australian associated press|united press international|"
    r"agenturen|agencies|agences)(?:\W|$)",
    re.I,
)
COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|e\.? ?v|inc|ltd|llc|corp|s\.?a\.?|verlag|verband|media|medien|stiftung|foundation|institut\w*|universit\w+|bund|ministerium|"
    r"bundes\w+|landes\w+|zeitung|tribune|times|post|news|magazin\w*|journal|radio|tv|fernsehen|press|presse|pressestelle|group|gruppe|verein|agentur|"
    r"abteilung|department|zentrum|center|centre|blog|shop|club|portal)\b",
    re.I,
)
# Desks and roles, which write and are nobody.
DESK = re.compile(
    r"\b(?:staff|admin\w*|newsroom|\w*redaktion\w*|r[eé]daction|redacci[oó]n|reda[cç][aã]o|redazione|redactie|toimitus|unknown|unbekannt|unbenannt|anonym\w*|anónimo|"
    r"author|autor|webmaster|publisher|newsdesk|desk|team|online|wires?|press release|pressemitteilung|guest|gast|user|default|editorial board|"
    r"(?:alle|mehr) \w+|view all|see all|show all)\b"
    r"|^(?:agencies|agenturen|agences|agencias|agenzie|news service reports|name|date|datum|stand|follow|search|suche|contact|kontakt|posted|published|updated|"
    r"veröffentlicht|originally \w+|created|erstellt|aktualisiert|geändert|publiée?|mise? à jour|modifiée?|actualisée?|publicad[ao]|actualizad[ao]|"
    r"atualizad[ao]|modificad[ao]|pubblicat[ao]|aggiornat[ao]|gepubliceerd|bijgewerkt|gewijzigd)\b\W*$"
    r"|^(?:editor|editors|editorial|news|sport|sports|politics|business|contributor|reporter|correspondent|ceo|wordpress\w*)$",
    re.I,
)
_URL = re.compile(r"https?://\S+|www\.\S+/\S*")
_DOMAIN = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|news|tv|io|eu|de|at|ch|fr|it|es|nl|be|pl|cz|se|no|dk|fi|ru|ua|uk|br|us|co)", re.I
)
_ADDRESS = re.compile(r"https?:|www\.|@|\d{2}|\.(?:com|org|net|de|fr|co\.uk)\b")
_ROLE = re.compile(
    r"\s*(?:,|\||\(|–|—|\s-\s)\s*(?:(?:chief|senior|staff|special|foreign|political|science|health|sports?|business|tech\w*|deputy|associate|assistant|managing|executive|news|digital|guest)\s+)*"
    r"(?:reporter|correspondent|editor|writer|columnist|journalist|contributor|producer|author|redakteur\w*|autor\w*|journaliste|for\s.+|in\s.+|is\s.+|the\s.+)\b.*$", re.I)  # fmt: skip
# What stands behind a name in its line: counters, buttons, and when it was.
_BEHIND = re.compile(
    r"\s+(?:shares?|follow|all(?:e)? (?:articles?|artikel|beiträge)|for\s|illustrat\w+ (?:von|by)|(?:photos?|photograph\w+|fotos?) (?:von|by)|(?:le|el|il|em|op|dne)\s+\d|folgen|on twitter|zum profil|@\w+|[→»›]|(?:on|am|at|um|den|posted|published|updated|veröffentlicht|erstellt)(?:\s|$)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember)\s+\d|"
    r"(?:feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?(?:\s+\d|$)|\d).*$", re.I)  # fmt: skip
_BEFORE = re.compile(r"^(?:\S+[- ])?(?:post author|follow|about the author(?: [-–])?|rechtsanwalt|rechtsanwältin|experte|expertin|korrespondentin|korrespondent|reporter(?:in)?|redakteur(?:in)?|autor(?:in)?|author)\s+(?=\S)", re.I)  # fmt: skip
_ACCOUNT = re.compile(r"[a-zà-ÿ]{2,}(?:[._-][a-zà-ÿ]{1,}){1,3}")
# What a word of a line that ran together or has no signs says its bearer does.
_DOES = re.compile(
    r"\b(?:editor|correspondent|writer|reporter|director|contributor|columnist|critic|producer|journalist|manager|expert|founder"
    r"|author|freelance|korrespondent(?:in)?|redakteur(?:in)?|reporterin|autor(?:in)?|volontär(?:in)?|journaliste?|phd|md|dvm|rd|ms|cpa)\b",
    re.I,
)
# Where elements of the page ran together: "Ann LeePublished: May 4", "Ann LeeTwitter".
_GLUED = re.compile(
    r"(?<=[a-zà-ÿ])(?:Published|Updated|Posted|Twitter|Facebook|Instagram|LinkedIn|Korrespondent|Redakteur|Reporter|Senior|Staff"
    r"|Contributor|Editor|Lifestyle|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b).*"
)
_AFTER = re.compile(
    r"\s+(?:mit|with|avec|in|on behalf)\s.*$|\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\w*\.?,?\s+\d.*$"
)
_NO_NAME = re.compile(r"[\d:]|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?$", re.I)
PARTICLES = frozenset("de da di van von der den del la le el al bin ibn dos das y e af av zu ter ten du des st st.".split())
LONGEST = 60  # characters of a name


def read_authors(text: str) -> tuple[str, ...]:
    """The people in a byline, each once: "By Ann Lee and Jo Roe" gives two. Desks, agencies and addresses are no names."""
    return tuple(name for name in byline_parts(text) if is_name(name))


def byline_parts(text: str) -> tuple[str, ...]:
    """Everything that a byline credits, each once: people, and desks and agencies as well."""
    names = (_name(part) for part in _AND.split(_BY.sub("", one_line(_URL.sub(" ", text)))))
    return tuple(dict.fromkeys(name for name in names if 1 < len(name) <= LONGEST and any(c.isalpha() for c in name)))


def names_in(text: str) -> Iterator[str]:
    """The names in a byline of a plain text, without what their bearers do: there elements of a page may have run together."""
    first = True
    for name in byline_parts(_AFTER.sub("", _GLUED.sub("", text))):
        words = name.split()
        if _NO_NAME.search(name):
            continue
        if len(words) > 1 and words[0][0].islower() and words[0] not in PARTICLES:  # "für Finanzen"
            continue
        role = next((n for n, word in enumerate(words) if _DOES.search(word)), len(words))
        if role < len(words):
            if role < (2 if first else 3):  # "Editor", "Home Security Expert"
                continue
            words = words[:2]
        half = len(words) // 2
        if half and words[:half] == words[half:]:  # "Ann Lee Ann Lee"
            words = words[:half]
        first = False
        yield " ".join(words)


def _name(part: str) -> str:
    name = _BEHIND.sub("", _ROLE.sub("", _BY.sub("", _BEFORE.sub("", _BY.sub("", one_line(part))))))
    name = re.sub(r"\s*\([^)]*\)?$", "", name).strip(" .,|-–—:\"“”'→»›©")
    if _DOMAIN.fullmatch(name):  # "hessenschau.de"
        return name
    if _ACCOUNT.fullmatch(name):  # "christian.stadtfeld"
        name = re.sub(r"[._-]", " ", name).title()
    return name.title() if name.isupper() and len(name) > 4 else name


def is_name(name: str) -> bool:
    """Whether a person may be called so."""
    return (
        2 < len(name) <= LONGEST
        and len(name.split()) <= 6
        and not (_ADDRESS.search(name) or _DOMAIN.fullmatch(name) or DESK.search(name) or AGENCY.search(name))
        and any(c.isalpha() for c in name)
    )


def credited(name: str) -> bool:
    """Whether somebody or something may be credited so: a person, an agency, a publication; no desk and no form's word."""
    return 2 <= len(name) <= LONGEST and not DESK.search(name) and not re.search(r"https?:|@", name)
