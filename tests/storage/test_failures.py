"""A database that fails says so by one name, keeps what it had, and works again afterwards."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.errors import StorageError, StoreUnavailable
from bot.core.messages import Keep, KeptKind
from bot.storage import SqlStore, sqlite
from bot.storage.sqlite import TOGETHER
from tests.storage.conftest import SECRET, Place, raw
from tests.storage.kit import (
    NOON,
    FakeClock,
    Told,
    fact,
    message,
    person_of,
    said,
    texts,
    turn,
    waiting,
)

HUGE = Told(keep=(Keep(id="n1", what=KeptKind.NOTE, body="x" * 400_000),))


async def page_limit(store: SqlStore, more: int) -> None:
    """The disk ends so many pages from here."""
    ((pages,),) = await raw(store, "PRAGMA page_count")
    await raw(store, f"PRAGMA max_page_count = {pages + more}")


async def test_on_a_full_disk_nothing_is_half_written_and_all_goes_on_afterwards(
    sqlite_place: Place,
) -> None:
    store = await sqlite_place.open()
    await turn(store, Told(events=(fact(),)))
    (backlog,) = await waiting(store, message("kept"))
    await page_limit(store, 5)

    with pytest.raises(StoreUnavailable, match="disk is full"):
        await store.answer(backlog, HUGE)

    assert len((await store.load(backlog.person_id)).ledger) == 1
    await store.answer(backlog, Told(events=(fact(),)))
    assert len((await store.load(backlog.person_id)).ledger) == 2


async def test_a_full_disk_refuses_what_comes_in_instead_of_losing_it(
    sqlite_place: Place,
) -> None:
    store = await sqlite_place.open()
    await person_of(store)
    batch = [message("x" * 4000) for _ in range(30)]
    await page_limit(store, 5)

    with pytest.raises(StoreUnavailable):
        await store.receive(batch)

    assert await store.receive(batch) == 30
    (backlog,) = await store.claim_backlogs(10)
    assert len(backlog.received) == 30


async def test_a_lock_held_by_somebody_else_is_waited_for_then_named(
    sqlite_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 20)  # Set again whenever the log was emptied.
    store = await sqlite_place.open()
    other = sqlite3.connect(str(sqlite_place.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreUnavailable, match="lock"):
        await store.receive([message()])
    other.execute("ROLLBACK")
    other.close()

    assert await store.receive([message()]) == 1


async def test_what_waits_together_is_written_together_and_fails_alone(
    sqlite_place: Place,
) -> None:
    store = await sqlite_place.open()
    backlogs = await waiting(store, *[message(address=f"8{n}") for n in range(2 * TOGETHER)])

    def fails(_person: object) -> None:
        raise ZeroDivisionError

    results = await asyncio.gather(
        *(
            store.answer(one, fails if number % 3 == 0 else Told(events=(fact(),)))
            for number, one in enumerate(backlogs)
        ),
        return_exceptions=True,
    )

    failed = [number for number, one in enumerate(results) if isinstance(one, ZeroDivisionError)]
    assert failed == [number for number in range(len(backlogs)) if number % 3 == 0]
    assert await raw(store, "SELECT count(*) FROM event") == [(len(backlogs) - len(failed),)]


async def test_whoever_stops_waiting_disturbs_nobody_else(sqlite_place: Place) -> None:
    store = await sqlite_place.open()
    calls = [asyncio.ensure_future(store.receive([message()])) for _ in range(10)]
    await asyncio.sleep(0)
    calls[3].cancel()

    results = await asyncio.gather(*calls, return_exceptions=True)

    assert sum(one == 1 for one in results) == 9


async def test_a_closed_store_says_so(place: Place) -> None:
    store = await place.open()
    await store.close()

    if place.is_sqlite:
        with pytest.raises(StoreUnavailable, match="closed"):
            await store.receive([message()])


@pytest.mark.external_service
async def test_after_a_lost_connection_the_next_attempt_works(postgres_place: Place) -> None:
    store = await postgres_place.open()
    (backlog,) = await waiting(store, message())
    hang_up = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    other = await postgres_place.open()
    await other.database.run(lambda db: db.execute(text(hang_up)))

    with pytest.raises(StoreUnavailable):
        await store.answer(backlog, Told(events=(fact(),)))

    await store.answer(backlog, Told(events=(fact(),)))
    assert len((await store.load(backlog.person_id)).ledger) == 1


async def test_replies_whose_commit_was_not_heard_of_are_sent_once(place: Place) -> None:
    store = await place.open()
    held = await turn(store, Told(replies=("being sent",)))
    (backlog,) = await waiting(store, message())
    run = store.database.run

    async def cut_off(work):
        """Commits, and the answer is lost on its way."""
        store.database.run = run
        await run(work)
        message = "the connection was lost"
        raise StoreUnavailable(message)

    store.database.run = cut_off
    with pytest.raises(StoreUnavailable):
        await store.answer(backlog, Told(replies=("unheard of",)))
    store.desk.sending.difference_update(store.desk.sending - {one.id for one in held})

    assert said(list(await store.claim_outbound(NOON, 10))) == ["unheard of"]
    assert await store.claim_outbound(NOON, 10) == []


async def test_an_error_of_the_database_quotes_nobody(place: Place) -> None:
    store = await place.open()
    (backlog,) = await waiting(store, message("secret words"))
    double = text("INSERT INTO meta (key, value) VALUES ('lookup', :value)")
    missing = text("SELECT 'secret words' FROM nowhere")

    with pytest.raises(StorageError) as first:
        await store.database.run(lambda db: db.execute(double, {"value": b"secret words"}))
    with pytest.raises(StorageError) as second:
        await store.database.run(lambda db: db.execute(missing))

    for error in (first.value, second.value):
        assert "secret" not in str(error)
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None
    assert await store.answer(backlog, Told()) == []


DIES = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from bot.storage import Access, open_store
from tests.storage.kit import FakeClock, Told, fact, message, turn
async def main():
    store = await open_store(Access(sys.argv[1], sys.argv[2]), "telegram", FakeClock(), exclusive=True)
    await turn(store, Told(replies=("was being sent",), events=(fact(),)))
    await store.receive([message("was being answered"), message("waited", address="7000000002")])
    await store.claim_backlogs(1)
    print("now", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""


async def test_after_kill_9_all_that_was_accepted_is_there_once(
    place: Place, clock: FakeClock
) -> None:
    command = [sys.executable, "-c", DIES, place.access.url, SECRET]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    )
    said_last, _ = await process.communicate()
    assert (said_last, process.returncode) == (b"now\n", -signal.SIGKILL)

    store = await place.open()
    for _ in range(5 if not place.is_sqlite else 0):
        await store.beat(clock.go(seconds=5))

    assert said(list(await store.claim_outbound(clock.now(), 10))) == ["was being sent"]
    backlogs = await store.claim_backlogs(10)
    assert [texts(one) for one in backlogs] == [["was being answered"], ["waited"]]
    assert len((await store.load(backlogs[0].person_id)).ledger) == 1
