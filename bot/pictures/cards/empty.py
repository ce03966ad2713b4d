"""The picture before there is anything to show: what will be here, in outlines."""

from collections.abc import Callable

from bot.pictures.canvas import Canvas
from bot.pictures.lettering import Lettering
from bot.pictures.look import (
    CARD,
    INK,
    LINE,
    NEEDED,
    PADDING,
    RADIUS,
    SOFT,
    Box,
    Style,
    Weight,
)
from bot.pictures.sections import Empty

TITLE = Style(56, INK, Weight.SEMIBOLD)
NAME = Style(38, SOFT)
HEAD = 132
ROW = 132
ICON = 176
MIDDLE = 66


class EmptyCard:
    """A title, and a row for each part to come."""

    is_half = False

    def __init__(self, empty: Empty) -> None:
        self._empty = empty

    def height(self, width: int, lettering: Lettering) -> int:
        """Always the same."""
        del width, lettering
        return 2 * PADDING + HEAD + ROW * len(self._rows())

    def draw(self, canvas: Canvas, box: Box) -> None:
        """An outline at the left of each name."""
        canvas.rounded(box, RADIUS, CARD)
        room = box.inside(PADDING)
        canvas.text(room.left, room.top + 64, self._empty.title, TITLE, width=room.width)
        top = room.top + HEAD
        for name, draw in self._rows():
            canvas.bar(Box(room.left, top, room.width, 2), LINE)
            draw(canvas, room.left, top + MIDDLE)
            x = room.left + ICON + 40
            canvas.text(x, top + MIDDLE + 13, name, NAME, width=room.right - x)
            top += ROW

    def _rows(self) -> tuple[tuple[str, Callable[[Canvas, int, int], None]], ...]:
        empty = self._empty
        return (
            (empty.days, _days),
            (empty.urges, _urges),
            (empty.hours, _hours),
            (empty.ratings, _ratings),
            (empty.letters, _letters),
        )


def _days(canvas: Canvas, x: int, y: int) -> None:
    for n in range(4):
        for row in (-1, 1):
            canvas.disc(x + 22 + n * 44, y + row * 22, 17, LINE)


def _urges(canvas: Canvas, x: int, y: int) -> None:
    canvas.rounded(Box(x, y - 14, ICON, 28), 14, LINE)
    canvas.rounded(Box(x, y - 14, ICON * 2 // 3, 28), 14, NEEDED)


def _hours(canvas: Canvas, x: int, y: int) -> None:
    sides = ((8, 14, 22, 30, 18), (14, 8, 18, 34, 26), (8, 8, 14, 22, 14))
    for row, line in enumerate(sides):
        for column, side in enumerate(line):
            middle = x + 18 + column * 35, y + (row - 1) * 36
            box = Box(middle[0] - side // 2, middle[1] - side // 2, side, side)
            canvas.rounded(box, side // 4, NEEDED if side > 20 else LINE)


def _ratings(canvas: Canvas, x: int, y: int) -> None:
    for n, (high, low) in enumerate(((-40, 10), (-24, 30), (-44, 2), (-32, 36))):
        middle = x + 22 + n * 44
        canvas.bar(Box(middle - 2, y + high, 4, low - high), NEEDED)
        canvas.ring(middle, y + high, 11, NEEDED, stroke=3, inside=CARD)
        canvas.disc(middle, y + low, 9, NEEDED)


def _letters(canvas: Canvas, x: int, y: int) -> None:
    canvas.outlined(Box(x + 34, y - 38, 108, 76), 14, NEEDED, stroke=4, inside=CARD)
    canvas.bar(Box(x + 52, y - 12, 72, 4), NEEDED)
    canvas.bar(Box(x + 52, y + 8, 44, 4), NEEDED)
