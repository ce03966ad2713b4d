"""What the sender does with each way in which a message can fail, on a real store."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core.errors import Gone, Refused, StoreUnavailable, TooMany, Unreachable
from bot.core.messages import Breath, Edit, Frame, Lane, Say, ShowStats
from bot.delivery import patience, settling
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.storage import SqlStore
from tests.delivery.kit import Chats, Counted, saying, sender
from tests.storage.conftest import Place, raw
from tests.storage.kit import ANNA, BEN, NOON, FakeClock, Told, appointment, person_of, turn

WAITING = "SELECT count(*) FROM outbox WHERE set_aside_at IS NULL"
ASIDE = "SELECT reason, payload FROM outbox WHERE set_aside_at IS NOT NULL"


@pytest.fixture
def place(sqlite_place: Place) -> Place:
    """What is tested here is the same on both."""
    return sqlite_place


@pytest.fixture
def chats() -> Chats:
    return Chats()


@pytest.fixture
async def started(
    store: SqlStore, chats: Chats, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Sender]:
    monkeypatch.setattr(patience, "FIRST_WAIT_S", 0.001)
    made = sender(store, chats, clock)
    running = asyncio.create_task(made.run())
    yield made
    await made.stop(5.0)
    await running


async def says(chats: Chats, text: str) -> None:
    """Returns once that was said."""
    heard = asyncio.Event()
    chats.when_said = lambda said: heard.set() if said == text else None
    if text in [said for _, said in chats.said]:
        return
    async with asyncio.timeout(10):
        await heard.wait()


async def put(store: SqlStore, to: Sender, *texts: str, address: str = ANNA) -> None:
    to.put(await turn(store, Told(replies=texts), address))


async def test_what_is_delivered_is_marked(store: SqlStore, started: Sender, chats: Chats) -> None:
    await put(store, started, "one", "two")
    await says(chats, "two")
    await started.stop(5.0)

    assert await raw(store, WAITING) == [(0,)]
    assert chats.texts(ANNA) == ["one", "two"]


async def test_replies_of_several_turns_keep_their_order(
    store: SqlStore, started: Sender, chats: Chats
) -> None:
    chats.failures[ANNA] = [Unreachable("reset")] * 4
    for number in range(8):
        await put(store, started, f"{number}a", f"{number}b")
    await says(chats, "7b")

    assert chats.texts(ANNA) == [f"{n}{half}" for n in range(8) for half in "ab"]


async def test_what_is_refused_is_set_aside_and_what_follows_goes_on(
    store: SqlStore, started: Sender, chats: Chats
) -> None:
    chats.failures[ANNA] = [Refused("can't parse entities")]
    await put(store, started, "bad", "good")
    await says(chats, "good")
    await started.stop(5.0)

    assert await raw(store, ASIDE) == [("can't parse entities", None)]


async def test_an_error_of_ours_is_tried_three_times_and_then_set_aside(
    store: SqlStore, started: Sender, chats: Chats, caplog: pytest.LogCaptureFixture
) -> None:
    broken = ShowStats(text="numbers", as_of=NOON)
    started.put(await turn(store, saying(broken, Say(text="goes on"))))
    await says(chats, "goes on")
    await started.stop(5.0)

    assert await raw(store, ASIDE) == [("ZeroDivisionError", None)]
    assert [one.message for one in caplog.records if one.levelname == "ERROR"] == [
        "reply failed"
    ] * 3


async def test_whoever_blocked_the_bot_is_marked_and_their_appointments_are_gone(
    store: SqlStore, started: Sender, chats: Chats
) -> None:
    person_id = await person_of(store)
    await turn(store, Told(book=(appointment(hours=1),)))
    chats.failures[ANNA] = [Gone()]
    await put(store, started, "never", "neither")
    await put(store, started, "others go on", address=BEN)
    await says(chats, "others go on")
    await started.stop(5.0)

    assert chats.texts(ANNA) == []
    assert (await store.load(person_id)).booked == ()
    assert await raw(store, WAITING) == [(0,)]


async def test_a_chat_that_must_wait_holds_nobody_else_up(
    store: SqlStore, started: Sender, chats: Chats
) -> None:
    chats.failures[ANNA] = [TooMany(0.2)]
    await put(store, started, "later")
    await put(store, started, "at once", address=BEN)
    await says(chats, "later")

    assert [text for _, text in chats.said] == ["at once", "later"]


async def test_where_several_chats_must_wait_all_do(
    store: SqlStore, started: Sender, chats: Chats
) -> None:
    both_were_refused = asyncio.Event()
    chats.when_failed = lambda: both_were_refused.set() if chats.is_sound else None
    for address in (ANNA, BEN):
        chats.failures[address] = [TooMany(0.3)]
        await put(store, started, "first", address=address)
    await both_were_refused.wait()
    await put(store, started, "third", address="7000000003")
    await says(chats, "third")

    assert [text for _, text in chats.said] == ["first", "first", "third"]


async def test_a_late_edit_is_dropped_and_a_timely_one_is_made(
    store: SqlStore, started: Sender, chats: Chats
) -> None:
    def edit(text: str, worthless_in_s: float) -> Edit:
        until = NOON + timedelta(seconds=worthless_in_s)
        return Edit(slot="timer", text=text, worthless_at=until, lane=Lane.ANSWER)

    started.put(await turn(store, saying(Say(text="timer", slot="timer"))))
    await says(chats, "timer")
    await _settled(store)
    replies = saying(edit("9 minutes", 0.0), edit("8 minutes", 60.0), Say(text="after"))
    started.put(await turn(store, replies))
    await says(chats, "after")

    assert [text for _, _, text in chats.edited] == ["8 minutes"]


async def _settled(store: SqlStore) -> None:
    async with asyncio.timeout(10):
        while (await raw(store, WAITING)) != [(0,)]:
            pass  # Each look is an await.


async def test_a_breath_that_could_not_begin_begins_again(
    store: SqlStore, started: Sender, chats: Chats
) -> None:
    frames = (Frame(text="in", seconds=0.0), Frame(text="out", seconds=0.0))
    chats.failures[ANNA] = [Unreachable("500")] * 2
    started.put(await turn(store, saying(Breath(frames=frames, after=Say(text="and now?")))))
    await says(chats, "and now?")

    assert chats.texts(ANNA) == ["in", "and now?"]


async def test_what_was_sent_while_the_database_was_away_is_not_sent_again(
    store: SqlStore, started: Sender, chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "PAUSE_S", 0.0)
    settle, failures = store.settle, [None] * 3

    async def away(*args, **more):
        if failures:
            failures.pop()
            raise StoreUnavailable("away")
        await settle(*args, **more)

    monkeypatch.setattr(store, "settle", away)
    await put(store, started, "once")
    await says(chats, "once")
    await _settled(store)

    assert chats.texts(ANNA) == ["once"]


async def test_errors_are_counted_by_their_kind(
    store: SqlStore, chats: Chats, clock: FakeClock
) -> None:
    counted = Counted()
    made = sender(store, chats, clock, counted=counted)
    chats.failures[ANNA] = [TooMany(0.0)]
    await put(store, made, "hello")
    await made.idle()

    assert counted.told == [("error", "TooMany"), ("sent", "answer")]


async def test_replies_left_by_a_crash_are_found_and_sent(
    store: SqlStore, place: Place, chats: Chats, clock: FakeClock
) -> None:
    await turn(store, Told(replies=("left behind",)))
    again = await place.reopen()

    await sender(again, chats, clock).idle()

    assert chats.texts(ANNA) == ["left behind"]


@pytest.mark.external_service
async def test_two_processes_never_have_the_same_place_in_the_send_rate(
    postgres_place: Place,
) -> None:
    first = Pace(1, (await postgres_place.open()).reserve)
    second = Pace(1, (await postgres_place.open()).reserve)

    assert await first.wait_s(Lane.ANSWER) == 0.0
    assert await second.wait_s(Lane.ANSWER) > 0.5
