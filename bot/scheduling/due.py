"""Keeps what has fallen due: claims it, decides, hands the replies on. One tick for everybody, no job per person."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from bot.core.errors import AlreadyHandled, StoreUnavailable
from bot.core.person import Person
from bot.core.ports import Clock, DueBatch, Outbound, Store
from bot.core.turn import Turn

log = logging.getLogger(__name__)
CLAIMED = 100
AT_ONCE = 8
"""People whose appointments are kept side by side: one wait for the disk, or for the server, instead of eight."""
TRIES = 3


class Keeper(Protocol):
    """Decides on what is due."""

    def keep(self, batch: DueBatch) -> Callable[[Person], Turn]:
        """The pure decision for this batch."""
        ...


class DueRound:
    """One look at the appointments; the tick calls it every second."""

    def __init__(
        self,
        store: Store,
        keeper: Keeper,
        clock: Clock,
        *,
        send: Callable[[Sequence[Outbound]], None],
        kept: Callable[[int, float], None],
    ) -> None:
        """`kept` is told how many appointments were kept and how late the latest was, in seconds."""
        self._store = store
        self._keeper = keeper
        self._clock = clock
        self._send = send
        self._kept = kept

    async def keep_all(self) -> int:
        """Keeps everything that is due now; returns how many appointments that was."""
        count = 0
        try:
            while batches := await self._store.claim_due(self._clock.now(), CLAIMED):
                for some in _by(AT_ONCE, batches):
                    await self._keep_some(some)
                    count += sum(len(batch.items) for batch in some)
        except StoreUnavailable:
            log.warning("database does not answer; appointments wait")
        return count

    async def _keep_some(self, batches: Sequence[DueBatch]) -> None:
        """Those of several people at once. Raises StoreUnavailable, after all of them have ended."""
        results = await asyncio.gather(*map(self._keep, batches), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _keep(self, batch: DueBatch) -> None:
        try:
            replies = await self._store.keep_appointment(batch, self._keeper.keep(batch))
        except (AlreadyHandled, KeyError):
            return
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  # one poisoned appointment must not keep the others
            await self._failed(batch, error)
            return
        late_s = (self._clock.now() - batch.items[0].due_at).total_seconds()
        self._kept(len(batch.items), late_s)
        self._send(replies)

    async def _failed(self, batch: DueBatch, error: Exception) -> None:
        reason = type(error).__name__
        kinds = ",".join(item.kind.value for item in batch.items)
        log.error(
            "appointment failed",
            extra={
                "person": batch.person_id,
                "kinds": kinds,
                "reason": reason,
                "try": batch.attempts + 1,
            },
        )
        if batch.attempts + 1 >= TRIES:
            await self._store.set_aside(batch, reason)


def _by(count: int, batches: Sequence[DueBatch]) -> Iterator[Sequence[DueBatch]]:
    """So many at a time."""
    for start in range(0, len(batches), count):
        yield batches[start : start + count]
