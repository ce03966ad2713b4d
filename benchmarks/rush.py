"""The morning rush: python -m benchmarks.rush [--people 100000] [--due 3000] [--database postgresql://...]

Many check-ins fall due in one moment, while 30 sends a second are allowed; meanwhile one person a second writes that
they want to text their ex. To reach: at least 28 sends a second, no 429, urges answered within 300 ms (p99), memory
under 300 MB. The database is one of SQLite unless an empty one of Postgres is named.
"""

import argparse
import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.bots import started, unsent
from benchmarks.machine import header, table
from benchmarks.seed import FIRST, seeded
from bot.storage import Access
from tests.botapi.remote import spawned

KEY = "this one is for benchmarks and long enough for them"
URGERS = 12_000_001
LEAD_S = 20
SEEDED_A_SECOND = 900
"""A careful guess, so that the moment is not over when everybody is written down."""
FASTEST = 30
URGE = ("say", "I want to text my ex so bad", 2)


async def rush(people: int, due: int, url: str) -> str:
    """Fills, waits for the moment, counts."""
    wait_s = LEAD_S + people / SEEDED_A_SECOND
    due_at = (datetime.now(UTC) + timedelta(seconds=wait_s)).replace(microsecond=0)
    filled_s = await seeded(Access(url, KEY), people, due_at, due)
    print(f"{people} people written down in {filled_s:.0f} s", flush=True)
    settings = {
        "UNSENT_DATABASE_URL": url,
        "UNSENT_SECRET_KEY": KEY,
        "UNSENT_SENDS_PER_SECOND": str(FASTEST),
    }
    folder = Path(tempfile.mkdtemp(prefix="unsent-bench-"))
    opened = f"{FIRST}:{people}"
    async with (
        spawned("--limits", "--counts-only", "--open", opened) as api,
        started(unsent("unsent run", **settings), api, folder) as bot,
    ):
        await asyncio.sleep(max(0.0, (due_at - datetime.now(UTC)).total_seconds()))
        await api.order("clear")
        cpu, began = bot.cpu_s(), time.monotonic()
        lasts_s = due / FASTEST
        urges = int(lasts_s) - 5
        urging = asyncio.create_task(
            api.order("load", first=URGERS, count=urges, script=[URGE], per_second=1.0)
        )
        await api.order("wait", sends=due + 2 * urges, timeout_s=10 * lasts_s + 60)
        took_s = time.monotonic() - began
        report = await urging
        stats, sends = await api.order("stats"), await api.order("sends")
        times = sorted(sent["at"] for sent in sends)
        row = (
            f"{people:,}",
            due,
            f"{(len(times) - 1) / (times[-1] - times[0]):.1f}",
            stats["peak_accepted"],
            sum(count for call, count in stats["calls"].items() if call.endswith(" 429")),
            f"{report['p50_ms']:.0f}",
            f"{report['p99_ms']:.0f}",
            f"{bot.memory_mb('VmHWM'):.0f}",
            f"{(bot.cpu_s() - cpu) / took_s:.2f}",
        )
    heads = (
        "people", "due", "sends/s", "in the worst second", "429", "urge p50 ms", "urge p99 ms", "MB", "cores",
    )  # fmt: skip
    return table(heads, [row])


async def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--due", type=int, default=3_000)
    parser.add_argument("--database")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="unsent-bench-")
    url = options.database or f"sqlite:///{folder}/unsent.db"
    print(header("the morning rush"))
    print(await rush(options.people, options.due, url))


if __name__ == "__main__":
    asyncio.run(main())
