"""The verbs that talk to people: `run` and `chat`."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.settings import Settings, load_settings
from bot.verbs.settled import access, settled

if TYPE_CHECKING:
    from bot.app import Knowledge
    from bot.clock import SystemClock
    from bot.storage import SqlStore

OK = 0
NO_BOT = (
    "No UNSENT_TELEGRAM_TOKEN is set, so this opens in the terminal. "
    "For Telegram: write /newbot to @BotFather and put the token into .env"
)


def run(options: argparse.Namespace) -> int:
    """Telegram where a token is set, else the terminal."""
    settings = settled()
    if settings.telegram_token is None:
        print(NO_BOT, flush=True)
        return chat(options)
    return asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> int:
    from bot.clock import SystemClock
    from bot.serve import TelegramService

    clock = SystemClock()
    knowledge = await asyncio.to_thread(_import_and_load, settings, clock)
    store = await _open(settings, "telegram", clock, knowledge)
    try:
        await TelegramService(settings, knowledge, store, clock).run()
    finally:
        await store.close()
    return OK


def _import_and_load(settings: Settings, clock: "SystemClock") -> "Knowledge":
    from bot.app import load_knowledge

    return load_knowledge(settings, clock)


async def _open(
    settings: Settings, transport: str, clock: "SystemClock", knowledge: "Knowledge"
) -> "SqlStore":
    """The store, for this process alone."""
    from bot.app import export_headings
    from bot.storage import open_store

    headings = export_headings(knowledge.library)
    store = await open_store(access(settings), transport, clock, exclusive=True, headings=headings)
    _say_key(store.key_made_at)
    return store


def _say_key(made_at: Path | None) -> None:
    if made_at is not None:
        print(
            f"unsent: made a key for kept words in {made_at}; keep a copy elsewhere",
            file=sys.stderr,
        )


def chat(_options: argparse.Namespace) -> int:
    """The conversation in the terminal."""
    settings = load_settings()
    logs.configure(
        "ERROR" if settings.log_level == "INFO" else settings.log_level, settings.log_format
    )
    return asyncio.run(_talk(settings))


async def _talk(settings: Settings) -> int:
    from bot.chat import Chat

    async def load(clock: "SystemClock") -> tuple["Knowledge", "SqlStore"]:
        knowledge = await asyncio.to_thread(_import_and_load, settings, clock)
        return knowledge, await _open(settings, "terminal", clock, knowledge)

    await Chat().run(load)
    return OK
