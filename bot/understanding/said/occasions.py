"""Days of the year that will hurt: "her birthday is 12 March", "christmas will be hard".

Owns what such a day is called in content, and whose birthdays count. Called by `bot.understanding.said.wishes`.
"""

from collections.abc import Mapping
from datetime import date

from bot.core.reading import HardDate
from bot.understanding.said.dates import day_and_month
from bot.understanding.said.days import Days, FoundDay
from bot.understanding.said.ways import Seen
from bot.understanding.said.words import SaidWords

BIRTHDAY, ANNIVERSARY, HOLIDAY, OTHER = "birthday", "anniversary", "holiday", "day"
"""Keys of content."""


class Occasions:
    """The words of one language. Immutable."""

    def __init__(self, words: SaidWords, days: Days) -> None:
        """`days` reads the day itself."""
        self._days = days
        self._holidays = words.days.holidays
        known = words.occasions
        self._kinds = {
            **dict.fromkeys(known.birthday, BIRTHDAY),
            **dict.fromkeys(known.anniversary, ANNIVERSARY),
        }
        self._not_ex = frozenset(known.not_ex)
        self._around = frozenset(
            word
            for phrase in (*self._kinds, *known.whose, *known.hard, *words.fillers)
            for word in phrase.split()
        )

    def wished(self, values: Mapping[str, str], today: date) -> HardDate | None:
        """The day that a wish names; None for one that is not plainly a day of theirs, or is today already."""
        if "holiday" in values:
            return self._holiday(values["holiday"])
        found = self._days.whole(values.get("day", ""), Seen(today, ahead=True))
        occasion = values.get("occasion")
        if found is None or values.get("whose") in self._not_ex:
            return None
        # "Tomorrow will be hard" is a feeling; "12 March will be hard" is a day of the year.
        return _hard(found, self._kinds[occasion] if occasion else OTHER, today, dated=not occasion)

    def told(self, text: str, today: date) -> HardDate | None:
        """The day that answers the question for one: a date or holiday, with or without what it is."""
        found = self._days.beside(text, Seen(today, ahead=True), self._around)
        if found is None:
            return None
        holiday = text[found.start : found.end]
        if holiday in self._holidays:
            return self._holiday(holiday)
        kinds = (kind for name, kind in self._kinds.items() if f" {name} " in f" {text} ")
        return _hard(found, next(kinds, OTHER), today, dated=False)

    def _holiday(self, name: str) -> HardDate | None:
        known = day_and_month(self._holidays[name])
        return HardDate(month=known[1], day=known[0], what=HOLIDAY) if known else None


def _hard(found: FoundDay, what: str, today: date, *, dated: bool) -> HardDate | None:
    if not found.exact or found.day == today or (dated and not found.dated):
        return None
    return HardDate(month=found.day.month, day=found.day.day, what=what)
