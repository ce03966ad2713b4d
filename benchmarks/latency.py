"""How long people wait at a steady rate: python -m benchmarks.latency [--per-second 30] [--seconds 40]

Free text, taps and commands of 200 people, one message at each beat, the limit of 30 sends a second off. To reach at
30 messages a second: p99 under 80 ms, under half a core. The time runs from the update to the first visible reaction.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from benchmarks.bots import started, unsent
from benchmarks.machine import header, table
from benchmarks.scripts import TAPS, TEXT, Script
from tests.botapi.remote import spawned

FIRST = 10_000_001
CHATS = 200


async def steady(
    name: str, script: Script, per_second: float, seconds: float
) -> tuple[object, ...]:
    """One kind of message at that rate."""
    folder = Path(tempfile.mkdtemp(prefix="unsent-bench-"))
    people = {"first": FIRST, "count": CHATS}
    async with spawned("--counts-only") as api, started(unsent(), api, folder) as bot:
        await api.order("load", **people, script=script.before)
        rounds = max(1, round(per_second * seconds / CHATS / len(script.steps)))
        cpu = bot.cpu_s()
        report = await api.order(
            "load", **people, script=script.steps, rounds=rounds, per_second=per_second
        )
        used = bot.cpu_s() - cpu
        return (
            name,
            f"{report['per_second']:.1f}",
            f"{report['p50_ms']:.0f}",
            f"{report['p90_ms']:.0f}",
            f"{report['p99_ms']:.0f}",
            f"{used / report['seconds']:.2f}",
            f"{bot.memory_mb('VmHWM'):.0f}",
        )


async def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-second", type=float, default=30.0)
    parser.add_argument("--seconds", type=float, default=40.0)
    options = parser.parse_args()
    print(header(f"{options.per_second:g} messages a second"))
    rows = [
        await steady(name, script, options.per_second, options.seconds)
        for name, script in (("text", TEXT), ("taps", TAPS))
    ]
    heads = ("message", "answers/s", "p50 ms", "p90 ms", "p99 ms", "cores", "MB")
    print(table(heads, rows))


if __name__ == "__main__":
    asyncio.run(main())
