"""`unsent move-data`: carries everything from a SQLite file to an empty Postgres, and proves it.

Rows are copied as they are, sealed; the same UNSENT_SECRET_KEY opens them there. All of it is one
transaction at the target: after a failure it is as empty as before.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from bot.core.errors import SettingsError, StoreRefused
from bot.storage.database import Transaction
from bot.storage.filelock import FileLock
from bot.storage.opening import connected
from bot.storage.sqlite import connection_to
from bot.storage.tables import META, PERSON, PROCESS, SEND_RATE, Row
from bot.storage.url import SqliteFile, place_of

BATCH = 1_000

_NOT_MOVED = (PROCESS, SEND_RATE)
"""Who runs at the source, and its send rate, mean nothing elsewhere."""

_MOVED = [table for table in Row.metadata.sorted_tables if table not in _NOT_MOVED]
"""People before what refers to them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived: counts of rows by table, and the file with the key that opens them, if there is one."""

    counts: dict[str, int]
    key_path: Path | None


async def move_data(source_url: str, target_url: str) -> Moved:
    """Copies everything. Raises SettingsError or StoreRefused.

    Refuses a source on which a bot runs, a target that holds people, and a copy that differs.
    """
    source, target = place_of(source_url), place_of(target_url)
    if not isinstance(source, SqliteFile):
        message = "move-data: the first URL is what is moved, and must be sqlite:///..."
        raise SettingsError(message)
    await (await connected(source, exclusive=False)).close()
    lock = FileLock(source.lock_path, source.title)
    try:
        database = await connected(target, exclusive=True)
        try:
            counts = await database.run(lambda db: _copied(source, db, target.title))
        finally:
            await database.close()
    finally:
        lock.release()
    return Moved(counts, source.key_path if source.key_path.exists() else None)


def _copied(source: SqliteFile, db: Transaction, title: str) -> dict[str, int]:
    """Copies and compares every table; whatever is raised here undoes all of it."""
    if db.execute(select(PERSON.c.id).limit(1)).first() is not None:
        message = f"move-data: {title} holds people already; name an empty database"
        raise StoreRefused(message)
    db.execute(delete(META))  # The mark of a key with which nothing was sealed yet.
    counts: dict[str, int] = {}
    with _reading(source) as connection:
        for table in _MOVED:
            for batch in _rows(connection, table).partitions(BATCH):
                db.execute(table.insert(), [row._asdict() for row in batch])
            counts[table.name], checksum = _told(connection, table)
            if (counts[table.name], checksum) != _told(db.connection, table):
                message = f"move-data: table {table.name} arrived differently; nothing was kept"
                raise StoreRefused(message)
    return counts


@contextmanager
def _reading(source: SqliteFile) -> Iterator[Connection]:
    connection, raw = connection_to(source)
    try:
        raw.execute("BEGIN")
        yield connection
    finally:
        connection.close()


def _rows(connection: Connection, table: Table) -> Any:
    return connection.execute(select(table), execution_options={"yield_per": BATCH})


def _told(connection: Connection, table: Table) -> tuple[int, int]:
    """How many rows a table has, and a checksum in which their order does not matter."""
    count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    total = 0
    for row in _rows(connection, table):
        plain = "|".join(map(_plain, row)).encode()
        total += int.from_bytes(hashlib.sha256(plain).digest())
    return count, total % 2**256


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return repr(value.value if isinstance(value, Enum) else value)
