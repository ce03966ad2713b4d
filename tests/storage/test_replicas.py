"""Several processes on one Postgres: everything happens once, and what a dead one held is free."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.core.errors import AlreadyHandled
from bot.core.ports import Delivered
from bot.storage import SqlStore
from tests.storage.conftest import Place, raw
from tests.storage.kit import (
    ANNA,
    FakeClock,
    Told,
    appointment,
    fact,
    message,
    person_of,
    said,
    texts,
    turn,
    waiting,
)

pytestmark = pytest.mark.external_service


async def test_whom_one_answers_the_other_leaves_alone(one: SqlStore, two: SqlStore) -> None:
    (backlog,) = await waiting(one, message("first"))
    await two.receive([message("second")])

    assert await two.claim_backlogs(10) == []
    await one.answer(backlog, Told())
    await one.release(backlog)

    (following,) = await two.claim_backlogs(10)
    assert texts(following) == ["second"]


async def test_a_release_by_another_changes_nothing(one: SqlStore, two: SqlStore) -> None:
    (backlog,) = await waiting(one, message())

    await two.release(backlog)

    assert await two.claim_backlogs(10) == []


async def test_many_people_are_shared_out_and_nobody_comes_twice(
    one: SqlStore, two: SqlStore
) -> None:
    await one.receive([message(address=f"8{number}") for number in range(40)])

    claims = await asyncio.gather(*(store.claim_backlogs(5) for store in (one, two) * 6))

    people = [backlog.person_id for backlogs in claims for backlog in backlogs]
    assert len(people) == len(set(people)) == 40


async def test_the_same_update_at_two_replicas_is_one_message(one: SqlStore, two: SqlStore) -> None:
    batch = [message(address=f"8{number}") for number in range(20)]

    counts = await asyncio.gather(*(store.receive(batch) for store in (one, two, one, two)))

    assert sum(counts) == 20
    assert await raw(one, "SELECT count(*) FROM person") == [(20,)]


async def test_a_turn_at_one_replica_is_seen_at_the_other(one: SqlStore, two: SqlStore) -> None:
    for store in (one, two) * 3:
        await turn(store, Told(events=(fact(),)))

    person = await one.load(await person_of(one))

    assert len(person.ledger) == 6
    assert person == await two.load(person.id)


async def test_no_turn_is_lost_where_two_replicas_work_on_one_person(
    one: SqlStore, two: SqlStore
) -> None:
    await turn(one, Told(book=tuple(appointment(ref=f"r{n}", minutes=1) for n in range(6))))
    (batch,) = await one.claim_due(one.desk.clock.now() + timedelta(minutes=2), 10)
    singles = [type(batch)(person_id=batch.person_id, items=(i,), attempts=0) for i in batch.items]

    await asyncio.gather(
        *(
            store.keep_appointment(single, Told(events=(fact(),)))
            for single, store in zip(singles, (one, two) * 3, strict=True)
        )
    )

    ledger = (await two.load(batch.person_id)).ledger
    assert len({event.id for event in ledger.events}) == 6


async def test_an_answer_whose_claim_ran_out_is_given_once(
    one: SqlStore, two: SqlStore, clock: FakeClock
) -> None:
    (slow,) = await waiting(one, message())
    clock.go(seconds=16)
    (quick,) = await two.claim_backlogs(10)

    await two.answer(quick, Told(events=(fact(),)))
    with pytest.raises(AlreadyHandled):
        await one.answer(slow, Told(events=(fact(),)))

    assert len((await one.load(slow.person_id)).ledger) == 1


async def test_due_appointments_are_shared_out(one: SqlStore, two: SqlStore) -> None:
    for number in range(20):
        await turn(one, Told(book=(appointment(minutes=1),)), address=f"8{number}")
    later = one.desk.clock.now() + timedelta(minutes=2)

    claims = await asyncio.gather(*(store.claim_due(later, 4) for store in (one, two) * 4))

    people = [batch.person_id for batches in claims for batch in batches]
    assert len(people) == len(set(people)) == 20


async def test_who_was_forgotten_at_one_replica_is_a_stranger_at_the_other(
    one: SqlStore, two: SqlStore
) -> None:
    person_id = await person_of(one)
    await person_of(two)

    await two.forget(person_id)

    assert await one.receive([message(address=ANNA)]) == 1
    (backlog,) = await one.claim_backlogs(10)
    assert backlog.person_id != person_id
    with pytest.raises(KeyError):
        await one.load(person_id)


async def test_replicas_that_start_together_agree_on_tables_and_key(
    postgres_place: Place, postgres_url: str
) -> None:
    from dataclasses import replace

    empty = postgres_url.replace("/postgres?", "/together?")
    plain = await postgres_place.open()
    await _outside_a_transaction(plain, "CREATE DATABASE together")
    postgres_place.access = replace(postgres_place.access, url=empty)

    stores = await asyncio.gather(*(postgres_place.open() for _ in range(2)))

    assert len({store.desk.lookup_key for store in stores}) == 1
    for store in stores:
        await store.close()
    await _outside_a_transaction(plain, "DROP DATABASE together")


async def _outside_a_transaction(store: SqlStore, sql: str) -> None:
    engine = store.database._engine
    async with engine.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await autocommit.execute(text(sql))


async def test_replies_do_not_overtake_those_that_another_replica_is_sending(
    one: SqlStore, two: SqlStore, clock: FakeClock
) -> None:
    first = await turn(one, Told(replies=("first", "second")))

    assert await turn(two, Told(replies=("third",))) == []
    clock.go(seconds=1)
    assert await turn(one, Told(replies=("fourth",))) == []
    assert await two.claim_outbound(clock.now(), 10) == []
    await one.settle([Delivered(outbound=reply, at=clock.now()) for reply in first])

    assert said(list(await two.claim_outbound(clock.now(), 10))) == ["third", "fourth"]
