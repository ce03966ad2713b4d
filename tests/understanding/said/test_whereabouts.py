"""Where somebody is, in whatever words; only where it was asked."""

from datetime import time

import pytest

from bot.core.reading import Context, Place
from bot.understanding.said import SaidParser
from tests.understanding.said.saying import CONTENT, NOW, said


@pytest.mark.parametrize("asking", ["zone", "setup_zone"])
@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("I'm in Leeds", "Europe/London"),
        ("ok im in leeds right now", "Europe/London"),
        ("Leeds please", "Europe/London"),
        ("near Cork", "Europe/Dublin"),
        ("I live in a small town near Munich", "Europe/Berlin"),
        ("berlin time", "Europe/Berlin"),
        ("The Hague", "Europe/Amsterdam"),
        ("the bronx", "America/New_York"),
        ("I'm in Portland, Maine", "America/New_York"),
        ("I’m in St. John’s", "America/St_Johns"),
        ("UTC+2", "+02:00"),
        ("-3:30", "-03:30"),
        ("CET", "Europe/Berlin"),
    ],
)
def test_a_place_is_found_in_the_words_around_it(asking: str, text: str, zone: str) -> None:
    place = said(text, asking=asking).place

    assert place is not None
    assert place.zone == zone


@pytest.mark.parametrize(
    "text",
    [
        "I miss him",
        "I want to text him so badly",
        "he is in Berlin with her",
        "i miss jordan",
        "same",
        "nice",
        "no",
        "skip",
        "Europe/Atlantis",
        "UTC+27",
        "what?",
        "",
        "🙂",
    ],
)
def test_another_story_is_no_place(text: str) -> None:
    assert said(text, asking="zone").place is None


@pytest.mark.parametrize(("text", "clock"), [("it's 11pm", time(23)), ("noon", time(12))])
def test_a_time_is_no_place(text: str, clock: time) -> None:
    found = said(text, asking="zone")

    assert (found.place, found.clock) == (None, clock)


def test_an_offset_is_no_time() -> None:
    found = said("+2", asking="zone")

    assert found.place is not None
    assert found.clock is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ireland", "IE"),
        ("I'm in Ireland", "IE"),
        ("I live in a white house in Ireland", "IE"),
        ("UK", "GB"),
        ("U.S.", "US"),
        ("from Canada", "CA"),
        ("Cork", "IE"),
        ("Scotland please", "GB"),
        ("DE", "DE"),
    ],
)
def test_a_country_is_found_in_the_words_around_it(text: str, country: str) -> None:
    place = said(text, asking="country").place

    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "I don't know",
        "he is in my house",
        "I'm in danger",
        "in hospital",
        "in tears",
        "I need a plumber in Cork",
    ],
)
def test_another_story_is_no_country(text: str) -> None:
    assert said(text, asking="country").place is None


class CountingPlaces:
    """Knows no place, but how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def find(self, text: str) -> Place | None:  # noqa: ARG002
        """Nothing."""
        self.asked += 1

    def find_country(self, text: str) -> str | None:  # noqa: ARG002
        """Nothing."""
        self.asked += 1

    def biggest(self, country: str) -> Place | None:  # noqa: ARG002
        """Nothing."""
        self.asked += 1


@pytest.mark.parametrize("asking", [None, "rating", "set_morning", "setup_contact", "setup_name"])
def test_places_are_looked_up_only_where_a_place_was_asked_for(asking: str | None) -> None:
    places = CountingPlaces()
    parser = SaidParser(places, CONTENT)

    parser("Berlin", Context(now=NOW, asking=asking))

    assert places.asked == 0
