"""One turn is everything or nothing, and happens once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import AlreadyHandled
from bot.core.events import EventKind
from bot.core.messages import DueKind, Keep, KeptKind
from bot.core.person import About, Care, Mode, Person, Talk
from bot.core.turn import Turn
from bot.storage import SqlStore
from tests.storage.conftest import Place, raw
from tests.storage.kit import (
    ANNA,
    BEN,
    NOON,
    Told,
    appointment,
    fact,
    letter,
    message,
    person_of,
    said,
    texts,
    turn,
    waiting,
)

FULL = Told(
    replies=("hold it with me?", "how strong is it?"),
    events=(
        fact(EventKind.URGE, ref="u1", name="lonely"),
        fact(EventKind.CHOSEN, ref="u1", name="theme:T", chance=0.25, offset_min=-210),
        fact(EventKind.RATED, ref="u1", name="first", value=8),
    ),
    book=(appointment(minutes=10), appointment(DueKind.MORNING, "day", hours=20)),
    keep=(
        letter("l1", "what I would say"),
        Keep(id="r1", what=KeptKind.REASON, body="I sleep better", cue=""),
        Keep(id="p1", what=KeptKind.PLAN, body="then I ring my sister", cue="late"),
    ),
    change=lambda person: replace(
        person,
        about=About(ex_name="Sam", zone="Europe/Berlin"),
        talk=Talk(heard={"urge.seen": 5}, last_word_at=NOON),
        care=Care(modes=frozenset({Mode.AFRAID}), gentle_until=NOON + timedelta(hours=72)),
    ),
)


async def test_a_stranger_begins_with_nothing(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message())

    person = await store.load(backlog.person_id)

    assert person == Person(id=backlog.person_id)


async def test_nobody_is_a_key_error(store: SqlStore) -> None:
    with pytest.raises(KeyError):
        await store.load("nobody")


async def test_all_that_a_turn_says_is_there_after_a_restart(place: Place) -> None:
    store = await place.open()
    await turn(store, FULL)
    person_id = await person_of(store)

    person = await (await place.reopen()).load(person_id)

    shown = FULL.change(Person(id=person_id))
    assert (person.about, person.talk, person.care) == (shown.about, shown.talk, shown.care)
    assert person.ledger.events == FULL.events
    assert person.booked == FULL.book
    assert [(words.id, words.body, words.cue) for words in person.own] == [
        ("p1", "then I ring my sister", "late"),
        ("r1", "I sleep better", ""),
    ]


async def test_the_remembered_person_is_the_stored_one(store: SqlStore) -> None:
    await turn(store, FULL)
    await turn(
        store,
        Told(
            events=(fact(EventKind.HELD, ref="u1"),),
            cancel=(FULL.book[0],),
            book=(appointment(DueKind.MORNING, "day", hours=44),),
            burn=("r1",),
            keep=(Keep(id="n1", what=KeptKind.NOTE, body="a calm day"),),
        ),
    )
    person_id = await person_of(store)
    remembered = await store.load(person_id)

    store.desk.snapshots.drop(person_id)

    assert await store.load(person_id) == remembered
    assert [words.id for words in remembered.own] == ["n1", "p1"]
    assert [one.due_at for one in remembered.booked] == [NOON + timedelta(hours=44)]


async def test_a_second_answer_to_the_same_messages_changes_nothing(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message())
    await store.answer(backlog, Told(replies=("first",), events=(fact(),)))

    with pytest.raises(AlreadyHandled):
        await store.answer(backlog, Told(replies=("second",), events=(fact(),)))

    person = await store.load(backlog.person_id)
    assert len(person.ledger) == 1
    assert await raw(store, "SELECT count(*) FROM outbox") == [(1,)]


async def test_a_turn_that_fails_leaves_no_trace(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message("still there"))

    def fails(_person: Person) -> Turn:
        message = "a bug"
        raise ZeroDivisionError(message)

    with pytest.raises(ZeroDivisionError):
        await store.answer(backlog, fails)
    await store.release(backlog)

    (again,) = await store.claim_backlogs(10)
    assert texts(again) == ["still there"]
    assert await store.load(backlog.person_id) == Person(id=backlog.person_id)


async def test_a_backlog_may_be_answered_in_parts(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message("one"), message("two"))
    first, second = (replace(backlog, received=(one,)) for one in backlog.received)

    await store.answer(first, Told(events=(fact(),)))
    assert await store.claim_backlogs(10) == []
    await store.answer(second, Told(events=(fact(),)))

    assert len((await store.load(backlog.person_id)).ledger) == 2


async def test_no_turn_is_lost_where_many_happen_at_once(store: SqlStore) -> None:
    (backlog,) = await waiting(store, *[message() for _ in range(25)])
    others = await waiting(store, *[message(address=f"8{n}") for n in range(10)])
    parts = [replace(backlog, received=(one,)) for one in backlog.received]

    await asyncio.gather(
        *(store.answer(part, Told(events=(fact(),))) for part in parts),
        *(store.answer(other, Told(events=(fact(),))) for other in others),
    )

    store.desk.snapshots.drop(backlog.person_id)
    person = await store.load(backlog.person_id)
    assert len(person.ledger) == 25
    assert len({event.id for event in person.ledger.events}) == 25
    assert await raw(store, "SELECT count(*) FROM event") == [(35,)]


async def test_of_many_who_answer_the_same_at_once_one_succeeds(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message())

    results = await asyncio.gather(
        *(store.answer(backlog, Told(replies=("x",), events=(fact(),))) for _ in range(8)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, AlreadyHandled) for one in results) == 7
    assert len((await store.load(backlog.person_id)).ledger) == 1


async def test_two_people_have_nothing_of_each_other(store: SqlStore) -> None:
    await turn(store, FULL, ANNA)
    await turn(store, Told(events=(fact(),)), BEN)

    ben = await store.load(await person_of(store, BEN))

    assert len(ben.ledger) == 1
    assert (ben.own, ben.booked, ben.about) == ((), (), About())


async def test_replies_carry_what_was_said(store: SqlStore) -> None:
    replies = await turn(store, FULL)

    assert said(replies) == ["hold it with me?", "how strong is it?"]
    assert {one.address for one in replies} == {ANNA}


async def test_everybodys_facts_can_be_read_without_names(store: SqlStore) -> None:
    for number in range(45):
        await turn(store, Told(events=(fact(), fact())), address=f"9{number}")

    ledgers = [ledger async for ledger in store.ledgers()]

    assert [len(ledger) for ledger in ledgers] == [2] * 45
