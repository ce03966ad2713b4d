"""Days of the week, several at once: "weekdays", "mondays and fridays". Called by `bot.understanding.said.wishes`."""

import re
from collections.abc import Mapping

from bot.understanding.said.level import any_of
from bot.understanding.said.words import DayWords, WeekWords

WORKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})
EVERY_DAY = frozenset(range(7))


class Week:
    """The words of one language. Immutable."""

    def __init__(self, days: DayWords, week: WeekWords) -> None:
        """`days` has the names of single days, `week` those of several."""
        names = {name: n for n, known in enumerate(days.weekdays) for name in known}
        self._plurals = {
            f"{name}{end}": frozenset({n}) for name, n in names.items() for end in days.plurals
        }
        self._singles = {name: frozenset({n}) for name, n in names.items()}
        self._groups: Mapping[str, frozenset[int]] = {
            **dict.fromkeys(week.every, EVERY_DAY),
            **dict.fromkeys(week.weekdays, WORKDAYS),
            **dict.fromkeys(week.weekends, WEEKEND),
            **self._plurals,
        }
        known = any_of([*self._groups, *self._singles])
        self._item = re.compile(rf"(?:{any_of(week.joins)} )*(?P<item>{known})(?: |\Z)")

    def days(self, text: str, *, habit: bool) -> frozenset[int] | None:
        """The days that a levelled text names and nothing else, Monday is 0; None for anything else.

        With `habit` only what means every week: "mondays" or "mon and wed", but not "monday".
        """
        found: set[int] = set()
        items: list[str] = []
        at = 0
        while at < len(text):
            item = self._item.match(text, at)
            if item is None:
                return None
            items.append(item["item"])
            found |= self._groups.get(item["item"]) or self._singles[item["item"]]
            at = item.end()
        means_every_week = len(items) > 1 or any(item in self._groups for item in items)
        return frozenset(found) if found and (means_every_week or not habit) else None
