"""A transport that does as it is told, and the parts of delivery around a real store."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.core.messages import Outgoing, Rows
from bot.core.ports import Decision
from bot.core.turn import Turn
from bot.delivery.animate import Animator
from bot.delivery.carry import Carrier
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.storage import SqlStore
from tests.storage.kit import FakeClock


@dataclass
class Chats:
    """Implements `Transport`: remembers what arrived, and fails where it was told to."""

    said: list[tuple[str, str]] = field(default_factory=list)
    edited: list[tuple[str, int, str]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    """By address, the next one first."""
    when_said: Callable[[str], None] = lambda _text: None

    when_failed: Callable[[], None] = lambda: None

    @property
    def is_sound(self) -> bool:
        """True where nothing fails any more."""
        return not any(self.failures.values())

    def _fail(self, address: str) -> None:
        if self.failures.get(address):
            error = self.failures[address].pop(0)
            self.when_failed()
            raise error

    def texts(self, address: str) -> list[str]:
        return [text for where, text in self.said if where == address]

    async def say(self, address: str, text: str, rows: Rows) -> tuple[int, ...]:
        del rows
        await asyncio.sleep(0)
        self._fail(address)
        self.said.append((address, text))
        self.when_said(text)
        return (len(self.said),)

    async def edit(self, address: str, message_id: int, text: str, rows: Rows) -> None:
        del rows
        self._fail(address)
        self.edited.append((address, message_id, text))

    async def picture(self, address: str, png: bytes, text: str, rows: Rows) -> tuple[int, ...]:
        del png
        return await self.say(address, text, rows)

    async def document(self, address: str, name: str, content: bytes, text: str) -> tuple[int, ...]:
        del name, content
        return await self.say(address, text, ())

    async def voice(self, address: str, file_id: str, text: str) -> tuple[int, ...]:
        del file_id
        return await self.say(address, text, ())

    async def remove(self, address: str, message_ids: Sequence[int]) -> int:
        del address
        self.removed.extend(message_ids)
        return 0

    async def acknowledge(self, tap_id: str) -> None:
        del tap_id


@dataclass
class Counted:
    """What the sender told the metrics."""

    told: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, what: str, label: str) -> None:
        self.told.append((what, label))


def sender(
    store: SqlStore,
    chats: Chats,
    clock: FakeClock,
    *,
    per_second: int = 0,
    counted: Counted | None = None,
) -> Sender:
    pace = Pace(per_second, store.reserve)

    def draw(_numbers: object) -> bytes:
        raise ZeroDivisionError

    carrier = Carrier(store, chats, draw, clock, animate=Animator(chats, pace).show)
    return Sender(store, carrier, clock, pace=pace, count=counted or Counted())


def saying(*outgoing: Outgoing) -> Decision:
    """A decision with these replies."""
    return lambda person: Turn(person=person, replies=outgoing)
