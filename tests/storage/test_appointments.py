"""What falls due is kept once, by one process, in time."""

import pytest

from bot.core.errors import AlreadyHandled
from bot.core.messages import DueKind
from bot.storage import SqlStore
from tests.storage.conftest import raw
from tests.storage.kit import (
    ANNA,
    BEN,
    NOON,
    FakeClock,
    Told,
    appointment,
    fact,
    message,
    person_of,
    said,
    turn,
    waiting,
)

TIMER = appointment(DueKind.TIMER_END, "u1", minutes=10)
MORNING = appointment(DueKind.MORNING, "day", hours=20)


async def test_nothing_is_due_before_its_time(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(book=(TIMER,)))

    assert await store.claim_due(clock.go(minutes=9), 10) == []
    (batch,) = await store.claim_due(clock.go(minutes=1), 10)

    assert batch.items == (TIMER,)
    assert batch.attempts == 0


async def test_the_earliest_comes_first(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(book=(appointment(minutes=9),)), ANNA)
    await turn(store, Told(book=(appointment(minutes=3),)), BEN)

    due = await store.claim_due(clock.go(hours=1), 1)

    assert [one.person_id for one in due] == [await person_of(store, BEN)]


async def test_what_is_due_for_one_person_comes_together(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(book=(MORNING, TIMER)))

    (batch,) = await store.claim_due(clock.go(days=1), 1)

    assert batch.items == (TIMER, MORNING)


async def test_what_was_claimed_is_left_alone_for_a_minute(
    store: SqlStore, clock: FakeClock
) -> None:
    await turn(store, Told(book=(TIMER,)))
    await store.claim_due(clock.go(minutes=11), 10)

    assert await store.claim_due(clock.go(seconds=59), 10) == []
    (again,) = await store.claim_due(clock.go(seconds=2), 10)

    assert again.attempts == 1


async def test_a_kept_appointment_is_gone_and_its_turn_is_written(
    store: SqlStore, clock: FakeClock
) -> None:
    await turn(store, Told(book=(TIMER, MORNING)))
    (batch,) = await store.claim_due(clock.go(minutes=11), 10)
    told = Told(replies=("time is up",), events=(fact(),))

    replies = await store.keep_appointment(batch, told)

    assert said(list(replies)) == ["time is up"]
    assert [person.booked for person in told.shown] == [(MORNING,)]
    person = await store.load(batch.person_id)
    assert (len(person.ledger), person.booked) == (1, (MORNING,))
    store.desk.snapshots.drop(person.id)
    assert await store.load(person.id) == person


async def test_an_appointment_is_kept_once(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(book=(TIMER,)))
    (batch,) = await store.claim_due(clock.go(minutes=11), 10)
    await store.keep_appointment(batch, Told(events=(fact(),)))

    with pytest.raises(AlreadyHandled):
        await store.keep_appointment(batch, Told(events=(fact(),)))

    assert len((await store.load(batch.person_id)).ledger) == 1


async def test_the_next_morning_may_be_booked_while_this_one_is_kept(
    store: SqlStore, clock: FakeClock
) -> None:
    await turn(store, Told(book=(MORNING,)))
    (batch,) = await store.claim_due(clock.go(hours=20), 10)
    tomorrow = appointment(DueKind.MORNING, "day", hours=44)

    await store.keep_appointment(batch, Told(book=(tomorrow,)))

    assert (await store.load(batch.person_id)).booked == (tomorrow,)
    assert await store.claim_due(clock.go(minutes=5), 10) == []
    (following,) = await store.claim_due(clock.go(hours=24), 10)
    assert (following.items, following.attempts) == ((tomorrow,), 0)


async def test_what_was_moved_after_its_claim_is_not_kept_and_the_rest_may_be_claimed(
    store: SqlStore, clock: FakeClock
) -> None:
    await turn(store, Told(book=(TIMER, MORNING)))
    (batch,) = await store.claim_due(clock.go(days=1), 10)
    later = appointment(DueKind.TIMER_END, "u1", days=2)
    await turn(store, Told(book=(later,)))

    with pytest.raises(AlreadyHandled):
        await store.keep_appointment(batch, Told())

    (rest,) = await store.claim_due(clock.now(), 10)
    assert rest.items == (MORNING,)


async def test_a_cancelled_appointment_never_falls_due(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(book=(TIMER, MORNING)))
    await turn(store, Told(cancel=(TIMER,)))

    (batch,) = await store.claim_due(clock.go(days=2), 10)

    assert batch.items == (MORNING,)


async def test_booking_twice_moves_and_does_not_double(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(book=(TIMER,)))
    await turn(store, Told(book=(appointment(DueKind.TIMER_END, "u1", minutes=30),)))

    assert await store.claim_due(clock.go(minutes=11), 10) == []
    (batch,) = await store.claim_due(clock.go(minutes=20), 10)

    assert len(batch.items) == 1


async def test_what_cannot_be_kept_is_set_aside_with_its_reason(
    store: SqlStore, clock: FakeClock
) -> None:
    await turn(store, Told(book=(TIMER, MORNING)))
    (batch,) = await store.claim_due(clock.go(minutes=11), 10)

    await store.set_aside(batch, "ValueError")

    assert await store.claim_due(clock.go(minutes=30), 10) == []
    assert (await store.load(batch.person_id)).booked == (MORNING,)
    reasons = await raw(store, "SELECT reason FROM appointment WHERE set_aside_at IS NOT NULL")
    assert reasons == [("ValueError",)]


async def test_what_was_set_aside_may_be_booked_anew(store: SqlStore, clock: FakeClock) -> None:
    await turn(store, Told(book=(TIMER,)))
    (batch,) = await store.claim_due(clock.go(minutes=11), 10)
    await store.set_aside(batch, "ValueError")
    again = appointment(DueKind.TIMER_END, "u1", hours=1)
    await turn(store, Told(book=(again,)))

    (batch,) = await store.claim_due(clock.go(hours=1), 10)

    assert batch.items == (again,)


async def test_somebody_who_blocked_the_bot_has_no_appointments_or_replies_left(
    store: SqlStore, clock: FakeClock
) -> None:
    await turn(store, Told(replies=("hello?",), book=(TIMER,)))
    person_id = await person_of(store)

    await store.mark_gone(person_id)

    assert await store.claim_due(clock.go(days=1), 10) == []
    assert (await store.load(person_id)).booked == ()
    assert await raw(store, "SELECT count(*) FROM outbox") == [(0,)]
    assert await raw(store, "SELECT count(*) FROM person WHERE gone_at IS NOT NULL") == [(1,)]


async def test_they_are_back_when_they_write(store: SqlStore) -> None:
    await store.mark_gone(await person_of(store))

    await turn(store, Told(book=(TIMER,)))

    assert await raw(store, "SELECT count(*) FROM person WHERE gone_at IS NOT NULL") == [(0,)]
    assert (await store.load(await person_of(store))).booked == (TIMER,)


async def test_an_appointment_does_not_end_the_claim_of_their_messages(
    store: SqlStore, clock: FakeClock
) -> None:
    await turn(store, Told(book=(TIMER,)))
    clock.go(minutes=11)
    (backlog,) = await waiting(store, message(at=NOON))
    (batch,) = await store.claim_due(clock.now(), 10)

    await store.keep_appointment(batch, Told(events=(fact(),)))

    assert await store.claim_backlogs(10) == []
    await store.answer(backlog, Told(events=(fact(),)))
    assert len((await store.load(batch.person_id)).ledger) == 2
