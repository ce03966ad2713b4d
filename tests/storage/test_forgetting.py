"""What is forgotten is gone: from every table, from the file and its side files, also after a crash."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.messages import Keep, KeptKind
from bot.core.ports import Delivered
from bot.storage import SqlStore, erasing
from bot.storage.erasing import destroy_key
from bot.storage.tables import Row
from tests.storage.conftest import Place, raw
from tests.storage.kit import (
    ANNA,
    BEN,
    NOON,
    FakeClock,
    Told,
    appointment,
    fact,
    letter,
    message,
    person_of,
    turn,
)

WORDS = ("unrepeatable", "marzipan", "xylophone", "wanderlust")
FULL = Told(
    replies=("a reply with unrepeatable words",),
    events=(fact(ref="u1"),),
    book=(appointment(minutes=10),),
    keep=(
        letter("l1", "marzipan " * 300),
        Keep(id="r1", what=KeptKind.REASON, body="xylophone"),
    ),
)


async def filled(store: SqlStore, address: str = ANNA) -> str:
    """Somebody with a row in every table, and words in every column that holds words."""
    replies = await turn(store, FULL, address)
    delivered = [Delivered(outbound=one, message_ids=(9,), slot="s", at=NOON) for one in replies]
    await store.settle(delivered)
    await turn(store, Told(replies=("unrepeatable",)), address)
    await store.receive([message("wanderlust", address=address)])
    return replies[0].person_id


async def rows_of(store: SqlStore, person_id: str) -> dict[str, int]:
    """How many rows each table has of somebody."""
    found = {}
    for table in Row.metadata.sorted_tables:
        column = "id" if table.name == "person" else "person_id"
        if column in table.c and table.name != "process":
            sql = f"SELECT count(*) FROM {table.name} WHERE {column} = :who"
            found[table.name] = (await raw(store, sql, who=person_id))[0][0]
    return found


def everything_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


async def test_every_row_of_the_forgotten_is_gone_and_nobody_elses(store: SqlStore) -> None:
    anna, ben = await filled(store, ANNA), await filled(store, BEN)
    before = await rows_of(store, ben)

    await store.forget(anna)

    assert set((await rows_of(store, anna)).values()) == {0}
    assert await rows_of(store, ben) == before
    assert 0 not in before.values()


async def test_forgetting_may_be_repeated(store: SqlStore) -> None:
    person_id = await filled(store)

    await store.forget(person_id)
    await store.forget(person_id)
    await store.forget("nobody")

    with pytest.raises(KeyError):
        await store.load(person_id)


async def test_whoever_writes_again_is_a_stranger(store: SqlStore) -> None:
    person_id = await filled(store)
    await store.forget(person_id)

    again = await person_of(store)

    assert again != person_id
    assert len((await store.load(again)).ledger) == 0


async def test_after_a_crash_half_way_nothing_opens_and_the_sweep_finishes(place: Place) -> None:
    store = await place.open()
    person_id = await filled(store)
    await store.database.run(lambda db: destroy_key(db, store.desk, person_id))

    store = await place.reopen()

    with pytest.raises(KeyError):
        await store.load(person_id)
    assert await store.letter(person_id, "l1") is None
    assert await store.claim_backlogs(10) == []
    await store.sweep(NOON)
    assert set((await rows_of(store, person_id)).values()) == {0}


async def test_a_crash_half_way_may_be_followed_by_another_forgetting(place: Place) -> None:
    store = await place.open()
    person_id = await filled(store)
    await store.database.run(lambda db: destroy_key(db, store.desk, person_id))

    await store.forget(person_id)

    assert set((await rows_of(store, person_id)).values()) == {0}


async def test_between_the_two_steps_they_are_a_stranger_already(store: SqlStore) -> None:
    person_id = await filled(store)
    await store.database.run(lambda db: destroy_key(db, store.desk, person_id))

    assert await person_of(store) != person_id


async def test_words_and_addresses_never_stand_in_the_file_and_ids_not_after_forgetting(
    sqlite_place: Place,
) -> None:
    store = await sqlite_place.open()
    assert sqlite_place.path is not None
    for number in range(25):
        await filled(store, str(8_100_000_000 + number))
    person_id = await filled(store, "7123456789")
    before = everything_on_disk(sqlite_place.path)
    assert [word for word in WORDS if word.encode() in before] == []
    assert b"7123456789" not in before
    assert person_id.encode() in before

    await store.forget(person_id)

    after = everything_on_disk(sqlite_place.path)
    assert b"7123456789" not in after
    assert person_id.encode() not in after
    assert (await person_of(store, "8100000007")).encode() in after


async def test_of_many_forgotten_in_a_grown_file_nothing_is_left(sqlite_place: Place) -> None:
    store = await sqlite_place.open()
    assert sqlite_place.path is not None
    people = {}
    for number in range(30):
        address = str(7_300_000_000 + number * 7919)
        people[address] = await filled(store, address)

    for person_id in people.values():
        await store.forget(person_id)

    left = everything_on_disk(sqlite_place.path)
    assert [one for one in (*people, *people.values()) if one.encode() in left] == []


async def test_after_two_days_numbers_and_message_ids_are_dropped(
    store: SqlStore, clock: FakeClock
) -> None:
    person_id = await filled(store)
    await store.sweep(clock.go(hours=47))
    assert (await raw(store, "SELECT count(*) FROM inbox"))[0][0] == 3

    await store.sweep(clock.go(hours=2))

    assert await raw(store, "SELECT count(*) FROM message") == [(0,)]
    assert await raw(store, "SELECT done_at FROM inbox") == [(None,)]
    assert len((await store.load(person_id)).ledger) == 1


async def test_why_something_was_set_aside_is_known_for_a_month(
    store: SqlStore, clock: FakeClock
) -> None:
    (reply,) = await turn(store, Told(replies=("bad",), book=(appointment(minutes=1),)))
    await store.settle([], refused=[(reply, "too long")])
    (batch,) = await store.claim_due(clock.go(minutes=2), 10)
    await store.set_aside(batch, "ValueError")

    await store.sweep(clock.now() + timedelta(days=29))
    assert await raw(store, "SELECT reason FROM outbox") == [("too long",)]
    await store.sweep(clock.now() + timedelta(days=31))

    assert await raw(store, "SELECT count(*) FROM outbox") == [(0,)]
    assert await raw(store, "SELECT count(*) FROM appointment") == [(0,)]


def test_every_table_with_something_of_a_person_goes_with_them() -> None:
    tables = [table for table in Row.metadata.sorted_tables if "person_id" in table.c]

    rules = [
        key.ondelete for table in tables for key in table.foreign_keys if key.column.name == "id"
    ]

    assert rules == ["CASCADE"] * 6
    assert len(tables) == 6


def test_housekeeping_reaches_every_id() -> None:
    ids = [f"{number:04x}{'0' * 12}" for number in range(0, 16**4, 97)]

    assert all(sum(low <= one <= high for low, high in erasing.SLICES) == 1 for one in ids)
