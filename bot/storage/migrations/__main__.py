"""`python -m bot.storage.migrations "what changes"`: drafts the next revision for whoever changed a table.

Compares an empty database at the present head with the models. The draft is a beginning: read it, give
names to what has none, raise `HEAD`, and run the tests, which go up and down on both databases.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.storage.database import Transaction
from bot.storage.migrations import HEAD
from bot.storage.sqlite import connection_to
from bot.storage.upgrade import configured, upgrade
from bot.storage.url import SqliteFile


def draft(message: str) -> None:
    """Writes a new file beside the others, numbered one higher."""
    with tempfile.TemporaryDirectory() as folder:
        connection, raw = connection_to(SqliteFile(Path(folder) / "draft.db"))
        raw.execute("BEGIN")
        upgrade(Transaction(connection), "an empty database")
        following = f"{int(HEAD) + 1:04d}"
        command.revision(configured(connection), message, autogenerate=True, rev_id=following)
        connection.close()


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
