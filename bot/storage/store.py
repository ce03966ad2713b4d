"""The Store of `bot.core.ports`: each method hands one piece of work to the database.

The work itself is in the modules beside this one, by subject; this is their table of contents.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.core.errors import AlreadyHandled, StoreUnavailable
from bot.core.ledger import Ledger
from bot.core.person import Person
from bot.core.ports import Backlog, Decision, Delivered, DueBatch, Gauge, Outbound, Received
from bot.storage import (
    addresses,
    appointments,
    backlogs,
    erasing,
    export,
    inbox,
    outbox,
    people,
    presence,
    turns,
)
from bot.storage.database import Database
from bot.storage.desk import Desk


class SqlStore:
    """See `bot.core.ports.Store` for what each method promises. Made by `open_store`."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        headings: Mapping[str, str],
        *,
        key_made_at: Path | None = None,
    ) -> None:
        """`headings`: content's words for `export.HEADINGS`."""
        self.database = database
        self.desk = desk
        self.key_made_at = key_made_at
        """Where a host key was made and written just now, None where there was one."""
        self._headings = headings

    async def receive(self, received: Sequence[Received]) -> int:
        """See `Store`."""
        return await self.database.run(lambda db: inbox.receive(db, self.desk, received))

    async def claim_backlogs(self, limit: int) -> Sequence[Backlog]:
        """See `Store`."""
        return await self.database.run(lambda db: backlogs.claim(db, self.desk, limit))

    async def load(self, person_id: str) -> Person:
        """See `Store`."""
        known = self.desk.snapshots.latest(person_id) if self.desk.alone else None
        if known is not None:
            return known
        return await self.database.run(lambda db: people.load(db, self.desk, person_id))

    async def answer(self, backlog: Backlog, decision: Decision) -> Sequence[Outbound]:
        """See `Store`."""
        with self._in_doubt():
            return await self.database.run(
                lambda db: turns.answer(db, self.desk, backlog, decision)
            )

    async def release(self, backlog: Backlog) -> None:
        """See `Store`. Takes no transaction where nobody shares the database."""
        if self.desk.alone:
            self.desk.busy.pop(backlog.person_id, None)
        else:
            await self.database.run(lambda db: backlogs.release(db, self.desk, backlog.person_id))

    async def set_backlog_aside(self, backlog: Backlog, reason: str) -> None:
        """See `Store`."""
        await self.database.run(lambda db: backlogs.set_aside(db, self.desk, backlog, reason))

    async def claim_due(self, now: datetime, limit: int) -> Sequence[DueBatch]:
        """See `Store`."""
        return await self.database.run(lambda db: appointments.claim(db, self.desk, now, limit))

    async def keep_appointment(self, batch: DueBatch, decision: Decision) -> Sequence[Outbound]:
        """See `Store`."""
        try:
            with self._in_doubt():
                return await self.database.run(
                    lambda db: turns.keep_appointment(db, self.desk, batch, decision)
                )
        except AlreadyHandled:
            await self.database.run(lambda db: appointments.release(db, batch))
            raise

    async def set_aside(self, batch: DueBatch, reason: str) -> None:
        """See `Store`."""
        await self.database.run(lambda db: appointments.set_aside(db, self.desk, batch, reason))

    async def claim_outbound(self, now: datetime, limit: int) -> Sequence[Outbound]:
        """See `Store`."""
        if self.desk.unsure:
            await self.database.run(lambda db: outbox.recover(db, self.desk))
            self.desk.unsure = False
        with self._in_doubt():
            return await self.database.run(lambda db: outbox.claim(db, self.desk, now, limit))

    @contextmanager
    def _in_doubt(self) -> Iterator[None]:
        """A connection lost during the commit leaves open whether replies were written for us."""
        try:
            yield
        except StoreUnavailable:
            self.desk.unsure = True
            raise

    async def settle(
        self,
        delivered: Sequence[Delivered],
        *,
        refused: Sequence[tuple[Outbound, str]] = (),
    ) -> None:
        """See `Store`."""
        await self.database.run(lambda db: outbox.settle(db, self.desk, delivered, refused))

    async def postpone(self, outbound: Outbound, until: datetime) -> None:
        """See `Store`."""
        await self.database.run(lambda db: outbox.postpone(db, self.desk, outbound, until))

    async def message_ids(self, person_id: str, slot: str | None) -> Sequence[int]:
        """See `Store`."""
        now = self.desk.clock.now()
        return await self.database.run(lambda db: outbox.message_ids(db, person_id, slot, now))

    async def remember(self, delivered: Delivered) -> None:
        """See `Store`."""
        await self.database.run(lambda db: outbox.remember(db, [delivered]))

    async def mark_gone(self, person_id: str) -> None:
        """See `Store`."""
        await self.database.run(lambda db: erasing.mark_gone(db, self.desk, person_id))

    async def gauge(self, now: datetime) -> Gauge:
        """See `Store`."""
        return await self.database.run(lambda db: presence.gauge(db, now))

    async def beat(self, now: datetime) -> None:
        """See `Store`. Expected every five seconds: others judge by it who is alive."""
        await self.database.run(lambda db: presence.beat(db, self.desk, now))

    async def lead(self, role: str) -> bool:
        """See `Store`."""
        return await self.database.lead(role)

    async def reserve(self, count: int, per_second: float) -> float:
        """See `Store`."""
        return await self.database.reserve(count, per_second)

    async def sweep(self, now: datetime) -> None:
        """See `Store`. In small steps, between which others get their turn."""
        for slice_ in erasing.SLICES:
            await self.database.run(partial(erasing.drop_past, slice_=slice_, now=now))
        half_gone = await self.database.run(erasing.half_gone)
        for person_id in half_gone:
            await self.database.run(partial(erasing.erase, person_id=person_id))
        await self.database.scrub(erased=bool(half_gone))

    async def letter(self, person_id: str, letter_id: str) -> str | None:
        """See `Store`."""
        return await self.database.run(
            lambda db: people.letter(db, self.desk, person_id, letter_id)
        )

    async def export(self, person_id: str) -> bytes:
        """See `Store`. Raises KeyError for nobody."""
        found = await self.database.run(lambda db: export.collect(db, self.desk, person_id))
        return await asyncio.to_thread(export.zipped, found, self._headings, self.desk.clock.now())

    async def forget(self, person_id: str) -> None:
        """See `Store`."""
        await self.database.run(lambda db: erasing.destroy_key(db, self.desk, person_id))
        await self.database.run(lambda db: erasing.erase(db, person_id))
        await self.database.scrub(erased=True)

    # Beyond the port: for the terminal and for `unsent report` ------------------------------------

    async def person_at(self, address: str) -> Person | None:
        """The person behind an address as they are now, None where nobody ever wrote from there."""
        person_id = await self.database.run(
            lambda db: addresses.person_id_at(db, self.desk, address)
        )
        return await self.load(person_id) if person_id is not None else None

    async def skipped(self, address: str) -> timedelta:
        """How far the clock of the person behind an address was moved ahead by `skip`."""
        return await self.database.run(lambda db: addresses.skipped(db, self.desk, address))

    async def skip(self, address: str, by: timedelta) -> timedelta:
        """Moves that clock further ahead, whole seconds; returns how far it is ahead now."""
        return await self.database.run(lambda db: addresses.skip(db, self.desk, address, by))

    async def ledgers(self) -> AsyncIterator[Ledger]:
        """Every person's facts, without saying whose; a few people at a time are in memory."""
        after = ""
        while True:
            found, after = await self.database.run(partial(people.ledgers, after=after))
            for ledger in found:
                yield ledger
            if not after:
                return

    async def close(self) -> None:
        """Lets go of everything, also of what it had claimed. What is under way is finished first."""
        if self.desk.beat_at is not None:
            self.desk.beat_at = None
            with suppress(StoreUnavailable):  # Then the others find out by themselves.
                await self.database.run(lambda db: presence.bury(db, [self.desk.owner]))
        await self.database.close()
