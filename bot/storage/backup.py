"""`unsent backup`: a consistent copy of a SQLite database while the bot runs.

Uses SQLite's own backup, which reads one moment of the file and lets others write meanwhile. The
key that opens the copy is not in it.
"""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.core.errors import SettingsError, StoreRefused
from bot.storage.url import SqliteFile, place_of


async def backup(url: str, target: Path) -> None:
    """Copies the database to a new file that only its owner may read.

    Raises SettingsError or StoreRefused; a target that exists is never overwritten.
    """
    place = place_of(url)
    if not isinstance(place, SqliteFile):
        message = "UNSENT_DATABASE_URL: a Postgres database is backed up with pg_dump"
        raise SettingsError(message)
    if not place.path.is_file():
        message = f"UNSENT_DATABASE_URL: there is no {place.title}; nothing to back up"
        raise StoreRefused(message)
    await asyncio.to_thread(_copy, place.path, target)


def _copy(source: Path, target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        message = f"{target} is there already; name a file that is not"
        raise StoreRefused(message) from None
    except OSError as cause:
        message = f"{target} cannot be written ({cause.strerror}); name another file"
        raise StoreRefused(message) from cause
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            # All pages at once: copied bit by bit, each write of the bot would start it again.
            old.backup(new, pages=-1)
            # One file without side files, whatever the source is.
            new.execute("PRAGMA journal_mode = DELETE")
            sound = new.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.Error as cause:
        target.unlink()
        message = f"{source} could not be copied ({type(cause).__name__}); is the disk full?"
        raise StoreRefused(message) from None
    if not sound:
        target.unlink()
        message = f"UNSENT_DATABASE_URL: {source} is damaged; put an older backup in its place"
        raise StoreRefused(message)
