"""Carries one reply to its chat: which calls it takes, and what has to be fetched for it from the store."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.messages import (
    Breath,
    Edit,
    Forget,
    Outgoing,
    PlayVoice,
    ReadLetter,
    Remove,
    Say,
    SendExport,
    ShowStats,
)
from bot.core.ports import Clock, Outbound, Painter, Store, Transport
from bot.core.stats import stats_of

EXPORT_NAME = "unsent.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of a reply: new message ids, when its second half is due, whether its person was erased."""

    message_ids: tuple[int, ...] = ()
    again_at: datetime | None = None
    forgotten: bool = False


class Carrier:
    """Knows how each kind of reply is carried out; every kind may be carried out again after a crash."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        painter: Painter,
        clock: Clock,
        *,
        animate: Callable[[Outbound, int], Coroutine[None, None, None]] | None,
    ) -> None:
        """`animate` shows the frames of a breath on a message that was sent; without it there is only its end."""
        self._store = store
        self._transport = transport
        self._painter = painter
        self._clock = clock
        self._animate = animate
        self._animations: set[asyncio.Task[None]] = set()

    @staticmethod
    def counts(outgoing: Outgoing) -> bool:
        """True for what counts against the rate of messages: all but a removal without a word."""
        return not isinstance(outgoing, Remove) or bool(outgoing.done or outgoing.partly)

    async def carry(self, outbound: Outbound) -> Carried:
        """Sends, edits, removes or erases. Raises TransportError, or StoreUnavailable."""
        outgoing = outbound.outgoing
        match outgoing:
            case Say():
                return Carried(message_ids=await self._say(outbound, outgoing))
            case Edit():
                return await self._edit(outbound, outgoing)
            case Breath():
                return await self._breathe(outbound, outgoing)
            case ShowStats():
                return await self._show_stats(outbound, outgoing)
            case ReadLetter():
                return await self._read_letter(outbound, outgoing)
            case PlayVoice():
                ids = await self._transport.voice(outbound.address, outgoing.file_id, outgoing.text)
                return Carried(message_ids=ids)
            case SendExport():
                content = await self._store.export(outbound.person_id)
                ids = await self._transport.document(
                    outbound.address, EXPORT_NAME, content, outgoing.text
                )
                return Carried(message_ids=ids)
            case Remove():
                return await self._remove(outbound, outgoing)
            case Forget():
                return await self._forget(outbound, outgoing)

    async def _say(self, outbound: Outbound, say: Say) -> tuple[int, ...]:
        return await self._transport.say(outbound.address, say.text, say.rows)

    async def _edit(self, outbound: Outbound, edit: Edit) -> Carried:
        known = await self._store.message_ids(outbound.person_id, edit.slot)
        if known:
            await self._transport.edit(outbound.address, known[-1], edit.text, edit.rows)
        return Carried()

    async def _breathe(self, outbound: Outbound, breath: Breath) -> Carried:
        """The first frame now, what follows it when the breath is over, the frames between as well as they can."""
        if outbound.attempts:
            return Carried(message_ids=await self._say(outbound, breath.after))
        first = breath.frames[0]
        ids = await self._transport.say(outbound.address, first.text, ())
        whole_s = sum(frame.seconds for frame in breath.frames)
        if self._animate is None:
            return Carried(message_ids=(*ids, *await self._say(outbound, breath.after)))
        task = asyncio.create_task(self._animate(outbound, ids[-1]))
        self._animations.add(task)
        task.add_done_callback(self._animations.discard)
        return Carried(message_ids=ids, again_at=self._clock.now() + timedelta(seconds=whole_s))

    async def _show_stats(self, outbound: Outbound, show: ShowStats) -> Carried:
        person = await self._store.load(outbound.person_id)
        numbers = stats_of(person, show.as_of, show.span)
        png = await asyncio.to_thread(self._painter, numbers)
        ids = await self._transport.picture(outbound.address, png, show.text, show.rows)
        return Carried(message_ids=ids)

    async def _read_letter(self, outbound: Outbound, read: ReadLetter) -> Carried:
        words = await self._store.letter(outbound.person_id, read.letter_id)
        if words is None:
            return Carried(
                message_ids=await self._transport.say(outbound.address, read.missing, ())
            )
        quoted = "\n".join(f"> {line}" for line in words.splitlines())
        text = f"{read.before}\n\n{quoted}"
        return Carried(message_ids=await self._transport.say(outbound.address, text, read.rows))

    async def _remove(self, outbound: Outbound, remove: Remove) -> Carried:
        known = await self._store.message_ids(outbound.person_id, remove.slot)
        left = await self._transport.remove(outbound.address, known) if known else 0
        after = remove.partly if left else remove.done
        if after is None:
            return Carried()
        return Carried(message_ids=await self._say(outbound, after))

    async def _forget(self, outbound: Outbound, forget: Forget) -> Carried:
        """The last words go out first: afterwards nobody knows where to."""
        await self._transport.say(outbound.address, forget.text, ())
        await self._store.forget(outbound.person_id)
        return Carried(forgotten=True)
