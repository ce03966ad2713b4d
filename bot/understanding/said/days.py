"""Finds the days that a message names, and chooses the one that is meant.

Owns how several ways to say a day are told apart in one text; the ways themselves stand in `dates` and `nearby`.
Called by `bot.understanding.said`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.understanding.said.dates import date_rules
from bot.understanding.said.nearby import nearby_rules
from bot.understanding.said.spans import Spans
from bot.understanding.said.ways import Seen
from bot.understanding.said.words import DayWords

LONGEST = 120
"""Characters; what is longer tells a story, and its days are not looked for."""
NO_DAY = date.max
"""Stands for a date that there is not."""
APART = 5
"""Characters between a weekday and its date: "Monday the 12th of March"."""


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day inside a message: characters `start` to `end`.

    `exact` where it names that very day, no week or month; `dated` where it names a date of the calendar.
    """

    day: date
    start: int
    end: int
    exact: bool
    dated: bool


class Days:
    """The words of one language. Immutable."""

    def __init__(self, words: DayWords, spans: Spans, fillers: Iterable[str]) -> None:
        """`fillers` may stand around a day."""
        self._ways = (*date_rules(words), *nearby_rules(words, spans))
        phrases = (*fillers, *words.on, *words.lasting, *words.of)
        self._light = frozenset(word for phrase in phrases for word in phrase.split())
        self._story = self._light | frozenset(words.story)
        self._parts = _words_of(words, spans)

    def whole(self, text: str, seen: Seen) -> FoundDay | None:
        """The day that a levelled text is, apart from words around it."""
        return self._only(text, seen, self._light)

    def told(self, text: str, seen: Seen) -> FoundDay | None:
        """The day of which a levelled text tells: the latest past one, where several are named."""
        return self._only(text, seen, self._story)

    def beside(self, text: str, seen: Seen, others: Iterable[str]) -> FoundDay | None:
        """The day in a levelled text that holds nothing else but some other words."""
        return self._only(text, seen, self._light | frozenset(others))

    def inside(self, text: str, seen: Seen) -> list[FoundDay]:
        """All days that are named, in order."""
        return [found for found in self._claimed(text, seen) if found.day != NO_DAY]

    def may_tell(self, text: str, others: frozenset[str]) -> bool:
        """False where a word belongs neither to a day nor to `others`; spares most messages the search."""
        rest = {word for word in text.split() if word not in self._parts and word not in others}
        return all(any(map(str.isdecimal, word)) for word in rest)

    def _only(self, text: str, seen: Seen, allowed: frozenset[str]) -> FoundDay | None:
        if len(text) > LONGEST or not self.may_tell(text, allowed):
            return None
        claimed = self._claimed(text, seen)
        if not claimed:
            return self._bare(text, seen, allowed)
        rest = text
        for found in reversed(claimed):
            rest = f"{rest[: found.start]} {rest[found.end :]}"
        if not allowed.issuperset(rest.split()):
            return None
        real = [found for found in claimed if found.day != NO_DAY]
        past = [] if seen.ahead else [found for found in real if found.day <= seen.today]
        return max(past, key=lambda found: found.day) if past else next(iter(real), None)

    def _claimed(self, text: str, seen: Seen) -> list[FoundDay]:
        """Places that name days, none over another; what is none after all (31 February) holds `NO_DAY`."""
        every = [
            FoundDay(way.day(match, seen) or NO_DAY, *match.span(), way.exact, way.dated)
            for way in self._ways
            if not (way.bare or way.alone)
            for match in way.form.finditer(text)
        ]
        kept: list[FoundDay] = []
        for found in sorted(every, key=lambda one: (one.start, -one.end)):
            if kept and found.start < kept[-1].end:
                continue
            if kept and found.start - kept[-1].end <= APART and found.dated != kept[-1].dated:
                # A weekday with its date is one day.
                dated = found if found.dated else kept[-1]
                kept[-1] = FoundDay(dated.day, kept[-1].start, found.end, dated.exact, dated=True)
                continue
            kept.append(found)
        return kept

    def _bare(self, text: str, seen: Seen, allowed: frozenset[str]) -> FoundDay | None:
        """What counts only where it is all that is said: "3 weeks", "sun", "march"."""
        core = " ".join(word for word in text.split() if word not in allowed)
        for way in self._ways:
            for said in (text, core if way.bare else "") if way.bare or way.alone else ():
                match = way.form.fullmatch(said)
                day = way.day(match, seen) if match else None
                if day:
                    return FoundDay(day, 0, len(text), way.exact, way.dated)
        return None


def _words_of(words: DayWords, spans: Spans) -> frozenset[str]:
    """Every word that may be part of a day."""
    lists = (
        *(*words.months, *words.weekdays, words.ordinals, words.of, words.on),
        *(words.named, words.months_before, words.last, words.this, words.next),
        *(words.ago, words.inside, words.from_now, words.lasting),
        *(words.weekend, words.holidays, words.parts, words.just_now, words.second, spans.words),
    )
    return frozenset(word for phrases in lists for phrase in phrases for word in phrase.split())
