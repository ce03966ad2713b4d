"""How the picture looks: its colours, measures and kinds of lettering. Knows nothing of what is shown.

One design for dark and light chats: a ground of its own, dim enough for two in the morning. Nothing is told by colour
alone, and nothing is red. All measures are pixels of a picture 1080 wide, which a phone shows at about a third: 28 is
the smallest lettering that can be read there without zooming.
"""

from dataclasses import dataclass
from enum import StrEnum

WIDTH = 1080
MARGIN = 28
GAP = 16
"""Between two cards."""
PADDING = 34
"""Between a card's edge and what is on it."""
RADIUS = 32
HEAD = 68
"""From a card's upper padding to what stands below its title."""

GROUND = "#141B24"
CARD = "#1F2935"
RAISED = "#2B3746"
"""A place that may still be filled."""
LINE = "#3E4C5E"
FAINT = "#95A3B4"
"""5.8 : 1 on a card: the faintest that lettering may be."""
SOFT = "#BCC7D4"
INK = "#F2F5F8"
HELD = "#6FD0C0"
ON_HELD = "#0F2322"
GUESS = "#F0CE80"
NEEDED = "#5C7190"
COOL = (0x2E, 0x6E, 0x72)
WARM = (0xD8, 0xF5, 0xEC)
"""The ends of the heat map, few and many: one hue, so that only lightness tells."""


class Weight(StrEnum):
    """The weights of the typeface."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of lettering: size in pixels of the em."""

    size: int
    colour: str
    weight: Weight = Weight.REGULAR


TITLE = Style(38, INK, Weight.SEMIBOLD)
NOTE = Style(29, FAINT)
LABEL = Style(32, SOFT)
VALUE = Style(34, INK, Weight.SEMIBOLD)
TICK = Style(28, FAINT)
FIGURE = Style(88, INK, Weight.SEMIBOLD)
CAPTION = Style(36, SOFT)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column behind it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height

    def inside(self, by: int) -> "Box":
        """The same without a rim of so many pixels."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)
