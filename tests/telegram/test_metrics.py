"""What a host may see of a running bot over HTTP."""

import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import aiohttp
import pytest

from tests.botapi import BotApi
from tests.faults.hatch import Nursery, hatched

NAMES = (
    "unsent_received_total 2.0",
    "unsent_answered_total 2.0",
    'unsent_sent_total{lane="answer"} 2.0',
    "unsent_waiting 0.0",
    "unsent_oldest_waiting_seconds 0.0",
    "unsent_due 0.0",
    "unsent_late_seconds_count 0.0",
    "unsent_database_up 1.0",
    "unsent_help_lines_stale",
)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


async def test_metrics_and_health_say_how_it_stands_and_nothing_of_anybody(
    born: Nursery, api: BotApi, tmp_path
) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{found.getsockname()[1]}"
    person = api.person()
    async with (
        hatched(born, tmp_path, api, UNSENT_METRICS_LISTEN=listen),
        aiohttp.ClientSession(f"http://{listen}") as session,
    ):
        for number, command in enumerate(("/help", "/privacy"), start=1):
            person.say(command)
            await person.hears(number)
        async with session.get("/metrics") as answer:
            shown = await answer.text()
        async with session.get("/healthz") as answer:
            well = answer.status
        with closing(sqlite3.connect(tmp_path / "unsent.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with session.get("/healthz") as answer:
                locked = answer.status
            async with session.get("/metrics") as answer:
                shown_when_locked = await answer.text()

    assert [name for name in NAMES if name not in shown] == []
    assert str(person.id) not in shown
    assert (well, locked) == (200, 503)
    assert "unsent_database_up 0.0" in shown_when_locked
