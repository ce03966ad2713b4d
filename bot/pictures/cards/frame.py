"""What every card has in common: its face to the page, its ground, its title and note."""

from collections.abc import Sequence
from typing import Protocol

from bot.pictures.canvas import Canvas
from bot.pictures.labels import Part
from bot.pictures.lettering import Lettering
from bot.pictures.look import (
    CARD,
    LABEL,
    LINE,
    NOTE,
    PADDING,
    RADIUS,
    SOFT,
    TITLE,
    VALUE,
    Box,
    Style,
    Weight,
)
from bot.pictures.sections import Figure

TITLE_BASELINE = 34
"""Below the card's padding."""
NOTE_SHARE = 0.36
WORDS_SHARE = 0.56
"""How large the words between two large numbers are."""
LEAST_SIZE = 20
CAPITALS = 0.66
"""How high numbers and capitals are, by the size of the lettering."""
ROW = 56
ROW_BASELINE = 40
VALUE_SHARE = 0.5


class Card(Protocol):
    """One part of the picture."""

    @property
    def is_half(self) -> bool:
        """True where it may stand beside another such card."""
        ...

    def height(self, width: int, lettering: Lettering) -> int:
        """How high it is at that width, its own padding included."""
        ...

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draws itself; every pixel of it lies in the box."""
        ...


def frame(canvas: Canvas, box: Box, title: str, note: str = "") -> Box:
    """Draws the ground, the title, and the note at its right. Returns the room inside the padding."""
    canvas.rounded(box, RADIUS, CARD)
    room = box.inside(PADDING)
    baseline = room.top + TITLE_BASELINE
    taken = 0
    if note:
        taken = PADDING // 2 + canvas.text(
            room.right, baseline, note, NOTE, width=int(room.width * NOTE_SHARE), side="right"
        )
    canvas.text(room.left, baseline, title, TITLE, width=room.width - taken)
    return room


def list_figures(canvas: Canvas, room: Box, figures: Sequence[Figure]) -> None:
    """A row for each figure, `ROW` high, from the top of the room: its name at the left, its value at the right."""
    for n, figure in enumerate(figures):
        top = room.top + n * ROW
        canvas.bar(Box(room.left, top, room.width, 2), LINE)
        label_and_value(canvas, room, top + ROW_BASELINE, figure.label, figure.value)


def label_and_value(canvas: Canvas, room: Box, baseline: int, label: str, value: str) -> None:
    """Words from the left edge and a number up to the right one; the words give way."""
    most = int(room.width * VALUE_SHARE)
    taken = canvas.text(room.right, baseline, value, VALUE, width=most, side="right")
    canvas.text(room.left, baseline, label, LABEL, width=room.width - taken - 16)


def phrase_size(lettering: Lettering, phrase: tuple[Part, ...], style: Style, width: int) -> int:
    """The size at which a phrase fits, at most that of the style."""
    size = style.size
    while size > LEAST_SIZE and _width(lettering, phrase, style, size) > width:
        size -= 2
    return size


def write_phrase(
    canvas: Canvas, x: int, baseline: int, phrase: tuple[Part, ...], style: Style, size: int
) -> None:
    """Writes a phrase with its numbers at that size and its words smaller; its first stroke begins at `x`."""
    first = _style(phrase[0], style, size)
    x -= canvas.lettering.lead(phrase[0].text, first)
    for part in phrase:
        x += canvas.write(x, baseline, part.text, _style(part, style, size))


def _style(part: Part, style: Style, size: int) -> Style:
    if part.is_number:
        return Style(size, style.colour, style.weight)
    return Style(int(size * WORDS_SHARE), SOFT, Weight.REGULAR)


def _width(lettering: Lettering, phrase: tuple[Part, ...], style: Style, size: int) -> int:
    return sum(lettering.width(part.text, _style(part, style, size)) for part in phrase)
