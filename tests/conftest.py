"""What every test may use: the real content and the real reader, loaded once."""

from pathlib import Path

import pytest

from bot.library import ContentLibrary, load_library
from bot.places import load_places
from bot.understanding import ARTEFACTS, Expressions, MessageReader, load_reader
from bot.understanding.said import SaidParser
from tests.talk import Conversation

CONTENT = Path(__file__).parent.parent / "content"


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
