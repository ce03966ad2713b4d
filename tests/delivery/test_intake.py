"""What is written down before anybody is told so, and who is answered where nothing can be written."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.core.errors import StoreUnavailable
from bot.core.messages import Attachment, AttachmentKind, Command, Incoming, Tap
from bot.core.person import Person
from bot.core.ports import Received
from bot.core.turn import Turn
from bot.delivery import intake as room
from bot.delivery.intake import Intake
from bot.library import ContentLibrary
from bot.mind import Mind
from bot.places import load_places
from bot.storage import SqlStore
from bot.understanding import MessageReader
from tests.delivery.kit import Chats
from tests.storage.conftest import Place
from tests.storage.kit import ANNA, BEN, FakeClock, message

DANGER = "I want to kill myself tonight"


class Away:
    """A store that cannot be written to, or not in time."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.is_away = True
        self.answers = asyncio.Event()

    async def receive(self, received: Sequence[Received]) -> int:
        if self.is_away:
            message = "the disk is full"
            raise StoreUnavailable(message)
        await self.answers.wait()
        return await self._store.receive(received)


@pytest.fixture
def place(sqlite_place: Place) -> Place:
    return sqlite_place


@pytest.fixture
def away(store: SqlStore) -> Away:
    return Away(store)


@pytest.fixture
def chats() -> Chats:
    return Chats()


@pytest.fixture
def intake(
    away: Away,
    chats: Chats,
    clock: FakeClock,
    reader: MessageReader,
    library: ContentLibrary,
) -> Intake:
    from concurrent.futures import ThreadPoolExecutor

    mind = Mind(reader, library, load_places(), clock, ThreadPoolExecutor(1))
    return Intake(
        away,  # type: ignore[arg-type]  # all that it asks of a store
        chats,
        reader,
        clock,
        answer_stranger=mind.answer_stranger,
        wake=lambda: None,
        count=lambda _count: None,
    )


async def refused(intake: Intake, *received: Received) -> None:
    with pytest.raises(StoreUnavailable):
        await intake.take(received)


def risky() -> list[Incoming]:
    return [
        Command(name="sos"),
        Attachment(what=AttachmentKind.PICTURE, caption=DANGER),
        Tap(action="crisis_next", ref="1"),
    ]


async def test_without_a_database_somebody_at_risk_is_answered_once_and_nobody_else(
    intake: Intake, chats: Chats
) -> None:
    batch = [message(DANGER), message("I want to text my ex", address=BEN)]

    await refused(intake, *batch)
    first = list(chats.said)
    await refused(intake, *batch)

    assert first
    assert chats.said == first
    assert {address for address, _ in first} == {ANNA}


@pytest.mark.parametrize("content", risky(), ids=["command", "caption", "button"])
async def test_help_is_given_without_a_database_however_it_is_asked_for(
    intake: Intake, chats: Chats, content: Incoming
) -> None:
    await refused(intake, message(content=content))

    assert chats.texts(ANNA)


async def test_a_database_that_does_not_answer_in_time_is_not_waited_for(
    intake: Intake, away: Away, chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PATIENCE_S", 0.01)
    away.is_away = False
    heard = asyncio.Event()
    chats.when_said = lambda _text: heard.set()

    taking = asyncio.create_task(intake.take([message(DANGER)]))
    async with asyncio.timeout(10):
        await heard.wait()
    assert not taking.done()
    away.answers.set()
    await taking


async def test_an_answer_that_fails_keeps_nobody_else_at_risk_from_theirs(
    intake: Intake, chats: Chats
) -> None:
    def fails_for_anna(person: Person, incoming: Incoming, reading: object) -> Turn:
        if incoming == Command(name="sos"):
            raise ZeroDivisionError
        return answer(person, incoming, reading)  # type: ignore[arg-type]  # as it is called

    answer = intake._answer_stranger
    intake._answer_stranger = fails_for_anna

    await refused(intake, message(content=Command(name="sos")), message(DANGER, address=BEN))

    assert chats.texts(BEN)


async def test_signs_of_danger_are_marked_also_under_a_picture(
    intake: Intake, away: Away, store: SqlStore
) -> None:
    away.is_away = False
    away.answers.set()
    picture = Attachment(what=AttachmentKind.PICTURE, caption=DANGER)
    await intake.take([message(content=picture), message("hello", address=BEN)])

    backlogs = await store.claim_backlogs(10)

    assert {one.address: one.received[0].urgent for one in backlogs} == {ANNA: True, BEN: False}
