from __future__ import annotations

import pytest

from sitegen.infra.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Kiev", "city", "UA"),
        ("America", "country", "US"),
        ("the Netherlands".removeprefix("the "), "country", "NL"),
        ("Nova Scotia", "region", "CA"),
        ("Newfoundland", "region", "CA"),
        ("Calif.", "region", "US"),
        ("New York", "city", "US"),
        ("Zürich", "city", "CH"),
        ("zurich", "city", "CH"),
    ],
)
def test_places_are_found_by_any_of_their_names(name: str, kind: str, country: str) -> None:
    first = gazetteer().find(name)[0]
    assert (first.kind, first.country) == (kind, country)
    assert -90 <= first.lat <= 90 and -180 <= first.lon <= 180


@pytest.mark.parametrize(
    ("word", "country"), [("French", "FR"), ("American", "US"), ("Argentine", "AR"), ("Table", ""), ("Chinese", "CN")]
)
def test_nationalities(word: str, country: str) -> None:
    assert gazetteer().demonym(word) == country


def test_an_unknown_name_has_no_place() -> None:
    assert gazetteer().find("Qwertyville") == ()
    assert gazetteer().country("QQ") is None


@pytest.mark.parametrize(
    ("town", "country", "region"),
    [
        ("Kyiv", "UA", "Kyiv"),
        ("Kharkiv", "UA", "Kharkivska oblast"),
        ("Dnipro", "UA", "Dnipropetrovska oblast"),
        ("Toronto", "CA", "Ontario"),
        ("Sydney", "AU", "New South Wales"),
        ("Leeds", "GB", "England"),
        ("Lyon", "FR", ""),
    ],
)
def test_a_town_lies_in_its_own_region_or_in_none_that_is_known(town: str, country: str, region: str) -> None:
    """GeoNames and ISO 3166-2 number divisions each in its own way: twelve is Kyiv here and Dnipropetrovsk there."""
    place = next(each for each in gazetteer().find(town) if each.kind == "city" and each.country == country)
    assert gazetteer().region_name(place.country, place.region) == region
