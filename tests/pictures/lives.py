"""Invented people with honest ledgers: each day's events are drawn by a seeded chance, nothing is set by hand.

Urges come mostly in the evening and more seldom with the weeks; most are held, some are not, some end untold.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bot.core import wall
from bot.core.events import Event, EventKind
from bot.core.ledger import Ledger
from bot.core.person import About
from bot.core.stats import Stats, stats

TODAY = date(2026, 11, 18)
ZONE = "Europe/Dublin"
HOURS = (0, 1, 7, 8, 12, 13, 17, 18, 19, 20, 21, 22, 23)
HOUR_WEIGHTS = (4, 2, 2, 1, 1, 2, 1, 2, 2, 3, 5, 8, 7)
MOTIVES = ("loneliness", "habit_hour", "reminder", "closure", "drunk", "boredom", "jealousy")
MOTIVE_WEIGHTS = (8, 6, 5, 3, 2, 2, 1)
HELPS = ("hold", "letter", "breathe")
THEMES = ("N", "T", "A", "C")


@dataclass(frozen=True)
class Life:
    """One invented person: `days` since the day of last contact, all of them spent with the bot."""

    ledger: Ledger
    about: About
    now: datetime

    def stats(self, span: str = "month", *, show_run: bool = True) -> Stats:
        """Their numbers."""
        return stats(self.ledger, self.about, self.now, span=span, show_run=show_run)


class _Writer:
    """Writes down one life."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.events: list[Event] = []

    def note(self, kind: EventKind, at: datetime, **values: object) -> str:
        """One fact; returns its id."""
        name = f"e{len(self.events)}"
        offset = wall.offset_min(at, ZONE)
        self.events.append(Event(id=name, kind=kind, at=at, offset_min=offset, **values))
        return name

    def urge(self, at: datetime, age: int) -> None:
        """An urge from its first word to its end."""
        chance = self.chance
        ref = f"u{len(self.events)}"
        motive = chance.choices(MOTIVES, MOTIVE_WEIGHTS)[0]
        self.note(EventKind.URGE, at, ref=ref, name=motive)
        theme = chance.choice(THEMES)
        self.note(EventKind.CHOSEN, at, ref=ref, name=f"theme:{theme}", chance=0.25)
        before = min(10, max(2, round(chance.gauss(7.6 - age / 200, 1.6))))
        if chance.random() < 0.85:
            self.note(EventKind.RATED, at, ref=ref, name="first", value=before)
        if chance.random() < 0.035 / (1 + age / 60):
            sent = at + timedelta(minutes=chance.randint(5, 90))
            self.note(EventKind.CONTACT, sent, name=chance.choice(("wrote", "replied", "called")))
            return
        if chance.random() < 0.1:
            return
        later = at + timedelta(minutes=chance.choice((3, 10, 10, 20)))
        tool = chance.choice(HELPS)
        self.note(EventKind.CHOSEN, at, ref=ref, name=f"help:{tool}", chance=0.3)
        self.note(EventKind.USED, at, ref=ref, name=tool)
        if chance.random() < 0.6:
            guess = min(10, max(0, before - chance.randint(-1, 3)))
            self.note(EventKind.FORECAST, at, ref=ref, value=guess)
        if chance.random() < 0.8:
            left = max(0, before - chance.choice((0, 1, 2, 3, 4, 4, 5, 6)))
            self.note(EventKind.RATED, later, ref=ref, name="after", value=left)
        if tool == "letter":
            self.letter(later, ref)
        self.note(EventKind.HELD, later, ref=ref)

    def letter(self, at: datetime, ref: str) -> None:
        """A letter, and what the next morning said of it."""
        self.note(EventKind.LETTER_SEALED, at, ref=f"letter-{ref}")
        fate = self.chance.choices(("burnt", "shut", "read", "still_send"), (6, 3, 2, 1))[0]
        if self.chance.random() < 0.9:
            morning = at + timedelta(hours=11)
            self.note(EventKind.LETTER_FATE, morning, ref=f"letter-{ref}", name=fate)


def life(days: int, seed: int = 7, *, untouched: bool = False, wrote: tuple[int, ...] = ()) -> Life:
    """Somebody whose last contact was so many days ago when they began.

    `untouched`: they have only opened the chat. `wrote`: so many days ago they wrote to their ex, besides what chance
    has drawn.
    """
    writer = _Writer(seed)
    first = TODAY - timedelta(days=days)
    noon = wall.instant(first, time(12, 5), ZONE)
    now = wall.instant(TODAY, time(22, 40), ZONE)
    writer.note(EventKind.BEGAN, noon)
    for age in range(0 if untouched else days + 1):
        _day(writer, first + timedelta(days=age), age, now)
    for ago in wrote:
        at = wall.instant(TODAY - timedelta(days=ago), time(21, 15), ZONE)
        writer.note(EventKind.CONTACT, at, name="wrote")
    ledger = Ledger(tuple(e for e in writer.events if e.at <= now))
    return Life(ledger=ledger, about=About(last_contact_on=first, zone=ZONE), now=now)


def _day(writer: _Writer, day: date, age: int, now: datetime) -> None:
    chance = writer.chance
    expected = 1.9 / (1 + age / 35) + (0.4 if day.weekday() in {4, 5, 6} else 0)
    for _ in range(min(5, int(chance.expovariate(1 / expected) + 0.5))):
        clock = time(chance.choices(HOURS, HOUR_WEIGHTS)[0], chance.randrange(60))
        at = wall.instant(day, clock, ZONE)
        if at <= now:
            writer.urge(at, age)
    if chance.random() < 0.03:
        writer.note(EventKind.NECESSARY, wall.instant(day, time(10, 15), ZONE), name="home")
    if chance.random() < 0.08 / (1 + age / 40):
        writer.note(EventKind.CHECKED, wall.instant(day, time(23, 20), ZONE))
    writer.note(EventKind.ANSWERED, wall.instant(day, time(8, 31), ZONE), name="steady")
