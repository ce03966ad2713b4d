"""Wall time, where clocks are changed and where they are not whole hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.core import wall


def test_a_time_that_is_skipped_comes_just_after():
    at = wall.instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin")

    assert at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert wall.local(at, "Europe/Berlin").time() == time(3, 0)


def test_a_time_that_comes_twice_means_the_first():
    at = wall.instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin")

    assert at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Kolkata", "2026-03-10T03:00"),
        ("Asia/Kathmandu", "2026-03-10T02:45"),
        ("Australia/Lord_Howe", "2026-03-09T21:30"),
        ("Pacific/Kiritimati", "2026-03-09T18:30"),
        ("America/Los_Angeles", "2026-03-10T15:30"),
        ("+05:30", "2026-03-10T03:00"),
        ("-03:30", "2026-03-10T12:00"),
    ],
)
def test_half_past_eight_is_theirs_everywhere(zone, utc):
    at = wall.instant(date(2026, 3, 10), time(8, 30), zone)

    assert at.strftime("%Y-%m-%dT%H:%M") == utc


def test_a_day_that_an_island_skipped_still_has_a_next_morning():
    before = datetime(2011, 12, 30, 6, 0, tzinfo=UTC)

    at = wall.next_at(time(8, 30), before, "Pacific/Apia")

    assert before < at < before + timedelta(days=2)


def test_a_zone_nobody_knows_counts_as_utc_and_as_night():
    assert wall.local(datetime(2026, 1, 1, 12, tzinfo=UTC), "Europe/Atlantis").hour == 12
    assert wall.is_night(datetime(2026, 1, 1, 12, tzinfo=UTC), None)


def test_hours_can_run_over_midnight():
    night = (time(22), time(6))

    assert wall.is_between(time(23), *night)
    assert wall.is_between(time(5, 59), *night)
    assert not wall.is_between(time(6), *night)
    assert not wall.is_between(time(12), time(9), time(9))
