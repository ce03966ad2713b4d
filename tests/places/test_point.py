"""A shared location becomes a zone and a country."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import wall
from bot.places import Places, load_places

PLACES = load_places()


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone", "country"),
    [
        (52.52, 13.40, "Europe/Berlin", "DE"),
        (51.90, -8.47, "Europe/Dublin", "IE"),
        (40.71, -74.01, "America/New_York", "US"),
        (28.61, 77.21, "Asia/Kolkata", "IN"),
        (54.60, -5.93, "Europe/London", "GB"),
        (21.03, 105.85, "Asia/Bangkok", "VN"),
        (36.14, -5.35, "Europe/Gibraltar", "GI"),
        (-17.71, 178.06, "Pacific/Fiji", "FJ"),
        (31.72, -106.46, "America/Ciudad_Juarez", "MX"),
        (64.14, -21.94, "Atlantic/Reykjavik", "IS"),
    ],
)
def test_a_point_on_land_has_a_zone_and_a_country(
    places: Places, latitude: float, longitude: float, zone: str, country: str
) -> None:
    found = places.at(latitude, longitude)

    assert found is not None
    assert (found.zone, found.country) == (zone, country)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (0.0, -30.0),
        (-50.0, 90.0),
        (91.0, 0.0),
        (0.0, 181.0),
        (math.nan, 13.4),
        (52.5, math.nan),
        (math.inf, 0.0),
        (1e300, 1e300),
    ],
)
def test_the_open_sea_and_nonsense_are_nowhere(
    places: Places, latitude: float, longitude: float
) -> None:
    assert places.at(latitude, longitude) is None


def test_latitude_comes_before_longitude(places: Places) -> None:
    berlin = places.at(52.52, 13.40)
    not_berlin = places.at(13.40, 52.52)

    assert berlin is not None
    assert not_berlin is None or not_berlin.country != "DE"


@settings(max_examples=200, deadline=None)
@given(st.floats(), st.floats())
def test_every_point_has_a_zone_that_this_machine_knows_or_none(
    latitude: float, longitude: float
) -> None:
    found = PLACES.at(latitude, longitude)

    assert found is None or wall.is_zone(found.zone)


@settings(max_examples=200, deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_earth_has_a_zone_that_this_machine_knows_or_none(
    latitude: float, longitude: float
) -> None:
    found = PLACES.at(latitude, longitude)

    assert found is None or wall.is_zone(found.zone)
