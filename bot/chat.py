"""`unsent chat`: one person, one terminal or pipe, and a clock that can be moved ahead with `/skip`.

The prompt is there at once; what takes a second or two to load is loaded while somebody types their first line.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tzlocal import get_localzone_name

from bot.clock import SystemClock
from bot.core import wall
from bot.core.messages import Incoming, Whereabouts
from bot.core.ports import Received
from bot.transports.terminal import (
    ADDRESS,
    Screen,
    TerminalTransport,
    incoming_of,
    is_terminal,
    skip_target,
)

if TYPE_CHECKING:
    from bot.app import Knowledge, Service
    from bot.storage import SqlStore

QUIT = {"/quit", "/exit"}
TICK_S = 1.0
SECOND = timedelta(seconds=1)
PROMPT_DRAWN_S = 0.05

Load = Callable[[SystemClock], Awaitable[tuple["Knowledge", "SqlStore"]]]


class Chat:
    """The conversation of the person at this machine."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._screen = Screen(plain=not is_terminal())
        self._clock = SystemClock()
        self._zone = get_localzone_name()
        self._turns = asyncio.Lock()
        self._prompted = asyncio.Event()
        """Loading waits for it: it would only take the prompt's core."""
        self._store: SqlStore
        self._service: Service

    async def run(self, load: Load) -> None:
        """Until end of input or /quit. Raises what `load` raises."""
        opening = asyncio.create_task(self._open(load))
        ticking: asyncio.Task[None] | None = None
        try:
            async for line in self._lines(opening):
                await opening
                if ticking is None and not self._screen.plain:
                    ticking = asyncio.create_task(self._tick())
                if line.strip() in QUIT:
                    break
                await self._line(line)
            await opening
        finally:
            if ticking is not None:
                ticking.cancel()
            await self._close(opening)

    async def _open(self, load: Load) -> None:
        await self._prompted.wait()
        from bot.app import Service
        from bot.places import load_places

        knowledge, self._store = await load(self._clock)
        self._service = Service(
            knowledge,
            self._store,
            TerminalTransport(self._screen),
            self._clock,
            sends_per_second=0,
            paced=not self._screen.plain,
        )
        self._clock.ahead = await self._store.skipped(ADDRESS)
        country = load_places().country_of_zone(self._zone)
        await self._answer(Whereabouts(zone=self._zone, country=country))
        await self._due()

    async def _close(self, opening: asyncio.Task[None]) -> None:
        if not opening.done():
            opening.cancel()
        await asyncio.wait([opening])
        if not opening.cancelled() and opening.exception() is None:
            await self._store.close()

    async def _line(self, line: str) -> None:
        target = skip_target(line, wall.local(self._clock.now(), self._zone))
        if target is not None:
            await self._skip_to(target.astimezone(UTC))
            return
        incoming = incoming_of(line, self._screen.keys)
        if incoming is not None:
            await self._answer(incoming)
            await self._due()

    async def _answer(self, incoming: Incoming) -> None:
        async with self._turns:
            self._screen.fresh = True
            received = Received(
                update_id=time.time_ns(),
                address=ADDRESS,
                content=incoming,
                at=self._clock.now(),
            )
            await self._service.intake.take([received])
            await self._settle()

    async def _due(self) -> None:
        """What has fallen due, shown as a turn of its own."""
        async with self._turns:
            keys, self._screen.fresh = dict(self._screen.keys), True
            if not await self._service.due.keep_all():
                self._screen.keys, self._screen.fresh = keys, False
            await self._settle()

    async def _settle(self) -> None:
        await self._service.worker.idle()
        await self._service.sender.idle()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            await self._due()

    async def _skip_to(self, target: datetime) -> None:
        """Moves the clock from one appointment to the next, each at its own time, up to the target."""
        while (due_at := await self._next_due()) is not None and due_at <= target:
            await self._move_to(max(due_at, self._clock.now()))
            await self._due()
        await self._move_to(target)
        shown = wall.local(self._clock.now(), self._zone)
        self._screen.write(f"[{shown:%a %d.%m. %H:%M}]\n")

    async def _move_to(self, moment: datetime) -> None:
        by = moment - self._clock.now()
        if by > timedelta():
            whole = timedelta(seconds=-(-by // SECOND))
            self._clock.ahead = await self._store.skip(ADDRESS, whole)

    async def _next_due(self) -> datetime | None:
        person = await self._store.person_at(ADDRESS)
        if person is None:
            return None
        return min((a.due_at for a in person.booked), default=None)

    def _show(self) -> None:
        asyncio.get_running_loop().call_later(PROMPT_DRAWN_S, self._prompted.set)

    async def _lines(self, opening: asyncio.Task[None]) -> AsyncIterator[str]:
        """What is typed; ends early where opening failed, so that the reason can be said."""
        if self._screen.plain:
            self._prompted.set()
            while line := await asyncio.to_thread(sys.stdin.readline):
                yield line
            return
        from prompt_toolkit import PromptSession
        from prompt_toolkit.patch_stdout import patch_stdout

        session: PromptSession[str] = PromptSession(bottom_toolbar=lambda: self._screen.status)
        with patch_stdout():
            while True:
                prompt = asyncio.create_task(session.prompt_async("› ", pre_run=self._show))
                await asyncio.wait([prompt, opening], return_when=asyncio.FIRST_COMPLETED)
                if opening.done() and opening.exception() is not None:
                    prompt.cancel()
                    await asyncio.wait([prompt])
                    return
                try:
                    yield await prompt
                except (EOFError, KeyboardInterrupt):
                    return
