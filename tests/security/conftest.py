"""The gate through which everything comes, and the whole of what stands behind it."""

from collections.abc import AsyncIterator

import pytest

from tests.botapi import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server
