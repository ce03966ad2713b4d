"""One message, all values: which of them are looked for, and how the open question changes what they mean.

Called by the reader on every message; keeps nothing.
"""

import re
from dataclasses import replace
from datetime import time
from pathlib import Path

from bot.core.labels import Asked
from bot.core.reading import Context, Place, Said, Wish
from bot.understanding.said.answers import Answers
from bot.understanding.said.clocks import Clock, Clocks
from bot.understanding.said.days import Days
from bot.understanding.said.level import level
from bot.understanding.said.load import load_words
from bot.understanding.said.moments import Moments
from bot.understanding.said.numbers import Numbers
from bot.understanding.said.spans import Spans
from bot.understanding.said.ways import Seen
from bot.understanding.said.whereabouts import PlaceFinder, Whereabouts
from bot.understanding.said.wishes import Wishes
from bot.understanding.said.words import SaidWords

LONGEST = 160
"""Characters; what is longer tells a story, in which only a rating such as "7/10" is looked for."""
ZONE = frozenset({"zone", "setup_zone"})
CLOCK = ZONE | {"setup_morning", "set_morning", "set_evening"}
"""Questions to which a bare number can only be a time."""
EVENING, COUNTRY, PAUSE, HARD_DATE = "set_evening", "country", "set_pause", "hard_date"
WHEN = "slip_when"
DAY = frozenset({WHEN, "setup_contact"})
"""Questions to which a day may be followed by what happened on it."""
RATED = frozenset({Asked.RATING, Asked.TIMER_END, Asked.URGE_OPEN})
"""Questions and states in which a number at the beginning is the answer, whatever follows it."""
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(r"[.,;:!?\n]|\s-\s")


class SaidParser:
    """Called with a message and its context. Immutable; may be called from any thread; never raises for any text."""

    def __init__(self, places: PlaceFinder, content_dir: Path) -> None:
        """`content_dir` is a folder such as ``content/en``. Raises ContentError for words that cannot be used."""
        words = load_words(content_dir)
        fillers = words.fillers
        self._numbers = Numbers(words.numbers, fillers)
        self._answers = Answers(words.answers)
        self._clocks = Clocks(words.clock, self._numbers, fillers)
        self._spans = Spans(words.days, self._numbers, fillers)
        self._days = Days(words.days, self._spans, fillers)
        self._moments = Moments(words.days, self._clocks, self._spans, self._days, fillers)
        self._wishes = Wishes(words, self._clocks, self._days, self._spans)
        self._where = Whereabouts(words.places, places)
        self._telling = _telling(words)

    def __call__(self, text: str, context: Context) -> Said:
        """Everything that is said; where a question is open, as an answer to it."""
        levelled = level(text)
        if len(levelled) > LONGEST:
            return Said(number=self._rating(text, levelled, context))
        if not self._tells(levelled):
            return self._without_values(text, levelled, context, clock=None)
        clock = self._clocks.clock(levelled)
        said = self._without_values(text, levelled, context, clock)
        return self._with_values(said, text, levelled, context, clock)

    def _tells(self, text: str) -> bool:
        """True where there is a digit, or a word that belongs to a number, a time or a day."""
        return not self._telling.isdisjoint(text.split()) or _DIGIT.search(text) is not None

    def _without_values(
        self, text: str, levelled: str, context: Context, clock: Clock | None
    ) -> Said:
        return Said(
            yes=self._answers.meant(text, levelled),
            place=self._place(text, clock, context),
            wish=self._wish(levelled, context) or self._first_wish(text, levelled, context),
        )

    def _with_values(
        self, said: Said, original: str, text: str, context: Context, clock: Clock | None
    ) -> Said:
        now = context.now.replace(tzinfo=None, microsecond=0)
        day = self._days.told(text, Seen(now.date(), ahead=context.asking == PAUSE))
        meant = None if clock is None or said.place else _clock_time(clock, context)
        if day is None and context.asking in DAY:
            first = level(_CLAUSE.split(original.strip(), maxsplit=1)[0])
            day = self._days.told(first, Seen(now.date()))
        return replace(
            said,
            number=self._rating(original, text, context),
            clock=meant,
            impossible_clock=self._clocks.is_impossible(text, asked=context.asking in CLOCK),
            on=day.day if day else None,
            at=self._moments.past(text, now, asked=context.asking == WHEN),
            wait=self._spans.wait(text),
        )

    def _rating(self, original: str, text: str, context: Context) -> int | None:
        """The number; where one was asked for, also one that a story follows: "6. they left together"."""
        number = self._numbers.rating(text)
        if number is None and context.asked in RATED:
            first = _CLAUSE.split(original.strip(), maxsplit=1)[0]
            number = self._numbers.rating(level(first))
        return number

    def _place(self, text: str, clock: Clock | None, context: Context) -> Place | None:
        if context.asking == COUNTRY:
            return self._where.country(text)
        if context.asking in ZONE and (clock is None or self._where.is_offset(text)):
            return self._where.zone(text)
        return None

    def _first_wish(self, original: str, text: str, context: Context) -> Wish | None:
        """A wish that is followed by its reason: "pause until Sunday, I am going to my sister"."""
        first = level(_CLAUSE.split(original.strip(), maxsplit=1)[0])
        wish = None if first == text else self._wish(first, context)
        # A day that is named in passing is no wish to be reminded of it.
        return None if wish is None or wish.hard_date is not None else wish

    def _wish(self, text: str, context: Context) -> Wish | None:
        today = context.now.date()
        wish = self._wishes.meant(text, today)
        if wish is None and context.asking == PAUSE:
            return self._wishes.pause(text, today)
        if wish is None and context.asking == HARD_DATE:
            return self._wishes.hard_date(text, today)
        return wish


def _clock_time(clock: Clock, context: Context) -> time:
    """In the half of the day that the question is about."""
    if context.asking == EVENING:
        return clock.late
    return clock.here(context.now) if context.asking in ZONE else clock.as_said


def _telling(words: SaidWords) -> frozenset[str]:
    """Words without which, and without a digit, a message holds no number, time, day or span."""
    clock, days = words.clock, words.days
    lists = (
        *(words.numbers.words, clock.noon, clock.midnight, clock.half, clock.quarter),
        *(days.named, days.just_now, days.weekend, days.holidays, days.parts),
        *(days.year, days.month, days.fortnight, days.week, days.day),
        *(days.hour, days.minute, days.second, *days.months, *days.weekdays),
    )
    plain = {phrase for phrases in lists for phrase in phrases}
    whole = {phrase for phrase in plain if " " not in phrase}
    # Of a phrase any word will do that is not found in every other message.
    small = {*words.fillers, *days.of, *days.on, *days.this, *days.months_before}
    return frozenset(whole | {word for phrase in plain - whole for word in phrase.split()} - small)
