"""Processes, databases and a Bot API server for what goes wrong between them."""

import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.faults.databases import Database, Postgres, postgres
from tests.faults.hatch import Hatched, Nursery

Hatch = Callable[..., Hatched]
Told = Callable[[str], None]
figures: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was counted, for docs/operating.md."""
    for line in figures:
        terminalreporter.write_line(line)


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    """Keeps a line of figures for the end of the run."""
    return lambda line: figures.append(f"{request.node.name}: {line}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.external_service)])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """Each database in turn, empty."""
    if request.param == "sqlite":
        return Database(f"sqlite:///{tmp_path / 'unsent.db'}")
    server: Postgres = request.getfixturevalue("postgres_server")
    return await server.database()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
def hatch(born: Nursery, tmp_path: Path, api: BotApi) -> Iterator[Hatch]:
    """Makes `unsent run` processes on a database, all of which end with the test."""
    made: list[Hatched] = []

    def make(database: Database, **settings: str) -> Hatched:
        told = {
            "UNSENT_TELEGRAM_TOKEN": api.token,
            "UNSENT_TELEGRAM_API_URL": api.url,
            "UNSENT_SENDS_PER_SECOND": "0",
            **database.settings,
            **settings,
        }
        made.append(Hatched(born, tmp_path, told))
        return made[-1]

    yield make
    for one in made:
        if one.pid:
            os.kill(one.pid, signal.SIGKILL)
            born.order({"status_of": one.pid})
