"""The facts of one person, oldest first, with what was taken back left out of every answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.core.events import Event, EventKind

UNSENT_AFTER = timedelta(hours=24)
"""An urge counts as unsent when this long has passed without contact (docs/design.md, 3)."""


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
        """The same ledger with more facts at its end."""
        return Ledger(self.events + events) if events else self

    @cached_property
    def _live(self) -> dict[EventKind, tuple[Event, ...]]:
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
        return tuple(event for event in self.of(*kinds) if event.at >= start)

    def about(self, ref: str, *kinds: EventKind) -> tuple[Event, ...]:
        """Like `of`, for one urge, letter, contact or day."""
        return tuple(event for event in self.of(*kinds) if event.ref == ref)

    def last(self, *kinds: EventKind) -> Event | None:
        """The latest of these kinds, None where there is none."""
        found = self.of(*kinds)
        return found[-1] if found else None

    def on(self, day: date, *kinds: EventKind) -> tuple[Event, ...]:
        """Like `of`, on one of the person's own days."""
        return tuple(event for event in self.of(*kinds) if event.day == day)

    @cached_property
    def contact_days(self) -> frozenset[date]:
        """The days with contact that was not necessary."""
        return frozenset(event.day for event in self.of(EventKind.CONTACT))

    @cached_property
    def neutral_days(self) -> frozenset[date]:
        """The days with necessary contact and no other: they protect a run without adding to it."""
        needed = frozenset(event.day for event in self.of(EventKind.NECESSARY))
        return needed - self.contact_days

    @cached_property
    def shown(self) -> frozenset[str]:
        """The ids of all reframes that were ever shown."""
        return frozenset(event.name for event in self.of(EventKind.SHOWN))

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
