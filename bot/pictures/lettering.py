"""Lettering: how wide words are, and how they are made to fit. Knows no colours and draws nothing.

The typeface is Source Sans Pro (SIL Open Font License 1.1) from the wheel `font-source-sans-pro`: Latin, Greek and
Cyrillic, and the same on every machine, whatever fonts its system has.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import ImageFont

from bot.pictures.look import Style, Weight

PACKAGE = "font_source_sans_pro"
SHRINK_TO = 0.78
"""Words that are too long get smaller down to this share of their size, then they are cut."""
CUT = "…"


def typeface() -> Mapping[Weight, bytes]:
    """The font files by weight. Raises ModuleNotFoundError where the wheel is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name=PACKAGE)
    files = Path(found.origin).parent / "files"
    return {weight: (files / f"SourceSansPro-{weight}.ttf").read_bytes() for weight in Weight}


class Lettering:
    """The fonts of one picture. FreeType's faces must not be shared by threads, so each picture opens its own."""

    def __init__(self, files: Mapping[Weight, bytes]) -> None:
        self._files = files
        self._fonts: dict[tuple[Weight, int], ImageFont.FreeTypeFont] = {}

    def font(self, weight: Weight, size: int) -> ImageFont.FreeTypeFont:
        """The face at a size in pixels. The basic layout is the one that every build of Pillow has."""
        key = weight, size
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(
                BytesIO(self._files[weight]), size, layout_engine=ImageFont.Layout.BASIC
            )
        return self._fonts[key]

    def width(self, text: str, style: Style) -> int:
        """How far the words reach, rounded up."""
        return int(self.font(style.weight, style.size).getlength(text)) + 1

    def lead(self, text: str, style: Style) -> int:
        """The empty pixels before the first stroke, which shows in large lettering."""
        return int(self.font(style.weight, style.size).getbbox(text, anchor="ls")[0])

    def fitted(self, text: str, style: Style, width: int) -> tuple[str, Style]:
        """The words on one line of this width: as they are, else smaller, else cut with an ellipsis."""
        text = " ".join(text.split())
        needed = self.width(text, style)
        if needed <= width:
            return text, style
        least = int(style.size * SHRINK_TO)
        size = max(least, style.size * width // needed)
        smaller = Style(size, style.colour, style.weight)
        while size > least and self.width(text, smaller) > width:
            size -= 1
            smaller = Style(size, style.colour, style.weight)
        return self._cut(text, smaller, width), smaller

    def _cut(self, text: str, style: Style, width: int) -> str:
        if self.width(text, style) <= width:
            return text
        kept = len(text)
        while kept and self.width(text[:kept].rstrip() + CUT, style) > width:
            kept -= 1
        return text[:kept].rstrip() + CUT
