"""The country of a machine that knows only its zone."""

import pytest

from bot.places import load_places


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("America/Chicago", "US"),
        ("Asia/Kolkata", "IN"),
        ("Etc/UTC", None),
        ("+05:30", None),
        ("Europe/Atlantis", None),
    ],
)
def test_a_zone_names_its_country_where_it_has_one(zone, country):
    assert load_places().country_of_zone(zone) == country
