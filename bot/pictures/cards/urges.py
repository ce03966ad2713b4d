"""Urges: one figure, and one bar of what became of them."""

from bot.pictures.canvas import Canvas
from bot.pictures.cards.frame import frame, phrase_size, write_phrase
from bot.pictures.lettering import Lettering
from bot.pictures.look import (
    CAPTION,
    CARD,
    FAINT,
    FIGURE,
    HEAD,
    HELD,
    LINE,
    PADDING,
    SOFT,
    TICK,
    Box,
)
from bot.pictures.sections import Urges

BASELINE = 64
CAPTION_BASELINE = 110
BAR = 134
THICK = 28
BETWEEN = 6
LEAST = 28
"""A part of the bar that is there can be seen, however small."""
KEY = 48
KEY_DOTS = 48
DOT = 3
DOTS = 12
"""From one dot to the next where the end is not known."""


class UrgesCard:
    """The figure, the bar, and a line below it where some endings are not known."""

    is_half = True

    def __init__(self, urges: Urges) -> None:
        self._urges = urges

    def height(self, width: int, lettering: Lettering) -> int:
        """Higher where the line below the bar is needed."""
        del width, lettering
        return 2 * PADDING + HEAD + BAR + THICK + (KEY if self._urges.unknown else 0)

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Unsent: full. Not known: dots. Sent: an open outline."""
        urges = self._urges
        room = frame(canvas, box, urges.title, urges.note)
        left, top = room.left, room.top + HEAD
        size = phrase_size(canvas.lettering, urges.headline, FIGURE, room.width)
        write_phrase(canvas, left, top + BASELINE, urges.headline, FIGURE, size)
        canvas.text(left, top + CAPTION_BASELINE, urges.caption, CAPTION, width=room.width)
        self._draw_bar(canvas, Box(left, top + BAR, room.width, THICK))
        if urges.unknown:
            baseline = top + BAR + THICK + KEY - 6
            _dots(canvas, Box(left, baseline - 23, KEY_DOTS, THICK))
            words = f"{urges.unknown} {urges.unknown_label}"
            x = left + KEY_DOTS + 14
            canvas.text(x, baseline, words, TICK, width=room.right - x)

    def _draw_bar(self, canvas: Canvas, room: Box) -> None:
        unsent, unknown, sent = self._parts(room)
        canvas.rounded(unsent, THICK // 2, HELD)
        if unknown.width:
            _dots(canvas, unknown)
        if sent.width:
            canvas.outlined(sent, THICK // 2, FAINT, stroke=3, inside=CARD)

    def _parts(self, room: Box) -> list[Box]:
        """Unsent, not known, sent by their share, with gaps between; none that is there gets lost."""
        counts = [self._urges.unsent, self._urges.unknown, self._urges.sent]
        there = sum(1 for count in counts if count)
        left = room.width - BETWEEN * (there - 1) - LEAST * there
        found = []
        x = room.left
        for count in counts:
            width = LEAST + left * count // sum(counts) if count else 0
            found.append(Box(x, room.top, width, room.height))
            x += width + BETWEEN if width else 0
        return found


def _dots(canvas: Canvas, box: Box) -> None:
    canvas.rounded(box, box.height // 2, LINE)
    many = max(1, (box.width - DOTS // 2) // DOTS)
    start = box.left + (box.width - (many - 1) * DOTS) // 2
    for n in range(many):
        canvas.disc(start + n * DOTS, box.top + box.height // 2, DOT, SOFT)
