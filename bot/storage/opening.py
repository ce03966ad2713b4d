"""Opens a store, or says in one line which setting is wrong, why, and what to do.

The only place that knows what a database must be like before anybody may work on it: reachable,
not in use by another worker, of this version, and sealed with a host key that we have.
"""

import os
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot.core.errors import SettingsError, StoreRefused, StoreUnavailable
from bot.core.ports import Clock
from bot.storage import presence
from bot.storage.database import Database, Transaction
from bot.storage.desk import Desk
from bot.storage.filelock import FileLock
from bot.storage.keys import KEY_BYTES, HostKeys, Unreadable, key_from_file, make_key_file
from bot.storage.migrations import HEAD
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from bot.storage.statement import insert
from bot.storage.store import SqlStore
from bot.storage.tables import META
from bot.storage.upgrade import require_current, revision, upgrade
from bot.storage.url import PostgresServer, SqliteFile, place_of

LOOKUP = "lookup"
"""A random key, wrapped with the host key: by it people are found, and a host key is proven."""

EFFECTIVE = os.access in os.supports_effective_ids

OLDEST_SQLITE = (3, 35)
"""The first with RETURNING."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where the database is and what opens it: UNSENT_DATABASE_URL and UNSENT_SECRET_KEY."""

    url: str
    secret: str | None = None


async def open_store(
    access: Access,
    transport: str,
    clock: Clock,
    *,
    exclusive: bool = False,
    headings: Mapping[str, str] | None = None,
) -> SqlStore:
    """A store for the people of one transport.

    `exclusive` is for `run` and `chat`: makes what is missing, upgrades the tables, and on SQLite
    refuses to be the second. The other verbs look in beside them and make nothing.
    Raises SettingsError or StoreRefused, each one line for the host.
    """
    place = place_of(access.url)
    database = await connected(place, exclusive=exclusive)
    try:
        keys, lookup_key, key_made_at = await _keys(database, place, access, exclusive=exclusive)
        desk = Desk(
            transport=transport,
            owner=secrets.token_hex(8),
            clock=clock,
            keys=keys,
            lookup_key=lookup_key,
            alone=exclusive and isinstance(place, SqliteFile),
        )
        if exclusive:
            await database.run(lambda db: _start(db, desk))
            await database.scrub()
    except BaseException:
        await database.close()
        raise
    return SqlStore(database, desk, headings or {}, key_made_at=key_made_at)


def _start(db: Transaction, desk: Desk) -> None:
    presence.beat(db, desk, desk.clock.now())
    if desk.alone:
        presence.bury_all_others(db, desk)


async def connected(place: SqliteFile | PostgresServer, *, exclusive: bool) -> Database:
    """An open database whose tables are those of this version.

    Where `exclusive`, they are made so. Raises StoreRefused.
    """
    database = _database(place, exclusive=exclusive)
    try:
        if not exclusive:
            await database.run(lambda db: require_current(db, place.title))
        else:
            await brought_up(database, place)
    except StoreUnavailable as cause:
        await database.close()
        raise StoreRefused(_unreachable(place, cause)) from cause
    except BaseException:
        await database.close()
        raise
    return database


async def brought_up(database: Database, place: SqliteFile | PostgresServer) -> bool:
    """Upgrades the tables; True where anything was to do."""
    if await database.run(revision) == HEAD:
        return False
    if isinstance(place, PostgresServer):
        return await database.run(lambda db: upgrade(db, place.title))
    # alembic copies tables on SQLite, which needs a connection of its own kind.
    upgrading = SqliteDatabase(place, upgrading=True)
    try:
        return await upgrading.run(lambda db: upgrade(db, place.title))
    finally:
        await upgrading.close()


async def migrate(url: str) -> bool:
    """Makes a database if there is none and brings its tables up; True where anything was to do.

    For `unsent migrate`. Raises SettingsError or StoreRefused.
    """
    place = place_of(url)
    if isinstance(place, SqliteFile):
        _make_file(place)
    database = _database(place, exclusive=False)
    try:
        return await brought_up(database, place)
    except StoreUnavailable as cause:
        raise StoreRefused(_unreachable(place, cause)) from cause
    finally:
        await database.close()


def _database(place: SqliteFile | PostgresServer, *, exclusive: bool) -> Database:
    if isinstance(place, PostgresServer):
        return PostgresDatabase(place)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        message = f"SQLite {sqlite3.sqlite_version} is too old; Unsent needs 3.35 or newer"
        raise StoreRefused(message)
    if exclusive:
        _make_file(place)
    elif not place.path.exists():
        message = f"UNSENT_DATABASE_URL: there is no {place.title} yet; start the bot once first"
        raise StoreRefused(message)
    if place.path.is_dir():
        message = f"UNSENT_DATABASE_URL: {place.title} is a folder; name a file in it"
        raise StoreRefused(message)
    if not os.access(place.path, os.R_OK | os.W_OK, effective_ids=EFFECTIVE):
        message = (
            f"UNSENT_DATABASE_URL: {place.title} may not be read and written by this user; "
            "change its owner, or name another file"
        )
        raise StoreRefused(message)
    return SqliteDatabase(place, FileLock(place.lock_path, place.title) if exclusive else None)


def _make_file(place: SqliteFile) -> None:
    """The folder and an empty file, both for nobody but us, where they are missing."""
    try:
        place.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(place.path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if not place.path.parent.is_dir():
            message = f"UNSENT_DATABASE_URL: {place.path.parent} is a file and no folder; move it"
            raise StoreRefused(message) from None
    except OSError as cause:
        message = (
            f"UNSENT_DATABASE_URL: {place.title} cannot be made ({cause.strerror}); "
            "make its folder writable, or name another file"
        )
        raise StoreRefused(message) from cause


def _unreachable(place: SqliteFile | PostgresServer, cause: StoreUnavailable) -> str:
    if isinstance(place, SqliteFile):
        return f"UNSENT_DATABASE_URL: {place.title}: {cause}; see to that and start again"
    return (
        f"UNSENT_DATABASE_URL: Postgres at {place.title}: {cause}; "
        "is it running, and are host, name, user and password right?"
    )


async def _keys(
    database: Database,
    place: SqliteFile | PostgresServer,
    access: Access,
    *,
    exclusive: bool,
) -> tuple[HostKeys, bytes, Path | None]:
    """The host keys, proven to be the right ones, the lookup key, and where one was made just now."""
    known = await database.run(_lookup)
    secret = (access.secret or "").strip() or None
    made_at: Path | None = None
    if secret is None and isinstance(place, SqliteFile):
        secret = key_from_file(place.key_path)
        if secret is None:
            if known is not None or not exclusive:
                message = (
                    f"UNSENT_SECRET_KEY: none is given and {place.key_path} is not there; "
                    f"without the key of {place.title} nothing in it can be read: put it back"
                )
                raise StoreRefused(message)
            made_at = place.key_path
            secret = make_key_file(made_at)
    if secret is None:
        message = (
            "UNSENT_SECRET_KEY: none is given, and on Postgres none is made for you; "
            "make one with: openssl rand -base64 32"
        )
        raise SettingsError(message)
    keys = HostKeys.of(secret)
    if known is None and exclusive:
        await database.run(lambda db: _make_lookup(db, keys))
        known = await database.run(_lookup)
    return keys, _proven(keys, known, place), made_at


def _proven(keys: HostKeys, known: bytes | None, place: SqliteFile | PostgresServer) -> bytes:
    try:
        return keys.unwrap(known or b"", LOOKUP)
    except Unreadable:
        message = (
            f"UNSENT_SECRET_KEY: this is not the key of {place.title}; give the one with which it "
            "was made (nothing was changed)"
        )
        raise StoreRefused(message) from None


def _lookup(db: Transaction) -> bytes | None:
    value = db.execute(select(META.c.value).where(META.c.key == LOOKUP)).scalar()
    return bytes(value) if value is not None else None


def _make_lookup(db: Transaction, keys: HostKeys) -> None:
    """Makes the lookup key, unless another process did so just now."""
    row = {"key": LOOKUP, "value": keys.wrap(secrets.token_bytes(KEY_BYTES), LOOKUP)}
    db.execute(insert(db.dialect, META).values(row).on_conflict_do_nothing())
