"""Days counted from today: "yesterday", "3 days ago", "last Tuesday", "next week", "in 3 days".

Owns which Tuesday is meant. Called by `bot.understanding.said.days`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.understanding.said.level import any_of
from bot.understanding.said.spans import Span, Spans, Unit, months_from
from bot.understanding.said.ways import Seen, Way, form
from bot.understanding.said.words import DayWords, Phrases

WEEK = 7
SATURDAY = 5
SHORT_NAME = 4
"""Letters up to which a weekday is also another word ("sun", "sat") and needs something before it."""


def nearby_rules(words: DayWords, spans: Spans) -> Iterator[Way]:
    """All ways to count a day from today in one language."""
    yield from _named(words)
    yield from _counted(words, spans)
    yield from _weekdays(words)
    yield from _units(words)


def _named(words: DayWords) -> Iterator[Way]:
    def named(found: "re.Match[str]", seen: Seen) -> date | None:
        return later(seen.today, int(words.named[found[0]]))

    yield Way(form(any_of(words.named)), named)


def _counted(words: DayWords, spans: Spans) -> Iterator[Way]:
    span = rf"(?P<span>{spans.form})"

    def back(found: "re.Match[str]", seen: Seen) -> date | None:
        return _counted_from(found, seen, spans, -1)

    def ahead(found: "re.Match[str]", seen: Seen) -> date | None:
        return _counted_from(found, seen, spans, 1)

    def alone(found: "re.Match[str]", seen: Seen) -> date | None:
        return _counted_from(found, seen, spans, 1 if seen.ahead else -1)

    yield Way(form(rf"{span} {any_of(words.ago)}"), back, exact=False)
    yield Way(form(rf"{any_of(words.inside)} {span}"), ahead, exact=False)
    yield Way(form(rf"{span} {any_of(words.from_now)}"), ahead, exact=False)
    yield Way(form(rf"(?:{any_of(words.lasting)} )?{span}"), alone, exact=False, bare=True)


def _counted_from(found: "re.Match[str]", seen: Seen, spans: Spans, sign: int) -> date | None:
    span = spans.span(found["span"])
    return None if span is None or span.is_of_hours else span.from_day(seen.today, sign)


def _weekdays(words: DayWords) -> Iterator[Way]:
    numbers = {name: n for n, names in enumerate(words.weekdays) for name in names}
    long = any_of(name for name in numbers if len(name) > SHORT_NAME)
    which = _which(words)

    def weekday(found: "re.Match[str]", seen: Seen) -> date | None:
        return _weekday(numbers[found["weekday"]], found, seen)

    yield Way(form(rf"(?:{which} )?(?P<weekday>{long})"), weekday)
    yield Way(form(rf"(?:{which}|{any_of(words.on)}) (?P<weekday>{any_of(numbers)})"), weekday)
    yield Way(form(rf"(?P<weekday>{any_of(numbers)})"), weekday, alone=True)
    weekend = any_of(words.weekend)

    def saturday(found: "re.Match[str]", seen: Seen) -> date | None:
        # On a Sunday the last weekend is the one before this.
        inside = max(0, seen.today.weekday() - SATURDAY) if found["last"] else 0
        return _weekday(SATURDAY, found, Seen(seen.today - timedelta(days=inside), seen.ahead))

    yield Way(form(rf"(?:{which} )?{weekend}"), saturday, exact=False)


def _which(words: DayWords) -> str:
    return rf"(?:(?P<last>{any_of(words.last)})|(?P<this>{any_of(words.this)})|(?P<next>{any_of(words.next)}))"


def _weekday(number: int, found: "re.Match[str]", seen: Seen) -> date | None:
    """The nearest one before or after today; "next" is the one of next week."""
    said = found.groupdict()
    if said.get("next"):
        return later(seen.today, WEEK - seen.today.weekday() + number)
    ahead = (number - seen.today.weekday()) % WEEK or WEEK
    if said.get("last") or not (seen.ahead or said.get("this")):
        return later(seen.today, ahead - WEEK if ahead < WEEK else -WEEK)
    return later(seen.today, ahead)


def _units(words: DayWords) -> Iterator[Way]:
    """Last week, next month, this year."""
    which = _which(words)
    for unit, names in (
        (Unit.WEEK, words.week),
        (Unit.MONTH, words.month),
        (Unit.YEAR, words.year),
    ):
        yield _unit(unit, names, which)


def _unit(unit: Unit, names: Phrases, which: str) -> Way:
    def resolve(found: "re.Match[str]", seen: Seen) -> date | None:
        if found["last"]:
            return Span(1, unit).from_day(seen.today, -1)
        return first_of_next(unit, seen.today) if found["next"] else None

    return Way(form(rf"{which} {any_of(names)}"), resolve, exact=False)


def first_of_next(unit: Unit, today: date) -> date | None:
    """The first day of the next week, month or year; None where no date is that late."""
    if unit is Unit.WEEK:
        return later(today, WEEK - today.weekday())
    months = 1 if unit is Unit.MONTH else 13 - today.month
    try:
        return months_from(today.replace(day=1), months)
    except OverflowError:
        return None


def later(day: date, days: int) -> date | None:
    """So many days after a day; None where no date is that far."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
