"""Brings the tables of a database to what this version needs, and refuses those of a newer one.

alembic does the work, within one transaction that `open_store` or `unsent migrate` opens. Replicas
that start together wait for each other.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.core.errors import StoreRefused
from bot.storage.database import Transaction
from bot.storage.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

_UPGRADING = 0x554E_0001
"""The advisory lock under which one process upgrades while the others wait."""


def revision(db: Transaction) -> str | None:
    """The revision of the tables, None where there are none yet."""
    if not inspect(db.connection).has_table("alembic_version"):
        return None
    found = db.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def require_current(db: Transaction, title: str) -> None:
    """Raises StoreRefused where the tables are not those of this version."""
    found = revision(db)
    if found is None:
        message = f"UNSENT_DATABASE_URL: {title} holds nothing yet; start the bot once first"
        raise StoreRefused(message)
    _refuse_newer(found, title)
    if found != HEAD:
        message = f"UNSENT_DATABASE_URL: {title} is of an older version; run: unsent migrate"
        raise StoreRefused(message)


def upgrade(db: Transaction, title: str) -> bool:
    """Makes the tables those of this version; True where anything was to do.

    Raises StoreRefused for a database that a newer version wrote.
    """
    if db.dialect == "postgresql":
        db.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADING})"))
    found = revision(db)
    if found == HEAD:
        return False
    if found is not None:
        _refuse_newer(found, title)
    # Imported here: it takes a while, and most starts have nothing to upgrade.
    from alembic import command

    command.upgrade(configured(db.connection), HEAD)
    return True


def configured(connection: Connection) -> "Config":
    """What alembic's commands need to work on this connection."""
    from alembic.config import Config  # as above

    config = Config()
    folder = str(Path(__file__).with_name("migrations")).replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_newer(found: str, title: str) -> None:
    known = {file.name[:4] for file in Path(__file__).with_name("migrations").glob("versions/*.py")}
    if found not in known:
        message = (
            f"UNSENT_DATABASE_URL: {title} was written by a newer version of Unsent ({found}); "
            "update Unsent, or restore a backup"
        )
        raise StoreRefused(message)
