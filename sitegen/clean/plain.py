"""From plain text to blocks: title, the lines that state date and origin, paragraphs and headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import takewhile

from sitegen.clean.address import day_of, headline_in
from sitegen.clean.columns import cells, tables
from sitegen.clean.draft import Draft
from sitegen.clean.header import header, noted
from sitegen.clean.headings import is_heading
from sitegen.clean.learned.features import Vector
from sitegen.clean.learned.texts import Judged, judge
from sitegen.clean.markdown import table
from sitegen.clean.rules.meter import METER
from sitegen.clean.sheets import without_sheets
from sitegen.clean.stated import credits, merged
from sitegen.clean.unmarked import unmarked
from sitegen.clean.wrapping import BULLET, NUMBERED, is_end_mark, is_ornament, paragraph_lines
from sitegen.core.bylines import COMPANY, is_name, names_in
from sitegen.core.dates import read_date
from sitegen.core.fields import field_of
from sitegen.core.text import SENTENCE_END, fold, word_count
from sitegen.core.types import Block, Cut, RawDocument, Stated
from sitegen.core.urls import capture, web_url

HEAD_LINES = 8  # lines after the title in which date, byline and origin are looked for
RELEASE_LINES = 20  # of a press release's head, in which its headline stands
MENUS = 40  # lines above a headline that is known, in which menus may stand
MAX_TITLE = 200  # characters
# Words. Of 14 first lines of scraped texts that have more and a full stop, none was the headline and 12 were the article's; of
# 1,200 headlines 13 have a full stop, and two of these more words.
SENTENCE = 12
_FULL_STOPS = (".", "。", "।", "۔", "։")
HEADLINE = 0.02  # probability from which the likeliest line is the headline; below it the first above the text is the better guess
FIRST = 0.3  # probability to belong to the article that this one needs: "Skip to main content" is no headline
BELOW = 0.3  # probability to be the headline that a line needs below a paragraph of the article's
SURE = 0.5  # probability to be the headline from which a line is, whatever the address of the page says
LONGEST_BYLINE = 100  # characters of a line that says whom a text is by
SMALL = 3  # letters of a word that says nothing by itself
NEAR = 8  # lines around a headline with the site's name or sections in which it may stand without
# Narrower than the names of a header (`core.fields`): such a line stands alone, and "Story: …" or "Time: …" may be text.
_KEYED = re.compile(r"^(title|headline|titre|date|published|publié|updated|modified|author|authors|by|byline|auteur|source|"
                    r"publication|newspaper|journal|site|url|link|permalink|tags|keywords|filed under|topics|mots-clés|language)"
                    r"\s*:\s*(\S.*)$", re.I)  # fmt: skip
_ADDRESS = re.compile(r"((?:source|site|url|link|permalink)\s*:\s*)?(https?://\S+)", re.I)
_FIELD = {"by": "authors", "filed under": "tags", "updated": "modified"}  # names that a line has and no table
_ROLE = re.compile(  # what the one is of whom the line before says that the article is by
    r"(?:[\w’'-]+ ){0,3}(?:writer|reporter|correspondent|editor|columnist|journalist|contributor|bureau chief|photographer)s?"
    r"(?: (?:in|for|at) .{2,40})?",
    re.I,
)
_NAME_PART = r"(?:[A-ZÀ-Þ][\w.'’-]*|d[eai]|van|von|der|and|et|und|y|en|&)"
_BYLINE = re.compile(rf"^(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|[Pp]or|[Dd]oor)\s+{_NAME_PART}(?:[\s,]+{_NAME_PART})*,?$")
_JOINS = r"(?:and|et|und|y|e|og|och|en|&)"
_ALSO = re.compile(rf"{_JOINS}(?:\s+(?P<names>{_NAME_PART}(?:[\s,]+{_NAME_PART})*))?")  # a byline that goes on: "and Jo Roe"
_OPEN = re.compile(rf"(?:,|\s{_JOINS}|^{_JOINS})$")  # a line of a byline that isn't over: "By Ann Lee and"
_NAMES = re.compile(rf"{_NAME_PART}(?:[\s,]+{_NAME_PART}){{1,8}}")
_DAY = (
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일号號]"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
)
_DATED = re.compile(  # "Published on Wednesday, 2 March 2022 at 9:30", and the like in other languages
    r"^(?:(?:(?:first )?published|posted|updated|publié|mis à jour|veröffentlicht|aktualisiert|stand|publicado|actualizado"
    r"|pubblicato|aggiornato|atualizado|gepubliceerd|publicerad|le|on|am)\b[\s:]*(?:(?:on|le|am|el|il|em|op)\s+)?)?"
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[^\W\d_]{2,12},),?\s+)?"
    rf"(?P<day>{_DAY})(?:[T,\s|·–-]+(?:(?:at|à|um|alle|às|kl\.?)\s+)?\d{{1,2}}[:h.時]\d\d.{{0,12}}"
    r"(?:\b(?:updated|mis à jour|aktualisiert|actualizado|atualizado|aggiornato|bijgewerkt)\b.{0,40})?)?\s*$",
    re.I,
)
# "Madrid - 04 MAR 2024 - 09:30 CET": where and when, to the minute.
_PLACED = re.compile(
    r"[^\W\d_]+(?: [^\W\d_]+){0,2}\s*[-–—,|·/]\s*"
    rf"(?P<dated>(?:{_DAY})[,\s|·–-]+(?:(?:at|à|um|alle|às)\s+)?\d{{1,2}}[:h.]\d\d.{{0,12}})",
    re.I,
)
_HOME = re.compile(r"(?:home(?:page)?|start(?:seite)?|accueil|inicio|início|portada|strona główna|главная)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:The|Le|La|Les|Der|Die|Das|El|Il|Lo|De|Het)\s+[A-ZÀ-Þ]|L[’'][A-ZÀ-Þ]")  # "The Daily"
_RELEASE = re.compile(  # what a press release calls itself
    r"\W*(?:for immediate release|embargoed\b.{0,40}|(?:press|media|news) (?:release|statement)|pressemitteilung|presseinformation"
    r"|medienmitteilung|communiqué(?: de presse)?|comunicado(?: de prensa)?|comunicato stampa|persbericht)\W*",
    re.I,
)
_CONTACT = re.compile(  # whom to ask about it
    r"(?:contact|phone|tel|fax|e-?mail|web(?:site)?|kontakt|telefon)\b.{0,3}:.*|.*\w@\w.*", re.I
)
_SLUG = re.compile(r"[^\s/,]+[/,]\S*")  # an agency's keywords above its headline: "Budget/Towns/Riverton/", "Budget-towns,PREV"
_SEPARATOR = re.compile(r"\s+[|·•–—]\s+")
_PATH = re.compile(r"\s+/\s+|\s*[›»]\s*")  # between the steps of the way to a page


def from_text(doc: RawDocument) -> Draft:
    """What the text states at its head and foot, and its blocks."""
    text, running = without_sheets(doc.text)
    lines, ornaments = _without_ornaments(paragraph_lines(unmarked(text)))
    above, count = header(lines)
    head, lines = lines[:count], lines[count:]
    if not lines:
        return Draft(above)
    given = merged(doc.stated, above)
    address = given.url or _own_address(lines)
    address = copy.url if (copy := capture(address)) else address
    judged = judge(lines, given.language, address)
    told = cache(lambda: headline_in(address, doc.text) if not (given.title or above.title) else "")
    titles = _title_places(lines, judged, given.title, told)
    stated, used = _told_around(lines, titles[0] if titles else None, judged.keep)
    used |= {place for place in range(titles[0]) if _SLUG.fullmatch(lines[place])} if titles else set()
    stated = merged(above, stated)
    used |= {place for place in judged.signed if len(lines[place]) <= LONGEST_BYLINE and not _is_sentence(lines[place])}
    used.update(titles)
    if titles and not stated.title:
        stated = replace(stated, title=lines[titles[0]].lstrip("# ").removesuffix(" =").strip())  # dpa ends headlines so
    if not stated.title:
        stated = replace(stated, title=told())
    stated, used = _foot(stated, lines, used)
    if not stated.authors and not given.authors:
        people, others = credits(judged.authors, stated.site_name)
        stated = replace(stated, authors=people, corporate_authors=others)
    if stated.date is None:
        days = (day for line in running if (day := read_date(line, given.language)))  # a newspaper's sheets bear it
        stated = replace(stated, date=day_of(address, given.language) or judged.date or next(days, None))
    left = [place for place in range(len(lines)) if place not in used]
    gone = [(place, 1, lines[place], "title" if place in titles else "metadata") for place in used]
    gone += [(max(0, place - count), 0, line, "ornament") for place, line in ornaments]
    gone += [(0, place - count, line, "metadata") for place, line in enumerate(head)]
    gone += [(0, -count - 1, line, "running_head") for line in running]
    shown = list(_with_tables([lines[place] for place in left], [float(judged.keep[place]) for place in left]))
    firsts = [left[start] for start, _, _ in shown]
    cuts = tuple(Cut(line, rule, bisect_left(firsts, place)) for place, _, line, rule in sorted(gone))
    return Draft(stated, tuple(block for _, block, _ in shown), tuple(sure for _, _, sure in shown), cuts)


def _own_address(lines: list[str]) -> str:
    """The address that a text gives for itself, in a line of its own at its head or foot; at the foot others may stand as well."""
    head = (match for line in lines[:HEAD_LINES] if (match := _ADDRESS.fullmatch(line)))
    foot = (match for line in lines[-HEAD_LINES:] if (match := _ADDRESS.fullmatch(line)) and match[1])
    return next((match[2] for match in (*head, *foot)), "")


def _without_ornaments(lines: list[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines that have words, and each of the others with the number of those before it."""
    kept: list[str] = []
    gone: list[tuple[int, str]] = []
    for line in lines:
        if is_ornament(line):
            gone.append((len(kept), line))
        else:
            kept.append(line)
    return kept, gone


def _title_places(lines: list[str], judged: Judged, given: str, told: Callable[[], str]) -> list[int]:
    """Which line is the headline, as the model sees it; where it sees none, the first one above the text that looks like one.

    A text without a headline begins with its first paragraph, which stays.

    Behind it another line nearby that is a headline as well, and no text. Of a text whose title is given elsewhere, the line that
    says it again. None where the address tells a headline with which the likeliest line has nothing in common.
    """
    if given:
        return [place for place, line in enumerate(lines[:MENUS]) if fold(line.lstrip("# ")) == fold(given)][:1]
    keyed = (match for line in lines[:HEAD_LINES] if (match := _KEYED.match(line)))
    if any(_field(match) == "title" for match in keyed):
        return []
    likely = judged.headline.tolist()
    in_order = sorted(range(len(lines)), key=lambda place: (-likely[place], place))
    best = next((place for place in in_order if _may_be_headline(lines, place)), None)
    best = best if best is None else _with_its_name(lines, likely, best)
    if (best is None or likely[best] < BELOW) and (behind := _behind_release(lines)):
        return [max(behind, key=lambda place: likely[place] * float(judged.keep[place]))]
    # Below the first paragraph of a text that lost its headline, the likeliest line is a heading of the article's, or its author.
    if best is not None and likely[best] < SURE and told() and not _words_of(lines[best]) & _words_of(told()):
        return []
    below = any(judged.keep[place] >= 0.5 and _is_sentence(lines[place]) for place in range(best or 0))
    if best is not None and likely[best] >= (BELOW if below else HEADLINE):
        title = _alone(lines, best)
        return [title, *(place for place in _around(lines, title) if place == best or _says_with_name(lines[place], lines[title]))]
    above = [place for place in _above_text(lines) if _may_be_headline(lines, place)]
    return [place for place in above if judged.keep[place] >= FIRST][:1]


def _behind_release(lines: list[str]) -> list[int]:
    """The places of the lines behind "FOR IMMEDIATE RELEASE" and above the text, of which one is the headline.

    However little the model thinks of each: an office's address and whom to ask stand there as well.
    """
    release = next((place for place in range(min(len(lines), HEAD_LINES)) if _RELEASE.fullmatch(lines[place])), len(lines))
    head = takewhile(lambda place: not _is_sentence(lines[place], 0), range(release + 1, min(len(lines), release + RELEASE_LINES)))
    return [place for place in head if _may_be_headline(lines, place)]


def _words_of(line: str) -> set[str]:
    """The words of a line that say something, folded."""
    return {word for word in fold(line).split() if len(word) > SMALL}


def _above_text(lines: list[str]) -> Iterator[int]:
    """The places of the first lines, up to the first that ends with a full stop."""
    return takewhile(lambda place: not _is_sentence(lines[place], 0), range(min(len(lines), HEAD_LINES)))


def _with_its_name(lines: list[str], likely: list[float], best: int) -> int:
    """The likeliest line, or one nearby that ends with it behind a sign and is likely too: then it is the site's name."""
    ends = (place for place in _around(lines, best) if likely[place] >= BELOW and lines[place].endswith(f"| {lines[best]}"))
    return next((place for place in ends if _may_be_headline(lines, place)), best)


def _around(lines: list[str], title: int) -> list[int]:
    """The places of the lines near the headline."""
    return [place for place in range(max(0, title - NEAR), min(len(lines), title + NEAR + 1)) if place != title]


def _says_with_name(line: str, title: str) -> bool:
    """Whether a line is the headline once more, with the way to it or a name behind it, or without."""
    parts = {line, _PATH.split(line)[-1], line.partition("|")[0]}
    return len(title.split()) >= 3 and fold(title) in map(fold, parts)


def _alone(lines: list[str], title: int) -> int:
    """Where a headline stands with the way to it or the site's name, and also without nearby: the latter, the nearest.

    Of a way ("Home » Traffic » …") the last step is the headline; of a line with a name behind it ("… | The Daily"), or with a way
    from the home page without signs ("Home Traffic …"), a part that is more than half of the line: a shorter one may as well be
    the name, or a topic. Dashes and colons don't tell a name from a part of the headline ("War in Ukraine – what we know").
    """
    line = lines[title]
    *way, last = _PATH.split(line)
    wanted = {fold(last)} if way else set()
    first, *names = line.split("|")
    if names and len(first) > len(line) / 2:
        wanted.add(fold(first))
    from_home = bool(_HOME.match(line))
    for place in sorted(_around(lines, title), key=lambda place: abs(place - title)):
        alone = fold(lines[place])
        ends = from_home and fold(line).endswith(f" {alone}") and len(alone) > len(line) / 2
        if len(alone.split()) >= 3 and (alone in wanted or ends) and _may_be_headline(lines, place):
            return place
    return title


def _may_be_headline(lines: list[str], place: int) -> bool:
    """A headline is not the last line, not very long, and, below others or where it is long, no sentence with a full stop."""
    line = lines[place]
    parts = _SEPARATOR.split(line)
    if _KEYED.match(line) or any(_DATED.match(part) for part in parts) or _BYLINE.match(line):
        return False
    if _RELEASE.fullmatch(line) or _CONTACT.fullmatch(line) or _SLUG.fullmatch(line):
        return False
    return place < len(lines) - 1 and len(line) <= MAX_TITLE and not _is_sentence(line, SENTENCE if place == 0 else 0)


def _is_sentence(line: str, words: int = SENTENCE) -> bool:
    """Whether a line ends with a full stop, and has more than so many words."""
    return line.endswith(_FULL_STOPS) and not line.endswith("...") and word_count(line) > words


def _told_around(lines: list[str], title: int | None, keep: Vector) -> tuple[Stated, set[int]]:
    """What the lines around the headline tell (byline, date, source, address), and their places.

    They may stand between buttons and counters; from the first paragraph on, only the first lines are asked.
    """
    stated, used = Stated(), set[int]()
    middle = title or 0
    paragraph = next((n for n in range(middle + 1, len(lines)) if keep[n] >= 0.5 and _is_paragraph(lines[n])), len(lines))
    signed = None  # the line of a byline that stood last
    for place in range(max(0, middle - HEAD_LINES), min(middle + HEAD_LINES + 1, paragraph)):
        if place == title:
            continue
        line = lines[place]
        more = _signed_too(stated, lines[place - 1], line) if place and signed == place - 1 else None
        if more or _BYLINE.match(line):
            signed = place
        more = more or told(stated, line)
        if more is not None:
            stated = more
            used.add(place)
    return stated, used


def _signed_too(stated: Stated, above: str, line: str) -> Stated | None:
    """`stated` with what a line adds to the line of a byline above it: what the one is, or who else the article is by."""
    if _ROLE.fullmatch(line):
        return stated
    also = _ALSO.fullmatch(line)
    if not also and not (_OPEN.search(above) and _NAMES.fullmatch(line)):
        return None
    more = filter(is_name, names_in((also["names"] or "") if also else line))
    return replace(stated, authors=tuple(dict.fromkeys((*stated.authors, *more))))


def _is_paragraph(line: str) -> bool:
    return word_count(line) > 25 and bool(SENTENCE_END.search(line))


def told(stated: Stated, line: str) -> Stated | None:
    """`stated` with what a line of the head tells, or None where the line is no such line."""
    if keyed := _KEYED.match(line):
        return noted(stated, _field(keyed), keyed[2].strip())
    if dated := _DATED.match(line):
        found = read_date(line, stated.language)
        # "Resolution 12, 2021" is no day; "03/04/2021" is one that nobody can tell.
        if found or not any(map(str.isalpha, dated["day"])):
            return replace(stated, date=stated.date or found)
    if placed := _PLACED.fullmatch(line):
        return told(stated, placed["dated"])
    if _BYLINE.match(line) and len(line) <= LONGEST_BYLINE:
        return replace(stated, authors=stated.authors or tuple(filter(is_name, names_in(_OPEN.sub("", line)))))
    if len(line) <= 120 and len(parts := _SEPARATOR.split(line)) > 1:  # "By Ann Lee | 2 March 2022 | The Daily"
        return _told_in_parts(stated, [part.strip() for part in parts if not METER.fullmatch(part.strip())])
    if re.fullmatch(r"https?://\S+", line):
        return noted(stated, "url", line)
    return None


def _told_in_parts(stated: Stated, parts: list[str]) -> Stated | None:
    """What "By Ann Lee | 2 March 2022 | The Daily" tells.

    The one part that is neither name nor date may be the publication, where it calls itself so: of eleven in scraped texts,
    "Lesedauer: 7 Minuten" and "Fact-checked by Jo Roe" among them, none was.
    """
    rest = [part for part in parts if told(stated, part) is None]
    if len(rest) == len(parts) or len(rest) > 1:
        return None
    for part in parts:
        stated = told(stated, part) or stated
    named = rest and (COMPANY.search(rest[0]) or _ARTICLE.match(rest[0])) and not any(map(str.isdigit, rest[0]))
    return replace(stated, site_name=stated.site_name or rest[0]) if named else stated


def _field(keyed: re.Match[str]) -> str:
    name = keyed[1].lower()
    return _FIELD.get(name) or field_of(name)


def _foot(stated: Stated, lines: list[str], used: set[int]) -> tuple[Stated, set[int]]:
    """Tags and the address that stand in the last lines ("Filed under: ports, inquiry"), and the mark of an agency in the last."""
    if len(lines) > 1 and is_end_mark(lines[-1]):
        used = used | {len(lines) - 1}
    for place in range(len(lines) - 1, max(len(lines) - HEAD_LINES, 0) - 1, -1):
        keyed = _KEYED.match(lines[place]) if place not in used else None
        field = _field(keyed) if keyed else ""
        address = bool(keyed and web_url(keyed[2].strip())) and field in ("url", "site_name")
        if keyed and ((field == "tags" and not stated.tags) or (address and not stated.url)):
            stated = noted(stated, field, keyed[2].strip())
            used = used | {place}
    return stated, used


def _with_tables(lines: list[str], keep: list[float]) -> Iterator[tuple[int, Block, float]]:
    """The blocks, each with its first line's place and its probability: that of a table is its likeliest row's."""
    begin = {run.start: run for run in tables(lines)}
    end = 0
    for place, block in enumerate(_blocks(lines)):
        if run := begin.get(place):
            end = run.stop
            yield place, Block("table", table([cells(line) for line in lines[place:end]])), max(keep[place:end])
        elif place >= end:
            yield place, block, keep[place]


def _blocks(lines: list[str]) -> Iterator[Block]:
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if marked := re.match(r"^(#{1,6})\s+(\S.*?)\s*#*$", line):
            yield Block("heading", marked[2], max(len(marked[1]), 2))
        elif line.startswith("> "):
            yield Block("quote", line.lstrip("> "))
        elif BULLET.match(line) and len(line) < 400:
            yield Block("item", BULLET.sub("", line))
        elif NUMBERED.match(line) and len(line) < 400 and _in_list(lines, place):
            yield Block("item", NUMBERED.sub("", line), 1)
        elif is_heading(line, following):
            yield Block("heading", line, 2)
        else:
            yield Block("paragraph", line)


def _in_list(lines: list[str], place: int) -> bool:
    """Whether a numbered line has a numbered neighbour: "14. April was cold" alone is a sentence."""
    return any(NUMBERED.match(lines[n]) for n in (place - 1, place + 1) if 0 <= n < len(lines))
