"""The marks for the kinds of day: each a shape of its own, so that none is told by colour alone."""

from bot.core.stats import DayKind
from bot.pictures.canvas import Canvas
from bot.pictures.look import (
    CARD,
    FAINT,
    HELD,
    INK,
    NEEDED,
    ON_HELD,
    SOFT,
    Box,
    Style,
    Weight,
)

NUMBER_SHARE = 1.05
"""Size of a day's number by the radius of its mark."""
BASELINE_SHARE = 0.36
DOT_SHARE = 0.16
STROKE_SHARE = 0.12
ROUND_SHARE = 0.28


def draw_mark(canvas: Canvas, x: int, y: int, radius: int, kind: DayKind, number: str = "") -> None:
    """A day around (x, y).

    Held: a full disc. Contact: an open ring. Necessary contact: a square. Today: an underlined number. Before the
    count began: a dot.
    """
    colour = INK
    if kind is DayKind.BEFORE:
        canvas.disc(x, y, max(3, round(radius * DOT_SHARE)), FAINT)
        return
    if kind is DayKind.HELD:
        canvas.disc(x, y, radius, HELD)
        colour = ON_HELD
    elif kind is DayKind.CONTACT:
        stroke = max(3, round(radius * STROKE_SHARE))
        canvas.ring(x, y, radius, SOFT, stroke=stroke, inside=CARD)
    elif kind is DayKind.NEUTRAL:
        side = radius - 1
        canvas.rounded(
            Box(x - side, y - side, 2 * side, 2 * side), round(radius * ROUND_SHARE), NEEDED
        )
    else:
        high = max(4, round(radius * STROKE_SHARE))
        wide = round(radius * 0.7)
        low = y + round(radius * (0.66 if number else 0))
        canvas.rounded(Box(x - wide, low, 2 * wide, high), high // 2, HELD)
    if number:
        style = Style(round(radius * NUMBER_SHARE), colour, Weight.SEMIBOLD)
        baseline = y + round(radius * BASELINE_SHARE)
        canvas.text(x, baseline, number, style, width=2 * radius, side="middle")
