"""What goes and what stays of an article, rule by rule and in one piece."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.clean.clean import clean
from sitegen.clean.learned import tokens
from sitegen.clean.learned.texts import judge
from sitegen.clean.learned.whole import favoured
from sitegen.clean.markdown import escape, to_markdown
from sitegen.clean.rules import RULES, Rule
from sitegen.clean.rules.learned import learned
from sitegen.clean.rules.meter import meter
from sitegen.clean.rules.navigation import navigation
from sitegen.clean.rules.newsletter import newsletter
from sitegen.clean.rules.notices import notices
from sitegen.clean.rules.related import related
from sitegen.clean.rules.share_bar import share_bar
from sitegen.clean.typography import mend
from sitegen.config.schema import CleanConfig
from sitegen.core.markdown import paragraphs, parser
from sitegen.core.types import Block, CleanArticle, Media, RawDocument, Refusal, SourceRef
from tests.unit.clean.cleaning import LONG, cleaned


def found(rule: Rule, blocks: list[Block]) -> list[int]:
    """What a rule that is asked about all blocks takes for residue."""
    return list(rule(blocks, range(len(blocks))))


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter",
        "Valley Letter is a reader-supported publication. To receive new posts, become a subscriber.",
        "Thanks for reading Valley Letter! Subscribe for free to receive new posts and support my work.",
        "Abonnieren Sie unseren Newsletter", "Suscríbete a nuestro boletín", "Iscriviti alla newsletter", "Abonnez-vous",
    ],
)  # fmt: skip
def test_a_line_that_asks_to_subscribe_is_one_in_many_languages(line: str) -> None:
    blocks = [Block("paragraph", text) for text in (LONG, line, "She is a reader, and supported the publication.")]
    assert found(newsletter, blocks) == [1]


@pytest.mark.parametrize(
    "label",
    [
        "Read also: ",
        "Lire aussi : ",
        "Lesen Sie auch: ",
        "Mehr zum Thema: ",
        "Das Thema könnte dich auch interessieren: ",
        "Lea también: ",
        "Leggi anche: ",
        "Leia mais: ",
        "Lees ook: ",
    ],
)
def test_a_line_that_leads_to_another_article_is_one_in_many_languages(label: str) -> None:
    blocks = [Block("paragraph", text) for text in (LONG, f"{label}The old bridge", LONG)]
    assert found(related, blocks) == [1]
    assert found(related, [Block("paragraph", LONG), Block("paragraph", "The old bridge"), Block("paragraph", LONG)]) == []


@pytest.mark.parametrize(
    "line",
    [
        "This article is for subscribers only.", "Subscriber-only content", "Already a subscriber? Log in",
        "Article réservé aux abonnés", "Réservé à nos abonnés", "La suite est réservée aux abonnés.", "Déjà abonné ? Se connecter",
        "Il vous reste 82.5 % de cet article à lire. La suite est réservée aux abonnés.",
        "Exklusiv für Abonnenten", "Dieser Artikel ist nur für Abonnentinnen und Abonnenten.", "Sie haben noch kein Abo?",
        "Contenido exclusivo para suscriptores", "Contenuto riservato agli abbonati",
    ],
)  # fmt: skip
def test_a_subscription_wall_is_one_in_many_languages(line: str) -> None:
    told = "Die Zeitung ist nur für Abonnenten lesbar, sagte sie.", "Le quotidien a 40 000 abonnés, a dit la directrice."
    assert found(notices, [Block("paragraph", text) for text in (LONG, line, *told)]) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "2 minuti di lettura", "Lesezeit: 3 Min.", "Lesedauer: ca. 3 Minuten", "4 min de lectura", "Tempo de leitura: 2 min",
        "vor 2 Stunden", "hace 3 horas", "Atualizado há 2 horas", "2 ore fa", "3 uur geleden", "4 timmar sedan", "3 timer siden",
    ],
)  # fmt: skip
def test_reading_times_and_ages_are_meters_in_many_languages(line: str) -> None:
    told = "Das Haus wurde vor 200 Jahren gebaut.", "The 3 minute walk", "2024 Honda sedan"
    assert found(meter, [Block("paragraph", text) for text in (LONG, line, *told)]) == [1]


def test_a_servers_warnings_are_no_text() -> None:
    texts = ("Deprecated: f(): The /e modifier is old, use g in /www/a.php on line 82", "PHP Notice: x in b.php on line 2")
    assert found(notices, [Block("paragraph", text) for text in (*texts, LONG)]) == [0, 1]
    assert found(notices, [Block("paragraph", "Warning: the river is high.")]) == []


def test_the_times_over_the_entries_of_a_live_report_stay() -> None:
    times = ("14.32", "14:10 Uhr", "1.55pm")
    entries = [block for time in times for block in (Block("paragraph", time), Block("paragraph", LONG))]
    assert list(learned(entries, [0.1, 0.9] * 3)) == []
    assert list(learned(entries[:2], [0.1, 0.9])) == [0], "a single one tells when the page was made"
    prices = [replace(block, text=f"${block.text}") if block.text in times else block for block in entries]
    assert list(learned(prices, [0.1, 0.9] * 3)) == [0, 2, 4]


def test_short_lines_over_paragraphs_are_headings() -> None:
    river, people = (
        "On the second day the water rose to the steps of the market hall, and the council closed both bridges.",
        "Those who live by the river stayed in their houses, a fireman said, and waited for the boats with their lamps lit.",
    )
    article = cleaned(f"Title\n\n{LONG}\n\nThe second day\n\n{river}\n\n“We are here”\n\n{people}\n\nA last line without stop")
    assert [(b.kind, b.text) for b in article.blocks if b.kind == "heading"] == [
        ("heading", "The second day"), ("heading", "“We are here”")]  # fmt: skip
    assert article.blocks[-1].text == "A last line without stop", "nothing stands below it, so it is no heading, and it stays"


# Lines that belong to articles and look a little like residue: no rule may take any.
KEEP = [
    "Comments by the minister drew protest from three parties on Tuesday.",
    "“No comment,” the spokesman said.",
    "Facebook said on Monday that it would appeal against the fine.",
    "Correction: an earlier version of this article gave the wrong year.",
    "Editor’s note: the names of the witnesses were changed.",
    "Share prices fell by four per cent.",
    "The newspaper’s newsletter has 40,000 subscribers, it reported.",
    "Related crimes rose too, the police said.",
    "Harwick Harbour Board said.",
    "The law on cookies was passed by the parliament after a long debate, and companies that break it may be fined up to four "
    "per cent of what they earn in a year, which for the largest of them would be more than any fine that was ever paid in the "
    "history of the union, as ministers said.",
    "WASHINGTON (Reuters) – The Senate voted on Monday.",
    "Who reads the most popular books?",
    "He wrote: the sea is calm tonight.",
]


@pytest.mark.parametrize("line", KEEP)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_what_belongs_to_an_article_stays(line: str, where: str) -> None:
    parts = {"first": [line, LONG, LONG], "middle": [LONG, line, LONG], "last": [LONG, LONG, line]}[where]
    article = cleaned("Title\n\n" + "\n\n".join(parts))
    assert line in [block.text for block in article.blocks], article.cuts


def test_every_rule_is_known_by_its_name() -> None:
    names = [rule.__name__ for rule in RULES]
    assert len(set(names)) == len(names)
    folder = Path(__file__).parents[3] / "sitegen/clean/rules"
    assert {*names, "repeated", "learned"} == {file.stem for file in folder.glob("*.py")} - {"__init__", "form"}


@pytest.mark.parametrize(
    "text",
    ["# not a heading", "* star", "- dash", "+ plus", "1. one", "> quote", "a *b* c", "snake_case and _it_", "[x](y)", "<b>", "`code`",
     "---", "===", "~~~", "a\\b", "&amp; &", "1912. It was"],
)  # fmt: skip
def test_escaped_text_renders_as_itself(text: str) -> None:
    assert paragraphs(parser().parse(escape(text))) == [text]


@given(
    st.lists(
        st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
        .map(str.strip)
        .filter(bool),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_survives_the_way_through_markdown(texts: list[str]) -> None:
    texts = [" ".join(text.split()) for text in texts]
    body = to_markdown(tuple(Block("paragraph", text) for text in texts))
    assert paragraphs(parser().parse(body)) == texts


def test_an_article_with_nothing_left_is_refused_and_tells_what_was_cut() -> None:
    document = RawDocument(SourceRef("x", Path("x")), "text", "Title\n\nLeave a comment", "utf-8", "0")
    refused = clean(document, CleanConfig())
    assert isinstance(refused, Refusal)
    assert [cut.text for cut in refused.cuts] == ["Title", "Leave a comment"]


def test_lines_of_signs_are_no_text_and_keep_headings_from_nothing() -> None:
    text = (
        f"COUNCIL PASSES BUDGET AFTER A LONG DEBATE ON ROOFS\n{'=' * 50}\n\nBy Ann Lee\n----\n\n{LONG}\n\n* * *\n\n{LONG}\n\n"
        f"What comes next\n---------------\n\n{LONG} It is.\n\n{LONG} Or not.\n\n________\n"
    )
    article = cleaned(text)
    assert (article.title, article.authors) == ("COUNCIL PASSES BUDGET AFTER A LONG DEBATE ON ROOFS", ("Ann Lee",))
    assert ("heading", "What comes next") in [(block.kind, block.text) for block in article.blocks]
    assert [cut.text for cut in article.cuts if cut.rule == "ornament"] == ["=" * 50, "----", "* * *", "-" * 15, "_" * 8]


def test_a_model_that_leaves_nothing_but_labels_is_not_believed() -> None:
    blocks = [Block("paragraph", LONG), Block("paragraph", "Photo"), Block("paragraph", LONG)]
    assert list(learned(blocks, [0.01, 0.9, 0.01])) == []
    assert list(learned(blocks, [0.01, 0.9, 0.9])) == [0]


def test_a_label_that_recurs_parts_no_heading_from_its_text() -> None:
    blocks = [Block("paragraph", text) for text in (LONG, "Article content", "What comes next", "Article content", LONG)]
    assert list(learned(blocks, [0.9, 0.02, 0.3, 0.02, 0.9])) == [1, 3]
    assert list(learned(blocks, [0.9, 0.02, 0.3, 0.2, 0.9])) == [1, 2, 3], "it may be another article's"
    blocks[1] = Block("paragraph", "Most read")
    assert list(learned(blocks, [0.9, 0.02, 0.3, 0.02, 0.9])) == [1, 2, 3], "that stands there once, over a teaser"


def test_a_sentence_that_says_what_somebody_said_stays_though_no_text_stands_beside_it() -> None:
    said = "The others abstained. “We ask for an audit of the roofs”, said Paul Roche."
    blocks = [Block("paragraph", text) for text in (LONG, "Most read", said, "Share")]
    assert list(learned(blocks, [0.9, 0.02, 0.36, 0.02])) == [1, 3]
    assert list(learned(blocks, [0.9, 0.02, 0.34, 0.02])) == [1, 2, 3]
    blocks[2] = Block("paragraph", "“A tailor of Harwick has forgotten nothing”.")
    assert list(learned(blocks, [0.9, 0.02, 0.36, 0.02])) == [1, 2, 3], "nobody says it: a teaser's title"


@pytest.mark.parametrize(
    "line",
    [
        "Editor’s note: An earlier version gave a wrong number of votes.", "Correction: The vote was 34 to 16, not 30 to 20. (sk)",
        "Korrektur: In einer früheren Fassung stand, 30 hätten zugestimmt.", "Rectificatif : le vote a eu lieu lundi, et non mardi.",
        "Fe de errores: el pleno votó el lunes y no el martes.",
    ],
)  # fmt: skip
def test_corrections_and_editors_notes_stay(line: str) -> None:
    blocks = [Block("paragraph", text) for text in (LONG, "Most read", line, "Corrections", "Share")]
    assert list(learned(blocks, [0.9, 0.02, 0.1, 0.1, 0.02])) == [1, 3, 4]
    assert list(learned(blocks, [0.1] * 5)) == [1, 3, 4], "a correction is no article: the model is wrong about the whole"


def test_rows_of_a_table_are_no_menu() -> None:
    rows = [Block("paragraph", text) for text in ("Home | News | Sport", LONG, "Passed | 6676 | 6774", "Failed | 47 | 57", LONG)]
    assert found(navigation, rows) == [0]
    assert found(navigation, [Block("paragraph", "Screen: 7 in. | Weight: 1 lb. | Wi-Fi: yes")]) == []
    bars = [Block("paragraph", text) for text in ("Facebook 12", "Facebook $0.50 – $3.00", "Facebook | Twitter")]
    assert found(share_bar, bars) == [0, 2]


def test_the_steps_of_a_numbered_list_stay_together() -> None:
    blocks = [
        Block("paragraph", LONG),
        *(Block("item", text, 1) for text in ("Chop.", "Boil for an hour.", "Serve hot")),
        Block("paragraph", "Print"),
    ]
    assert list(learned(blocks, [0.9, 0.9, 0.9, 0.1, 0.1])) == [4]
    assert list(learned(blocks, [0.9, 0.1, 0.9, 0.1, 0.1])) == [1, 3, 4]


def test_in_a_text_that_is_clean_nothing_goes_however_odd_a_line_is() -> None:
    keep = np.array([0.95, 0.2, 0.9, 0.01], dtype=np.float32)
    assert favoured(keep, 0.4) is keep
    assert (favoured(keep, 0.6) > 0.6).tolist() == [True, True, True, False]


@pytest.mark.parametrize("text", ["Technical support\n(415) 776-3109", LONG, f"{LONG}\n\nAcumen\n\n{LONG}", "x"])
def test_a_text_is_seen_as_a_whole(text: str) -> None:
    judged = judge(text.split("\n"))
    assert len(judged.keep) == text.count("\n") + 1
    assert ((judged.keep >= 0) & (judged.keep <= 1)).all()


_JAPANESE = [
    "北の町の港で新しい防波堤が四日に完成し、漁師や家族など約二百人が式典に集まった。工事は三年前に始まり、費用は十二億円だった。",
    "町長は「これで冬の高い波から船を守ることができる」と話した。昨年の冬は高波で小さな船が七隻沈んだ。",
    "一方、環境団体は砂浜への影響を心配している。県は来年の春までに調査の結果を公表すると説明した。",
]


_HINDI = [
    "शहर के बंदरगाह में नई दीवार का काम शुक्रवार को पूरा हुआ और करीब दो सौ लोग समारोह में पहुंचे। यह काम तीन साल पहले शुरू हुआ था।",
    "महापौर ने कहा कि अब सर्दियों की ऊंची लहरों से नावों को बचाया जा सकेगा। पिछले साल सात छोटी नावें डूब गई थीं।",
]


@pytest.mark.parametrize(
    ("title", "above", "text", "below"),
    [
        ("港の新しい防波堤が完成", ["Facebookでシェアする", "印刷する"], _JAPANESE, ["ログイン", "新規登録"]),
        ("बंदरगाह की नई दीवार तैयार", ["शेयर करें"], _HINDI, ["ये भी पढ़ें", "और खबरें"]),
    ],
)
def test_texts_of_other_scripts_keep_their_paragraphs_and_lose_their_buttons(
    title: str, above: list[str], text: list[str], below: list[str]
) -> None:
    article = cleaned("\n".join([title, *above, *text, *below]))
    assert (article.title, [block.text for block in article.blocks]) == (title, text)


def test_the_users_patterns_overrule_all_rules() -> None:
    config = CleanConfig(min_characters=1, keep=("^share this",), drop=("full stop",))
    doc = RawDocument(
        SourceRef("x", Path("x")),
        "text",
        f"A title of some words\n\n{LONG} One.\n\nShare this\n\nThe ships lay in the harbour for a week.",
        "utf-8",
        "0",
    )
    article = clean(doc, config)
    assert isinstance(article, CleanArticle)
    assert [block.text for block in article.blocks] == ["Share this", "The ships lay in the harbour for a week."]
    assert ("drop", f"{LONG} One.") in [(cut.rule, cut.text) for cut in article.cuts]


def test_the_cuts_tell_where_they_were() -> None:
    text = f"A title of some words\n\n{LONG} One.\n\nAdvertisement\n\n{LONG} Two.\n\nLeave a comment\n\nName"
    article = cleaned(text)
    assert [(cut.text, cut.before) for cut in article.cuts] == [
        ("A title of some words", 0),
        ("Advertisement", 1),
        ("Leave a comment", 2),
        ("Name", 2),
    ]


PATTERNS = [
    "[(*_",
    "\"' ",
    "by a and ",
    "a > ",
    ". . ",
    "&am",
    "share this on ",
    "http://a ",
    "# a\n",
    "a | ",
    "facebook ",
    "<b>",
    "<p>x",
    "©",
    "1 2,",
    "- - ",
    "a =\n",
    "Title: x\n",
    "so many words go on in one line-\n",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("media", ["text", "fragment"])
def test_no_text_takes_the_rules_more_than_linear_time(pattern: str, media: Media) -> None:
    """A pattern that backtracks takes minutes for this; the suite's own limit would tell."""
    doc = RawDocument(SourceRef("x", Path("x")), media, pattern * (60_000 // len(pattern)), "utf-8", "0")
    assert isinstance(clean(doc, CleanConfig(min_characters=1)), CleanArticle | Refusal)


@given(
    st.lists(
        st.sampled_from(
            [LONG, "Read more", "Share", "“No.”", "- a point", "12", "©", "By Ann Lee", "a\u200b", "# H", "| a | b |", "é" * 40]
        ),
        max_size=12,
    )
)
@settings(max_examples=80, deadline=None)
def test_no_lines_make_the_rules_raise_and_nothing_is_lost(lines: list[str]) -> None:
    doc = RawDocument(SourceRef("x", Path("x")), "text", "\n\n".join(lines), "utf-8", "0")
    found = clean(doc, CleanConfig(min_characters=1))
    if isinstance(found, CleanArticle):
        assert len(found.blocks) + len(found.cuts) == sum(bool(mend(line)) for line in lines)


def test_lines_of_one_shape_look_alike_in_every_language_and_shapes_are_no_words() -> None:
    same = ("Ann Lee, The Hague: 12 ships lost", "Ève Noël, Les Halles: 40 pages lues", "Олег Кот, Новый Свет: 7 дней пути")
    assert len({tuple(tokens.shapes(line)) for line in same}) == 1
    assert tokens.shapes(same[0]) == ["Aa", "Aa", "S,", "Aa", "Aa", "S:", "N", "L", "L"]
    assert tokens.shapes("READ MORE » 東京で地震") == ["AA", "AA", "S»", "L"]
    assert not set(tokens.shapes("aa AA l L n N s, S | ©")) & set(tokens.words("aa AA l L n N s, S | ©"))
