"""Who claims a figure: the cues of the sentence, with the model's parse of it."""

from __future__ import annotations

import pytest

from sitegen.entities.finders.figures import claims, find_figures
from sitegen.entities.finders.people import find_people
from sitegen.entities.parsers import parser
from sitegen.infra.gazetteer import gazetteer


@pytest.mark.xdist_group("spacy")
@pytest.mark.parametrize(
    ("text", "value", "claimant"),
    [
        ("PolitiFact rated 32% of the senator's claims as false.", 32, "PolitiFact"),
        ("The Monetary Fund met on Tuesday. It raised its forecast for growth to 4.2 percent.", 4.2, ""),
        ("The fund said growth would be 3 percent. It later cut its forecast to 2.5 percent.", 2.5, "fund"),
        ("The company cut prices to 40 dollars.", 40, ""),
        ("That was enough to hold the agency's estimate of growth at 3.1 percent.", 3.1, "agency"),
        ("Under Ann Lee's plan, families would pay 28 percent of the cost.", 28, "Ann Lee"),
        ("Per the agreement, 40 prisoners are to be freed.", 40, "agreement"),
        ("Under the bridge, 40 people were found.", 40, ""),
        ("By Ann Lee's own admission, the report has 100 pages.", 100, "Ann Lee"),
        ("Independent analyses agree that 12 banks would fail.", 12, "Independent analyses"),
    ],
)
def test_the_claimant_of_a_sentence(model: str, text: str, value: float, claimant: str) -> None:
    parse = next(iter(parser(model).parse([text])))
    found = claims(find_figures(parse, find_people(parse, gazetteer())[1], gazetteer()))
    assert {figure.value: figure.by for figure in found}[value] == claimant


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Jefferies and Co said it holds 48 boats.", "Jefferies and Co"),
        ("Fruit of the Loom Inc said 60 men left.", "Fruit of the Loom Inc"),
        ("The United States has said 60 men left.", "United States"),
        ("Output fell by 17 tonnes, according to private estimates.", "private estimates"),
        ("Brazil, which last week declared a debt of 108 billion dollars, paid.", "Brazil"),
        ("The firm lost 63 million dollars, which it said was a surprise.", ""),
    ],
)
def test_the_claimant_by_order_alone(text: str, claimant: str) -> None:
    parse = next(iter(parser("").parse([text])))
    found = claims(find_figures(parse, find_people(parse, gazetteer())[1], gazetteer()))
    assert [figure.by for figure in found] == [claimant]
