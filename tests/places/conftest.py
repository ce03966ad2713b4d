"""The real places, read once."""

import pytest

from bot.places import Places, load_places


@pytest.fixture(scope="session")
def places() -> Places:
    """Everything that is known of places."""
    return load_places()
