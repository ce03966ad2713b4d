"""Who works on a SQLite file: a lock beside it that the system lets go of when its holder dies."""

import fcntl
import os
from pathlib import Path

from bot.core.errors import StoreRefused


class FileLock:
    """Held from its making until `release`, or until the process is gone in whatever way."""

    def __init__(self, path: Path, title: str) -> None:
        """Takes the lock at once; `title` names the database.

        Raises StoreRefused where another process, or another store of this one, has it, and where
        the folder does not allow it.
        """
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as cause:
            message = (
                f"UNSENT_DATABASE_URL: {path} cannot be made ({cause.strerror}); "
                f"make its folder writable, or name another file"
            )
            raise StoreRefused(message) from cause
        try:
            # flock belongs to the open file, not to the process: a second store in one process is
            # refused as well, and nothing that SQLite locks for itself is touched.
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as cause:
            holder = os.read(self._handle, 20).decode("ascii", "replace").strip()
            os.close(self._handle)
            named = f" (process {holder})" if holder else ""
            message = (
                f"UNSENT_DATABASE_URL: another `unsent run` or `unsent chat`{named} works on "
                f"{title}; stop it, or name another file"
            )
            raise StoreRefused(message) from cause
        os.ftruncate(self._handle, 0)
        os.write(self._handle, str(os.getpid()).encode("ascii"))

    def release(self) -> None:
        """Lets go; the file stays, because removing it would race with the next holder."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
