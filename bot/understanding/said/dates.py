"""Dates of the calendar: "12 March", "March 12th", "12.3.", "12/03/2026", "2026-03-12", "Jan 2026", "Christmas".

Owns that the day comes before the month where only digits are given, and which year is meant where none is.
"""

import re
from collections.abc import Iterator
from datetime import date

from bot.understanding.said.level import any_of
from bot.understanding.said.ways import DayOf, Seen, Way, form
from bot.understanding.said.words import DayWords

MONTHS = 12
CENTURY = 100
LEAP_YEARS = 8
"""29 February comes at least once in so many years."""
AHEAD_YEARS = 10
"""Of two digits, a year up to so far ahead is of this century."""


def date_rules(words: DayWords) -> Iterator[Way]:
    """All ways to name a date in one language."""
    numbers = {name: n for n, names in enumerate(words.months, 1) for name in names}
    month = rf"(?P<month>{any_of(numbers)})"
    ordinal, of, on = any_of(words.ordinals), any_of(words.of), any_of(words.on)
    nth = rf"(?:{of} )?(?P<day>\d{{1,2}})(?: ?{ordinal})?"
    year = r"(?P<year>\d{4})"
    # "March 8 at 9" and "March 8pm" are not the year 9, nor the eighth.
    no_clock = r"(?!:\d| ?[ap]m\b| ?h\b)"

    def by_name(found: "re.Match[str]", seen: Seen) -> date | None:
        return _dated(
            numbers[found["month"]], int(found["day"]), found.groupdict().get("year"), seen
        )

    def by_month(found: "re.Match[str]", seen: Seen) -> date | None:
        return _dated(numbers[found["month"]], 1, found.groupdict().get("year"), seen)

    yield Way(
        form(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})"), _in_order, dated=True
    )
    yield Way(
        form(r"(?P<day>\d{1,2})(?P<sign>[-./])(?P<month>\d{1,2})[-./](?P<year>\d{4}|\d{2})"),
        _day_first,
        dated=True,
    )
    yield Way(form(r"(?P<day>\d{1,2})(?P<sign>[./])(?P<month>\d{1,2})"), _day_first, dated=True)
    yield Way(form(rf"{nth}(?: {of})? ?{month}(?: {year})?"), by_name, dated=True)
    yield Way(form(rf"{month} {nth}{no_clock}(?: {year})?"), by_name, dated=True)
    yield Way(form(rf"{month} (?:{of} )?{year}"), by_month, exact=False, dated=True)
    yield Way(form(rf"{any_of(words.months_before)} {month}"), by_month, exact=False, dated=True)
    yield Way(form(month), by_month, exact=False, dated=True, alone=True)
    yield Way(
        form(rf"(?:{on} )?(?:{of} )?(?P<day>\d{{1,2}}) ?{ordinal}"), _day_of_month, dated=True
    )
    yield Way(form(any_of(words.holidays)), _holiday_of(words), dated=True)


def day_and_month(written: str) -> tuple[int, int] | None:
    """What content writes as "25.12"; None for what is no day of a year.

    >>> day_and_month("25.12"), day_and_month("31.2")
    ((25, 12), None)
    """
    day, _, month = written.partition(".")
    if not (day.isdecimal() and month.isdecimal()):
        return None
    return (int(day), int(month)) if _real(2000, int(month), int(day)) else None


def _holiday_of(words: DayWords) -> DayOf:
    days = {name: day_and_month(written) for name, written in words.holidays.items()}

    def holiday(found: "re.Match[str]", seen: Seen) -> date | None:
        known = days[found[0]]
        return _dated(known[1], known[0], None, seen) if known else None

    return holiday


def _in_order(found: "re.Match[str]", _seen: Seen) -> date | None:
    return _real(int(found["year"]), int(found["month"]), int(found["day"]))


def _day_first(found: "re.Match[str]", seen: Seen) -> date | None:
    day, month = int(found["day"]), int(found["month"])
    if month > MONTHS >= day and found["sign"] == "/":
        # 3/25 can only be meant the American way.
        day, month = month, day
    return _dated(month, day, found.groupdict().get("year"), seen)


def _dated(month: int, day: int, year: str | None, seen: Seen) -> date | None:
    """The date of a year, or the nearest one in the direction that is looked at."""
    if year is not None:
        return _real(_full_year(int(year), seen.today.year), month, day)
    step = 1 if seen.ahead else -1
    for back in range(LEAP_YEARS + 1):
        found = _real(seen.today.year + step * back, month, day)
        if found is not None and (found > seen.today if seen.ahead else found <= seen.today):
            return found
    return None


def _full_year(year: int, this_year: int) -> int:
    if year >= CENTURY:
        return year
    full = this_year // CENTURY * CENTURY + year
    return full - CENTURY if full > this_year + AHEAD_YEARS else full


def _day_of_month(found: "re.Match[str]", seen: Seen) -> date | None:
    """The 12th: of this month, or of the nearest one that has that day."""
    step = 1 if seen.ahead else -1
    for away in range(MONTHS):
        year, month = divmod(seen.today.year * MONTHS + seen.today.month - 1 + step * away, MONTHS)
        day = _real(year, month + 1, int(found["day"]))
        if day is not None and (day > seen.today if seen.ahead else day <= seen.today):
            return day
    return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
