"""What holds for every message and every question."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.reading import Said
from tests.understanding.said.saying import said

ASKING = (
    *(
        None,
        "rating",
        "forecast",
        "after",
        "letter_rating",
        "zone",
        "setup_zone",
        "country",
        "setup_name",
    ),
    *(
        "setup_morning",
        "set_morning",
        "set_evening",
        "set_pause",
        "hard_date",
        "setup_contact",
        "slip_when",
        "compose",
    ),
)
WORDS = (
    *(
        "7",
        "10",
        "31",
        "99",
        "2026",
        "-3",
        "7/10",
        "7:30",
        "25:99",
        "12/3",
        "31.2.",
        "½",
        "٧",
        "8pm",
        "%",
        ":",
        "/",
        "-",
    ),
    *(
        "half",
        "quarter",
        "past",
        "to",
        "at",
        "noon",
        "march",
        "may",
        "sunday",
        "next",
        "last",
        "ago",
        "in",
        "until",
        "for",
    ),
    *(
        "a",
        "an",
        "hour",
        "days",
        "week",
        "years",
        "yesterday",
        "tomorrow",
        "text",
        "me",
        "stop",
        "the",
        "mornings",
        "pause",
    ),
    *(
        "quiet",
        "from",
        "be",
        "softer",
        "her",
        "birthday",
        "is",
        "yes",
        "no",
        "not",
        "on",
        "weekends",
        "utc",
        "+2",
        "berlin",
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=200), st.sampled_from(ASKING))
def test_no_text_makes_the_parser_fail(text: str, asking: str | None) -> None:
    assert isinstance(said(text, asking=asking), Said)


@settings(max_examples=800, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.sampled_from(ASKING),
    st.datetimes(timezones=st.just(UTC)),
)
def test_no_mixture_of_its_own_words_makes_the_parser_fail(
    text: str, asking: str | None, now: datetime
) -> None:
    found = said(text, asking=asking, now=now)

    assert found.number is None or -1 <= found.number <= 10
    assert not (found.clock and found.impossible_clock)


@pytest.mark.parametrize("asking", ASKING)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "\x00\x01\x02\x7f",
        "\ud800",
        "\u202e8 ta em txet",
        "😀" * 4096,
        "a" * 100_000,
        "7 " * 50_000,
        ":" * 100_000,
        "12 march " * 10_000,
        "right now " * 10_000,
        "<b>7</b>",
        "'; drop table people; --",
        "שבע",
        "سبعة",
        "七",
        "sıfır",
        "/start@other_bot",
    ],
)
def test_nonsense_of_any_length_or_script_says_nothing_wrong(text: str, asking: str | None) -> None:
    found = said(text, asking=asking)

    assert found.wish is None
    assert found.place is None


def test_an_ordinary_message_says_nothing() -> None:
    assert said("I miss him so much and I really want to text him") == Said()


def test_invisible_and_typographic_signs_change_nothing() -> None:
    assert said("don’t\u200b text me after 9\u00a0pm") == said("dont text me after 9 pm")
    assert said("ｔｅｘｔ me at ８") == said("text me at 8")
