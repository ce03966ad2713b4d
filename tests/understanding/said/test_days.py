"""Days, past and future, as they are written and told."""

from datetime import UTC, date, datetime

import pytest

from tests.understanding.said.saying import said

PAST = [
    ("12 March", date(2026, 3, 12)),
    ("March 12th", date(2026, 3, 12)),
    ("the 12th of march", date(2026, 3, 12)),
    ("12.3.", date(2026, 3, 12)),
    ("12/03/2026", date(2026, 3, 12)),
    ("12-03-2026", date(2026, 3, 12)),
    ("12/3/26", date(2026, 3, 12)),
    ("3/25/2026", date(2026, 3, 25)),
    ("2026-03-12", date(2026, 3, 12)),
    ("1970-01-01", date(1970, 1, 1)),
    ("31 Dec", date(2025, 12, 31)),
    ("Jan 2026", date(2026, 1, 1)),
    ("29 Feb", date(2024, 2, 29)),
    ("today", date(2026, 11, 18)),
    ("yesterday", date(2026, 11, 17)),
    ("the day before yesterday", date(2026, 11, 16)),
    ("last night", date(2026, 11, 17)),
    ("3 days ago", date(2026, 11, 15)),
    ("two weeks ago", date(2026, 11, 4)),
    ("a fortnight ago", date(2026, 11, 4)),
    ("a month ago", date(2026, 10, 18)),
    ("half a year ago", date(2026, 5, 20)),
    ("2 years ago", date(2024, 11, 18)),
    ("last Tuesday", date(2026, 11, 17)),
    ("on Sunday", date(2026, 11, 15)),
    ("sun", date(2026, 11, 15)),
    ("wednesday", date(2026, 11, 11)),
    ("Friday 13th", date(2026, 11, 13)),
    ("last week", date(2026, 11, 11)),
    ("last weekend", date(2026, 11, 14)),
    ("the 20th", date(2026, 10, 20)),
    ("3 weeks", date(2026, 10, 28)),
    ("it's been 3 weeks", date(2026, 10, 28)),
    ("christmas", date(2025, 12, 25)),
    ("we last talked on Monday 12 October", date(2026, 10, 12)),
    ("we broke up in january but talked last week", date(2026, 11, 11)),
    ("tomorrow", date(2026, 11, 19)),
    ("in 3 days", date(2026, 11, 21)),
    ("24/12/2026", date(2026, 12, 24)),
]


@pytest.mark.parametrize(("text", "day"), PAST)
def test_a_bare_day_is_the_latest_past_one(text: str, day: date) -> None:
    assert said(text, asking="setup_contact").on == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until Sunday", date(2026, 11, 22)),
        ("sunday", date(2026, 11, 22)),
        ("wednesday", date(2026, 11, 25)),
        ("next friday", date(2026, 11, 27)),
        ("3 March", date(2027, 3, 3)),
        ("the 20th", date(2026, 11, 20)),
        ("next week", date(2026, 11, 23)),
        ("next month", date(2026, 12, 1)),
        ("next year", date(2027, 1, 1)),
        ("29 Feb", date(2028, 2, 29)),
        ("3 days", date(2026, 11, 21)),
        ("christmas", date(2026, 12, 25)),
    ],
)
def test_for_a_pause_a_bare_day_is_the_next_one(text: str, day: date) -> None:
    assert said(text, asking="set_pause").on == day


@pytest.mark.parametrize(
    "text",
    [
        "31 Feb",
        "31 Feb 2026",
        "31.2.2026",
        "2026-02-31",
        "30/02",
        "0000-00-00",
        "12 march 26",
        "99999 years ago",
        "9999 years ago",
        "31 november",
        "45/45/4545",
        "7:30",
        "never",
        "the other day",
        "I may",
        "I want to text him on sunday",
        "I will see her on friday",
        "i miss him since monday",
        "sat on the bed",
        "march on",
        "",
    ],
)
def test_what_is_no_day_or_another_story_has_none(text: str) -> None:
    assert said(text, asking="setup_contact").on is None


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        ((2028, 2, 29), "a year ago", date(2027, 2, 28)),
        ((2026, 3, 31), "a month ago", date(2026, 2, 28)),
        ((2026, 1, 1), "yesterday", date(2025, 12, 31)),
        ((2026, 1, 1), "31 dec", date(2025, 12, 31)),
        ((2026, 3, 1), "the 31st", date(2026, 1, 31)),
        ((2026, 11, 22), "last weekend", date(2026, 11, 14)),
    ],
)
def test_the_ends_of_months_and_years_hold(now: tuple[int, int, int], text: str, day: date) -> None:
    assert said(text, now=datetime(*now, 12, tzinfo=UTC)).on == day


@pytest.mark.parametrize(
    "text",
    ["3 days ago", "tomorrow", "next week", "a year ago", "in 9 months", "the 12th", "monday"],
)
@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_last_years_of_the_calendar_do_no_harm(text: str, year: int) -> None:
    for month, day in ((1, 1), (12, 31)):
        said(text, asking="slip_when", now=datetime(year, month, day, 12, tzinfo=UTC))
