"""The bots that are compared: each a process on the Bot API server of a run, its CPU and memory read.

`unsent` is the whole bot; the others do nothing but echo, each on what its name says.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
AIOGRAM = ROOT / ".venv-aiogram" / "bin" / "python"
"""python3 -m venv .venv-aiogram && .venv-aiogram/bin/pip install aiogram; or UNSENT_BENCH_AIOGRAM=its python."""
TICKS = os.sysconf("SC_CLK_TCK")
READY_S = 120.0


@dataclass(frozen=True)
class Contestant:
    """A bot and how it is started; `{url}` and `{token}` stand for the server's."""

    name: str
    command: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)


@dataclass
class Running:
    """A bot that runs."""

    pid: int
    folder: Path
    log: list[str] = field(default_factory=list)

    def cpu_s(self) -> float:
        """CPU that the process has used, all its threads, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self, kind: str = "VmRSS") -> float:
        """Resident memory now, or with VmHWM at its highest."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(f"{kind}:"):
                return int(line.split()[1]) / 1024
        return float("nan")


def unsent(name: str = "unsent run", **settings: str) -> Contestant:
    """The whole bot, understanding on, SQLite with synchronous=FULL unless the settings say otherwise."""
    return Contestant(
        name,
        (sys.executable, "-m", "bot", "run"),
        {
            "UNSENT_TELEGRAM_TOKEN": "{token}",
            "UNSENT_TELEGRAM_API_URL": "{url}",
            "UNSENT_DATABASE_URL": "sqlite:///{folder}/unsent.db",
            "UNSENT_SENDS_PER_SECOND": "0",
            "UNSENT_LOG_LEVEL": "WARNING",
            **settings,
        },
    )


PTB = Contestant("bare PTB echo", (sys.executable, "-m", "tests.botapi.echo", "{url}", "{token}"))
SQLMODEL = Contestant(
    "PTB + SQLModel echo",
    (sys.executable, "-m", "benchmarks.contestants.sqlmodel_echo", "{url}", "{token}", "{folder}"),
)


def aiogram() -> Contestant | None:
    """The bare aiogram echo, None where aiogram is not installed in an environment of its own."""
    python = Path(os.environ.get("UNSENT_BENCH_AIOGRAM", AIOGRAM))
    if not python.exists():
        return None
    script = ROOT / "benchmarks" / "contestants" / "aiogram_echo.py"
    return Contestant("bare aiogram echo", (str(python), str(script), "{url}", "{token}"))


@asynccontextmanager
async def started(contestant: Contestant, api, folder: Path) -> AsyncIterator[Running]:
    """The bot, once it answers; ended with the block. `api` is a RemoteBotApi."""
    names = {"url": api.url, "token": api.token, "folder": str(folder)}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("UNSENT_")}
    settings = {k: v.format(**names) for k, v in contestant.settings.items()}
    process = await asyncio.create_subprocess_exec(
        *(part.format(**names) for part in contestant.command),
        cwd=folder if contestant.settings else ROOT,
        env=kept | {"PYTHONPATH": str(ROOT)} | settings,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Running(process.pid, folder)
    reading = asyncio.create_task(_read(process, running))
    try:
        await _answers(api, process, running)
        yield running
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(20):
                await process.wait()
        except TimeoutError:
            process.kill()
        await reading


async def _read(process: asyncio.subprocess.Process, running: Running) -> None:
    assert process.stderr
    while line := await process.stderr.readline():
        running.log.append(line.decode(errors="replace").rstrip())


async def _answers(api, process: asyncio.subprocess.Process, running: Running) -> None:
    """Waits for a first answer, to somebody who takes no part in the run."""
    await api.do("say", 19_999_999, text="/help")
    waiting = asyncio.create_task(api.order("wait", chat=19_999_999, count=1, timeout_s=READY_S))
    ended = asyncio.create_task(process.wait())
    await asyncio.wait([waiting, ended], return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        waiting.cancel()
        raise SystemExit("\n".join(["the bot ended:", *running.log]))
    ended.cancel()
    await waiting
