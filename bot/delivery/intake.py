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
from bot.core.messages import Attachment, Command, Incoming, Say, Tap, Words
from bot.core.person import Person
from bot.core.ports import Clock, Reader, Received, Store, Transport
from bot.core.reading import Context, Reading
from bot.core.taps import SAFETY
from bot.core.turn import Turn
from bot.delivery.doors import without_words

log = logging.getLogger(__name__)
REMEMBERED = 10_000
"""Update ids of answers that were given without the database."""

PATIENCE_S = 3.0
"""So long the database may take before those at risk are answered without it."""

AnswerStranger = Callable[[Person, Incoming, Reading | None], Turn]


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
        marked = [self._marked(item) for item in received]
        try:
            new = await self._written(marked)
        except StoreUnavailable:
            await self.answer_at_risk(received)
            raise
        self._count(new)
        self._wake()
        for item in received:
            if item.tap_id is not None:
                self._start(self._transport.acknowledge(item.tap_id))

    async def _written(self, received: Sequence[Received]) -> int:
        """How many were new. Nobody at risk waits long for a database that neither answers nor fails."""
        writing = asyncio.create_task(self._receive(received))
        try:
            done, _ = await asyncio.wait([writing], timeout=PATIENCE_S)
            if not done:
                await self.answer_at_risk(received)
            return await writing
        finally:
            writing.cancel()

    async def _receive(self, received: Sequence[Received]) -> int:
        return await self._store.receive(received)

    def _marked(self, item: Received) -> Received:
        """Urgent where the rules see a sign: such words are kept whatever the backlog."""
        text = _typed(item.content)
        return replace(item, urgent=self._reader.is_urgent(text)) if text else item

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def answer_at_risk(self, received: Sequence[Received]) -> None:
        """Answers signs of danger right through the transport, as to a stranger: where nothing else can answer them."""
        for item in received:
            if item.update_id in self._answered:
                continue
            try:
                reading = await self._sign(item.content)
                if reading is not None or _asks_for_help(item.content):
                    turn = self._answer_stranger(Person(id="stranger"), item.content, reading)
                    await self._say(item, turn)
            except Exception as error:  # the error door: the others are at risk, too
                log.error("no answer as to a stranger", exc_info=without_words(error))  # noqa: TRY400  # its text stays here

    async def _sign(self, content: Incoming) -> Reading | None:
        """How typed text reads where it shows a sign of danger, else None."""
        text = _typed(content)
        if not text:
            return None
        context = Context(now=self._clock.now())
        reading = await asyncio.to_thread(self._reader.read, text, context)
        return None if reading.safety is Level.NONE else reading

    async def _say(self, item: Received, turn: Turn) -> None:
        try:
            for reply in turn.replies:
                if isinstance(reply, Say):
                    await self._transport.say(item.address, reply.text, reply.rows)
        except TransportError as error:
            log.warning("safety answer not delivered", extra={"reason": type(error).__name__})
            return
        log.warning(
            "safety answer given right away, as to a stranger", extra={"update_id": item.update_id}
        )
        self._answered[item.update_id] = None
        while len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)


def _typed(content: Incoming) -> str:
    """What was typed, also under a picture."""
    match content:
        case Words():
            return content.text
        case Attachment():
            return content.caption
        case _:
            return ""


def _asks_for_help(content: Incoming) -> bool:
    """The command for help lines, and the buttons under them: both work without anything stored."""
    match content:
        case Command(name="sos"):
            return True
        case Tap():
            return content.action in SAFETY
        case _:
            return False
