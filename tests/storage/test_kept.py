"""Words that were kept are sealed, open for their own person alone, and outlive an upgrade."""

import json

import pytest
from sqlalchemy import text

from bot.core.messages import Keep, KeptKind
from bot.core.person import Talk
from bot.storage import SqlStore
from bot.storage.keys import Unreadable
from bot.storage.people import held
from tests.storage.conftest import raw
from tests.storage.kit import ANNA, BEN, FakeClock, Told, letter, person_of, turn
from tests.storage.test_turns import FULL


async def test_a_letter_is_shut_until_it_is_asked_for(store: SqlStore) -> None:
    await turn(store, Told(keep=(letter("l1", "everything"),)))
    person_id = await person_of(store)

    assert (await store.load(person_id)).own == ()
    assert await store.letter(person_id, "l1") == "everything"
    assert await store.letter(person_id, "l2") is None
    assert await store.letter("nobody", "l1") is None


async def test_a_burnt_letter_is_gone(store: SqlStore) -> None:
    await turn(store, Told(keep=(letter("l1", "everything"),)))
    await turn(store, Told(burn=("l1",)))

    assert await store.letter(await person_of(store), "l1") is None


async def test_a_reason_is_no_letter(store: SqlStore) -> None:
    await turn(store, Told(keep=(Keep(id="r1", what=KeptKind.REASON, body="mine"),)))

    assert await store.letter(await person_of(store), "r1") is None


async def test_keeping_the_same_words_anew_replaces_them(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(keep=(Keep(id="r1", what=KeptKind.REASON, body="before"),)))
    clock.go(hours=1)
    await turn(store, Told(keep=(Keep(id="r1", what=KeptKind.REASON, body="after"),)))
    person_id = await person_of(store)

    remembered = await store.load(person_id)
    store.desk.snapshots.drop(person_id)

    assert [words.body for words in remembered.own] == ["after"]
    assert await store.load(person_id) == remembered


async def test_words_sealed_for_one_person_do_not_open_for_another(store: SqlStore) -> None:
    await turn(store, Told(keep=(letter("l1", "mine"),)), ANNA)
    anna, ben = await person_of(store, ANNA), await person_of(store, BEN)
    await raw(store, "UPDATE kept SET person_id = :ben", ben=ben)

    with pytest.raises(Unreadable):
        await store.letter(ben, "l1")
    assert await store.letter(anna, "l1") is None


async def test_an_old_place_in_the_conversation_is_dropped_and_the_rest_is_kept(
    store: SqlStore,
) -> None:
    await turn(store, FULL)
    person_id = await person_of(store)
    await _age(store, person_id)

    person = await store.load(person_id)

    assert person.talk == Talk()
    assert person.care == FULL.change(person).care
    assert person.about.ex_name == "Sam"


async def _age(store: SqlStore, person_id: str) -> None:
    """A state as another version may have written it: a field of the conversation has a new form."""

    def rewrite(db) -> None:
        row = held(db, store.desk, person_id)
        state = json.loads(row.key.open("person.state", row.state))
        state["talk"]["heard"] = ["urge.seen"]
        sealed = row.key.seal("person.state", json.dumps(state).encode())
        db.execute(text("UPDATE person SET state = :state"), {"state": sealed})

    await store.database.run(rewrite)
    store.desk.snapshots.drop(person_id)
