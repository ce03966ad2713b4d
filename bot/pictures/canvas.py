"""The sheet that the cards draw on: smooth shapes and lettering that stays inside its room.

Pillow's own shapes have jagged edges. Here every round edge is a mask, drawn four times larger and reduced; the masks
are shared by all threads, which only read them.
"""

from functools import lru_cache
from io import BytesIO
from typing import Literal, TypeAlias

from PIL import Image, ImageDraw

from bot.pictures.lettering import Lettering
from bot.pictures.look import Box, Style

OVER = 4
"""How much larger a mask is drawn before it is reduced."""
SHAPES = 256
"""So many masks are kept; a picture uses about thirty."""
COLOURS = 128
"""Enough for every colour and its smooth edges; the file is a third as large, and sooner written."""
Side: TypeAlias = Literal["left", "middle", "right"]
ANCHORS: dict[Side, str] = {"left": "ls", "middle": "ms", "right": "rs"}


@lru_cache(maxsize=SHAPES)
def _disc(across: int) -> Image.Image:
    mask = Image.new("L", (across * OVER, across * OVER))
    ImageDraw.Draw(mask).ellipse((0, 0, across * OVER - 1, across * OVER - 1), fill=255)
    return mask.reduce(OVER)


class Canvas:
    """One picture in the making; never shared."""

    def __init__(self, width: int, height: int, ground: str, lettering: Lettering) -> None:
        self._image = Image.new("RGB", (width, height), ground)
        self._draw = ImageDraw.Draw(self._image)
        self.lettering = lettering

    def png(self) -> bytes:
        """The picture as a file; the same picture gives the same bytes."""
        file = BytesIO()
        few = self._image.quantize(
            COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        few.save(file, "PNG")
        return file.getvalue()

    def disc(self, x: int, y: int, radius: int, colour: str) -> None:
        """A filled circle around (x, y)."""
        mask = _disc(2 * radius)
        self._image.paste(colour, (x - radius, y - radius), mask)

    def ring(self, x: int, y: int, radius: int, colour: str, *, stroke: int, inside: str) -> None:
        """A circle of a colour, filled with another."""
        self.disc(x, y, radius, colour)
        self.disc(x, y, radius - stroke, inside)

    def bar(self, box: Box, colour: str) -> None:
        """A rectangle with sharp corners."""
        if box.width > 0 and box.height > 0:
            self._draw.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=colour)

    def rounded(self, box: Box, radius: int, colour: str) -> None:
        """A rectangle with round corners, as round as its size allows."""
        radius = min(radius, box.width // 2, box.height // 2)
        if radius < 1:
            self.bar(box, colour)
            return
        for x in (box.left + radius, box.right - radius):
            for y in (box.top + radius, box.bottom - radius):
                self.disc(x, y, radius, colour)
        self.bar(Box(box.left + radius, box.top, box.width - 2 * radius, box.height), colour)
        self.bar(Box(box.left, box.top + radius, box.width, box.height - 2 * radius), colour)

    def outlined(self, box: Box, radius: int, colour: str, *, stroke: int, inside: str) -> None:
        """A rounded rectangle of a colour, filled with another."""
        self.rounded(box, radius, colour)
        self.rounded(box.inside(stroke), radius - stroke, inside)

    def text(
        self, x: int, baseline: int, words: str, style: Style, *, width: int, side: Side = "left"
    ) -> int:
        """Writes words from, around or up to `x`, never wider than `width`. Returns how wide they are."""
        words, style = self.lettering.fitted(words, style, width)
        return self.write(x, baseline, words, style, side)

    def write(self, x: int, baseline: int, words: str, style: Style, side: Side = "left") -> int:
        """Writes words that are known to fit."""
        font = self.lettering.font(style.weight, style.size)
        self._draw.text((x, baseline), words, style.colour, font=font, anchor=ANCHORS[side])
        return self.lettering.width(words, style)
