"""A database that cannot be written to for a while, or not in one place: it recovers by itself, and loses nothing."""

import asyncio
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.faults.conftest import Hatch
from tests.faults.databases import UNDONE, Database

DANGER = "I want to kill myself tonight"
LIMIT = resource.RLIMIT_FSIZE


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'unsent.db'}")


def file_of(database: Database) -> Path:
    return Path(database.url.removeprefix("sqlite:///"))


@pytest.mark.parametrize("lasts_s", [2, pytest.param(60, marks=pytest.mark.long)])
async def test_while_it_is_locked_those_at_risk_are_answered_and_afterwards_everybody(
    api: BotApi, database: Database, hatch: Hatch, lasts_s: int
) -> None:
    bot = await hatch(database).start()
    calm, risky = api.person(10_000_001), api.person(10_000_002)
    calm.say("/help")
    await calm.hears(1)

    with closing(sqlite3.connect(file_of(database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        calm.say("/privacy")
        risky.say(DANGER)
        await risky.hears(1, timeout_s=10.0)
        await asyncio.sleep(lasts_s)
        assert len(calm.heard) == 1
        other.execute("ROLLBACK")

    await calm.hears(2, timeout_s=30.0)
    await api.until(lambda: len(api.updates) == 0, "all taken", 30.0)
    await database.settled()
    assert "Traceback" not in bot.text
    assert await bot.stop() == 0


async def test_on_a_full_disk_nothing_is_lost_and_it_goes_on_when_there_is_room(
    api: BotApi, database: Database, hatch: Hatch
) -> None:
    bot = await hatch(database).start()
    people = [api.person(10_000_001 + number) for number in range(5)]
    people[0].say("/help")
    await people[0].hears(1)

    resource.prlimit(bot.pid, LIMIT, (4096, resource.RLIM_INFINITY))
    for person in people:
        person.say("/privacy")
    assert await bot.log.says("database does not answer")
    assert len(api.updates) == 5
    resource.prlimit(bot.pid, LIMIT, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    for person in people:
        seen = 1 if person is people[0] else 0
        await person.hears(1 + seen, timeout_s=30.0)
    assert await bot.stop() == 0


async def test_damaged_rows_keep_nobody_else_from_their_answer(
    api: BotApi, database: Database, hatch: Hatch
) -> None:
    bot = await hatch(database).start()
    damaged, sound = api.person(10_000_001), api.person(10_000_002)
    for person in (damaged, sound):
        person.say("/urge")
        await person.hears(2)
    await bot.kill()
    with closing(sqlite3.connect(file_of(database))) as connection:
        ((first,),) = connection.execute("SELECT person_id FROM inbox ORDER BY update_id LIMIT 1")
        connection.execute("UPDATE person SET state = x'00' WHERE id = ?", (first,))
        connection.execute(
            "INSERT INTO outbox (person_id, id, lane, at, payload, not_before, attempts)"
            " SELECT person_id, 1, 0, received_at, x'0102', received_at, 0 FROM inbox"
        )
        connection.commit()

    again = await hatch(database).start()
    damaged.say("/help")
    sound.say("/help")
    await sound.hears(3)
    await again.logs("turn failed")

    assert await database.number("SELECT count(*) FROM outbox WHERE reason = 'unreadable'") == 2
    assert again.pid


async def test_a_file_that_is_no_database_ends_it_with_one_line(
    database: Database, hatch: Hatch
) -> None:
    file_of(database).write_bytes(b"this is no database at all, but long enough to be one" * 100)

    bot = await hatch(database).start(wait=False)

    assert await bot.ends() == 2
    (line,) = bot.log.lines
    assert line.startswith("unsent: UNSENT_DATABASE_URL")


async def test_one_who_floods_gets_one_line_and_holds_nobody_up(
    api: BotApi, database: Database, hatch: Hatch
) -> None:
    await hatch(database).start()
    flooder, other = api.person(10_000_001), api.person(10_000_002)
    api.updates.hold()
    for number in range(90):
        flooder.say("/help" if number % 2 else "/privacy")
    other.say("/help")
    api.updates.release()

    await other.hears(1)
    await database.settled()

    assert await database.number(UNDONE) == 0
    kinds = [message.text for message in flooder.heard]
    assert len(kinds) == 41
    assert len([text for text in kinds if kinds.count(text) == 1]) == 1


async def test_told_to_end_it_ends_in_time_and_without_loss_whatever_telegram_does(
    api: BotApi, database: Database, hatch: Hatch
) -> None:
    bot = await hatch(database).start()
    person = api.person()
    person.say("/help")
    await person.hears(1)
    api.updates.hold()
    person.say("/privacy")
    api.updates.release()
    await api.down()

    assert await bot.stop() == 0

    await api.up()
    await hatch(database).start()
    await person.hears(2)
    assert len(person.heard) == 2
