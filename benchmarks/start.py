"""How long until it is there, and how much room it takes: python -m benchmarks.start [--repeat 3]

From the start of the process to the first prompt of `unsent chat`; from an urge over Telegram to its first answer by a
process that has just started; resident memory then. To reach: an answer within 150 ms, memory under 300 MB.
"""

import argparse
import asyncio
import os
import pty
import select
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.bots import ROOT, started, unsent
from benchmarks.machine import header, table
from tests.botapi.remote import spawned

PROMPT = "›".encode()
FIRST = 10_000_001
WAIT_S = 60.0


def prompted_s() -> float:
    """Seconds from the start of `unsent chat` in a terminal to its prompt."""
    folder = tempfile.mkdtemp(prefix="unsent-bench-")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("UNSENT_")}
    began = time.monotonic()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        environment = kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
        os.execve(sys.executable, [sys.executable, "-m", "bot", "chat"], environment)
    seen = b""
    while PROMPT not in seen and time.monotonic() - began < WAIT_S:
        if not select.select([terminal], [], [], WAIT_S)[0]:
            break
        data = os.read(terminal, 65_536)
        if b"\x1b[6n" in data:  # It asks where the cursor is, and a terminal would say.
            os.write(terminal, b"\x1b[1;1R")
        seen += data
    took_s = time.monotonic() - began
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return took_s


async def answered() -> tuple[float, float, float]:
    """Seconds until it answers at all; seconds to the first urge's answer; MB."""
    folder = Path(tempfile.mkdtemp(prefix="unsent-bench-"))
    async with spawned() as api:
        began = time.monotonic()
        async with started(unsent(), api, folder) as bot:
            there_s = time.monotonic() - began
            await api.order("clear")
            await api.do("say", FIRST, text="I want to text my ex so bad")
            await api.order("wait", chat=FIRST, count=2)
            stats = await api.order("stats")
            return there_s, stats["latencies_s"][0], bot.memory_mb()


async def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print(header("start"))
    prompts = [prompted_s() for _ in range(options.repeat)]
    runs = [await answered() for _ in range(options.repeat)]
    rows = [
        ("first prompt of `unsent chat`, s", f"{median(prompts):.1f}"),
        ("first answer of `unsent run` after its start, s", f"{median(r[0] for r in runs):.1f}"),
        ("first answer to an urge, ms", f"{1000 * median(r[1] for r in runs):.0f}"),
        ("resident memory then, MB", f"{max(r[2] for r in runs):.0f}"),
    ]
    print(table(("what", "figure"), rows))


if __name__ == "__main__":
    asyncio.run(main())
