"""`unsent healthcheck`: when a worker was last alive, for which no key is needed."""

from datetime import datetime

from sqlalchemy import func, select

from bot.storage.opening import connected
from bot.storage.tables import PROCESS
from bot.storage.url import place_of


async def last_beat(url: str) -> datetime | None:
    """When any worker last said that it is alive, aware UTC; None where none ever did.

    Raises SettingsError or StoreRefused.
    """
    database = await connected(place_of(url), exclusive=False)
    try:
        return await database.run(
            lambda db: db.execute(select(func.max(PROCESS.c.beat_at))).scalar()
        )
    finally:
        await database.close()
