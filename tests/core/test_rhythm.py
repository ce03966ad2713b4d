"""What comes unasked: never too much, never at night, never twice."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import rhythm, wall
from bot.core.events import Event, EventKind
from bot.core.ledger import Ledger
from bot.core.messages import DueKind
from bot.core.person import About, Person, Slip, Talk
from bot.core.reading import HardDate
from tests.core.life import Life

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "America/St_Johns",
    "Africa/Casablanca",
    "+05:45",
    "-12:00",
)
START = datetime(2026, 1, 1, tzinfo=UTC)

moments = st.integers(0, 500 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, tzinfo=None))


@st.composite
def people(draw) -> Person:
    """Somebody with any zone, any settings and any past."""
    about = About(
        zone=draw(st.sampled_from(ZONES)),
        morning_at=draw(st.none() | clocks),
        evening_at=draw(st.none() | clocks),
        days=frozenset(draw(st.sets(st.integers(0, 6)))),
        quiet_from=draw(clocks),
        quiet_to=draw(clocks),
        weekly_letter=draw(st.booleans()),
        hard_dates=tuple(
            draw(
                st.lists(
                    st.builds(
                        HardDate, month=st.just(2), day=st.just(29), what=st.just("birthday")
                    ),
                    max_size=1,
                )
            )
        ),
    )
    kinds = (EventKind.URGE, EventKind.CONTACT, EventKind.UNASKED, EventKind.ANSWERED)
    events = [Event(id="b", kind=EventKind.BEGAN, at=draw(moments))]
    for n in range(draw(st.integers(0, 12))):
        at = draw(moments)
        kind = draw(st.sampled_from(kinds))
        day = wall.local(at, about.zone).date().isoformat()
        name = (
            draw(st.sampled_from([k.value for k in rhythm.PRIORITY]))
            if kind is EventKind.UNASKED
            else ""
        )
        offset = wall.offset_min(at, about.zone)
        events.append(Event(id=str(n), kind=kind, at=at, ref=day, name=name, offset_min=offset))
    slips = [e for e in events if e.kind is EventKind.CONTACT]
    talk = Talk(
        unanswered_check_ins=draw(st.integers(0, 7)),
        slip=Slip(contact=slips[-1].id, at=slips[-1].at) if slips else None,
    )
    return Person(id="p", about=about, talk=talk, ledger=Ledger(tuple(events)))


@given(people(), moments)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_planned_for_the_past_the_night_or_a_day_that_is_not_allowed(person, now):
    for appointment in rhythm.plan(person, now):
        local = wall.local(appointment.due_at, person.about.zone)
        assert appointment.due_at > now
        assert local.weekday() in person.about.days
        assert not wall.is_between(local.time(), person.about.quiet_from, person.about.quiet_to)


@given(people(), moments)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_day_is_planned_over_the_cap(person, now):
    by_day: dict[date, set] = {}
    for appointment in rhythm.plan(person, now):
        day = wall.local(appointment.due_at, person.about.zone).date()
        by_day.setdefault(day, set()).add(appointment.due_at)
    for day, times in by_day.items():
        assert len(times) + rhythm.times_on(person, day) <= max(
            rhythm.cap_on(person, day), rhythm.times_on(person, day)
        )


@given(people(), moments)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_planning_twice_changes_nothing(person, now):
    once = rhythm.plan(person, now)

    assert rhythm.plan(replace(person, booked=once), now) == once
    names = [(a.kind, a.ref) for a in once]
    assert len(names) == len(set(names))


@given(people(), moments)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_morning_at_a_time_and_none_that_was_sent(person, now):
    mornings = [a for a in rhythm.plan(person, now) if a.kind is DueKind.MORNING]
    sent = {e.ref for e in person.ledger.of(EventKind.UNASKED) if e.name == "morning"}

    assert len(mornings) <= 1
    assert not {a.ref for a in mornings} & sent


def test_no_zone_no_unasked_message(library):
    life = Life(library, zone=None)

    assert not life.lives(days=20)


def test_daily_for_thirty_days_then_three_a_week_then_weekly(library):
    life = Life(library, zone="Europe/Berlin", answers=1.0)
    mornings = [day for day, kinds in life.lives(days=120).items() if "morning" in kinds]

    first = life.began.date()
    ages = [(day - first).days for day in mornings]
    assert sum(1 for age in ages if age <= 30) >= 29
    weeks = Counter(day.isocalendar()[:2] for day in mornings if 31 < (day - first).days <= 60)
    assert max(weeks.values()) == 3
    late = [age for age in ages if age > 60]
    assert all(b - a >= 7 for a, b in pairwise(late))


def test_unanswered_once_is_nudged_once_then_weekly_then_goodbye_then_silence(library):
    life = Life(library, zone="Europe/Berlin", answers=0.0, urges_a_day=0.0)
    sent = life.lives(days=120)

    kinds = Counter(kind for kinds in sent.values() for kind in kinds)
    assert kinds["nudge"] == 1
    assert kinds["goodbye"] == 1
    assert kinds["morning"] == 6
    assert max(sent) == next(day for day, k in sent.items() if "goodbye" in k)


def test_they_are_back_at_once_when_they_write(library):
    life = Life(library, zone="Europe/Berlin", answers=0.0, urges_a_day=0.0)
    life.lives(days=120)
    life.talk.says("hello again")

    assert any(a.kind is DueKind.MORNING for a in life.talk.person.booked)


def test_a_risky_hour_gets_its_message_forty_minutes_before():
    zone = "Europe/Berlin"
    events = [Event(id="b", kind=EventKind.BEGAN, at=START)]
    for n in range(5):
        at = wall.instant(date(2026, 1, 1 + n), time(19, 10), zone)
        events.append(Event(id=str(n), kind=EventKind.URGE, at=at, offset_min=60))
    person = Person(id="p", about=About(zone=zone), ledger=Ledger(tuple(events)))
    now = wall.instant(date(2026, 1, 6), time(12), zone)

    risky = [a for a in rhythm.plan(person, now) if a.kind is DueKind.RISKY_HOUR]

    assert [wall.local(a.due_at, zone).time() for a in risky] == [time(18, 20)]


def test_a_risky_hour_at_night_gets_it_just_before_the_quiet_hours():
    zone = "Europe/Berlin"
    events = [Event(id="b", kind=EventKind.BEGAN, at=START)]
    for n in range(5):
        at = wall.instant(date(2026, 1, 2 + n), time(1, 10), zone)
        events.append(Event(id=str(n), kind=EventKind.URGE, at=at, offset_min=60))
    person = Person(id="p", about=About(zone=zone), ledger=Ledger(tuple(events)))
    now = wall.instant(date(2026, 1, 6), time(12), zone)

    risky = [a for a in rhythm.plan(person, now) if a.kind is DueKind.RISKY_HOUR]

    assert [wall.local(a.due_at, zone).time() for a in risky] == [time(21, 50)]


def test_a_birthday_on_29_february_is_the_28th_in_other_years():
    hard = HardDate(month=2, day=29, what="birthday")
    person = Person(
        id="p",
        about=About(zone="Europe/Berlin", hard_dates=(hard,)),
        ledger=Ledger((Event(id="b", kind=EventKind.BEGAN, at=START),)),
    )
    now = datetime(2027, 2, 25, 12, tzinfo=UTC)

    kinds = {a.kind: a.due_at for a in rhythm.plan(person, now)}

    assert wall.local(kinds[DueKind.HARD_DATE_EVE], "Europe/Berlin").date() == date(2027, 2, 27)
    assert wall.local(kinds[DueKind.HARD_DATE], "Europe/Berlin").date() == date(2027, 2, 28)


def test_a_pause_ends_by_itself():
    person = Person(
        id="p",
        about=About(zone="Europe/Berlin", paused_until=date(2026, 1, 9)),
        ledger=Ledger((Event(id="b", kind=EventKind.BEGAN, at=START),)),
    )

    planned = rhythm.plan(person, datetime(2026, 1, 3, 12, tzinfo=UTC))

    assert not planned or min(a.due_at for a in planned) > datetime(2026, 1, 8, 20, tzinfo=UTC)
    after = rhythm.plan(person, datetime(2026, 1, 8, 12, tzinfo=UTC))
    assert [a.ref for a in after if a.kind is DueKind.MORNING] == ["2026-01-09"]


def test_a_clock_set_back_brings_no_second_morning():
    zone = "Europe/Berlin"
    sent = Event(
        id="m",
        kind=EventKind.UNASKED,
        at=datetime(2026, 1, 5, 7, 30, tzinfo=UTC),
        ref="2026-01-05",
        name="morning",
        offset_min=60,
    )
    began = Event(id="b", kind=EventKind.BEGAN, at=START)
    person = Person(id="p", about=About(zone=zone), ledger=Ledger((began, sent)))

    planned = rhythm.plan(person, datetime(2026, 1, 5, 5, 0, tzinfo=UTC))

    assert "2026-01-05" not in {a.ref for a in planned if a.kind is DueKind.MORNING}
