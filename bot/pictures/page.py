"""The page: cards below one another, half cards side by side, and the file that comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.pictures.canvas import Canvas
from bot.pictures.cards import Card, card_of
from bot.pictures.lettering import Lettering
from bot.pictures.look import GAP, GROUND, MARGIN, WIDTH, Box, Weight
from bot.pictures.sections import Section


@dataclass(frozen=True, slots=True)
class Placed:
    """A card and where it stands."""

    card: Card
    box: Box


def placed(parts: Sequence[Section], lettering: Lettering) -> tuple[Placed, ...]:
    """Where each card stands. Two half cards in a row share it, and are as high as the higher one."""
    found: list[Placed] = []
    top = MARGIN
    full = WIDTH - 2 * MARGIN
    half = (full - GAP) // 2
    cards = [card_of(part) for part in parts]
    while cards:
        row = cards[:2] if all(card.is_half for card in cards[:2]) else cards[:1]
        del cards[: len(row)]
        width = full if len(row) == 1 else half
        height = max(card.height(width, lettering) for card in row)
        for n, card in enumerate(row):
            found.append(Placed(card, Box(MARGIN + n * (half + GAP), top, width, height)))
        top += height + GAP
    return tuple(found)


def drawn(parts: Sequence[Section], typeface: Mapping[Weight, bytes]) -> bytes:
    """The picture of these sections, a PNG. May be called from any thread."""
    lettering = Lettering(typeface)
    places = placed(parts, lettering)
    canvas = Canvas(WIDTH, max(p.box.bottom for p in places) + MARGIN, GROUND, lettering)
    for place in places:
        place.card.draw(canvas, place.box)
    return canvas.png()
