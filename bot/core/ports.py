"""The faces of everything outside the core. Adapters implement them; nobody in the core knows which."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.ledger import Ledger
from bot.core.messages import Appointment, Incoming, Lane, Outgoing, Rows
from bot.core.person import Person
from bot.core.reading import Context, Reading
from bot.core.stats import Stats
from bot.core.turn import Turn


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        ...


class Reader(Protocol):
    """Text in, reading out. Does no I/O and may be called from any thread; never raises for any text."""

    def read(self, text: str, context: Context) -> Reading:
        """One message, read once."""
        ...

    def is_urgent(self, text: str) -> bool:
        """True where the rules alone see a sign of danger; takes microseconds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One thing as it came from a transport. `update_id` is the transport's own, one for each thing."""

    update_id: int
    address: str
    """Where to answer: the transport's name for the chat."""
    content: Incoming
    at: datetime
    message_id: int | None = None
    tap_id: str | None = None
    """What `Transport.acknowledge` wants for a tap; not kept."""
    urgent: bool = False
    """True where the rules saw a sign of danger: kept even over the backlog's cap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits for an answer from one person, oldest first."""

    person_id: str
    address: str
    received: tuple[Received, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBatch:
    """The appointments of one person that were claimed together."""

    person_id: str
    items: tuple[Appointment, ...]
    attempts: int
    """How often this was tried before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """One reply on its way out."""

    id: int
    person_id: str
    address: str
    outgoing: Outgoing
    lane: Lane
    attempts: int = 0


Decision = Callable[[Person], Turn]
"""Called inside the transaction with the person as they are now; pure, so that it may be called again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of a reply: the transport's message ids, and the slot under which they are remembered."""

    outbound: Outbound
    message_ids: tuple[int, ...] = ()
    slot: str | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How things stand, for the metrics: counts, and ages in seconds (0 where nothing waits)."""

    waiting: int
    oldest_waiting_s: float
    outbound: int
    due: int
    oldest_due_s: float


class Store(Protocol):
    """Where everything lasting lives. Each method is one transaction, or raises StoreUnavailable.

    Several processes may share one store: what one has claimed is left alone by the others until its lease ends.
    """

    async def receive(self, received: Sequence[Received]) -> int:
        """Writes down what came in, before anybody is told that it was received.

        What is known already by its update_id changes nothing. Over the backlog's cap a person's messages are counted,
        not kept. Returns how many were new.
        """
        ...

    async def claim_backlogs(self, limit: int) -> Sequence[Backlog]:
        """What waits for an answer, of at most `limit` people, nobody whom anybody is answering now."""
        ...

    async def load(self, person_id: str) -> Person:
        """The person as they are now. Raises KeyError for nobody."""
        ...

    async def answer(self, backlog: Backlog, decision: Decision) -> Sequence[Outbound]:
        """Handles a backlog: decides on the person as they are now, and writes all that follows at once.

        Returns the replies, which are the caller's to send. Raises AlreadyHandled where somebody else was first.
        """
        ...

    async def release(self, backlog: Backlog) -> None:
        """The person may be claimed again; called once a claimed backlog is handled or given up for now."""
        ...

    async def claim_due(self, now: datetime, limit: int) -> Sequence[DueBatch]:
        """Appointments that have fallen due, earliest first, leased to the caller."""
        ...

    async def keep_appointment(self, batch: DueBatch, decision: Decision) -> Sequence[Outbound]:
        """Like `answer`, for what has fallen due."""
        ...

    async def set_aside(self, batch: DueBatch, reason: str) -> None:
        """Takes appointments that cannot be kept out of the way; they stay on record with the reason."""
        ...

    async def claim_outbound(self, now: datetime, limit: int) -> Sequence[Outbound]:
        """Replies that nobody is sending, safety first, then by age."""
        ...

    async def settle(
        self,
        delivered: Sequence[Delivered],
        *,
        refused: Sequence[tuple[Outbound, str]] = (),
    ) -> None:
        """Marks replies as delivered (their words are wiped), or as refused with a reason that holds no words."""
        ...

    async def postpone(self, outbound: Outbound, until: datetime) -> None:
        """Sends it later; counts the attempt."""
        ...

    async def message_ids(self, person_id: str, slot: str | None) -> Sequence[int]:
        """What is remembered under a slot, newest last; without one every message of both sides of the last 48 h."""
        ...

    async def remember(self, delivered: Delivered) -> None:
        """Remembers the message ids of a reply that is not done yet."""
        ...

    async def mark_gone(self, person_id: str) -> None:
        """They blocked the bot: drops their appointments and replies; they are back when they write."""
        ...

    async def set_backlog_aside(self, backlog: Backlog, reason: str) -> None:
        """Gives up on messages that cannot be handled: wiped, and the reason (no words) stays on record."""
        ...

    async def gauge(self, now: datetime) -> Gauge:
        """How much waits."""
        ...

    async def beat(self, now: datetime) -> None:
        """Says that this process is alive; `unsent healthcheck` looks for it."""
        ...

    async def lead(self, role: str) -> bool:
        """True while this process is the only one with that role (such as "poller"); asked again and again."""
        ...

    async def reserve(self, count: int, per_second: float) -> float:
        """Takes `count` places in the send rate that all processes share.

        Returns after how many seconds the first may be used; each further one 1/per_second later. 0.0 at once where
        nobody shares the store.
        """
        ...

    async def sweep(self, now: datetime) -> None:
        """Removes what is kept for 48 h only, and returns what crashed processes had claimed."""
        ...

    async def letter(self, person_id: str, letter_id: str) -> str | None:
        """The words of a sealed letter, None where it is gone."""
        ...

    def ledgers(self) -> AsyncIterator[Ledger]:
        """Every person's facts, without saying whose; a slice of people at a time."""
        ...

    async def export(self, person_id: str) -> bytes:
        """Everything that is kept about them, as one zip of JSON and readable text."""
        ...

    async def forget(self, person_id: str) -> None:
        """Erases them: their key first, then every row. Safe to repeat, also after a crash half-way."""
        ...


class Transport(Protocol):
    """The way to people: translates into its own calls, and their failures into `TransportError`s.

    Every method but `acknowledge` raises Gone, TooMany, Refused or Unreachable. Texts are plain; a line that begins
    with "> " is a quotation. Ids are the transport's own message ids in that chat.
    """

    async def say(self, address: str, text: str, rows: Rows) -> tuple[int, ...]:
        """Sends a message, in several where it is too long for one; the buttons stand under the last."""
        ...

    async def edit(self, address: str, message_id: int, text: str, rows: Rows) -> None:
        """Replaces a message; one that is gone or the same already is no failure."""
        ...

    async def picture(self, address: str, png: bytes, text: str, rows: Rows) -> tuple[int, ...]:
        """Sends a picture with the text under it, or after it where it is too long for that."""
        ...

    async def document(self, address: str, name: str, content: bytes, text: str) -> tuple[int, ...]:
        """Sends a file."""
        ...

    async def voice(self, address: str, file_id: str, text: str) -> tuple[int, ...]:
        """Sends back a voice note that the person once sent."""
        ...

    async def remove(self, address: str, message_ids: Sequence[int]) -> int:
        """Deletes messages for both sides; returns how many could not be deleted."""
        ...

    async def acknowledge(self, tap_id: str) -> None:
        """Tells the transport that a tap was taken, where it wants to know; never raises."""
        ...


Painter = Callable[[Stats], bytes]
"""Numbers in, a PNG out. Called in a thread."""
