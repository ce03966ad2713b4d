"""What a figure is worth: the day, the machine, how busy it was. Printed above every table."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def header(title: str) -> str:
    """A line for above a table."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{title}: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_processor()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {load}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Markdown, so that it can go into benchmarks/README.md as it is."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
