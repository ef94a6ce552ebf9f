"""Words, shapes and n-grams of a line, and the words of forms and links among them.

Nothing here knows a language but two short word lists: function words, which sentences are full of and labels are not, and the
words of forms and links that scraped pages repeat in many languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from sitegen.core.text import UNSPACED

BUCKETS = 1 << 15  # of the n-gram table; collisions cost less than the room that more would take
HEAD_WORDS, TAIL_WORDS = 10, 4  # words of a line that make n-grams: labels are short, and sentences tell by their ends

_WORD = re.compile(rf"[^\W{UNSPACED}]+|[{UNSPACED}]{{1,2}}|[©|»›:•>#@…]")
_ASCII_WORD = re.compile(r"\w+|[|:>#@]", re.A)  # the same of a line in ASCII
_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile("[1-9]")
_BEGINS = crc32(b"^")
_COUNTED = [crc32(b"#%d" % count) for count in range(16)]
_TOP = re.compile(r"(?:[^|()]|\((?:[^()]|\([^()]*\))*\))+")  # an alternative of a pattern, with what it has in parentheses

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


def any_of(*choices: str) -> str:
    """A pattern for any of some alternatives ("share|tweet|sign (?:up|in)"), parted by their first characters.

    Of a hundred alternatives one after the other each is tried at each word; so, only those that begin as the word does. No pattern
    may ignore case: then each is tried all the same.
    """
    parted: dict[str, list[str]] = {}
    for each in _TOP.findall("|".join(choices)):
        parted.setdefault(each[0], []).append(each[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in parted.items())


_LABELS = re.compile(r"\b(?:" + any_of(
    r"share|tweet|facebook|twitter|whatsapp|e-?mail|print|copy link|newsletter|subscri\w+|sign (?:up|in)|log ?in|register|cookies?"
    r"|privacy|terms|comments?|reply|related|recommended|read (?:more|also|next)|more (?:on|from|in)|most (?:read|popular)|trending|advertis\w+"
    r"|sponsored|follow us|click here|watch|listen|gallery|updated|published|ago|min(?:ute)?s? read|tags?|topics?|menu|search|home|contact"
    r"|partager|abonn\w+|inscri\w+|connexion|commentaires?|publicité|lire (?:aussi|plus|la suite)|à lire|voir aussi|publié|mis à jour|imprimer"
    r"|teilen|drucken|anzeige|werbung|anmelden|abo|abonn\w+|kommentar\w*|mehr (?:zum|lesen|dazu|aus)|lesen sie|auch interessant|startseite|merken"
    r"|compartir|suscr\w+|publicidad|comentarios?|leer más|lea también|te puede interesar"
    r"|condividi|pubblicità|leggi anche|iscriviti|commenti|compartilh\w+|leia (?:também|mais)|assine"
    r"|delen|lees (?:ook|meer)|advertentie|reacties|dela|läs (?:mer|också)|annons|prenumer\w+|les (?:også|mer)|udostępnij|czytaj|reklama"
    r"|sdílet|čtěte také|přihlásit|distribuie|cite[șş]te|abonează|megosztás|hirdetés|kommentoi|mainos|lue myös|paylaş|yorum\w*|abone|reklam"
    r"|bagikan|baca juga|iklan|chia sẻ|bình luận|đăng nhập|xem thêm|κοινοποίηση|σχόλια|διαβάστε|διαφήμιση"
    r"|подел\w+|поділ\w+|читайте также|читайте також|подпи\w+|підпи\w+|комментар\w*|коментар\w*|реклама|войти|увійти|подробнее",
) + r")\b")  # fmt: skip
# The same in scripts in which no sign parts a word from what is joined to it.
_JOINED_LABELS = re.compile(
    r"شارك|مشاركة|اقرأ أيض|إعلان|التعليق|تسجيل الدخول|اشترك|اشتراک|نظرات|שתף|תגובות|פרסומת"
    r"|शेयर करें|पढ़ें|लॉगिन|विज्ञापन|टिप्पणी|सब्सक्राइब|শেয়ার|আরও পড়ুন|বিজ্ঞাপন"
    r"|シェア|ツイート|印刷|ログイン|登録|有料会員|有料記事|続きを読む|関連記事|ランキング|フォロー|コメント|広告|ブックマーク|おすすめ"
    r"|分享|登录|登錄|注册|註冊|广告|廣告|相关阅读|相關|评论|留言|打印|订阅|訂閱|更多"
    r"|공유|인쇄|로그인|회원가입|구독|댓글|관련 ?기사|광고|무단 ?전재|재배포|스크랩|แชร์|อ่านเพิ่มเติม|โฆษณา"
)
_JOINED = re.compile(r"[^\x00-\u058f]")


def labels(low: str) -> list[str]:
    """The words of forms and links in a line in small letters."""
    return _LABELS.findall(low) + (_JOINED_LABELS.findall(low) if _JOINED.search(low) else [])


def is_button(line: str) -> bool:
    """Whether half of a line or more are words of forms and links."""
    return 2 * sum(map(len, labels(line.lower()))) >= len(line) > 0


def words(line: str) -> list[str]:
    """The words of a line in lower case, digits as 0, with the few signs that tell of links and credits."""
    return (_ASCII_WORD if line.isascii() else _WORD).findall(_DIGIT.sub("0", line.lower()))


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
    encoded = [word.encode() for word in tokens]
    behind = [b" " + word for word in encoded]
    behind.append(b" $")
    # The checksum of "a b" goes on from that of "a".
    found = list(map(crc32, encoded))
    pairs = list(map(crc32, behind, [_BEGINS, *found]))
    found += pairs
    found += map(crc32, behind[1:], pairs)
    found.append(_COUNTED[min(len(tokens), 15)])
    return list(set(map((BUCKETS - 1).__and__, found)))
