"""Drains the outbox: lanes under a rate, failures by what they mean, every reply marked once it is delivered."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.errors import (
    Gone,
    NotAllowed,
    Refused,
    StoreUnavailable,
    TooMany,
    TransportError,
    Unreachable,
)
from bot.core.messages import Edit
from bot.core.ports import Clock, Delivered, Outbound, Store
from bot.delivery.carry import Carried, Carrier
from bot.delivery.lanes import Lanes
from bot.delivery.rate import BURST, Window

log = logging.getLogger(__name__)
IN_FLIGHT = 32
"""Calls under way at once: at 30 a second and half a second each, 15 are needed."""
CLAIMED = 500
LOOK_AGAIN_S = 1.0
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 60.0
KEPT_HERE_S = 5.0
"""Waits up to this long stay in memory; longer ones go back to the store, for whoever is there then."""
EVERYBODY_AFTER = 2
"""Chats that were told to wait at the same time, from which on it is meant for all of them."""
GIVE_UP_AFTER = timedelta(hours=24)
TRIES_A_DAY = 1_500
"""Attempts within `GIVE_UP_AFTER` at the longest wait; then the reply is set aside."""
SETTLE_PAUSE_S = 0.5

Count = Callable[[str, str], None]


class Sender:
    """The loop that turns outbox rows into messages."""

    def __init__(
        self,
        store: Store,
        carrier: Carrier,
        clock: Clock,
        *,
        window: Window,
        count: Count,
    ) -> None:
        """`count` is told ("sent", lane) and ("error", kind)."""
        self._store = store
        self._carrier = carrier
        self._clock = clock
        self._window = window
        self._count = count
        self._lanes = Lanes(burst=BURST if window.is_limited else None)
        self._woken = asyncio.Event()
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._delivered: list[Delivered] = []
        self._refused: list[tuple[Outbound, str]] = []
        self._settling: asyncio.Task[None] | None = None
        self._held_until = 0.0
        self._held_chats: dict[str, float] = {}

    def put(self, outbounds: Sequence[Outbound]) -> None:
        """Takes replies that were just written."""
        now = time.monotonic()
        for outbound in outbounds:
            self._lanes.put(outbound, now)
        if outbounds:
            self._woken.set()

    @property
    def lanes(self) -> Lanes:
        """What waits, for the metrics."""
        return self._lanes

    async def run(self) -> None:
        """Sends until `stop`."""
        looked_at = 0.0
        while not self._stopping:
            self._woken.clear()
            now = time.monotonic()
            if now - looked_at >= LOOK_AGAIN_S:
                looked_at = now
                await self._look()
            wait_s = await self._send_ready()
            await self._sleep(min(wait_s, LOOK_AGAIN_S))

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
            held_s = max(self._held_until - now, self._window.wait_s(now))
            if held_s > 0:
                return held_s
            outbound = self._lanes.next(now)
            if outbound is None:
                wait_s = self._lanes.wait_s(now)
                return LOOK_AGAIN_S if wait_s is None else wait_s
            if self._carrier.counts(outbound.outgoing):
                self._window.note(now)
                self._lanes.note_sent(outbound.address, now)
            task = asyncio.create_task(self._deliver(outbound))
            self._tasks.add(task)
            task.add_done_callback(self._finished)
        return LOOK_AGAIN_S

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
        """Stops taking more, lets what is under way end, and settles it."""
        self._stopping = True
        self._woken.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within_s)
        if self._settling is not None:
            await asyncio.wait([self._settling], timeout=within_s)

    async def idle(self) -> None:
        """Sends everything there is, without pause; for the terminal."""
        await self._look()
        while len(self._lanes):
            self._woken.clear()
            wait_s = await self._send_ready()
            if self._tasks:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            else:
                await self._sleep(min(wait_s, LOOK_AGAIN_S))
        if self._settling is not None:
            await self._settling

    async def _deliver(self, outbound: Outbound) -> None:
        now = self._clock.now()
        outgoing = outbound.outgoing
        if isinstance(outgoing, Edit) and outgoing.worthless_at and now >= outgoing.worthless_at:
            self._settle(Delivered(outbound=outbound, at=now))
            return
        try:
            carried = await self._carrier.carry(outbound)
        except TransportError as error:
            await self._failed(outbound, error)
        except StoreUnavailable:
            self._retry(outbound, KEPT_HERE_S)
        else:
            self._done(outbound, carried)

    def _done(self, outbound: Outbound, carried: Carried) -> None:
        self._count("sent", outbound.lane.name.lower())
        if carried.forgotten:
            self._lanes.done(outbound, time.monotonic())
            self._lanes.drop_chat(outbound.address)
            return
        if carried.again_at is not None:
            self._start(self._postpone(outbound, carried))
            return
        slot = getattr(outbound.outgoing, "slot", None)
        self._settle(
            Delivered(
                outbound=outbound,
                message_ids=carried.message_ids,
                slot=slot,
                at=self._clock.now(),
            )
        )

    async def _postpone(self, outbound: Outbound, carried: Carried) -> None:
        """The first half is done, the second comes later."""
        try:
            await self._store.remember(
                Delivered(outbound=outbound, message_ids=carried.message_ids, at=self._clock.now())
            )
            await self._store.postpone(outbound, carried.again_at or self._clock.now())
        except StoreUnavailable:
            log.warning("postponing failed; it is sent again", extra={"outbound": outbound.id})
        self._lanes.done(outbound, time.monotonic())

    async def _failed(self, outbound: Outbound, error: TransportError) -> None:
        kind = type(error).__name__
        self._count("error", kind)
        now = time.monotonic()
        match error:
            case TooMany():
                self._hold(outbound, error.retry_after_s, now)
                self._retry(outbound, error.retry_after_s)
            case Gone():
                await self._gone(outbound)
            case Refused():
                log.warning(
                    "reply refused",
                    extra={
                        "outbound": outbound.id,
                        "person": outbound.person_id,
                        "reason": str(error),
                    },
                )
                self._refused.append((outbound, str(error)[:200]))
                self._settle(None, outbound)
            case Unreachable() | NotAllowed() | _:
                self._later(outbound)

    def _hold(self, outbound: Outbound, seconds: float, now: float) -> None:
        """A 429 is meant for that chat; where several chats get one at the same time, for all."""
        self._held_chats = {a: until for a, until in self._held_chats.items() if until > now}
        self._held_chats[outbound.address] = now + seconds
        if len(self._held_chats) >= EVERYBODY_AFTER:
            self._held_until = max(self._held_until, now + seconds)
        log.info("told to wait", extra={"seconds": seconds, "chats": len(self._held_chats)})

    async def _gone(self, outbound: Outbound) -> None:
        log.info("person gone", extra={"person": outbound.person_id})
        self._lanes.done(outbound, time.monotonic())
        self._lanes.drop_chat(outbound.address)
        try:
            await self._store.mark_gone(outbound.person_id)
        except StoreUnavailable:
            log.warning("not marked as gone; the next message will say so again")

    def _later(self, outbound: Outbound) -> None:
        """Growing, jittered waits; nobody knows whether it arrived, and twice is better than never."""
        attempts = outbound.attempts + 1
        if attempts >= TRIES_A_DAY:
            self._refused.append((outbound, "unreachable for a day"))
            self._settle(None, outbound)
            return
        wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(attempts - 1, 10))
        wait_s *= random.uniform(0.5, 1.5)  # noqa: S311  # spreads retries, no secret
        self._retry(replace(outbound, attempts=attempts), wait_s)

    def _retry(self, outbound: Outbound, after_s: float) -> None:
        now = time.monotonic()
        if after_s <= KEPT_HERE_S:
            self._lanes.retry(outbound, now, after_s=after_s)
            self._woken.set()
            return
        self._start(self._put_back(outbound, after_s))

    async def _put_back(self, outbound: Outbound, after_s: float) -> None:
        try:
            await self._store.postpone(outbound, self._clock.now() + timedelta(seconds=after_s))
        except StoreUnavailable:
            self._lanes.retry(outbound, time.monotonic(), after_s=after_s)
            return
        self._lanes.done(outbound, time.monotonic())

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _settle(self, delivered: Delivered | None, refused: Outbound | None = None) -> None:
        """Queues it for the next transaction; its chat is free at once."""
        if delivered is not None:
            self._delivered.append(delivered)
            self._lanes.done(delivered.outbound, time.monotonic())
        elif refused is not None:
            self._lanes.done(refused, time.monotonic())
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle_all())

    async def _settle_all(self) -> None:
        """What came together while the last transaction ran goes into the next one."""
        while self._delivered or self._refused:
            delivered, self._delivered = self._delivered, []
            refused, self._refused = self._refused, []
            try:
                await self._store.settle(delivered, refused=refused)
            except StoreUnavailable:
                log.warning("deliveries not marked yet", extra={"count": len(delivered)})
                self._delivered = delivered + self._delivered
                self._refused = refused + self._refused
                await asyncio.sleep(SETTLE_PAUSE_S)
