"""A year of 200 people with different habits: how many unasked messages a week each of them gets.

    python -m benchmarks.year            prints the histogram
    python -m benchmarks.year --write    puts it into docs/rhythm.md

Only the plan is simulated, not the conversation: what is planned next comes, is answered or not, and the plan is made
again, as after every turn of the bot.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.core import rhythm, wall
from bot.core.events import Event, EventKind
from bot.core.messages import Appointment, DueKind
from bot.core.person import About, Person, Slip, Talk
from bot.core.reading import HardDate

PEOPLE = 200
DAYS = 365
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Australia/Sydney",
    "America/St_Johns",
    "Pacific/Auckland",
)
DOCUMENT = Path(__file__).parent.parent / "docs" / "rhythm.md"
MARKS = ("<!-- year: begin -->", "<!-- year: end -->")


@dataclass(frozen=True)
class Habits:
    """How somebody lives with the bot."""

    name: str
    answers: float
    urges_a_day: float
    slips_a_month: float
    evening: bool = False
    weekly: bool = False
    hard_dates: int = 0


HABITS = (
    Habits("answers nearly always", 0.95, 0.5, 0.2),
    Habits("answers half of them", 0.5, 0.5, 0.5, hard_dates=2),
    Habits("seldom answers", 0.15, 0.2, 0.3),
    Habits("never answers, writes at urges", 0.0, 0.3, 0.5),
    Habits("came once and went", 0.0, 0.0, 0.0),
    Habits("many urges at fixed hours", 0.8, 2.0, 1.0, hard_dates=3),
    Habits("slips often", 0.7, 1.0, 4.0),
    Habits("wants everything", 0.9, 0.5, 0.3, evening=True, weekly=True, hard_dates=4),
)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One unasked message, with what held at its moment."""

    day: date
    at: datetime
    kind: DueKind
    ref: str
    cap: int
    is_quiet: bool
    after_goodbye: bool


class Simulated:
    """One person and their year."""

    def __init__(self, habits: Habits, seed: int) -> None:
        self.random = random.Random(seed)
        self.habits = habits
        zone = self.random.choice(ZONES)
        dates = tuple(
            HardDate(
                month=self.random.randint(1, 12), day=self.random.randint(1, 28), what="birthday"
            )
            for _ in range(habits.hard_dates)
        )
        about = About(
            zone=zone,
            evening_at=wall.time(21, 0) if habits.evening else None,
            weekly_letter=habits.weekly,
            hard_dates=dates,
        )
        self.hours = self.random.sample(range(24), 3)
        self.now = START + timedelta(minutes=self.random.randint(0, 24 * 60))
        self.person = Person(id=str(seed), about=about)
        self.sent: list[Sent] = []
        self.record(EventKind.BEGAN)

    def record(self, kind: EventKind, *, ref: str = "", name: str = "") -> Event:
        """A fact of now."""
        zone = self.person.about.zone
        event = Event(
            id=f"{len(self.person.ledger)}",
            kind=kind,
            at=self.now,
            offset_min=wall.offset_min(self.now, zone),
            ref=ref,
            name=name,
        )
        self.person = replace(self.person, ledger=self.person.ledger.adding((event,)))
        return event

    def lives(self) -> None:
        """A year."""
        end = START + timedelta(days=DAYS)
        urge_at = self._next(self.habits.urges_a_day)
        slip_at = self._next(self.habits.slips_a_month / 30)
        while self.now < end:
            planned = rhythm.plan(self.person, self.now)
            first = planned[0].due_at if planned else end
            self.now = min(first, urge_at, slip_at, end)
            if self.now == end:
                return
            if self.now == urge_at:
                self._heard()
                self.record(EventKind.URGE, ref=f"u{len(self.person.ledger)}")
                urge_at = self._next(self.habits.urges_a_day)
            elif self.now == slip_at:
                self._heard()
                slip = self.record(EventKind.CONTACT, name="wrote")
                self._talk(slip=Slip(contact=slip.id, at=slip.at))
                slip_at = self._next(self.habits.slips_a_month / 30)
            else:
                for appointment in [a for a in planned if a.due_at == first]:
                    self._comes(appointment)

    def _next(self, a_day: float) -> datetime:
        if not a_day:
            return datetime.max.replace(tzinfo=UTC)
        at = self.now + timedelta(days=self.random.expovariate(a_day))
        return (
            at.replace(hour=self.random.choice(self.hours))
            if self.random.random() < 0.5 and at.hour < max(self.hours)
            else at
        )

    def _comes(self, appointment: Appointment) -> None:
        day = wall.local(self.now, self.person.about.zone).date()
        self.sent.append(
            Sent(
                day=day,
                at=self.now,
                kind=appointment.kind,
                ref=appointment.ref,
                cap=rhythm.cap_on(self.person, day),
                is_quiet=rhythm.is_quiet(self.person, self.now),
                after_goodbye=self.person.talk.goodbye_said,
            )
        )
        self.record(EventKind.UNASKED, ref=appointment.ref, name=appointment.kind.value)
        talk = self.person.talk
        if appointment.kind in {DueKind.MORNING, DueKind.LOOK_IN_MORNING}:
            self._talk(unanswered_check_ins=talk.unanswered_check_ins + 1)
        if appointment.kind is DueKind.GOODBYE:
            self._talk(goodbye_said=True)
        if appointment.kind is DueKind.LOOK_IN_MORNING:
            self._talk(slip=None)
        if self.random.random() < self.habits.answers:
            self.now += timedelta(minutes=5)
            self._heard()
            self.record(EventKind.ANSWERED, ref=day.isoformat(), name="steady")

    def _heard(self) -> None:
        self._talk(unanswered_check_ins=0, goodbye_said=False, last_word_at=self.now)

    def _talk(self, **changes: object) -> None:
        talk: Talk = replace(self.person.talk, **changes)
        self.person = replace(self.person, talk=talk)


def simulate(count: int = PEOPLE) -> list[Simulated]:
    """The year of so many people, each habit in turn."""
    people = [Simulated(HABITS[n % len(HABITS)], seed=n) for n in range(count)]
    for person in people:
        person.lives()
    return people


def weeks(person: Simulated) -> list[int]:
    """Messages in each of the 52 weeks since they began."""
    first = START.date()
    counts = Counter(((sent.day - first).days // 7) for sent in person.sent)
    return [counts[week] for week in range(52)]


def table(people: list[Simulated]) -> Iterator[str]:
    """The histogram, and the means by habit and part of the year."""
    spread = Counter(count for person in people for count in weeks(person))
    total = sum(spread.values())
    yield f"{PEOPLE} people, 52 weeks each; unasked messages in a week:"
    yield ""
    yield "| messages | share of weeks | |"
    yield "|---|---|---|"
    for count in range(max(spread) + 1):
        share = spread[count] / total
        yield f"| {count} | {share:.1%} | {'█' * round(share * 60)} |"
    yield ""
    yield "| habit | weeks 1–2 | 3–4 | 5–8 | 9–26 | 27–52 |"
    yield "|---|---|---|---|---|---|"
    for habits in HABITS:
        of = [weeks(person) for person in people if person.habits is habits]
        parts = ((0, 2), (2, 4), (4, 8), (8, 26), (26, 52))
        means = [sum(sum(w[a:b]) for w in of) / (len(of) * (b - a)) for a, b in parts]
        yield f"| {habits.name} | " + " | ".join(f"{mean:.1f}" for mean in means) + " |"


def main() -> None:
    """Prints or writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    started = time.perf_counter()
    people = simulate()
    took = time.perf_counter() - started
    lines = list(table(people))
    print("\n".join(lines))
    print(f"\n{took:.1f} s")
    if options.write:
        text = DOCUMENT.read_text("utf-8")
        head, _, rest = text.partition(MARKS[0])
        _, _, tail = rest.partition(MARKS[1])
        body = "\n".join([MARKS[0], "", *lines, "", MARKS[1]])
        DOCUMENT.write_text(head + body + tail, "utf-8")


if __name__ == "__main__":
    main()
