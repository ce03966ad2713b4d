"""How long something is: "20 min", "half an hour", "two weeks". Called by the other parsers of this package."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bot.understanding.said.level import Around, any_of
from bot.understanding.said.numbers import Numbers
from bot.understanding.said.words import DayWords

LONGEST = 60
"""Characters of a message that is nothing but a span."""
SHORT_UNIT = 2
"""Letters of a unit that needs its number in digits: 2h, 3d."""
YEAR_MONTHS = 12


class Unit(Enum):
    """What a span is counted in."""

    MINUTE = timedelta(minutes=1)
    HOUR = timedelta(hours=1)
    DAY = timedelta(days=1)
    WEEK = timedelta(weeks=1)
    FORTNIGHT = timedelta(weeks=2)
    MONTH = timedelta(days=30)
    YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit; `more` is what was said besides ("1 hour 20")."""

    amount: float
    unit: Unit
    more: timedelta = timedelta()

    @property
    def delta(self) -> timedelta:
        """How long it is; months count 30 days."""
        return self.unit.value * self.amount + self.more

    @property
    def is_of_hours(self) -> bool:
        """True for minutes and hours."""
        return self.unit in {Unit.MINUTE, Unit.HOUR}

    def from_day(self, day: date, sign: int) -> date | None:
        """The day so far ahead (sign 1) or back (-1), by the calendar; None beyond what a date can be."""
        try:
            if self.unit in {Unit.MONTH, Unit.YEAR} and self.amount == int(self.amount):
                months = int(self.amount) * (YEAR_MONTHS if self.unit is Unit.YEAR else 1)
                return months_from(day, sign * months)
            return day + sign * timedelta(days=round(self.delta / timedelta(days=1)))
        except (OverflowError, ValueError):
            return None


class Spans:
    """The words of one language. Immutable."""

    def __init__(self, words: DayWords, numbers: Numbers, fillers: Iterable[str]) -> None:
        """`fillers` may stand around a span."""
        self._numbers = numbers
        units = {
            **dict.fromkeys(words.year, Unit.YEAR),
            **dict.fromkeys(words.month, Unit.MONTH),
            **dict.fromkeys(words.fortnight, Unit.FORTNIGHT),
            **dict.fromkeys(words.week, Unit.WEEK),
            **dict.fromkeys(words.day, Unit.DAY),
            **dict.fromkeys(words.hour, Unit.HOUR),
            **dict.fromkeys(words.minute, Unit.MINUTE),
        }
        self._units = units
        self.words = (*units, *numbers.all_words)
        """Every word that may be part of a span."""
        self._around = Around((*fillers, *words.lasting), fillers)
        long = any_of(word for word in units if len(word) > SHORT_UNIT)
        short = any_of(word for word in units if len(word) <= SHORT_UNIT)
        minute = any_of(words.minute)
        self.form = (
            rf"(?:(?:{numbers.amount} )?{long}|\d{{1,4}}(?:\.\d)? ?(?:{long}|{short}))(?![^\W\d_])"
            rf"(?:(?: [^\W\d_]{{1,3}})? ?\d{{1,2}}(?: ?{minute})?(?![\w:.]))?(?: {any_of(numbers.halves)})?"
        )
        """An expression for any span, without groups."""
        self._parsed = re.compile(
            rf"(?:(?P<amount>{numbers.amount}) ?)?(?P<unit>{long}|{short})"
            rf"(?:(?: [^\W\d_]{{1,3}})? ?(?P<more>\d{{1,2}})(?: ?{minute})?)?(?P<half> {any_of(numbers.halves)})?"
        )
        self._form = re.compile(self.form)

    def span(self, text: str) -> Span | None:
        """The span that a text is, None for anything else."""
        found = self._parsed.fullmatch(text) if self._form.fullmatch(text) else None
        if found is None:
            return None
        amount = self._numbers.value(found["amount"]) if found["amount"] else 1.0
        unit = self._units[found["unit"]]
        if amount is None or (found["more"] and unit is not Unit.HOUR):
            return None
        more = timedelta(minutes=int(found["more"] or 0))
        return Span(amount + (0.5 if found["half"] else 0), unit, more)

    def wait(self, text: str) -> timedelta | None:
        """How long a levelled message says, where it says nothing else."""
        if len(text) > LONGEST:
            return None
        span = self.span(text) or self.span(self._around.strip(text))
        return span.delta if span else None


def months_from(day: date, months: int) -> date:
    """The same day so many months later (earlier: negative), or the last of a shorter month. Raises OverflowError."""
    year, month = divmod(day.year * YEAR_MONTHS + day.month - 1 + months, YEAR_MONTHS)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
