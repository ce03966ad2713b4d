"""Past moments: none ever lies ahead."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.understanding.said.saying import said

EVENING = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
NIGHT = datetime(2026, 11, 18, 0, 40, tzinfo=UTC)


def _moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)  # noqa: DTZ001  # wall time


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("just now", _moment(18, 21, 30)),
        ("now", _moment(18, 21, 30)),
        ("a few seconds ago", _moment(18, 21, 30)),
        ("10 mins ago", _moment(18, 21, 20)),
        ("half an hour ago", _moment(18, 21)),
        ("an hour ago", _moment(18, 20, 30)),
        ("an hour and a half ago", _moment(18, 20)),
        ("2h ago", _moment(18, 19, 30)),
        ("I texted him an hour ago", _moment(18, 20, 30)),
        ("this morning", _moment(18, 8, 30)),
        ("this morning at 7", _moment(18, 7)),
        ("tonight at 8", _moment(18, 20)),
        ("at 2am", _moment(18, 2)),
        ("at 8", _moment(18, 20)),
        ("8", _moment(18, 20)),
        ("around 3", _moment(18, 15)),
        ("at 11pm", _moment(17, 23)),
        ("half past 7", _moment(18, 19, 30)),
        ("yesterday", _moment(17, 12)),
        ("yesterday around 8pm", _moment(17, 20)),
        ("8 yesterday", _moment(17, 20)),
        ("yesterday morning at 9", _moment(17, 9)),
        ("last night", _moment(17, 22)),
        ("last night at 11", _moment(17, 23)),
        ("11 last night", _moment(17, 23)),
        ("last night around 2", _moment(18, 2)),
        ("last night at midnight", _moment(18, 0)),
        ("on sunday at 8", _moment(15, 20)),
        ("monday night", _moment(16, 22)),
        ("3 days ago", _moment(15, 12)),
        ("12 november at 20:15", _moment(12, 20, 15)),
    ],
)
def test_a_moment_is_understood_however_it_is_told(text: str, at: datetime) -> None:
    assert said(text, asking="slip_when", now=EVENING).at == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("an hour ago", _moment(17, 23, 40)),
        ("tonight at 8", _moment(17, 20)),
        ("this evening", _moment(17, 20)),
        ("at 11", _moment(17, 23)),
        ("last night at 11", _moment(17, 23)),
        ("earlier today", _moment(17, 12)),
    ],
)
def test_after_midnight_the_evening_was_yesterday(text: str, at: datetime) -> None:
    assert said(text, asking="slip_when", now=NIGHT).at == at


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow at 8",
        "in an hour",
        "24/12/2026 at 8",
        "I will text him at 8",
        "I want to text him tonight",
        "25:99",
        "99999999 hours ago",
        "never",
        "31 feb at 8",
        "",
    ],
)
def test_what_lies_ahead_or_is_another_story_is_no_past_moment(text: str) -> None:
    assert said(text, asking="slip_when", now=EVENING).at is None


def test_a_number_alone_is_a_moment_only_where_a_moment_was_asked_for() -> None:
    assert said("8", asking="slip_when").at is not None
    assert said("8", asking="setup_contact").at is None
    assert said("8").at is None


PIECES = (
    *(
        "an hour",
        "10 min",
        "ago",
        "just now",
        "last night",
        "yesterday",
        "today",
        "tonight",
        "this morning",
        "at",
    ),
    *(
        "on",
        "sunday",
        "12 march",
        "29.2.",
        "2am",
        "11pm",
        "23:59",
        "00:00",
        "8",
        "half past",
        "noon",
        "midnight",
    ),
    *(
        "late",
        "evening",
        "now",
        "3 days",
        "next",
        "last",
        "week",
        "tomorrow",
        "in",
        "2026-11-18",
        "around",
        "to",
    ),
)
OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda n: timezone(timedelta(minutes=15 * n)))
NOWS = st.datetimes(timezones=OFFSETS)
TOLD = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join)


@settings(max_examples=500, deadline=None)
@given(TOLD, NOWS, st.sampled_from(["slip_when", "setup_contact", None]))
def test_no_past_moment_lies_ahead(text: str, now: datetime, asking: str | None) -> None:
    at = said(text, asking=asking, now=now).at

    assert at is None or (at.tzinfo is None and at <= now.replace(tzinfo=None))
