"""Forms of names within a text: whole ones, surnames alone, which of them are one person's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sitegen.core.text import fold
from sitegen.entities.finders.people.evidence import NUMERAL, mention
from sitegen.entities.names import Mention, capital_runs, capitals, is_called_place, is_capital, is_partial, strip_titles, text_of
from sitegen.entities.parsers import Parse, Token
from sitegen.infra.census import census
from sitegen.infra.gazetteer import Gazetteer

LARGE_CITY = 500_000  # people; a name that begins with one is no person's
SYLLABLE = 5  # letters at most of what follows the hyphen in "Kim In-so", and not of "President-elect"
NAMESAKES = 200  # a word that more names of one text share tells nobody apart


def completed(parse: Parse, each: Mention) -> Mention:
    """A mention with what belongs to its name behind it: a monarch's number ("Henry VIII", "King Baudouin I"), words behind a
    particle ("Kengo wa Dondo"), the other parts of a word with hyphens ("Inzamam-ul-Haq", "Kim In-so")."""
    tokens, words = parse.tokens, parse.words
    first, last = each.first, each.last
    here = tokens[first].sentence

    def at(place: int) -> str:
        return tokens[place].text if place < len(tokens) and tokens[place].sentence == here else ""

    if last - first == 1 and (
        NUMERAL.fullmatch(at(last)) or (at(last) == "I" and first and tokens[first - 1].text.lower() in words.noble_titles)
    ):
        last += 1
    while at(last).lower() in words.particles - words.saints and at(last + 1)[:1].isupper() and _apart(tokens, last):
        last += 2
    while _hyphen(tokens, last) and at(last + 1).lower() in words.particles and _hyphen(tokens, last + 2):
        last += 4
    korean = last - first == 1 and at(first).lower() in words.hyphened_surnames and at(last)[:1].isupper()
    if korean and _hyphen(tokens, last + 1) and at(last + 2).islower() and len(at(last + 2)) <= SYLLABLE:
        last += 3
    elif last - first == 2 and at(first).lower() in words.hyphened_surnames and _hyphen(tokens, last) and at(last + 1).islower():
        last += 2 * (len(at(last + 1)) <= SYLLABLE)
    return (
        each
        if last == each.last
        else Mention(first, last, each.name + parse.text[tokens[each.last - 1].end : tokens[last - 1].end])
    )


def _hyphen(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is a hyphen within a word."""
    inside = 0 < place < len(tokens) - 1 and tokens[place].text == "-"
    return inside and tokens[place].start == tokens[place - 1].end and tokens[place].end == tokens[place + 1].start


def _apart(tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing but a space stands before a token and behind it."""
    return all(tokens[n].start - tokens[n - 1].end == 1 for n in (place, place + 1))


def in_headlines(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with those of headlines in capitals, where every word looks like a name, cut to the names of the text below:
    "RANDALL CUNNINGHAM RETIRES". What the text doesn't name is left where it is two or three words with a given name.
    """
    shouted = {each for each in mentions if parse.text[parse.tokens[each.first].start : parse.tokens[each.last - 1].end].isupper()}
    shouted = {each for each in shouted if each.last - each.first > 1 and _is_shouted(parse, each)}
    whole = {fold(each.name): each.name for each in mentions if each not in shouted and " " in each.name}
    told = {name.split()[-1]: written.split()[-1] for name, written in whole.items()} | whole  # a whole name before a surname
    kept = []
    for each in mentions:
        if each not in shouted:
            kept.append(each)
            continue
        spans = [(first, last) for first in range(each.first, each.last) for last in range(each.last, first, -1)]
        named = {span: fold(text_of(parse, *span)) for span in spans}
        best = max((span for span in spans if named[span] in told), key=lambda span: span[1] - span[0], default=None)
        if best:
            kept.append(Mention(*best, told[named[best]]))
        elif each.last - each.first <= 3 and each.name.split()[0].lower() in census()[0]:
            kept.append(each)
    return kept


def _is_shouted(parse: Parse, each: Mention) -> bool:
    first, last = parse.sentences[parse.tokens[each.first].sentence]
    return parse.text[parse.tokens[first].start : parse.tokens[last - 1].end].isupper()


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The longest of those that overlap, in the text's order."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for each in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        span = range(each.first, each.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(each)
    return sorted(kept, key=lambda m: m.first)


def extended(parse: Parse, mentions: list[Mention], places: Gazetteer) -> list[Mention]:
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
            found += [m for m in mention(parse, first, last) if " " in m.name]
    return without_overlaps(found)


def settled(parse: Parse, mentions: list[Mention], places: Gazetteer) -> list[Mention]:
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
            continue  # "reached Garissa"
        elif is_called_place(parse, each.first):
            continue  # "the villages of Foua and Kfraya"
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


def canonical(names: list[str]) -> dict[str, str]:
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


def repeated(parse: Parse, mentions: tuple[Mention, ...], names: set[str]) -> tuple[Mention, ...]:
    """The mentions, and the lone surnames elsewhere in the text that agree with a full name found."""
    surnames: dict[str, set[str]] = {}
    for name in names:
        if " " in name:
            surnames.setdefault(fold(name).split()[-1], set()).add(name)
    taken = {n for each in mentions for n in range(each.first, each.last)}
    others = ("organisation", "place", "location")
    taken |= {n for span in parse.spans if span.label in others for n in range(span.first, span.last)}
    more = []
    for place in capitals(parse):
        token = parse.tokens[place]
        whole = surnames.get(fold(re.sub(r"['’]s$", "", token.text)), set())
        following = parse.tokens[place + 1] if place + 1 < len(parse.tokens) else token
        alone = following is token or following.sentence != token.sentence or not is_capital(following)
        if len(whole) == 1 and place not in taken and alone:
            more.append(Mention(place, place + 1, next(iter(whole))))
    return tuple(sorted((*mentions, *more), key=lambda m: m.first))
