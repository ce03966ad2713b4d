"""The verbs of those who host: the database, its keys and copies, the settings, the health, the report."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime, timedelta

from bot.settings import Settings, load_settings
from bot.verbs.settled import access, settled

OK, FAILED = 0, 1
HEARTBEAT_FRESH = timedelta(seconds=60)


def migrate(_options: argparse.Namespace) -> int:
    """Brings the database to this version."""
    from bot.storage import migrate

    settings = settled()
    changed = asyncio.run(migrate(settings.database_url))
    print("The database is now of this version." if changed else "Nothing to do.")
    return OK


def config(_options: argparse.Namespace) -> int:
    """The effective settings, secrets masked."""
    for name, value in load_settings().masked().items():
        print(f"{name}={value}")
    return OK


def healthcheck(_options: argparse.Namespace) -> int:
    """Whether a running bot gave a sign of life."""
    from bot.storage import last_beat

    settings = load_settings()
    beat = asyncio.run(last_beat(settings.database_url))
    now = datetime.now(UTC)  # noqa: TID251  # a host's verb, no conversation
    if beat is None or now - beat > HEARTBEAT_FRESH:
        print("unsent: no sign of life within 60 seconds", file=sys.stderr)
        return FAILED
    return OK


def report(_options: argparse.Namespace) -> int:
    """How often what was offered helped, over everybody."""
    return asyncio.run(_print_report(settled()))


async def _print_report(settings: Settings) -> int:
    from bot.clock import SystemClock
    from bot.report import report
    from bot.storage import open_store

    clock = SystemClock()
    store = await open_store(access(settings), "telegram", clock)
    try:
        ledgers = [ledger async for ledger in store.ledgers()]
    finally:
        await store.close()
    print("\n".join(report(ledgers, clock.now())))
    return OK


def rotate_key(_options: argparse.Namespace) -> int:
    """Seals every person's key with the first of UNSENT_SECRET_KEY."""
    from bot.clock import SystemClock
    from bot.storage import rotate_key

    settings = settled()
    count = asyncio.run(rotate_key(access(settings), SystemClock()))
    print(f"{count} keys are sealed with the first of UNSENT_SECRET_KEY; the others may go.")
    return OK


def backup(options: argparse.Namespace) -> int:
    """Copies the SQLite database."""
    from bot.storage import backup

    settings = settled()
    asyncio.run(backup(settings.database_url, options.target))
    print(
        f"Copied to {options.target}. Keep it as safe as the database, and its key apart from it."
    )
    return OK


def move_data(options: argparse.Namespace) -> int:
    """Carries a SQLite database over to Postgres."""
    from bot.storage import move_data

    settled()
    moved = asyncio.run(move_data(options.source, options.target))
    for table, count in moved.counts.items():
        print(f"{table}: {count}")
    print("Everything arrived, checked row by row. Set UNSENT_DATABASE_URL to the new address.")
    return OK
