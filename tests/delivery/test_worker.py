"""Answers in order and side by side; what cannot be answered is given up after three attempts."""

from collections.abc import Callable, Sequence

import pytest

from bot.core.errors import StoreUnavailable
from bot.core.messages import Incoming, Words
from bot.core.person import Person
from bot.core.ports import Outbound, Received
from bot.core.turn import Turn
from bot.delivery import worker as room
from bot.delivery.worker import Worker
from bot.storage import SqlStore
from tests.storage.conftest import Place, raw
from tests.storage.kit import BEN, Told, message

REASONS = "SELECT reason, payload FROM inbox WHERE reason IS NOT NULL"


@pytest.fixture
def place(sqlite_place: Place) -> Place:
    return sqlite_place


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PAUSE_S", 0.0)


class Answers:
    """A mind that says what it heard, and fails at poison."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.failures: list[Exception] = []
        self.given_up: list[Received] = []

    async def prepare(
        self, person: Person, incoming: Incoming, seed: str
    ) -> Callable[[Person], Turn]:
        del person, seed
        text = incoming.text if isinstance(incoming, Words) else incoming.kind
        if self.failures:
            raise self.failures.pop()
        if text == "poison":
            message = "poison, and other words of theirs"
            raise ZeroDivisionError(message)
        self.heard.append(text)
        return Told(replies=(text,))


def worker(store: SqlStore, mind: Answers, sent: list[Outbound]) -> Worker:
    async def given_up(received: Sequence[Received]) -> None:
        mind.given_up += received

    return Worker(store, mind, send=sent.extend, answered=lambda _count: None, given_up=given_up)


async def test_poison_is_given_up_after_three_attempts_and_others_go_on(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    mind, sent = Answers(), []
    await store.receive([message("poison"), message("hello", address=BEN)])

    await worker(store, mind, sent).idle()

    assert mind.heard == ["hello"]
    assert [one.content for one in mind.given_up] == [Words(text="poison")]
    assert await raw(store, REASONS) == [("ZeroDivisionError", None)]
    assert [one.__dict__["try"] for one in caplog.records if one.levelname == "ERROR"] == [1, 2, 3]
    assert "words of theirs" not in caplog.text


async def test_words_behind_each_other_are_one_and_keep_their_order(store: SqlStore) -> None:
    mind, sent = Answers(), []
    await store.receive([message("one"), message("two"), message("three")])

    await worker(store, mind, sent).idle()

    assert mind.heard == ["one\ntwo\nthree"]


async def test_a_database_that_fails_for_a_moment_costs_nothing(store: SqlStore) -> None:
    mind, sent = Answers(), []
    mind.failures = [StoreUnavailable("away")] * 5
    await store.receive([message("hello")])

    await worker(store, mind, sent).idle()

    assert mind.heard == ["hello"]
    assert await raw(store, REASONS) == []
