"""Who claims what a sentence says: the subject of the verb of saying that governs it, or "according to …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sitegen.core.text import fold
from sitegen.entities.finders.figures.lines import Line
from sitegen.entities.finders.figures.quantities import Quantity
from sitegen.entities.finders.figures.quotes import Quote, Quotes, Script
from sitegen.entities.lexicon import NONE
from sitegen.entities.names import Mention, is_partial, text_of
from sitegen.entities.parsers import Parse
from sitegen.infra.gazetteer import Gazetteer

_SUBJECTS = frozenset({"nsubj", "csubj"})  # who is "found" or "reported" (passive) claims nothing
_IN_NAME = frozenset({"compound", "amod", "nmod", "poss", "case", "nummod", "quantmod", "flat", "punct"})
_PRONOUNS = frozenset("he she him her they them it i we".split())
_RELATIVE = frozenset({"who", "which", "that"})
_BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "être", "été", "est", "sont"])
MAX_WORDS = 9
FAR = 60  # tokens from a number within which its claimant is looked for; longer sentences are lists
SAME_SPEAKER = 4  # sentences over which "it" and "they" may still be the last claimant
NEAR = 14  # tokens behind a quotation in which who speaks it is named


class Claimants:
    """Finds claimants in one text, in its order, and remembers the last for the pronouns that follow."""

    def __init__(self, parse: Parse, people: tuple[Mention, ...], gazetteer: Gazetteer):
        self._parse, self._gazetteer = parse, gazetteer
        self._people = people
        self._quotes = Quotes(parse.text)
        self._script = Script(parse.text)
        self._starts = [token.start for token in parse.tokens]
        self._spoken: dict[int, str] = {}
        self._according: dict[int, tuple[int, int] | None] = {}
        self._openers = frozenset(re.split(r"(?<=['’])| ", phrase)[0] for phrase in parse.words.according)
        self._last = ""
        self._last_sentence = -1

    def of(self, line: Line, quantity: Quantity) -> tuple[str, str]:
        """(who claims a quantity, who quotes them); empty where the article says it itself, and where nobody is between."""
        place = line.words[quantity.number.first].token
        quote = self._quotes.at(line.words[quantity.number.first].start)
        found = self._cues(place)
        speaker = self._speaker(quote) if quote is not None else self._script.at(line.words[0].start)
        if quote is not None:  # "I think that 5 of us …", in a quotation: who speaks is who says it
            found = [each for each in found if not self._is_self(each) and (not speaker or self._is_in(each, quote))]
        found += [via for each in found[:1] if (via := self._quoted_by(each[1]))]
        names = list(dict.fromkeys(name for each in found[:2] if (name := self._named(*each))))
        if speaker and speaker not in names:
            names.append(speaker)
        if not names:
            return "", ""
        self._last, self._last_sentence = names[0], self._parse.tokens[place].sentence
        return names[0], names[1] if len(names) > 1 else ""

    def _is_in(self, found: tuple[int, int], quote: Quote) -> bool:
        return self._quotes.at(self._parse.tokens[found[0]].start) is quote

    def _quoted_by(self, place: int) -> tuple[int, int] | None:
        """Who passes a claim on, right behind the claimant."""
        tokens = self._parse.tokens
        for size in (3, 2):
            if " ".join(token.text.lower() for token in tokens[place : place + size]) in self._parse.words.quoting:
                return self._phrase_from(place + size, min(len(tokens), place + size + MAX_WORDS))
        return None

    def _cues(self, place: int) -> list[tuple[int, int]]:
        """The claimants of a number by its sentence, the innermost first."""
        by_heads = list(self._by_heads(place)) if self._parse.has_heads else []
        if by_heads and by_heads[0][0] < place:
            return by_heads
        order = self._according_to(place) or (
            None if by_heads else self._by_order(place) if not self._parse.has_heads else self._said_behind(place)
        )
        found = [order] if order else []
        return [*found, *by_heads] or [each for each in [self._by_noun(place) or self._in_document(place)] if each]

    def _is_self(self, found: tuple[int, int]) -> bool:
        return found[1] - found[0] == 1 and self._parse.tokens[found[0]].text.lower() in self._parse.words.selves

    # ---- quotations

    def _speaker(self, quote: Quote) -> str:
        """Who speaks a quotation: named beside it in its first or last sentence, in a line that ends in a colon before it, or else
        who spoke the one before in the same paragraph, or before a paragraph that goes on with it."""
        chain = [quote]
        while chain[-1].number not in self._spoken:
            each = chain[-1]
            found = self._beside(each)
            name = (self._named(*found) if found else "") or self._script.at(each.start + 1)
            if name or not each.goes_on or not each.number:
                self._spoken[each.number] = name
            else:
                chain.append(self._quotes.all[each.number - 1])
        for each in chain:
            self._spoken[each.number] = self._spoken[chain[-1].number]
        return self._spoken[quote.number]

    def _beside(self, quote: Quote) -> tuple[int, int] | None:
        tokens = self._parse.tokens
        first, last = bisect_left(self._starts, quote.start), bisect_left(self._starts, quote.end)
        if first >= len(tokens):
            return None
        opening, closing = tokens[first].sentence, tokens[min(last, len(tokens)) - 1].sentence
        behind = range(last, min(self._parse.sentences[closing][1], last + NEAR))
        if closing + 1 < len(self._parse.sentences) and last >= self._parse.sentences[closing][1] - 1:
            after = self._parse.sentences[closing + 1][0]
            if "\n" not in self._parse.text[quote.end : tokens[after].start] and self._names_speaker(after):
                behind = range(after, min(self._parse.sentences[closing + 1][1], after + NEAR))
        before = range(self._parse.sentences[opening][0], first)
        if behind and tokens[behind[0]].text in ("―", "—", "–", "-"):
            return self._phrase_from(behind[0] + 1, behind.stop)
        for span in (behind, before):
            if found := self._cue_in(span):
                return found
        if before and tokens[before[-1]].text == ":":
            return self._before_colon(before)
        if opening and tokens[self._parse.sentences[opening][0] - 1].text == ":":
            earlier = range(*self._parse.sentences[opening - 1])
            return self._cue_in(earlier) or self._before_colon(earlier)
        return None

    def _names_speaker(self, first: int) -> bool:
        """Whether a sentence behind a quotation's question or exclamation mark says who spoke: "“Why?” Trump said"."""
        tokens, words = self._parse.tokens, self._parse.words
        _, last = self._parse.sentences[tokens[first].sentence]
        if not tokens[first].text[0].isupper():
            return True
        near = next((n for n in range(first, min(last, first + NEAR // 2)) if tokens[n].lemma in words.saying_verbs), -1)
        return near > first and not any(self._quotes.at(tokens[n].start) for n in range(first, near))

    def _before_colon(self, span: range) -> tuple[int, int] | None:
        """ "Sanders made the following comment: …": who did what ends in a colon, or the noun that claims before it."""
        tokens = self._parse.tokens
        verb = next((n for n in span if tokens[n].pos in ("VERB", "AUX") and n > span.start), -1)
        if verb > 0 and tokens[verb].pos == "VERB" and (found := self._phrase_before(verb, span.start)):
            return found
        noun = next((n for n in reversed(span) if tokens[n].text.lower() in self._parse.words.claim_nouns), -1)
        return (noun, noun + 1) if noun >= 0 else None

    def _cue_in(self, span: range) -> tuple[int, int] | None:
        """The subject of a verb of saying that stands among some tokens outside of quotations."""
        tokens, words = self._parse.tokens, self._parse.words
        for place in span:
            if tokens[place].lemma not in words.claim_verbs or tokens[place].pos != "VERB" or self._quotes.at(tokens[place].start):
                continue
            if (
                self._parse.has_heads
                and (subject := self._subject(place)) is not None
                and not self._quotes.at(tokens[subject].start)
            ):
                return self._phrase_around(subject)
            first, last = self._parse.sentences[tokens[place].sentence]
            before = self._phrase_before(place, max(first, span.start))
            if before and not self._quotes.at(tokens[before[0]].start):
                return before
            if behind := self._phrase_from(place + 1, last):
                return behind
        named = next((after for n in span if (after := self._past_according(n))), 0)
        return self._phrase_from(named, span.stop) if named else None

    # ---- where the claimant stands

    def _according_to(self, place: int) -> tuple[int, int] | None:
        """The claimant behind "according to" in the sentence; looked for once a sentence."""
        number = self._parse.tokens[place].sentence
        if number not in self._according:
            first, last = self._parse.sentences[number]
            behind = next((after for n in range(first, last - 1) if (after := self._past_according(n))), 0)
            self._according[number] = self._phrase_from(behind, last) if behind else None
        return self._according[number]

    def _past_according(self, place: int) -> int:
        """The token behind "according to" that begins at one; 0 where none does."""
        tokens, words = self._parse.tokens, self._parse.words
        if tokens[place].text.lower() not in self._openers:
            return 0
        for size in (4, 3, 2, 1):
            if (
                " ".join(token.text.lower() for token in tokens[place : place + size]).replace("' ", "'").replace("’ ", "’")
                in words.according
            ):
                return place + size
        return 0

    def _by_noun(self, place: int) -> tuple[int, int] | None:
        """ "A New York Times report that …", "his comment about 47 percent": a noun that claims, and behind it what leads there."""
        tokens, words = self._parse.tokens, self._parse.words
        first, _ = self._parse.sentences[tokens[place].sentence]
        for n in range(place - 2, max(first, place - FAR), -1):
            if tokens[n].text.lower() not in words.claim_nouns or tokens[n].pos != "NOUN":
                continue
            link = tokens[n + 1].text.lower()
            if link in words.claim_links or (link in words.owned_links and self._is_owned(n)):
                begin = n
                while (
                    begin > first
                    and n - begin < MAX_WORDS
                    and (tokens[begin - 1].pos in ("NOUN", "PROPN", "ADJ", "PART") or tokens[begin - 1].tag in ("VBN", "PRP$"))
                ):
                    begin -= 1
                    if tokens[begin].tag == "PRP$":
                        return begin, begin + 1  # "his comment about"
                owner = next((m for m in range(begin, n) if tokens[m].text in ("'s", "’s", "'", "’")), n + 1)
                return begin, owner if owner > begin else n + 1
        return None

    def _is_owned(self, noun: int) -> bool:
        """Whether a noun is somebody's: "the bank's quarterly forecast"."""
        tokens = self._parse.tokens
        for n in range(noun - 1, max(-1, noun - 4), -1):
            if tokens[n].tag in ("POS", "PRP$"):
                return True
            if tokens[n].pos not in ("ADJ", "NOUN", "PROPN", "NUM"):
                return False
        return False

    def _by_heads(self, place: int) -> Iterator[tuple[int, int]]:
        """Up the tree from the number to the verbs of saying that have a subject, the nearest first."""
        tokens, words = self._parse.tokens, self._parse.words
        seen: set[int] = set()
        here = below = place
        while here not in seen:
            seen.add(here)
            token = tokens[here]
            claims = token.pos in ("VERB", "AUX") and token.lemma in words.claim_verbs and not self._is_passive(here)
            claims = (claims or (self._revises(here) and tokens[below].dep != "conj")) and (
                token.lemma != "call" or tokens[min(here + 1, len(tokens) - 1)].text.lower() == "for"
            )
            if claims and self._is_content(below, here):
                subject = self._subject(here)
                if subject is not None and subject not in seen and not self._is_number(subject):
                    yield self._phrase_around(subject)  # "498 soldiers said" is no claim about 498 soldiers
            below, here = here, token.head

    def _revises(self, verb: int) -> bool:
        """Whether somebody changes a claim of their own: "it raised its forecast to 3 percent"."""
        tokens, words = self._parse.tokens, self._parse.words
        if tokens[verb].pos != "VERB":
            return False
        _, last = self._parse.sentences[tokens[verb].sentence]
        noun = next((n for n in range(verb + 1, min(last, verb + NEAR)) if tokens[n].head == verb and tokens[n].dep == "dobj"), -1)
        return (
            noun > 0
            and tokens[noun].lemma in words.claim_nouns
            and any(tokens[n].head == noun and tokens[n].tag == "PRP$" for n in range(verb + 1, noun))
        )

    def _is_passive(self, verb: int) -> bool:
        """Whether something is done to its subject: what "is counted" claims nothing."""
        tokens = self._parse.tokens
        return any(tokens[n].head == verb and tokens[n].dep == "auxpass" for n in range(max(0, verb - 4), verb))

    def _is_content(self, below: int, verb: int) -> bool:
        """Whether what hangs on a verb of saying is what is said: never a time or place before it ("In two days, she said, …")."""
        return (
            below == verb
            or below > verb
            or self._parse.tokens[below].dep not in ("advcl", "npadvmod", "prep", "obl", "advmod", "nsubj")
        )

    def _is_number(self, place: int) -> bool:
        """Whether a subject is a number of people: "52 percent of voters said" is what a poll says."""
        tokens = self._parse.tokens
        if tokens[place].pos == "NUM" or tokens[place].text.lower() in self._parse.words.measures:
            return True
        numbers = (
            tokens[n].text.lower() for n in range(max(0, place - 3), place) if tokens[n].head == place and tokens[n].pos == "NUM"
        )
        return any(text != "one" and not re.fullmatch(r"1\d{3}|20\d\d", text) for text in numbers)

    def _subject(self, verb: int) -> int | None:
        """The subject of a verb, or of the verb that it is joined to; the noun that a participle belongs to."""
        tokens = self._parse.tokens
        here = verb
        for _ in range(4):
            first, last = self._parse.sentences[tokens[here].sentence]
            for n in range(first, last):
                if tokens[n].head == here and tokens[n].dep in _SUBJECTS:
                    relative = tokens[n].text.lower() in _RELATIVE and tokens[here].dep == "relcl"
                    return tokens[here].head if relative else n  # "Larsen, who said": Larsen
            token = tokens[here]
            if token.head == here:
                return None
            if token.dep in ("acl", "relcl", "advcl", "ccomp", "xcomp", "conj", "dep", "parataxis"):
                if tokens[token.head].pos in ("NOUN", "PROPN", "PRON") and token.dep in (
                    "acl",
                    "relcl",
                    "dep",
                    "advcl",
                ):
                    return token.head
                here = token.head
                continue
            return None
        return None

    def _by_order(self, place: int) -> tuple[int, int] | None:
        """The words before a verb of saying that stands before the number, or "…, said X" behind it."""
        tokens, words = self._parse.tokens, self._parse.words
        first, _ = self._parse.sentences[tokens[place].sentence]
        for n in range(place - 1, max(first, place - FAR), -1):
            if tokens[n].pos != "VERB" or tokens[n].lemma not in words.saying_verbs:
                continue
            phrase = None if tokens[n - 1].lemma in _BE else self._phrase_before(n, first)
            if phrase and not any(tokens[m].pos == "NUM" for m in range(max(first, phrase[0] - 3), phrase[1])):
                return phrase
        return self._said_behind(place)

    def _said_behind(self, place: int) -> tuple[int, int] | None:
        """ "…, said X", "…, X said" behind a number; never "which X says", which is about something else."""
        tokens, words = self._parse.tokens, self._parse.words
        _, last = self._parse.sentences[tokens[place].sentence]
        for n in range(place + 1, min(last, place + FAR)):
            if tokens[n].lemma not in words.saying_verbs or tokens[n].pos != "VERB":
                continue
            if tokens[n - 1].text.lower() in _RELATIVE or tokens[n - 1].lemma in _BE:
                return None
            before = self._phrase_before(n, place + 1) if tokens[n - 1].text not in (",", "”", '"') else None
            if before and tokens[before[0] - 1].text.lower() in _RELATIVE:
                return None
            return before or self._phrase_from(n + 1, last)
        return None

    def _in_document(self, place: int) -> tuple[int, int] | None:
        """ "By one estimate", "in the previous poll", "under her plan": a noun that claims or settles, in a phrase of its own."""
        tokens, words = self._parse.tokens, self._parse.words
        first, last = self._parse.sentences[tokens[place].sentence]
        for n in range(max(first, place - FAR), min(last - 1, place + FAR)):
            opener = tokens[n].text.lower()
            nouns = words.plans if opener in words.plan_openers else NONE
            if opener in words.claim_openers and (n == first or opener != "in"):
                nouns |= words.claim_nouns
            if nouns:
                end = n + 1
                while (
                    end < last
                    and end - n < MAX_WORDS
                    and tokens[end].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART")
                    and tokens[end].text.lower() not in nouns
                ):
                    end += 1
                if end < last and tokens[end].text.lower() in nouns and not n < place <= end:
                    return n + 1, end + 1
        return None

    # ---- its words

    def _phrase_around(self, head: int) -> tuple[int, int]:
        """The head with the words before it that belong to it, and an "of" or "for" phrase right behind it."""
        tokens = self._parse.tokens
        first = head
        while first > 0 and tokens[first - 1].sentence == tokens[head].sentence and self._leads(first - 1, head):
            first -= 1
        last = head + 1
        if last + 1 < len(tokens) and tokens[last].text.lower() in ("of", "for") and tokens[last].sentence == tokens[head].sentence:
            inner = self._phrase_from(last + 1, len(tokens))
            if inner and inner[1] - first <= MAX_WORDS and tokens[inner[0]].text.lower() not in ("its", "their", "his", "her"):
                last = inner[1]
        return first, last

    def _leads(self, place: int, head: int) -> bool:
        token = self._parse.tokens[place]
        return place < token.head <= head and token.dep in _IN_NAME and token.text not in (",", ";", ":", "(", "“", "”")

    def _phrase_from(self, first: int, last: int) -> tuple[int, int] | None:
        """A noun phrase from a token on: determiners and adjectives, then its nouns."""
        tokens = self._parse.tokens
        while first < last and tokens[first].pos in ("DET", "PUNCT"):
            first += 1
        if first >= last:
            return None
        end = first
        while end < last and end - first < MAX_WORDS and (
            tokens[end].pos in ("NOUN", "PROPN", "ADJ", "NUM", "PART") or tokens[end].text.lower() in self._parse.words.claim_nouns
            or (end == first and tokens[end].pos == "PRON")
            or tokens[end].text == "-" or (tokens[end].text.lower() in ("of", "the", "for") and end > first and end + 1 < last
                                          and tokens[end + 1].pos in ("PROPN", "DET", "NOUN", "ADJ"))
        ):  # fmt: skip
            if tokens[end].sentence != tokens[first].sentence:
                break
            end += 1
        return (first, end) if end > first else None

    def _phrase_before(self, verb: int, first: int) -> tuple[int, int] | None:
        """The noun phrase that ends before a verb (auxiliaries and adverbs between are passed over)."""
        tokens = self._parse.tokens
        last = verb
        while last > first and tokens[last - 1].pos in ("AUX", "ADV", "PART"):
            last -= 1
        if last - first > 3 and [t.text.lower() for t in tokens[last - 3 : last : 2]] == ["for", "part"]:
            last -= 3  # "Moscow for its part announced"
        if last - first >= 2 and tokens[last - 1].text.lower() in _RELATIVE:  # "Larsen, who said"
            return self._phrase_before(last - (2 if tokens[last - 2].text == "," else 1), first)
        begin = last
        while (
            begin > first
            and last - begin < MAX_WORDS
            and (
                tokens[begin - 1].pos in ("NOUN", "PROPN", "ADJ", "PRON")
                or (tokens[begin - 1].text.lower() == "of" and begin < last and tokens[begin].pos == "PROPN")
            )
        ):
            begin -= 1
        begin = self._name_begins(begin, last, first)
        if begin > first and begin < last and tokens[begin].text.lower() in _RELATIVE:  # "Brazil, which last week declared"
            if last - begin > 1 and tokens[last - 1].pos == "PRON":  # "a loss, which it said …"
                return last - 1, last
            return self._phrase_before(begin - (tokens[begin - 1].text == ","), first)
        if begin - first >= 2 and tokens[begin - 1].text.lower() == "by" and tokens[begin - 2].text.lower() in ("quoted", "cited"):
            return self._phrase_before(begin - 2, first)  # "officials quoted by the agency": the officials claim it
        return (begin, last) if begin < last else None

    def _name_begins(self, begin: int, last: int, first: int) -> int:
        """Where the name of a firm or an office begins of which `begin` begins the last part: "Jefferies and Co",
        "Standard and Poor's Corp", "Fruit of the Loom Inc", "Nikko Securities Co (Europe) Ltd"."""
        tokens, words = self._parse.tokens, self._parse.words
        if begin >= last or tokens[last - 1].text.lower().rstrip(".") not in words.organisation_words | words.firm_endings:
            return begin
        while last - begin < MAX_WORDS and begin - 2 >= first:
            led_by = tokens[begin - 1].text.lower()
            if led_by in ("and", "&", "'s", "’s") and tokens[begin - 2].pos == "PROPN":
                begin -= 2
            elif led_by == "the" and begin - 3 >= first and tokens[begin - 2].text == "of" and tokens[begin - 3].pos == "PROPN":
                begin -= 3
            elif led_by == ")" and begin - 4 >= first and tokens[begin - 3].text == "(" and tokens[begin - 4].pos == "PROPN":
                begin -= 4
            elif tokens[begin - 1].pos == "PROPN":
                begin -= 1
            else:
                break
        return begin

    # ---- its name

    def _named(self, first: int, last: int) -> str:
        """The phrase as a name: a person in full, a country for its capital, the last claimant for a pronoun."""
        tokens = self._parse.tokens
        possessive = ("its", "his", "her", "their", "our", "my")
        while first < last and (
            tokens[first].pos in ("DET", "PUNCT", "ADP", "CCONJ") or (tokens[first].text.lower() in possessive and last - first > 1)
        ):
            first += 1
        while last > first + 1 and fold(tokens[last - 1].text) in self._parse.words.not_names:
            last -= 1  # "said Ann Lee Wednesday"
        if first >= last:
            return ""
        phrase = re.sub(r"['’]s?$", "", text_of(self._parse, first, last)).strip(' ,.“”"')
        if fold(phrase) in _PRONOUNS:
            return self._pronoun(phrase, first)
        if self._is_nobody(phrase, first):
            return ""
        for mention in self._people:
            if mention.first >= first and mention.last <= last:
                return mention.name
        for name in dict.fromkeys(m.name for m in self._people):
            if is_partial(phrase, name) or fold(phrase) == fold(name):
                return name
        return self._state(phrase) or phrase

    def _is_nobody(self, phrase: str, first: int) -> bool:
        """Whether words claim nothing: no name, nobody in particular, or a number of people ("52 percent of voters said")."""
        words, low, token = self._parse.words, fold(phrase), self._parse.tokens[first]
        opening, _, _ = low.partition(" ")
        if not any(c.isalpha() for c in phrase) or low in words.nobodies or (low in words.not_names and token.pos != "NOUN"):
            return True
        counts = token.pos == "NUM" and opening not in words.units_words and "/" not in opening
        year = re.fullmatch(r"1\d{3}|20\d\d", opening) and " " in low
        return (
            (opening in words.measures and opening == phrase.partition(" ")[0])
            or (counts and not year)
            or low.split()[-1] in _PRONOUNS
        )

    def _state(self, phrase: str) -> str:
        """The country for which a capital's name stands as a speaker ("Moscow announced")."""
        best = max(self._gazetteer.find(phrase), key=lambda p: p.population, default=None)
        if best is not None and best.kind == "city" and best.capital:
            country = self._gazetteer.country(best.country)
            return country.name if country else ""
        return best.name if best is not None and best.kind == "country" else ""

    def _pronoun(self, word: str, place: int) -> str:
        sentence = self._parse.tokens[place].sentence
        if fold(word) in ("i", "we"):
            return ""
        if fold(word) in ("he", "she", "him", "her"):
            return self._spoken_of(place, sentence)
        return self._last if sentence - self._last_sentence <= SAME_SPEAKER else ""

    def _spoken_of(self, place: int, sentence: int) -> str:
        """The person whom "he" or "she" means: the subject of the nearest sentence before it that names one, or else
        the first person named there; of the same sentence only who stands before the pronoun."""
        tokens = self._parse.tokens
        for back in range(4):
            there = [m for m in self._people if tokens[m.first].sentence == sentence - back and m.last <= place]
            subjects = [m for m in there if any(tokens[n].dep in ("nsubj", "nsubjpass") for n in range(m.first, m.last))]
            if there:
                return (subjects or there)[0].name
        return ""
