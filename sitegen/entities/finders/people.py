"""People: the model's persons, and names that titles, given names and verbs of saying point at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from sitegen.core.text import fold
from sitegen.core.types import PersonFound
from sitegen.entities.lexicon import Lexicon
from sitegen.entities.names import Mention, capital_runs, is_capital, is_partial, strip_titles, text_of, things
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?: (?:[^\W\d_]|['’.-])+){0,5}")
MAX_WORDS = 5
# A city this large is meant where its name stands alone, whatever the model says of it.
LARGE_CITY = 500_000
NAMESAKES = 200  # a word that more names of one text share tells nobody apart


def find_people(parse: Parse, places: Gazetteer) -> tuple[tuple[PersonFound, ...], tuple[Mention, ...]]:
    """The persons of a text, each once under the fullest form of the name, and every mention under that form."""
    mentions = _without_overlaps([*_model(parse), *_by_rule(parse, places), *_by_initial(parse, places)])
    no_people = things(parse)
    common = {token.text for token in parse.tokens if token.text.islower()}
    mentions = [
        each
        for each in mentions
        if fold(each.name) not in no_people
        and not _is_place(each.name, places, parse.words)
        and each.name.lower() not in common  # "Rest": a word of the text, not a name
    ]
    whole = _settled(parse, _extended(parse, mentions, places), places)
    canon = _canonical([each.name for each in whole])
    named = tuple(Mention(each.first, each.last, canon[each.name]) for each in whole if each.name in canon)
    named = _repeated(parse, named, set(canon.values()))
    people: dict[str, dict[str, None]] = {}
    for each in sorted(named, key=lambda m: m.first):
        forms = people.setdefault(each.name, {})
        seen = text_of(parse, each.first, each.last)
        if seen != each.name:
            forms[seen] = None
    return tuple(PersonFound(name, tuple(forms)) for name, forms in people.items()), named


def _model(parse: Parse) -> Iterator[Mention]:
    for span in parse.spans:
        if span.label == "person":
            yield from _mention(parse, span.first, span.last)


def _mention(parse: Parse, first: int, last: int) -> Iterator[Mention]:
    """The tokens as a name, without titles; nothing where they are no name."""
    words = parse.words
    first, last = strip_titles(parse, first, last)
    if first == last or last - first > MAX_WORDS or _owns_building(parse, last):
        return
    name = re.sub(r"['’]s$", "", text_of(parse, first, last)).strip(" '’")
    parts = [part.lower() for part in re.split(r"[ -]", name)]
    if not _NAME.fullmatch(name) or len(name) < 3 or (name.isupper() and len(parts) == 1 and len(name) < 5):
        return
    if not name.isupper() and any(word.isupper() and len(word) > 2 and word.isalpha() for word in name.split()):
        return  # "CTV Edmonton"
    if len(parts) == 1 and (parts[0].endswith("shire") or _INNER_CAPITAL.search(name)):
        return
    if (
        parts[-1] in words.organisation_words
        or any(part in words.not_names and part not in words.particles for part in parts)
        or parts[-1] in words.offices
        or parts[-1] in words.divisions  # "Pope County"
    ):
        return
    yield Mention(first, last, _cased(name))


def _owns_building(parse: Parse, last: int) -> bool:
    """Whether a building or a body of that name follows: "St. Mark's Hospital"."""
    owned = parse.tokens[last : last + 2]
    named = len(owned) == 2 and owned[0].text in ("'s", "’s") and is_capital(owned[1])
    return named and owned[1].text.lower() in parse.words.organisation_words | parse.words.buildings


def _cased(name: str) -> str:
    """A name in capitals, as headlines print it, in the usual form."""
    return " ".join(w.capitalize() if len(w) > 2 else w for w in name.split()) if name.isupper() and " " in name else name


def _by_rule(parse: Parse, places: Gazetteer) -> Iterator[Mention]:
    """Runs of capitals that a title, an office, a given name or a verb of saying marks as a person."""
    words = parse.words
    tokens = parse.tokens
    taken = {n for span in parse.spans if span.label in ("organisation",) for n in range(span.first, span.last)}
    for run, end in capital_runs(parse):
        first, last = strip_titles(parse, run, end)
        if first == last or (parse.spans and any(n in taken for n in range(first, last))):
            continue
        before = tokens[first - 1].text.lower().rstrip(".") if first else ""
        titled = before in words.honorifics or (before in words.offices and first - 1 > 0)
        given = last - first >= 2 and _is_given(tokens[first].text, words)
        after = tokens[last] if last < len(tokens) else None
        says = after is not None and last - first >= 2 and after.lemma in words.claim_verbs and after.pos in ("VERB", "")
        said = (
            first > 0
            and last - first >= 2
            and tokens[first - 1].lemma in ("say", "add", "tell")
            and tokens[first - 1].pos == "VERB"
        )
        known = last - first >= 2 and any(p.main_name for p in places.find(text_of(parse, first, last)))
        if known and not titled:
            continue
        if titled or given or ((says or said) and not parse.has_heads):
            if titled and last - first == 1 and before not in words.honorifics:
                continue  # "President Wilson" is clear, "chief Engineer" is not; the model or a full form decides
            yield from _mention(parse, first, last)


def _is_given(word: str, words: Lexicon) -> bool:
    """Whether a word is a given name, or the first part of a double one ("Jean-Luc")."""
    low = word.lower()
    return low in words.given_names or ("-" in low and low.partition("-")[0] in words.given_names)


_INNER_CAPITAL = re.compile(r"^(?!Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’]).*[a-z][A-Z]")  # "SpaceX", "OpenAI"
_INITIALS = re.compile(r"(?:[B-HJ-Z]\.?){1,3}")


def _by_initial(parse: Parse, places: Gazetteer) -> Iterator[Mention]:
    """ "J. Russell", "G Kersey": initials before a capitalised word. A lone "A" or "I" is a word more often."""
    tokens = parse.tokens
    for place in range(len(tokens) - 1):
        if not _INITIALS.fullmatch(tokens[place].text) or (place and is_capital(tokens[place - 1])):
            continue
        end = place + 1
        while end < len(tokens) and tokens[end].text == "." and tokens[end].start == tokens[end - 1].end:
            end += 1
        if end == len(tokens) or tokens[end].sentence != tokens[place].sentence or not is_capital(tokens[end]):
            continue
        word = tokens[end].text
        common = fold(word) in parse.words.organisation_words or fold(word) in parse.words.not_names
        if len(word) > 2 and not word.isupper() and not common and not _is_compass(tokens[place].text, word, places):
            yield from _mention(parse, place, end + 1)


def _is_compass(initials: str, behind: str, places: Gazetteer) -> bool:
    """Whether initials are a country's or an alliance's ("U.S. Open", "U.N. Interim"), or a direction ("S. Africa")."""
    letters = initials.replace(".", "")
    if len(letters) > 1:
        return letters in ("UN", "EU") or bool(places.find(initials))
    return letters in ("N", "S", "E", "W") and bool(places.find(behind) or places.demonym(behind))


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The longest of those that overlap, in the text's order."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for each in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        span = range(each.first, each.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(each)
    return sorted(kept, key=lambda m: m.first)


def _is_place(name: str, places: Gazetteer, words: Lexicon) -> bool:
    """Whether a name alone means a country, a demonym or a large city, which models often take for a person."""
    if " " in name and not any(p.kind == "country" for p in places.find(name)):
        return False
    if places.demonym(name):
        return True
    return any(
        p.kind == "country"
        or ((p.main_name or p.population > 2_000_000) and p.population >= LARGE_CITY and name.lower() not in words.given_names)
        for p in places.find(name)
    )


def _extended(parse: Parse, mentions: list[Mention], places: Gazetteer) -> list[Mention]:
    """Mentions of lone surnames, joined by the full names that the same article gives around that surname.

    A model that knows "Blinken" for a person in one sentence may miss "Antony Blinken" in another; the run of
    capitals that ends with a known surname is that person's name.
    """
    lone = {fold(each.name) for each in mentions if " " not in each.name}
    found = list(mentions)
    for run, end in capital_runs(parse):
        first, last = strip_titles(parse, run, end)
        if last - first in (2, 3) and fold(parse.tokens[last - 1].text) in lone:
            start = places.find(parse.tokens[first].text)
            if places.demonym(parse.tokens[first].text) or any(p.population > LARGE_CITY for p in start):
                continue
            found += [m for m in _mention(parse, first, last) if " " in m.name]
    return _without_overlaps(found)


def _settled(parse: Parse, mentions: list[Mention], places: Gazetteer) -> list[Mention]:
    """The mentions without lone words that nothing shows to be a name.

    A single word that no full name explains must stand within a sentence, where a capital means something, and must
    not be a given name alone ("his wife Florence" tells no reader who she is). A noble title stays with it.
    """
    words = parse.words
    ends = {end for each in mentions if " " in each.name for end in (fold(each.name).split()[0], fold(each.name).split()[-1])}
    kept = []
    for each in mentions:
        if " " in each.name or fold(each.name) in ends:
            kept.append(each)
            continue
        before = parse.tokens[each.first - 1].text if each.first else ""
        if before.lower() in words.noble_titles and before[0].isupper():
            kept.append(Mention(each.first - 1, each.last, f"{before} {each.name}"))
        elif before.lower() in words.place_prepositions and any(p.main_name for p in places.find(each.name)):
            continue  # "the town of Garissa"
        elif (
            before.lower() not in words.thing_articles
            and each.name.lower() not in words.given_names
            and (_within(parse, each.first) or before.lower().rstrip(".") in words.honorifics)
        ):
            kept.append(each)
    return kept


def _within(parse: Parse, place: int) -> bool:
    """Whether a token stands inside a sentence that is no headline in capitals."""
    first, last = parse.sentences[parse.tokens[place].sentence]
    return place > first and parse.tokens[last - 1].text in (".", "!", "?", "”", "’", '"', "…")


def _canonical(names: list[str]) -> dict[str, str]:
    """Each form of a name → the fullest form of the same person. A form that fits two persons goes to the one named last."""
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(fold(name), name)
    by_word: dict[str, list[str]] = defaultdict(list)  # first or last word of a name → the names, one of which a form may mean
    for whole in by_fold.values():
        for word in {fold(whole).split()[0], fold(whole).split()[-1]}:
            by_word[word].append(whole)
    canon: dict[str, str] = {}
    named_at: dict[str, int] = {}
    for place, name in enumerate(names):
        named_at[name] = place
        if name in canon:
            continue
        words = fold(name).split()
        near = {whole: None for word in (words[0], words[-1]) if len(by_word[word]) <= NAMESAKES for whole in by_word[word]}
        wholes = [whole for whole in near if is_partial(name, whole)]
        surname = [whole for whole in wholes if fold(whole).split()[-1] == words[-1]] or wholes
        earlier = max((whole for whole in surname if whole in named_at), key=lambda whole: named_at[whole], default="")
        canon[name] = earlier or (surname or [by_fold[fold(name)]])[0]
    for name in list(canon):  # a partial form may have been joined to a form that is partial itself
        while canon[canon[name]] != canon[name]:
            canon[name] = canon[canon[name]]
    return canon


def _repeated(parse: Parse, mentions: tuple[Mention, ...], names: set[str]) -> tuple[Mention, ...]:
    """The mentions, and the lone surnames elsewhere in the text that agree with a full name found."""
    surnames: dict[str, set[str]] = {}
    for name in names:
        if " " in name:
            surnames.setdefault(fold(name).split()[-1], set()).add(name)
    taken = {n for each in mentions for n in range(each.first, each.last)}
    others = ("organisation", "place", "location")
    taken |= {n for span in parse.spans if span.label in others for n in range(span.first, span.last)}
    more = []
    for place, token in enumerate(parse.tokens):
        whole = surnames.get(fold(re.sub(r"['’]s$", "", token.text)), set()) if is_capital(token) else set()
        following = parse.tokens[place + 1] if place + 1 < len(parse.tokens) else token
        alone = following is token or following.sentence != token.sentence or not is_capital(following)
        if len(whole) == 1 and place not in taken and alone:
            more.append(Mention(place, place + 1, next(iter(whole))))
    return tuple(sorted((*mentions, *more), key=lambda m: m.first))
