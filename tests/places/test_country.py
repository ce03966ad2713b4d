"""Which country somebody is in: help lines depend on it."""

import pytest

from bot.places import Places


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ireland", "IE"),
        ("republic of ireland", "IE"),
        ("UK", "GB"),
        ("u.k.", "GB"),
        ("England", "GB"),
        ("Scotland", "GB"),
        ("Northern Ireland", "GB"),
        ("USA", "US"),
        ("U.S.", "US"),
        ("us", "US"),
        ("the states", "US"),
        ("america", "US"),
        ("United States of America", "US"),
        ("Germany", "DE"),
        ("DE", "DE"),
        ("DEU", "DE"),
        ("holland", "NL"),
        ("Ivory Coast", "CI"),
        ("côte d’ivoire", "CI"),
        ("türkiye", "TR"),
        ("south korea", "KR"),
        ("Georgia", "GE"),
        ("Atlanta, Georgia", "US"),
        ("Tbilisi, Georgia", "GE"),
        ("Texas", "US"),
        ("Ontario", "CA"),
        ("Cork", "IE"),
        ("nyc", "US"),
        ("LA", "US"),
        ("Smallville, Canada", "CA"),
        ("germny", "DE"),
        ("Russia", "RU"),
        ("NZ", "NZ"),
    ],
)
def test_a_country_is_found_by_its_names_and_its_cities(
    places: Places, text: str, country: str
) -> None:
    assert places.find_country(text) == country


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Narnia",
        "no",
        "de",
        "in",
        "is",
        "UTC+2",
        "CET",
        "\x00",
        "🇮🇪",
        "he hit me",
        "x" * 100_000,
    ],
)
def test_what_names_no_country_has_none(places: Places, text: str) -> None:
    assert places.find_country(text) is None


def test_the_biggest_city_stands_for_a_country(places: Places) -> None:
    found = places.biggest("IE")

    assert found is not None
    assert (found.name, found.zone, found.country) == ("Dublin", "Europe/Dublin", "IE")


def test_a_country_without_cities_has_no_biggest(places: Places) -> None:
    assert places.biggest("AQ") is None
    assert places.biggest("??") is None
