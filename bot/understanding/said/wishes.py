"""Changes of settings said in plain words: "text me at half past seven", "not on weekends", "pause until Sunday".

Owns what each wish of `said.yaml` becomes. Only a message that is nothing else counts as one: most messages are about
the ex, and speak of texting, stopping and mornings too. Called by `bot.understanding.said` on every message.
"""

from collections.abc import Callable, Mapping
from datetime import date, time

from bot.core.reading import Wish
from bot.understanding.said.clocks import Clock, Clocks
from bot.understanding.said.days import Days
from bot.understanding.said.level import Around
from bot.understanding.said.nearby import first_of_next, later
from bot.understanding.said.occasions import Occasions
from bot.understanding.said.spans import Spans, Unit
from bot.understanding.said.templates import Templates
from bot.understanding.said.ways import Seen
from bot.understanding.said.week import EVERY_DAY, Week
from bot.understanding.said.words import PLAIN_WISHES, SaidWords

LONGEST = 100
"""Characters; nobody words a setting at greater length."""
EVENING_FROM = 17
SMALL_HOURS_TO = 4
"""Hours before this are in the afternoon, where nothing else was said: nobody wants to be woken at two."""
QUIET_FROM_EVENING = 6
"""From this hour on quiet hours begin in the evening, where nothing else was said."""


class Wishes:
    """The words of one language. Immutable."""

    def __init__(self, words: SaidWords, clocks: Clocks, days: Days, spans: Spans) -> None:
        """Raises ContentError for expressions that cannot be used."""
        self._clocks, self._days, self._spans = clocks, days, spans
        self._week = Week(words.days, words.week)
        self._occasions = Occasions(words, days)
        self._templates = Templates(words)
        self._polite = Around(words.polite, words.polite)
        self._words = words.days
        self._tones = {word: tone for tone, said in words.tones.items() for word in said}
        self._makers: Mapping[str, Callable[[Mapping[str, str], date], Wish | None]] = {
            "morning_at": self._morning_at,
            "evening_at": self._evening_at,
            "days": self._only_days,
            "days_without": self._without_days,
            "pause_until": self._pause_until,
            "quiet": self._quiet,
            "tone": self._tone,
            "hard_date": self._hard_date,
        }

    def meant(self, text: str, today: date) -> Wish | None:
        """What a levelled message asks of the bot, None where it is not plainly that."""
        if len(text) > LONGEST:
            return None
        for what, values in self._templates.matching(self._polite.strip(text)):
            wish = Wish(what=what) if what in PLAIN_WISHES else self._makers[what](values, today)
            if wish is not None:
                return wish
        return None

    def pause(self, text: str, today: date) -> Wish | None:
        """Until when a pause shall last, as the answer to that question."""
        # "Tomorrow" is until then, but "today" is until it is over.
        ends = (self._words.named.get(text) or 0) <= 0
        day = self._spell_end(text, today) if ends else None
        if day is None:
            found = self._days.whole(text, Seen(today, ahead=True))
            day = found.day if found else None
        return None if day is None else Wish(what="pause_until", on=day)

    def hard_date(self, text: str, today: date) -> Wish | None:
        """A day that will hurt, as the answer to that question."""
        hard = self._occasions.told(text, today)
        return None if hard is None else Wish(what="hard_date", hard_date=hard)

    def _morning_at(self, values: Mapping[str, str], _today: date) -> Wish | None:
        clock = self._clocks.clock(values.get("clock", ""))
        if clock is None:
            return None
        at = clock.late if clock.hour < SMALL_HOURS_TO else clock.as_said
        evening = clock.sure and clock.hour >= EVENING_FROM
        return Wish(what="evening_at" if evening else "morning_at", clock=at)

    def _evening_at(self, values: Mapping[str, str], _today: date) -> Wish | None:
        clock = self._clocks.clock(values.get("clock", ""))
        return None if clock is None else Wish(what="evening_at", clock=clock.late)

    def _only_days(self, values: Mapping[str, str], _today: date) -> Wish | None:
        days = self._days_of(values)
        return Wish(what="days", days=days) if days else None

    def _without_days(self, values: Mapping[str, str], _today: date) -> Wish | None:
        days = EVERY_DAY - (self._days_of(values) or EVERY_DAY)
        return Wish(what="days", days=days) if days else None

    def _days_of(self, values: Mapping[str, str]) -> frozenset[int] | None:
        if "habit" in values:
            return self._week.days(values["habit"], habit=True)
        return self._week.days(values.get("days", ""), habit=False)

    def _pause_until(self, values: Mapping[str, str], today: date) -> Wish | None:
        if "day" in values:
            found = self._days.whole(values["day"], Seen(today, ahead=True))
            return Wish(what="pause_until", on=found.day) if found else None
        if "spell" in values:
            end = self._spell_end(values["spell"], today)
            return Wish(what="pause_until", on=end) if end else None
        return Wish(what="pause_until")

    def _spell_end(self, text: str, today: date) -> date | None:
        """The day after "today", "this week", "the weekend" or "for 3 days"; None for anything else."""
        words = self._words
        core = text
        for lead in sorted((*words.lasting, *words.this), key=len, reverse=True):
            core = core.removeprefix(f"{lead} ")
        if words.named.get(text) in {0, 1} or words.named.get(core) in {0, 1}:
            return later(today, 1 + int(words.named.get(text, words.named.get(core, 0))))
        if core in words.weekend:
            return first_of_next(Unit.WEEK, today)
        said_which = core != text and text.startswith(tuple(f"{this} " for this in words.this))
        if said_which and core in words.week:
            return first_of_next(Unit.WEEK, today)
        if said_which and core in words.month:
            return first_of_next(Unit.MONTH, today)
        span = self._spans.span(core)
        return None if span is None or span.is_of_hours else span.from_day(today, 1)

    def _quiet(self, values: Mapping[str, str], _today: date) -> Wish | None:
        start = self._clocks.clock(values["clock"]) if "clock" in values else None
        end = self._clocks.clock(values["clock_to"]) if "clock_to" in values else None
        if (start is None) == ("clock" in values) or (end is None) == ("clock_to" in values):
            return None
        return Wish(
            what="quiet",
            clock=_evening(start) if start else None,
            clock_to=end.as_said if end else None,
        )

    def _tone(self, values: Mapping[str, str], _today: date) -> Wish | None:
        return Wish(what="tone", word=self._tones.get(values.get("tone", ""), "any"))

    def _hard_date(self, values: Mapping[str, str], today: date) -> Wish | None:
        hard = self._occasions.wished(values, today)
        return None if hard is None else Wish(what="hard_date", hard_date=hard)


def _evening(clock: Clock) -> time:
    """When quiet hours begin: 10 is 22:00, 12 is midnight, 1 is 1:00."""
    return clock.late if clock.hour >= QUIET_FROM_EVENING else clock.as_said
