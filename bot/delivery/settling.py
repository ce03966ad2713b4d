"""Marks replies as delivered or refused, those that end together in one transaction.

A reply that was delivered is not sent again by this process, however long the database is away: the mark is written
as soon as it is back.
"""

import asyncio
import logging
from collections.abc import Sequence

from bot.core.errors import StoreUnavailable
from bot.core.ports import Delivered, Outbound, Store

log = logging.getLogger(__name__)
PAUSE_S = 0.5


class Settler:
    """Owns what is delivered and not marked yet."""

    def __init__(self, store: Store) -> None:
        """Nothing is to be marked at first."""
        self._store = store
        self._delivered: list[Delivered] = []
        self._refused: list[tuple[Outbound, str]] = []
        self._task: asyncio.Task[None] | None = None

    def delivered(self, delivered: Delivered) -> None:
        """It arrived."""
        self._delivered.append(delivered)
        self._begin()

    def refused(self, outbound: Outbound, reason: str) -> None:
        """It never will; `reason` holds no words."""
        self._refused.append((outbound, reason))
        self._begin()

    async def finish(self, within_s: float | None = None) -> None:
        """Returns once all is marked, or when time is up."""
        if self._task is not None:
            await asyncio.wait([self._task], timeout=within_s)

    def _begin(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._mark_all())

    async def _mark_all(self) -> None:
        """What came together while the last transaction ran goes into the next one."""
        while self._delivered or self._refused:
            delivered, self._delivered = self._delivered, []
            refused, self._refused = self._refused, []
            if not await self._marked(delivered, refused):
                self._delivered = delivered + self._delivered
                self._refused = refused + self._refused
                await asyncio.sleep(PAUSE_S)

    async def _marked(
        self, delivered: list[Delivered], refused: Sequence[tuple[Outbound, str]]
    ) -> bool:
        try:
            await self._store.settle(delivered, refused=refused)
        except StoreUnavailable:
            log.warning("deliveries not marked yet", extra={"count": len(delivered)})
            return False
        except Exception as error:  # noqa: BLE001  # the error door: what follows must be marked all the same
            count = len(delivered) + len(refused)
            reason = type(error).__name__
            log.critical("deliveries cannot be marked", extra={"count": count, "reason": reason})
        return True
