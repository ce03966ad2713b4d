"""Buttons: forged, replayed, and other people's. Nothing in a tap is believed but who pressed it."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.faults.hatch import Nursery, hatched

ODD = (
    "",
    ":",
    "held",
    "held:",
    "held:../../etc/passwd",
    "held:' OR 1=1 --",
    "rate:zzzzzzzz.99",
    "rate:zzzzzzzz.-1",
    "crisis_next:\u0000",
    "letter_read:1",
    "forget_yes:now",
    "export:",
    "🚀" * 8,
    "x" * 64,
)


@pytest.fixture(autouse=True)
async def _bot(born: Nursery, api: BotApi, tmp_path: Path):
    async with hatched(born, tmp_path, api, UNSENT_SENDS_PER_SECOND="0") as started:
        yield
        assert "Traceback" not in started.text


def facts(folder: Path) -> Counter[tuple[str, str]]:
    """What is on record, by person and kind."""
    with closing(sqlite3.connect(folder / "unsent.db")) as connection:
        return Counter(connection.execute("SELECT person_id, kind FROM event").fetchall())


async def test_a_tap_that_is_sent_again_counts_once(api: BotApi, tmp_path: Path) -> None:
    person = api.person()
    person.say("/urge")
    screen, _ = await person.hears(2)
    held = screen.buttons[0]["callback_data"]

    for _ in range(5):
        person.forge(held, screen.id)
    api.updates.repeat()
    person.say("/help")
    await api.until(lambda: len(api.updates) == 0, "all taken")
    heard = len(await person.hears(8))

    person.say("/privacy")
    await person.hears(heard + 1)
    (kinds,) = [{kind: n for (_, kind), n in facts(tmp_path).items()}]
    assert kinds["held"] == 1


async def test_a_tap_under_somebody_elses_message_does_nothing_at_all(
    api: BotApi, tmp_path: Path
) -> None:
    owner, other = api.person(10_000_001), api.person(10_000_002)
    owner.say("/urge")
    screen, _ = await owner.hears(2)
    query = {
        "id": "77",
        "from": other.private.user(),
        "message": screen.json(),
        "chat_instance": "1",
        "data": screen.buttons[0]["callback_data"],
    }

    api.updates.inject({"callback_query": query}, owner.id)
    other.say("/help")
    await other.hears(1)
    owner.say("/help")
    await owner.hears(3)

    assert len(owner.heard) == 3
    assert "held" not in {kind for _, kind in facts(tmp_path)}


async def test_somebody_elses_data_means_nothing_in_ones_own_chat(
    api: BotApi, tmp_path: Path
) -> None:
    owner, other = api.person(10_000_001), api.person(10_000_002)
    owner.say("/urge")
    screen, _ = await owner.hears(2)
    other.say("/help")
    mine = (await other.hears(1))[0]

    other.forge(screen.buttons[0]["callback_data"], mine.id)
    await other.hears(2)

    assert "held" not in {kind for _, kind in facts(tmp_path)}


async def test_forged_taps_have_one_answer_each_and_change_nothing(
    api: BotApi, tmp_path: Path
) -> None:
    person = api.person()
    person.say("/help")
    (message,) = await person.hears(1)
    before = facts(tmp_path)

    for data in ODD:
        seen = person.last.id
        person.forge(data, message.id)
        await person.hears(1, after=seen)

    assert facts(tmp_path) == before
