"""What a database's own error means for us, in words that hold neither words nor ids of people.

The drivers quote statements, parameters and rows in their messages, so that none of these may
reach a log: every error leaves this room under one of the names in `bot.core.errors`.
"""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.core.errors import StorageError, StoreRefused, StoreUnavailable

_SQLITE_PASSING = {
    sqlite3.SQLITE_BUSY: "somebody else holds its lock",
    sqlite3.SQLITE_LOCKED: "somebody else holds its lock",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_READONLY: "it may not be written to",
    sqlite3.SQLITE_IOERR: "the disk does not answer",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "its files cannot be opened",
}
_SQLITE_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY_CODE = 0xFF

_POSTGRES_PASSING = {
    "08": "the connection was lost",
    "28": "user or password is refused",
    "3D": "there is no database of that name",
    "25": "it may not be written to",
    "40": "two transactions met; one was dropped",
    "53": "the server is out of disk, memory or connections",
    "55": "somebody else holds its lock",
    "57": "the server is stopping or starting",
    "58": "the server's disk does not answer",
    "42501": "the user may not do this",
}
"""By SQLSTATE, whole or its first two characters."""


def named(error: BaseException) -> BaseException:
    """The same failure as a storage error; what is not the database's own comes back as it is."""
    if isinstance(error, DBAPIError):
        return _from_driver(error)
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(error)
    if isinstance(error, PoolTimeoutError):
        return StoreUnavailable("the database is busy: no connection came free")
    if isinstance(error, SQLAlchemyError):
        return StorageError(f"the database layer failed: {type(error).__name__}")
    return error


def _from_driver(error: DBAPIError) -> StorageError:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _from_sqlite(cause)
    state = str(getattr(cause, "sqlstate", None) or "")
    reason = _POSTGRES_PASSING.get(state) or _POSTGRES_PASSING.get(state[:2])
    if error.connection_invalidated or not state:
        reason = reason or "the connection was lost"
    if reason:
        return StoreUnavailable(f"the database does not answer now: {reason}")
    constraint = getattr(getattr(cause, "__cause__", None), "constraint_name", None)
    return StorageError(f"the database refused a row: {constraint or ''} ({state})")


def _from_sqlite(error: sqlite3.Error) -> StorageError:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code in _SQLITE_PASSING:
        return StoreUnavailable(f"the database does not answer now: {_SQLITE_PASSING[code]}")
    if code in _SQLITE_DAMAGED:
        return StoreRefused("UNSENT_DATABASE_URL: the file is damaged; put a backup in its place")
    return StorageError(f"the database refused a row: {getattr(error, 'sqlite_errorname', '')}")


def is_passing(error: BaseException) -> bool:
    """True where the same work may succeed when it is tried again."""
    return isinstance(named(error), StoreUnavailable)
