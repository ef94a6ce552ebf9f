"""People: the model's persons, and names that titles, given names and verbs of saying point at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.core.text import fold
from sitegen.core.types import PersonFound
from sitegen.entities.lexicon import lexicon
from sitegen.entities.names import Mention, capital_runs, is_capital, is_partial, strip_titles, text_of, things
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?: (?:[^\W\d_]|['’.-])+){0,5}")
MAX_WORDS = 5
# A city this large is meant where its name stands alone, whatever the model says of it.
LARGE_CITY = 500_000


def find_people(parse: Parse, places: Gazetteer) -> tuple[tuple[PersonFound, ...], tuple[Mention, ...]]:
    """The persons of a text, each once under the fullest form of the name, and every mention under that form."""
    mentions = _without_overlaps([*_model(parse), *_by_rule(parse, places), *_by_initial(parse, places)])
    no_people = things(parse)
    common = {token.text for token in parse.tokens if token.text.islower()}
    mentions = [
        each
        for each in mentions
        if fold(each.name) not in no_people
        and not _is_place(each.name, places)
        and each.name.lower() not in common  # "Rest": a word of the text, not a name
    ]
    whole = _settled(parse, _extended(parse, mentions, places), places)
    canon = _canonical([each.name for each in whole])
    named = tuple(Mention(each.first, each.last, canon[each.name]) for each in whole if each.name in canon)
    named = _repeated(parse, named, set(canon.values()))
    people: dict[str, list[str]] = {}
    for each in sorted(named, key=lambda m: m.first):
        forms = people.setdefault(each.name, [])
        seen = text_of(parse, each.first, each.last)
        if seen not in (each.name, *forms):
            forms.append(seen)
    return tuple(PersonFound(name, tuple(forms)) for name, forms in people.items()), named


def _model(parse: Parse) -> Iterator[Mention]:
    for span in parse.spans:
        if span.label == "person":
            yield from _mention(parse, span.first, span.last)


def _mention(parse: Parse, first: int, last: int) -> Iterator[Mention]:
    """The tokens as a name, without titles; nothing where they are no name."""
    words = lexicon()
    first, last = strip_titles(parse, first, last)
    if first == last or last - first > MAX_WORDS:
        return
    name = re.sub(r"['’]s$", "", text_of(parse, first, last)).strip(" '’")
    parts = [part.lower() for part in re.split(r"[ -]", name)]
    if not _NAME.fullmatch(name) or len(name) < 3 or (name.isupper() and len(parts) == 1 and len(name) < 5):
        return
    if len(parts) == 1 and (parts[0].endswith("shire") or _INNER_CAPITAL.search(name)):
        return
    if parts[-1] in words.organisation_words or any(part in words.not_names for part in parts) or parts[-1] in words.offices:
        return
    yield Mention(first, last, _cased(name))


def _cased(name: str) -> str:
    """A name in capitals, as headlines print it, in the usual form."""
    return " ".join(w.capitalize() if len(w) > 2 else w for w in name.split()) if name.isupper() and " " in name else name


def _by_rule(parse: Parse, places: Gazetteer) -> Iterator[Mention]:
    """Runs of capitals that a title, an office, a given name or a verb of saying marks as a person."""
    words = lexicon()
    tokens = parse.tokens
    taken = {n for span in parse.spans if span.label in ("organisation",) for n in range(span.first, span.last)}
    for run, end in capital_runs(parse):
        first, last = strip_titles(parse, run, end)
        if first == last or (parse.spans and any(n in taken for n in range(first, last))):
            continue
        before = tokens[first - 1].text.lower().rstrip(".") if first else ""
        titled = before in words.honorifics or (before in words.offices and first - 1 > 0)
        given = tokens[first].text.lower() in words.given_names and last - first >= 2
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
        common = fold(word) in lexicon().organisation_words | lexicon().not_names
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
    for each in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        if all(each.last <= other.first or each.first >= other.last for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda m: m.first)


def _is_place(name: str, places: Gazetteer) -> bool:
    """Whether a name alone means a country, a demonym or a large city, which models often take for a person."""
    if " " in name and not any(p.kind == "country" for p in places.find(name)):
        return False
    if places.demonym(name):
        return True
    return any(
        p.kind == "country" or ((p.main_name or p.population > 2_000_000) and p.population >= LARGE_CITY and not _given(name))
        for p in places.find(name)
    )


def _given(name: str) -> bool:
    return name.lower() in lexicon().given_names


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
    wholes = [each.name for each in mentions if " " in each.name]
    kept = []
    for each in mentions:
        if " " in each.name or any(is_partial(each.name, whole) for whole in wholes):
            kept.append(each)
            continue
        before = parse.tokens[each.first - 1].text if each.first else ""
        if before.lower() in lexicon().noble_titles and before[0].isupper():
            kept.append(Mention(each.first - 1, each.last, f"{before} {each.name}"))
        elif before.lower() in lexicon().place_prepositions and any(p.main_name for p in places.find(each.name)):
            continue  # "the town of Garissa"
        elif (
            before.lower() != "the"
            and not _given(each.name)
            and (_within(parse, each.first) or before.lower().rstrip(".") in lexicon().honorifics)
        ):
            kept.append(each)
    return kept


def _within(parse: Parse, place: int) -> bool:
    """Whether a token stands inside a sentence that is no headline in capitals."""
    first, last = parse.sentences[parse.tokens[place].sentence]
    return place > first and parse.tokens[last - 1].text in (".", "!", "?", "”", "’", '"', "…")


def _canonical(names: list[str]) -> dict[str, str]:
    """Each form of a name → the fullest form of the same person. A form that fits two persons goes to the one named last."""
    unique = list(dict.fromkeys(names))
    by_fold: dict[str, str] = {}
    for name in unique:
        by_fold.setdefault(fold(name), name)
    canon = {}
    for place, name in enumerate(names):
        if name in canon:
            continue
        wholes = [whole for whole in by_fold.values() if is_partial(name, whole)]
        surname = [whole for whole in wholes if fold(whole).split()[-1] == fold(name).split()[-1]] or wholes
        earlier = [whole for whole in reversed(names[:place]) if whole in surname]
        canon[name] = (earlier or surname or [by_fold[fold(name)]])[0]
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
    taken |= {n for span in parse.spans if span.label == "organisation" for n in range(span.first, span.last)}
    more = []
    for place, token in enumerate(parse.tokens):
        whole = surnames.get(fold(re.sub(r"['’]s$", "", token.text)), set()) if is_capital(token) else set()
        following = parse.tokens[place + 1] if place + 1 < len(parse.tokens) else token
        alone = following is token or following.sentence != token.sentence or not is_capital(following)
        if len(whole) == 1 and place not in taken and alone:
            more.append(Mention(place, place + 1, next(iter(whole))))
    return tuple(sorted((*mentions, *more), key=lambda m: m.first))
