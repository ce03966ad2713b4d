"""Times of day as people say them: "7:30", "half past seven", "8 in the morning", "19h".

Owns which half of the day is meant where nobody said so. Called by `bot.understanding.said`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta

from bot.understanding.said.level import Around, any_of
from bot.understanding.said.numbers import Numbers
from bot.understanding.said.words import ClockWords

LONGEST = 50
"""Characters of a message that is nothing but a time."""
HOURS, NOON, MINUTES = 24, 12, 60
FOUR_DIGITS = 4
DAY_MIN = HOURS * MINUTES
SLACK_MIN = 7
"""A wall clock may be so wrong."""
NIGHT_TO = 5
"""Up to this hour "at night" is after midnight, later it is before."""
MARKS = ("at", "noon", "midnight", "past", "to", "minute", "oclock", "am", "pm", "night")
"""Groups of which one makes a time out of a number in a longer text."""
LIKELY_MIN = ((-8 * 60, -4 * 60, 60), (-60, 10 * 60, 30))
"""Offsets from UTC where most people live, and their steps; first the Americas, where clocks are read in 12 hours."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was said; `sure` where there is no doubt about the half of the day."""

    hour: int
    minute: int
    sure: bool

    @property
    def as_said(self) -> time:
        """As it stands."""
        return time(self.hour, self.minute)

    @property
    def late(self) -> time:
        """In the second half of the day, where nothing else was said: 8 is 20:00, 12 is midnight."""
        return self.as_said if self.sure else time((self.hour + NOON) % HOURS, self.minute)

    def here(self, now: datetime) -> time:
        """As somebody who is asked for the time now reads it from their wall: in the half that more zones have."""
        if self.sure:
            return self.as_said
        offset = now.utcoffset() or timedelta()
        here = now.hour * MINUTES + now.minute - offset // timedelta(minutes=1)
        for low, high, step in LIKELY_MIN:
            for half in (self.as_said, self.late):
                ahead = half.hour * MINUTES + half.minute - here
                away = (ahead + DAY_MIN // 2) % DAY_MIN - DAY_MIN // 2
                nearest = round(away / step) * step
                if low <= nearest <= high and abs(away - nearest) <= SLACK_MIN:
                    return half
        return self.as_said


@dataclass(frozen=True, slots=True)
class FoundClock:
    """A time inside a message: characters `start` to `end`."""

    clock: Clock
    start: int
    end: int


class Clocks:
    """The words of one language. Immutable."""

    def __init__(self, words: ClockWords, numbers: Numbers, fillers: Iterable[str]) -> None:
        """`fillers` may stand around a time."""
        self._numbers = numbers
        every = (getattr(words, field.name) for field in fields(words))
        self.words = frozenset(
            word for phrases in every for phrase in phrases for word in phrase.split()
        )
        """Every word that may be part of a time, apart from numbers."""
        self._around = Around((*fillers, *words.before), (*fillers, *words.after))
        hours = any_of(word for word, value in numbers.said.items() if 0 < value <= NOON)
        tens = any_of(word for word, value in numbers.said.items() if 0 < value < MINUTES)
        hour = rf"(?:\d{{1,2}}|{hours})"
        form = rf"""(?:
            (?P<noon>{any_of(words.noon)}) | (?P<midnight>{any_of(words.midnight)})
            | (?:(?P<quarter>{any_of(words.quarter)}) | (?P<half>{any_of(words.half)})
                 | (?P<off>\d{{1,2}}|{tens}) (?:[ ]?{any_of(words.minutes)})?)
              [ ] (?:(?P<past>{any_of(words.past)}) | (?P<to>{any_of(words.to)})) [ ] (?P<of>{hour})
            | {any_of(words.half)} [ ] (?P<half_of>{hour})
            | (?P<hour>\d{{1,2}}) [ ]?[:.h][ ]? (?P<minute>\d{{2}})
            | (?P<compact>\d{{3,4}})
            | (?P<bare>{hour}) (?:[ ](?P<minutes>{tens}))?
            )
            (?:[ ]?{numbers.ish})? (?:[ ]?(?P<oclock>{any_of(words.oclock)}))?
            (?:[ ]?(?:(?P<am>{any_of(words.am)}) | (?P<pm>{any_of(words.pm)}) | (?P<night>{any_of(words.night)})))?
            (?![\w:.]|[ ]?%)"""
        self._whole = re.compile(form, re.VERBOSE)
        before = any_of(words.before)
        self._inside = re.compile(rf"(?<![\w:./-])(?:(?P<at>{before})[ ])?{form}", re.VERBOSE)
        self._impossible = re.compile(
            r"\d{1,3}[:h]\d{1,3}(?::\d+)?(?: ?[ap]m)?|\d{1,3}\.\d{2,3} ?[ap]m|\d{2,3} ?[ap]m"
        )
        self._number = re.compile(r"\d{2,4}")

    def clock(self, text: str) -> Clock | None:
        """The time that a levelled text is, apart from words around it; None for anything else."""
        if len(text) > LONGEST:
            return None
        found = self._whole.fullmatch(text) or self._whole.fullmatch(self._around.strip(text))
        return self._read(found) if found else None

    def is_impossible(self, text: str, *, asked: bool) -> bool:
        """True for what is meant as a time and is none; where a time was `asked` for, also for a bare number."""
        core = self._around.strip(text) if len(text) <= LONGEST else ""
        meant = self._impossible.fullmatch(core) or (asked and self._number.fullmatch(core))
        return bool(meant) and self.clock(text) is None

    def inside(self, text: str) -> Iterator[FoundClock]:
        """Times in a longer text, where they are plainly that: "at 8", "8pm", "20:15", "noon"."""
        for found in self._inside.finditer(text):
            clock = self._read(found) if any(found[mark] for mark in MARKS) else None
            if clock:
                yield FoundClock(clock, found.start(), found.end())

    def _read(self, found: "re.Match[str]") -> Clock | None:
        if found["noon"] or found["midnight"]:
            return Clock(NOON if found["noon"] else 0, 0, sure=True)
        if found["hour"] or found["bare"]:
            hour = self._count(found["hour"] or found["bare"])
            minute = self._count(found["minute"] or found["minutes"] or "0")
            written = found["hour"] or found["bare"]
        elif found["compact"]:
            written = found["compact"][:-2]
            hour, minute = int(written), int(found["compact"][-2:])
        else:
            hour, minute = self._relative(found)
            written = ""
        if minute >= MINUTES or hour > HOURS or (hour == HOURS and minute):
            return None
        sure = (
            hour == HOURS or written.startswith("0") or len(found["compact"] or "") == FOUR_DIGITS
        )
        return _in_half(hour % HOURS, minute, found, sure=sure or not 0 < hour <= NOON)

    def _relative(self, found: "re.Match[str]") -> tuple[int, int]:
        """Half past seven, half seven, ten to eight."""
        if found["half_of"]:
            return self._count(found["half_of"]), 30
        of = self._count(found["of"])
        off = 15 if found["quarter"] else 30 if found["half"] else self._count(found["off"])
        if found["past"] or not 0 < off < MINUTES:
            return of, off or MINUTES
        # A quarter to one is in the hour of twelve.
        return (of - 1 if of > 1 or not of else NOON) % HOURS, (MINUTES - off) % MINUTES

    def _count(self, text: str) -> int:
        return int(self._numbers.value(text) or 0)


def _in_half(hour: int, minute: int, found: "re.Match[str]", *, sure: bool) -> Clock | None:
    """The time in the half of the day that was said; None for 13 in the morning."""
    if found["am"] and hour > NOON:
        return None
    if found["am"]:
        return Clock(hour % NOON, minute, sure=True)
    if found["pm"]:
        return Clock(hour if hour >= NOON or not hour else hour + NOON, minute, sure=True)
    if found["night"] and 0 < hour <= NOON:
        late = NIGHT_TO < hour < NOON
        return Clock(hour + NOON if late else hour % NOON, minute, sure=True)
    return Clock(hour, minute, sure=sure or bool(found["night"]))
