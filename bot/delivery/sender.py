"""Drains the outbox: lanes under a rate, failures by what they mean, every reply marked once it is delivered."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.errors import (
    Gone,
    Refused,
    StoreUnavailable,
    TooMany,
    TransportError,
)
from bot.core.messages import Breath, Edit
from bot.core.ports import Clock, Delivered, Outbound, Store
from bot.delivery.carry import Carried, Carrier
from bot.delivery.doors import without_words
from bot.delivery.lanes import Lanes
from bot.delivery.pace import Pace
from bot.delivery.patience import Patience, wait_s
from bot.delivery.rate import BURST
from bot.delivery.settling import Settler

log = logging.getLogger(__name__)
IN_FLIGHT = 32
"""Calls under way at once: at 30 a second and half a second each, 15 are needed."""
CLAIMED = 500
LOOK_AGAIN_S = 1.0
KEPT_HERE_S = 5.0
"""Waits up to this long stay in memory; longer ones go back to the store, for whoever is there then."""
TRIES_A_DAY = 1_500
"""Attempts in 24 hours at the longest wait; then the reply is set aside."""
TRIES_WHERE_BROKEN = 3
"""Attempts for what fails by an error of ours; then the reply is set aside."""
REASON_LENGTH = 200

Count = Callable[[str, str], None]


class Sender:
    """The loop that turns outbox rows into messages."""

    def __init__(
        self,
        store: Store,
        carrier: Carrier,
        clock: Clock,
        *,
        pace: Pace,
        count: Count,
    ) -> None:
        """`count` is told ("sent", lane) and ("error", kind)."""
        self._store = store
        self._carrier = carrier
        self._clock = clock
        self._pace = pace
        self._count = count
        self._lanes = Lanes(burst=BURST if pace.is_limited else None)
        self._settler = Settler(store)
        self._woken = asyncio.Event()
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._patience = Patience()

    def put(self, outbounds: Sequence[Outbound]) -> None:
        """Takes replies that were just written."""
        now = time.monotonic()
        for outbound in outbounds:
            self._lanes.put(outbound, now)
        if outbounds:
            self._woken.set()

    async def run(self) -> None:
        """Sends until `stop`."""
        looked_at = float("-inf")
        while not self._stopping:
            self._woken.clear()
            now = time.monotonic()
            if now - looked_at >= LOOK_AGAIN_S:
                looked_at = now
                await self._look()
            until_s = await self._send_ready()
            await self._sleep(min(until_s, LOOK_AGAIN_S))

    async def _look(self) -> None:
        """Replies that nobody holds: left by a crash, or postponed until now."""
        try:
            found = await self._store.claim_outbound(self._clock.now(), CLAIMED)
        except StoreUnavailable:
            log.warning("database does not answer; outbox is looked at again")
            return
        self.put([outbound for outbound in found if outbound.id not in self._lanes])

    async def _send_ready(self) -> float:
        """Starts what may go now; returns how long to wait for more."""
        while len(self._tasks) < IN_FLIGHT:
            now = time.monotonic()
            if self._patience.held_until > now:
                return self._patience.held_until - now
            lane = self._lanes.ready_lane(now)
            if lane is None:
                until_s = self._lanes.wait_s(now)
                return LOOK_AGAIN_S if until_s is None else until_s
            until_s = await self._pace.wait_s(lane)
            if until_s > 0:
                return until_s
            outbound = self._lanes.next(time.monotonic())
            if outbound is None:
                continue
            if self._carrier.counts(outbound.outgoing):
                self._pace.note(outbound.lane)
                self._lanes.note_sent(outbound.address, time.monotonic())
            self._start(self._deliver(outbound))
        return LOOK_AGAIN_S

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._woken.set()

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def stop(self, within_s: float) -> None:
        """Stops taking more, lets what is under way end, and marks it; both within that time."""
        self._stopping = True
        self._woken.set()
        until = time.monotonic() + within_s
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within_s)
        await self._settler.finish(max(0.0, until - time.monotonic()))

    async def idle(self) -> None:
        """Sends everything there is, without pause; for the terminal."""
        await self._look()
        while len(self._lanes):
            self._woken.clear()
            until_s = await self._send_ready()
            if self._tasks:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            else:
                await self._sleep(min(until_s, LOOK_AGAIN_S))
        await self._settler.finish()

    async def _deliver(self, outbound: Outbound) -> None:
        now = self._clock.now()
        outgoing = outbound.outgoing
        if isinstance(outgoing, Edit) and outgoing.worthless_at and now >= outgoing.worthless_at:
            self._delivered(outbound, Carried())
            return
        try:
            carried = await self._carrier.carry(outbound)
        except TransportError as error:
            await self._failed(outbound, error)
        except StoreUnavailable:
            self._retry(outbound, KEPT_HERE_S)
        except Exception as error:  # noqa: BLE001  # the error door: their chat must not stand still for ever
            self._broken(outbound, error)
        else:
            self._done(outbound, carried)

    def _done(self, outbound: Outbound, carried: Carried) -> None:
        self._count("sent", outbound.lane.name.lower())
        for _ in carried.message_ids[1:]:  # One was counted before; long ones come in several.
            self._pace.note(outbound.lane)
            self._lanes.note_sent(outbound.address, time.monotonic())
        if carried.forgotten:
            self._end(outbound)
            self._lanes.drop_chat(outbound.address)
        elif carried.again_at is not None:
            self._start(self._postpone(outbound, carried))
        else:
            self._delivered(outbound, carried)

    def _delivered(self, outbound: Outbound, carried: Carried) -> None:
        self._settler.delivered(
            Delivered(
                outbound=outbound,
                message_ids=carried.message_ids,
                slot=getattr(outbound.outgoing, "slot", None),
                at=self._clock.now(),
            )
        )
        self._end(outbound)

    def _set_aside(self, outbound: Outbound, reason: str) -> None:
        log.warning(
            "reply set aside",
            extra={"outbound": outbound.id, "person": outbound.person_id, "reason": reason},
        )
        self._settler.refused(outbound, reason[:REASON_LENGTH])
        self._end(outbound)

    def _end(self, outbound: Outbound) -> None:
        """Its chat is free for what comes next."""
        self._patience.forget(outbound)
        self._lanes.done(outbound, time.monotonic())

    async def _postpone(self, outbound: Outbound, carried: Carried) -> None:
        """The first half is done, the second comes later."""
        remembered = Delivered(
            outbound=outbound, message_ids=carried.message_ids, at=self._clock.now()
        )
        while True:
            try:
                await self._store.remember(remembered)
                await self._store.postpone(outbound, carried.again_at or self._clock.now())
            except StoreUnavailable:
                log.warning("second half not put off yet", extra={"outbound": outbound.id})
                await asyncio.sleep(LOOK_AGAIN_S)
            else:
                break
        self._end(outbound)

    # Failures -----------------------------------------------------------------------------------

    async def _failed(self, outbound: Outbound, error: TransportError) -> None:
        self._count("error", type(error).__name__)
        match error:
            case TooMany():
                self._patience.told_to_wait(outbound.address, error.retry_after_s, time.monotonic())
                self._retry(outbound, error.retry_after_s)
            case Gone():
                await self._gone(outbound)
            case Refused():
                self._set_aside(outbound, str(error))
            case _:
                self._later(outbound)

    async def _gone(self, outbound: Outbound) -> None:
        log.info("person gone", extra={"person": outbound.person_id})
        self._end(outbound)
        self._lanes.drop_chat(outbound.address)
        try:
            await self._store.mark_gone(outbound.person_id)
        except StoreUnavailable:
            log.warning("not marked as gone; the next message will say so again")

    def _broken(self, outbound: Outbound, error: Exception) -> None:
        """An error of ours, such as a picture that cannot be drawn or a damaged row."""
        reason = type(error).__name__
        self._count("error", reason)
        log.error(
            "reply failed",
            extra={"outbound": outbound.id, "person": outbound.person_id, "reason": reason},
            exc_info=without_words(error),
        )
        tries = self._patience.failed(outbound)
        if tries >= TRIES_WHERE_BROKEN:
            self._set_aside(outbound, reason)
        else:
            self._retry(outbound, wait_s(tries))

    def _later(self, outbound: Outbound) -> None:
        """Nobody knows whether it arrived, and twice is better than never."""
        tries = self._patience.failed(outbound)
        if tries >= TRIES_A_DAY:
            self._set_aside(outbound, "unreachable for a day")
            return
        self._retry(outbound, wait_s(tries))

    def _retry(self, outbound: Outbound, after_s: float) -> None:
        # A breath of which an attempt is on record counts as half done: it waits here.
        if after_s <= KEPT_HERE_S or isinstance(outbound.outgoing, Breath):
            self._lanes.retry(outbound, time.monotonic(), after_s=after_s)
            self._woken.set()
            return
        self._start(self._put_back(outbound, after_s))

    async def _put_back(self, outbound: Outbound, after_s: float) -> None:
        tried = replace(outbound, attempts=max(0, self._patience.tries(outbound) - 1))
        try:
            await self._store.postpone(tried, self._clock.now() + timedelta(seconds=after_s))
        except StoreUnavailable:
            self._lanes.retry(outbound, time.monotonic(), after_s=after_s)
            return
        self._end(outbound)
