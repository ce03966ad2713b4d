"""Replies go out once, in order of weight; what was sent can be found again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.messages import Lane, Say
from bot.core.person import Person
from bot.core.ports import Delivered, Outbound
from bot.core.turn import Turn
from bot.storage import SqlStore
from bot.storage.database import Transaction
from bot.storage.tables import OUTBOX
from tests.storage.conftest import raw
from tests.storage.kit import (
    ANNA,
    BEN,
    NOON,
    FakeClock,
    Told,
    message,
    person_of,
    said,
    turn,
    waiting,
)


def sent(outbound: Outbound, *message_ids: int, slot: str | None = None, **ago: float) -> Delivered:
    at = NOON - timedelta(**ago)
    return Delivered(outbound=outbound, message_ids=message_ids, slot=slot, at=at)


async def abandoned(store: SqlStore) -> None:
    """As if the process that held the replies had died."""
    await raw(store, "UPDATE outbox SET lease_owner = NULL")


async def test_the_replies_of_a_turn_are_the_answerers_alone(store: SqlStore) -> None:
    await turn(store, Told(replies=("one", "two")))

    assert await store.claim_outbound(NOON, 10) == []


async def test_abandoned_replies_are_found_once_as_they_were(store: SqlStore) -> None:
    replies = await turn(store, Told(replies=("one", "two")))
    await abandoned(store)

    found = await store.claim_outbound(NOON, 10)

    assert list(found) == replies
    assert await store.claim_outbound(NOON, 10) == []


async def test_safety_goes_first_then_answers_by_age(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(replies=("early",)), ANNA)
    clock.go(minutes=1)

    def frightened(person: Person) -> Turn:
        lanes = (Lane.CHECK_IN, Lane.ANSWER, Lane.SAFETY)
        return Turn(person=person, replies=tuple(Say(text=lane.name, lane=lane) for lane in lanes))

    (backlog,) = await waiting(store, message(address=BEN))
    await store.answer(backlog, frightened)
    await abandoned(store)

    found = await store.claim_outbound(clock.now(), 10)

    assert said(list(found)) == ["SAFETY", "early", "ANSWER", "CHECK_IN"]


async def test_a_postponed_reply_comes_back_at_its_time_with_its_attempts(
    store: SqlStore, clock: FakeClock
) -> None:
    (reply,) = await turn(store, Told(replies=("later",)))
    await store.postpone(reply, NOON + timedelta(minutes=5))

    assert await store.claim_outbound(clock.go(minutes=4), 10) == []
    (again,) = await store.claim_outbound(clock.go(minutes=1), 10)
    assert (again.attempts, again.outgoing) == (1, reply.outgoing)
    await store.postpone(again, clock.now())
    (third,) = await store.claim_outbound(clock.now(), 10)

    assert third.attempts == 2


async def test_what_is_delivered_is_wiped_and_its_messages_are_remembered(
    store: SqlStore,
) -> None:
    one, two = await turn(store, Told(replies=("one", "two")))

    await store.settle([sent(one, 101), sent(two, 102, 103, slot="timer")])

    assert await raw(store, "SELECT count(*) FROM outbox") == [(0,)]
    assert await store.message_ids(one.person_id, "timer") == [102, 103]


async def test_settling_twice_is_harmless(store: SqlStore) -> None:
    (reply,) = await turn(store, Told(replies=("one",)))

    await store.settle([sent(reply, 101, slot="timer")])
    await store.settle([sent(reply, 101, slot="timer"), sent(reply, 102, slot="timer")])

    assert await store.message_ids(reply.person_id, "timer") == [101, 102]


async def test_what_is_refused_stays_on_record_without_its_words(store: SqlStore) -> None:
    one, two = await turn(store, Told(replies=("good", "bad")))

    await store.settle([sent(one, 101)], refused=[(two, "message is too long")])
    await abandoned(store)

    (row,) = await store.database.run(lambda db: db.execute(select(OUTBOX)).all())
    assert (row.payload, row.reason) == (None, "message is too long")
    assert await store.claim_outbound(NOON, 10) == []


async def test_the_newest_message_of_a_slot_comes_last(store: SqlStore) -> None:
    one, two = await turn(store, Told(replies=("one", "two")))

    await store.settle([sent(two, 7, slot="timer"), sent(one, 9, slot="timer", minutes=5)])

    assert await store.message_ids(one.person_id, "timer") == [9, 7]
    assert await store.message_ids(one.person_id, "another") == []


async def test_without_a_slot_both_sides_of_two_days_are_found(store: SqlStore) -> None:
    await store.receive([message(update_id=50, at=NOON - timedelta(hours=1))])
    await store.receive([message(update_id=40, at=NOON - timedelta(hours=50))])
    (backlog,) = await store.claim_backlogs(10)
    replies = await store.answer(backlog, Told(replies=("one", "two")))

    await store.settle([sent(replies[0], 60), sent(replies[1], 41, hours=49)])

    assert await store.message_ids(backlog.person_id, None) == [50, 60]


async def test_a_reply_that_is_half_done_is_remembered_before_it_is_settled(
    store: SqlStore,
) -> None:
    (reply,) = await turn(store, Told(replies=("breathe",)))

    await store.remember(sent(reply, 70))

    assert 70 in await store.message_ids(reply.person_id, None)
    assert await raw(store, "SELECT count(*) FROM outbox") == [(1,)]


async def test_a_reply_to_somebody_forgotten_meanwhile_is_settled_without_a_trace(
    store: SqlStore,
) -> None:
    (gone,) = await turn(store, Told(replies=("farewell",)), ANNA)
    (here,) = await turn(store, Told(replies=("hello",)), BEN)
    await store.forget(gone.person_id)

    await store.settle([sent(gone, 80), sent(here, 81)], refused=[(gone, "chat not found")])

    assert await raw(store, "SELECT message_id FROM message") == [(81,)]


async def test_a_damaged_reply_is_set_aside_and_blocks_nobody(store: SqlStore) -> None:
    damaged, sound = await turn(store, Told(replies=("damaged", "sound")))
    await abandoned(store)
    await raw(store, "UPDATE outbox SET payload = :junk WHERE id = :id", junk=b"x", id=damaged.id)

    found = await store.claim_outbound(NOON, 10)

    assert list(found) == [sound]
    reasons = await raw(store, "SELECT reason FROM outbox WHERE set_aside_at IS NOT NULL")
    assert reasons == [("unreadable",)]


async def test_the_gauge_counts_what_waits_and_how_long(store: SqlStore, clock: FakeClock) -> None:
    await person_of(store)
    await turn(store, Told(replies=("one", "two")))
    await store.receive([message(), message(address=BEN, at=NOON + timedelta(seconds=30))])

    gauge = await store.gauge(clock.go(seconds=90))

    assert (gauge.waiting, gauge.oldest_waiting_s) == (2, 90.0)
    assert (gauge.outbound, gauge.due, gauge.oldest_due_s) == (2, 0, 0.0)


async def test_replies_are_known_as_ones_own_before_anybody_can_see_them(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_at_commit: set[int] = set()
    committed = Transaction.committed

    def note(transaction: Transaction) -> None:
        known_at_commit.update(store.desk.sending)
        committed(transaction)

    monkeypatch.setattr(Transaction, "committed", note)
    replies = await turn(store, Told(replies=("one", "two")))

    assert {reply.id for reply in replies} <= known_at_commit
