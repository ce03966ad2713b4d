"""Where everything that comes in is written down before anybody is told that it was received.

Where it cannot be written, somebody at risk is answered all the same: at once, without the database, and unconfirmed,
so that the message comes again (docs/safety.md; docs/decisions.md, "Safety, completed").
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace

from bot.core.errors import StoreUnavailable, TransportError
from bot.core.labels import Level
from bot.core.messages import Say, Words
from bot.core.person import Person
from bot.core.ports import Clock, Reader, Received, Store, Transport
from bot.core.reading import Context, Reading
from bot.core.turn import Turn

log = logging.getLogger(__name__)
REMEMBERED = 10_000
"""Update ids of answers that were given without the database."""

AnswerStranger = Callable[[Person, Words, Reading], Turn]


class Intake:
    """Takes what a transport received, for the worker to answer."""

    def __init__(  # the composition root names them
        self,
        store: Store,
        transport: Transport,
        reader: Reader,
        clock: Clock,
        *,
        answer_stranger: AnswerStranger,
        wake: Callable[[], None],
        count: Callable[[int], None],
    ) -> None:
        """`wake` is called when there is something new, `count` with how many were new."""
        self._store = store
        self._transport = transport
        self._reader = reader
        self._clock = clock
        self._answer_stranger = answer_stranger
        self._wake = wake
        self._count = count
        self._answered: OrderedDict[int, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, received: Sequence[Received]) -> None:
        """Returns once all is written. Raises StoreUnavailable where it is not: then it must not be confirmed."""
        if not received:
            return
        try:
            new = await self._store.receive([self._marked(item) for item in received])
        except StoreUnavailable:
            await self._answer_without_store(received)
            raise
        self._count(new)
        self._wake()
        for item in received:
            if item.tap_id is not None:
                self._start(self._transport.acknowledge(item.tap_id))

    def _marked(self, item: Received) -> Received:
        """Urgent where the rules see a sign: such words are kept whatever the backlog."""
        if not isinstance(item.content, Words):
            return item
        return replace(item, urgent=self._reader.is_urgent(item.content.text))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer_without_store(self, received: Sequence[Received]) -> None:
        for item in received:
            if not isinstance(item.content, Words) or item.update_id in self._answered:
                continue
            context = Context(now=self._clock.now())
            reading = await asyncio.to_thread(self._reader.read, item.content.text, context)
            if reading.safety is Level.NONE:
                continue
            turn = self._answer_stranger(Person(id="stranger"), item.content, reading)
            await self._say(item, turn)

    async def _say(self, item: Received, turn: Turn) -> None:
        try:
            for reply in turn.replies:
                if isinstance(reply, Say):
                    await self._transport.say(item.address, reply.text, reply.rows)
        except TransportError as error:
            log.warning("safety answer not delivered", extra={"reason": type(error).__name__})
            return
        log.warning("safety answer given without the database", extra={"update_id": item.update_id})
        self._answered[item.update_id] = None
        while len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)
