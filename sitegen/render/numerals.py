"""How a text may write a number, so that its place in a sentence is found again."""

from __future__ import annotations

from functools import lru_cache

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_FRENCH = dict(zip(
    (*range(2, 21), 30, 40, 50, 60, 100, 1000),
    ("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt "
     "trente quarante cinquante soixante cent mille").split(),
    strict=True,
))  # fmt: skip
_VAGUE: dict[float, list[str]] = {
    100: ["hundreds", "centaines"],
    1000: ["thousands", "milliers"],
    10**6: ["millions", "millions"],
    10**9: ["billions", "milliards"],
    24: ["dozens", "douzaines"],
    20: ["dozens", "dizaines"],
}
_GROUPS = (",", "\u202f", "\u00a0", " ", ".", "’", "")


@lru_cache(maxsize=4096)
def forms(value: float) -> tuple[str, ...]:
    """A number in figures and in English or French words, the likeliest first.

    Of a round large number also what stands before "million" and the like.
    """
    found: list[str] = []
    whole = value == int(value)
    if whole:
        found += [f"{int(value):,}".replace(",", sign) for sign in _GROUPS]
    else:
        found += [f"{value:.10g}", f"{value:.10g}".replace(".", ",")]
    for scale, name in _SCALES:
        part = value / scale
        if 1 <= part < 1000 and round(part, 3) == part:
            found += [f"{part:g} {name}", f"{part:g}".replace(".", ",") + f" {name}"] if scale < 10**6 else []
            found += [f"{part:g}", f"{part:g}".replace(".", ",")] if scale >= 10**6 else []
            if part == int(part) < 100:
                found += [f"{_words(int(part))} {name}"] + [f"a {name}"] * (part == 1)
    if whole and 0 <= value < 100:
        found += [_words(int(value)), _words(int(value)).replace("-", " ")]
    if whole and value in _FRENCH:
        found.append(_FRENCH[int(value)])
    if plural := _VAGUE.get(value):  # "hundreds if not thousands"
        found += plural
    if value == 12:
        found.append("dozen")
    return tuple(dict.fromkeys(found))


def _words(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    ten, rest = divmod(value, 10)
    return _TENS[ten - 2] + (f"-{_SMALL[rest]}" if rest else "")
