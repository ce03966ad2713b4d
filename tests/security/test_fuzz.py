"""Any update through the real parsing, inbox, reading and deciding: no exception is left unhandled."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.clock import SystemClock
from bot.delivery import worker as worker_room
from bot.delivery.intake import Intake
from bot.delivery.worker import Worker
from bot.library import ContentLibrary
from bot.mind import Mind
from bot.places import load_places
from bot.storage import Access, SqlStore, open_store
from bot.transports.telegram.receiving import Gate, ReceivingBot, update_id_of
from bot.understanding import MessageReader
from tests.botapi import TOKEN
from tests.delivery.kit import Chats
from tests.security.updates import UPDATES

A_BATCH = 20


class Behind:
    """Everything behind the gate but the network."""

    def __init__(self, store: SqlStore, reader: MessageReader, library: ContentLibrary) -> None:
        clock = SystemClock()
        mind = Mind(reader, library, load_places(), clock, ThreadPoolExecutor(1))
        self.left: list[object] = []
        self.answered: list[int] = []
        self.worker = Worker(
            store,
            mind,
            send=lambda _replies: None,
            answered=self.answered.append,
            given_up=lambda received: intake.answer_at_risk(received),  # noqa: PLW0108  # made below
        )
        intake = Intake(
            store,
            Chats(),
            reader,
            clock,
            answer_stranger=mind.answer_stranger,
            wake=lambda: None,
            count=lambda _count: None,
        )
        self.gate = Gate(clock, intake.take, self.left.append)
        self.bot = ReceivingBot(TOKEN)

    async def take(self, updates: list[dict[str, object]]) -> None:
        """One batch, received and answered."""
        await self.gate.let_in([u for u in updates if update_id_of(u) is not None], self.bot)
        await self.worker.idle()


def numbered(update: dict[str, object], number: int) -> dict[str, object]:
    """With a number of its own where it has an honest one: what came before is not looked at again."""
    found = update.get("update_id")
    honest = isinstance(found, int) and not isinstance(found, bool) and 0 < found < 2**31
    return {**update, "update_id": number} if honest else update


@pytest.mark.parametrize(
    "updates",
    [2_000, pytest.param(20_000, marks=pytest.mark.long)],
)
def test_no_update_is_more_than_the_bot_can_take(
    updates: int,
    tmp_path: Path,
    reader: MessageReader,
    library: ContentLibrary,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_room, "PAUSE_S", 0.0)
    caplog.set_level(logging.ERROR)
    with asyncio.Runner() as runner:
        path = tmp_path / "unsent.db"
        access = Access(f"sqlite:///{path}")
        store = runner.run(open_store(access, "telegram", SystemClock(), exclusive=True))
        behind = Behind(store, reader, library)
        numbers = count(1)

        @settings(
            max_examples=updates // A_BATCH,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # the batch that failed is shown as it is
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(UPDATES, min_size=A_BATCH, max_size=A_BATCH))
        def holds(batch: list[dict[str, object]]) -> None:
            runner.run(behind.take([numbered(update, next(numbers)) for update in batch]))
            assert [one.getMessage() for one in caplog.records] == []

        try:
            holds()
        finally:
            runner.run(store.close())
        assert sum(behind.answered) > updates / 10
