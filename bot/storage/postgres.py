"""A Postgres database behind the `Database` face: a pool, and one connection for leading.

Any number of processes share it. Whatever must hold between them is a row or a lock in it, never
something in memory.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.core.errors import StoreUnavailable
from bot.storage.database import Transaction, Work
from bot.storage.failures import named
from bot.storage.url import PostgresServer

T = TypeVar("T")

CONNECTIONS = 8
"""For one process. Twelve replicas fit into the hundred connections of a Postgres as installed."""

CONNECT_S = 5
COMMAND_S = 20
"""A server that is gone without a word must not hold anybody up for longer."""

NOTICED_S = {
    "tcp_keepalives_idle": "4",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
}
"""A leader whose machine vanished loses its lock after eight seconds."""

LOCKS = 0x554E
"""The first half of our advisory locks; the second half says what it is about."""

_RESERVE = text(
    """
    INSERT INTO send_rate AS rate (name, next_at)
    VALUES ('all', clock_timestamp() + make_interval(secs => :span))
    ON CONFLICT (name) DO UPDATE
    SET next_at = greatest(rate.next_at, clock_timestamp()) + make_interval(secs => :span)
    RETURNING extract(epoch FROM rate.next_at - clock_timestamp())::float8 - :span
    """
)


class PostgresDatabase:
    """See the module."""

    def __init__(self, server: PostgresServer) -> None:
        """Opens nothing yet; the first piece of work does."""
        self._server = server
        self._engine = create_async_engine(
            server.url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=COMMAND_S,
            hide_parameters=True,
            connect_args={"timeout": CONNECT_S, "command_timeout": COMMAND_S},
        )
        self._leading: AsyncConnection | None = None
        self._leading_engine = create_async_engine(
            server.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={
                "timeout": CONNECT_S,
                "command_timeout": CONNECT_S,
                "server_settings": NOTICED_S,
            },
        )
        self._roles: set[str] = set()
        self._asking = asyncio.Lock()

    async def run(self, work: Work[T]) -> T:
        """See `Database`. READ COMMITTED; whoever changes a person locks their row first."""
        done: list[Transaction] = []

        def noted(connection: Connection) -> T:
            done.append(Transaction(connection))
            return work(done[0])

        try:
            async with self._begun() as connection:
                result = await connection.run_sync(noted)
        except BaseException as failure:
            for transaction in done:
                transaction.dropped()
            cause = named(failure)
            if cause is failure:
                raise
            raise cause from None
        for transaction in done:
            transaction.committed()
        return result

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncConnection]:
        try:
            connection = await self._engine.connect()
        except (OSError, TimeoutError) as cause:
            # Where there is no server, no driver is asked; the system's error comes as it is.
            message = f"the database does not answer now: {type(cause).__name__}"
            raise StoreUnavailable(message) from None
        try:
            async with connection.begin():
                yield connection
        finally:
            await connection.close()

    async def lead(self, role: str) -> bool:
        """See `Store.lead`: a lock that Postgres lets go of when its connection ends.

        False at least once after the connection was lost, and while none can be made.
        """
        async with self._asking:
            try:
                if role in self._roles:
                    await self._leader().execute(text("SELECT 1"))
                    return True
                return await self._elected(role)
            except (SQLAlchemyError, OSError, TimeoutError, StoreUnavailable):
                await self._step_down()
                return False

    async def _elected(self, role: str) -> bool:
        if self._leading is None:
            self._leading = await self._leading_engine.connect()
        asked = text("SELECT pg_try_advisory_lock(:ours, :role)")
        number = zlib.crc32(role.encode()) - 2**31
        answer = await self._leading.execute(asked, {"ours": LOCKS, "role": number})
        if not answer.scalar_one():
            return False
        self._roles.add(role)
        return True

    def _leader(self) -> AsyncConnection:
        if self._leading is None:
            message = "no connection to lead on"
            raise StoreUnavailable(message)
        return self._leading

    async def _step_down(self) -> None:
        connection, self._leading = self._leading, None
        self._roles.clear()
        if connection is not None:
            with suppress(Exception):  # It is broken; its lock is gone either way.
                await connection.close()

    async def reserve(self, count: int, per_second: float) -> float:
        """See `Store.reserve`: one row holds the next free moment, by the server's clock."""
        span = count / per_second
        taken = await self.run(lambda db: db.execute(_RESERVE, {"span": span}).scalar())
        return max(0.0, float(str(taken)))

    async def scrub(self, *, erased: bool = False) -> None:
        """Dead rows go with the next VACUUM; the words in them have lost their key."""

    async def close(self) -> None:
        """See `Database`."""
        await self._step_down()
        await self._leading_engine.dispose()
        await self._engine.dispose()
