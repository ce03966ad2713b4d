"""The real words, the real typeface, and canvases that remember what was written on them."""

import pytest

from bot.core.ports import Painter
from bot.pictures import painter
from bot.pictures.lettering import Lettering, typeface
from tests.pictures import words


@pytest.fixture(scope="session")
def labels() -> dict[str, str]:
    return words.labels()


@pytest.fixture(scope="session")
def motives() -> dict[str, str]:
    return words.motives()


@pytest.fixture(scope="session")
def draw(labels: dict[str, str], motives: dict[str, str]) -> Painter:
    return painter(labels, motives)


@pytest.fixture
def lettering() -> Lettering:
    return Lettering(typeface())
