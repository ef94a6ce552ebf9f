"""Whose number it is: what a sentence says that a quantity belongs to, by its grammar, or by its order where there is no parse."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.entities.finders.figures.lines import TIMES, Line
from sitegen.entities.finders.figures.quantities import Quantity, is_same_again
from sitegen.entities.finders.figures.units import noun_phrase
from sitegen.entities.parsers import Token

_MODIFIES = frozenset(["nummod", "compound", "amod", "nmod", "npadvmod", "quantmod", "poss", "nmod:poss", "obl"])
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_OBJECTS = ("dobj", "obj", "attr", "oprd")
_OF_NOUN = frozenset(["compound", "amod", "nmod", "poss", "flat", "nummod"])
_BEHIND = ("of", "in", "for", "on", "off", "from")  # before what a measure measures
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose", "qui", "que", "dont"])
MAX_CLIMB = 8


def concerns(line: Line, quantities: Sequence[Quantity]) -> list[tuple[str, ...]]:
    """For each quantity of a sentence what it belongs to, as noun phrases, the nearest first: "driving range", "Tesla shares"."""
    found: list[tuple[str, ...]] = []
    measured = [each for each in quantities if each.unit.kind in ("measure", "money")]
    units = {line.words[n].token for each in measured for n in range(each.number.last, each.last)}
    for place, each in enumerate(quantities):
        before = quantities[place - 1] if place else None
        mover = _mover(line, each, {n for other in quantities[:place] for n in range(other.first, other.last)})
        tree = _Tree(line, each, units) if line.parse.has_heads else None
        parts = tree.found() if tree else ()
        again = before is not None and (is_same_again(line, before, each.unit) or each.inherited or _was(line, before, each))
        if before is not None and again and found[-1] and not mover and not (tree and tree.has_own_subject(before)):
            found.append(found[-1])
            continue
        if not parts and (tree is None or not tree.spoke_of_it):
            parts = _by_order(line, each, quantities[:place])
        found.append((mover, *parts) if mover and mover not in parts else parts)
    return found


def _was(line: Line, before: Quantity, quantity: Quantity) -> bool:
    """Whether a number is what the one before it rose or fell from: "78 per cent will be paid in cash, up from 50 per cent"."""
    words = line.parse.words
    opener = [word.low for word in line.words[max(before.last, quantity.first - 2) : quantity.first]]
    return len(opener) == 2 and (opener[0] in words.rises or opener[0] in words.falls) and opener[1] == "from"


def _mover(line: Line, quantity: Quantity, taken: set[int]) -> str:
    """What rose or fell, where it stands right before the word that says so: "JD Sports, down 1.95 p", "FTSE -0.6%"."""
    words = line.parse.words
    place = quantity.first
    if not quantity.change:
        return ""
    if quantity.value >= 0:
        while place > 0 and line.low(place - 1) not in words.rises and line.low(place - 1) not in words.falls:
            place -= 1
        place -= 1
        while place > 0 and (line.pos(place - 1) in ("AUX", "ADV", "PART") or line.low(place - 1) == ","):
            place -= 1
    return _phrase_before(line, place, taken) if place > 0 and line.pos(place - 1) in ("NOUN", "PROPN") else ""


# ---------------------------------------------------------------------------------------------- with a parse


class _Tree:
    """The sentence's tree around a quantity."""

    def __init__(self, line: Line, quantity: Quantity, units: set[int]):
        """`units` are the tokens of the sentence's units of measure, which nothing belongs to."""
        self._tokens = line.parse.tokens
        self._start, self._stop = line.parse.sentences[line.number]
        words = line.words[quantity.first : quantity.last]
        first = words[0].token
        while first > self._start and self._tokens[first - 1].end > words[0].start:
            first -= 1
        self._inside = set(range(first, words[-1].token + 1))
        self._taken = set(self._inside)
        self._parts: list[str] = []
        self._words = line.words
        self._own = -1
        self._numbers = {n for n in range(self._start, self._stop) if self._tokens[n].pos == "NUM"}
        self._days = line.parse.words.months | line.parse.words.not_names
        self._is_one = quantity.number.spelled and quantity.value == 1 and quantity.unit.kind == "things"
        self._is_time = quantity.unit.name in TIMES
        self._claims = line.parse.words.claim_verbs
        self._units = units
        self._things = quantity.unit.kind == "things"
        self.spoke_of_it = False
        """Whether the subject is a pronoun, or the quantity itself: then nothing else is named."""
        self._children: dict[int, list[int]] = {}
        for place in range(self._start, self._stop):
            head = self._tokens[place].head
            if head != place:
                self._children.setdefault(head, []).append(place)

    def found(self) -> tuple[str, ...]:
        root = next(
            (n for n in sorted(self._inside) if self._tokens[n].head not in self._inside or self._tokens[n].head == n),
            min(self._inside),
        )
        for place in sorted(self._inside):
            self._add_objects_of(place, ("of",) if place != root else _BEHIND)
        if not self._things:
            self._behind(max(self._inside) + 1)
        anchor = self._noun_above(root)
        if not self._parts and (
            self._is_one or (self._is_time and self._tokens[anchor].pos in ("VERB", "AUX", "ADP", "ADV", "SCONJ"))
        ):
            self.spoke_of_it = True  # "for fifty years", "one of the students": nobody's number
            return ()
        self._clause(anchor)
        return tuple(self._parts)

    def has_own_subject(self, before: Quantity) -> bool:
        """Whether the quantity's clause has a subject that stands behind the quantity before it: "…, while the lowest is 74"."""
        return self._own > self._words[before.last - 1].token

    def _behind(self, place: int) -> None:
        """What a preposition right behind a measure leads to, wherever the parse hangs it: "$12,000 for a new roof"."""
        if place + 1 >= self._stop or self._tokens[place].text.lower() not in (*_BEHIND, "to"):
            return
        things = [
            n
            for n in range(place + 1, min(place + 7, self._stop))
            if self._tokens[n].dep == "pobj" and self._tokens[n].head == place
        ]
        if not things or self._numbers.intersection(range(place + 1, things[0] + 1)):
            return
        if _is_noun(self._tokens[things[0]]) and self._tokens[things[0]].text.lower() not in self._days:
            self._add(things[0])

    def _noun_above(self, root: int) -> int:
        """Up from the quantity through the nouns that it describes: "a 40 yard line", "a price of $5"."""
        here = root
        for _ in range(MAX_CLIMB):
            token = self._tokens[here]
            head = self._tokens[token.head]
            if token.head == here:
                return here
            if head.pos in ("NOUN", "PROPN") and (token.dep in _MODIFIES or token.dep in ("appos", "prep", "conj", "acl")):
                if token.dep != "conj" or here not in self._inside:
                    self._add(token.head)
                here = token.head
            elif (
                token.dep == "pobj"
                or head.pos == "ADP"
                or head.dep in ("prep", "agent", "pcomp")
                or token.dep == "conj"
                or token.head in self._inside
                or (token.dep in ("nummod", "quantmod", "advmod", "npadvmod", "amod") and head.pos not in ("VERB", "AUX"))
            ):
                here = token.head
            else:
                return here
        return here

    def _clause(self, anchor: int) -> None:
        """The subject of the clause; where the quantity is the subject, what it does something to."""
        here, below = anchor, anchor
        for _ in range(MAX_CLIMB):
            token = self._tokens[here]
            children = self._children.get(here, [])
            subjects = [n for n in children if self._tokens[n].dep in _SUBJECTS]
            if token.pos in ("VERB", "AUX") or (token.pos == "ADJ" and subjects):  # "a grant worth $8 million"
                if below in subjects or (subjects and subjects[0] in self._taken):
                    self.spoke_of_it = True
                    if not self._things:
                        self._objects(here)
                    return
                if subjects and token.lemma in self._claims and self._tokens[below].dep == "conj" and below != here:
                    subjects = [n for n in range(self._start, here) if self._tokens[n].dep in _SUBJECTS and n != subjects[0]][:1]
                if subjects:  # "the bridge cost …, the company announced, and is 882 feet long": the bridge is
                    self._subject(subjects[0], here)
                    if not self._parts and not self._things:
                        self._objects(here)
                    self.spoke_of_it = True
                    return
                if token.dep in ("acl", "relcl") and token.head != here:
                    self._add(token.head)
                    below, here = here, token.head
                    continue
            if token.head == here:
                return
            below, here = here, token.head

    def _subject(self, place: int, verb: int) -> None:
        token = self._tokens[place]
        if token.text.lower() in _RELATIVE and self._tokens[verb].head != verb:
            self._add(self._tokens[verb].head)
        elif token.pos == "ADJ" and place in self._units:  # "a 60-year-old would …"
            first = min([place, *(n for n in self._numbers if 0 < place - n < 4)])
            self._parts.append(" ".join(self._tokens[n].text for n in range(first, place + 1)))
            self._own = place
        elif token.pos in ("NOUN", "PROPN", "NUM", "ADJ", "X"):
            self._own = place
            self._add(place)
        elif token.text.lower() in ("it", "they", "its"):  # who is meant may be the subject of the clause around it
            here = self._tokens[verb].head
            for _ in range(MAX_CLIMB):
                subjects = [
                    n for n in self._children.get(here, []) if self._tokens[n].dep in _SUBJECTS and _is_noun(self._tokens[n])
                ]
                if subjects or self._tokens[here].head == here:
                    break
                here = self._tokens[here].head
            for subject in subjects[:1]:
                self._add(subject)

    def _objects(self, verb: int) -> None:
        for place in self._children.get(verb, []):
            token = self._tokens[place]
            if token.dep in _OBJECTS and token.pos in ("NOUN", "PROPN"):
                self._add(place)
                return
        self._add_objects_of(verb, ("for", "to", "off", "of", "in", "from"))

    def _add_objects_of(self, place: int, prepositions: tuple[str, ...] | None) -> None:
        for child in self._children.get(place, []):
            token = self._tokens[child]
            if (
                token.dep in ("prep", "agent", "case")
                and child > place
                and (prepositions is None or token.text.lower() in prepositions)
            ):
                for thing in self._children.get(child, []):
                    if self._tokens[thing].dep == "pobj" and self._tokens[thing].pos in ("NOUN", "PROPN"):
                        self._add(thing)
                        if prepositions is None:
                            return

    def _add(self, noun: int) -> None:
        """The noun with the words before it that belong to it, and an "of" phrase behind."""
        if noun in self._taken or noun in self._units:
            return
        words = [noun]
        for child in self._children.get(noun, []):
            if (
                self._tokens[child].dep in _OF_NOUN
                and child < noun
                and child not in self._inside
                and self._tokens[child].pos not in ("DET", "PRON", "NUM")
            ):
                words += [
                    child,
                    *(
                        n
                        for n in self._children.get(child, [])
                        if self._tokens[n].dep in ("compound", "flat") and n not in self._inside
                    ),
                ]
        self._taken.update(words)
        if len(self._tokens[noun].text) < 2:
            return
        self._parts.append(" ".join(self._tokens[n].text for n in sorted(set(words))))
        self._add_objects_of(noun, ("of",))


# ---------------------------------------------------------------------------------------------- without one


def _by_order(line: Line, quantity: Quantity, earlier: Sequence[Quantity]) -> tuple[str, ...]:
    """The noun behind a measure ("25% duty", "30 gigawatts of wind power"), the noun before a preposition ("a price of $5"), and
    what stands before the verb before the number."""
    found: list[str] = []
    taken = {n for each in (*earlier, quantity) for n in range(each.first, each.last)}
    if quantity.unit.kind in ("measure", "money"):
        place = quantity.last + (line.low(quantity.last) == "-")
        if line.low(place) in _BEHIND:
            place += 1
            while line.pos(place) in ("DET", "PRON"):
                place += 1
        last, head = noun_phrase(line, place)
        if head >= 0 and line.low(head) not in line.parse.words.months | line.parse.words.not_names:  # "12 million on Tuesday"
            found.append(line.text(place, last))
            taken.update(range(place, last))
    start = quantity.first
    while start > 0 and line.pos(start - 1) in ("ADV", "DET", "ADJ", "SCONJ", "PART", "X"):
        start -= 1
    if line.pos(start - 1) == "ADP" and line.pos(start - 2) in ("NOUN", "PROPN"):
        found.append(_phrase_before(line, start - 1, taken))
    subject = _before_verb(line, start, taken)
    if subject is not None and (quantity.unit.kind != "things" or subject):
        found.append(subject)
    return tuple(dict.fromkeys(each for each in found if each))


def _before_verb(line: Line, place: int, taken: set[int]) -> str | None:
    """The noun phrase before the nearest verb before a word; None where there is no verb, empty where a pronoun stands there."""
    while place > 0 and line.pos(place - 1) not in ("VERB", "AUX"):
        place -= 1
        if line.low(place) in (";", ":"):
            return None
    if place == 0:
        return None
    while place > 0 and line.pos(place - 1) in ("VERB", "AUX", "ADV", "PART"):
        place -= 1
    if line.pos(place - 1) == "PRON" and line.low(place - 1) in _RELATIVE:
        place -= 1
        if line.low(place - 1) == ",":
            place -= 1
    return "" if line.pos(place - 1) == "PRON" else _phrase_before(line, place, taken)


def _phrase_before(line: Line, last: int, taken: set[int]) -> str:
    """The noun phrase that ends before a word."""
    first = last
    while (
        first > 0
        and first - 1 not in taken
        and line.pos(first - 1) in ("NOUN", "PROPN", "ADJ")
        and line.words[first - 1].text[0].isalnum()
    ):
        first -= 1
    return line.text(first, last)


def _is_noun(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN")
