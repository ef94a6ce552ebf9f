"""What a model sees of a text's lines: their form, their words, their place, and their neighbours.

One row a line, 32-bit floats. Nothing here knows a language but two short word lists: function words, which sentences are
full of and labels are not, and the words of forms and links that scraped pages repeat in many languages.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Container, Iterable, Sequence, Set
from functools import lru_cache
from itertools import chain, compress
from math import log1p
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sitegen.clean.day_words import CLOCK
from sitegen.core.text import SENTENCE_END, UNSPACED, WIDE_STOPS

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float32]

BUCKETS = 1 << 15  # of the n-gram table; collisions cost less than the room that more would take
HEAD_WORDS, TAIL_WORDS = 10, 4  # words of a line that make n-grams: labels are short, and sentences tell by their ends
SEEN = 200  # characters of a line whose kinds are counted: labels are shorter, and paragraphs don't change their mind
SMALL = 3  # letters of a word that is left out where lines are compared: most are grammar
STEM = 5  # letters by which two forms of a word are taken for the same
LONG = 12  # words; with a sentence's end this makes running text

_WORD = re.compile(rf"[{UNSPACED}]{{1,2}}|[^\W{UNSPACED}]+|[©|»›:•>#@…]")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile("[1-9]")
_SENTENCE = re.compile(rf"[.!?।؟۔]\s|[{WIDE_STOPS}]")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_CREDIT = re.compile(r"\b(?:photos?|fotos?|bild(?:er)?|images?|getty|credit|reuters|afp|dpa|apa?|epa)\b|©")
_SIGNS = re.compile("[|›»>•·]")
_QUOTES = "\"“”„«»'‘’"
_STRIPPED = _QUOTES + ".,:;()"

# The commonest closed-class words of the larger European languages: grammar, common to any description of them.
FUNCTION_WORDS = frozenset("""
the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which were has she
der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach bei
le la les de et des en un une du est que pour qui dans par plus pas au sur ne se ce il elle sont avec ont été cette aux
el los las y del por con una su para es al lo como más pero sus fue
di che il per non si da sono come della nel alla dei gli
o os as do em um uma não na mais dos foi ao
het een van dat niet zijn op te voor met aan ook er naar
och att det som på är av för den till med om inte har ett
og i på er til af som det med at for ikke ble har
w z na się że nie do jest to jak po od przez
и в не на что с по а как это к из от за был
ja on ei se että oli mutta
ve bir bu için ile da de
és az egy hogy nem is
""".split())  # fmt: skip

# For lines in small letters: where case is ignored, each of the alternatives is tried, which takes three times as long.
_LABELS = re.compile(
    r"\b(?:share|tweet|facebook|twitter|whatsapp|e-?mail|print|copy link|newsletter|subscri\w+|sign (?:up|in)|log ?in|register|cookies?"
    r"|privacy|terms|comments?|reply|related|recommended|read (?:more|also|next)|more (?:on|from|in)|most (?:read|popular)|trending|advertis\w+"
    r"|sponsored|follow us|click here|watch|listen|gallery|updated|published|ago|min(?:ute)?s? read|tags?|topics?|menu|search|home|contact"
    r"|partager|abonn\w+|inscri\w+|connexion|commentaires?|publicité|lire (?:aussi|plus|la suite)|à lire|voir aussi|publié|mis à jour|imprimer"
    r"|teilen|drucken|anzeige|werbung|anmelden|abo|abonn\w+|kommentar\w*|mehr (?:zum|lesen|dazu|aus)|lesen sie|auch interessant|startseite|merken"
    r"|compartir|suscr\w+|publicidad|comentarios?|leer más|lea también|te puede interesar"
    r"|condividi|pubblicità|leggi anche|iscriviti|commenti|compartilh\w+|leia (?:também|mais)|assine"
    r"|delen|lees (?:ook|meer)|advertentie|reacties|dela|läs (?:mer|också)|annons|prenumer\w+|les (?:også|mer)|udostępnij|czytaj|reklama"
    r"|sdílet|čtěte také|přihlásit|distribuie|cite[șş]te|abonează|megosztás|hirdetés|kommentoi|mainos|lue myös|paylaş|yorum\w*|abone|reklam"
    r"|bagikan|baca juga|iklan|chia sẻ|bình luận|đăng nhập|xem thêm|κοινοποίηση|σχόλια|διαβάστε|διαφήμιση"
    r"|подел\w+|поділ\w+|читайте также|читайте також|подпи\w+|підпи\w+|комментар\w*|коментар\w*|реклама|войти|увійти|подробнее)\b"
    # Scripts in which no sign parts a word from what is joined to it; asked only where such a letter stands.
    r"|(?=[^\x00-\u058f])(?:شارك|مشاركة|اقرأ أيض|إعلان|التعليق|تسجيل الدخول|اشترك|اشتراک|نظرات|שתף|תגובות|פרסומת"
    r"|शेयर करें|पढ़ें|लॉगिन|विज्ञापन|टिप्पणी|सब्सक्राइब|শেয়ার|আরও পড়ুন|বিজ্ঞাপন"
    r"|シェア|ツイート|印刷|ログイン|登録|有料会員|有料記事|続きを読む|関連記事|ランキング|フォロー|コメント|広告|ブックマーク|おすすめ"
    r"|分享|登录|登錄|注册|註冊|广告|廣告|相关阅读|相關|评论|留言|打印|订阅|訂閱|更多"
    r"|공유|인쇄|로그인|회원가입|구독|댓글|관련 ?기사|광고|무단 ?전재|재배포|스크랩|แชร์|อ่านเพิ่มเติม|โฆษณา)",
)


def words(line: str) -> list[str]:
    """The words of a line in lower case, digits as 0, with the few signs that tell of links and credits."""
    return _WORD.findall(_DIGIT.sub("0", line.lower()))


def is_button(line: str) -> bool:
    """Whether half of a line or more are words of forms and links."""
    return 2 * sum(len(match[0]) for match in _LABELS.finditer(line.lower())) >= len(line) > 0


def shapes(line: str) -> list[str]:
    """What stands for each word and sign of a line, whatever the word: capitals, a capital first, small letters, or a number.

    Words are those of one language, and a model knows those of the sites that it was trained on; titles, captions, bylines and
    sentences have their shapes in all. Written in capitals, so that none of them is a word of `words`.
    """
    return list(map(_shape, _TOKEN.findall(line)))


@lru_cache(maxsize=1 << 14)
def _shape(token: str) -> str:
    first = token[0]
    if token.isupper() and len(token) > 1:
        return "AA"
    return "Aa" if first.isupper() else "L" if first.isalpha() else "N" if first.isdigit() else f"S{token}"


def grams(tokens: Sequence[str]) -> list[int]:
    """The buckets of a line's words (or shapes), pairs and triples, each once; of a long line its beginning and its end."""
    if len(tokens) > HEAD_WORDS + TAIL_WORDS:
        tokens = [*tokens[:HEAD_WORDS], "…", *tokens[-TAIL_WORDS:]]
    padded = [word.encode() for word in ("^", *tokens, "$")]
    behind = [b" " + word for word in padded[1:]]
    # The checksum of "a b" goes on from that of "a".
    words_ = list(map(crc32, padded))
    pairs = list(map(crc32, behind, words_))
    triples = map(crc32, behind[1:], pairs)
    count = crc32(b"#%d" % min(len(tokens), 15))
    return sorted({each & (BUCKETS - 1) for each in (*words_[1:-1], *pairs, *triples, count)})


ALONE, OWN = 25, 44  # columns of a line whatever stands around it, and of it in its text; the constants below name some of them
WORDS, RUNNING = 0, 24  # the logarithm of one more than its words; whether it is running text
_NEIGHBOUR = (0, 2, 7, 8, 10, 17, 21, 24)


def stems_of(tokens: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """For each line the stems of its words that are long enough to mean something."""
    return [frozenset(word[:STEM] for word in words_ if len(word) > SMALL) for words_ in tokens]


def alone(lines: Sequence[str], tokens: Sequence[Sequence[str]]) -> Matrix:
    """One row a line: its own form (`ALONE` columns)."""
    rows = []
    for line, words_ in zip(lines, tokens, strict=True):
        size, parts = max(1, len(words_)), line.split()
        ends = bool(SENTENCE_END.search(line))
        head = line[:SEEN]
        low = head.lower()
        seen = max(1, len(head))
        digits, upper, letters = _kinds(head)
        rows.append((
            log1p(len(words_)), log1p(len(line)), ends, line.endswith(":"), line.endswith(("...", "…")),
            line[:1].isupper(), line[:1] in _QUOTES, digits / seen,
            upper / seen, letters / seen,
            sum(part[0].isupper() for part in parts) / max(1, len(parts)), _count(words_, FUNCTION_WORDS) / size,
            line.count(",") / size, min(len(_SENTENCE.findall(line)), 9), "http" in line or "www." in line, "@" in line,
            bool(_SIGNS.search(line)), bool(_CREDIT.search(low)), "?" in line, bool(digits and _DATE.search(head)), bool(digits and CLOCK.search(head)),
            len(_LABELS.findall(low)) / size, line[:1] in "-–—•*·▪►", line[:1].islower(), ends and len(words_) >= LONG,
        ))  # fmt: skip
    return np.array(rows, dtype=np.float32).reshape(len(lines), ALONE)


def in_text(by_itself: Matrix, lines: Sequence[str], tokens: Sequence[Sequence[str]], stems: Sequence[frozenset[str]]) -> Matrix:
    """The rows of `alone` with each line's words against the rest of the text, and its place (`OWN` columns)."""
    count = len(lines)
    long = (by_itself[:, RUNNING] > 0).tolist()
    content = [[word for word in words_ if len(word) > SMALL] for words_ in tokens]
    known = _elsewhere(map(set, content), long, 1)
    one, three = _elsewhere(stems, long, 1), _elsewhere(stems, long, 3)
    whole = [" ".join(words_) for words_ in tokens]
    copies = Counter(whole)
    mass = np.cumsum([len(words_) if is_long else 0 for words_, is_long in zip(tokens, long, strict=True)]).tolist()
    total = max(1, mass[-1]) if count else 1
    before, after = _distances(long)
    run_before, run_after = _runs(long)
    opening = set(next(compress(content, long), ()))
    rows = []
    for place, line in enumerate(lines):
        own, is_long = content[place], long[place]
        capitals = [part.strip(_STRIPPED).lower() for part in line.split() if part[0].isupper()]
        rows.append((
            min(copies[whole[place]], 5),
            _count(own, known[is_long]) / max(1, len(own)), _count(own, opening) / max(1, len(own)),
            _count(capitals, known[is_long]) / max(1, len(capitals)),
            log1p(place), log1p(count - 1 - place), place / max(1, count - 1), mass[place] / total,
            log1p(before[place]), log1p(after[place]), log1p(run_before[place]), log1p(run_after[place]), log1p(total),
            *_shared(stems[place], stems[place + 1 : place + 4]), *_shared(stems[place], stems[max(0, place - 3) : place]),
            len(stems[place] & one[is_long]) / max(1, len(stems[place])),
            len(stems[place] & three[is_long]) / max(1, len(stems[place])),
        ))  # fmt: skip
    return np.hstack([by_itself, np.array(rows, dtype=np.float32).reshape(count, OWN - ALONE)])


_WIDE = re.compile(r"[^\x00-\x7f]")
_UPPER, _LETTERS = string.ascii_uppercase.encode(), string.ascii_letters.encode()


def _kinds(text: str) -> tuple[int, int, int]:
    """How many digits, capitals and letters a text has. ASCII, which most of it is, is counted in a fifth of the time."""
    signs = text.encode("ascii", "ignore")
    digits, upper, letters = (len(signs) - len(signs.translate(None, kind)) for kind in (b"0123456789", _UPPER, _LETTERS))
    if len(signs) < len(text):
        wide = _WIDE.findall(text)
        digits, upper, letters = (
            digits + sum(map(str.isdigit, wide)),
            upper + sum(map(str.isupper, wide)),
            letters + sum(map(str.isalpha, wide)),
        )
    return digits, upper, letters


def _elsewhere(words_: Iterable[Set[str]], long: Sequence[bool], times: int) -> tuple[set[str], set[str]]:
    """What stands in at least so many lines of running text other than one's own: for labels, and for running text itself."""
    count = Counter(chain.from_iterable(compress(words_, long)))
    return {word for word, lines in count.items() if lines >= times}, {word for word, lines in count.items() if lines > times}


def _count(words_: Iterable[str], among: Container[str]) -> int:
    return sum(map(among.__contains__, words_))


def _shared(stems: Set[str], others: Sequence[Set[str]]) -> tuple[float, float]:
    """Share of a line's stems that stand in the nearest of some lines, and in any of them."""
    if not stems or not others:
        return -1.0, -1.0
    return len(stems & others[0]) / len(stems), len(stems & set().union(*others)) / len(stems)


def _distances(long: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Lines back to the nearest running text, and on to the next; 200 where there is none."""

    def scan(flags: Sequence[bool]) -> list[int]:
        out, last = [], -200
        for place, is_long in enumerate(flags):
            out.append(min(place - last, 200))
            if is_long:
                last = place
        return out

    return scan(long), scan(long[::-1])[::-1]


def _runs(long: Sequence[bool]) -> tuple[list[int], list[int]]:
    """How many lines of running text stand one after the other right before a line, and right behind it."""

    def scan(flags: Sequence[bool]) -> list[int]:
        out, run = [], 0
        for is_long in flags:
            out.append(run)
            run = run + 1 if is_long else 0
        return out

    return scan(long), scan(long[::-1])[::-1]


def in_context(own: Matrix, score: Vector) -> Matrix:
    """The rows with the n-gram score, its mean over wider and wider windows, and what stands in the lines around."""
    count = len(own)
    # What kind of text this is as a whole: of a clean one nothing should go, however odd a line is.
    whole = np.array(
        [score.mean(), own[:, RUNNING].mean(), own[:, 21].mean(), own[:, 2].mean()] if count else [0.0] * 4, dtype=np.float32
    )
    columns = [own, score[:, None], np.tile(whole, (count, 1))]
    for half in (2, 5, 10):
        columns += [window(score, half)[:, None], window(own[:, RUNNING], half)[:, None]]
    for step in (-3, -2, -1, 1, 2, 3):
        place = np.arange(count) + step
        inside = (place >= 0) & (place < count)
        at = np.clip(place, 0, count - 1)
        columns.append(np.where(inside[:, None], own[at][:, _NEIGHBOUR], -1))
        columns.append(np.where(inside, score[at], -1)[:, None])
    return np.hstack(columns).astype(np.float32)


def window(values: Vector, half: int) -> Vector:
    """The mean of each value and of up to `half` on either side."""
    sums = np.concatenate([[0], np.cumsum(values, dtype=np.float64)])
    place = np.arange(len(values))
    low, high = np.maximum(place - half, 0), np.minimum(place + half + 1, len(values))
    means: Vector = ((sums[high] - sums[low]) / (high - low)).astype(np.float32)
    return means
