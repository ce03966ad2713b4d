"""Keeps the pace of a breath: edits one message frame by frame, as far as the rate allows, and never insists."""

import asyncio

from bot.core.errors import TransportError
from bot.core.messages import Breath, Lane
from bot.core.ports import Outbound, Transport
from bot.delivery.pace import Pace


class Animator:
    """Shows the frames of a breath; one that cannot be shown in time is left out."""

    def __init__(self, transport: Transport, pace: Pace) -> None:
        """`pace` is the sender's own, so that frames count against the same rate."""
        self._transport = transport
        self._pace = pace

    async def show(self, outbound: Outbound, message_id: int) -> None:
        """Returns when the last frame is over, or as soon as the chat wants to be left alone."""
        breath = outbound.outgoing
        if not isinstance(breath, Breath):
            return
        for shown, frame in zip(breath.frames, breath.frames[1:], strict=False):
            await asyncio.sleep(shown.seconds)
            if await self._pace.wait_s(Lane.TIMER) > 0:
                continue
            self._pace.note(Lane.TIMER)
            try:
                await self._transport.edit(outbound.address, message_id, frame.text, ())
            except TransportError:
                return
