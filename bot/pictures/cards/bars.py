"""Short bars with their names above them: what sets it off, what helped."""

from bot.pictures.canvas import Canvas
from bot.pictures.cards.frame import frame, label_and_value
from bot.pictures.lettering import Lettering
from bot.pictures.look import HEAD, HELD, PADDING, RAISED, Box
from bot.pictures.sections import Bars

ROW = 74
BASELINE = 32
TOP = 46
THICK = 12


class BarsCard:
    """A row for each bar."""

    is_half = True

    def __init__(self, bars: Bars) -> None:
        self._bars = bars

    def height(self, width: int, lettering: Lettering) -> int:
        """By the number of bars."""
        del width, lettering
        return 2 * PADDING + HEAD + ROW * len(self._bars.bars) - (ROW - TOP - THICK)

    def draw(self, canvas: Canvas, box: Box) -> None:
        """The name, the number at its right, the bar below."""
        room = frame(canvas, box, self._bars.title, self._bars.note)
        top = room.top + HEAD
        for bar in self._bars.bars:
            label_and_value(canvas, room, top + BASELINE, bar.label, bar.value)
            canvas.rounded(Box(room.left, top + TOP, room.width, THICK), THICK // 2, RAISED)
            long = max(THICK, round(room.width * bar.share))
            canvas.rounded(Box(room.left, top + TOP, long, THICK), THICK // 2, HELD)
            top += ROW
