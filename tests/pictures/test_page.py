"""Where things stand: nothing is cut off, nothing lies on something else."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from bot.core.stats import DayKind, Stats
from bot.pictures.canvas import ANCHORS, Canvas
from bot.pictures.cards.hours import shade
from bot.pictures.cards.marks import draw_mark
from bot.pictures.look import CARD, GROUND, MARGIN, PADDING, WIDTH, Box
from bot.pictures.page import placed
from bot.pictures.selection import sections
from tests.pictures.lives import life

MONTH = life(30, 9).stats()
AFTER_CONTACT = life(45, 11, wrote=(2, 9)).stats()
YEAR = life(400, 12).stats("all")
HUGE = replace(
    YEAR,
    urges=12_345_678,
    unsent=12_000_000,
    unknown=300_000,
    sent=45_678,
    checking_days=99_999,
    by_hour=tuple(tuple(count * 4_000 for count in row) for row in YEAR.by_hour),
    streak=replace(YEAR.streak, current=12_345, best=123_456, total=1_234_567),
    letters=replace(YEAR.letters, sealed=1_234_567, judged=1_234_566, still_send=999_999),
    forecast=replace(YEAR.forecast, waves=1_234_567, lower=1_234_566),
    triggers=tuple((name, count * 100_000) for name, count in YEAR.triggers),
)
PEOPLE = {
    "nothing": life(0, untouched=True).stats(),
    "a day": life(1, 5).stats(),
    "a week": life(7, 3).stats("week"),
    "a month": MONTH,
    "after contact": AFTER_CONTACT,
    "endings not known": replace(AFTER_CONTACT, unsent=AFTER_CONTACT.unsent - 3, unknown=3),
    "no run": replace(MONTH, streak=None),
    "a year": YEAR,
    "huge numbers": HUGE,
}


class WatchedCanvas(Canvas):
    """Remembers the room that each piece of lettering takes."""

    def __init__(self, height, lettering):
        super().__init__(WIDTH, height, GROUND, lettering)
        self.written: list[tuple[str, Box]] = []

    def write(self, x, baseline, words, style, side="left"):
        font = self.lettering.font(style.weight, style.size)
        left, top, right, bottom = font.getbbox(words, anchor=ANCHORS[side])
        box = Box(int(x + left), int(baseline + top), int(right - left), int(bottom - top))
        self.written.append((words, box))
        return super().write(x, baseline, words, style, side)


@pytest.fixture(params=PEOPLE.values(), ids=PEOPLE.keys())
def numbers(request) -> Stats:
    return request.param


def written(places, lettering):
    """The lettering of each card."""
    for place in places:
        canvas = WatchedCanvas(place.box.bottom + MARGIN, lettering)
        place.card.draw(canvas, place.box)
        yield place.box, canvas.written


def overlap(one: Box, other: Box) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    apart = one.bottom <= other.top or other.bottom <= one.top
    return not beside and not apart


def assert_tidy(places, lettering) -> None:
    """All lettering lies inside its card's padding, and on no other lettering."""
    for box, found in written(places, lettering):
        room = box.inside(PADDING - 2)
        for words, at in found:
            assert room.left <= at.left, words
            assert at.right <= room.right, words
            assert room.top <= at.top, words
            assert at.bottom <= room.bottom, words
        for (words, one), (others, other) in combinations(found, 2):
            assert not overlap(one, other), (words, others)


def test_lettering_stays_inside_its_card_and_apart(numbers, labels, motives, lettering):
    assert_tidy(placed(sections(numbers, labels, motives), lettering), lettering)


def test_long_labels_are_made_to_fit(numbers, labels, motives, lettering):
    long = {
        key: words if "{" in words else f"{words} Donaudampfschifffahrtsgesellschaft " * 3
        for key, words in labels.items()
    }
    names = dict.fromkeys(motives, "Überwältigende Niedergeschlagenheit" * 2)

    assert_tidy(placed(sections(numbers, long, names), lettering), lettering)


def test_empty_and_broken_labels_do_no_harm(numbers, labels, motives, lettering):
    odd = {key: words if "{" in words else "\n\t" for key, words in labels.items()}

    assert_tidy(placed(sections(numbers, odd, dict.fromkeys(motives, "")), lettering), lettering)


def test_cards_lie_on_the_page_and_not_on_each_other(numbers, labels, motives, lettering):
    boxes = [place.box for place in placed(sections(numbers, labels, motives), lettering)]

    assert min(box.left for box in boxes) == min(box.top for box in boxes) == MARGIN
    assert max(box.right for box in boxes) == WIDTH - MARGIN
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def test_every_section_less_makes_the_picture_shorter(labels, motives, lettering):
    parts = sections(MONTH, labels, motives)
    heights = [
        max(place.box.bottom for place in placed(parts[:many], lettering))
        for many in range(1, len(parts) + 1)
    ]
    # Half cards share a row, so that the second of two adds little or nothing.
    assert heights == sorted(heights)
    assert len(set(heights)) >= len(parts) - 2


def test_a_half_card_that_stands_alone_is_as_wide_as_the_page(labels, motives, lettering):
    alone = replace(MONTH, helped=())
    *_, last = placed(sections(alone, labels, motives), lettering)

    assert last.box.width == WIDTH - 2 * MARGIN


def silhouette(canvas) -> list[bool]:
    """What differs from a card, whatever its colour."""
    image = Image.open(BytesIO(canvas.png())).convert("RGB")
    ground = image.getpixel((0, 0))
    return [image.getpixel((x, y)) != ground for x in range(80) for y in range(80)]


def test_every_kind_of_day_has_a_shape_of_its_own(lettering):
    shapes = []
    for kind in DayKind:
        canvas = Canvas(80, 80, CARD, lettering)
        draw_mark(canvas, 40, 40, 30, kind)
        shapes.append(silhouette(canvas))

    for one, other in combinations(shapes, 2):
        assert sum(a != b for a, b in zip(one, other, strict=True)) > 150


def test_more_urges_are_never_a_darker_square():
    light = [int(shade(step / 20)[1:3], 16) for step in range(21)]

    assert light == sorted(light)
    assert len(set(light)) == 21
