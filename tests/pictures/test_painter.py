"""The file itself: its size, its weight, its colours, and that it is always the same."""

import re
from collections.abc import Iterator
from colorsys import rgb_to_hsv
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageColor

from bot.pictures import LABELS, look, painter
from bot.pictures.lettering import Lettering
from tests.pictures.lives import life

KILOBYTES = 1000
THREADS = 8
LIVES = {
    0: life(0, untouched=True).stats(),
    1: life(1, 5).stats(),
    30: life(30, 9).stats(),
    400: life(400, 12).stats("all"),
}


@pytest.fixture(params=LIVES.values(), ids=[f"{days} days" for days in LIVES])
def numbers(request):
    return request.param


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_the_picture_is_a_png_for_a_phone(draw, numbers):
    image = opened(draw(numbers))

    assert image.format == "PNG"
    assert image.width == 1080
    # Telegram keeps pictures of up to 2560 pixels as they are.
    assert image.height <= 2560


def test_the_picture_is_light(draw, numbers):
    assert len(draw(numbers)) <= 300 * KILOBYTES


def test_even_the_fullest_picture_is_light(draw):
    full = [life(400, seed).stats("all") for seed in range(3)]

    assert max(len(draw(numbers)) for numbers in full) <= 300 * KILOBYTES


def test_more_data_never_makes_it_shorter(draw):
    heights = [opened(draw(numbers)).height for numbers in LIVES.values()]

    assert heights == sorted(heights)


def test_the_same_numbers_give_the_same_bytes(numbers, labels, motives):
    assert painter(labels, motives)(numbers) == painter(labels, motives)(numbers)


def test_eight_threads_draw_the_same_bytes(draw):
    alone = [draw(numbers) for numbers in LIVES.values()]

    with ThreadPoolExecutor(THREADS) as threads:
        together = list(threads.map(draw, list(LIVES.values()) * THREADS))

    assert together == alone * THREADS


def test_one_urge_more_is_another_picture(draw):
    numbers = [life(30, seed).stats() for seed in (8, 9)]

    assert draw(numbers[0]) != draw(numbers[1])


def test_a_painter_without_all_its_words_is_refused_at_once(labels, motives):
    fewer = {key: words for key, words in labels.items() if key != "unsent"}

    with pytest.raises(KeyError, match="unsent"):
        painter(fewer, motives)


def test_content_has_the_words_that_the_picture_needs_and_no_others(labels):
    assert labels.keys() == LABELS


def test_the_words_do_not_tell_a_stranger_what_this_is_about(labels):
    telling = re.compile(
        r"\b(ex|exes|them|their|him|her|breakup|relapse|failed|reset|text)\b|{the", re.IGNORECASE
    )

    assert [words for words in labels.values() if telling.search(words)] == []


def test_the_typeface_knows_other_alphabets(lettering: Lettering):
    unknown = mask(lettering, "\uffff")

    for letter in "éßñÅłžЖщωΔ…’":
        assert mask(lettering, letter) != unknown


def mask(lettering: Lettering, letter: str) -> bytes:
    return bytes(lettering.font(look.Weight.REGULAR, 40).getmask(letter))


def colours() -> Iterator[tuple[str, tuple[int, ...]]]:
    for name, value in vars(look).items():
        if isinstance(value, str) and value.startswith("#"):
            yield name, ImageColor.getrgb(value)
    yield "COOL", look.COOL
    yield "WARM", look.WARM


def test_nothing_is_red():
    for name, colour in colours():
        hue, saturation, _ = rgb_to_hsv(*(channel / 255 for channel in colour))
        assert saturation < 0.3 or 40 <= hue * 360 <= 320, name


def luminance(colour: tuple[int, ...]) -> float:
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in colour[:3])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("lettering_colour", "ground"),
    [
        (look.INK, look.CARD),
        (look.SOFT, look.CARD),
        (look.FAINT, look.CARD),
        (look.ON_HELD, look.HELD),
        (look.INK, look.NEEDED),
    ],
)
def test_lettering_stands_out_from_its_ground(lettering_colour, ground):
    light, dark = sorted(
        (luminance(ImageColor.getrgb(colour)) for colour in (lettering_colour, ground)),
        reverse=True,
    )

    # The contrast that the Web Content Accessibility Guidelines ask of small lettering (AA).
    assert (light + 0.05) / (dark + 0.05) >= 4.5
