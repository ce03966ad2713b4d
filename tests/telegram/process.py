"""The bot as it really runs: a process of its own, with settings from the environment."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
READY = "serving"
START_S = 60
STOP_S = 20


@dataclass
class Bot:
    """`unsent run`, with its log."""

    folder: Path
    api_url: str
    token: str
    settings: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None
    _reading: asyncio.Task[None] | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)

    def environment(self) -> dict[str, str]:
        """What the process sees."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("UNSENT_")}
        return own | {
            "PYTHONPATH": str(ROOT),
            "UNSENT_TELEGRAM_TOKEN": self.token,
            "UNSENT_TELEGRAM_API_URL": self.api_url,
            "UNSENT_DATABASE_URL": f"sqlite:///{self.folder / 'unsent.db'}",
            "UNSENT_LOG_LEVEL": "DEBUG",
            **self.settings,
        }

    async def start(self, *, wait: bool = True) -> Self:
        """Returns once it serves."""
        self._ready.clear()
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=self.folder,
            env=self.environment(),
            stderr=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
        )
        self._reading = asyncio.create_task(self._read())
        if wait:
            async with asyncio.timeout(START_S):
                await self._ready.wait()
            assert self.process.returncode is None, self.text
        return self

    async def _read(self) -> None:
        assert self.process
        assert self.process.stderr
        while line := await self.process.stderr.readline():
            self.log.append(line.decode().rstrip())
            if READY in self.log[-1]:
                self._ready.set()
        self._ready.set()

    @property
    def text(self) -> str:
        """All that was logged."""
        return "\n".join(self.log)

    async def logs(self, words: str) -> None:
        """Returns once a line with these words was logged."""
        async with asyncio.timeout(START_S):
            while words not in self.text:
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        """`kill -9`."""
        assert self.process
        if self.process.returncode is None:
            self.process.kill()

    async def ends(self) -> int:
        """The status with which it ended."""
        assert self.process
        async with asyncio.timeout(START_S):
            status = await self.process.wait()
            assert self._reading
            await self._reading
        return status

    async def stop(self) -> int:
        """SIGTERM."""
        assert self.process
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_S):
            return await self.ends()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self.process
        if self.process.returncode is None:
            self.process.kill()
        await self.ends()


@asynccontextmanager
async def running(folder: Path, api, **settings: str) -> AsyncIterator[Bot]:
    """A bot that serves, ended with the block."""
    bot = Bot(folder=folder, api_url=api.url, token=api.token, settings=settings)
    async with bot:
        yield bot
