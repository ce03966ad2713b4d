"""What comes in is kept once, in order, and handed out to one at a time."""

import pytest
from sqlalchemy import select

from bot.core.errors import AlreadyHandled
from bot.core.messages import Flooded, Tap, Words
from bot.storage import SqlStore
from bot.storage.inbox import CAP
from bot.storage.tables import INBOX
from tests.storage.conftest import Place, raw
from tests.storage.kit import ANNA, BEN, FakeClock, Told, message, texts, turn, waiting


async def test_what_was_received_twice_is_there_once(store: SqlStore) -> None:
    first = message("one")

    assert await store.receive([first, first]) == 1
    assert await store.receive([first, message("two")]) == 1
    (backlog,) = await store.claim_backlogs(10)
    assert texts(backlog) == ["one", "two"]


async def test_what_comes_back_is_what_came_in(store: SqlStore) -> None:
    came = message(content=Tap(action="hold", ref="k3f9"), urgent=True)

    (backlog,) = await waiting(store, came)

    assert backlog.received == (came,)
    assert backlog.address == ANNA


async def test_a_persons_messages_come_in_the_order_of_their_numbers(store: SqlStore) -> None:
    late, early = message("late", update_id=12), message("early", update_id=11)

    (backlog,) = await waiting(store, late, early)

    assert texts(backlog) == ["early", "late"]


async def test_nobody_is_handed_out_again_before_being_released(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message("one"))

    assert await waiting(store, message("two")) == []
    await store.answer(backlog, Told())
    assert await store.claim_backlogs(10) == []
    await store.release(backlog)
    (following,) = await store.claim_backlogs(10)
    assert texts(following) == ["two"]


async def test_a_claim_that_is_never_released_ends_by_itself(
    store: SqlStore, clock: FakeClock
) -> None:
    await waiting(store, message("one"))

    clock.go(seconds=14)
    assert await store.claim_backlogs(10) == []
    clock.go(seconds=2)
    (backlog,) = await store.claim_backlogs(10)
    assert texts(backlog) == ["one"]


async def test_a_claim_takes_so_many_people_and_all_that_each_of_them_wrote(
    store: SqlStore,
) -> None:
    people = [str(7_000_000_000 + number) for number in range(5)]
    await store.receive([message(f"{n}", address=who) for n in range(12) for who in people])

    first, second = await store.claim_backlogs(2), await store.claim_backlogs(10)

    assert [one.address for one in (*first, *second)] == people
    assert all(len(one.received) == 12 for one in (*first, *second))


async def test_messages_over_the_cap_are_counted_and_not_kept(store: SqlStore) -> None:
    await store.receive([message(str(number)) for number in range(CAP - 1)])
    await store.receive([message(str(number)) for number in range(CAP - 1, CAP + 5)])

    (backlog,) = await store.claim_backlogs(10)

    assert texts(backlog) == [str(number) for number in range(CAP)]
    assert backlog.received[-1].content == Flooded(dropped=5)


async def test_a_doubled_batch_does_not_fill_the_cap(store: SqlStore) -> None:
    batch = [message(str(number)) for number in range(CAP - 2)]
    await store.receive(batch)
    await store.receive([*batch, message("one more")])

    (backlog,) = await store.claim_backlogs(10)

    assert texts(backlog)[-1] == "one more"
    assert len(backlog.received) == CAP - 1


async def test_a_sign_of_danger_is_kept_over_the_cap(store: SqlStore) -> None:
    await store.receive([message(str(number)) for number in range(CAP + 3)])
    await store.receive([message("danger", urgent=True)])

    (backlog,) = await store.claim_backlogs(10)

    assert texts(backlog)[-1] == "danger"
    assert backlog.received[-1].content == Flooded(dropped=3)


async def test_the_cap_counts_what_waited_before_a_restart(place: Place) -> None:
    store = await place.open()
    await store.receive([message(str(number)) for number in range(CAP)])

    store = await place.reopen()
    await store.receive([message("over the cap")])

    (backlog,) = await store.claim_backlogs(10)
    assert backlog.received[-1].content == Flooded(dropped=1)


async def test_after_the_flood_messages_are_kept_again(store: SqlStore) -> None:
    (backlog,) = await waiting(store, *[message() for _ in range(CAP + 2)])
    await store.answer(backlog, Told())
    await store.release(backlog)

    (following,) = await waiting(store, message("and now"))

    assert texts(following) == ["and now"]


async def test_one_who_floods_holds_nobody_else_up(store: SqlStore) -> None:
    await store.receive([message() for _ in range(300)])
    await store.receive([message("quiet", address=BEN)])
    (flooder,) = await store.claim_backlogs(1)

    (other,) = await store.claim_backlogs(1)

    assert flooder.address == ANNA
    assert texts(other) == ["quiet"]


async def test_a_damaged_message_is_set_aside_and_blocks_nobody(store: SqlStore) -> None:
    await store.receive([message("damaged", update_id=21), message("sound", update_id=22)])
    await raw(store, "UPDATE inbox SET payload = :junk WHERE update_id = 21", junk=b"junk")

    (backlog,) = await store.claim_backlogs(10)

    assert texts(backlog) == ["sound"]
    assert await raw(store, "SELECT reason FROM inbox WHERE update_id = 21") == [("unreadable",)]


async def test_a_person_with_a_damaged_key_blocks_nobody(store: SqlStore) -> None:
    await store.receive([message("lost", address=BEN), message("sound")])
    await raw(
        store,
        "UPDATE person SET key = :junk WHERE lookup = :who",
        junk=b"x",
        who=store.desk.lookup(BEN),
    )

    backlogs = await store.claim_backlogs(10)

    assert [texts(one) for one in backlogs] == [["sound"]]
    assert await store.receive([message("again", address=BEN)]) == 1


async def test_words_are_gone_once_they_are_answered(store: SqlStore) -> None:
    await turn(store)

    rows = await store.database.run(lambda db: db.execute(select(INBOX)).all())

    assert [row.payload for row in rows] == [None]
    assert rows[0].done_at is not None


async def test_what_is_given_up_is_wiped_and_keeps_its_reason(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message("hopeless"))

    await store.set_backlog_aside(backlog, "KeyError")
    await store.release(backlog)

    assert await raw(store, "SELECT payload, reason FROM inbox") == [(None, "KeyError")]
    assert await store.claim_backlogs(10) == []


async def test_setting_aside_spares_what_was_answered_meanwhile(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message("answered"))
    await store.answer(backlog, Told())

    await store.set_backlog_aside(backlog, "late")

    assert await raw(store, "SELECT reason FROM inbox") == [(None,)]


async def test_people_of_another_transport_are_left_alone(place: Place) -> None:
    if place.is_sqlite:
        terminal = await place.open("terminal", exclusive=True)
        await terminal.receive([message("typed")])
        await terminal.close()
        telegram = await place.open("telegram")
    else:
        terminal, telegram = await place.open("terminal"), await place.open("telegram")
        await terminal.receive([message("typed")])

    assert await telegram.claim_backlogs(10) == []
    assert await telegram.claim_outbound(place.clock.now(), 10) == []


async def test_the_same_number_from_two_transports_is_two_messages(place: Place) -> None:
    for transport in ("terminal", "telegram"):
        store = await place.open(transport)
        assert await store.receive([message(update_id=5)]) == 1
        await store.close()


async def test_half_a_surrogate_pair_does_not_stop_the_inbox(store: SqlStore) -> None:
    (backlog,) = await waiting(store, message("broken \ud83d emoji"))

    assert backlog.received[0].content == Words(text="broken ? emoji")


async def test_a_backlog_of_nothing_but_counted_messages_is_answered_once(
    store: SqlStore,
) -> None:
    await store.receive([message(str(number)) for number in range(CAP)])
    (kept,) = await store.claim_backlogs(10)
    await store.receive([message("dropped")])
    await store.answer(kept, Told())
    await store.release(kept)

    (flood,) = await store.claim_backlogs(10)
    await store.answer(flood, Told())

    assert [one.content for one in flood.received] == [Flooded(dropped=1)]
    with pytest.raises(AlreadyHandled):
        await store.answer(flood, Told())
