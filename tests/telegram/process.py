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
class Log:
    """What a process says, line by line, and whoever waits for it to say something."""

    lines: list[str] = field(default_factory=list)
    ended: bool = False
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    async def follow(self, stream: asyncio.StreamReader) -> None:
        """Reads to the end."""
        while line := await stream.readline():
            self.lines.append(line.decode(errors="replace").rstrip())
            self._told.set()
        self.ended = True
        self._told.set()

    async def says(self, words: str, *, within_s: float = START_S) -> bool:
        """Returns once a line holds these words; False where the log ended before."""
        seen = 0
        async with asyncio.timeout(within_s):
            while True:
                self._told.clear()
                if any(words in line for line in self.lines[seen:]):
                    return True
                seen = len(self.lines)
                if self.ended:
                    return False
                await self._told.wait()


@dataclass
class Bot:
    """`unsent run`, with its log."""

    folder: Path
    api_url: str
    token: str
    settings: dict[str, str] = field(default_factory=dict)
    log: Log = field(default_factory=Log)
    process: asyncio.subprocess.Process | None = None
    _reading: asyncio.Task[None] | None = None

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
        self.log = Log()
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
        assert self.process.stderr
        self._reading = asyncio.create_task(self.log.follow(self.process.stderr))
        if wait:
            assert await self.log.says(READY), self.text
        return self

    @property
    def text(self) -> str:
        """All that was logged since the start."""
        return self.log.text

    async def logs(self, words: str) -> None:
        """Returns once a line with these words was logged."""
        assert await self.log.says(words), self.text

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
