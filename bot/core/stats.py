"""All numbers of one person on one day, derived from the ledger once, for the picture, the text and the export."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.core import wall
from bot.core.events import EventKind
from bot.core.learning import trials
from bot.core.ledger import Ledger
from bot.core.numbers import (
    ForecastCount,
    LetterCount,
    forecast_count,
    letter_count,
    mean_ratings,
    waves,
)
from bot.core.person import About, Mode, Person
from bot.core.streak import DAY, Streak, checking_run, day_zero, streak

CALENDAR_DAYS = 30
SPANS = {"week": 7, "month": 30, "all": None}
HELPED_FROM = 5
"""An arm is named as what helped most from so many tries on."""


class DayKind(StrEnum):
    """What a day of the calendar was."""

    BEFORE = "before"
    HELD = "held"
    CONTACT = "contact"
    NEUTRAL = "neutral"
    TODAY = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the calendar."""

    on: date
    kind: DayKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """One help or theme: in how many urges it was tried, in how many nothing was sent and the rating fell by two."""

    arm: str
    tried: int
    succeeded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedWave:
    """One urge that was rated twice: for the line of the picture."""

    at: datetime
    before: int
    after: int
    forecast: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What /stats shows. Counts of urges are those of the span; runs and letters are those of the whole time."""

    today: date
    span: str
    streak: Streak | None
    """None where no run is shown: nothing has begun, they are afraid, or the ex died."""
    calendar: tuple[Day, ...]
    urges: int
    unsent: int
    sent: int
    unknown: int
    before: float | None
    after: float | None
    rated_twice: int
    waves: tuple[RatedWave, ...]
    forecast: ForecastCount
    letters: LetterCount
    by_hour: tuple[tuple[int, ...], ...]
    """Urges by weekday (Monday first) and local hour: 7 rows of 24."""
    triggers: tuple[tuple[str, int], ...]
    """Motives that set urges off, the commonest first."""
    helped: tuple[Helped, ...]
    """The best first, those with fewer than `HELPED_FROM` tries left out."""
    checking_days: int | None
    necessary: int

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to show yet."""
        return (
            not self.urges
            and not self.letters.sealed
            and (self.streak is None or not (self.streak.total or self.streak.contacts))
        )


def stats_of(person: Person, now: datetime, span: str) -> Stats:
    """What this person may be shown: no run where they are afraid or grieve, no wish to send against a no."""
    numbers = stats(
        person.ledger,
        person.about,
        now,
        span=span,
        show_run=not person.in_mode(Mode.AFRAID, Mode.THEY_DIED),
    )
    if person.in_mode(Mode.THEIR_NO, Mode.ORDER, Mode.AFTER_THREAT):
        letters = LetterCount(judged=0, still_send=0, sealed=numbers.letters.sealed)
        return replace(numbers, letters=letters)
    return numbers


def stats(ledger: Ledger, about: About, now: datetime, *, span: str, show_run: bool) -> Stats:
    """The numbers as they stand now. `span` is one of `SPANS`."""
    today = wall.local(now, about.zone).date()
    days = SPANS[span]
    first = today - timedelta(days=days - 1) if days else date.min
    outcomes = [(urge, unsent) for urge, unsent in ledger.outcomes(now) if urge.day >= first]
    urges = [urge for urge, _ in outcomes]
    inside = Ledger(tuple(e for e in ledger.events if e.day >= first))
    means = mean_ratings(inside)
    run = streak(ledger, about.last_contact_on, today)
    begun = day_zero(ledger, about.last_contact_on) is not None
    return Stats(
        today=today,
        span=span,
        streak=run if show_run and begun else None,
        calendar=_calendar(ledger, run.since if begun else today, about, today),
        urges=len(urges),
        unsent=sum(1 for _, unsent in outcomes if unsent is True),
        sent=sum(1 for _, unsent in outcomes if unsent is False),
        unknown=sum(1 for _, unsent in outcomes if unsent is None),
        before=means[0] if means else None,
        after=means[1] if means else None,
        rated_twice=means[2] if means else 0,
        waves=_waves(inside),
        forecast=forecast_count(inside),
        letters=letter_count(ledger),
        by_hour=_by_hour(urges),
        triggers=_triggers(inside, urges),
        helped=_helped(ledger, now),
        checking_days=checking_run(ledger, today),
        necessary=len(inside.of(EventKind.NECESSARY)),
    )


def _calendar(ledger: Ledger, since: date, about: About, today: date) -> tuple[Day, ...]:
    zero = day_zero(ledger, about.last_contact_on) or today
    zero = min([zero, since, *ledger.contact_days])
    found = []
    for back in range(CALENDAR_DAYS - 1, -1, -1):
        day = today - back * DAY
        if day in ledger.contact_days:
            kind = DayKind.CONTACT
        elif day == today:
            kind = DayKind.TODAY
        elif day in ledger.neutral_days:
            kind = DayKind.NEUTRAL
        else:
            kind = DayKind.HELD if day > zero else DayKind.BEFORE
        found.append(Day(on=day, kind=kind))
    return tuple(found)


def _waves(ledger: Ledger) -> tuple[RatedWave, ...]:
    return tuple(
        RatedWave(at=w.at, before=w.before, after=w.after, forecast=w.forecast)
        for w in waves(ledger)
        if w.before is not None
    )


def _by_hour(urges: list) -> tuple[tuple[int, ...], ...]:  # type: ignore[type-arg]  # of events
    counts = Counter((urge.local.weekday(), urge.local.hour) for urge in urges)
    return tuple(tuple(counts[weekday, hour] for hour in range(24)) for weekday in range(7))


def _triggers(ledger: Ledger, urges: list) -> tuple[tuple[str, int], ...]:  # type: ignore[type-arg]  # of events
    """What they named themselves; where they named nothing, what the urge was about."""
    named = {event.ref: event.name for event in ledger.of(EventKind.TRIGGER)}
    counts = Counter(named.get(urge.ref) or urge.name for urge in urges)
    slips = {event.id for event in ledger.of(EventKind.CONTACT)}
    counts.update(name for ref, name in named.items() if ref in slips)
    counts.pop("", None)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _helped(ledger: Ledger, now: datetime) -> tuple[Helped, ...]:
    tried: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for trial in trials(ledger, now):
        tried[trial.arm] += 1
        good[trial.arm] += trial.success
    found = [
        Helped(arm=arm, tried=n, succeeded=good[arm])
        for arm, n in tried.items()
        if n >= HELPED_FROM
    ]
    return tuple(sorted(found, key=lambda h: (-h.succeeded / h.tried, -h.tried, h.arm)))
