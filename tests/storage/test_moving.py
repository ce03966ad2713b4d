"""A grown database is copied while the bot runs, and carried over to Postgres unchanged."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.errors import SettingsError, StoreRefused
from bot.storage import Access, backup, move_data, moving
from bot.storage.statement import Rows
from tests.storage.conftest import SECRET, Place, raw
from tests.storage.kit import FakeClock, Told, appointment, message, person_of, turn
from tests.storage.test_forgetting import FULL


async def test_a_backup_taken_while_the_bot_writes_is_whole(
    sqlite_place: Place, tmp_path: Path, clock: FakeClock
) -> None:
    store = await sqlite_place.open()
    person_id = await person_of(store)
    copies = [tmp_path / f"copy{number}.db" for number in range(3)]

    async def write() -> None:
        for _ in range(60):
            await turn(store, FULL)

    async def copy() -> None:
        for target in copies:
            await backup(sqlite_place.access.url, target)

    await asyncio.gather(write(), copy())

    for target in copies:
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        there = Place(Access(f"sqlite:///{target}", SECRET), clock, target)
        copied = await there.open()
        person = await copied.load(person_id)
        assert len({event.id for event in person.ledger.events}) <= 1
        turns = await raw(copied, "SELECT count(*) FROM inbox WHERE done_at IS NOT NULL")
        assert turns[0][0] in {len(person.ledger) + 1, len(person.ledger)}
        await copied.close()


async def test_a_backup_is_one_file(sqlite_place: Place, tmp_path: Path) -> None:
    await person_of(await sqlite_place.open())
    target = tmp_path / "copies" / "copy.db"
    target.parent.mkdir()

    await backup(sqlite_place.access.url, target)

    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM person").fetchall() == [(1,)]


async def test_a_backup_overwrites_nothing(sqlite_place: Place, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("precious")

    with pytest.raises(StoreRefused, match="there already"):
        await backup(sqlite_place.access.url, target)

    assert target.read_text() == "precious"


async def test_what_cannot_be_backed_up_is_said(sqlite_place: Place, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="cannot be written"):
        await backup(sqlite_place.access.url, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(StoreRefused, match="nothing to back up"):
        await backup(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    with pytest.raises(SettingsError, match="pg_dump"):
        await backup("postgresql://host/name", tmp_path / "copy.db")


async def grown(place: Place) -> dict[str, str]:
    """Some people with everything, one of them in the middle of being answered."""
    store = await place.open()
    people = {}
    for number in range(12):
        address = str(7_400_000_000 + number)
        await turn(store, FULL, address)
        people[address] = await person_of(store, address)
    await store.receive([message("not answered yet", address=address, urgent=True)])
    await store.close()
    return people


@pytest.mark.external_service
async def test_everything_arrives_on_postgres_and_works_there(
    sqlite_place: Place, postgres_place: Place
) -> None:
    people = await grown(sqlite_place)

    moved = await move_data(sqlite_place.access.url, postgres_place.access.url)

    assert (moved.counts["person"], moved.counts["event"]) == (12, 12)
    assert moved.key_path is None
    before, after = await sqlite_place.open(), await postgres_place.open()
    for address, person_id in people.items():
        there = await after.load(person_id)
        assert there == await before.load(person_id)
        assert await after.letter(person_id, "l1") == await before.letter(person_id, "l1")
        assert await person_of(after, address) == person_id
    assert (await after.gauge(postgres_place.clock.now())).waiting == 0
    await turn(after, Told(book=(appointment(minutes=1),)), address)


@pytest.mark.external_service
async def test_nothing_is_moved_over_something(sqlite_place: Place, postgres_place: Place) -> None:
    await grown(sqlite_place)
    there = await postgres_place.open()
    await person_of(there)

    with pytest.raises(StoreRefused, match="holds people already"):
        await move_data(sqlite_place.access.url, postgres_place.access.url)

    assert await raw(there, "SELECT count(*) FROM person") == [(1,)]


@pytest.mark.external_service
async def test_nothing_is_moved_from_under_a_running_bot(
    sqlite_place: Place, postgres_place: Place
) -> None:
    await person_of(await sqlite_place.open())

    with pytest.raises(StoreRefused, match="another `unsent run`"):
        await move_data(sqlite_place.access.url, postgres_place.access.url)


@pytest.mark.external_service
async def test_a_copy_that_differs_is_undone(
    sqlite_place: Place, postgres_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await grown(sqlite_place)
    real = moving.Transaction.execute

    def forgetful(self, statement, values=None) -> Rows:
        """Loses one row of every batch of events."""
        if isinstance(values, list) and "seq" in values[0]:
            values = values[1:]
        return real(self, statement, values)

    monkeypatch.setattr(moving.Transaction, "execute", forgetful)
    with pytest.raises(StoreRefused, match="event arrived differently"):
        await move_data(sqlite_place.access.url, postgres_place.access.url)
    monkeypatch.undo()

    there = await postgres_place.open()
    assert await raw(there, "SELECT count(*) FROM person") == [(0,)]


async def test_only_a_file_is_moved(sqlite_place: Place) -> None:
    with pytest.raises(SettingsError, match="must be sqlite"):
        await move_data("postgresql://host/name", sqlite_place.access.url)


async def test_a_sqlite_file_may_be_moved_to_another(sqlite_place: Place, tmp_path: Path) -> None:
    people = await grown(sqlite_place)

    moved = await move_data(sqlite_place.access.url, f"sqlite:///{tmp_path}/other.db")

    assert moved.counts["person"] == len(people)
