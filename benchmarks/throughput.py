"""Answers a second and CPU an answer, beside bare echo bots: python -m benchmarks.throughput [--repeat 3] [--only taps]

Closed loop: 100 chats, each sends its next message when the last one was answered. The Bot API server is a process of
its own, and only the bot's CPU is counted. What is compared is run in turn, within one run, and the median is shown.
"""

import argparse
import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bots import PTB, SQLMODEL, Contestant, aiogram, started, unsent
from benchmarks.machine import header, table
from benchmarks.scripts import ECHO_TAPS, ECHO_TEXT, TAPS, TEXT, Script
from tests.botapi.remote import spawned

FIRST = 10_000_001
CHATS = 100
ROUNDS = {"taps": 8, "text": 5}
OURS = "unsent run"


@dataclass
class Result:
    """One run of one bot."""

    per_second: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    memory_mb: float


async def measured(contestant: Contestant, script: Script, rounds: int) -> Result:
    """Warms up, runs, counts."""
    folder = Path(tempfile.mkdtemp(prefix="unsent-bench-"))
    async with spawned("--counts-only") as api, started(contestant, api, folder) as bot:
        people = {"first": FIRST, "count": CHATS}
        if script.before:
            await api.order("load", **people, script=script.before)
        await api.order("load", **people, script=script.steps)
        before = bot.cpu_s()
        report = await api.order("load", **people, script=script.steps, rounds=rounds)
        used = bot.cpu_s() - before
        assert not report["unanswered"], report
        assert not report["missed"], report
        return Result(
            per_second=report["per_second"],
            cpu_ms=1000 * used / report["done"],
            p50_ms=report["p50_ms"],
            p99_ms=report["p99_ms"],
            memory_mb=bot.memory_mb(),
        )


def contestants(kind: str) -> list[tuple[Contestant, Script]]:
    """Who takes part, with what is said to them."""
    ours, echo = (TAPS, ECHO_TAPS) if kind == "taps" else (TEXT, ECHO_TEXT)
    other = aiogram()
    if other is None:
        print("(aiogram is not installed: see benchmarks/bots.py)")
    echoes = [bot for bot in (PTB, SQLMODEL, other) if bot is not None]
    return [*((bot, echo) for bot in echoes), (unsent(), ours)]


async def compared(kind: str, repeat: int) -> str:
    """The table of one kind of message."""
    found: dict[str, list[Result]] = {}
    for _ in range(repeat):
        for contestant, script in contestants(kind):
            result = await measured(contestant, script, ROUNDS[kind])
            found.setdefault(contestant.name, []).append(result)
    rows = []
    for name, results in found.items():
        shares = [
            one.per_second / base.per_second
            for one, base in zip(results, found[PTB.name], strict=True)
        ]
        rows.append(
            (
                name,
                f"{median(r.per_second for r in results):.0f}",
                f"{median(shares):.2f}",
                f"{median(r.cpu_ms for r in results):.2f}",
                f"{median(r.p50_ms for r in results):.0f}",
                f"{median(r.p99_ms for r in results):.0f}",
                f"{max(r.memory_mb for r in results):.0f}",
            )
        )
    heads = (kind, "answers/s", "of PTB", "CPU ms/answer", "p50 ms", "p99 ms", "MB")
    return table(heads, rows)


async def main() -> None:
    """Prints a table for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", choices=sorted(ROUNDS))
    options = parser.parse_args()
    for kind in [options.only] if options.only else ROUNDS:
        print(header(f"{kind}, closed loop of {CHATS} chats"))
        print(await compared(kind, options.repeat), flush=True)
        print(header("afterwards"), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
