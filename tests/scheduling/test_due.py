"""Keeps what has fallen due; what cannot be kept is set aside and keeps nobody else from theirs."""

from collections.abc import Callable

import pytest

from bot.core.person import Person
from bot.core.ports import DueBatch, Outbound
from bot.core.turn import Turn
from bot.scheduling.due import DueRound
from bot.storage import SqlStore
from tests.storage.conftest import raw
from tests.storage.kit import ANNA, BEN, FakeClock, Told, appointment, person_of, turn

REASONS = "SELECT person_id, reason FROM appointment WHERE set_aside_at IS NOT NULL"


class Keeps:
    """Decides on what is due, and fails for one person."""

    def __init__(self, poisoned: str | None = None) -> None:
        self.poisoned = poisoned
        self.asked: list[str] = []

    def keep(self, batch: DueBatch) -> Callable[[Person], Turn]:
        self.asked.append(batch.person_id)

        def decide(person: Person) -> Turn:
            if person.id == self.poisoned:
                message = "words of theirs"
                raise ZeroDivisionError(message)
            return Told(replies=("it is time",))(person)

        return decide


def round_of(store: SqlStore, keeps: Keeps, clock: FakeClock, sent: list[Outbound]) -> DueRound:
    return DueRound(store, keeps, clock, send=sent.extend, kept=lambda _count, _late_s: None)


async def booked(store: SqlStore, address: str) -> str:
    """Somebody with an appointment in an hour."""
    person_id = await person_of(store, address)
    await turn(store, Told(book=(appointment(hours=1),)), address)
    return person_id


async def test_what_cannot_be_kept_is_tried_three_times_and_then_set_aside(
    store: SqlStore, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    anna, ben = await booked(store, ANNA), await booked(store, BEN)
    keeps, sent = Keeps(poisoned=anna), []
    keep_all = round_of(store, keeps, clock, sent).keep_all
    clock.go(hours=1)

    for _ in range(6):
        await keep_all()
        clock.go(seconds=61)

    assert keeps.asked.count(anna) == 3
    assert [one.person_id for one in sent] == [ben]
    assert await raw(store, REASONS) == [(anna, "ZeroDivisionError")]
    failed = [one for one in caplog.records if one.message == "appointment failed"]
    assert [(one.__dict__["reason"], one.__dict__["try"]) for one in failed] == [
        ("ZeroDivisionError", number) for number in (1, 2, 3)
    ]
    assert "words of theirs" not in caplog.text


async def test_what_is_due_is_kept_once_however_often_it_is_looked_for(
    store: SqlStore, clock: FakeClock
) -> None:
    await booked(store, ANNA)
    keeps, sent = Keeps(), []
    keep_all = round_of(store, keeps, clock, sent).keep_all
    clock.go(hours=1)

    assert [await keep_all(), await keep_all()] == [1, 0]
    assert len(sent) == 1
