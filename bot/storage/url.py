"""UNSENT_DATABASE_URL: which of the two databases it means, and what is wrong with it if anything.

Nothing is opened here. A password never stands in a message.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.errors import SettingsError

EXAMPLES = "write sqlite:///data/unsent.db or postgresql://user:password@host/name"
_OPTIONS = {"host", "port", "ssl", "passfile", "target_session_attrs"}
"""What a Postgres URL may say behind its question mark, in the names of asyncpg."""

_NOT_NEEDED = {"application_name", "channel_binding", "connect_timeout"}


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A file; a relative path counts from the working folder."""

    path: Path

    @property
    def key_path(self) -> Path:
        """Where the host key lies that was made because none was given."""
        return self.path.with_suffix(".key")

    @property
    def lock_path(self) -> Path:
        """The file whose lock says that somebody works on the database."""
        return self.path.with_name(self.path.name + ".lock")

    @property
    def title(self) -> str:
        """As a host would name it."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A database on a server, as asyncpg wants it named."""

    url: URL

    @property
    def title(self) -> str:
        """As a host would name it, without the password."""
        host = self.url.host or self.url.query.get("host") or "localhost"
        return f"{host}/{self.url.database or ''}"


def place_of(url: str) -> SqliteFile | PostgresServer:
    """What the setting names. Raises SettingsError."""
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
    except (ArgumentError, ValueError) as cause:
        message = f"UNSENT_DATABASE_URL: this is not a database URL; {EXAMPLES}"
        raise SettingsError(message) from cause
    if kind == "sqlite":
        return _file(parsed)
    if kind in {"postgresql", "postgres"}:
        return _server(parsed)
    message = f"UNSENT_DATABASE_URL: Unsent knows SQLite and Postgres, not {kind}; {EXAMPLES}"
    raise SettingsError(message)


def _file(url: URL) -> SqliteFile:
    if not url.database or url.database == ":memory:":
        message = "UNSENT_DATABASE_URL: SQLite needs a file; write sqlite:///data/unsent.db"
        raise SettingsError(message)
    return SqliteFile(Path(url.database))


def _server(url: URL) -> PostgresServer:
    """Hosters write URLs for libpq; asyncpg has other names for the same options."""
    query = {name: value for name, value in url.query.items() if name not in _NOT_NEEDED}
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    unknown = sorted(query.keys() - _OPTIONS)
    if unknown:
        message = f"UNSENT_DATABASE_URL: the option {unknown[0]} is not known; leave it out"
        raise SettingsError(message)
    return PostgresServer(url.set(drivername="postgresql+asyncpg", query=query))
