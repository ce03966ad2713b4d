"""Polling in one process: what ends it, and what does not."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.core.errors import NotAllowed
from bot.transports.telegram import polling as room
from bot.transports.telegram.client import AiohttpRequest
from bot.transports.telegram.polling import Polling
from bot.transports.telegram.receiving import Gate, ReceivingBot
from tests.botapi import TOKEN, BotApi
from tests.storage.kit import FakeClock


async def nothing(*_anything: object) -> None:
    """Takes what comes."""


class Poller:
    """A bot that polls, and the event that stops it."""

    def __init__(self, url: str, token: str) -> None:
        self.stop, self.refused = asyncio.Event(), asyncio.Event()
        self._requests = [AiohttpRequest(), AiohttpRequest()]
        self.bot = ReceivingBot(
            token,
            base_url=f"{url}/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        gate = Gate(FakeClock(), nothing, lambda _unwanted: None)
        self.bot.receive_through(gate, self.refused)

    async def run(self) -> None:
        try:
            await Polling(self.bot, self.refused).run(self.stop)
        finally:
            await self.bot.shutdown()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


async def test_a_token_that_is_used_elsewhere_for_long_ends_it(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "CONFLICT_FOR_S", 1.0)
    pollers = [await known(api) for _ in range(2)]
    tasks = [asyncio.create_task(poller.run()) for poller in pollers]

    done, pending = await asyncio.wait(tasks, timeout=30, return_when=asyncio.FIRST_COMPLETED)

    for poller in pollers:
        poller.stop.set()
    await asyncio.wait(pending or done)
    with pytest.raises(NotAllowed, match="elsewhere"):
        await done.pop()


async def test_a_token_that_was_revoked_ends_it(api: BotApi) -> None:
    poller = await known(api)
    api.token = TOKEN[:-1] + "x"

    with pytest.raises(NotAllowed, match="token"):
        await poller.run()


async def test_it_ends_when_told_to_also_while_telegram_cannot_be_reached(api: BotApi) -> None:
    poller = await known(api)
    await api.down()
    running = asyncio.create_task(poller.run())
    for _ in range(100):
        await asyncio.sleep(0)
    poller.stop.set()

    async with asyncio.timeout(10):
        await running


async def known(api: BotApi) -> Poller:
    """One that Telegram has greeted."""
    poller = Poller(api.url, api.token)
    await poller.bot.initialize()
    return poller
