"""The other end of `nursery`: `unsent run` processes that start in a moment, to be killed at any moment."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from tests.telegram.process import READY, ROOT, START_S, Log

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


class Nursery:
    """Gives birth to processes; one at a time."""

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders

    def order(self, order: dict[str, Any], *fds: int) -> dict[str, Any]:
        """One order and its answer."""
        socket.send_fds(self._orders, [json.dumps(order).encode()], fds)
        return dict(json.loads(self._orders.recv(65_536)))


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery, ended with the block."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("UNSENT_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery", str(theirs.fileno())],
        cwd=ROOT,
        env=environment | ONE_THREAD | {"PYTHONPATH": str(ROOT)},
        pass_fds=[theirs.fileno()],
    )
    theirs.close()
    try:
        assert ours.recv(10) == b"{}"
        yield Nursery(ours)
    finally:
        ours.close()
        process.wait(START_S)


class Hatched:
    """One `unsent run`."""

    def __init__(self, place: Nursery, folder: Path, settings: dict[str, str]) -> None:
        self._place = place
        self._folder = folder
        self._settings = settings
        self.log = Log()
        self.pid = 0
        self._reading: asyncio.Task[None] | None = None
        self._transport: asyncio.ReadTransport | None = None

    @property
    def text(self) -> str:
        """All that was logged."""
        return self.log.text

    async def logs(self, words: str) -> None:
        """Returns once a line with these words was logged."""
        assert await self.log.says(words), self.text

    async def start(self, *, wait: bool = True) -> "Hatched":
        """Returns once it serves, or at once."""
        read, write = os.pipe()
        order = {"settings": self._settings, "folder": str(self._folder)}
        self.pid = self._place.order(order, write)["pid"]
        os.close(write)
        stream = asyncio.StreamReader(limit=2**20)
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(read, "rb")
        )
        self._reading = asyncio.create_task(self.log.follow(stream))
        if wait:
            assert await self.log.says(READY), self.log.text
        return self

    async def kill(self) -> None:
        """`kill -9`; returns when it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        await self.ends()

    async def stop(self) -> int:
        """SIGTERM; returns the status with which it ended."""
        os.kill(self.pid, signal.SIGTERM)
        return await self.ends()

    async def ends(self) -> int:
        """The status with which it ended."""
        assert self._reading
        assert self._transport
        async with asyncio.timeout(START_S):
            await self._reading
        self._transport.close()
        status = int(self._place.order({"status_of": self.pid})["status"])
        self.pid = 0
        return status


@asynccontextmanager
async def hatched(
    place: Nursery, folder: Path, api: Any, **settings: str
) -> AsyncIterator[Hatched]:
    """One that serves, on a file in the folder unless the settings say otherwise; ended with the block."""
    own = {
        "UNSENT_TELEGRAM_TOKEN": api.token,
        "UNSENT_TELEGRAM_API_URL": api.url,
        "UNSENT_DATABASE_URL": f"sqlite:///{folder / 'unsent.db'}",
        "UNSENT_LOG_LEVEL": "DEBUG",
    }
    bot = await Hatched(place, folder, own | settings).start()
    try:
        yield bot
    finally:
        if bot.pid:
            await bot.kill()
