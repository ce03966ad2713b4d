"""How long somebody wants to wait."""

from datetime import timedelta

import pytest

from tests.understanding.said.saying import said


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("20 min", timedelta(minutes=20)),
        ("20 minutes please", timedelta(minutes=20)),
        ("about 20m", timedelta(minutes=20)),
        ("half an hour", timedelta(minutes=30)),
        ("a quarter of an hour", timedelta(minutes=15)),
        ("an hour", timedelta(hours=1)),
        ("an hour and a half", timedelta(minutes=90)),
        ("one and a half hours", timedelta(minutes=90)),
        ("1.5 hours", timedelta(minutes=90)),
        ("1h30", timedelta(minutes=90)),
        ("1 hour 20 minutes", timedelta(minutes=80)),
        ("1 hour and 20 minutes", timedelta(minutes=80)),
        ("72h", timedelta(hours=72)),
        ("a couple of hours", timedelta(hours=2)),
        ("three days", timedelta(days=3)),
        ("a week", timedelta(weeks=1)),
    ],
)
def test_a_span_is_understood_however_it_is_said(text: str, wait: timedelta) -> None:
    assert said(text).wait == wait


@pytest.mark.parametrize(
    "text",
    [
        "20",
        "soon",
        "2 kids",
        "I waited 20 minutes for him",
        "minutes matter",
        "99999999 hours",
        "",
        "a",
    ],
)
def test_anything_else_is_no_span(text: str) -> None:
    assert said(text).wait is None
