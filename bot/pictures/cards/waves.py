"""Before and after: the means at the left, the last waves one by one at the right."""

from bot.core.stats import RatedWave
from bot.pictures.canvas import Canvas
from bot.pictures.cards.frame import ROW, frame, list_figures
from bot.pictures.lettering import Lettering
from bot.pictures.look import (
    CARD,
    FAINT,
    GUESS,
    HEAD,
    HELD,
    INK,
    LABEL,
    LINE,
    NOTE,
    PADDING,
    SOFT,
    TICK,
    Box,
    Style,
    Weight,
)
from bot.pictures.sections import Waves

MEANS = 250
"""Room for the means."""
MEAN = Style(84, INK, Weight.SEMIBOLD)
TOP_RATING = 10
TICKS = (0, 5, 10)
CHART = 260
STEP = CHART // TOP_RATING
AXIS = 46
RING, DISC = 15, 11
DASH_WIDE, DASH_HIGH = 42, 8
PITCH_MOST = 88
KEY = 62
GUESSED = 22
KEY_GAP = 40


class WavesCard:
    """The chart with its key, and how often a wave fell lower than expected."""

    is_half = False

    def __init__(self, waves: Waves) -> None:
        self._waves = waves
        self._has_forecast = any(wave.forecast is not None for wave in waves.waves)

    def height(self, width: int, lettering: Lettering) -> int:
        """Higher where something was forecast."""
        del width, lettering
        return 2 * PADDING + HEAD + CHART + KEY + (GUESSED + ROW if self._waves.lower else 0)

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Before: an open ring. After: a full disc. Forecast: a dash, which both leave visible."""
        room = frame(canvas, box, self._waves.title, self._waves.note)
        top = room.top + HEAD
        self._draw_means(canvas, Box(room.left, top, MEANS, CHART))
        self._draw_chart(canvas, Box(room.left + MEANS, top, room.width - MEANS, CHART))
        self._draw_key(canvas, room.left + MEANS + AXIS, top + CHART + KEY - 8, room.right)
        lower = self._waves.lower
        if lower is not None:
            y = top + CHART + KEY + GUESSED
            list_figures(canvas, Box(room.left, y, room.width, ROW), (lower,))

    def _draw_means(self, canvas: Canvas, room: Box) -> None:
        waves = self._waves
        wide = room.width - 30
        canvas.text(room.left, room.top + 16, waves.average, NOTE, width=wide)
        for figure, baseline in ((waves.before, 96), (waves.after, 222)):
            y = room.top + baseline
            canvas.text(room.left, y, figure.value, MEAN, width=wide)
            canvas.text(room.left, y + 38, figure.label, LABEL, width=wide)

    def _draw_chart(self, canvas: Canvas, room: Box) -> None:
        left = room.left + AXIS
        for tick in TICKS:
            y = _height(room, tick)
            canvas.bar(Box(left, y, room.right - left, 2), LINE)
            canvas.text(left - 14, y + 10, str(tick), TICK, width=AXIS, side="right")
        many = len(self._waves.waves)
        pitch = min(PITCH_MOST, (room.right - left) // many)
        start = left + pitch // 2
        for n, wave in enumerate(self._waves.waves):
            _draw_wave(canvas, room, start + n * pitch, wave)

    def _draw_key(self, canvas: Canvas, x: int, baseline: int, right: int) -> None:
        y = baseline - 9
        names = [self._waves.before.label, self._waves.after.label]
        names += [self._waves.forecast] if self._has_forecast else []
        room = (right - x) // len(names) - KEY_GAP - 2 * RING - 12
        for n, name in enumerate(names):
            middle = x + RING
            if n == 0:
                canvas.ring(middle, y, RING - 2, SOFT, stroke=4, inside=CARD)
            elif n == 1:
                canvas.disc(middle, y, DISC, HELD)
            else:
                canvas.rounded(
                    Box(x - 2, y - DASH_HIGH // 2, 2 * RING, DASH_HIGH), DASH_HIGH // 2, GUESS
                )
            x += 2 * RING + 12
            x += canvas.text(x, baseline, name, TICK, width=room) + KEY_GAP


def _height(room: Box, rating: int) -> int:
    return room.top + (TOP_RATING - rating) * STEP


def _draw_wave(canvas: Canvas, room: Box, x: int, wave: RatedWave) -> None:
    before, after = _height(room, wave.before), _height(room, wave.after)
    high, low = min(before, after), max(before, after)
    canvas.bar(Box(x - 2, high, 4, low - high), FAINT)
    if wave.forecast is not None:
        y = _height(room, wave.forecast)
        dash = Box(x - DASH_WIDE // 2, y - DASH_HIGH // 2, DASH_WIDE, DASH_HIGH)
        canvas.rounded(dash, DASH_HIGH // 2, GUESS)
    canvas.ring(x, before, RING, SOFT, stroke=4, inside=CARD)
    canvas.disc(x, after, DISC, HELD)
