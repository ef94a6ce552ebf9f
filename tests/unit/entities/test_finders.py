"""The finders by rules alone: fast, and what a plain install has. The full engine has its golden files."""

from __future__ import annotations

import pytest

from sitegen.core.types import SITES, AnnotatedArticle, CleanArticle, Entity, Figure, PersonFound, PlaceFound, SourceRef
from sitegen.entities.atlas import atlas
from sitegen.entities.describe import described
from sitegen.entities.finders.figures import claims, find_figures
from sitegen.entities.finders.figures.lines import lines
from sitegen.entities.finders.figures.quantities import quantities
from sitegen.entities.finders.people import find_people
from sitegen.entities.finders.people.evidence import mention
from sitegen.entities.finders.places import find_places
from sitegen.entities.names import is_partial
from sitegen.entities.parsers import Parse
from sitegen.entities.parsers.light import LightParser
from sitegen.entities.resolve import Resolver
from sitegen.infra.gazetteer import gazetteer
from sitegen.store.authority import Authority


def parsed(text: str) -> Parse:
    return next(iter(LightParser().parse([text])))


def people(text: str) -> list[str]:
    return [person.name for person in find_people(parsed(text), gazetteer())[0]]


def places(text: str) -> list[str]:
    parse = parsed(text)
    return [place.name for place in find_places(parse, find_people(parse, gazetteer())[1], gazetteer())[0]]


def figures(text: str) -> tuple[Figure, ...]:
    parse = parsed(text)
    return claims(find_figures(parse, find_people(parse, gazetteer())[1], gazetteer()))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They saw 9,000 men and 2.5 million birds.", [9000, 2_500_000]),
        ("Twenty-three ships and two hundred and eight boats came.", [23, 208]),
        ("About a dozen cats, half a million dogs.", [12, 500_000]),
        ("It cost $4.5 billion, or 60 per cent more.", [4_500_000_000, 60]),
        ("In 1912, on 15 April, at 11:40 pm, on April 14, 1912.", []),
        ("Flight 447 left gate 9 for page 3 of No. 14.", []),
        ("She is one of those. One of them said no.", []),
        ("The first and the 2nd of May.", []),
        ("In 1912 the ship had 1912 passengers.", [1912]),
        ("It cost $1.7bn, then £5m and 13k more; 15kg fell 20m.", [1_700_000_000, 5_000_000, 13_000, 15, 20]),
        ("Poland ordered 20 F-16s, 15 MiG-29s and 3 T-72 tanks.", [20, 15, 3]),
        ("It was worth more than £20,000 from 29 May, to 13 July.", [20_000]),
        ("The price rose to £20,000 from 29 May.", [20_000]),
    ],
)
def test_quantities_and_what_is_none(text: str, values: list[float]) -> None:
    assert [each.value for line in lines(parsed(text)) for each in quantities(line)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor, Ann Lee, spoke. Lee said no.", ["Ann Lee"]),
        ("French President Emmanuel Macron met Chancellor Olaf Scholz.", ["Emmanuel Macron", "Olaf Scholz"]),
        ("“It is late,” said Wanjiru Kamau.", ["Wanjiru Kamau"]),
        ("The court of Lord Mersey sat.", ["Lord Mersey"]),
        ("They went to Paris, London and New York on Monday.", []),
        ("James Bond Street and the Mary Rose Company.", []),
        ("The Carpathia and the liner Olympic sailed.", []),
        ("Captain Rostron spoke. Arthur Rostron was calm.", ["Arthur Rostron"]),
    ],
)
def test_people_by_titles_given_names_and_verbs_of_saying(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said (Tom) Seaver and (Jerry) Koosman were good.", ["Tom Seaver", "Jerry Koosman"]),
        ('A rematch against Hector "Macho" Camacho was off.', ['Hector "Macho" Camacho']),
        ("There American Dennis Mitchell won again.", ["Dennis Mitchell"]),
        ("Broker Ann Lee waited. A spokesman, Mr Kengo wa Dondo, came.", ["Ann Lee", "Kengo wa Dondo"]),
        ("They met Mr Kim In-so and Mr Salim ul-Haq.", ["Kim In-so", "Salim ul-Haq"]),
        ("The line-up: Ann Lee, 2 - Mary Smith; 3 - John Hart (Tayfun Korkut, 57th), 4 - Ogun Temizkan, Zurna Abelet.",
         ["Ann Lee", "Mary Smith", "John Hart", "Tayfun Korkut", "Ogun Temizkan", "Zurna Abelet"]),
        ("Teams: Austria, Ann Lee, Mary Smith, John Hart, Cup Committee, New Zealand.", ["Ann Lee", "Mary Smith", "John Hart"]),
        ("KEVIN BROWN LOWERS AVERAGE AGAIN\n\nIn June Kevin Brown pitched well.", ["Kevin Brown"]),
        ("It was said by Edward D. Jones & Co..", []),
        ("So Block's bond was set, and State’- Ann Lee left.", ["Block", "Ann Lee"]),
        ("Homes near Fort St. John, B.C., and on Wooster St. were lost, said Ann Lee, Que.", ["Ann Lee"]),
        ("He flew in from Tunbridge Wells. Charles de Gaulle airport was shut.", []),
    ],
)  # fmt: skip
def test_people_by_what_stands_around_them(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Graham told", "Graham"),
        ("Sir Keir tens", "Keir"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Kim In-so", "Kim In-so"),
        ("House Republicans", ""),
        ("Samsung Electronics", ""),
    ],
)
def test_a_name_ends_where_its_words_do(text: str, name: str) -> None:
    parse = parsed(text)
    assert "".join(each.name for each in mention(parse, 0, len(parse.tokens))) == name


@pytest.mark.parametrize(
    ("part", "whole", "same"),
    [
        ("Smith", "Edward Smith", True),
        ("E. Smith", "Edward Smith", True),
        ("Edward", "Edward Smith", True),
        ("John Smith", "Edward Smith", False),
        ("Smithson", "Edward Smith", False),
        ("Edward Smith", "Edward Smith", False),
        ("Bruce", "J. Bruce Ismay", False),
    ],
)
def test_partial_names(part: str, whole: str, same: bool) -> None:
    assert is_partial(part, whole) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He went from Kiev to Kharkov.", ["Kyiv", "Kharkiv"]),
        ("The French President spoke in Berlin.", ["Berlin", "France"]),
        ("Russian soldiers stood there.", []),
        ("Snow fell in Paris, Texas.", ["Paris", "Texas"]),
        ("Ships of the Belfast Steamship Company.", []),
        ("Reading a book is nice in March.", []),
        ("It began in Zhejiang province, near the villages of Foua and Kfraya.", ["Zhejiang", "Foua", "Kfraya"]),
        ("They were sent from Hornsey, Walthamstow and Tottenham.", ["Hornsey", "Walthamstow", "Tottenham"]),
        ("A woman was arrested by Danbury police.", ["Danbury"]),
        ("It is a matter for Kentucky State Police.", ["Kentucky"]),
        ("Lucy was born in Winnipeg, Man., two years ago.", ["Winnipeg", "Manitoba"]),
        ("Can they say more? GOP senators asked.", []),
        ("The White House was quiet.", []),
    ],
)
def test_places_by_the_gazetteer(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police closed Fore Street, Edmonton, after the crash.", [("Fore Street", "street", "Edmonton")]),
        ("She lives in Montreal. It burnt at a shop on Mont-Royal Avenue.", [("Mont-Royal Avenue", "street", "Montreal")]),
        ("Snow fell on Toronto's Pearson International Airport.", [("Pearson International Airport", "building", "Toronto")]),
        ("He went to London and was taken to St. Mark's Hospital.", [("St. Mark's Hospital", "building", "London")]),
        ("From Paris they went to the Seattle Art Museum.", [("Seattle Art Museum", "building", "Seattle")]),
        ("In Denver they watched Jurassic Park and bought shares on Wall Street.", []),
        ("He was treated at University Hospital in Columbia, Missouri.", []),
        ("In Rome the National Highway Traffic Safety Administration said so.", []),
        ("He lives on Wooster St. in Leeds.", [("Wooster St", "street", "Leeds")]),
        ("Nobody knows Hutcheson Road.", [("Hutcheson Road", "street", "")]),
        ("A man of Colton Way was jailed. Milky Way bars were sold.", [("Colton Way", "street", "")]),
    ],
)
def test_streets_and_buildings_stand_where_their_town_does(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [each for each in find_places(parsed(text), (), gazetteer())[0] if each.kind in SITES]
    assert [(each.name, each.kind, each.region) for each in found] == expected
    for each in found:
        town = next((p for p in gazetteer().find(each.region) if p.kind == "city"), None) if each.region else None
        assert (each.lat is None) == (town is None)


def test_a_nationality_is_a_mention_of_its_country_and_its_people_are_none() -> None:
    found = described(parsed("Russian soldiers and many Canadians stood there."))["places"]
    assert [(each["name"], each["canonical"]) for each in found] == [("Russian", "Russia")]


def test_a_name_of_several_places_is_the_one_that_the_article_speaks_of() -> None:
    def country(text: str) -> str:
        return next(
            p.country for p in find_places(parsed(text), (), gazetteer())[0] if p.name in ("London", "Paris", "Georgia", "Halifax")
        )

    assert country("Trains from London ran late.") == "GB"
    assert country("It rained in London, Ontario, and in all of Canada.") == "CA"
    assert country("The storm hit Paris, Texas.") == "US"


def claim(figure: Figure) -> tuple[float, str, str, str, str]:
    return figure.value, figure.unit, figure.of, figure.bound, figure.by


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The police said that at least 40 people were killed.", (40, "people", "people killed", "at least", "police")),
        ("According to the ministry, nearly 9,000 Russian soldiers have been killed.",
         (9000, "soldiers", "Russian soldiers killed", "nearly", "ministry")),
        ("Moscow announced the death of 498 of its soldiers.", (498, "soldiers", "death of soldiers", "exact", "Russia")),
        ("The ship was 882 feet long.", (882, "feet", "long", "exact", "")),
        ("The death toll rose to 1,517.", (1517, "", "death toll", "exact", "")),
        ("Some 30 per cent of voters stayed at home, the agency reported.", (30, "%", "voters", "about", "agency")),
        ("She carried no more than 16 boats.", (16, "boats", "boats carried", "at most", "")),
        ("She will be 35 by May.", (35, "years old", "", "exact", "")),
        ("They sold 2.9 million 9 liter cases.", (2_900_000, "cases", "9 litre case", "exact", "")),
        ("The fire killed three 10-year-old boys.", (3, "boys", "10-year-old boy", "exact", "")),
        ("The plane flew at 30' when it hit.", (30, "feet", "plane flew", "exact", "")),
    ],
)  # fmt: skip
def test_a_figure_has_value_unit_count_bound_and_claimant(text: str, expected: tuple[float, str, str, str, str]) -> None:
    assert expected in [claim(figure) for figure in figures(text)]


def test_a_pronoun_is_the_person_that_the_sentence_before_speaks_of() -> None:
    found = figures("Captain Arthur Rostron met the envoy of Lord Mersey. He said that 705 people were saved.")
    assert [figure.by for figure in found] == ["Arthur Rostron"]


def test_a_figure_keeps_the_sentences_own_words() -> None:
    text = "Nothing else. The police said that 40 people were killed. More words."
    assert [figure.text for figure in figures(text)] == ["The police said that 40 people were killed."]


# ---------------------------------------------------------------------------------------------- across articles


def found(name: str, *others: str) -> AnnotatedArticle:
    from pathlib import Path

    article = CleanArticle(SourceRef("x", Path("x")), "", "T", ())
    return AnnotatedArticle(article, tuple(PersonFound(each) for each in (name, *others)))


def resolver(*people: Entity, places: tuple[Entity, ...] = ()) -> Resolver:
    return Resolver(Authority(people), Authority(places))


def test_a_found_name_gets_the_record_that_has_it_as_an_alias() -> None:
    made = resolver(Entity("Volodymyr Zelenskyy", ("Volodymyr Zelensky",)))
    assert made.resolve([found("Volodymyr Zelensky")])[0].people == ("Volodymyr Zelenskyy",)
    assert made.new_people == []


def test_a_partial_name_joins_the_only_person_that_it_fits() -> None:
    made = resolver(Entity("J. Bruce Ismay"))
    assert made.resolve([found("Bruce Ismay")])[0].people == ("J. Bruce Ismay",)


def test_two_people_of_one_surname_stay_two() -> None:
    made = resolver()
    names = made.resolve([found("Edward Smith", "William Smith"), found("Smith")])
    assert names[0].people == ("Edward Smith", "William Smith")
    assert names[1].people == ("Smith",)


def test_a_lone_surname_joins_only_where_something_else_speaks_for_it() -> None:
    known = resolver(Entity("Edward Smith"))
    assert known.resolve([found("Smith")])[0].people == ("Smith",), "nothing but the surname"
    made = resolver()
    both = made.resolve([found("Edward Smith", "Bruce Ismay"), found("Smith", "Bruce Ismay")])
    assert both[1].people == ("Edward Smith", "Bruce Ismay")
    assert both[1].merges[0].reason == "the surname, and beside it bruce ismay"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy", True),
        ("Volodymyr Zelensky", "Volodymyr Zelenskij", True),
        ("Sergei Lavrov", "Sergey Lavrov", True),
        ("Bashar al-Assad", "Bashar Assad", True),
        ("Bill Clinton", "William Clinton", True),
        ("José Peña", "Jose Pena", True),
        ("Ann Smith", "Ann Smyth", False),
        ("Ann Smith", "Anna Smith", True),
        ("John Smith", "Jane Smith", False),
        ("George Bush", "Barbara Bush", False),
    ],
)
def test_one_person_under_two_spellings(one: str, other: str, same: bool) -> None:
    names = resolver(Entity(one)).resolve([found(other)])[0].people
    assert (names == (one,)) is same


def test_not_keeps_a_name_from_being_joined() -> None:
    made = resolver(Entity("Edward Smith", not_=("E. Smith",)))
    assert made.resolve([found("E. Smith")])[0].people == ("E. Smith",)


def test_two_places_of_one_name_get_two_records() -> None:
    made = resolver(places=(Entity("Halifax", lat=53.7, lon=-1.9, country="GB"),))
    article = AnnotatedArticle(found("A B").article, places=(PlaceFound("Halifax", 44.6, -63.6, "city", "CA"),))
    assert made.resolve([article])[0].places == ("Halifax (CA)",)


def test_each_town_has_its_own_church_street() -> None:
    def article(town: str) -> AnnotatedArticle:
        return AnnotatedArticle(found("A B").article, places=(PlaceFound("Church Street", 51.6, -0.1, "street", "GB", town),))

    made = resolver()
    resolved = made.resolve([article("Edmonton"), article("Leeds"), article("Edmonton"), article("Leeds")])
    names = [each.places for each in resolved]
    assert names == [("Church Street",), ("Church Street (Leeds)",)] * 2
    assert [each.region for each in made.new_places] == ["Edmonton", "Leeds"]


def test_an_editors_record_of_a_street_need_not_say_that_it_is_one() -> None:
    made = resolver(places=(Entity("Fore Street", ("Fore St",)),))
    street = PlaceFound("Fore Street", 51.6, -0.1, "street", "GB", "Edmonton")
    assert made.resolve([AnnotatedArticle(found("A B").article, places=(street,))])[0].places == ("Fore Street",)
    assert made.new_places == []


def test_a_street_stands_where_the_record_of_its_town_does() -> None:
    """The article alone leaves doubt which Southampton it is; the archive knows."""
    made = resolver(places=(Entity("Southampton", kind="city", country="GB", lat=50.9, lon=-1.4),))
    places = (
        PlaceFound("Southampton", 40.9, -72.4, "city", "US", sure=False),
        PlaceFound("Canute Road", 40.9, -72.4, "street", "US", "Southampton"),
    )
    made.resolve([AnnotatedArticle(found("A B").article, places=places)])
    assert [(each.country, each.lat, each.lon) for each in made.new_places] == [("GB", 50.9, -1.4)]


def test_a_language_without_words_is_left_alone_and_said_so() -> None:
    from sitegen.config.schema import EntitiesConfig
    from sitegen.entities.annotate import NO_ENGINE, annotate

    article = found("x").article
    [annotated] = annotate([article], "xx", EntitiesConfig())
    assert isinstance(annotated, AnnotatedArticle)
    assert (annotated.people, annotated.places, annotated.figures, annotated.engine) == ((), (), (), NO_ENGINE)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Washington said that the talks had failed.", {("Washington", "United States")}),
        ("The rain fell in Washington all day, he said.", set()),
        ("The Kremlin denied it, and the White House agreed.", {("Kremlin", "Russia"), ("White House", "United States")}),
    ],
)
def test_metonyms_are_marked_with_the_state_for_which_they_stand(text: str, marked: set[tuple[str, str]]) -> None:
    found = described(parsed(text))["metonyms"]
    assert {(each["name"], each["stands_for"]) for each in found} == marked
    for each in found:
        for start, end in each["mentions"]:
            assert text[start:end] == each["name"]


@pytest.mark.parametrize(("home", "country"), [("", "GB"), ("Canada", "CA"), ("Ontario", "CA"), ("Nowhere at all", "GB")])
def test_a_local_paper_means_the_town_of_its_region(home: str, country: str) -> None:
    parse = parsed("The council met in Cambridge on Monday, and in Cambridge on Tuesday.")
    found, _ = find_places(parse, (), atlas("en"), home)
    assert [(place.name, place.country) for place in found] == [("Cambridge", country)]


@pytest.mark.parametrize("home", ["", "Kentucky", "Texas"])
def test_at_home_the_great_cities_are_still_the_great_cities(home: str) -> None:
    found, _ = find_places(parsed("They flew from Paris to London in May."), (), atlas("en"), home)
    assert [place.country for place in found] == ["FR", "GB"]
