"""A rating from 0 to 10, however it is said."""

import pytest

from tests.understanding.said.saying import said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("10", 10),
        ("07", 7),
        ("7/10", 7),
        ("7 / 10", 7),
        ("10/10", 10),
        ("9 out of 10", 9),
        ("nine out of ten", 9),
        ("80/100", 8),
        ("70%", 7),
        ("100 percent", 10),
        ("eight", 8),
        ("Zero!", 0),
        ("about an 8", 8),
        ("it's a 6 now", 6),
        ("like a solid 9 tbh", 9),
        ("10!!", 10),
        ("7ish", 7),
        ("8.5", 9),
        ("8,5", 9),
        ("8.4", 8),
        ("7½", 8),
        ("7 and a half", 8),
        ("six or seven", 7),
        ("6-7", 7),
        ("between 6 and 7", 7),
        ("6/7", 7),
        ("maybe 7 or 8 or 9", 9),
        ("7️⃣", 7),
        ("🔟", 10),
        ("٧", 7),
        ("８", 8),
        ("still a 5 unfortunately", 5),
        ("honestly it hurts 7/10", 7),
        ("it was 9/10 before and now it is more like 6/10 i think, which is something", 6),
    ],
)
def test_a_rating_is_understood_however_it_is_said(text: str, number: int) -> None:
    assert said(text).number == number


@pytest.mark.parametrize(
    "text", ["11", "-3", "100", "minus two", "11/10", "a hundred", "eleven", "10.6", "a million"]
)
def test_a_rating_beyond_the_scale_is_out_of_range(text: str) -> None:
    assert said(text).number == -1


@pytest.mark.parametrize(
    "text",
    [
        "7:30",
        "8pm",
        "12 March",
        "12/3",
        "2026-03-12",
        "3 days",
        "2 kids",
        "3 times",
        "555 1234",
        "0176 55512345",
        "2026",
        "5 out of 10 times he lied",
        "i texted him 3 times",
        "call me 4 you",
        "we were together for 7 years and I do not know how to stop thinking of him at all",
        "1 2 3 4",
        "7 8",
        "seventh heaven",
        "",
        "?",
    ],
)
def test_a_number_that_is_something_else_is_no_rating(text: str) -> None:
    assert said(text).number is None


@pytest.mark.parametrize("text", ["0.49", "9.4", "9.5"])
def test_a_rating_is_always_on_the_scale_or_out_of_range(text: str) -> None:
    number = said(text).number

    assert number is None or -1 <= number <= 10
