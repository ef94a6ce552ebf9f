"""Train the tagger of the base install from the freely licensed text beside the project.

usage: train_tagger.py [--shared ../shared]

Learns from GUM (news, interviews, biographies, travel, court, speeches; CC BY) and from the English Web Treebank with the labels
of Universal NER (CC BY-SA 4.0). Both are small, so each text is seen again with other names in the place of its own: given
names and surnames of the census, places of the gazetteer. Never learns from a set that judges it.
"""

from __future__ import annotations

import argparse
import random
import re
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from sitegen.entities.lexicon import lexicon
from sitegen.entities.parsers import Parse, Token
from sitegen.entities.parsers.light import parsed
from sitegen.entities.tagger.features import Known, features, uses_of
from sitegen.infra.census import census
from sitegen.infra.gazetteer import gazetteer

MODEL = Path(__file__).parent.parent / "sitegen/entities/tagger/en.crfsuite"
COPIES = 2  # of each text with other names
OPTIONS = {"c1": 0.08, "c2": 0.02, "max_iterations": 140, "feature.possible_transitions": True, "feature.minfreq": 2}
Labelled = list[tuple[int, int, str]]
"""(start, end, label) of names, in code points."""


# ---------------------------------------------------------------------------------------------- reading gold


def gum(file: Path) -> tuple[str, Labelled]:
    """A document of GUM as a text, a sentence a line, with its named people, places and organisations."""
    text, names = "", []
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        words = [line.split("\t") for line in block.split("\n") if re.match(r"\d+\t", line)]
        if not words:
            continue
        if "# newpar" in block and text:
            text += "\n"
        places = []
        for word in words:
            places.append((len(text), len(text) + len(word[1])))
            text += word[1] + ("" if "SpaceAfter=No" in word[9] else " ")
        text = text.rstrip() + "\n"
        names += [(places[a][0], places[b][1], label) for a, b, label in _mentions(words)]
    return text, names


def _mentions(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """Tokens [a, b] of the named mentions that stand within one sentence."""
    opened: list[tuple[int, str, str]] = []
    for n, word in enumerate(words):
        entity = next((part.removeprefix("Entity=") for part in word[9].split("|") if part.startswith("Entity=")), "")
        for bracket in re.findall(r"\([^()]*\)?|[^()]*\)", entity):
            if bracket.startswith("("):
                opened.append((n, bracket.strip("()"), bracket))
            if bracket.endswith(")"):
                key = bracket.strip("()").split("-")[0]
                for k in range(len(opened) - 1, -1, -1):
                    if opened[k][1].split("-")[0] == key:
                        start, fields, _ = opened.pop(k)
                        yield from _named(words, start, n, fields)
                        break


_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}


def _named(words: Sequence[Sequence[str]], start: int, end: int, fields: str) -> Iterator[tuple[int, int, str]]:
    label = _KINDS.get(fields.split("-")[1] if "-" in fields else "")
    minimal = re.search(r"cf\d+\*?-([\d,]+)", fields)
    if not label or not minimal:
        return
    inside = sorted(start + int(each) - 1 for each in minimal[1].split(","))
    core = [n for n in inside if start <= n <= end and _is_name(words[n])]
    if not core:
        return
    a, b = core[0], core[-1]
    while a > start and _is_name(words[a - 1]):
        a -= 1
    while b < end and _is_name(words[b + 1]):
        b += 1
    titles = lexicon().honorifics | lexicon().offices
    while label == "PER" and a < b and words[a][1].lower().rstrip(".") in titles:
        a += 1
    if all(
        _is_name(words[n]) or words[n][3] in ("ADP", "DET", "NUM", "CCONJ", "PUNCT", "PART", "ADJ", "NOUN") for n in range(a, b + 1)
    ):
        yield a, b, label


def _is_name(word: Sequence[str]) -> bool:
    """By the Penn tag: the universal one calls "United" in "United States" an adjective."""
    return word[4] in ("NNP", "NNPS")


def uner(file: Path) -> Iterator[tuple[str, Labelled]]:
    """The documents of a Universal NER file."""
    text, names = "", Labelled()
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if "# newdoc" in block and text:
            yield text, names
            text, names = "", Labelled()
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        sentence = re.search(r"^# text = (.*)$", block, re.M)
        if not rows or not sentence:
            continue
        base, at = len(text), 0
        for row in rows:
            at = sentence[1].find(row[1], at)
            if at < 0:
                break
            tag = row[2]
            if tag[:2] == "B-" and tag[2:] in ("PER", "LOC", "ORG"):
                names.append((base + at, base + at + len(row[1]), tag[2:]))
            elif tag[:2] == "I-" and names and names[-1][2] == tag[2:]:
                names[-1] = (names[-1][0], base + at + len(row[1]), tag[2:])
            at += len(row[1])
        text += sentence[1] + "\n"
    if text:
        yield text, names


# ---------------------------------------------------------------------------------------------- other names


class Renamer:
    """Puts other names of the same kind into a text."""

    def __init__(self, seed: int):
        self._random = random.Random(seed)
        given, last = census()
        self._given, self._last = sorted(given), sorted(last)
        self._places = gazetteer().names(20_000)

    def renamed(self, text: str, names: Labelled) -> tuple[str, Labelled]:
        """The text with other names; one name becomes the same everywhere."""
        chosen: dict[str, str] = {}
        out, made, at = "", Labelled(), 0
        for start, end, label in sorted(names):
            if start < at:
                continue
            old = text[start:end]
            out += text[at:start]
            new = " ".join(
                chosen.setdefault(f"{label} {part}", self._other(part, label, n, len(old.split())))
                for n, part in enumerate(old.split())
            )
            if label == "ORG":
                new = old
            elif label == "LOC":
                new = chosen.setdefault(f"LOC {old}", self._random.choice(self._places))
            made.append((len(out), len(out) + len(new), label))
            out += new
            at = end
        return out + text[at:], made

    def _other(self, part: str, label: str, place: int, count: int) -> str:
        if label != "PER" or not part[:1].isupper() or len(part) <= 2 or part.endswith("."):
            return part
        if place < count - 1:
            word = self._random.choice(self._given)
        elif self._random.random() < 0.6:
            word = self._random.choice(self._last)
        else:  # no list knows all surnames of the world
            word = self._random.choice(self._last)[:4] + self._random.choice(
                ("ov", "ić", "oglu", "sen", "enko", "wala", "moto", "ez", "aba", "ini", "ska", "dze")
            )
        return word.upper() if part.isupper() else word.capitalize()


# ---------------------------------------------------------------------------------------------- training


def rows(text: str, names: Labelled, known: Known) -> Iterator[tuple[list[list[str]], list[str]]]:
    """(features, tags) of each sentence of a text."""
    parse: Parse = parsed(text)
    tokens: tuple[Token, ...] = parse.tokens
    uses = uses_of(tokens, known)
    for first, last in parse.sentences:
        tags = [_tag(tokens[n], names) for n in range(first, last)]
        tags = [
            f"I-{tag[2:]}" if n and tag[:2] == "B-" and not _starts(tokens[first + n], names) else tag for n, tag in enumerate(tags)
        ]
        yield features(tokens, first, last, known, uses), tags


def _tag(token: Token, names: Labelled) -> str:
    for start, end, label in names:
        if start <= token.start and token.end <= end:
            return f"B-{label}"
    return "O"


def _starts(token: Token, names: Labelled) -> bool:
    return any(start == token.start for start, _, _ in names)


def texts(shared: Path, work: Path) -> list[tuple[str, Labelled]]:
    """All texts with gold."""
    for name in ("gum-open", "uner-ewt"):
        with tarfile.open(shared / f"corpora/training/{name}.tar.gz") as archive:
            archive.extractall(work, filter="data")
    found = [gum(file) for file in sorted((work / "dep").glob("*.conllu"))]
    for file in sorted(work.glob("*.iob2")):
        found += uner(file)
    return found


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    known = Known(gazetteer())
    trainer = pycrfsuite.Trainer(verbose=False)
    with tempfile.TemporaryDirectory() as folder:
        found = texts(given.shared.resolve(), Path(folder))
    print(len(found), "texts,", sum(len(names) for _, names in found), "names")
    for number, (text, names) in enumerate(found):
        versions = [(text, names), *(Renamer(number * 10 + copy).renamed(text, names) for copy in range(COPIES))]
        for each in versions:
            for x, y in rows(*each, known):
                trainer.append(pycrfsuite.ItemSequence(x), y)
    trainer.set_params(OPTIONS)
    trainer.train(str(MODEL))
    print(f"{MODEL.name}: {MODEL.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
