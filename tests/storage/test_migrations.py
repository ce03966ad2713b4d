"""The tables that the migrations make are those of the models, on both databases, up and down."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.storage.database import Database, Transaction
from bot.storage.migrations import HEAD
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from bot.storage.tables import Row
from bot.storage.upgrade import configured, revision, upgrade
from bot.storage.url import PostgresServer, SqliteFile, place_of

TABLES = {table.name for table in Row.metadata.sorted_tables}


class Empty:
    """A database without tables, and a way to work on it as an upgrade does."""

    def __init__(self, database: Database, *, schema: str | None = None) -> None:
        self.database = database
        self._schema = schema

    async def run(self, work: Callable[[Transaction], Any]) -> Any:
        def inside(db: Transaction) -> Any:
            if self._schema:
                db.execute(text(f"SET LOCAL search_path TO {self._schema}"))
            return work(db)

        return await self.database.run(inside)


@pytest_asyncio.fixture
async def empty_sqlite(tmp_path: Path) -> AsyncIterator[Empty]:
    database = SqliteDatabase(SqliteFile(tmp_path / "x.db"), upgrading=True)
    yield Empty(database)
    await database.close()


@pytest_asyncio.fixture
async def empty_postgres(postgres_url: str) -> AsyncIterator[Empty]:
    server = place_of(postgres_url)
    assert isinstance(server, PostgresServer)
    database = PostgresDatabase(server)
    await database.run(lambda db: db.execute(text("CREATE SCHEMA empty")))
    yield Empty(database, schema="empty")
    await database.run(lambda db: db.execute(text("DROP SCHEMA empty CASCADE")))
    await database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.external_service)])
def empty(request: pytest.FixtureRequest) -> Empty:
    found: Empty = request.getfixturevalue(f"empty_{request.param}")
    return found


def tables(db: Transaction) -> set[str]:
    return set(inspect(db.connection).get_table_names()) - {"alembic_version"}


def differences(db: Transaction) -> list[Any]:
    context = MigrationContext.configure(db.connection, opts={"compare_type": True})
    return list(compare_metadata(context, Row.metadata))


async def test_the_newest_revision_equals_the_models(empty: Empty) -> None:
    assert await empty.run(lambda db: upgrade(db, "test"))

    assert await empty.run(tables) == TABLES
    assert await empty.run(differences) == []


async def test_the_way_leads_up_and_down_and_up_again(empty: Empty) -> None:
    await empty.run(lambda db: upgrade(db, "test"))
    await empty.run(lambda db: command.downgrade(configured(db.connection), "base"))
    assert await empty.run(tables) == set()
    assert await empty.run(revision) is None

    assert await empty.run(lambda db: upgrade(db, "test"))

    assert await empty.run(differences) == []


async def test_an_upgrade_that_has_nothing_to_do_does_nothing(empty: Empty) -> None:
    await empty.run(lambda db: upgrade(db, "test"))

    assert not await empty.run(lambda db: upgrade(db, "test"))


async def test_an_upgrade_that_fails_leaves_the_tables_as_they_were(empty: Empty) -> None:
    def fails(db: Transaction) -> None:
        upgrade(db, "test")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await empty.run(fails)

    assert await empty.run(tables) == set()


async def test_the_named_head_is_the_newest_file(empty_sqlite: Empty) -> None:
    config = await empty_sqlite.run(lambda db: configured(db.connection))

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
