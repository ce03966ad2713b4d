"""The real reader without the content library: what these tests need of expressions they bring themselves."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.labels import Asked
from bot.core.reading import Context
from bot.understanding import ARTEFACTS, Expressions, MessageReader, load_reader

CONTENT = Path(__file__).parent.parent.parent / "content" / "en"
NOW = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
EXPRESSIONS = Expressions(
    motives={"drunk": [r"\bdrunk\b", r"\bwine\b"], "reminder": [r"\bour song\b", r"\bphoto\b"]},
    signs={"i_left": [r"\bi left (him|her)\b"], "under_18": [r"\bi.?m 15\b"]},
    topics={
        "does_it_work": [
            "does no contact work",
            "is there proof that no contact helps",
            "does nc really work",
        ],
        "how_long": [
            "how long should no contact last",
            "how many days of no contact",
            "when is no contact over",
        ],
        "will_they_come_back": [
            "will he come back",
            "do exes ever return",
            "will she want me back one day",
        ],
    },
)


@pytest.fixture(scope="session")
def reader() -> MessageReader:
    return load_reader(ARTEFACTS, CONTENT, EXPRESSIONS)


@pytest.fixture(scope="session")
def words_reader(tmp_path_factory: pytest.TempPathFactory) -> MessageReader:
    """The reader as it is where the encoder's weights are missing."""
    folder = tmp_path_factory.mktemp("artefacts")
    for name in ("words.npz", "reader.json"):
        (folder / name).write_bytes((ARTEFACTS / name).read_bytes())
    return load_reader(folder, CONTENT, EXPRESSIONS)


def after(asked: Asked | None) -> Context:
    """The context of an answer to a question."""
    return Context(now=NOW, asked=asked)
