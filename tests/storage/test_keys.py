"""Host keys change without touching what people sealed; what was sealed opens nowhere else."""

import pytest

from bot.core.errors import StoreRefused
from bot.storage import Access, open_store, rotate_key
from bot.storage.keys import HostKeys, PersonKey, Unreadable
from tests.storage.conftest import SECRET, Place, raw
from tests.storage.kit import NOON, Told, letter, person_of, turn

NEW = "the new host key, which is long enough too".replace(",", "")
SEALED = Told(keep=(letter("l1", "what I would say"),))


async def reopened(place: Place, secret: str) -> "Place":
    for store in place.opened:
        await store.close()
    place.access = Access(place.access.url, secret)
    return place


async def test_after_a_rotation_the_new_key_alone_opens_everything(place: Place) -> None:
    store = await place.open()
    for number in range(5):
        await turn(store, SEALED, address=f"7{number}")
    await reopened(place, f"{NEW},{SECRET}")

    assert await rotate_key(place.access, place.clock) == 5
    assert await rotate_key(place.access, place.clock) == 0

    await reopened(place, NEW)
    store = await place.open()
    person_id = await person_of(store, "73")
    assert await store.letter(person_id, "l1") == "what I would say"
    await store.close()
    with pytest.raises(StoreRefused, match="not the key"):
        await open_store(Access(place.access.url, SECRET), "telegram", place.clock, exclusive=True)


async def test_a_rotation_that_was_stopped_goes_on_where_it_was(place: Place) -> None:
    store = await place.open()
    for number in range(6):
        await turn(store, SEALED, address=f"7{number}")
    both = HostKeys.of(f"{NEW},{SECRET}")
    for row in (await raw(store, "SELECT id, key FROM person"))[:4]:
        anew = both.person(bytes(row.key), row.id).wrapped_by(both)
        await raw_write(store, row.id, anew)
    await reopened(place, f"{NEW},{SECRET}")

    assert await rotate_key(place.access, place.clock) == 2


async def raw_write(store, person_id: str, key: bytes) -> None:
    from sqlalchemy import update

    from bot.storage.tables import PERSON

    statement = update(PERSON).where(PERSON.c.id == person_id).values(key=key)
    await store.database.run(lambda db: db.execute(statement))


async def test_both_keys_open_a_database_on_its_way_from_one_to_the_other(place: Place) -> None:
    old = await person_of(await place.open(), "71")
    await reopened(place, f"{NEW},{SECRET}")

    store = await place.open()

    assert (await store.load(old)).id == old
    await person_of(store, "72")
    assert await raw(store, "SELECT count(*) FROM person") == [(2,)]


async def test_no_rotation_while_a_bot_runs_that_does_not_know_the_new_key(place: Place) -> None:
    store = await place.open()
    await person_of(store)
    both = Access(place.access.url, f"{NEW},{SECRET}")

    with pytest.raises(StoreRefused, match="restart it"):
        await rotate_key(both, place.clock)
    await store.close()
    place.clock.go(minutes=2)

    assert await rotate_key(both, place.clock) == 1


async def test_a_rotation_beside_a_running_bot_that_knows_both_keys_disturbs_nobody(
    place: Place,
) -> None:
    await person_of(await place.open())
    await reopened(place, f"{NEW},{SECRET}")
    store = await place.open()

    assert await rotate_key(place.access, place.clock) == 1

    await turn(store, SEALED)
    assert await store.letter(await person_of(store), "l1") == "what I would say"
    assert place.clock.now() == NOON


async def test_who_is_being_forgotten_gets_no_key_again(place: Place) -> None:
    from bot.storage.erasing import destroy_key

    store = await place.open()
    person_id = await person_of(store)
    await store.database.run(lambda db: destroy_key(db, store.desk, person_id))
    await reopened(place, f"{NEW},{SECRET}")

    assert await rotate_key(place.access, place.clock) == 0


def test_what_is_sealed_opens_only_in_its_place_for_its_person_with_its_key() -> None:
    anna, other = PersonKey(b"k" * 32, "anna"), PersonKey(b"x" * 32, "anna")
    sealed = anna.seal("kept.body", b"words")

    assert anna.open("kept.body", sealed) == b"words"
    assert b"words" not in sealed
    assert anna.seal("kept.body", b"words") != sealed
    for key, place in [
        (anna, "kept.cue"),
        (PersonKey(b"k" * 32, "ben"), "kept.body"),
        (other, "kept.body"),
    ]:
        with pytest.raises(Unreadable):
            key.open(place, sealed)
    for spoilt in (b"", sealed[:5], sealed[:-1], sealed + b"x"):
        with pytest.raises(Unreadable):
            anna.open("kept.body", spoilt)


def test_any_string_of_32_characters_is_a_key_and_its_mark_does_not_tell_it() -> None:
    keys = HostKeys.of(f" {'ключ' * 8} , {SECRET}")

    assert len(keys.marks) == 2
    assert keys.unwrap(keys.wrap(b"raw", "anna"), "anna") == b"raw"
    with pytest.raises(Unreadable, match="not given"):
        HostKeys.of(SECRET).unwrap(keys.wrap(b"raw", "anna"), "anna")
