"""What the tests of the store say most often, in one word each."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.core.events import Event, EventKind
from bot.core.messages import Appointment, DueKind, Incoming, Keep, KeptKind, Say, Words
from bot.core.person import Person
from bot.core.ports import Backlog, Outbound, Received
from bot.core.turn import Turn
from bot.storage import SqlStore

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANNA = "7000000001"
BEN = "7000000002"
"""Telegram's ids do not fit into 32 bits."""

_updates = itertools.count(1000)
_tokens = itertools.count(1)


@dataclass
class FakeClock:
    """A clock that stands still until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def go(self, **ahead: float) -> datetime:
        self.at += timedelta(**ahead)
        return self.at


@dataclass
class Told:
    """A decision that does as it is told, and remembers whom it was shown."""

    replies: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    book: tuple[Appointment, ...] = ()
    cancel: tuple[Appointment, ...] = ()
    keep: tuple[Keep, ...] = ()
    burn: tuple[str, ...] = ()
    change: Callable[[Person], Person] = field(default=lambda person: person)
    shown: list[Person] = field(default_factory=list)

    def __call__(self, person: Person) -> Turn:
        self.shown.append(person)
        return Turn(
            person=replace(self.change(person), ledger=person.ledger.adding(self.events)),
            replies=tuple(Say(text=text) for text in self.replies),
            events=self.events,
            book=self.book,
            cancel=self.cancel,
            keep=self.keep,
            burn=self.burn,
        )


def message(
    text: str = "hello",
    *,
    address: str = ANNA,
    update_id: int | None = None,
    at: datetime = NOON,
    content: Incoming | None = None,
    urgent: bool = False,
) -> Received:
    number = next(_updates) if update_id is None else update_id
    return Received(
        update_id=number,
        address=address,
        content=content or Words(text=text),
        at=at,
        message_id=number,
        urgent=urgent,
    )


def fact(kind: EventKind = EventKind.URGE, **values: object) -> Event:
    return Event(id=f"e{next(_tokens)}", kind=kind, at=NOON, **values)  # type: ignore[arg-type]  # a test's own


def appointment(kind: DueKind = DueKind.TIMER_END, ref: str = "a", **ahead: float) -> Appointment:
    return Appointment(kind=kind, ref=ref, due_at=NOON + timedelta(**ahead))


def letter(letter_id: str, body: str) -> Keep:
    return Keep(id=letter_id, what=KeptKind.LETTER, body=body)


async def waiting(store: SqlStore, *received: Received, limit: int = 50) -> list[Backlog]:
    """Receives and claims."""
    await store.receive(received)
    return list(await store.claim_backlogs(limit))


async def turn(store: SqlStore, told: Told | None = None, address: str = ANNA) -> list[Outbound]:
    """One whole turn of somebody, from their message to the replies."""
    await store.receive([message(address=address)])
    backlogs = await store.claim_backlogs(500)
    (backlog,) = [one for one in backlogs if one.address == address]
    for other in backlogs:
        if other is not backlog:
            await store.release(other)
    replies = await store.answer(backlog, told or Told())
    await store.release(backlog)
    return list(replies)


async def person_of(store: SqlStore, address: str = ANNA) -> str:
    """The id of somebody, who gets one by writing if they have none."""
    backlogs = await waiting(store, message(address=address))
    (mine,) = [one for one in backlogs if one.address == address]
    for one in backlogs:
        if one is mine:
            await store.answer(one, Told())
        await store.release(one)
    return mine.person_id


def texts(backlog: Backlog) -> list[str]:
    return [one.content.text for one in backlog.received if isinstance(one.content, Words)]


def said(replies: list[Outbound]) -> list[str]:
    return [one.outgoing.text for one in replies if isinstance(one.outgoing, Say)]
