"""Answers what waits in the inbox: one person's messages in order, different people side by side."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from bot.core.errors import AlreadyHandled, StoreUnavailable
from bot.core.messages import Incoming, Words
from bot.core.person import Person
from bot.core.ports import Backlog, Outbound, Received, Store
from bot.core.turn import Turn
from bot.delivery.doors import without_words

log = logging.getLogger(__name__)
AT_ONCE = 24
"""People answered side by side; more would only wait for the database."""
CLAIMED = 48
LOOK_AGAIN_S = 1.0
"""How often the inbox is looked at without being woken: for what another process left behind."""
TRIES = 3
PAUSE_S = 1.0
"""How long to leave a database alone that does not answer."""


class Mind(Protocol):
    """Reads and decides; `bot.app` puts it together from the reader, the library and `decide`."""

    async def prepare(
        self, person: Person, incoming: Incoming, seed: str
    ) -> Callable[[Person], Turn]:
        """Does what takes time (reading), and returns the pure decision."""
        ...


class Worker:
    """The loop that turns backlogs into replies."""

    def __init__(
        self,
        store: Store,
        mind: Mind,
        *,
        send: Callable[[Sequence[Outbound]], None],
        answered: Callable[[int], None],
        given_up: Callable[[Sequence[Received]], Awaitable[None]],
    ) -> None:
        """`send` takes the replies, `answered` is told how many messages were handled.

        `given_up` gets what cannot be answered: whoever is at risk among them must hear something all the same.
        """
        self._store = store
        self._mind = mind
        self._send = send
        self._answered = answered
        self._given_up = given_up
        self._woken = asyncio.Event()
        self._stopping = False
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures: dict[str, int] = {}

    def wake(self) -> None:
        """There is something new."""
        self._woken.set()

    async def run(self) -> None:
        """Works until `stop`."""
        while not self._stopping:
            self._woken.clear()
            try:
                found = await self._round()
            except StoreUnavailable:
                log.warning("database does not answer; trying again")
                await asyncio.sleep(PAUSE_S)
                continue
            if found < CLAIMED:
                await self._sleep()

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(LOOK_AGAIN_S):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _round(self) -> int:
        """Begins to answer whom it can; returns how many people that are."""
        backlogs = await self._store.claim_backlogs(CLAIMED)
        for backlog in backlogs:
            await self._slots.acquire()
            task = asyncio.create_task(self._answer(backlog))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return len(backlogs)

    async def stop(self, within_s: float) -> None:
        """Finishes what was begun, within that time."""
        self._stopping = True
        self._woken.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within_s)

    async def idle(self) -> None:
        """Returns once everything that has been received is answered; for the terminal."""
        while True:
            if self._tasks:
                await asyncio.wait(self._tasks)
            elif not await self._round():
                return

    async def _answer(self, backlog: Backlog) -> None:
        try:
            await self._answer_all(backlog)
            self._failures.pop(backlog.person_id, None)
        except AlreadyHandled:
            pass
        except StoreUnavailable:
            log.warning("database does not answer; the message waits")
            await asyncio.sleep(PAUSE_S)
        except Exception as error:  # noqa: BLE001  # the error door: the others go on
            await self._failed(backlog, error)
        finally:
            await self._release(backlog)
            self._slots.release()
            self._woken.set()

    async def _release(self, backlog: Backlog) -> None:
        try:
            await self._store.release(backlog)
        except StoreUnavailable:
            log.warning("claim not released; it ends by itself")

    async def _answer_all(self, backlog: Backlog) -> None:
        for part in parts_of(backlog):
            person = await self._store.load(part.person_id)
            incoming = content_of(part.received)
            seed = f"{part.person_id}:{part.received[0].update_id}"
            decision = await self._mind.prepare(person, incoming, seed)
            replies = await self._store.answer(part, decision)
            self._answered(len(part.received))
            self._send(replies)

    async def _failed(self, backlog: Backlog, error: Exception) -> None:
        tries = self._failures.get(backlog.person_id, 0) + 1
        self._failures[backlog.person_id] = tries
        reason = type(error).__name__
        log.error(
            "turn failed",
            extra={"person": backlog.person_id, "reason": reason, "try": tries},
            exc_info=without_words(error),
        )
        if tries < TRIES:
            await asyncio.sleep(PAUSE_S)
            return
        await self._given_up(backlog.received)
        try:
            await self._store.set_backlog_aside(backlog, reason)
        except StoreUnavailable:
            log.warning("database does not answer; the message waits")
        else:
            self._failures.pop(backlog.person_id, None)


def parts_of(backlog: Backlog) -> Iterator[Backlog]:
    """The turns of a backlog: words that came behind each other are one, everything else is one each."""
    run: list[Received] = []
    for received in backlog.received:
        joins = isinstance(received.content, Words) and not received.content.forwarded
        if run and not (joins and _joins(run[-1], received)):
            yield replace(backlog, received=tuple(run))
            run = []
        run.append(received)
    if run:
        yield replace(backlog, received=tuple(run))


def _joins(before: Received, after: Received) -> bool:
    first, second = before.content, after.content
    return (
        isinstance(first, Words)
        and isinstance(second, Words)
        and not (first.forwarded or second.forwarded)
        and first.edited == second.edited
    )


def content_of(received: Sequence[Received]) -> Incoming:
    """What a part amounts to: the words of several messages a line each."""
    first = received[0].content
    if len(received) == 1 or not isinstance(first, Words):
        return first
    texts = tuple(item.content.text for item in received if isinstance(item.content, Words))
    return replace(first, text="\n".join(texts), parts=texts)
