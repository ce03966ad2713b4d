"""A SQLite file behind the `Database` face: one thread, one connection, one writer.

Work from the event loop is queued to a thread that owns the only connection. What waits together
is written together: one transaction with a savepoint for each piece of work, hence one wait for
the disk. A hop of threads per transaction instead of three or four per statement is why aiosqlite
is not used (measured: 1.0 instead of 6.8 ms of CPU for eight statements).
"""

import asyncio
import queue
import sqlite3
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from bot.core.errors import StoreUnavailable
from bot.storage.database import Transaction, Work
from bot.storage.failures import is_passing, named
from bot.storage.filelock import FileLock
from bot.storage.url import SqliteFile

T = TypeVar("T")

TOGETHER = 32
"""So many pieces of work share one commit at most: a bound for how long the first one waits."""

BUSY_MS = 5_000
"""So long a lock that another verb holds is waited for."""

REWRITTEN_PAGES = 8_192
"""32 MB, some thousand people: so much is written anew in a fraction of a second."""

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    f"busy_timeout = {BUSY_MS}",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -16000",
    "wal_autocheckpoint = 4000",
)
"""FULL: a commit survives a power cut. secure_delete: what is deleted is overwritten with zeros."""


@dataclass(slots=True, eq=False)
class _Job(Generic[T]):
    work: Work[T]
    future: asyncio.Future[T]
    loop: asyncio.AbstractEventLoop
    result: T | None = None
    error: BaseException | None = None
    transaction: Transaction | None = None

    def drop(self, error: BaseException) -> None:
        """What it did in memory is taken back."""
        self.error = error
        if self.transaction is not None:
            self.transaction.dropped()

    def resolve(self) -> None:
        """Called on the event loop."""
        if self.future.cancelled():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type]  # set where no error is


class SqliteDatabase:
    """See the module. `lock` is None for the verbs that look in beside a running process."""

    def __init__(
        self, file: SqliteFile, lock: FileLock | None = None, *, upgrading: bool = False
    ) -> None:
        """Opens nothing yet; the first piece of work does.

        `upgrading`: tables may be copied and dropped, which must not cascade to other tables.
        """
        self._file = file
        self._lock = lock
        self._upgrading = upgrading
        self._raw: sqlite3.Connection | None = None
        self._connection: Connection | None = None
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._closed = self._erased = False
        self._thread = threading.Thread(target=self._serve, name="unsent-store", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """See `Database`."""
        if self._closed:
            message = "the database is closed"
            raise StoreUnavailable(message)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, future, loop))
        return await future

    async def lead(self, role: str) -> bool:  # noqa: ARG002  # one process has every role
        """Whoever holds the file leads."""
        return self._lock is not None and not self._closed

    async def reserve(self, count: int, per_second: float) -> float:  # noqa: ARG002  # see below
        """Nobody shares the send rate of a file."""
        return 0.0

    async def scrub(self, *, erased: bool = False) -> None:
        """Empties the write-ahead log into the file: erased rows must not live on in it.

        After an erasure a small file is also written anew, because moved rows leave bits of ids
        and times in the gaps of its pages; in a large one they are overwritten as time goes by.
        Leaves it to the next time where somebody, such as a backup, is reading just now.
        """
        self._erased = self._erased or erased
        await self.run(lambda db: db.after(self._wipe))

    async def close(self) -> None:
        """See `Database`; safe to repeat."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)
        if self._lock is not None:
            self._lock.release()

    # In the thread ------------------------------------------------------------------------------

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first]
            while len(jobs) < TOGETHER and not self._jobs.empty():
                following = self._jobs.get()
                if following is None:
                    self._jobs.put(None)
                    break
                jobs.append(following)
            self._commit(jobs)
            for job in jobs:
                with suppress(RuntimeError):  # The loop is closed: nobody waits any more.
                    job.loop.call_soon_threadsafe(job.resolve)
        self._disconnect()

    def _commit(self, jobs: list[_Job[Any]]) -> None:
        """All of them in one transaction; where the database itself fails, all of them fail."""
        try:
            connection, raw = self._connected()
            raw.execute("BEGIN IMMEDIATE")
            for job in jobs:
                _attempt(job, connection, raw, alone=len(jobs) == 1)
            raw.execute("COMMIT")
        except BaseException as failure:  # noqa: BLE001  # raised where the work is awaited
            self._roll_back(failure)
            for job in jobs:
                job.drop(named(failure))
            return
        for job in jobs:
            if job.error is None and job.transaction is not None:
                try:
                    job.transaction.committed()
                except Exception as failure:  # noqa: BLE001  # raised where the work is awaited
                    job.error = named(failure)

    def _roll_back(self, failure: BaseException) -> None:
        try:
            if self._raw is not None and self._raw.in_transaction:  # A full disk has ended it.
                self._raw.execute("ROLLBACK")
        except sqlite3.Error:
            self._disconnect()
        if is_passing(failure):
            # The file may have been replaced, or its disk unmounted: begin afresh next time.
            self._disconnect()

    def _connected(self) -> tuple[Connection, sqlite3.Connection]:
        if self._raw is None or self._connection is None:
            self._connection, self._raw = connection_to(self._file)
            if self._upgrading:
                self._raw.execute("PRAGMA foreign_keys = OFF")
        return self._connection, self._raw

    def _disconnect(self) -> None:
        connection, self._connection, self._raw = self._connection, None, None
        if connection is not None:
            with suppress(Exception):  # It is given up either way.
                connection.close()

    def _wipe(self) -> None:
        raw = self._raw
        if raw is None:
            return
        raw.execute("PRAGMA busy_timeout = 0")  # Somebody who reads for long must not hold us up.
        with suppress(sqlite3.OperationalError):
            if self._erased:
                ((pages,),) = raw.execute("PRAGMA page_count")
                if pages <= REWRITTEN_PAGES:
                    raw.execute("VACUUM")
                self._erased = False
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _attempt(
    job: _Job[Any], connection: Connection, raw: sqlite3.Connection, *, alone: bool
) -> None:
    """Does one piece of work; among others its failure is its own, unless the database failed."""
    job.transaction = Transaction(connection, raw)
    if alone:
        job.result = job.work(job.transaction)
        return
    raw.execute("SAVEPOINT work")
    try:
        job.result = job.work(job.transaction)
    except Exception as failure:
        if is_passing(failure):
            raise
        raw.execute("ROLLBACK TO work")
        job.drop(named(failure))
    raw.execute("RELEASE work")


def connection_to(file: SqliteFile) -> tuple[Connection, sqlite3.Connection]:
    """One connection, twice: SQLAlchemy runs statements on it, the driver begins and commits.

    The driver's own idea of when to begin loses updates; AUTOCOMMIT switches it off.
    """
    raw = sqlite3.connect(file.path, isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}").close()
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
    )
    return engine.connect(), raw
