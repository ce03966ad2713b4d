"""Times of day, and which half of the day is meant."""

from datetime import UTC, datetime, time

import pytest

from tests.understanding.said.saying import said

CLOCKS = [
    ("7:30", time(7, 30)),
    ("07:30", time(7, 30)),
    ("7.30am", time(7, 30)),
    ("7:30 a.m.", time(7, 30)),
    ("730", time(7, 30)),
    ("0730", time(7, 30)),
    ("1930", time(19, 30)),
    ("half past seven", time(7, 30)),
    ("half seven", time(7, 30)),
    ("quarter to 8", time(7, 45)),
    ("a quarter past eight", time(8, 15)),
    ("ten to eight", time(7, 50)),
    ("twenty past 8", time(8, 20)),
    ("quarter to one", time(12, 45)),
    ("at 8", time(8)),
    ("8", time(8)),
    ("eight", time(8)),
    ("8 o'clock please", time(8)),
    ("eight thirty", time(8, 30)),
    ("8 in the morning", time(8)),
    ("8 in the evening", time(20)),
    ("11 at night", time(23)),
    ("2 at night", time(2)),
    ("noon", time(12)),
    ("midnight", time(0)),
    ("12am", time(0)),
    ("12pm", time(12)),
    ("7pm", time(19)),
    ("7 p.m. pls", time(19)),
    ("19h", time(19)),
    ("19h30", time(19, 30)),
    ("24:00", time(0)),
    ("00:00", time(0)),
    ("it's 11pm here", time(23)),
    ("around 8ish", time(8)),
    ("٨:٣٠", time(8, 30)),
]


@pytest.mark.parametrize(("text", "clock"), CLOCKS)
def test_a_time_is_understood_however_it_is_said(text: str, clock: time) -> None:
    assert said(text).clock == clock


@pytest.mark.parametrize("text", ["25:99", "26:00", "12:75", "7:5", "24:30", "13 am", "99:99:99"])
def test_what_is_meant_as_a_time_and_is_none_is_impossible(text: str) -> None:
    found = said(text)

    assert found.clock is None
    assert found.impossible_clock


@pytest.mark.parametrize("text", ["99", "2599", "999"])
def test_a_bare_number_is_an_impossible_time_only_where_a_time_was_asked_for(text: str) -> None:
    assert said(text, asking="set_morning").impossible_clock
    assert not said(text).impossible_clock


@pytest.mark.parametrize(
    "text",
    [
        "8 days",
        "8/10",
        "I texted him at 8",
        "at 8 I will text him",
        "he leaves at half past seven",
        "half",
        "past eight",
        "later",
        "12 March",
        "8 or 9 people",
        "",
        ":",
        "1:2:3:4",
    ],
)
def test_a_story_with_a_time_in_it_is_no_time(text: str) -> None:
    assert said(text).clock is None
    assert said(text, asking="zone").clock is None


@pytest.mark.parametrize("asking", ["setup_morning", "set_morning"])
@pytest.mark.parametrize(
    ("text", "clock"),
    [("8", time(8)), ("half seven", time(7, 30)), ("12", time(12)), ("8pm", time(20))],
)
def test_a_morning_is_in_the_morning_unless_something_else_is_said(
    asking: str, text: str, clock: time
) -> None:
    assert said(text, asking=asking).clock == clock


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9", time(21)),
        ("half nine", time(21, 30)),
        ("21:00", time(21)),
        ("12", time(0)),
        ("9am", time(9)),
    ],
)
def test_an_evening_is_in_the_evening_unless_something_else_is_said(text: str, clock: time) -> None:
    assert said(text, asking="set_evening").clock == clock


@pytest.mark.parametrize(
    ("utc", "text", "clock"),
    [
        ((1, 30), "8:30", time(20, 30)),  # New York in the evening, not Bangkok in the morning
        ((13, 30), "8:30", time(8, 30)),  # New York in the morning
        ((6, 30), "8:30", time(8, 30)),  # Cairo in the morning
        ((19, 30), "8:30", time(20, 30)),  # Berlin in the evening
        ((15, 0), "8:30", time(20, 30)),  # Delhi in the evening: nobody lives at -6:30
        ((19, 30), "20:30", time(20, 30)),
        ((19, 30), "8:30 am", time(8, 30)),
    ],
)
def test_a_wall_clock_is_read_in_the_half_of_the_day_that_people_live_in(
    utc: tuple[int, int], text: str, clock: time
) -> None:
    now = datetime(2026, 11, 18, *utc, tzinfo=UTC)

    assert said(text, asking="zone", now=now).clock == clock
