"""What every test may use: the real content and the real reader, loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import ContentLibrary, load_library
from bot.places import load_places
from bot.understanding import ARTEFACTS, Expressions, MessageReader, load_reader
from bot.understanding.said import SaidParser
from tests.faults.hatch import Nursery, nursery
from tests.talk import Conversation

CONTENT = Path(__file__).parent.parent / "content"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="run the fault tests in their full form, too"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="the full form; run with --long")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def library() -> ContentLibrary:
    """The real English content."""
    return load_library(CONTENT, "en")


@pytest.fixture(scope="session")
def reader(library: ContentLibrary) -> MessageReader:
    """The real reader."""
    expressions = Expressions(
        motives=library.motive_expressions,
        signs=library.sign_expressions,
        topics=library.asks,
    )
    said = SaidParser(load_places(), CONTENT / "en")
    return load_reader(ARTEFACTS, CONTENT / "en", expressions, said)


@pytest.fixture
def stranger(library: ContentLibrary, reader: MessageReader) -> Conversation:
    """Somebody who has never written before."""
    return Conversation(library=library, reader=reader)


@pytest.fixture(scope="session")
def born() -> Iterator[Nursery]:
    """Where processes come from that are to start in a moment."""
    with nursery() as place:
        yield place
