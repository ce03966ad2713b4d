"""A fresh server for each test, and a bare client that calls its methods."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest_asyncio

from tests.botapi import BotApi
from tests.botapi.people import Person


class Caller:
    """Calls methods as a bot would, with nothing in between."""

    def __init__(self, api: BotApi, session: aiohttp.ClientSession) -> None:
        self._api = api
        self._session = session

    async def __call__(self, method: str, **fields: Any) -> Any:
        """The result. Raises AssertionError with the description where it is refused."""
        status, answer = await self.raw(method, json=fields)
        assert status == 200, answer["description"]
        return answer["result"]

    async def refused(self, method: str, **fields: Any) -> str:
        """The description of a refusal."""
        status, answer = await self.raw(method, json=fields)
        assert status != 200, answer
        assert (answer["ok"], answer["error_code"]) == (False, status)
        return str(answer["description"])

    async def raw(self, method: str, **options: Any) -> tuple[int, Any]:
        """Status and JSON; options are those of aiohttp."""
        url = f"{self._api.url}/bot{self._api.token}/{method}"
        async with self._session.post(url, **options) as answer:
            return answer.status, await answer.json()


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    """A running server."""
    async with BotApi() as started:
        yield started


@pytest_asyncio.fixture
async def call(api: BotApi) -> AsyncIterator[Caller]:
    """Calls its methods."""
    async with aiohttp.ClientSession() as session:
        yield Caller(api, session)


@pytest_asyncio.fixture
async def ada(api: BotApi) -> Person:
    """Somebody who has a chat with the bot."""
    return api.person(10_000_001, first_name="Ada")
