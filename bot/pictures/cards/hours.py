"""When urges come: weekdays down, hours across. More urges make a square larger as well as lighter."""

from math import sqrt

from bot.pictures.canvas import Canvas
from bot.pictures.cards.frame import frame
from bot.pictures.lettering import Lettering
from bot.pictures.look import COOL, HEAD, LINE, PADDING, TICK, WARM, Box
from bot.pictures.sections import Hours

DAYS, HOURS = 7, 24
NAMES = 72
"""Room for the names of the days."""
ROW = 38
MOST, LEAST = 33, 15
"""Side of the square for the most urges and for one."""
DOT = 3
ROUND = 0.26
CLOCK = 52
FULL_FROM = 4
"""The largest square is reached from so many urges on: one urge is no pattern."""
SCALE_GAP = 22
SCALE_SHARE = 1.5
"""Room for a number of the scale, in hours: it must not reach the last tick."""
TICKS = (0, 6, 12, 18)


class HoursCard:
    """The grid, and the hours below it."""

    is_half = False

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._most = max(map(max, hours.counts))

    def height(self, width: int, lettering: Lettering) -> int:
        """Always the same: the week has seven days."""
        del width, lettering
        return 2 * PADDING + HEAD + DAYS * ROW + CLOCK

    def draw(self, canvas: Canvas, box: Box) -> None:
        """A dot where nothing was."""
        room = frame(canvas, box, self._hours.title, self._hours.note)
        left, top = room.left + NAMES, room.top + HEAD
        pitch = (room.width - NAMES) / HOURS
        for weekday, counts in enumerate(self._hours.counts):
            y = top + weekday * ROW + ROW // 2
            name = self._hours.weekdays[weekday]
            canvas.text(room.left, y + 10, name, TICK, width=NAMES - 12)
            for hour, count in enumerate(counts):
                self._square(canvas, round(left + (hour + 0.5) * pitch), y, count)
        baseline = top + DAYS * ROW + CLOCK - 8
        for hour in TICKS:
            x = round(left + (hour + 0.5) * pitch)
            canvas.text(x, baseline, f"{hour}:00", TICK, width=round(4 * pitch), side="middle")
        self._draw_scale(canvas, room.right, baseline, round(SCALE_SHARE * pitch))

    def _draw_scale(self, canvas: Canvas, right: int, baseline: int, width: int) -> None:
        """The squares for the most and for one, at the right edge, each with its number."""
        for count in sorted({1, self._most}, reverse=True):
            right -= canvas.text(right, baseline, str(count), TICK, width=width, side="right")
            right -= self._side(count) // 2 + SCALE_GAP // 2
            self._square(canvas, right, baseline - 10, count)
            right -= self._side(count) // 2 + SCALE_GAP

    def _strength(self, count: int) -> float:
        return sqrt(count / max(self._most, FULL_FROM))

    def _side(self, count: int) -> int:
        return round(LEAST + (MOST - LEAST) * self._strength(count))

    def _square(self, canvas: Canvas, x: int, y: int, count: int) -> None:
        if not count:
            canvas.disc(x, y, DOT, LINE)
            return
        side = self._side(count)
        box = Box(x - side // 2, y - side // 2, side, side)
        canvas.rounded(box, round(side * ROUND), shade(self._strength(count)))


def shade(strength: float) -> str:
    """The colour of a strength from 0 to 1.

    >>> shade(0), shade(1)
    ('#2e6e72', '#d8f5ec')
    """
    mixed = (round(a + (b - a) * strength) for a, b in zip(COOL, WARM, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
