"""Letters: sealed, decided on, still to be sent; a row each."""

from bot.pictures.canvas import Canvas
from bot.pictures.cards.frame import ROW, frame, list_figures
from bot.pictures.lettering import Lettering
from bot.pictures.look import HEAD, PADDING, Box
from bot.pictures.sections import Letters


class LettersCard:
    """A row for each figure."""

    is_half = True

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    def height(self, width: int, lettering: Lettering) -> int:
        """By the number of figures."""
        del width, lettering
        return 2 * PADDING + HEAD + ROW * len(self._letters.figures)

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Below the title."""
        room = frame(canvas, box, self._letters.title, self._letters.note)
        below = Box(room.left, room.top + HEAD, room.width, room.height - HEAD)
        list_figures(canvas, below, self._letters.figures)
