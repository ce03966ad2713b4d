"""The server as a process of its own, for benchmarks: its CPU must not be the bot's."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.botapi.cloud import TOKEN

_ROOT = Path(__file__).parents[2]


class RemoteBotApi:
    """Speaks to a server started by `spawned`."""

    def __init__(self, started: dict[str, Any], session: aiohttp.ClientSession) -> None:
        """`started` is the line that the server prints."""
        self.url: str = started["url"]
        self.token: str = started["token"]
        self.pid: int = started["pid"]
        self._control: str = started["control"]
        self._session = session

    async def order(self, verb: str, **what: Any) -> Any:
        """One verb of `control`. Raises AssertionError with what the server says where it fails."""
        async with self._session.post(f"{self._control}/{verb}", json=what) as answer:
            if answer.status != 200:
                raise AssertionError(f"{verb}: {answer.status} {await answer.text()}")
            return await answer.json()

    async def do(self, act: str, chat: int = 10_000_001, **what: Any) -> Any:
        """Something a person does: `await remote.do("say", text="hi")`."""
        return await self.order("do", chat=chat, do=act, **{"with": what})


@asynccontextmanager
async def spawned(*arguments: str, token: str = TOKEN) -> AsyncIterator[RemoteBotApi]:
    """Starts `python -m tests.botapi` with these arguments; it ends with the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.botapi", "--with-parent", "--token", token, *arguments,
        cwd=_ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    try:
        started = json.loads(await process.stdout.readline())
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            yield RemoteBotApi(started, session)
    finally:
        process.stdin.close()
        await process.wait()
