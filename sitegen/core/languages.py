"""Codes of languages, as people, interfaces and catalogues name them."""

from __future__ import annotations

# ISO 639-1, then the codes of ISO 639-2 and 639-3, the English name, and the language's own.
_NAMES = {
    name: code
    for code, *names in map(
        str.split,
        """\
ar ara arabic العربية
bg bul bulgarian български
bn ben bengali বাংলা
ca cat catalan català
cs ces cze czech čeština
da dan danish dansk
de deu ger german deutsch
el ell gre greek ελληνικά
en eng english
es spa spanish español castellano
et est estonian eesti
fa fas per persian farsi فارسی
fi fin finnish suomi
fr fra fre french français
ga gle irish gaeilge
he heb hebrew עברית
hi hin hindi हिन्दी
hr hrv croatian hrvatski
hu hun hungarian magyar
id ind indonesian
is isl ice icelandic íslenska
it ita italian italiano
ja jpn japanese 日本語
ko kor korean 한국어
lt lit lithuanian lietuvių
lv lav latvian latviešu
ms msa may malay melayu
nl nld dut dutch nederlands
no nor nob nno norwegian norsk
pl pol polish polski
pt por portuguese português
ro ron rum romanian română
ru rus russian русский
sk slk slo slovak slovenčina
sl slv slovenian slovenščina
sq sqi alb albanian shqip
sr srp serbian српски
sv swe swedish svenska
sw swa swahili kiswahili
ta tam tamil தமிழ்
th tha thai ไทย
tr tur turkish türkçe
uk ukr ukrainian українська
ur urd urdu اردو
vi vie vietnamese
zh zho chi chinese 中文
zu zul zulu isizulu
xh xho xhosa isixhosa
af afr afrikaans
""".splitlines(),
    )
    for name in names
}


def language_code(given: str) -> str:
    """The code of a language ("en") by a tag, a longer code or a name ("en-US", "eng", "English").

    A code that isn't known stays as it is; empty for what is no code.
    """
    first = given.strip().replace("_", "-").partition("-")[0].lower()
    return _NAMES.get(first) or (first if first.isascii() and first.isalpha() and len(first) in (2, 3) else "")
