"""Numbers become a picture for a phone, a PNG. Knows no words of its own, no clock, no person; called in a thread.

The way through: `selection` (what is shown) → `sections` → `page` (where it stands) → `cards` (how it is drawn).
"""

from collections.abc import Mapping

from bot.core.ports import Painter
from bot.core.stats import Stats
from bot.pictures.labels import LABELS
from bot.pictures.lettering import typeface
from bot.pictures.page import drawn
from bot.pictures.selection import sections

__all__ = ["LABELS", "painter"]


def painter(labels: Mapping[str, str], motive_labels: Mapping[str, str]) -> Painter:
    """A painter with these words: those of `LABELS`, and the names of motives by id.

    The same numbers give the same bytes, from any thread. Raises KeyError for a missing label, ModuleNotFoundError
    where the typeface is not installed.
    """
    missing = sorted(LABELS - labels.keys())
    if missing:
        raise KeyError(*missing)
    files = typeface()

    def draw(numbers: Stats) -> bytes:
        return drawn(sections(numbers, labels, motive_labels), files)

    return draw
