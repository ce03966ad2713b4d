"""Past moments as people say them: "an hour ago", "last night at 11", "yesterday around 8pm", "this morning".

Owns which moment is meant where only half of it was said; none ever lies ahead. Called by `bot.understanding.said`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from bot.understanding.said.clocks import Clock, Clocks
from bot.understanding.said.days import Days
from bot.understanding.said.level import any_of
from bot.understanding.said.nearby import later
from bot.understanding.said.spans import Spans
from bot.understanding.said.ways import BEFORE, BEHIND, Seen
from bot.understanding.said.words import DayWords

LONGEST = 120
"""Characters; what is longer tells a story, and its hours are not looked for."""
SOME_TIME = time(12, 0)
"""Of a day of which no time is told."""
NIGHT_ENDS = time(6, 0)


class Moments:
    """The words of one language. Immutable."""

    def __init__(
        self, words: DayWords, clocks: Clocks, spans: Spans, days: Days, fillers: Iterable[str]
    ) -> None:
        """`fillers` may stand around a moment."""
        self._clocks, self._spans, self._days = clocks, spans, days
        self._parts = {name: time.fromisoformat(clock) for name, clock in words.parts.items()}
        self._last_night = frozenset(words.last_night)
        self._just_now = re.compile(rf"{BEFORE}{any_of(words.just_now)}{BEHIND}")
        hours = rf"(?P<span>{spans.form}) {any_of(words.ago)}"
        seconds = rf"(?:\w+ ){{0,2}}{any_of(words.second)} {any_of(words.ago)}"
        self._ago = re.compile(rf"{BEFORE}(?:{hours}|{seconds}){BEHIND}")
        self._part = re.compile(rf"{BEFORE}{any_of(words.parts)}{BEHIND}")
        phrases = (*fillers, *words.on, *words.of, *words.story)
        self._story = frozenset(word for phrase in phrases for word in phrase.split())
        self._possible = self._story | clocks.words

    def past(self, text: str, now: datetime, *, asked: bool) -> datetime | None:
        """The moment of which a levelled text tells; both are wall time without a zone.

        None where none is told, or one that lies ahead. A number alone is a time only where one was `asked` for.
        """
        if len(text) > LONGEST or not self._days.may_tell(text, self._possible):
            return None
        moment = self._counted(text, now)
        if moment is None:
            moment = self._dated(text, now, asked=asked)
        if moment is None and self._is_light(self._just_now.sub(" ", text)):
            moment = now if self._just_now.search(text) else None
        return moment if moment is not None and moment <= now else None

    def _is_light(self, rest: str) -> bool:
        return self._story.issuperset(rest.split())

    def _counted(self, text: str, now: datetime) -> datetime | None:
        """An hour ago."""
        found = self._ago.search(text)
        if found is None or not self._is_light(text[: found.start()] + text[found.end() :]):
            return None
        span = self._spans.span(found["span"]) if found["span"] else None
        if span is None:
            return now
        try:
            return now - span.delta if span.is_of_hours else None
        except OverflowError:
            return None

    def _dated(self, text: str, now: datetime, *, asked: bool) -> datetime | None:
        """A day, a part of a day, a time, or several of them."""
        found = self._days.inside(text, Seen(now.date()))
        if any(one.day > now.date() for one in found):
            return None
        part = max((match[0] for match in self._part.finditer(text)), key=len, default=None)
        rest = self._part.sub(" ", _without(text, ((one.start, one.end) for one in found)))
        clocks = list(self._clocks.inside(rest))
        left = [
            word
            for word in _without(rest, ((one.start, one.end) for one in clocks)).split()
            if word not in self._story
        ]
        clock = clocks[0].clock if clocks else None
        if left:
            # "11 last night": a number alone is a time where nothing else is left over.
            lone = not (asked or found or part)
            clock = None if clocks or lone else self._clocks.clock(" ".join(left))
            if clock is None:
                return None
        if not (found or part or clock):
            return None
        day = max((one.day for one in found), default=None)
        return self._together(day, part, clock, now)

    def _together(
        self, day: date | None, part: str | None, clock: Clock | None, now: datetime
    ) -> datetime | None:
        today = now.date()
        if part in self._last_night:
            return _last_night(clock, self._parts[part], now)
        if part is not None:
            late = self._parts[part] >= SOME_TIME
            told = self._parts[part] if clock is None else clock.late if late else clock.as_said
            return _not_ahead(datetime.combine(day or today, told), now, vague=clock is None)
        if clock is None:
            return _not_ahead(datetime.combine(day or today, SOME_TIME), now, vague=True)
        if day is None or day == today:
            days = (today, later(today, -1) or today) if day is None else (today,)
            every = (datetime.combine(on, at) for on in days for at in (clock.as_said, clock.late))
            return max((moment for moment in every if moment <= now), default=None)
        return datetime.combine(day, clock.as_said if clock.hour == SOME_TIME.hour else clock.late)


def _last_night(clock: Clock | None, usual: time, now: datetime) -> datetime | None:
    """From yesterday evening to this morning."""
    yesterday = later(now.date(), -1)
    if yesterday is None:
        return None
    if clock is None:
        return datetime.combine(yesterday, usual)
    told = clock.as_said if 0 < clock.hour < NIGHT_ENDS.hour else clock.late
    after_midnight = datetime.combine(now.date(), told)
    return (
        after_midnight
        if told < NIGHT_ENDS and after_midnight <= now
        else datetime.combine(yesterday, told)
    )


def _not_ahead(moment: datetime, now: datetime, *, vague: bool) -> datetime | None:
    """As it is; in the small hours "tonight" began yesterday; what is vague is at most now."""
    if moment <= now:
        return moment
    day_before = later(moment.date(), -1)
    if now.time() < NIGHT_ENDS and day_before is not None:
        return datetime.combine(day_before, moment.time())
    return now if vague else None


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
