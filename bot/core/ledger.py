"""The facts of one person, oldest first, with what was taken back left out of every answer."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Any, TypeAlias

from bot.core.events import Event, EventKind

UNSENT_AFTER = timedelta(hours=24)
"""An urge counts as unsent when this long has passed without contact (docs/design.md, 3)."""
Live: TypeAlias = dict[EventKind, tuple[Event, ...]]
A_DAY_ANYWHERE = timedelta(hours=12 + 14)
"""From noon UTC of a date no local moment of that date is farther away."""


@dataclass(frozen=True)
class Ledger:
    """All events of one person in the order in which they were recorded.

    `at` of a back-dated contact lies before its place in the list; whoever needs time order asks `of`.
    """

    events: tuple[Event, ...] = field(default=())

    def __len__(self) -> int:
        """How many facts there are, the undone and the undoing included."""
        return len(self.events)

    def adding(self, events: tuple[Event, ...]) -> "Ledger":
        """The same ledger with more facts at its end; what was sorted and counted once is carried over."""
        if not events:
            return self
        grown = Ledger(self.events + events)
        if not any(event.kind is EventKind.UNDONE for event in events):
            known = self.__dict__
            for name, carry in CARRIED.items():
                if name in known:
                    grown.__dict__[name] = carry(known[name], events)
        return grown

    @cached_property
    def _live(self) -> Live:
        undone = {event.ref for event in self.events if event.kind is EventKind.UNDONE}
        found: dict[EventKind, list[Event]] = {}
        for event in self.events:
            if event.id not in undone and event.kind is not EventKind.UNDONE:
                found.setdefault(event.kind, []).append(event)
        return {kind: tuple(sorted(of, key=lambda e: e.at)) for kind, of in found.items()}

    def of(self, *kinds: EventKind) -> tuple[Event, ...]:
        """What happened of these kinds and was not taken back, by time."""
        if len(kinds) == 1:
            return self._live.get(kinds[0], ())
        together = [event for kind in kinds for event in self._live.get(kind, ())]
        return tuple(sorted(together, key=lambda event: event.at))

    def since(self, start: datetime, *kinds: EventKind) -> tuple[Event, ...]:
        """Like `of`, from `start` on."""
        found = self.of(*kinds)
        return found[bisect_left(found, start, key=lambda event: event.at) :]

    def about(self, ref: str, *kinds: EventKind) -> tuple[Event, ...]:
        """Like `of`, for one urge, letter, contact or day."""
        return tuple(event for event in self.of(*kinds) if event.ref == ref)

    def last(self, *kinds: EventKind) -> Event | None:
        """The latest of these kinds, None where there is none."""
        found = self.of(*kinds)
        return found[-1] if found else None

    def on(self, day: date, *kinds: EventKind) -> tuple[Event, ...]:
        """Like `of`, on one of the person's own days."""
        noon = datetime.combine(day, time(12), UTC)
        near = self.since(noon - A_DAY_ANYWHERE, *kinds)
        return tuple(
            event
            for event in takewhile(lambda event: event.at <= noon + A_DAY_ANYWHERE, near)
            if event.day == day
        )

    @cached_property
    def contact_days(self) -> frozenset[date]:
        """The days with contact that was not necessary."""
        return _with_contacts(frozenset(), self.of(EventKind.CONTACT))

    @cached_property
    def neutral_days(self) -> frozenset[date]:
        """The days with necessary contact and no other: they protect a run without adding to it."""
        needed = frozenset(event.day for event in self.of(EventKind.NECESSARY))
        return needed - self.contact_days

    @cached_property
    def shown(self) -> frozenset[str]:
        """The ids of all reframes that were ever shown."""
        return frozenset(event.name for event in self.of(EventKind.SHOWN))

    @cached_property
    def sent(self) -> dict[str, tuple[str, ...]]:
        """What came unasked, by the name of its kind: the days or slips that it belonged to, oldest first."""
        return _with_sent({}, self.of(EventKind.UNASKED))

    @cached_property
    def urge_hours(self) -> tuple[int, ...]:
        """How many urges began in each hour of the person's day: 24 counts."""
        return _with_hours((0,) * 24, self.of(EventKind.URGE))

    def outcomes(self, now: datetime) -> Iterator[tuple[Event, bool | None]]:
        """Every urge with whether it stayed unsent: True, False, or None where nobody can know.

        Sent: contact within 24 h of it. Unsent: held, or 24 h gone without contact and a sign of life since.
        """
        held = {event.ref for event in self.of(EventKind.HELD)}
        contacts = [event.at for event in self.of(EventKind.CONTACT)]
        latest = max(
            (event.at for event in self.events if event.kind in SIGNS_OF_LIFE), default=None
        )
        for urge in self.of(EventKind.URGE):
            ends = urge.at + UNSENT_AFTER
            if any(urge.at <= at <= ends for at in contacts):
                yield urge, False
            elif urge.ref in held or (latest is not None and min(now, latest) >= ends):
                yield urge, True
            else:
                yield urge, None


def _with_live(live: Live, events: tuple[Event, ...]) -> Live:
    grown = dict(live)
    for event in events:
        grown[event.kind] = _placed(grown.get(event.kind, ()), event)
    return grown


def _placed(sorted_by_time: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
    """The events with one more at its time; nearly always the last."""
    if not sorted_by_time or sorted_by_time[-1].at <= event.at:
        return (*sorted_by_time, event)
    return tuple(sorted((*sorted_by_time, event), key=lambda e: e.at))


def _with_sent(
    sent: dict[str, tuple[str, ...]], events: tuple[Event, ...]
) -> dict[str, tuple[str, ...]]:
    grown = dict(sent)
    for event in events:
        if event.kind is EventKind.UNASKED:
            grown[event.name] = (*grown.get(event.name, ()), event.ref)
    return grown


def _with_contacts(days: frozenset[date], events: tuple[Event, ...]) -> frozenset[date]:
    more = [event.day for event in events if event.kind is EventKind.CONTACT]
    return days.union(more) if more else days


def _with_hours(hours: tuple[int, ...], events: tuple[Event, ...]) -> tuple[int, ...]:
    grown = list(hours)
    for event in events:
        if event.kind is EventKind.URGE:
            grown[event.local.hour] += 1
    return tuple(grown)


CARRIED: dict[str, Callable[[Any, tuple[Event, ...]], Any]] = {
    "_live": _with_live,
    "contact_days": _with_contacts,
    "sent": _with_sent,
    "urge_hours": _with_hours,
}
"""Answers that a growing ledger need not work out anew, by their name in `Ledger`."""

SIGNS_OF_LIFE = frozenset(
    {
        EventKind.URGE,
        EventKind.RATED,
        EventKind.HELD,
        EventKind.CONTACT,
        EventKind.NECESSARY,
        EventKind.EX_CONTACT,
        EventKind.CHECKED,
        EventKind.LETTER_SEALED,
        EventKind.LETTER_FATE,
        EventKind.ANSWERED,
        EventKind.STATS_SEEN,
    }
)
"""What only happens when the person is there: without one of these after an urge its end is unknown."""
