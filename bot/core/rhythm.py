"""Which unasked messages should be planned for one person (docs/design.md, 2; docs/decisions.md; docs/rhythm.md).

Pure: from the person's facts and the clock follows the whole plan, and planning twice changes nothing. What was asked
for (timers, letters, the safety hello) is booked by the flows and never touched here.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.core import wall
from bot.core.events import Event, EventKind
from bot.core.messages import Appointment, DueKind
from bot.core.person import Mode, Person
from bot.core.streak import DAY, day_zero

DAILY_TO, THRICE_TO = 30, 60
"""Days since the first message or the last slip: daily to the first, three a week to the second, then weekly."""
RISKY_TO = 14
WEEKLY_AFTER = 3
SILENT_AFTER = 6
"""Unanswered check-ins in a row: weekly from the first number on, after the second one goodbye, then nothing."""
A_DAY, AFTER_SLIP_A_DAY = 2, 3
"""The cap on unasked messages a local day."""
LOOKS_AHEAD = 15
NUDGE_AFTER = timedelta(hours=4)
LOOK_IN_AFTER = timedelta(hours=2)
RISKY_URGES = 5
RISKY_HOURS = 2
RISKY_BEFORE = timedelta(minutes=40)
NOT_SINCE = timedelta(hours=3)
"""No risky-hour message to somebody who wrote within this time."""
BEFORE_QUIET = timedelta(minutes=10)
EVE_AT = time(18, 0)
WITHOUT_MORNING = time(9, 0)
SUNDAY = 6
WEEKLY_AT = time(17, 0)
LATE_AT_MOST = timedelta(minutes=30)
"""An unasked message that is later than this is not sent any more."""
GENTLE_DAYS_NONE = (Mode.AFRAID, Mode.THEY_DIED)

PRIORITY = (
    DueKind.LOOK_IN,
    DueKind.LOOK_IN_MORNING,
    DueKind.MORNING,
    DueKind.HARD_DATE,
    DueKind.HARD_DATE_EVE,
    DueKind.RISKY_HOUR,
    DueKind.GOODBYE,
    DueKind.NUDGE,
    DueKind.EVENING,
    DueKind.WEEKLY,
)
"""Who comes first where the cap leaves room for only some."""
UNASKED = frozenset(PRIORITY)


def plan(person: Person, now: datetime) -> tuple[Appointment, ...]:
    """Every unasked appointment that should stand now, by time. All lie after `now`."""
    if not may_come_unasked(person, now):
        return ()
    if person.talk.unanswered_check_ins >= SILENT_AFTER:
        wanted = list(_goodbye(person, now))
    else:
        wanted = [
            *_look_ins(person),
            *_mornings(person, now),
            *_hard_dates(person, now),
            *_risky(person, now),
            *_nudge(person, now),
            *_evening(person, now),
            *_weekly(person, now),
        ]
    fitting = [a for a in wanted if a.due_at > now and _fits(person, a)]
    return tuple(sorted(_capped(person, fitting), key=lambda a: (a.due_at, a.kind)))


def may_come_unasked(person: Person, now: datetime) -> bool:
    """False where nothing unasked may be sent at all: zone unknown, stopped, afraid, grieving, in or after a crisis."""
    care, about = person.care, person.about
    gentle = care.gentle_until is not None and now < care.gentle_until
    return not (
        about.zone is None
        or about.stopped
        or care.pause is not None
        or gentle
        or person.talk.goodbye_said
        or person.in_mode(*GENTLE_DAYS_NONE)
    )


def taper_start(person: Person) -> date | None:
    """The day from which the rhythm slows: the first message or the last slip, whichever is later."""
    began = person.ledger.last(EventKind.BEGAN)
    slip = person.ledger.last(EventKind.CONTACT)
    days = [event.day for event in (began, slip) if event is not None]
    return max(days) if days else day_zero(person.ledger, person.about.last_contact_on)


def unasked_on(person: Person, day: date) -> tuple[Event, ...]:
    """What was sent unasked on a local day."""
    return person.ledger.on(day, EventKind.UNASKED)


def times_on(person: Person, day: date) -> int:
    """How many unasked messages a local day has had; what came together was one."""
    return len({event.at for event in unasked_on(person, day)})


def cap_on(person: Person, day: date) -> int:
    """How many unasked messages a day may have: one more on the day of a slip and the day after."""
    slips = person.ledger.contact_days
    return AFTER_SLIP_A_DAY if day in slips or day - DAY in slips else A_DAY


def is_quiet(person: Person, at: datetime) -> bool:
    """True in the quiet hours of their wall clock."""
    about = person.about
    clock = wall.local(at, about.zone).time()
    return wall.is_between(clock, about.quiet_from, about.quiet_to)


def _today(person: Person, now: datetime) -> date:
    return wall.local(now, person.about.zone).date()


def _first_day(person: Person, now: datetime) -> date:
    """The first day on which something may come: today, or the end of their pause."""
    return max(_today(person, now), person.about.paused_until or date.min)


def _fits(person: Person, appointment: Appointment) -> bool:
    """On a day and at an hour that they allow, and not while they pause."""
    about = person.about
    day = _today(person, appointment.due_at)
    if about.paused_until is not None and day < about.paused_until:
        return False
    return day.weekday() in about.days and not is_quiet(person, appointment.due_at)


def _capped(person: Person, wanted: list[Appointment]) -> Iterator[Appointment]:
    by_day: dict[date, list[Appointment]] = {}
    for appointment in wanted:
        by_day.setdefault(_today(person, appointment.due_at), []).append(appointment)
    for day, of_day in by_day.items():
        room = cap_on(person, day) - times_on(person, day)
        taken: set[datetime] = set()
        for appointment in sorted(of_day, key=lambda a: (PRIORITY.index(a.kind), a.due_at)):
            if appointment.due_at in taken or len(taken) < room:
                taken.add(appointment.due_at)
                yield appointment


def _sent(person: Person, kind: DueKind, ref: str) -> bool:
    return ref in person.ledger.sent.get(kind, ())


def _at(person: Person, kind: DueKind, day: date, clock: time, ref: str = "") -> Appointment:
    due_at = wall.instant(day, clock, person.about.zone)
    return Appointment(kind=kind, ref=ref or day.isoformat(), due_at=due_at)


# Mornings ---------------------------------------------------------------------------------------


def _mornings(person: Person, now: datetime) -> Iterator[Appointment]:
    """The next morning check-in."""
    clock = person.about.morning_at
    start = taper_start(person)
    if clock is None or start is None:
        return
    sent = _mornings_sent(person)
    review = _review_day(person)
    first = _first_day(person, now)
    for ahead in range(LOOKS_AHEAD):
        day = first + ahead * DAY
        appointment = _at(person, DueKind.MORNING, day, clock)
        if day == review or day.weekday() not in person.about.days or appointment.due_at <= now:
            continue
        if _is_morning(person, day, (day - start).days, sent):
            yield appointment
            return


def _mornings_sent(person: Person) -> list[date]:
    """The days of the latest mornings: as many as a week has."""
    return [date.fromisoformat(ref) for ref in person.ledger.sent.get(DueKind.MORNING, ())[-7:]]


def _is_morning(person: Person, day: date, age: int, sent: list[date]) -> bool:
    """True where a day of this age gets a morning, after those that were sent."""
    last = max(sent, default=None)
    gap = (day - last).days if last is not None else LOOKS_AHEAD
    if gap <= 0:
        return False
    if age > THRICE_TO or person.talk.unanswered_check_ins >= WEEKLY_AFTER:
        return gap >= 7  # days of a week
    if age > DAILY_TO:
        week = day.isocalendar()[:2]
        return (
            gap >= 2 and sum(1 for d in sent if d.isocalendar()[:2] == week) < 3
        )  # three a week, apart
    return True


def _nudge(person: Person, now: datetime) -> Iterator[Appointment]:
    """One nudge on the first unanswered check-in of a row."""
    today = _today(person, now)
    clock = person.about.morning_at
    if clock is None or person.talk.unanswered_check_ins != 1:
        return
    if not _sent(person, DueKind.MORNING, today.isoformat()):
        return
    if _sent(person, DueKind.NUDGE, today.isoformat()):
        return
    due_at = wall.instant(today, clock, person.about.zone) + NUDGE_AFTER
    yield Appointment(kind=DueKind.NUDGE, ref=today.isoformat(), due_at=due_at)


def _goodbye(person: Person, now: datetime) -> Iterator[Appointment]:
    """The one message that keeps the door open, a week after the last unanswered one."""
    last = max(_mornings_sent(person), default=None)
    clock = person.about.morning_at or WITHOUT_MORNING
    first = _first_day(person, now)
    day = max(first, (last or first) + 7 * DAY)
    for ahead in range(LOOKS_AHEAD):
        appointment = _at(person, DueKind.GOODBYE, day + ahead * DAY, clock, ref="goodbye")
        if appointment.due_at > now and _fits(person, appointment):
            yield appointment
            return


def _evening(person: Person, now: datetime) -> Iterator[Appointment]:
    """The wind-down, for those who chose one."""
    clock = person.about.evening_at
    if clock is None or person.talk.unanswered_check_ins >= WEEKLY_AFTER:
        return
    first = _first_day(person, now)
    for ahead in range(2):
        day = first + ahead * DAY
        if not _sent(person, DueKind.EVENING, day.isoformat()):
            yield _at(person, DueKind.EVENING, day, clock)


def _weekly(person: Person, now: datetime) -> Iterator[Appointment]:
    """The letter on Sundays, for those who want it."""
    if not person.about.weekly_letter:
        return
    first = _first_day(person, now)
    sunday = first + (SUNDAY - first.weekday()) * DAY
    for day in (sunday, sunday + 7 * DAY):
        if not _sent(person, DueKind.WEEKLY, day.isoformat()):
            yield _at(person, DueKind.WEEKLY, day, WEEKLY_AT)
            return


# Slips, risky hours, hard dates -----------------------------------------------------------------


def _look_ins(person: Person) -> Iterator[Appointment]:
    """Two hours after a slip, and the morning after it."""
    slip = person.talk.slip
    if slip is None:
        return
    if not _sent(person, DueKind.LOOK_IN, slip.contact):
        due_at = slip.at + LOOK_IN_AFTER
        yield Appointment(kind=DueKind.LOOK_IN, ref=slip.contact, due_at=due_at)
    review = _review_day(person)
    if review is not None and not _sent(person, DueKind.LOOK_IN_MORNING, slip.contact):
        clock = person.about.morning_at or WITHOUT_MORNING
        yield _at(person, DueKind.LOOK_IN_MORNING, review, clock, ref=slip.contact)


def _review_day(person: Person) -> date | None:
    """The first morning after the slip: from that night still the same date."""
    slip = person.talk.slip
    if slip is None:
        return None
    at = wall.local(slip.at, person.about.zone)
    small_hours = at.time() < person.about.quiet_to
    return at.date() if small_hours else at.date() + DAY


def risky_hours(person: Person) -> tuple[int, ...]:
    """The local hours in which five or more urges began, at most two, the commonest first."""
    often = [(hour, n) for hour, n in enumerate(person.ledger.urge_hours) if n >= RISKY_URGES]
    return tuple(hour for hour, _ in sorted(often, key=lambda h: (-h[1], h[0]))[:RISKY_HOURS])


def _risky(person: Person, now: datetime) -> Iterator[Appointment]:
    """One message a day before a risky hour; where that lies in the quiet hours, just before they begin."""
    start = taper_start(person)
    today = _today(person, now)
    if not person.about.risky_hours or start is None or (today - start).days > RISKY_TO:
        return
    hours = risky_hours(person)
    for ahead in range(2):
        day = today + ahead * DAY
        if not hours or (day - start).days > RISKY_TO:
            return
        coming = [a for hour in hours if (a := _before(person, day, hour)).due_at > now]
        # An hour after midnight has its message the evening before: the day that counts is the message's.
        found = [a for a in coming if not _sent(person, a.kind, a.ref)]
        if found:
            yield min(found, key=lambda a: a.due_at)
            return


def _before(person: Person, day: date, hour: int) -> Appointment:
    due_at = wall.instant(day, time(hour), person.about.zone) - RISKY_BEFORE
    if is_quiet(person, due_at) or wall.local(due_at, person.about.zone).date() != day:
        quiet_from = person.about.quiet_from
        evening = day if hour >= quiet_from.hour else day - DAY
        due_at = wall.instant(evening, quiet_from, person.about.zone) - BEFORE_QUIET
    ref = wall.local(due_at, person.about.zone).date().isoformat()
    return Appointment(kind=DueKind.RISKY_HOUR, ref=ref, due_at=due_at)


def _hard_dates(person: Person, now: datetime) -> Iterator[Appointment]:
    """The evening before, with a plan, and a word on the morning itself."""
    if person.in_mode(Mode.THEIR_NO, Mode.ORDER, Mode.AFTER_THREAT):
        return
    today = _today(person, now)
    for hard in person.about.hard_dates:
        for year in (today.year, today.year + 1):
            day = day_of_year(year, hard.month, hard.day)
            if not today <= day <= today + LOOKS_AHEAD * DAY:
                continue
            ref = f"{hard.what}:{day.isoformat()}"
            if not _sent(person, DueKind.HARD_DATE_EVE, ref):
                yield _at(person, DueKind.HARD_DATE_EVE, day - DAY, EVE_AT, ref)
            if not _sent(person, DueKind.HARD_DATE, ref):
                clock = person.about.morning_at or WITHOUT_MORNING
                yield _at(person, DueKind.HARD_DATE, day, clock, ref)


def day_of_year(year: int, month: int, day: int) -> date:
    """That day in that year; 29 February is the 28th where the year has none.

    >>> day_of_year(2027, 2, 29)
    datetime.date(2027, 2, 28)
    """
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)
