"""Draws the pictures in `docs/` for invented people of 0, 1, 30 and 400 days, and measures what drawing costs.

python -m benchmarks.pictures            # measures
python -m benchmarks.pictures --write    # measures, and writes docs/stats-*.png
"""

import sys
import time
from pathlib import Path
from statistics import median

from bot.core.stats import Stats
from bot.pictures import painter
from tests.pictures import words
from tests.pictures.lives import life

ROOT = Path(__file__).parent.parent
TIMES = 15
LIVES = {
    "0": lambda: life(0, untouched=True).stats(),
    "1": lambda: life(1, seed=5).stats(),
    "30": lambda: life(30, seed=9).stats(),
    "400": lambda: life(400, seed=12).stats("all"),
}


def measure(draw, numbers: Stats) -> tuple[bytes, float, float]:
    """The picture, the CPU seconds of its first drawing, the median of the next ones."""
    spent = []
    for _ in range(TIMES + 1):
        began = time.process_time()
        png = draw(numbers)
        spent.append(time.process_time() - began)
    return png, spent[0], median(spent[1:])


def main() -> None:
    """Prints a line for each picture."""
    draw = painter(words.labels(), words.motives())
    for name, numbers in LIVES.items():
        png, first_s, warm_s = measure(draw, numbers())
        width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
        print(
            f"{name:>3} days: {width} x {height}, {len(png) / 1000:.0f} kB, "
            f"first {first_s * 1000:.0f} ms, then {warm_s * 1000:.0f} ms of one core"
        )
        if "--write" in sys.argv:
            (ROOT / "docs" / f"stats-{name}.png").write_bytes(png)


if __name__ == "__main__":
    main()
