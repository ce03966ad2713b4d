"""Where everything lasting lives: the Store of `bot.core.ports` on SQLite or Postgres.

`open_store` is the way in for the bot; the other names are the verbs of a host. Knows the core, and
nothing of Telegram, schedulers or content.
"""

from bot.storage.backup import backup
from bot.storage.export import HEADINGS
from bot.storage.health import last_beat
from bot.storage.moving import Moved, move_data
from bot.storage.opening import Access, migrate, open_store
from bot.storage.rotation import rotate_key
from bot.storage.store import SqlStore

__all__ = [
    "HEADINGS",
    "Access",
    "Moved",
    "SqlStore",
    "backup",
    "last_beat",
    "migrate",
    "move_data",
    "open_store",
    "rotate_key",
]
