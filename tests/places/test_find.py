"""What people type as where they are becomes the zone that they live by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import wall
from bot.places import Places, load_places

PLACES = load_places()

CITIES = [
    ("Berlin", "Europe/Berlin", "DE"),
    ("berlin germany", "Europe/Berlin", "DE"),
    ("BERLIN!", "Europe/Berlin", "DE"),
    ("San José, Costa Rica", "America/Costa_Rica", "CR"),
    ("san jose costa rica", "America/Costa_Rica", "CR"),
    ("new york", "America/New_York", "US"),
    ("nyc", "America/New_York", "US"),
    ("LA", "America/Los_Angeles", "US"),
    ("l.a.", "America/Los_Angeles", "US"),
    ("münchen", "Europe/Berlin", "DE"),
    ("Munchen", "Europe/Berlin", "DE"),
    ("munich", "Europe/Berlin", "DE"),
    ("Leeds", "Europe/London", "GB"),
    ("Cork", "Europe/Dublin", "IE"),
    ("bombay", "Asia/Kolkata", "IN"),
    ("Kyiv", "Europe/Kyiv", "UA"),
    ("Москва", "Europe/Moscow", "RU"),
    ("東京", "Asia/Tokyo", "JP"),
    ("Łódź", "Europe/Warsaw", "PL"),
    ("lodz", "Europe/Warsaw", "PL"),
    ("Kathmandu", "Asia/Kathmandu", "NP"),
    ("st johns newfoundland", "America/St_Johns", "CA"),
]


@pytest.mark.parametrize(("text", "zone", "country"), CITIES)
def test_a_city_is_found_by_its_names(places: Places, text: str, zone: str, country: str) -> None:
    found = places.find(text)

    assert found is not None
    assert (wall.zone_info(found.zone), found.country) == (wall.zone_info(zone), country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("St Petersburg", "RU"),
        ("st petersburg fl", "US"),
        ("St. Petersburg, Florida", "US"),
        ("Birmingham", "GB"),
        ("Birmingham AL", "US"),
        ("paris", "FR"),
        ("Paris, Texas", "US"),
        ("Cambridge", "GB"),
        ("cambridge ma", "US"),
        ("London", "GB"),
        ("London ON", "CA"),
        ("london, ontario, canada", "CA"),
        ("Dublin CA", "US"),
        ("york", "GB"),
        ("perth wa", "AU"),
        ("Victoria BC", "CA"),
        ("berlin de", "DE"),
        ("austin texas usa", "US"),
    ],
)
def test_an_ambiguous_name_is_the_largest_unless_a_country_or_state_is_given(
    places: Places, text: str, country: str
) -> None:
    found = places.find(text)

    assert found is not None
    assert found.country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("londn", "London"),
        ("lodon", "London"),
        ("Munhich", "Munich"),
        ("san francsico", "San Francisco"),
        ("Amsterdm", "Amsterdam"),
        ("Manchster uk", "Manchester"),
        ("Melborne", "Melbourne"),
        ("gemany", "Germany"),
    ],
)
def test_one_wrong_letter_in_a_bigger_name_does_no_harm(
    places: Places, text: str, name: str
) -> None:
    found = places.find(text)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Ireland", "Europe/Dublin"),
        ("uk", "Europe/London"),
        ("England", "Europe/London"),
        ("Deutschland", "Europe/Berlin"),
        ("India", "Asia/Kolkata"),
        ("Spain", "Europe/Madrid"),
        ("New Zealand", "Pacific/Auckland"),
        ("Argentina", "America/Argentina/Buenos_Aires"),
        ("Texas", "America/Chicago"),
        ("Ontario", "America/Toronto"),
        ("Queensland", "Australia/Brisbane"),
        ("Kent", "Europe/London"),
        ("Georgia", "America/New_York"),
    ],
)
def test_a_country_or_region_with_one_zone_is_enough(places: Places, text: str, zone: str) -> None:
    found = places.find(text)

    assert found is not None
    assert found.zone == zone


@pytest.mark.parametrize("text", ["USA", "Russia", "Canada", "australia", "Kentucky", "Indonesia"])
def test_a_country_or_region_with_several_zones_is_not_guessed(places: Places, text: str) -> None:
    assert places.find(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Tinytown, Ohio", "America/New_York"),
        ("Ballymagash, Ireland", "Europe/Dublin"),
        ("Kreuzberg, Berlin", "Europe/Berlin"),
        ("Mumbai, Maharashtra", "Asia/Kolkata"),
        ("Leeds, Nowhereshire", "Europe/London"),
    ],
)
def test_a_village_is_placed_by_what_stands_behind_its_comma(
    places: Places, text: str, zone: str
) -> None:
    found = places.find(text)

    assert found is not None
    assert found.zone == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("CET", "Europe/Berlin"),
        ("EST", "America/New_York"),
        ("pacific time", "America/Los_Angeles"),
        ("UTC", "+00:00"),
        ("UTC+2", "+02:00"),
        ("utc +5:45", "+05:45"),
        ("GMT-3:30", "-03:30"),
        ("+0530", "+05:30"),
        ("+2", "+02:00"),
        ("−3", "-03:00"),
        ("+14", "+14:00"),
        ("-12", "-12:00"),
    ],
)
def test_a_zone_typed_as_such_is_taken_as_it_is(places: Places, text: str, zone: str) -> None:
    found = places.find(text)

    assert found is not None
    assert found.zone == zone
    assert wall.is_zone(found.zone) or found.zone == "+00:00"


@pytest.mark.parametrize(
    "text",
    ["Europe/Atlantis", "Mars/Olympus", "UTC+27", "+15", "-13", "+5:99", "UTC+5:20", "GMT-99"],
)
def test_a_zone_that_does_not_exist_is_not_found(places: Places, text: str) -> None:
    assert places.find(text) is None


NONSENSE = [
    "",
    " ",
    "x",
    "no",
    "I miss him",
    "i want to text him so badly",
    "he is in london right now i think",
    "zqxwvgh",
    "chill",
    "being",
    "on",
    "me",
    "ok",
    "hi",
    "\x00\x01\x02",
    "😀😀😀",
    "../../etc/passwd",
    "/",
    ",",
    ", ,",
    "a/b/c",
    "'; drop table people; --",
    "<b>Berlin",
    "x" * 100_000,
    "Berlin " * 20_000,
]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_and_everyday_words_are_no_place(places: Places, text: str) -> None:
    found = places.find(text)

    assert found is None or text == "<b>Berlin"


def test_the_juarez_of_today_keeps_the_time_of_today(places: Places) -> None:
    found = places.find("Juarez")

    assert found is not None
    assert found.zone == "America/Ciudad_Juarez"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=90))
def test_no_text_makes_a_look_up_fail(text: str) -> None:
    found = PLACES.find(text)
    country = PLACES.find_country(text)

    assert found is None or found.zone
    assert country is None or (len(country) == 2 and country.isupper())
