"""Headlines That Write Every Word Large: their capitals say nothing of names, until the words that are none are written small."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = re.compile(r"(?<=\w{3})(?:e?s|ed|d|ing|e|y|ies|ied)$")
MOST_WORDS = 30
LEAST_LARGE = 0.75  # of the words of four letters or more


def headlines_lowered(text: str) -> str:
    """The text, as long as before, with the words of such headlines in small letters that the rest of the text writes small."""
    headlines = [each for each in re.finditer(r"[^\n]+", text) if _is_large(each[0])]
    if not headlines:
        return text
    small = {_stem(word) for word in _WORD.findall(text) if word.islower() and len(word) > 1}
    inside = {span for each in headlines for span in [each.span()]}
    large = {
        word.lower()
        for each in re.finditer(r"[^\n]+", text)
        if each.span() not in inside
        for word in re.findall(r"(?<=[a-zà-ÿ,] )[^\W\d_]\w+", each[0])
        if word[0].isupper()
    }
    for each in headlines:
        lowered = _WORD.sub(lambda word: _lowered(word[0], small, large), each[0])
        if len(lowered) == len(each[0]):
            text = text[: each.start()] + lowered + text[each.end() :]
    return text


def _is_large(paragraph: str) -> bool:
    words = [word for word in _WORD.findall(paragraph) if len(word) > 3]
    if not 4 <= len(words) <= MOST_WORDS or paragraph.rstrip()[-1:] in ".…" or paragraph.isupper():
        return False
    return len([word for word in words if word[0].isupper()]) >= LEAST_LARGE * len(words)


def _lowered(word: str, small: set[str], large: set[str]) -> str:
    is_name = not word[0].isupper() or word.isupper() or word.lower() in large or _stem(word.lower()) not in small
    return word if is_name else word.lower()


def _stem(word: str) -> str:
    """A word without the endings of English and French verbs and plurals; good enough to find "Calls" in "called"."""
    return _ENDINGS.sub("", word)
