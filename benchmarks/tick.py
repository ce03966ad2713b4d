"""What a look at the appointments costs as people grow: python -m benchmarks.tick [--people 10000,100000,1000000]

1,000 are due among all of them. Measured: an empty look, claiming all that is due, and keeping it (deciding and
writing). Must not grow with the people: at most 1.5 times from the first to the last. Beside it what one would do
instead: python-telegram-bot's JobQueue with a `run_daily` for each person (time to start, memory).
"""

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from benchmarks.machine import header, table
from benchmarks.seed import Clock, seeded
from bot.app import load_knowledge
from bot.scheduling.due import DueRound
from bot.settings import load_settings
from bot.storage import Access, SqlStore, open_store
from tests.faults.databases import postgres

KEY = "this one is for benchmarks and long enough for them"
DUE = 1_000
LOOKS = 200
JOBS = """
import asyncio, sys, time
from datetime import time as clock
from telegram.ext import Application
async def nothing(context): ...
async def main(people):
    began = time.monotonic()
    application = Application.builder().token("1:" + "x" * 35).build()
    await application.job_queue.start()
    for number in range(people):
        application.job_queue.run_daily(nothing, clock(8, number % 60), chat_id=number)
    mb = next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmHWM")) / 1024
    print(f"{time.monotonic() - began:.1f} {mb:.0f}")
asyncio.run(main(int(sys.argv[1])))
"""


class Moved(Clock):
    """A clock that is ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@asynccontextmanager
async def opened(url: str, clock: Clock) -> AsyncIterator[SqlStore]:
    """A store, closed with the block."""
    store = await open_store(Access(url, KEY), "telegram", clock, exclusive=True)
    try:
        yield store
    finally:
        await store.close()


async def looked(url: str, people: int) -> tuple[float, float, float]:
    """Milliseconds of an empty look, of claiming what is due, of keeping all of it."""
    clock = Moved()
    due_at = (clock.now() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    await seeded(Access(url, KEY), people, due_at, DUE, lean=True)
    mind = load_knowledge(load_settings(), clock).mind
    async with opened(url, clock) as store:
        empty = []
        for _ in range(LOOKS):
            began = time.perf_counter()
            await store.claim_due(clock.now(), 100)
            empty.append(time.perf_counter() - began)
        clock.ahead = due_at - datetime.now(UTC) + timedelta(seconds=1)
        claims, batches = [], []
        while True:
            began = time.perf_counter()
            found = await store.claim_due(clock.now(), 100)
            if not found:
                break
            claims.append(time.perf_counter() - began)
            batches += found
        assert len(batches) == DUE, len(batches)
        clock.ahead += timedelta(seconds=61)  # The leases are over, and all may be claimed again.
        sent: list[object] = []
        began = time.perf_counter()
        round_ = DueRound(store, mind, clock, send=sent.extend, kept=lambda _count, _late_s: None)
        await round_.keep_all()
        keeping_s = time.perf_counter() - began
        assert len(sent) == DUE, len(sent)
    return 1000 * median(empty), 1000 * sum(claims), 1000 * keeping_s


async def job_queue(people: int) -> tuple[str, str]:
    """Seconds and MB of one job for each person."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", JOBS, str(people), stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    seconds, mb = told.decode().split()
    return seconds, mb


async def ticks(sizes: list[int], *, with_postgres: bool) -> list[tuple[object, ...]]:
    """A row for each database and size."""
    rows: list[tuple[object, ...]] = []
    for people in sizes:
        folder = tempfile.mkdtemp(prefix="unsent-bench-")
        figures = await looked(f"sqlite:///{folder}/unsent.db", people)
        rows.append(("SQLite", f"{people:,}", *(f"{figure:.2f}" for figure in figures)))
        print(rows[-1], file=sys.stderr)
    if with_postgres:
        with postgres() as server:
            for people in sizes:
                figures = await looked((await server.database()).url, people)
                rows.append(("Postgres", f"{people:,}", *(f"{figure:.2f}" for figure in figures)))
                print(rows[-1], file=sys.stderr)
    return rows


async def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", default="10000,100000,1000000")
    parser.add_argument("--no-postgres", action="store_true")
    parser.add_argument("--jobs", default="10000,100000")
    options = parser.parse_args()
    sizes = [int(size) for size in options.people.split(",")]
    print(header(f"{DUE} due at once"))
    heads = ("database", "people", "empty look, ms", "claiming 1,000, ms", "keeping 1,000, ms")
    print(table(heads, await ticks(sizes, with_postgres=not options.no_postgres)))
    own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"(this process, reader included: {own_mb:.0f} MB)")
    rows = [(size, *await job_queue(int(size))) for size in options.jobs.split(",") if size]
    print(table(("JobQueue with run_daily, people", "start, s", "MB"), rows))


if __name__ == "__main__":
    asyncio.run(main())
