"""A store opens, or one line names the setting, the reason and the remedy; nothing is overwritten."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.errors import BotError, StoreRefused
from bot.storage import Access, last_beat, migrate, open_store
from tests.storage.conftest import Place, raw
from tests.storage.kit import ANNA, FakeClock, Told, fact, person_of, turn

OTHER = "another host key that is long enough as well"


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_the_first_start_makes_folder_file_and_key_for_nobody_else(fresh: Place) -> None:
    assert fresh.path is not None
    store = await fresh.open()

    assert store.key_made_at == fresh.path.with_suffix(".key")
    assert mode_of(fresh.path.parent) == 0o700
    assert {mode_of(file) for file in fresh.path.parent.iterdir()} == {0o600}
    await store.close()


async def test_the_second_start_finds_the_key_and_says_nothing_of_it(fresh: Place) -> None:
    person_id = await person_of(await fresh.open())

    store = await fresh.reopen()

    assert store.key_made_at is None
    assert (await store.load(person_id)).id == person_id
    await store.close()


async def test_a_path_is_relative_to_the_working_folder(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    store = await open_store(Access("sqlite:///data/x.db"), "terminal", clock, exclusive=True)
    await store.close()

    assert (tmp_path / "data" / "x.db").is_file()


async def test_a_second_worker_on_one_file_is_refused(sqlite_place: Place) -> None:
    await sqlite_place.open("telegram")

    with pytest.raises(StoreRefused, match=f"process {os.getpid()}"):
        await sqlite_place.open("terminal")


async def test_another_verb_may_look_in_beside_a_worker(sqlite_place: Place) -> None:
    worker = await sqlite_place.open()
    await turn(worker, Told(events=(fact(),)))

    beside = await sqlite_place.open(exclusive=False)

    assert [len(ledger) async for ledger in beside.ledgers()] == [1]


async def test_the_lock_is_free_once_the_worker_has_closed(sqlite_place: Place) -> None:
    store = await sqlite_place.open()
    await store.close()
    await store.close()

    assert await (await sqlite_place.open()).lead("poller")
    with pytest.raises(BotError):
        await store.load("anybody")


async def test_other_verbs_make_no_database(fresh: Place) -> None:
    assert fresh.path is not None

    with pytest.raises(StoreRefused, match="start the bot once"):
        await fresh.open(exclusive=False)

    assert not fresh.path.exists()


async def test_an_empty_database_is_not_one_of_an_older_version(fresh: Place) -> None:
    assert fresh.path is not None
    assert await migrate(fresh.access.url)
    assert not await migrate(fresh.access.url)

    with pytest.raises(StoreRefused, match="UNSENT_SECRET_KEY"):
        await fresh.open(exclusive=False)


async def test_a_worker_says_that_it_is_alive(place: Place) -> None:
    store = await place.open()
    started = place.clock.now()
    assert await last_beat(place.access.url) == started

    await store.beat(place.clock.go(seconds=30))

    assert await last_beat(place.access.url) == place.clock.now()


async def test_somebody_is_found_by_their_address_and_looking_makes_nobody(place: Place) -> None:
    store = await place.open()
    person_id = await person_of(store)

    found = await store.person_at(ANNA)

    assert found is not None
    assert found.id == person_id
    assert await store.person_at("12") is None
    assert await raw(store, "SELECT count(*) FROM person") == [(1,)]


async def test_the_terminals_clock_stays_ahead(place: Place) -> None:
    store = await place.open("terminal")
    assert await store.skipped("me") == timedelta(0)
    await store.skip("me", timedelta(minutes=20))
    await store.skip("me", timedelta(hours=8))

    store = await place.reopen("terminal")

    assert await store.skipped("me") == timedelta(hours=8, minutes=20)
    assert await store.skipped(ANNA) == timedelta(0)
